"""Keeping a job description and finding its like among 10,000 and 100,000 stored ones.

Budget: insert and lookup together p95 ≤ 25 ms at 100,000; ten times the library ≤ 1.5 × the time.
The library is invented: companies with boilerplate of their own, templates at several levels, words
as frequent as Zipf has them. `--sizes 1000,10000` for a quick look.
"""

import argparse
import asyncio
import random
import statistics
import sys
import tempfile
import time
import uuid
from pathlib import Path

import numpy as np
from sqlalchemy import insert, text

from preppal.accounts.model import User
from preppal.foundation.addresses import parse_address
from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database, uuid7
from preppal.foundation.embedded import running_server
from preppal.foundation.migrating import migrate
from preppal.job_descriptions.alike import find_alike
from preppal.job_descriptions.counting import count_again
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.matching.shingles import hashed, shingle
from preppal.job_descriptions.matching.signature import METHOD, bands
from preppal.job_descriptions.model import JobPosting, PostingVersion
from preppal.job_descriptions.packing import packed
from preppal.job_descriptions.pasting import read_pasted

P95_MS = 25.0
GROWTH = 1.5
BATCH = 1000
VOCABULARY = 30_000
OF_A_COMPANY = 25
"""Postings that share a company's boilerplate."""
LEVELS = ("", "Junior ", "Senior ", "Lead ")


class Inventor:
    """Postings of 250 to 700 words, of which a quarter is the company's."""

    def __init__(self, seed: int) -> None:
        self._chance = np.random.default_rng(seed)
        letters = random.Random(seed)
        self._words = [
            "".join(letters.choices("abcdefghilmnoprstuv", k=letters.randint(3, 10)))
            for _ in range(VOCABULARY)
        ]

    def _some(self, chance: np.random.Generator, count: int) -> list[str]:
        ranks = chance.zipf(1.25, count)
        return [self._words[int(rank) % VOCABULARY] for rank in ranks]

    def posting(self, number: int) -> tuple[str, str, str]:
        """Title, company and text of the posting with this number."""
        company_number = number // OF_A_COMPANY
        chance = np.random.default_rng([7, company_number])
        company = f"{self._some(chance, 1)[0].capitalize()} {company_number} Works"
        boilerplate = " ".join(self._some(chance, 120))
        chance = np.random.default_rng([11, number])
        title = LEVELS[number % 4] + " ".join(self._some(chance, 2)).title() + " Engineer"
        duties = self._some(chance, int(chance.integers(130, 580)))
        lines = [" ".join(duties[at : at + 14]) for at in range(0, len(duties), 14)]
        return title, company, "\n- ".join([f"{title}\n{company}\n\n{boilerplate}\n", *lines])


async def fill(database: Database, inventor: Inventor, begin: int, end: int) -> None:
    for begun in range(begin, end, BATCH):
        versions, postings = [], []
        for number in range(begun, min(begun + BATCH, end)):
            title, company, content = inventor.posting(number)
            words = content.casefold().replace("\n- ", " ").split()
            pieces = shingle(words)
            posting_id = uuid7()
            postings.append({"id": posting_id, "created_at": utc_now()})
            versions.append(
                {
                    "id": uuid7(),
                    "posting_id": posting_id,
                    "text_hash": uuid.uuid4().hex,
                    "title": title,
                    "company_key": company.casefold(),
                    "years": [],
                    "bands": bands(pieces),
                    "pieces": packed(pieces),
                    "words": packed(hashed(set(words))),
                    "method": METHOD,
                    "created_at": utc_now(),
                }
            )
        async with database.transaction() as db:
            await db.execute(insert(JobPosting), postings)
            await db.execute(insert(PostingVersion), versions)
    async with database.transaction() as db:
        await count_again(db, now=utc_now())  # as the worker does
    async with database.engine.connect() as plain:
        alone = await plain.execution_options(isolation_level="AUTOCOMMIT")
        await alone.execute(text("vacuum analyze posting_versions"))  # as autovacuum does


async def measure(
    database: Database, inventor: Inventor, user_id: uuid.UUID, size: int, rounds: int
) -> dict[str, list[float]]:
    """Milliseconds of each step; a third of what comes is new, a third a version, a third cut off."""
    chance = random.Random(size)
    found: dict[str, list[float]] = {"reading": [], "looking up": [], "keeping": [], "both": []}
    for number in range(rounds):
        title, company, content = inventor.posting(
            10_000_000 + number if number % 3 == 0 else chance.randrange(size)
        )
        lines = content.split("\n")
        if number % 3 == 1:
            chance.shuffle(lines)
        elif number % 3 == 2:
            lines = lines[: len(lines) * 2 // 3]
        text_pasted = "\n".join(lines)
        began = time.perf_counter()
        read = read_pasted(text_pasted, title=title, company=company)
        done = time.perf_counter()
        async with database.transaction() as db:
            await find_alike(db, read.compared)
        looked = time.perf_counter()
        async with database.transaction() as db:
            await keep_job_description(db, user_id, read, now=utc_now())
        kept = time.perf_counter()
        found["reading"].append((done - began) * 1000)
        found["looking up"].append((looked - done) * 1000)
        found["keeping"].append((kept - looked) * 1000)
        found["both"].append((kept - done) * 1000)
    return found


def p95(times: list[float]) -> float:
    return statistics.quantiles(times, n=20)[-1]


async def sizes_of(database: Database) -> str:
    async with database.transaction() as db:
        rows = await db.execute(
            text(
                "select indexrelname, pg_size_pretty(pg_relation_size(indexrelid))"
                " from pg_stat_user_indexes where relname = 'posting_versions' order by 1"
            )
        )
        table = await db.scalar(text("select pg_size_pretty(pg_table_size('posting_versions'))"))
        indexes = ", ".join(
            f"{name.removeprefix('ix_posting_versions_')} {size}" for name, size in rows
        )
    return f"table {table}; indexes: {indexes}"


async def run(sizes: list[int], rounds: int) -> int:
    inventor = Inventor(3)
    medians, worst = [], 0.0
    with tempfile.TemporaryDirectory(prefix="preppal-bench-") as directory:
        with running_server(Path(directory) / "postgres", throwaway=True) as server:
            address = parse_address(server.url("postgres"))
            await migrate(address)
            database = Database(address.as_text())
            async with database.transaction() as db:
                user = User(email="candidate@example.org", name="Ana", created_at=utc_now())
                db.add(user)
            there = 0
            for size in sizes:
                await fill(database, inventor, there, size)
                there = size
                await measure(database, inventor, user.id, size, 20)  # warms plans and caches
                found = await measure(database, inventor, user.id, size, rounds)
                for step, times in found.items():
                    print(
                        f"{size:>8,} {step:<11} median {statistics.median(times):6.1f} ms"
                        f"  p95 {p95(times):6.1f} ms  max {max(times):6.1f} ms"
                    )
                print(f"{size:>8,} {await sizes_of(database)}")
                medians.append(statistics.median(found["both"]))
                worst = p95(found["both"])
            await database.dispose()
    growth = medians[-1] / medians[0]
    print(f"insert and lookup: p95 {worst:.1f} ms (budget {P95_MS}) at {sizes[-1]:,}")
    print(f"{sizes[-1] / sizes[0]:.0f} × the library: {growth:.2f} × the time (budget {GROWTH})")
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--rounds", type=int, default=300)
    wish = parser.parse_args()
    return asyncio.run(run([int(size) for size in wish.sizes.split(",")], wish.rounds))


if __name__ == "__main__":
    sys.exit(main())
