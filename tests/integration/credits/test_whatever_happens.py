"""All verbs in any order: after every step the audit is clean and the balance is what it must be."""

from collections.abc import Coroutine
from datetime import timedelta
from typing import Any, TypeVar
from uuid import UUID

import hypothesis
from hypothesis import strategies as st
from hypothesis.stateful import (
    Bundle,
    RuleBasedStateMachine,
    consumes,
    invariant,
    multiple,
    rule,
    run_state_machine_as_test,
)
from sqlalchemy import delete, text
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.credits.audit import audit, one_moment
from preppal.credits.granting import ByHand, correct_credits, grant_credits
from preppal.credits.ledger import purse_of
from preppal.credits.model import NoCredit, NotSoMany
from preppal.credits.paying import Paid, post_payment
from preppal.credits.switch import switch_credits
from preppal.credits.welcome import welcome
from preppal.foundation.database import Database, uuid7
from preppal.interviewer.transcript import SpokenTurn
from preppal.interviews.charging import settle_stale
from preppal.interviews.continuing import continue_interview
from preppal.interviews.ending import abandon_dropped, end_interview
from preppal.interviews.lease import enter_room, keep_turn
from preppal.interviews.model import GRACE, CannotContinue, InterviewSession, NotLive
from tests.database import TestDatabases
from tests.interviews import an_interview, keep
from tests.people import MONDAY, a_user

Result = TypeVar("Result")
counts = st.integers(1, 4)


class Interview:
    """What the machine believes of one. ``hold``: "" (none), open, spent or back."""

    def __init__(self, user_id: UUID, interview_id: UUID) -> None:
        self.user_id, self.id = user_id, interview_id
        self.visit = UUID(int=0)
        self.status, self.hold = "READY", ""
        self.answers = self.elapsed_ms = 0

    @property
    def happened(self) -> bool:
        return self.answers >= 2 or self.elapsed_ms >= 180_000

    def settle(self) -> None:
        if self.hold == "open":
            self.hold = "spent" if self.happened else "back"


class Credits(RuleBasedStateMachine):
    """`worth` is what a person's balance minus debt must be."""

    databases: TestDatabases
    database: Database
    """One for all examples, each of which begins with it as it was cloned."""
    furnished: frozenset[str]
    people: Bundle[User] = Bundle("people")
    purchases: Bundle[tuple[User, UUID, int]] = Bundle("purchases")
    disputes: Bundle[tuple[User, UUID, int]] = Bundle("disputes")
    interviews: Bundle[Interview] = Bundle("interviews")

    def __init__(self) -> None:
        super().__init__()
        self.wait(begin_anew(self.database, self.furnished))
        self.worth: dict[UUID, int] = {}
        self.all: list[Interview] = []
        self.unlimited = False
        self.now = MONDAY

    def wait(self, work: Coroutine[Any, Any, Result]) -> Result:
        return self.databases.wait(work)

    def do(self, verb: Any, *arguments: Any, **named: Any) -> Any:
        """One transaction of its own, really committed."""

        async def work() -> Any:
            async with self.database.transaction() as db:
                return await verb(db, *arguments, **named, now=self.now)

        return self.wait(work())

    @rule(target=people)
    def sign_up(self) -> Any:
        if len(self.worth) >= 3:
            return multiple()

        async def work() -> User:
            user = a_user(f"P{uuid7().hex}")
            async with self.database.transaction() as db:
                await keep(db, user)
            return user

        user = self.wait(work())
        self.worth[user.id] = 0
        return user

    @rule(user=people, again=st.booleans())
    def welcome_them(self, user: User, again: bool) -> None:
        for _ in range(1 + again):
            if self.do(welcome, user.id) is not None:
                self.worth[user.id] += 1

    @rule(user=people, count=counts, again=st.booleans())
    def grant(self, user: User, count: int, again: bool) -> None:
        asked = ByHand(count, "A reason.", "command line", str(uuid7()))
        for _ in range(1 + again):
            self.do(grant_credits, user.id, asked)
        self.worth[user.id] += count

    @rule(user=people, count=st.integers(-4, 4).filter(bool))
    def correct(self, user: User, count: int) -> None:
        try:
            self.do(correct_credits, user.id, ByHand(count, "A reason.", "x", str(uuid7())))
        except NotSoMany:
            assert self.balance(user.id) < -count
        else:
            self.worth[user.id] += count

    @rule(target=purchases, user=people, count=counts, again=st.booleans())
    def buy(self, user: User, count: int, again: bool) -> tuple[User, UUID, int]:
        purchase = uuid7()
        for _ in range(1 + again):
            about = {"key": f"purchase:{purchase}", "purchase_id": purchase}
            self.do(post_payment, user.id, Paid.BOUGHT, count, **about)
        self.worth[user.id] += count
        return user, purchase, count

    @rule(purchase=consumes(purchases), again=st.booleans())
    def refund(self, purchase: tuple[User, UUID, int], again: bool) -> None:
        user, bought, count = purchase
        for _ in range(1 + again):
            about = {"key": f"refund:{bought}:{count}", "purchase_id": bought}
            self.do(post_payment, user.id, Paid.REFUNDED, count, **about)
        self.worth[user.id] -= count

    @rule(target=disputes, purchase=consumes(purchases))
    def dispute(self, purchase: tuple[User, UUID, int]) -> tuple[User, UUID, int]:
        user, bought, count = purchase
        about = {"key": f"dispute:{bought}", "purchase_id": bought}
        self.do(post_payment, user.id, Paid.DISPUTED, count, **about)
        self.worth[user.id] -= count
        return purchase

    @rule(purchase=consumes(disputes))
    def win(self, purchase: tuple[User, UUID, int]) -> None:
        user, bought, count = purchase
        self.do(post_payment, user.id, Paid.WON, count, key=f"won:{bought}", purchase_id=bought)
        self.worth[user.id] += count

    @rule(unlimited=st.booleans())
    def switch(self, unlimited: bool) -> None:
        async def work() -> None:
            async with self.database.transaction() as db:
                await switch_credits(db, unlimited=unlimited)

        self.wait(work())
        self.unlimited = unlimited

    @rule(target=interviews, user=people)
    def book(self, user: User) -> Interview:
        row = an_interview(user, self.now)

        async def work() -> None:
            async with self.database.transaction() as db:
                await keep(db, row)

        self.wait(work())
        self.all.append(booked := Interview(user.id, row.id))
        return booked

    @rule(one=interviews)
    def enter(self, one: Interview) -> None:
        visit, costs = uuid7(), one.status == "READY" and not self.unlimited
        try:
            self.do(enter_room, one.user_id, one.id, visit=visit, mode="text", take_over=True)
        except NoCredit:
            assert costs
            assert self.balance(one.user_id) == 0
        except NotLive:
            assert one.status in ("COMPLETED", "ABANDONED")
        else:
            assert one.status in ("READY", "LIVE")
            one.visit, one.status = visit, "LIVE"
            if costs:
                self.hold(one)

    def hold(self, one: Interview) -> None:
        one.hold = "open"
        self.worth[one.user_id] -= 1

    def ended(self, one: Interview) -> None:
        one.settle()
        if one.hold == "back":
            self.worth[one.user_id] += 1

    @rule(
        one=interviews,
        speaker=st.sampled_from(["candidate", "candidate", "interviewer"]),
        ms=st.sampled_from([5_000, 30_000, 100_000]),
    )
    def say(self, one: Interview, speaker: Any, ms: int) -> None:
        at = one.elapsed_ms + ms
        turn, turn_id = SpokenTurn(speaker, "Both pumps.", at - 1_000, at), uuid7()
        if one.status != "LIVE" or one.visit.int == 0:
            return
        for _ in range(2):
            self.do(keep_turn, one.id, one.visit, turn, {}, turn_id=turn_id)
        one.elapsed_ms = at
        one.answers += speaker == "candidate"
        if one.hold == "open" and one.happened:
            one.hold = "spent"

    @rule(one=interviews)
    def end(self, one: Interview) -> None:
        if one.status == "LIVE":
            self.do(end_interview, one.id, user_id=one.user_id, reason="ended")
            one.status = "COMPLETED"
            self.ended(one)

    @rule()
    def drop_all(self) -> None:
        self.now += GRACE + timedelta(seconds=20)
        self.do(abandon_dropped)
        for one in self.all:
            if one.status == "LIVE":
                one.status, one.visit = "ABANDONED", UUID(int=0)
                self.ended(one)

    @rule(one=interviews)
    def go_on(self, one: Interview) -> None:
        costs = one.hold == "back" and not self.unlimited
        try:
            self.do(continue_interview, one.user_id, one.id)
        except NoCredit:
            assert costs
            assert self.balance(one.user_id) == 0
        except CannotContinue:
            assert one.status == "COMPLETED" or one.elapsed_ms > 480_000
        else:
            if one.status == "ABANDONED":
                one.status = "LIVE"
                if costs:
                    self.hold(one)

    @rule(one=consumes(interviews))
    def lose(self, one: Interview) -> None:
        """The row goes past every verb, as when somebody deletes in the database; then the sweep."""

        async def work() -> None:
            async with self.database.transaction() as db:
                await db.execute(delete(InterviewSession).where(InterviewSession.id == one.id))

        self.wait(work())
        if one.hold == "open":
            one.hold = "back"
            self.worth[one.user_id] += 1
        one.status = "GONE"
        self.all.remove(one)
        self.do(settle_stale)

    @rule()
    def sweep(self) -> None:
        assert self.do(settle_stale) == 0, "every end has settled its own hold"

    def balance(self, user_id: UUID) -> int:
        async def work() -> int:
            async with self.database.transaction() as db:
                return (await purse_of(db, user_id)).balance

        return self.wait(work())

    @invariant()
    def everything_adds_up(self) -> None:
        async def work() -> tuple[list[Any], dict[UUID, int]]:
            async with self.database.transaction() as db:
                await one_moment(db)
                found = [difference async for difference in audit(db)]
                purses = {user_id: await purse_of(db, user_id) for user_id in self.worth}
                return found, {key: one.balance - one.owed for key, one in purses.items()}

        differences, worth = self.wait(work())
        assert differences == []
        assert worth == self.worth


async def filled_tables(db: AsyncSession) -> set[str]:
    names = await db.scalars(
        text("select quote_ident(tablename) from pg_tables where schemaname = 'public'")
    )
    looks = (f"select '{name}' where exists (select from {name})" for name in sorted(names))
    return set(await db.scalars(text(" union all ".join(looks))))


async def furniture(database: Database) -> frozenset[str]:
    """What is not empty in a clone; of it, an example only ever changes the switch."""
    async with database.transaction() as db:
        return frozenset(await filled_tables(db))


async def begin_anew(database: Database, furnished: frozenset[str]) -> None:
    """Nobody is there, and credits count. It is committed as all that follows is."""
    async with database.transaction() as db:
        if filled := await filled_tables(db) - furnished:
            # The ledger lets nobody empty it.
            guard = "trigger credit_transactions_stay_all"
            await db.execute(text(f"alter table credit_transactions disable {guard}"))
            await db.execute(text(f"truncate {', '.join(sorted(filled))} restart identity cascade"))
            await db.execute(text(f"alter table credit_transactions enable {guard}"))
        await switch_credits(db, unlimited=False)
        assert await filled_tables(db) == furnished


def test_all_verbs_in_any_order(databases: TestDatabases) -> None:
    address = databases.clone()
    Credits.databases, Credits.database = databases, Database(address.as_text(), pool_size=1)
    try:
        Credits.furnished = databases.wait(furniture(Credits.database))
        run_state_machine_as_test(  # type: ignore[no-untyped-call]
            Credits, settings=hypothesis.settings(deadline=None, stateful_step_count=24)
        )
    finally:
        databases.wait(Credits.database.dispose())
        databases.drop(address)
