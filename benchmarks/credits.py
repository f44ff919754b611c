"""Credits spent a second, on one account that everybody spends from and on 1,000 accounts.

A spend is what an interview does: a hold in one transaction, its capture in another. Each is compared with
the transaction of pgbench's TPC-B, which is as long as a posting (an account changes, a row of history is
written), on the same durable server in the same run, in turns: run by pgbench itself, in C, by asyncpg,
and through the stack of our own requests. A posting is measured as the product makes it, in a
`Database.transaction` of three messages (begin, post, commit), on the event loop the product runs on. Scale 1, where all clients change the same branch, stands beside the hot account.

Budget: postings ≥ 0.5 × the transactions of pgbench, and 0 overspends: every account begins with fewer
credits than are asked for, ends at 0, and the audit is clean.
"""

import argparse
import asyncio
import random
import re
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from pathlib import Path

import asyncpg
import uvloop
from sqlalchemy import func, insert, select

from preppal.accounts.model import User
from preppal.credits.audit import audit, one_moment
from preppal.credits.holding import end_hold, hold_credit
from preppal.credits.ledger import Entry, post
from preppal.credits.model import Cause, CreditTransaction, Kind, NoCredit
from preppal.credits.purse import Move
from preppal.foundation.addresses import parse_address
from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database, uuid7
from preppal.foundation.embedded import BINARIES, EmbeddedServer, running_server
from preppal.foundation.migrating import migrate

RATIO = 0.5
CLIENTS = 8
ACCOUNTS = 1_000
WARM_SECONDS = 0.5
TPCB = (
    "update pgbench_accounts set abalance = abalance + $1 where aid = $2",
    "select abalance from pgbench_accounts where aid = $1",
    "update pgbench_tellers set tbalance = tbalance + $1 where tid = $2",
    "update pgbench_branches set bbalance = bbalance + $1 where bid = $2",
    "insert into pgbench_history (tid, bid, aid, delta, mtime)"
    " values ($1, $2, $3, $4, current_timestamp)",
)
Work = Callable[[], Awaitable[int]]
"""One client's step; gives how many transactions it committed."""


async def rate(steps: list[Work], seconds: float) -> float:
    """Committed transactions a second of these clients at once."""
    done = 0
    until = time.perf_counter() + seconds

    async def client(step: Work) -> None:
        nonlocal done
        while time.perf_counter() < until:
            committed = await step()  # `done += await …` would read, wait and overwrite
            done += committed

    began = time.perf_counter()
    await asyncio.gather(*(client(step) for step in steps))
    return done / (time.perf_counter() - began)


def tpcb(connection: asyncpg.Connection, scale: int) -> Work:
    """pgbench's built-in script `tpcb-like`."""

    async def step() -> int:
        aid, bid = random.randint(1, 100_000 * scale), random.randint(1, scale)
        tid, delta = random.randint(1, 10 * scale), random.randint(-5_000, 5_000)
        async with connection.transaction():
            await connection.execute(TPCB[0], delta, aid)
            await connection.fetchval(TPCB[1], aid)
            await connection.execute(TPCB[2], delta, tid)
            await connection.execute(TPCB[3], delta, bid)
            await connection.execute(TPCB[4], tid, bid, aid, delta)
        return 1

    return step


def tpcb_as_we_do(database: Database, scale: int) -> Work:
    """The same transaction through the stack that every request of ours goes through."""

    async def step() -> int:
        aid, bid = random.randint(1, 100_000 * scale), random.randint(1, scale)
        tid, delta = random.randint(1, 10 * scale), random.randint(-5_000, 5_000)
        async with database.transaction() as db:
            connection = await db.connection()
            await connection.exec_driver_sql(TPCB[0], (delta, aid))
            (await connection.exec_driver_sql(TPCB[1], (aid,))).scalar()
            await connection.exec_driver_sql(TPCB[2], (delta, tid))
            await connection.exec_driver_sql(TPCB[3], (delta, bid))
            await connection.exec_driver_sql(TPCB[4], (tid, bid, aid, delta))
        return 1

    return step


def spending(database: Database, users: list[object]) -> Work:
    async def step() -> int:
        user_id, interview_id = random.choice(users), uuid7()
        try:
            async with database.transaction() as db:
                await hold_credit(db, user_id, interview_id, now=utc_now())  # type: ignore[arg-type]
        except NoCredit:
            return 0
        async with database.transaction() as db:
            await end_hold(db, interview_id, Kind.CAPTURE, Cause.ANSWERED, now=utc_now())
        return 2

    return step


def pgbench(directory: Path, url: str, scale: int, seconds: float) -> float:
    """Transactions a second of pgbench itself."""
    said = subprocess.run(
        [BINARIES / "pgbench", "-n", "-c", str(CLIENTS), "-j", "2", "-T", str(max(1, round(seconds))), "-s", str(scale), url],
        check=True, capture_output=True, text=True, cwd=directory,
    ).stdout  # fmt: skip
    return float(re.search(r"tps = ([\d.]+)", said)[1])  # type: ignore[index]


def initialise(url: str, scale: int) -> None:
    """pgbench's own tables, filled."""
    command = [BINARIES / "pgbench", "-i", "-q", "-s", str(scale), url]
    subprocess.run(command, check=True, capture_output=True)


@dataclass(frozen=True)
class Servers:
    database: Database
    scales: dict[int, str]
    hot: list[object]
    many: list[object]


async def people(database: Database, count: int, each: int) -> list[object]:
    """Accounts with `each` credits."""
    now = utc_now()
    ids = [uuid7() for _ in range(count)]
    async with database.transaction() as db:
        rows = [{"id": id_, "email": f"{id_.hex}@example.org", "created_at": now} for id_ in ids]
        await db.execute(insert(User), rows)
    for at in range(0, count, 100):
        async with database.transaction() as db:
            for id_ in ids[at : at + 100]:
                entry = Entry(Kind.GRANT, f"grant:{id_}", made_by="benchmark", reason="To spend.")
                await post(db, id_, entry, Move.give(each), now=now)
    return list(ids)


async def make(server: EmbeddedServer, clients: int) -> Servers:
    await server.ensure_database("credits")
    address = parse_address(server.url("credits"))
    await migrate(address)
    database = Database(address.as_text(), pool_size=clients)
    scales = {scale: server.url(f"tpcb{scale}") for scale in (1, CLIENTS)}
    for scale, url in scales.items():
        await server.ensure_database(f"tpcb{scale}")
        await asyncio.to_thread(initialise, url, scale)
    hot, many = await people(database, 1, 200_000), await people(database, ACCOUNTS, 1_000)
    return Servers(database, scales, hot, many)


async def measure(
    servers: Servers, directory: Path, rounds: int, seconds: float
) -> dict[str, float]:
    found: dict[str, list[float]] = {}
    for _ in range(rounds):
        for scale, users, name in ((1, servers.hot, "hot"), (CLIENTS, servers.many, "many")):
            connections = [await asyncpg.connect(servers.scales[scale]) for _ in range(CLIENTS)]
            stack = Database(servers.scales[scale], pool_size=CLIENTS)
            kinds = {
                "asyncpg": [tpcb(connection, scale) for connection in connections],
                "stack": [tpcb_as_we_do(stack, scale) for _ in range(CLIENTS)],
                "postings": [spending(servers.database, users) for _ in range(CLIENTS)],
            }
            for kind, steps in kinds.items():
                await rate(steps, WARM_SECONDS)  # statements are prepared, plans are made
                found.setdefault(f"{kind} {name}", []).append(await rate(steps, seconds))
            await stack.dispose()
            for connection in connections:
                await connection.close()
            own = await asyncio.to_thread(pgbench, directory, servers.scales[scale], scale, seconds)
            found.setdefault(f"pgbench {name}", []).append(own)
    return {name: statistics.median(rates) for name, rates in found.items()}


async def overspends(database: Database) -> int:
    """Everybody is asked for more than they have, at once; then every row is played again."""
    users = [*await people(database, 1, 40), *await people(database, 20, 3)]
    step = spending(database, users)
    await asyncio.gather(*(step() for _ in range(1_000)))
    async with database.transaction() as db:
        await one_moment(db)
        wrong = len([found async for found in audit(db)])
        rows = select(func.count()).where(CreditTransaction.balance_after < 0)
        return wrong + (await db.scalar(rows) or 0)


async def run(
    server: EmbeddedServer, directory: Path, rounds: int, seconds: float
) -> tuple[dict[str, float], int]:
    servers = await make(server, CLIENTS)
    try:
        rates = await measure(servers, directory, rounds, seconds)
        return rates, await overspends(servers.database)
    finally:
        await servers.database.dispose()


def main(rounds: int, seconds: float) -> int:
    with tempfile.TemporaryDirectory(prefix="preppal-bench-") as name:
        directory = Path(name)
        directory.chmod(0o755)
        with running_server(directory / "postgres") as server:
            rates, wrong = uvloop.run(run(server, directory, rounds, seconds))
    kept = wrong == 0
    print(f"{CLIENTS} clients, medians of {rounds} rounds of {seconds:g} s; transactions a second")
    for name, label in (("hot", "one hot account"), ("many", f"{ACCOUNTS:,} accounts")):
        ours, theirs, python, stack = (
            rates[f"{who} {name}"] for who in ("postings", "pgbench", "asyncpg", "stack")
        )
        kept = kept and ours >= RATIO * theirs
        print(
            f"{label}: postings {ours:.0f} ({ours / 2:.0f} whole spends); TPC-B by pgbench {theirs:.0f}"
            f" (ratio {ours / theirs:.2f}), by asyncpg {python:.0f} (ratio {ours / python:.2f}), through our stack {stack:.0f}"
            f" (ratio {ours / stack:.2f})"
        )
    print(f"overspends and differences: {wrong}")
    print(
        f"budget, ratio to pgbench ≥ {RATIO} and none overspent: {'kept' if kept else 'NOT KEPT'}"
    )
    return 0


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("--rounds", type=int, default=3)
    options.add_argument("--seconds", type=float, default=4.0)
    chosen = options.parse_args()
    sys.exit(main(chosen.rounds, chosen.seconds))
