"""Learn the scorer's weights from graded answers: `python -m training.learn [--write]`.

Reads training/answers/*.jsonl. Prints how good the scorer is on trades that it has not seen (each trade left
out in turn), then learns from all and writes src/preppal/assessment/scoring/weights.json. Ridge regression,
solved in its dual form (one equation an answer): nothing is drawn at random, so that the same answers give
the same weights.
"""

from __future__ import annotations

import hashlib
import json
import sys
from collections import Counter
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
import numpy.typing as npt

from preppal.assessment.scoring.agreement import Graded, agreement
from preppal.assessment.scoring.features import Features, features_of
from preppal.assessment.scoring.hearing import hear
from preppal.assessment.scoring.kinds import kind_of
from preppal.assessment.scoring.score import score_answer
from preppal.assessment.scoring.vectors import direction, place
from preppal.assessment.scoring.weights import FARTHEST, FILE, Figure, Weights, shares

Matrix = npt.NDArray[np.float64]

ANSWERS = Path(__file__).parent / "answers"
RIDGE = 300.0
WORDS, PLACES = 15.0, 8.0  # how much words and places weigh beside features
LEAST_TRADES = 3  # in which a word must occur to have a weight
STRETCH = 1.25
"""Ridge pulls what it predicts to the mean; this undoes a part of it. The order of answers is not touched by it."""


@dataclass(frozen=True)
class Example:
    id: str
    trade: str
    question: str
    answer: str
    score: float
    trap: str | None
    features: Features
    words: list[str]


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
                heard.words,
            )
        )
    return found


def learn(examples: list[Example]) -> Weights:
    """Weights from these answers. Those in which nothing carries anything are for the rules, not for this."""
    examples = [example for example in examples if example.words]
    names = sorted({name for example in examples for name in example.features})
    table = np.array([[example.features.get(name, 0.0) for name in names] for example in examples])
    means, deviations = table.mean(0), table.std(0)
    deviations[deviations == 0] = 1.0
    rarity = _rarity(examples)
    vocabulary = sorted(rarity)
    at = {word: index for index, word in enumerate(vocabulary)}
    spoken = np.zeros((len(examples), len(vocabulary)))
    for index, example in enumerate(examples):
        for word, share in shares(example.words, rarity).items():
            spoken[index, at[word]] = share
    places = np.array([direction(place(example.words)) for example in examples], float)
    steps = np.clip((table - means) / deviations, -FARTHEST, FARTHEST)
    inputs = np.hstack([steps, spoken * WORDS, places * PLACES])
    scores = np.array([example.score for example in examples])
    weights, intercept = _ridge(inputs, scores)
    weights *= STRETCH
    middle = float(scores.mean())
    intercept = middle + (intercept - middle) * STRETCH
    cut = len(names), len(names) + len(vocabulary)
    return Weights(
        version=_version(examples),
        intercept=round(intercept, 6),
        features={
            name: Figure(round(float(m), 6), round(float(d), 6), round(float(w), 6))
            for name, m, d, w in zip(names, means, deviations, weights[: cut[0]], strict=True)
        },
        words={
            word: (round(rarity[word], 4), round(float(w) * WORDS, 5))
            for word, w in zip(vocabulary, weights[cut[0] : cut[1]], strict=True)
        },
        places=[round(float(w) * PLACES, 5) for w in weights[cut[1] :]],
    )


def _ridge(inputs: Matrix, scores: Matrix) -> tuple[Matrix, float]:
    centre, middle = inputs.mean(0), float(scores.mean())
    centred = inputs - centre
    kernel = centred @ centred.T + RIDGE * np.eye(len(scores))
    weights = centred.T @ np.linalg.solve(kernel, scores - middle)
    return weights, middle - float(centre @ weights)


def _rarity(examples: list[Example]) -> dict[str, float]:
    """Smoothed idf of the words that several trades use: a trade's own words say nothing of another's."""
    answers = Counter(word for example in examples for word in set(example.words))
    trades = Counter(
        word
        for word, _ in {(word, example.trade) for example in examples for word in example.words}
    )
    return {
        word: float(np.log((1 + len(examples)) / (1 + count)) + 1)
        for word, count in answers.items()
        if trades[word] >= LEAST_TRADES
    }


def _version(examples: list[Example]) -> str:
    said = "\n".join(f"{example.id} {example.score}" for example in examples)
    return hashlib.sha256(said.encode()).hexdigest()[:12]


def left_out(examples: list[Example]) -> list[Graded]:
    """Each answer scored by weights that never saw its trade."""
    graded: list[Graded] = []
    for trade in sorted({example.trade for example in examples}):
        weights = learn([example for example in examples if example.trade != trade])
        graded += [
            Graded(
                question=example.question,
                label=example.score,
                score=score_answer(example.question, example.answer, weights=weights).score,
                trap=example.trap,
            )
            for example in examples
            if example.trade == trade
        ]
    return graded


def main() -> None:
    examples = read_examples()
    print(f"{len(examples)} graded answers, {len({e.trade for e in examples})} trades")
    print(agreement(left_out(examples)).as_text())
    if "--write" in sys.argv:
        FILE.write_bytes(msgspec.json.format(msgspec.json.encode(learn(examples)), indent=0))
        print(f"wrote {FILE.name}: {FILE.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
