"""Learn to read interviewers' questions: `python -m tools.questions [--write]`.

From the bank (questions, short forms, probes), the questions of the graded answers in training/, and
wordings.tsv (its own, generic, no trade's); never from tests/data/questions/unseen.tsv, which it is held
against. Trades of the graded answers are left out in four parts, whole, before it learns from all.
The seed is fixed. Half a minute on one core.
"""

import argparse
import json
from collections.abc import Iterator, Sequence
from pathlib import Path

import numpy as np

from preppal.interviewer import question_reading as reading
from preppal.interviewer.questions import COMPETENCIES, load_bank

ROOT = Path(__file__).resolve().parents[2]
WORDINGS = Path(__file__).with_name("wordings.tsv")
ANSWERS = ROOT / "training" / "answers"
UNSEEN = ROOT / "tests" / "data" / "questions" / "unseen.tsv"

NAMES = (*COMPETENCIES, reading.FOLLOW_UP, reading.WARM_UP, reading.INVITES, reading.TALK)
OTHER_NAMES = {"warm_up": reading.WARM_UP, "none": reading.TALK, "closing": reading.TALK}
WEIGHT_OF_OWN = 4.0  # wordings.tsv is what foreign interviewers sound like
STEPS, STEP, KEEP_SMALL = 400, 0.05, 3e-6
PARTS = 4
Row = tuple[str, str, str]
"""Name, text, where from."""


def rows() -> Iterator[Row]:
    for line in WORDINGS.read_text().splitlines():
        name, text = line.split("\t")
        yield name, text, "own"
    for question in load_bank().by_id.values():
        name = OTHER_NAMES.get(question.competency, question.competency)
        if name not in NAMES:
            continue
        yield from ((name, text, "bank") for text in {question.text, question.short})
        yield from ((reading.FOLLOW_UP, probe, "bank") for probe in question.probes.values())
    seen: set[str] = set()
    for path in sorted(ANSWERS.glob("*.jsonl")):
        for line in path.read_text().splitlines():
            graded = json.loads(line)
            if graded["question"] not in seen:
                seen.add(graded["question"])
                name = OTHER_NAMES.get(graded["competency"], graded["competency"])
                yield name, graded["question"], path.stem


def learn(examples: Sequence[Row]) -> reading.Weights:
    """Softmax regression by full steps of Adam; kinds count the same, however many examples they have."""
    counts = [reading.counts_of(text) for _, text, _ in examples]
    held = np.zeros(reading.BUCKETS, np.float32)
    for one in counts:
        held[list(one)] += 1
    rarity = (np.log((1 + len(counts)) / (1 + held)) + 1).astype(np.float32)
    used = np.flatnonzero(held)
    column = {bucket: place for place, bucket in enumerate(used.tolist())}
    given = np.zeros((len(counts), len(used)), np.float32)
    for row, one in enumerate(counts):
        buckets, values = reading.vector_of(one, rarity)
        given[row, [column[bucket] for bucket in buckets.tolist()]] = values
    wanted = np.array([NAMES.index(name) for name, _, _ in examples])
    weight = np.array([WEIGHT_OF_OWN if where == "own" else 1.0 for _, _, where in examples])
    of_name = np.bincount(wanted, weight, len(NAMES))
    weight = weight / of_name[wanted]
    weight = (weight / weight.sum()).astype(np.float32)[:, None]
    right = np.eye(len(NAMES), dtype=np.float32)[wanted]
    table, base = (np.zeros((size, len(NAMES)), np.float32) for size in (len(used), 1))
    moments = [[np.zeros_like(one), np.zeros_like(one)] for one in (table, base)]
    for step in range(1, STEPS + 1):
        scores = given @ table + base
        shares = np.exp(scores - scores.max(1, keepdims=True))
        off = weight * (shares / shares.sum(1, keepdims=True) - right)
        for one, slope, (mean, square) in zip(
            (table, base),
            (given.T @ off + KEEP_SMALL * table, off.sum(0, keepdims=True)),
            moments,
            strict=True,
        ):
            mean += 0.1 * (slope - mean)
            square += 0.001 * (slope**2 - square)
            one -= STEP * (mean / (1 - 0.9**step)) / (np.sqrt(square / (1 - 0.999**step)) + 1e-8)
    whole = np.zeros((reading.BUCKETS, len(NAMES)), np.float32)
    whole[used] = table
    return reading.Weights(NAMES, rarity, whole, base[0])


def read(weights: reading.Weights, text: str) -> str:
    buckets, values = reading.vector_of(reading.counts_of(text), weights.rarity)
    return weights.names[int(np.argmax(values @ weights.table[buckets] + weights.base))]


def right_share(weights: reading.Weights, examples: Sequence[tuple[str, str]]) -> float:
    return float(np.mean([read(weights, text) == name for name, text in examples]))


def write(weights: reading.Weights) -> None:
    scale = np.abs(weights.table).max(0) / 127
    np.savez_compressed(
        reading.FILE,
        names=np.array(weights.names),
        rarity=weights.rarity.astype(np.float16),
        table=np.round(weights.table / scale).astype(np.int8),
        scale=scale.astype(np.float32),
        base=weights.base.astype(np.float32),
    )


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--write", action="store_true", help="write the weights into the package")
    parser.add_argument("--quick", action="store_true", help="leave the parts out")
    asked = parser.parse_args()
    every = list(rows())
    trades = sorted({where for _, _, where in every} - {"own", "bank"})
    shares = []
    for part in range(0 if asked.quick else PARTS):
        out = set(trades[part::PARTS])
        weights = learn([row for row in every if row[2] not in out])
        shares.append(right_share(weights, [row[:2] for row in every if row[2] in out]))
    if shares:
        print(f"trades left out: {np.mean(shares):.3f}")
    weights = learn(every)
    unseen = [tuple(line.split("\t")) for line in UNSEEN.read_text().splitlines()]
    told = [(OTHER_NAMES.get(name, name), text) for name, text in unseen]
    leads = [one for one in told if one[0] in COMPETENCIES]
    print(
        f"{len(every)} examples; unseen: competencies {right_share(weights, leads):.3f}, all {right_share(weights, told):.3f}"
    )
    if asked.write:
        write(weights)
        print(f"{reading.FILE.stat().st_size:,} bytes written")


if __name__ == "__main__":
    main()
