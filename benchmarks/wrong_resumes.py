"""Resumes with something wrong in them, read as the server reads what people send: a process each, which is killed
when it takes too long: ``python -m benchmarks.wrong_resumes``, with ``nice`` where others work.

First those of `tests.crafted`, by name; then mutants, the same ones each time. Each is answered within `LIMITS.seconds` by a result or a sentence, whatever is wrong in it, and no process is left
behind; anything else is counted as a failure, and the exit status is 1. The seconds count from the reader's readiness
on: a machine that takes more than `LIMITS.starting` to start it says that it is ``busy``. ``--count 1000`` is so many
PDFs and as many DOCX; ``--pictures`` so many PNG and JPEG, and, with the extra ``ocr``, through recognition. After
``--minutes`` (15) no more are begun, and it says how many were.
"""

import argparse
import asyncio
import random
import sys
import time
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from statistics import median

from preppal.documents.limits import LIMITS, PICTURED, Limits
from preppal.documents.reading import Readers
from preppal.documents.sentences import SENTENCES
from preppal.documents.unreadable import Unreadable
from preppal.resumes.taking import MODULE, asked_of, recognises, take_file
from preppal.resumes.understanding import FILE
from tests.crafted import crafted
from tests.mutants import mutant

AT_ONCE = 2


@dataclass
class Ends:
    """How many ended how, and what was slowest."""

    how: Counter[str] = field(default_factory=Counter)
    failures: list[str] = field(default_factory=list)
    seconds: list[float] = field(default_factory=list)

    @property
    def count(self) -> int:
        return sum(self.how.values())

    @property
    def slowest(self) -> float:
        return max(self.seconds, default=0.0)

    @property
    def told(self) -> str:
        middle = median(self.seconds) if self.seconds else 0.0
        return (
            f"{dict(self.how.most_common())}, median {middle:.2f} s and slowest {self.slowest:.1f} s with the start of"
            f" its process, {len(self.failures)} without a result or a sentence"
        )


async def read_one(readers: Readers, data: bytes, kind: str) -> str:
    """A kind of document, or a reason that has a sentence; without recognition, except for pictures."""
    if kind in ("png", "jpeg") and recognises():
        return str((await take_file(readers, data)).kind)
    return str((await asked_of(readers, MODULE, data, FILE, LIMITS)).document.kind)


def mutants(kind: str, count: int) -> Iterator[tuple[str, bytes]]:
    chance = random.Random(f"{kind} 20270301")
    return ((f"{kind} {number}", mutant(kind, chance, resumes=True)) for number in range(count))


async def read_many(
    readers: Readers, files: Iterator[tuple[str, bytes]], kind: str, until: float
) -> Ends:
    ends = Ends()

    async def work() -> None:
        while time.monotonic() < until:
            name, data = next(files, ("", b""))
            if not name:
                return
            began = time.perf_counter()
            try:
                ends.how[await read_one(readers, data, kind)] += 1
            except Unreadable as problem:
                ends.how[problem.reason] += 1
                if problem.reason not in SENTENCES:
                    ends.failures.append(f"{name}: {problem.reason}")
            except Exception as problem:
                ends.how["failed"] += 1
                ends.failures.append(f"{name}: {problem!r}")
            ends.seconds.append(time.perf_counter() - began)

    await asyncio.gather(*(work() for _ in range(AT_ONCE)))
    return ends


def most_seconds(kind: str) -> float:
    """From being asked to the answer: starting, reading, and a second for the rest."""
    limits: Limits = PICTURED if kind in ("png", "jpeg") and recognises() else LIMITS
    return limits.starting + limits.seconds + 1


async def run(count: int, pictures: int, minutes: float) -> bool:
    until = time.monotonic() + minutes * 60
    readers, is_kept = Readers(at_once=AT_ONCE), True
    try:
        made = crafted()
        of_kind = (("pdf", count), ("docx", count), ("png", pictures), ("jpeg", pictures))
        for kind, many, files in (
            ("crafted", len(made), iter(made.items())),
            *((kind, many, mutants(kind, many)) for kind, many in of_kind),
        ):
            ends = await read_many(readers, files, kind, until)
            print(f"{ends.count} of {many} wrong {kind}: {ends.told}", flush=True)
            for failure in ends.failures[:20]:
                print("  ", failure)
            is_kept = is_kept and not ends.failures and ends.slowest <= most_seconds(kind)
        is_kept = is_kept and readers.running == 0
    finally:
        await readers.close()
    return is_kept


def main() -> int:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--count", type=int, default=1_000)
    options.add_argument("--pictures", type=int, default=50)
    options.add_argument("--minutes", type=float, default=15.0)
    asked = options.parse_args()
    is_kept = asyncio.run(run(asked.count, asked.pictures, asked.minutes))
    print(f"Each answered, and no process left behind: {'kept' if is_kept else 'NOT KEPT'}")
    return 0 if is_kept else 1


if __name__ == "__main__":
    sys.exit(main())
