"""Learn how a reading becomes a score: `python -m training.learn [--write]`.

Reads training/answers/*/*.jsonl and held_out.json: what readers that never saw an answer's trade made of it
(`training/reader.py`). Prints how good the scorer is on trades that nothing in it has seen, then learns from
all and writes src/preppal/assessment/scoring/weights.json: a straight line, by least squares.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from itertools import permutations
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from preppal.assessment.scoring.agreement import Graded, agreement
from preppal.assessment.scoring.reader import Reader
from preppal.assessment.scoring.score import score_answer
from preppal.assessment.scoring.weights import FILE, Weights
from tools.graded_answers import FOLDER, load

DISGUISED = frozenset({"wrong_question", "bad_conduct", "confidently_wrong"})
"""Traps in good words: told from a good answer by knowing the world. They are one in six here, to show what they are, and
rare in interviews; as one in six they teach to doubt every good answer."""
WORTH_OF_DISGUISED = 0.3
WORTH = {"traps": 1.0, "as_met": 2.0, "facts": 2.0}
"""By the folder an answer lies in (GRADING.md): in the first, traps are far denser than in interviews."""
COSTLY = ("bad_conduct",)
"""Traps that cost points of their own where the reader takes an answer for one. What is plainly wrong is none of them: it
takes right explanations for wrong ones too often. Nor is an answer to another question: it is known by how it was written more than by its question (CARD.md)."""
SHARPNESS, MOST_APART = 2.0, 2.0  # of the loss over two answers, the reader's too
NEWTON_STEPS = 20
Row = npt.NDArray[np.float64]

HELD_OUT = Path(__file__).with_name("held_out.json")
READERS = Path("build/readers")  # one for each part of the trades, taught without them


@dataclass(frozen=True)
class Example:
    id: str
    trade: str
    question: str
    answer: str
    score: float
    trap: str | None
    folder: str

    @property
    def worth(self) -> float:
        """How much it counts in learning."""
        return WORTH[self.folder] * (WORTH_OF_DISGUISED if self.trap in DISGUISED else 1.0)


def read_examples() -> list[Example]:
    """Every answer with a grade."""
    return [
        Example(
            one.id, one.trade, one.question, one.answer, one.score, one.trap, folder=folder.name
        )
        for folder in sorted(FOLDER.iterdir())
        for one in load(folder)
        if one.score is not None
    ]


def learn(examples: list[Example], readings: Mapping[str, Sequence[float]]) -> Weights:
    """The line from readings to grades, by least squares, and then what a doubt costs, by the order of two answers.
    Answers in which nothing carries anything are for the rules."""
    examples = [example for example in examples if example.id in readings]
    told = np.array([readings[example.id] for example in examples])
    read, doubts = told[:, 0], told[:, 1:]
    scores = np.array([example.score for example in examples])
    worth = np.array([example.worth for example in examples])
    alike = _each_grade_alike(scores)
    slope, intercept = np.polyfit(read, scores, 1, w=np.sqrt(worth * alike))
    costs = _costs(examples, intercept + slope * read, doubts)
    return Weights(
        version_of(examples),
        round(float(intercept), 5),
        round(float(slope), 5),
        {trap: round(cost, 5) for trap, cost in zip(COSTLY, costs.tolist(), strict=True)},
    )


def _costs(examples: Sequence[Example], told: Row, doubts: Row) -> Row:
    """The points a doubt takes, if sure, at which two answers to one question stand best in order: the loss is that of
    `training/reader.py` (how far from their order, more the further their grades are apart, all traps alike).
    Newton's steps; a cost is never below 0."""
    of_question: dict[str, list[int]] = defaultdict(list)
    for index, example in enumerate(examples):
        of_question[example.question].append(index)
    better, worse = np.array(
        [
            (one, other)
            for asked in of_question.values()
            for one, other in permutations(asked, 2)
            if examples[one].score > examples[other].score
        ]
    ).T
    scores = np.array([example.score for example in examples])
    apart = np.minimum(scores[better] - scores[worse], MOST_APART)
    ahead, doubted = told[better] - told[worse], doubts[better] - doubts[worse]
    costs = np.zeros(doubts.shape[1])
    for _ in range(NEWTON_STEPS):
        wrong = 1 / (1 + np.exp(SHARPNESS * (ahead - doubted @ costs)))
        slope = (apart * wrong) @ doubted * SHARPNESS
        bend = (doubted.T * (apart * wrong * (1 - wrong))) @ doubted * SHARPNESS**2
        costs = np.maximum(0.0, costs - np.linalg.solve(bend, slope))
    return costs


def _each_grade_alike(scores: Row) -> Row:
    """Weights by which every whole grade counts as much as another: bad answers are written far more often
    here than they are given in interviews."""
    grades = np.rint(scores).astype(int)
    counts = np.bincount(grades)
    return len(scores) / (np.count_nonzero(counts) * counts[grades])


def version_of(examples: list[Example]) -> str:
    """Changes with every answer and grade that is learned from."""
    said = "\n".join(f"{example.id} {example.score} {example.answer}" for example in examples)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def left_out(
    examples: list[Example], readings: Mapping[str, Sequence[float]]
) -> Iterator[tuple[str, Graded]]:
    """The folder of each answer, and how it is scored by a reader and by weights that never saw its trade."""
    of_trade: dict[str, list[Example]] = defaultdict(list)
    for one in examples:
        of_trade[one.trade].append(one)
    with ProcessPoolExecutor() as processes:
        waiting = [
            processes.submit(
                _scored,
                folder,
                learn([one for one in examples if one.trade != trade], readings),
                of_trade[trade],
            )
            for folder in sorted(READERS.iterdir())
            for trade in json.loads((folder / "left_out.json").read_text())
        ]
        for found in waiting:
            yield from found.result()


@cache
def _reader(folder: Path) -> Reader:
    return Reader(folder)


def _scored(folder: Path, weights: Weights, examples: list[Example]) -> list[tuple[str, Graded]]:
    reader = _reader(folder)
    return [
        (
            one.folder,
            Graded(
                one.question,
                one.score,
                score_answer(one.question, one.answer, weights=weights, reader=reader).score,
                one.trap,
            ),
        )
        for one in examples
    ]


def main() -> None:
    examples = read_examples()
    readings = json.loads(HELD_OUT.read_text("utf-8"))
    print(f"{len(examples)} graded answers, {len({one.trade for one in examples})} trades")
    if READERS.is_dir():
        graded = list(left_out(examples, readings))
        print("all:", agreement([one for _, one in graded]).as_text())
        for folder in WORTH:
            print(
                f"{folder}:", agreement([one for lies, one in graded if lies == folder]).as_text()
            )
    else:
        print("How good it is on unseen trades can be told after `python -m training.reader`.")
    if "--write" in sys.argv:
        learned = learn(examples, readings)
        FILE.write_bytes(msgspec.json.encode(learned) + b"\n")
        print(f"wrote {FILE.name}: {FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
