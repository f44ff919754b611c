"""Learn how a reading becomes a score: `python -m training.learn [--write]`.

Reads training/answers/*/*.jsonl, held_out.json and swapped.json: what readers that never saw an answer's trade made of
it (`training/reader.py`), beside another question too (`training/swapped.py`). Prints how good the scorer is on trades that nothing in it has seen, then learns from
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
from pathlib import Path
from statistics import fmean

import msgspec
import numpy as np
import numpy.typing as npt

from preppal.assessment.scoring.agreement import Graded, agreement
from preppal.assessment.scoring.hearing import hear
from preppal.assessment.scoring.kinds import kind_of
from preppal.assessment.scoring.masking import masked_sentences
from preppal.assessment.scoring.reader import Reader
from preppal.assessment.scoring.score import score_answer
from preppal.assessment.scoring.weighing import BAD_CONDUCT, BLAME, WRONG_QUESTION
from preppal.assessment.scoring.weights import FILE, Elsewhere, Weights, log_odds
from tools.graded_answers import FOLDER, load

DISGUISED = frozenset({"wrong_question", "bad_conduct", "confidently_wrong"})
"""Traps in good words: told from a good answer by knowing the world. They are one in six here, to show what they are, and
rare in interviews; as one in six they teach to doubt every good answer."""
WORTH_OF_DISGUISED = 0.3
WORTH = {"traps": 1.0, "as_met": 2.0, "facts": 2.0}
"""By the folder an answer lies in (GRADING.md): in the first, traps are far denser than in interviews."""
DOUBTED = (BAD_CONDUCT, BLAME, WRONG_QUESTION)
"""Traps as which an answer counts, as likely as it is taken for one. What is plainly wrong is none of them: the reader
takes right explanations for wrong ones too often. What the reader alone takes for an answer to another question it knows
by how such answers were written more than by the question: its relevance has a say in that (decision 37)."""
NEWTON_STEPS = 20
STEEPER, LATER = 2.0, 0.5
"""How likely an answer is one to another question counts only where it is likelier than not: the log odds are taken less
the second, times the first. A question that could be asked anywhere is near to no answer, and every good one to it would
lose points otherwise (decision 37)."""
Row = npt.NDArray[np.float64]

HELD_OUT = Path(__file__).with_name("held_out.json")
SWAPPED = Path(__file__).with_name("swapped.json")
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

    def is_good(self, least: float) -> bool:
        """Whether it answers its question well, graded ``least`` or more; what is asked of knowledge alone is left aside."""
        return self.trap is None and self.score >= least and self.folder != "facts"


def sentences_of(question: str, answer: str) -> list[str]:
    """As the scorer gives them to a reader; none where there is nothing to read."""
    return masked_sentences(hear(question, kind_of(question), answer))


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


Readings = Mapping[str, Sequence[float]]
"""Of answers, by their ids."""


def learn(examples: list[Example], readings: Readings, swapped: Readings) -> Weights:
    """The line from readings to grades, by least squares; what tells that an answer is one to another question; and how
    the traps that are `DOUBTED` are graded. ``readings``: the reading, these doubts and the relevance; ``swapped``: the
    doubt and the relevance beside a question it was not given to. Answers in which nothing carries anything are for
    the rules."""
    examples = [example for example in examples if example.id in readings]
    told = np.array([readings[example.id] for example in examples])
    read, doubt, relevance = told[:, 0], told[:, 1 + DOUBTED.index(WRONG_QUESTION)], told[:, -1]
    scores = np.array([example.score for example in examples])
    worth = np.array([example.worth for example in examples])
    alike = _each_grade_alike(scores)
    slope, intercept = np.polyfit(read, scores, 1, w=np.sqrt(worth * alike))
    return Weights(
        version_of(examples),
        round(float(intercept), 5),
        round(float(slope), 5),
        {
            trap: round(fmean(one.score for one in examples if one.trap == trap), 3)
            for trap in DOUBTED
        },
        _elsewhere(
            examples,
            np.stack([doubt, relevance], axis=1),
            np.array([swapped[one.id] for one in examples if one.id in swapped]),
        ),
    )


def _elsewhere(examples: Sequence[Example], read: Row, swapped: Row) -> Elsewhere:
    """Logistic regression by Newton's steps over doubt and relevance: what misses its question here, and as much of what
    was swapped, against all others; then sharpened. Questions of knowledge have hardly any of the first, and teach
    nothing here."""
    asked = np.array([example.folder != "facts" for example in examples])
    misses = np.array([example.trap == WRONG_QUESTION for example in examples])[asked]
    is_one = np.concatenate([misses, np.ones(len(swapped))])
    counts = np.concatenate(
        [np.ones(len(misses)), np.full(len(swapped), misses.sum() / len(swapped))]
    )
    given = np.concatenate([read[asked], swapped])
    odds = [log_odds(doubt) for doubt in given[:, 0]]
    seen = np.stack([np.ones(len(given)), given[:, 1], odds], axis=1)
    told = np.zeros(seen.shape[1])
    for _ in range(NEWTON_STEPS):
        likely = 1 / (1 + np.exp(-seen @ told))
        bend = (seen.T * (counts * likely * (1 - likely))) @ seen
        told += np.linalg.solve(bend, seen.T @ (counts * (is_one - likely)))
    told[0] -= LATER
    return Elsewhere(*(round(STEEPER * value, 5) for value in told.tolist()))


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


def write_readings(readings: Readings, into: Path) -> None:
    """A line for each answer."""
    lines = (f"{json.dumps(name)}: {json.dumps(readings[name])}" for name in sorted(readings))
    into.write_text("{\n" + ",\n".join(lines) + "\n}\n")


def left_out(
    examples: list[Example], readings: Readings, swapped: Readings
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
                learn([one for one in examples if one.trade != trade], readings, swapped),
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
    readings, swapped = (json.loads(file.read_text("utf-8")) for file in (HELD_OUT, SWAPPED))
    print(f"{len(examples)} graded answers, {len({one.trade for one in examples})} trades")
    if READERS.is_dir():
        graded = list(left_out(examples, readings, swapped))
        print("all:", agreement([one for _, one in graded]).as_text())
        for folder in WORTH:
            print(
                f"{folder}:", agreement([one for lies, one in graded if lies == folder]).as_text()
            )
    else:
        print("How good it is on unseen trades can be told after `python -m training.reader`.")
    if "--write" in sys.argv:
        learned = learn(examples, readings, swapped)
        FILE.write_bytes(msgspec.json.encode(learned) + b"\n")
        print(f"wrote {FILE.name}: {FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
