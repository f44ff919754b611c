"""The live room in writing: what the protocol promises, to the owner and to nobody else."""

import asyncio
from collections.abc import Sequence
from datetime import timedelta
from typing import Any
from uuid import UUID, uuid4

import pytest
from sqlalchemy import select

from preppal.foundation.database import Database
from preppal.foundation.settings import Settings
from preppal.interviews.ending import MAKE_FEEDBACK
from preppal.interviews.live import protocol
from preppal.interviews.live import socket as live_socket
from preppal.interviews.live.room import Room
from preppal.interviews.live.rooms import Rooms
from preppal.interviews.model import Feedback, InterviewSession, Status, Turn
from preppal.providers.protocols import LoadProgress
from tests.interviews import an_interview, keep
from tests.people import Browser, Browsers, NoSpeech, Postbox, TestClock, a_user, an_app
from tests.sockets import Closed, Socket


@pytest.fixture
async def interview(database: Database, owner: Browser, clock: TestClock) -> InterviewSession:
    row = an_interview(owner.me, clock())
    async with database.transaction() as db:
        await keep(db, row)
    return row


def path(interview: InterviewSession) -> str:
    return f"/interviews/{interview.id}/live"


async def hello(socket: Socket, **fields: Any) -> dict[str, Any]:
    await socket.send(**({"type": "hello", "mode": "text", "last_seq": 0} | fields))
    ready: dict[str, Any] = await socket.receive_type("ready")
    return ready


async def row_of(database: Database, interview_id: UUID) -> InterviewSession:
    async with database.transaction() as db:
        row = await db.get(InterviewSession, interview_id, populate_existing=True)
        assert row is not None
        return row


async def turns_of(database: Database, interview_id: UUID) -> Sequence[Turn]:
    async with database.transaction() as db:
        query = select(Turn).where(Turn.interview_id == interview_id).order_by(Turn.seq)
        return list(await db.scalars(query))


async def code_of(socket: Socket) -> tuple[str, int]:
    """The error's name and the close code, once the server has had enough."""
    name = (await socket.receive_type("error"))["code"]
    with pytest.raises(Closed) as closed:
        await socket.receive()
    return name, closed.value.code


async def test_a_turn_is_in_the_database_before_it_is_announced(
    owner: Browser, interview: InterviewSession, database: Database
) -> None:
    async with owner.socket(path(interview)) as socket:
        assert socket.subprotocol == "preppal.live.v1"
        ready = await hello(socket)
        assert ready["turns"] == []
        assert ready["remaining_ms"] == 600_000
        first = await socket.receive_type("turn")
        kept = await turns_of(database, interview.id)
        assert [(t.seq, t.speaker, t.text) for t in kept] == [(1, "interviewer", first["text"])]
        await socket.receive_type("state")
        await socket.send(type="say", text="I am Ana, and I work nights on a surgical ward.")
        mine = await socket.receive_type("turn")
        assert (mine["seq"], mine["speaker"]) == (2, "candidate")
        answer = await socket.receive_type("turn")
        assert (answer["seq"], answer["speaker"]) == (3, "interviewer")
        assert len(await turns_of(database, interview.id)) == 3


async def test_the_persons_own_patience_comes_into_the_room(
    owner: Browser, interview: InterviewSession
) -> None:
    seen: list[str] = []

    class Remembering(Rooms):
        def open(self, room: Room) -> None:
            seen.append(room.opening.stretch)
            super().open(room)

    owner.app.state.rooms = Remembering()
    for patience in ("usual", "longest"):
        await owner.post("/patience", data={"patience": patience})
        async with owner.socket(path(interview)) as socket:
            await hello(socket, take_over=True)
            await socket.receive_type("state")
    assert seen == ["usual", "longest"]


async def test_the_whole_interview_ends_with_a_goodbye_and_one_report_task(
    owner: Browser, interview: InterviewSession, database: Database
) -> None:
    answer = (
        "Last winter two pumps failed on the night shift, so I moved both patients and called the"
        " technician. In the end nobody missed a dose, because I had checked the spares."
    )
    async with owner.socket(path(interview)) as socket:
        await hello(socket)
        ended = None
        for _ in range(200):
            frame = await socket.receive()
            if frame["type"] == "state" and frame["state"] == "listening":
                await socket.send(type="say", text=answer)
            if frame["type"] == "ended":
                ended = frame
                break
        assert ended is not None
        assert ended["feedback_url"] == f"/interviews/{interview.id}/feedback"
    row = await row_of(database, interview.id)
    assert (row.status, row.end_reason) == (Status.COMPLETED, "completed")
    async with database.transaction() as db:
        assert (await db.get(Feedback, interview.id)) is not None
        queued = await db.connection()
        tasks = await queued.exec_driver_sql("select entrypoint from pgqueuer")
        assert [name for (name,) in tasks] == [MAKE_FEEDBACK]
    kept = await turns_of(database, interview.id)
    assert kept[-1].intent == "closing"
    assert [t.seq for t in kept] == list(range(1, len(kept) + 1))


async def test_end_keeps_what_was_said(
    owner: Browser, interview: InterviewSession, database: Database
) -> None:
    async with owner.socket(path(interview)) as socket:
        await hello(socket)
        await socket.receive_type("turn")
        await socket.send(type="end")
        assert (await socket.receive_type("ended"))["reason"] == "completed"
    assert (await row_of(database, interview.id)).status == Status.COMPLETED
    async with owner.socket(path(interview)) as socket:
        await socket.send(type="hello", mode="text")
        assert await code_of(socket) == ("not_live", protocol.NOT_LIVE)


async def test_a_dropped_line_resumes_where_it_was(
    owner: Browser, interview: InterviewSession, database: Database
) -> None:
    async with owner.socket(path(interview)) as socket:
        await hello(socket)
        opening = await socket.receive_type("turn")
    row = await row_of(database, interview.id)
    assert (row.status, row.held_by) == (Status.LIVE, None)
    async with owner.socket(path(interview)) as socket:
        ready = await hello(socket, last_seq=0)
        assert [turn["text"] for turn in ready["turns"]] == [opening["text"]]
        again = await socket.receive_type("turn")
        assert again["seq"] == 2
    async with owner.socket(path(interview)) as socket:
        assert (await hello(socket, last_seq=2))["turns"] == []


async def test_a_second_tab_is_told_and_may_take_over(
    owner: Browser, interview: InterviewSession, database: Database
) -> None:
    async with owner.socket(path(interview)) as first:
        await hello(first)
        await first.receive_type("state")
        async with owner.socket(path(interview)) as second:
            await second.send(type="hello", mode="text")
            assert await code_of(second) == ("held_elsewhere", protocol.HELD_ELSEWHERE)
        async with owner.socket(path(interview)) as third:
            await hello(third, take_over=True)
            assert await code_of(first) == ("taken_over", protocol.TAKEN_OVER)
            await third.receive_type("turn")
            row = await row_of(database, interview.id)
            assert row.held_by is not None


async def test_a_visit_on_another_process_loses_its_lease_and_writes_nothing(
    owner: Browser, interview: InterviewSession, database: Database
) -> None:
    async with owner.socket(path(interview)) as first:
        await hello(first)
        await first.receive_type("turn")
        async with database.transaction() as db:
            row = await db.get(InterviewSession, interview.id)
            assert row is not None
            row.held_by = uuid4()
        await first.send(type="say", text="Nobody hears this any more.")
        assert await code_of(first) == ("taken_over", protocol.TAKEN_OVER)
    assert len(await turns_of(database, interview.id)) == 1


async def test_time_is_up_for_good(owner: Browser, database: Database, clock: TestClock) -> None:
    row = an_interview(owner.me, clock(), elapsed_ms=599_900)
    async with database.transaction() as db:
        await keep(db, row)
    async with owner.socket(path(row)) as socket:
        await hello(socket)
        assert (await socket.receive_type("ended"))["reason"] in ("time_up", "completed")
    kept = await row_of(database, row.id)
    assert kept.status == Status.COMPLETED
    assert kept.elapsed_ms >= 600_000 or kept.end_reason == "completed"


@pytest.mark.parametrize(
    "frame",
    [
        "{}",
        "[]",
        "null",
        '{"type":"fly"}',
        '{"type":"say"}',
        '{"type":"say","text":3}',
        "\x00",
        "[",
    ],
)
async def test_what_is_no_message_closes_with_a_code_that_names_it(
    frame: str, owner: Browser, interview: InterviewSession
) -> None:
    async with owner.socket(path(interview)) as socket:
        await hello(socket)
        await socket.send_text(frame)
        assert await code_of(socket) == ("bad_frame", protocol.BAD_FRAME)


@pytest.mark.parametrize("frame", [b"", b"\x00"])
async def test_torn_audio_is_refused(
    frame: bytes, owner: Browser, interview: InterviewSession
) -> None:
    async with owner.socket(path(interview)) as socket:
        await hello(socket)
        await socket.send_bytes(frame)
        assert await code_of(socket) == ("bad_frame", protocol.BAD_FRAME)


async def test_hello_comes_first(owner: Browser, interview: InterviewSession) -> None:
    async with owner.socket(path(interview)) as socket:
        await socket.send(type="say", text="Good morning")
        assert await code_of(socket) == ("bad_frame", protocol.BAD_FRAME)


async def test_a_nul_character_is_no_obstacle(
    owner: Browser, interview: InterviewSession, database: Database
) -> None:
    async with owner.socket(path(interview)) as socket:
        await hello(socket)
        await socket.receive_type("turn")
        await socket.send(type="say", text="I worked\x00 nights.")
        assert (await socket.receive_type("turn"))["text"] == "I worked nights."
        await socket.receive_type("turn")


async def test_a_stranger_finds_nothing(stranger: Browser, interview: InterviewSession) -> None:
    async with stranger.socket(path(interview)) as socket:
        await socket.send(type="hello", mode="text")
        assert await code_of(socket) == ("not_found", protocol.NO_INTERVIEW)


async def test_a_visitor_is_asked_to_sign_in(visitor: Browser, interview: InterviewSession) -> None:
    async with visitor.socket(path(interview)) as socket:
        await socket.send(type="hello", mode="text")
        assert await code_of(socket) == ("signed_out", protocol.SIGNED_OUT)


async def test_another_sites_page_is_refused(owner: Browser, interview: InterviewSession) -> None:
    async with owner.socket(path(interview), origin="https://elsewhere.example") as socket:
        await socket.send(type="hello", mode="text")
        assert await code_of(socket) == ("signed_out", protocol.SIGNED_OUT)


async def test_an_interview_that_is_no_id_is_not_there(owner: Browser) -> None:
    async with owner.socket("/interviews/none/live") as socket:
        await socket.send(type="hello", mode="text")
        assert await code_of(socket) == ("not_found", protocol.NO_INTERVIEW)


async def test_a_lease_that_ran_out_bars_nobody(
    owner: Browser, interview: InterviewSession, database: Database, clock: TestClock
) -> None:
    async with database.transaction() as db:
        row = await db.get(InterviewSession, interview.id)
        assert row is not None
        row.enter(uuid4(), clock() - timedelta(minutes=1), timedelta(seconds=15))
    async with owner.socket(path(interview)) as socket:
        await hello(socket)
        await socket.receive_type("turn")


async def test_a_socket_that_says_nothing_is_closed_with_a_code(
    owner: Browser, interview: InterviewSession, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(live_socket, "HELLO_SECONDS", 0.01)
    async with owner.socket(path(interview)) as socket:
        assert await code_of(socket) == ("no_hello", protocol.NO_HELLO)


async def test_a_room_that_fails_leaves_nothing_running_and_can_be_entered_again(
    owner: Browser, interview: InterviewSession
) -> None:
    before = asyncio.all_tasks()
    async with owner.socket(path(interview)) as socket:
        await hello(socket)
        await socket.receive_type("turn")
        socket.to_app.put_nowait({"type": "websocket.receive", "text": 5})  # nobody foresaw this
        assert await code_of(socket) == ("failed", protocol.FAILED)
    assert asyncio.all_tasks() == before
    async with owner.socket(path(interview)) as socket:
        assert len((await hello(socket))["turns"]) >= 1


class LoadingSpeech(NoSpeech):
    """Speech models that take long to load, and fail in the end."""

    done = False

    def progress(self) -> LoadProgress:
        failed = "No models here." if self.done else None
        return LoadProgress(ready=False, fraction=0.5, step="", failed=failed)


async def test_a_visit_that_was_taken_over_while_its_models_loaded_disturbs_nobody(
    database: Database, postbox: Postbox, clock: TestClock, browsers: Browsers
) -> None:
    settings = Settings(_env_file=None, port=8000)  # type: ignore[call-arg]
    app = an_app(settings, database, postbox, clock)
    app.state.speech = speech = LoadingSpeech()
    ana = await browsers(a_user("Ana"), app=app)
    row = an_interview(ana.me, clock())
    async with database.transaction() as db:
        await keep(db, row)
    async with ana.socket(path(row)) as waiting, ana.socket(path(row)) as newer:
        await waiting.send(type="hello", mode="voice")
        await waiting.receive_type("loading")
        await hello(newer, take_over=True)
        await newer.receive_type("turn")
        speech.done = True
        assert await code_of(waiting) == ("taken_over", protocol.TAKEN_OVER)
        await newer.send(type="say", text="I am still here, and I work nights.")
        assert (await newer.receive_type("turn"))["text"] == "I am still here, and I work nights."
        await newer.receive_type("turn")
