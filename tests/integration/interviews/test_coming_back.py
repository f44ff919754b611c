"""Dropping out of the room and coming back: gaps, signs of life, signing out, turns written once."""

import asyncio
from collections.abc import AsyncIterator
from datetime import timedelta
from typing import Any, Literal
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, func, select

from preppal.accounts.model import Device
from preppal.foundation.database import Database, uuid7
from preppal.foundation.tasks import Tasks
from preppal.interviewer.conversation import SpokenTurn
from preppal.interviews.background import register_tasks
from preppal.interviews.lease import LEASE, LEAVING, beat, enter_room, keep_turn, leave_room
from preppal.interviews.live import engine, protocol
from preppal.interviews.live import room as live_room
from preppal.interviews.live import socket as live_socket
from preppal.interviews.live.hosting import Hosted
from preppal.interviews.model import InterviewSession, Status, Turn
from tests.interviews import an_interview, keep, some_turns
from tests.people import Browser, TestClock
from tests.sockets import Closed, Socket


@pytest.fixture
async def interview(database: Database, owner: Browser, clock: TestClock) -> InterviewSession:
    row = an_interview(owner.me, clock())
    async with database.transaction() as db:
        await keep(db, row)
    return row


@pytest.fixture
def quick_beats(monkeypatch: pytest.MonkeyPatch) -> None:
    """Everything that the room does every few seconds, many times a second."""
    monkeypatch.setattr(live_room, "BEAT_SECONDS", 0.05)
    monkeypatch.setattr(live_room, "SILENT_SECONDS", 0.5)


def path(interview: InterviewSession) -> str:
    return f"/interviews/{interview.id}/live"


async def hello(socket: Socket, **fields: Any) -> dict[str, Any]:
    await socket.send(**({"type": "hello", "mode": "text", "last_seq": 0} | fields))
    ready: dict[str, Any] = await socket.receive_type("ready")
    return ready


async def row_of(database: Database, interview_id: UUID) -> InterviewSession:
    async with database.transaction() as db:
        return await db.get_one(InterviewSession, interview_id, populate_existing=True)


async def frames(socket: Socket) -> AsyncIterator[dict[str, Any]]:
    """What comes until the server closes."""
    while True:
        try:
            frame = await socket.receive()
        except Closed:
            return
        yield frame


async def test_a_gap_is_noted_and_the_clock_stood_still(
    owner: Browser, interview: InterviewSession, database: Database, clock: TestClock
) -> None:
    async with owner.socket(path(interview)) as socket:
        await hello(socket)
        await socket.receive_type("turn")
    before = await row_of(database, interview.id)
    clock.forward(seconds=40)
    async with owner.socket(path(interview)) as socket:
        ready = await hello(socket)
        assert ready["remaining_ms"] == 600_000 - before.elapsed_ms - 1
        await socket.receive_type("turn")
        await socket.send(type="end")
        await socket.receive_type("ended")
    kept = await row_of(database, interview.id)
    assert kept.gaps == [{"at_ms": before.elapsed_ms, "seconds": 40}]
    page = (await owner.get(f"/interviews/{interview.id}/feedback")).text
    assert page.count("The line was down for 40 seconds at 0:00.") == 2
    first, gap, second = (page.index(mark) for mark in ('id="turn-1"', "turn-gap", 'id="turn-2"'))
    assert first < gap < second


async def test_a_page_that_loads_again_leaves_no_gap(
    owner: Browser, interview: InterviewSession, database: Database, clock: TestClock
) -> None:
    for _ in range(3):
        async with owner.socket(path(interview)) as socket:
            await hello(socket)
            await socket.receive_type("turn")
        clock.forward(seconds=4)
    assert (await row_of(database, interview.id)).gaps == []


@pytest.mark.parametrize(("seconds", "noted"), [(6, 0), (12, 1)])
async def test_taking_over_is_no_gap_unless_the_other_is_dead(
    seconds: int, noted: int, owner: Browser, database: Database, clock: TestClock
) -> None:
    """A visit that lives was seen within a heartbeat; one that was killed holds its lease all the same."""
    row = an_interview(owner.me, clock())
    async with database.transaction() as db:
        await keep(db, row)
        row.enter(uuid4(), clock(), LEASE)
    clock.forward(seconds=seconds)
    async with owner.socket(path(row)) as socket:
        await hello(socket, take_over=True)
    assert len((await row_of(database, row.id)).gaps) == noted


async def test_entering_twice_for_one_visit_is_entering_once(
    owner: Browser, interview: InterviewSession, database: Database, clock: TestClock
) -> None:
    """The first attempt's answer got lost, so the door is tried again without asking to take over."""
    visit = uuid4()
    for _ in range(2):
        async with database.transaction() as db:
            await enter_room(
                db,
                owner.me.id,
                interview.id,
                visit=visit,
                mode="text",
                take_over=False,
                now=clock(),
            )
        clock.forward(seconds=1)
    kept = await row_of(database, interview.id)
    assert (kept.status, kept.held_by, kept.gaps) == (Status.LIVE, visit, [])


async def test_a_turn_whose_commit_was_in_doubt_is_written_once(
    owner: Browser, interview: InterviewSession, database: Database, clock: TestClock
) -> None:
    visit, turn_id = uuid4(), uuid7()
    turn = SpokenTurn("candidate", "I worked nights.", 1_000, 2_000)
    async with database.transaction() as db:
        await enter_room(
            db, owner.me.id, interview.id, visit=visit, mode="text", take_over=False, now=clock()
        )
    numbers = []
    for attempt in (turn_id, turn_id, uuid7()):
        async with database.transaction() as db:
            numbers.append(
                await keep_turn(db, interview.id, visit, turn, {}, turn_id=attempt, now=clock())
            )
    assert numbers == [1, 1, 2]
    async with database.transaction() as db:
        assert await db.scalar(select(func.count()).select_from(Turn)) == 2


async def test_a_ping_is_answered_with_the_time(
    owner: Browser, interview: InterviewSession
) -> None:
    async with owner.socket(path(interview)) as socket:
        await hello(socket)
        await socket.receive_type("turn")
        await socket.send(type="ping")
        left = (await socket.receive_type("time"))["remaining_ms"]
        assert 0 < left <= 600_000


@pytest.mark.usefixtures("quick_beats")
async def test_a_page_that_stops_answering_is_gone_since_its_last_answer(
    owner: Browser, interview: InterviewSession, database: Database
) -> None:
    """A lid was closed: no goodbye. The lease is given back, and the clock stood still from then on."""
    now = asyncio.get_running_loop().time
    async with owner.socket(path(interview)) as socket:
        began = now()
        await hello(socket)
        for _ in range(3):
            await socket.receive_type("time")
            await socket.send(type="here")
        assert [frame async for frame in frames(socket) if frame["type"] == "error"] == []
        assert socket.running is not None
        await socket.running
        noticed = now()
    row = await row_of(database, interview.id)
    assert (row.status, row.held_by) == (Status.LIVE, None)
    silence = 1000 * live_room.SILENT_SECONDS
    assert row.elapsed_ms <= (noticed - began) * 1000 - silence


@pytest.mark.usefixtures("quick_beats")
async def test_the_silence_of_a_page_that_never_answered_means_nothing(
    owner: Browser, interview: InterviewSession
) -> None:
    async with owner.socket(path(interview)) as socket:
        await hello(socket)
        for _ in range(20):
            await socket.receive_type("time")
        await socket.send(type="say", text="I am still here.")
        while (await socket.receive_type("turn"))["text"] != "I am still here.":
            pass


@pytest.mark.usefixtures("quick_beats")
async def test_signing_out_elsewhere_closes_the_room_and_keeps_the_words(
    owner: Browser, interview: InterviewSession, database: Database
) -> None:
    async with owner.socket(path(interview)) as socket:
        await hello(socket)
        await socket.receive_type("state")
        await socket.send(type="say", text="I worked nights.")
        await socket.receive_type("turn")
        assert (await owner.post("/sign-out")).status_code == 303
        error = await socket.receive_type("error")
        assert error["code"] == "signed_out"
        assert "goes on where it was" in error["text"]
        with pytest.raises(Closed) as closed:
            await socket.receive()
        assert closed.value.code == protocol.SIGNED_OUT
    row = await row_of(database, interview.id)
    assert (row.status, row.held_by) == (Status.LIVE, None)
    async with database.transaction() as db:
        said = await db.scalars(select(Turn.text).where(Turn.speaker == "candidate"))
        assert list(said) == ["I worked nights."]


@pytest.mark.usefixtures("quick_beats")
async def test_another_device_of_theirs_stays_in(
    owner: Browser, interview: InterviewSession, database: Database
) -> None:
    async with owner.socket(path(interview)) as socket:
        await hello(socket)
        async with database.transaction() as db:
            mine = select(Device.id).where(Device.user_id == owner.me.id)
            other = Device(
                user_id=owner.me.id,
                token_hash=b"other",
                created_at=owner.app.state.clock(),
                last_seen_at=owner.app.state.clock(),
                expires_at=owner.app.state.clock() + timedelta(days=1),
            )
            await keep(db, other)
            await db.execute(delete(Device).where(Device.id == other.id))
            assert len(list(await db.scalars(mine))) == 1
        for _ in range(5):
            await socket.receive_type("time")


async def test_a_heartbeat_and_a_turn_read_no_row(
    owner: Browser, interview: InterviewSession, database: Database, clock: TestClock
) -> None:
    """The row holds documents: to load it cost more than a session's sound."""
    visit = uuid4()
    async with database.transaction() as db:
        await enter_room(
            db, owner.me.id, interview.id, visit=visit, mode="text", take_over=False, now=clock()
        )
        device = await db.scalar(select(Device.id).where(Device.user_id == owner.me.id))
    assert device is not None
    clock.forward(seconds=5)
    with database.count_statements() as statements:
        async with database.transaction() as db:
            await beat(
                db,
                interview.id,
                visit,
                elapsed_ms=2_000,
                now=clock(),
                silence=timedelta(seconds=3),
                device_id=device,
            )
    assert len(statements) == 1, statements
    row = await row_of(database, interview.id)
    assert row.last_seen_at == clock() - timedelta(seconds=3)
    assert row.held_until == clock() + LEASE

    said = SpokenTurn("candidate", "I owned the rewrite.", 2_000, 5_000)
    with database.count_statements() as statements:
        async with database.transaction() as db:
            await keep_turn(db, interview.id, visit, said, {}, turn_id=uuid7(), now=clock())
    assert len(statements) == 2, statements


async def test_words_said_before_and_after_a_gap_measure_alike(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    """The clock stood still, so no silence is measured where the line was down."""
    row = an_interview(
        owner.me,
        clock(),
        status=Status.LIVE,
        started_at=clock(),
        last_seen_at=clock(),
        elapsed_ms=60_000,
    )
    async with database.transaction() as db:
        await keep(db, row, *some_turns(row))
    clock.forward(seconds=90)
    async with owner.socket(path(row)) as socket:
        await hello(socket)
        again = await socket.receive_type("turn")
    assert 60_001 <= again["started_ms"] < 70_000, "ninety seconds of silence were counted"


class HalfSaid:
    """An engine in whose ear half a sentence is: it comes back as a turn when the engine is ended."""

    def __init__(self, seconds: float) -> None:
        self.seconds = seconds
        self.said: asyncio.Queue[engine.EngineEvent | None] = asyncio.Queue()

    async def open(self, opening: engine.Opening) -> None:
        await self.said.put(engine.Listening())

    async def end(self, reason: Literal["completed", "time_up"] = "completed") -> None:
        await asyncio.sleep(self.seconds)  # it takes a while to be recognised
        await self.said.put(engine.TurnEnded(SpokenTurn("candidate", HALF, 0, 1)))
        await self.said.put(engine.Ended(reason))

    async def events(self, take: object = None) -> AsyncIterator[engine.EngineEvent]:
        while (event := await self.said.get()) is not None:
            yield event

    async def close(self) -> None:
        await self.said.put(None)


HALF = "Last winter two of our pumps"


@pytest.mark.parametrize("another_tab", [False, True])
async def test_half_a_sentence_is_there_when_the_next_visit_begins(
    another_tab: bool,
    owner: Browser,
    interview: InterviewSession,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Who loads the page again, or goes on in another tab, is back before recognition is done."""
    half = Hosted(HalfSaid(0.5), "text", False, "", lambda: None)  # type: ignore[arg-type]
    with monkeypatch.context() as patched:

        async def hosted(*_: object) -> Hosted:
            return half

        patched.setattr(live_socket, "host", hosted)
        first = owner.socket(path(interview))
        await first.__aenter__()
        await hello(first)
        await first.receive_type("state")
    async with owner.socket(path(interview)) as second:
        if not another_tab:
            first.to_app.put_nowait({"type": "websocket.disconnect", "code": 1006})
        ready = await hello(second, take_over=True)
        assert [turn["text"] for turn in ready["turns"]] == [HALF]
        if another_tab:
            assert (await first.receive_type("error"))["code"] == "taken_over"
    await first.hang_up()


async def test_last_words_written_by_another_process_are_waited_for(
    owner: Browser, interview: InterviewSession, database: Database, clock: TestClock
) -> None:
    leaving = uuid4()
    async with database.transaction() as db:
        row = await db.get_one(InterviewSession, interview.id)
        row.enter(leaving, clock(), LEASE)
        await db.flush()
        await beat(db, row.id, leaving, elapsed_ms=900, now=clock(), lease=LEAVING)
    async with owner.socket(path(interview)) as socket:
        await socket.send(type="hello", mode="text", last_seq=0, take_over=True)
        await asyncio.sleep(0.5)
        assert socket.from_app.empty(), "it did not wait"
        words = SpokenTurn("candidate", HALF, 0, 900)
        async with database.transaction() as db:
            await keep_turn(
                db, interview.id, leaving, words, {}, turn_id=uuid7(), now=clock(), lease=LEAVING
            )
        await asyncio.sleep(0.3)
        assert socket.from_app.empty(), "it did not wait for the second one"
        async with database.transaction() as db:
            await leave_room(db, interview.id, leaving, elapsed_ms=900, now=clock())
        ready = await socket.receive_type("ready")
        assert [turn["text"] for turn in ready["turns"]] == [HALF]


async def test_a_process_that_dies_while_it_leaves_keeps_nobody_out(
    owner: Browser,
    interview: InterviewSession,
    database: Database,
    clock: TestClock,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(live_socket, "LEAVING", timedelta(seconds=0.4))
    leaving = uuid4()
    async with database.transaction() as db:
        row = await db.get_one(InterviewSession, interview.id)
        row.enter(leaving, clock(), LEASE)
        await db.flush()
        await beat(db, row.id, leaving, elapsed_ms=900, now=clock(), lease=LEAVING)
    async with owner.socket(path(interview)) as socket:
        await hello(socket, take_over=True)


@pytest.mark.usefixtures("quick_beats")
async def test_a_laptop_that_slept_goes_on_where_it_was(
    owner: Browser, interview: InterviewSession, database: Database, clock: TestClock
) -> None:
    """Server, worker and browser stood still together: nobody was cut off, and nobody was there."""
    tasks = Tasks()
    register_tasks(tasks, clock=clock)
    sweep = tasks.periodic["interviews.abandon_dropped"].run
    async with owner.socket(path(interview)) as socket:
        await hello(socket)
        await socket.receive_type("turn")
        clock.forward(hours=1)
        await sweep(database)
        for _ in range(3):
            await socket.receive_type("time")
        await sweep(database)
        await socket.send(type="say", text="I am back.")
        while (await socket.receive_type("turn"))["text"] != "I am back.":
            pass
    row = await row_of(database, interview.id)
    assert row.status == Status.LIVE
    assert [gap["seconds"] for gap in row.gaps] == [3600]


async def test_after_a_nap_a_dropped_interview_is_closed_a_round_later(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = an_interview(owner.me, clock())
    async with database.transaction() as db:
        await keep(db, row)
        row.enter(uuid4(), clock(), LEASE)
    tasks = Tasks()
    register_tasks(tasks, clock=clock)
    clock.forward(minutes=10)
    states = []
    for _ in range(2):
        await tasks.periodic["interviews.abandon_dropped"].run(database)
        states.append((await row_of(database, row.id)).status)
    assert states == [Status.LIVE, Status.ABANDONED]
