"""Learn how reading and features add up: `python -m training.learn [--write]`.

Reads training/answers/*.jsonl and held_out.json: what readers that never saw an answer's trade made of it
(`training/reader.py`). Prints how good the scorer is on trades that nothing in it has seen (each left out
in turn), then learns from all and writes src/preppal/assessment/scoring/weights.json. Ridge regression:
nothing is drawn at random, so that the same answers give the same weights.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from preppal.assessment.scoring.agreement import Graded, agreement
from preppal.assessment.scoring.features import Features, features_of
from preppal.assessment.scoring.hearing import hear
from preppal.assessment.scoring.kinds import kind_of
from preppal.assessment.scoring.reader import Reader
from preppal.assessment.scoring.score import score_answer
from preppal.assessment.scoring.weights import FARTHEST, FILE, Figure, Weights

Matrix = npt.NDArray[np.float64]

ANSWERS = Path(__file__).parent / "answers"
HELD_OUT = Path(__file__).with_name("held_out.json")
READERS = Path("build/readers")  # one for each part of the trades, taught without them
RIDGE = 300.0
TRUST = 10.0  # how much less the reading is held back than a feature


@dataclass(frozen=True)
class Example:
    id: str
    trade: str
    question: str
    answer: str
    score: float
    trap: str | None
    features: Features


def read_examples() -> list[Example]:
    rows = [
        json.loads(line)
        for path in sorted(ANSWERS.glob("*.jsonl"))
        for line in path.read_text("utf-8").splitlines()
    ]
    found = []
    for row in rows:
        if row["score"] is None:
            continue
        heard = hear(row["question"], kind_of(row["question"]), row["answer"])
        found.append(
            Example(
                row["id"],
                row["trade"],
                row["question"],
                row["answer"],
                row["score"],
                row["trap"],
                features_of(row["question"], heard),
            )
        )
    return found


def learn(examples: list[Example], readings: Mapping[str, float]) -> Weights:
    """Weights from these answers. Those in which nothing carries anything are for the rules, not for this."""
    examples = [example for example in examples if example.features and example.id in readings]
    names = sorted({name for example in examples for name in example.features})
    table = np.array([[example.features.get(name, 0.0) for name in names] for example in examples])
    means, deviations = table.mean(0), table.std(0)
    deviations[deviations == 0] = 1.0
    steps = np.clip((table - means) / deviations, -FARTHEST, FARTHEST)
    read = np.array([[readings[example.id] * TRUST] for example in examples])
    scores = np.array([example.score for example in examples])
    weights, intercept = _ridge(np.hstack([read, steps]), scores)
    return Weights(
        version=version_of(examples),
        intercept=round(intercept, 6),
        reading=round(float(weights[0]) * TRUST, 6),
        features={
            name: Figure(round(float(m), 6), round(float(d), 6), round(float(w), 6))
            for name, m, d, w in zip(names, means, deviations, weights[1:], strict=True)
        },
    )


def _ridge(inputs: Matrix, scores: Matrix) -> tuple[Matrix, float]:
    centre, middle = inputs.mean(0), float(scores.mean())
    centred = inputs - centre
    weights = np.linalg.solve(
        centred.T @ centred + RIDGE * np.eye(inputs.shape[1]), centred.T @ (scores - middle)
    )
    return weights, middle - float(centre @ weights)


def version_of(examples: list[Example]) -> str:
    """Changes with every answer and grade that is learned from."""
    said = "\n".join(f"{example.id} {example.score} {example.answer}" for example in examples)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def left_out(examples: list[Example], readings: Mapping[str, float]) -> Iterator[Graded]:
    """Each answer scored by a reader and by weights that never saw its trade."""
    for folder in sorted(READERS.iterdir()):
        reader = Reader(folder)
        for trade in json.loads((folder / "left_out.json").read_text()):
            weights = learn([one for one in examples if one.trade != trade], readings)
            for one in examples:
                if one.trade == trade:
                    scored = score_answer(one.question, one.answer, weights=weights, reader=reader)
                    yield Graded(one.question, one.score, scored.score, one.trap)


def main() -> None:
    examples = read_examples()
    readings = json.loads(HELD_OUT.read_text("utf-8"))
    print(f"{len(examples)} graded answers, {len({one.trade for one in examples})} trades")
    if READERS.is_dir():
        print(agreement(list(left_out(examples, readings))).as_text())
    else:
        print("How good it is on unseen trades can be told after `python -m training.reader`.")
    if "--write" in sys.argv:
        learned = learn(examples, readings)
        FILE.write_bytes(msgspec.json.format(msgspec.json.encode(learned), indent=0))
        print(f"wrote {FILE.name}: {FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
