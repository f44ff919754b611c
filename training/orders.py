"""Learn which sentences are meant for the reviewer: `python -m training.orders` writes assessment/swaying.json.

Needs the dependency group `training`. Learns from training/orders/: lines that try to sway a reviewer, in files by kind, and
``harmless.txt``, what honest speakers say in the same words; and from the sentences of the graded answers that nobody
wrote to sway. A logistic regression that leaves most words out (L1). The threshold is set on trades left out: one
sentence in `RARELY` is wrongly taken for one. Prints how many lines of each file are known by
what was learned without that file.
"""

from __future__ import annotations

import random
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

import msgspec
import numpy as np
from sklearn.feature_extraction import DictVectorizer
from sklearn.linear_model import LogisticRegression

from preppal.assessment.acts import own_acts, shared_acts
from preppal.assessment.orders import is_order
from preppal.assessment.sentences import Sentence, sentences
from preppal.assessment.swaying import FILE, Swaying, features
from tools.graded_answers import load

LINES = Path(__file__).with_name("orders")
HARMLESS = "harmless"
NOT_STORIES = ("injection", "self_praise")  # traps whose sentences may be meant for the reviewer
RARELY = 1000
STRENGTH = 0.3  # how freely weights grow (C)
LEAST_SEEN = 3
ORDERS_COUNT, HARMLESS_COUNT = 0.2, 3.0  # all orders together beside all stories; one harmless line


@dataclass(frozen=True)
class Line:
    """A sentence's features, and where it is from."""

    source: str
    found: set[str]


def lines() -> list[Line]:
    """Those of training/orders/, sentence by sentence."""
    return [
        Line(file.stem, features(sentence))
        for file in sorted(LINES.glob("*.txt"))
        for line in file.read_text("utf-8").splitlines()
        for sentence in _open(line)
    ]


def stories() -> Iterator[Line]:
    """Sentences of the graded answers, by trade, that could be taken for an order and are none."""
    for one in load():
        if not (one.trap or "").startswith(NOT_STORIES):
            for sentence in _open(one.answer):
                if not is_order(one.answer, sentence):
                    yield Line(one.trade, features(sentence))


def _open(text: str) -> Iterator[Sentence]:
    """Sentences in which nobody did anything: the others are never taken for orders."""
    for sentence in sentences(text):
        if sentence.joined and not own_acts(sentence) and not shared_acts(sentence):
            yield sentence


def learn(orders: Sequence[Line], harmless: Sequence[Line], told: Sequence[Line]) -> Swaying:
    """Weights, not yet with a threshold."""
    given = [*orders, *harmless, *told]
    seen = Counter(name for line in given for name in line.found)
    known = [{name: 1 for name in line.found if seen[name] >= LEAST_SEEN} for line in given]
    vectors = DictVectorizer()
    matrix = vectors.fit_transform(known)
    # liblinear takes no wider ones.
    matrix.indices, matrix.indptr = (np.int32(part) for part in (matrix.indices, matrix.indptr))
    worth = np.concatenate(
        [
            np.full(len(orders), ORDERS_COUNT * len(told) / len(orders)),
            np.full(len(harmless), HARMLESS_COUNT),
            np.ones(len(told)),
        ]
    )
    is_one = np.arange(len(given)) < len(orders)
    found = LogisticRegression(
        C=STRENGTH, l1_ratio=1.0, solver="liblinear", random_state=0, max_iter=300
    ).fit(matrix, is_one, sample_weight=worth)
    weights = zip(vectors.get_feature_names_out(), found.coef_[0], strict=True)
    return Swaying(
        round(float(found.intercept_[0]), 4),
        {name: round(float(weight), 3) for name, weight in weights if abs(weight) >= 0.0005},
    )


def heights(learned: Swaying, given: Sequence[Line]) -> np.ndarray:
    return np.array([learned.height(line.found) for line in given])


def main() -> None:
    written, told = lines(), list(stories())
    trades = sorted({line.source for line in told})
    random.Random(0).shuffle(trades)
    kept_back = set(trades[::3])
    seen = [line for line in told if line.source not in kept_back]
    unseen = [line for line in told if line.source in kept_back]
    harmless = [line for line in written if line.source == HARMLESS]
    orders = [line for line in written if line.source != HARMLESS]
    print(f"{len(orders)} orders, {len(harmless)} harmless lines, {len(told)} of stories")
    for source in sorted({line.source for line in orders}):
        learned = learn([line for line in orders if line.source != source], harmless, seen)
        least = _threshold(learned, unseen)
        known = heights(learned, [line for line in orders if line.source == source]) > least
        print(f"{source}, not taught: {known.mean():.0%} known", flush=True)
    least = _threshold(learn(orders, harmless, seen), unseen)
    learned = learn(orders, harmless, told)
    learned = Swaying(round(learned.added - least, 4), learned.weights)
    FILE.write_bytes(msgspec.json.encode(learned, order="sorted") + b"\n")
    print(f"threshold {least:.2f}, {len(learned.weights)} weights, {FILE.stat().st_size:,} bytes")


def _threshold(learned: Swaying, unseen: Sequence[Line]) -> float:
    """Above which one in `RARELY` sentences of trades left out stands."""
    return float(np.quantile(heights(learned, unseen), 1 - 1 / RARELY))


if __name__ == "__main__":
    main()
