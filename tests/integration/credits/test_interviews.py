"""An interview takes a credit once it has happened, and gives it back where it has not."""

from collections.abc import AsyncIterator
from uuid import UUID

import pytest
from sqlalchemy import delete, update

from preppal.credits.holding import has_open_hold
from preppal.credits.model import NoCredit
from preppal.credits.switch import note_setting, switch_credits
from preppal.foundation.database import Database, uuid7
from preppal.foundation.tasks import Tasks
from preppal.interviewer.transcript import SpokenTurn
from preppal.interviews.background import register_tasks
from preppal.interviews.charging import settle_stale
from preppal.interviews.continuing import continue_interview
from preppal.interviews.ending import abandon_dropped, end_interview
from preppal.interviews.lease import enter_room, keep_turn
from preppal.interviews.lease_writes import write_turn
from preppal.interviews.live import protocol
from preppal.interviews.model import GRACE, InterviewSession, Status
from tests.credits import assert_clean, give, metered, rows_of
from tests.interviews import an_interview, keep
from tests.people import Browser, TestClock
from tests.personas import write
from tests.sockets import Closed


@pytest.fixture(autouse=True)
async def _metered(database: Database) -> AsyncIterator[None]:
    await metered(database)
    yield
    await assert_clean(database)


class Held:
    """One interview of Ana's, driven by the room's own verbs."""

    def __init__(self, database: Database, owner: Browser, clock: TestClock) -> None:
        self.database, self.owner, self.clock = database, owner, clock
        self.visit = uuid7()
        self.id = UUID(int=0)

    async def book(self) -> "Held":
        row = an_interview(self.owner.me, self.clock())
        self.id = row.id
        async with self.database.transaction() as db:
            await keep(db, row)
        return self

    async def enter(self) -> None:
        self.visit = uuid7()
        async with self.database.transaction() as db:
            await enter_room(
                db,
                self.owner.me.id,
                self.id,
                visit=self.visit,
                mode="text",
                take_over=True,
                now=self.clock(),
            )

    async def say(self, at_ms: int, speaker: str = "candidate") -> None:
        turn = SpokenTurn(speaker, "I checked both pumps.", at_ms - 1_000, at_ms)  # type: ignore[arg-type]
        async with self.database.transaction() as db:
            await keep_turn(db, self.id, self.visit, turn, {}, turn_id=uuid7(), now=self.clock())

    async def end(self, elapsed_ms: int = 0) -> None:
        async with self.database.transaction() as db:
            await end_interview(
                db,
                self.id,
                user_id=self.owner.me.id,
                reason="ended",
                now=self.clock(),
                elapsed_ms=elapsed_ms,
            )

    async def drop(self) -> None:
        self.clock.forward(seconds=GRACE.total_seconds() + 20)
        async with self.database.transaction() as db:
            assert await abandon_dropped(db, now=self.clock()) == 1

    async def go_on(self) -> None:
        async with self.database.transaction() as db:
            await continue_interview(db, self.owner.me.id, self.id, now=self.clock())

    async def status(self) -> str:
        async with self.database.transaction() as db:
            return (await db.get_one(InterviewSession, self.id)).status

    async def ledger(self) -> list[str]:
        """Kinds and causes of the rows, without the grant at the beginning."""
        rows = (await rows_of(self.database, self.owner.me.id))[1:]
        return [f"{row.kind} {row.reason}".strip() for row in rows]


@pytest.fixture
async def held(database: Database, owner: Browser, clock: TestClock) -> Held:
    await give(database, owner.me.id, granted=2)
    return await Held(database, owner, clock).book()


async def test_held_at_the_start_and_spent_with_the_second_answer(held: Held) -> None:
    await held.enter()
    assert await held.ledger() == ["hold"]
    await held.say(5_000, "interviewer")
    await held.say(20_000)
    assert await held.ledger() == ["hold"]
    await held.say(40_000)
    assert await held.ledger() == ["hold", "capture answered"]
    await held.say(60_000)
    await held.end(70_000)
    assert await held.ledger() == ["hold", "capture answered"]


async def test_spent_with_the_first_turn_after_three_minutes(held: Held) -> None:
    await held.enter()
    await held.say(179_999, "interviewer")
    assert await held.ledger() == ["hold"]
    await held.say(180_000, "interviewer")
    assert await held.ledger() == ["hold", "capture lasted"]


async def test_spent_at_an_end_after_three_silent_minutes(held: Held) -> None:
    await held.enter()
    await held.end(180_000)
    assert await held.ledger() == ["hold", "capture lasted"]


async def test_ended_before_that_it_is_given_back(held: Held) -> None:
    await held.enter()
    await held.say(20_000)
    await held.end(179_999)
    assert await held.ledger() == ["hold", "release ended_early"]


async def test_a_dropped_line_gives_it_back_and_going_on_takes_the_same_one_again(
    held: Held,
) -> None:
    await held.enter()
    await held.say(20_000)
    await held.drop()
    assert await held.ledger() == ["hold", "release dropped"]
    await held.go_on()
    await held.enter()
    assert await held.ledger() == ["hold", "release dropped", "hold"]
    await held.say(40_000)
    assert (await held.ledger())[-1] == "capture answered"


async def test_going_on_with_one_that_is_spent_takes_no_second_credit(held: Held) -> None:
    await held.enter()
    await held.say(20_000)
    await held.say(40_000)
    await held.drop()
    await held.go_on()
    await held.enter()
    await held.say(60_000)
    await held.end()
    assert await held.ledger() == ["hold", "capture answered"]


async def test_coming_back_into_the_room_takes_no_second_credit(held: Held) -> None:
    await held.enter()
    await held.enter()
    await held.enter()
    assert await held.ledger() == ["hold"]


async def test_with_nothing_left_it_waits_as_it_is(
    held: Held, database: Database, owner: Browser, clock: TestClock
) -> None:
    for _ in range(2):
        other = await Held(database, owner, clock).book()
        await other.enter()
    with pytest.raises(NoCredit):
        await held.enter()
    assert await held.status() == Status.READY
    await give(database, owner.me.id, paid=1)
    await held.enter()
    assert await held.status() == Status.LIVE


async def test_going_on_without_a_credit_is_refused_and_can_be_tried_again(
    held: Held, database: Database, owner: Browser, clock: TestClock
) -> None:
    await held.enter()
    await held.drop()
    for _ in range(2):
        other = await Held(database, owner, clock).book()
        await other.enter()
    with pytest.raises(NoCredit):
        await held.go_on()
    assert await held.status() == Status.ABANDONED
    await give(database, owner.me.id, granted=1)
    await held.go_on()
    assert await held.status() == Status.LIVE


async def test_begun_free_it_stays_free(held: Held, database: Database) -> None:
    async with database.transaction() as db:
        await switch_credits(db, unlimited=True)
    await held.enter()
    await metered(database)
    await held.say(20_000)
    await held.drop()
    await held.go_on()
    await held.enter()
    await held.say(40_000)
    await held.end(300_000)
    assert await held.ledger() == []


async def test_the_setting_has_the_last_word(held: Held, database: Database) -> None:
    async with database.transaction() as db:
        await note_setting(db, "unlimited")
    await held.enter()
    assert await held.ledger() == []
    async with database.transaction() as db:
        await note_setting(db, "auto")
    other = await Held(database, held.owner, held.clock).book()
    await other.enter()
    assert await other.ledger() == ["hold"]


@pytest.mark.parametrize(
    ("answers", "status", "outcome"),
    [
        (0, Status.FAILED, "release failed"),
        (1, Status.ABANDONED, "release dropped"),
        (2, Status.FAILED, "capture answered"),
        (1, None, "release never_began"),
    ],
)
async def test_the_sweep_ends_what_no_end_has_settled(
    held: Held, database: Database, answers: int, status: Status | None, outcome: str
) -> None:
    """Its row was changed, or went, past the verbs that settle."""
    await held.enter()
    async with database.transaction() as db:
        assert await settle_stale(db, now=held.clock()) == 0, "it is alive"
    for number in range(answers):
        turn = SpokenTurn("candidate", "Both of them.", number * 1_000, number * 1_000 + 900)
        async with database.transaction() as db:
            await write_turn(db, held.id, turn, {}, uuid7())
    async with database.transaction() as db:
        if status is None:
            await db.execute(delete(InterviewSession).where(InterviewSession.id == held.id))
        else:
            change = update(InterviewSession).where(InterviewSession.id == held.id)
            await db.execute(change.values(status=status))
    tasks = Tasks()
    register_tasks(tasks, clock=held.clock)
    for _ in range(2):
        await tasks.periodic["interviews.settle_holds"].run(database)
    assert await held.ledger() == ["hold", outcome]
    async with database.transaction() as db:
        assert not await has_open_hold(db, held.id)


async def test_deleting_an_interview_leaves_its_credit_spent(held: Held) -> None:
    await held.enter()
    await held.say(20_000)
    await held.say(40_000)
    await held.end()
    answer = await held.owner.post(f"/interviews/{held.id}/delete")
    assert answer.status_code == 303
    assert await held.ledger() == ["hold", "capture answered"]


async def test_who_has_nothing_left_is_refused_at_the_form_and_at_the_socket(
    database: Database, owner: Browser, clock: TestClock
) -> None:
    one = await Held(database, owner, clock).book()
    for mode in ("text", "voice"):
        answer = await owner.post(f"/interviews/{one.id}/start", data={"mode": mode})
        assert answer.status_code == 402
        assert "You have no credit left" in answer.text
        assert 'href="/credits"' in answer.text
        async with owner.socket(f"/interviews/{one.id}/live") as socket:
            await socket.send(type="hello", mode=mode, last_seq=0)
            error = await socket.receive_type("error")
            assert error["code"] == "no_credit"
            assert error["text"].startswith("You have no credit left")
            with pytest.raises(Closed) as closed:
                await socket.receive()
        assert closed.value.code == protocol.NO_CREDIT
    assert await one.status() == Status.READY


async def test_the_pages_say_what_it_costs_and_what_is_left(
    held: Held, database: Database, clock: TestClock
) -> None:
    lobby = f"/interviews/{held.id}/lobby"
    assert "It takes one credit. You have 2." in (await held.owner.get(lobby)).text
    today = (await held.owner.get("/dashboard")).text
    assert "An interview takes one credit, and you have 2." in today
    assert "2 credits</a>" in today
    for _ in range(2):
        other = await Held(database, held.owner, clock).book()
        await other.enter()
    page = (await held.owner.get(lobby)).text
    assert "This one waits for you as it is." in page
    assert f'action="/interviews/{held.id}/start"' not in page
    assert "0 credits</a>" in (await held.owner.get("/dashboard")).text
    # The one that has begun says nothing of a cost: it has been met.
    assert "takes one credit" not in (await held.owner.get(f"/interviews/{other.id}/lobby")).text
    async with database.transaction() as db:
        await switch_credits(db, unlimited=True)
    for path in ("/dashboard", lobby):
        assert "credit" not in (await held.owner.get(path)).text


async def test_a_trial_of_an_interviewer_costs_nothing(database: Database, owner: Browser) -> None:
    persona_id = await write(owner)
    said = {
        "answer_1": "I run the morning shift.",
        "answer_2": "The oven failed.",
        "answer": "Yes.",
    }
    answer = await owner.post(f"/personas/{persona_id}/try", data=said)
    assert answer.status_code == 200
    assert "The oven failed." in answer.text
    assert await rows_of(database, owner.me.id) == []
