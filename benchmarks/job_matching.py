"""Keeping a job description and finding its like among 10,000 and 100,000 stored ones.

Budget: insert and lookup together p95 ≤ 25 ms at 100,000; ten times the library ≤ 1.5 × the time.
The library is invented: companies with boilerplate of their own, templates at several levels, words
as frequent as Zipf has them. `--sizes 1000,10000` for a quick look.

A library for each size is filled first (100,000 take a quarter of an hour), then all are asked in turn,
so that whatever else the machine does burdens each alike. Beside the time that passed stands the
processor's: this process and the database's, which others at the machine do not lengthen much.
`--data DIRECTORY` keeps the libraries there for another run.
"""

import argparse
import asyncio
import contextlib
import os
import random
import statistics
import sys
import tempfile
import time
import uuid
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path

import asyncpg
import numpy as np
from sqlalchemy import func, insert, select, text

from preppal.accounts.model import User
from preppal.foundation.addresses import Address, parse_address
from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database, uuid7
from preppal.foundation.embedded import EmbeddedServer, running_server
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


async def library(server: EmbeddedServer, inventor: Inventor, size: int, smaller: int) -> Database:
    """The library of this size, filled up from the next smaller one unless it is there."""
    address = parse_address(server.url(f"library_{size}"))
    if not await is_filled(address, size):
        begun = time.perf_counter()
        plain = await asyncpg.connect(server.url("postgres"))
        await plain.execute(f"drop database if exists library_{size}")
        template = f"library_{smaller}" if smaller else "template1"
        await plain.execute(f"create database library_{size} template {template}")
        await plain.close()
        await migrate(address)
        database = Database(address.as_text(), pool_size=1)
        await fill(database, inventor, smaller, size)
        await database.dispose()
        print(f"{size:>8,} filled in {time.perf_counter() - begun:.0f} s", flush=True)
    return Database(address.as_text(), pool_size=1)


async def is_filled(address: Address, size: int) -> bool:
    try:
        plain = await asyncpg.connect(**address.arguments)
    except asyncpg.InvalidCatalogNameError:
        return False
    try:
        held = await plain.fetchval(
            "select count(*) from posting_versions where method = $1", METHOD
        )
        return bool(held >= size)
    except asyncpg.UndefinedTableError:
        return False
    finally:
        await plain.close()


class Stopwatch:
    """What passed, and what of it the processor worked: for this process and for the database's."""

    def __init__(self, backend: int) -> None:
        self._schedule = Path(f"/proc/{backend}/schedstat")
        self.times: dict[str, list[tuple[float, float, float]]] = defaultdict(list)

    @contextlib.contextmanager
    def __call__(self, step: str) -> Iterator[None]:
        before = self._now()
        yield
        passed, own, database = (after - at for after, at in zip(self._now(), before, strict=True))
        self.times[step].append((passed * 1000, own * 1000, database * 1000))

    def _now(self) -> tuple[float, float, float]:
        worked = int(self._schedule.read_text().split()[0]) / 1e9
        return time.perf_counter(), time.process_time(), worked

    def of(self, *steps: str) -> list[tuple[float, float]]:
        """For each round the milliseconds that passed and those that a processor worked, in these steps."""
        rounds = zip(*(self.times[step] for step in steps), strict=True)
        return [
            (sum(step[0] for step in one), sum(step[1] + step[2] for step in one)) for one in rounds
        ]


async def watch(database: Database) -> Stopwatch:
    async with database.transaction() as db:
        return Stopwatch((await db.execute(text("select pg_backend_pid()"))).scalar_one())


async def visitor(database: Database) -> uuid.UUID:
    async with database.transaction() as db:
        user = User(email=f"{uuid7()}@example.org", name="Ana", created_at=utc_now())
        db.add(user)
        await db.flush()
        return user.id


def pasted_text(inventor: Inventor, number: int, size: int) -> tuple[str, str, str]:
    """What comes: a third is new, a third a version of one that is there, a third one cut off."""
    chance = random.Random(number)
    title, company, content = inventor.posting(
        10_000_000 + number if number % 3 == 0 else chance.randrange(size)
    )
    lines = content.split("\n")
    if number % 3 == 1:
        chance.shuffle(lines)
    elif number % 3 == 2:
        lines = lines[: len(lines) * 2 // 3]
    return title, company, "\n".join(lines)


async def paste(
    database: Database, watched: Stopwatch, user_id: uuid.UUID, pasted: tuple[str, str, str]
) -> None:
    """Somebody pastes a job description: told what it is like, then keeps it."""
    title, company, content = pasted
    with watched("reading"):
        read = read_pasted(content, title=title, company=company)
    with watched("looking up"):
        async with database.transaction() as db:
            await find_alike(db, read.compared)
    with watched("keeping"):
        async with database.transaction() as db:
            await keep_job_description(db, user_id, read, now=utc_now())


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
        held = await db.scalar(select(func.count()).select_from(PostingVersion))
    return f"{held:,} versions; table {table}; indexes: {indexes}"


def report(size: int, watched: Stopwatch, begin: int) -> tuple[float, float]:
    """Print the rounds from ``begin`` on; gives the median and 95th percentile that a processor worked."""
    figures = (0.0, 0.0)
    for name, steps in (
        ("reading", ["reading"]),
        ("looking up", ["looking up"]),
        ("keeping", ["keeping"]),
        ("both", ["looking up", "keeping"]),
    ):
        rounds = watched.of(*steps)[begin:]
        passed, worked = [one for one, _ in rounds], [one for _, one in rounds]
        figures = (statistics.median(worked), p95(worked))
        print(
            f"{size:>8,} {name:<11} passed: median {statistics.median(passed):6.1f} ms"
            f"  p95 {p95(passed):6.1f}   worked: median {figures[0]:6.1f} ms  p95 {figures[1]:6.1f}"
        )
    return figures


async def run(directory: Path, sizes: list[int], rounds: int, repeats: int) -> int:
    inventor = Inventor(3)
    with running_server(directory / "postgres", throwaway=True) as server:
        databases = {
            size: await library(server, inventor, size, smaller)
            for smaller, size in zip([0, *sizes], sizes, strict=False)
        }
        watched = {size: await watch(database) for size, database in databases.items()}
        visitors = {size: await visitor(database) for size, database in databases.items()}
        first = random.SystemRandom().randrange(1_000_000)
        at = 0
        for repeat in range(repeats + 1):  # the first warms plans and caches
            began = at
            for _ in range(rounds if repeat else 30):
                for size, database in databases.items():
                    pasted = pasted_text(inventor, first + at, size)
                    await paste(database, watched[size], visitors[size], pasted)
                at += 1
            if not repeat:
                continue
            print(f"\nload {os.getloadavg()[0]:.1f}, {rounds} postings")
            found = [report(size, watched[size], began) for size in sizes]
            passed = [
                [one for one, _ in watched[size].of("looking up", "keeping")[began:]]
                for size in sizes
            ]
            growth = statistics.median(passed[-1]) / statistics.median(passed[0])
            print(
                f"insert and lookup at {sizes[-1]:,}: p95 {p95(passed[-1]):.1f} ms passed,"
                f" {found[-1][1]:.1f} worked (budget {P95_MS});"
                f" {sizes[-1] / sizes[0]:.0f} × the library: {growth:.2f} × the time that passed,"
                f" {found[-1][0] / found[0][0]:.2f} × that worked (budget {GROWTH})",
                flush=True,
            )
        for size, database in databases.items():
            print(f"{size:>8,} {await sizes_of(database)}")
            await database.dispose()
    return 0


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--sizes", default="10000,100000")
    parser.add_argument("--rounds", type=int, default=150)
    parser.add_argument("--repeats", type=int, default=3)
    parser.add_argument("--data", type=Path, help="keep the filled libraries in this directory")
    wish = parser.parse_args()
    sizes = sorted(int(size) for size in wish.sizes.split(","))
    with contextlib.ExitStack() as held:
        directory = wish.data or Path(
            held.enter_context(tempfile.TemporaryDirectory(prefix="preppal-bench-"))
        )
        return asyncio.run(run(directory, sizes, wish.rounds, wish.repeats))


if __name__ == "__main__":
    sys.exit(main())
