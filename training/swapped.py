"""Good answers beside a question they were not given to: `python -m training.swapped`.

What tells an answer to another question must not be how such answers are written here: so it is learned from these
too, as many as there are (`training/learn.py`). Each is read, as in held_out.json, by a reader that never saw its trade.
"""

from __future__ import annotations

import json
import random
from collections import defaultdict
from collections.abc import Iterator, Sequence
from pathlib import Path

from preppal.assessment.scoring.reader import Reader
from preppal.assessment.scoring.weighing import WRONG_QUESTION
from training.learn import READERS, SWAPPED, Example, read_examples, sentences_of, write_readings

SEED = 0
GOOD = 3.5  # the least grade


def swapped(examples: Sequence[Example]) -> Iterator[tuple[Example, str]]:
    """Each good answer that is no trap, and another question of its trade."""
    of_trade = defaultdict(set)
    for one in examples:
        of_trade[one.trade].add(one.question)
    order = random.Random(SEED)
    for one in examples:
        others = sorted(of_trade[one.trade] - {one.question})
        if others and one.is_good(GOOD):
            yield one, order.choice(others)


def readings(folder: Path, examples: Sequence[Example]) -> dict[str, list[float]]:
    """How much the reader takes each for an answer to another question, and its relevance."""
    reader = Reader(folder)
    found = {}
    for one, question in swapped(examples):
        said = sentences_of(question, one.answer)
        if said:
            doubt = reader.read(question, said).doubts[WRONG_QUESTION]
            about = reader.relevance.beside(question).relevance(said)
            found[one.id] = [round(doubt, 3), round(about, 3)]
    return found


def main() -> None:
    examples = read_examples()
    found: dict[str, list[float]] = {}
    for folder in sorted(READERS.iterdir()):
        out = set(json.loads((folder / "left_out.json").read_text()))
        found |= readings(folder, [one for one in examples if one.trade in out])
        print(f"{folder.name}: {len(found)} so far", flush=True)
    write_readings(found, SWAPPED)


if __name__ == "__main__":
    main()
