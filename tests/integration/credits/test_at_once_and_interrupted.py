"""Many at once, and faults in between: one hold, one end, one grant, and a retry that finds the way."""

import asyncio
from collections.abc import Awaitable, Callable, Iterator
from contextlib import contextmanager, suppress
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import event, select, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.credits.granting import ByHand, correct_credits, grant_credits
from preppal.credits.ledger import purse_of
from preppal.credits.model import NoCredit, OpenHold
from preppal.credits.paying import Paid, post_payment
from preppal.credits.welcome import welcome
from preppal.foundation.database import Database, uuid7
from preppal.foundation.errors import Refusal
from preppal.interviewer.transcript import SpokenTurn
from preppal.interviews.charging import settle_stale
from preppal.interviews.continuing import continue_interview
from preppal.interviews.ending import abandon_dropped, end_interview
from preppal.interviews.lease import enter_room, keep_turn
from preppal.interviews.model import GRACE, InterviewSession, Status
from tests.credits import assert_clean, metered, rows_of, somebody
from tests.interviews import an_interview, keep
from tests.people import MONDAY

LATER = MONDAY + GRACE + timedelta(seconds=20)


class Power(Exception):
    """It went off."""


@contextmanager
def going_off_at(database: Database, number: int) -> Iterator[list[str]]:
    """The statement of this number, counted from 0, is never sent; nor is the commit after the last one."""
    seen: list[str] = []
    engine = database.engine.sync_engine

    def count(_c: Any, _cursor: Any, statement: str, *_rest: Any) -> None:
        seen.append(statement)
        if len(seen) == number + 1:
            raise Power

    def at_commit(_c: Any) -> None:
        if len(seen) == number:
            seen.append("commit")
            raise Power

    event.listen(engine, "before_cursor_execute", count)
    event.listen(engine, "commit", at_commit)
    try:
        yield seen
    finally:
        event.remove(engine, "before_cursor_execute", count)
        event.remove(engine, "commit", at_commit)


Verb = Callable[[AsyncSession], Awaitable[object]]


class Scene:
    """One person with an interview, as far as it has come; `verb` is what comes next, safe to do again."""

    def __init__(self, database: Database, name: str) -> None:
        self.database, self.name = database, name
        self.visit, self.turn_id = uuid7(), uuid7()

    async def set_up(self) -> "Scene":
        one = uuid7().hex
        funds = {"welcome": {}, "purchase": {}, "refund": {"paid": 2}}.get(
            self.name, {"granted": 2}
        )
        self.user = await somebody(self.database, f"P{one}", **funds)
        row = an_interview(self.user, MONDAY)
        self.interview_id = row.id
        await self.do(lambda db: keep(db, row))
        if self.name in ("turn", "end", "drop", "go on", "lose"):
            await self.do(self.enter)
        if self.name == "turn":
            await self.do(self.say(uuid7(), 10_000))
        if self.name == "go on":
            await self.do(self.drop)
        return self

    async def do(self, verb: Verb) -> object:
        async with self.database.transaction() as db:
            return await verb(db)

    async def enter(self, db: AsyncSession) -> object:
        return await enter_room(
            db, self.user.id, self.interview_id, visit=self.visit, mode="text", take_over=False,
            now=MONDAY,
        )  # fmt: skip

    def say(self, turn_id: UUID, at_ms: int) -> Verb:
        turn = SpokenTurn("candidate", "Both pumps.", at_ms - 500, at_ms)
        return lambda db: keep_turn(
            db, self.interview_id, self.visit, turn, {}, turn_id=turn_id, now=MONDAY
        )

    async def drop(self, db: AsyncSession) -> object:
        return await abandon_dropped(db, now=LATER)

    def verb(self, db: AsyncSession) -> Awaitable[object]:
        user_id, about = self.user.id, {"purchase_id": self.turn_id, "now": MONDAY}
        by_hand = ByHand(1, "A reason.", "command line", str(self.turn_id))
        verbs: dict[str, Callable[[], Awaitable[object]]] = {
            "start": lambda: self.enter(db),
            "turn": lambda: self.say(self.turn_id, 20_000)(db),
            "end": lambda: end_interview(
                db, self.interview_id, user_id=user_id, reason="ended", now=MONDAY
            ),
            "drop": lambda: self.drop(db),
            "go on": lambda: continue_interview(db, user_id, self.interview_id, now=LATER),
            "welcome": lambda: welcome(db, user_id, now=MONDAY),
            "purchase": lambda: post_payment(
                db, user_id, Paid.BOUGHT, 3, key=f"p:{self.turn_id}", **about
            ),
            "refund": lambda: post_payment(
                db, user_id, Paid.REFUNDED, 3, key=f"r:{self.turn_id}", **about
            ),
            "grant": lambda: grant_credits(db, user_id, by_hand, now=MONDAY),
            "correct": lambda: correct_credits(db, user_id, by_hand, now=MONDAY),
        }
        return verbs[self.name]()

    async def outcome(self) -> list[Any]:
        rows = await rows_of(self.database, self.user.id)
        async with self.database.transaction() as db:
            purse = await purse_of(db, self.user.id)
            holds = list(await db.scalars(select(OpenHold).where(OpenHold.user_id == self.user.id)))
            status = (await db.get_one(InterviewSession, self.interview_id)).status
        return [[(r.kind, r.amount, r.owed, r.reason) for r in rows], purse, len(holds), status]


VERBS = (
    "start",
    "turn",
    "end",
    "drop",
    "go on",
    "welcome",
    "purchase",
    "refund",
    "grant",
    "correct",
)


@pytest.mark.parametrize("name", VERBS)
async def test_a_fault_between_any_two_statements_and_then_again(
    name: str, fresh_database: Database
) -> None:
    await metered(fresh_database)
    plain = await Scene(fresh_database, name).set_up()
    with going_off_at(fresh_database, -1) as seen:
        await plain.do(plain.verb)
    expected, statements = await plain.outcome(), len(seen)
    assert statements >= 1
    for number in range(statements + 1):
        scene = await Scene(fresh_database, name).set_up()
        before = await scene.outcome()
        with going_off_at(fresh_database, number) as seen, pytest.raises(Power):
            await scene.do(scene.verb)
        assert await scene.outcome() == before, (number, seen[-1])
        for _again in range(2):  # the second time as if the first one's answer had got lost
            try:
                await scene.do(scene.verb)
            except Refusal:  # it has ended already
                assert _again
                assert name == "end"
        assert await scene.outcome() == expected, (number, seen[-1])
    await assert_clean(fresh_database)


WRITES = (
    ("credit_transactions", "insert"),
    ("users", "update"),
    ("credit_open_holds", "insert"),
    ("credit_open_holds", "delete"),
)


@pytest.mark.parametrize(("table", "write"), WRITES)
async def test_a_fault_between_the_writes_of_one_posting_and_then_again(
    table: str, write: str, fresh_database: Database
) -> None:
    """A posting is one statement: what it wrote before the fault is gone with it."""
    await metered(fresh_database)
    async with fresh_database.transaction() as db:
        await db.execute(
            text(
                "create function power() returns trigger language plpgsql as"
                " $$ begin raise exception 'it went off'; end $$"
            )
        )
    trigger = f"create trigger power after {write} on {table} execute function power()"
    for name in ("start", "turn", "end", "drop", "go on", "purchase", "refund", "grant", "correct"):
        plain = await Scene(fresh_database, name).set_up()
        await plain.do(plain.verb)
        expected = await plain.outcome()
        scene = await Scene(fresh_database, name).set_up()
        before = await scene.outcome()
        async with fresh_database.transaction() as db:
            await db.execute(text(trigger))
        try:
            await scene.do(scene.verb)
        except DBAPIError as fault:
            assert "it went off" in str(fault)
            assert await scene.outcome() == before, name
        async with fresh_database.transaction() as db:
            await db.execute(text(f"drop trigger power on {table}"))
        with suppress(Refusal):  # what wrote nothing there has ended already
            await scene.do(scene.verb)
        assert await scene.outcome() == expected, name
    await assert_clean(fresh_database)


async def test_two_hundred_starts_at_once_and_one_credit(fresh_database: Database) -> None:
    await metered(fresh_database)
    user = await somebody(fresh_database, granted=1)
    rows = [an_interview(user, MONDAY) for _ in range(200)]
    async with fresh_database.transaction() as db:
        await keep(db, *rows)

    async def start(interview_id: UUID) -> bool:
        try:
            async with fresh_database.transaction() as db:
                await enter_room(
                    db, user.id, interview_id, visit=uuid7(), mode="text", take_over=False,
                    now=MONDAY,
                )  # fmt: skip
        except NoCredit:
            return False
        return True

    started = await asyncio.gather(*(start(row.id) for row in rows))
    assert sum(started) == 1
    assert [row.kind for row in await rows_of(fresh_database, user.id)] == ["grant", "hold"]
    async with fresh_database.transaction() as db:
        statuses = list(await db.scalars(select(InterviewSession.status)))
    assert statuses.count(Status.LIVE) == 1
    assert statuses.count(Status.READY) == 199
    await assert_clean(fresh_database)


async def test_two_tabs_start_one_interview_at_once(fresh_database: Database) -> None:
    await metered(fresh_database)
    user = await somebody(fresh_database, granted=5)
    row = an_interview(user, MONDAY)
    async with fresh_database.transaction() as db:
        await keep(db, row)

    async def start() -> None:
        async with fresh_database.transaction() as db:
            await enter_room(
                db, user.id, row.id, visit=uuid7(), mode="text", take_over=True, now=MONDAY
            )

    await asyncio.gather(*(start() for _ in range(20)))
    assert [one.kind for one in await rows_of(fresh_database, user.id)] == ["grant", "hold"]
    await assert_clean(fresh_database)


async def test_one_welcome_for_an_address_whoever_comes_first(fresh_database: Database) -> None:
    users = [
        User(email=address, created_at=MONDAY)
        for address in ("ana.sanz@gmail.com", "anasanz+1@gmail.com", "a.nasanz@googlemail.com")
    ]
    async with fresh_database.transaction() as db:
        await keep(db, *users)

    async def arrive(user_id: UUID) -> bool:
        async with fresh_database.transaction() as db:
            return await welcome(db, user_id, now=MONDAY) is not None

    given = await asyncio.gather(*(arrive(user.id) for user in users for _ in range(4)))
    assert sum(given) == 1
    await assert_clean(fresh_database)


async def test_the_sweep_the_end_and_the_last_turn_at_once(fresh_database: Database) -> None:
    """Whoever comes first, the hold ends once, and it is never spent and given back."""
    await metered(fresh_database)
    for _ in range(12):
        scene = await Scene(fresh_database, "turn").set_up()

        async def attempt(verb: Verb, scene: Scene = scene) -> None:
            try:
                await scene.do(verb)
            except Refusal:
                """It had ended when the turn came."""

        await asyncio.gather(
            attempt(scene.say(uuid7(), 20_000)),
            attempt(scene.say(uuid7(), 21_000)),
            attempt(
                lambda db, scene=scene: end_interview(  # type: ignore[misc]
                    db, scene.interview_id, user_id=scene.user.id, reason="ended", now=LATER
                )
            ),
            attempt(scene.drop),
            attempt(lambda db: settle_stale(db, now=LATER)),
            attempt(lambda db: settle_stale(db, now=LATER)),
        )
        kinds = [row.kind for row in await rows_of(fresh_database, scene.user.id)]
        assert kinds[:2] == ["grant", "hold"]
        assert len(kinds) == 3
        async with fresh_database.transaction() as db:
            answers = (await db.get_one(InterviewSession, scene.interview_id)).status
        assert answers in (Status.COMPLETED, Status.ABANDONED)
    await assert_clean(fresh_database)
