"""Whatever two browsers send to one interview, in whatever order, and wherever they hang up.

Nothing fails unforeseen, every turn is committed before it is announced and once, no typed answer is lost
without a word, and when everybody has gone nothing of them is left.

`HYPOTHESIS_PROFILE=thorough` searches for minutes.
"""

import asyncio
import itertools
import json
import logging
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from typing import Any

from fastapi import FastAPI
from hypothesis import given
from hypothesis import strategies as st
from sqlalchemy import select

from preppal.foundation.database import Database
from preppal.foundation.settings import Settings
from preppal.interviews.live import protocol
from preppal.interviews.model import InterviewSession, Status, Turn
from tests.interviews import an_interview, keep
from tests.people import MONDAY, Browser, Postbox, TestClock, a_user, an_app
from tests.sockets import Socket
from tests.voices.scripted import LOUD, ScriptedModels

QUICK_VOICE = 0.01
"""Seconds a word: a line is over in a tenth of a second."""

JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=8),
    lambda inner: (
        st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=8), inner, max_size=3)
    ),
    max_leaves=6,
)
NAMES = ["hello", "say", "interrupt", "hold", "done", "mute", "playback", "end", "nonsense"]
VALID = st.one_of(
    st.fixed_dictionaries({"type": st.sampled_from(["interrupt", "done"])}),
    st.fixed_dictionaries({"type": st.sampled_from(["hold", "mute"]), "on": st.booleans()}),
    st.fixed_dictionaries(
        {"type": st.just("playback"), "turn": st.integers(-1, 9), "ms": st.integers(-9, 1 << 70)}
    ),
    st.fixed_dictionaries(
        {"type": st.just("hello"), "mode": st.sampled_from(["text", "voice"])},
        optional={"last_seq": st.integers(), "take_over": st.booleans()},
    ),
)
ALMOST = st.builds(
    lambda name, more: json.dumps({**more, "type": name}),
    st.sampled_from(NAMES),
    st.dictionaries(
        st.sampled_from(["text", "on", "turn", "ms", "mode", "last_seq", "take_over"]), JSON
    ),
)
GARBAGE = st.one_of(ALMOST, JSON.map(json.dumps), st.text(max_size=20), st.binary(max_size=20))
HELLO = st.fixed_dictionaries(
    {
        "type": st.just("hello"),
        "mode": st.sampled_from(["text", "voice"]),
        "last_seq": st.integers(-1, 4),
        "take_over": st.booleans(),
    }
)
PAUSES = st.sampled_from([0.0, 0.0, 0.003, 0.02, 0.15])

STEPS = st.one_of(
    st.tuples(st.just("open"), HELLO),
    st.tuples(st.just("say"), st.sampled_from(["", "I went to", "Yes.", "\x00 \ud800\x85"])),
    st.tuples(st.just("say"), st.just("I checked two pumps, because both had failed")),
    st.tuples(st.just("send"), VALID),
    st.tuples(st.just("send"), VALID),
    st.tuples(st.just("sound"), st.sampled_from([(3, True), (20, True), (15, False)])),
    st.tuples(st.just("garbage"), GARBAGE),
    st.tuples(st.just("end"), st.none()),
    st.tuples(st.just("hang_up"), st.none()),
)
STORIES = st.lists(st.tuples(st.integers(0, 1), STEPS, PAUSES), max_size=25)


@dataclass
class Visit:
    """One line, what was sent on it and how that went."""

    socket: Socket
    hello: dict[str, Any]
    said: list[str] = field(default_factory=list)
    over: bool = False
    """Something was sent after which nothing needs to be kept."""
    disturbed: bool = False
    """Another visit came in meanwhile, and may have taken over."""
    entered: bool = False

    def frames(self) -> tuple[list[dict[str, Any]], int | None]:
        """Everything that came down, and the code it was closed with."""
        received = []
        while not self.socket.from_app.empty():
            message = self.socket.from_app.get_nowait()
            if message["type"] == "websocket.close":
                return received, message.get("code", 1000)
            if message.get("text") is not None:
                received.append(json.loads(message["text"]))
        return received, None


class Story:
    def __init__(self, app: FastAPI, browser: Browser, interview: InterviewSession) -> None:
        self.app = app
        self.browser = browser
        self.interview = interview
        self.visits: list[Visit] = []
        self.now: dict[int, Visit] = {}
        self.number = 0

    async def open(self, who: int, hello: dict[str, Any]) -> None:
        await self.hang_up(who)
        for other in self.now.values():
            other.disturbed = True
        socket = self.browser.socket(f"/interviews/{self.interview.id}/live")
        await socket.__aenter__()
        self.now[who] = Visit(socket, hello)
        self.visits.append(self.now[who])
        await socket.send(**hello)

    async def hang_up(self, who: int) -> None:
        if who in self.now:
            await self.now.pop(who).socket.hang_up()

    async def act(self, who: int, what: str, value: Any) -> None:
        if what in ("open", "hang_up"):
            await (self.open(who, value) if what == "open" else self.hang_up(who))
            return
        if (visit := self.now.get(who)) is None:
            return
        match what:
            case "say":
                self.number += 1
                text = f"{value} {self.number:04}" if value else value
                await visit.socket.send(type="say", text=text)
                if protocol.checked_answer(text) and not visit.over:
                    visit.said.append(protocol.checked_answer(text))
            case "send":
                await visit.socket.send(**value)
            case "sound":
                count, loud = value
                for _ in range(count):
                    await visit.socket.send_bytes(LOUD if loud else bytes(len(LOUD)))
            case "garbage":
                visit.over = True
                if isinstance(value, bytes):
                    await visit.socket.send_bytes(value)
                else:
                    await visit.socket.send_text(value)
            case "end":
                visit.over = True
                await visit.socket.send(type="end")


def check_visit(visit: Visit, kept: list[dict[str, Any]]) -> set[str]:
    """What was announced is what was kept, in order; gives the answers that came back unread."""
    frames, code = visit.frames()
    assert code in (1000, 1006, 4000, 4009, 4010, 4011, 4013, 4029), (code, frames[-1:])
    if code == 1006:
        assert not [frame for frame in frames if frame["type"] == "error"], "no code after an error"
    ready = [frame for frame in frames if frame["type"] == "ready"]
    assert len(ready) <= 1
    announced = [frame for frame in frames if frame["type"] == "turn"]
    known = ready[0]["turns"] if ready else []
    missed = [turn for turn in kept if turn["seq"] > visit.hello["last_seq"]]
    assert known == missed[: len(known)], "not what was missed"
    for before, after in itertools.pairwise([*known[-1:], *announced]):
        assert after["seq"] == before["seq"] + 1
    for frame in announced:
        turn = {name: value for name, value in frame.items() if name != "type"}
        assert turn == kept[frame["seq"] - 1], "announced, and not kept like that"
    visit.entered = bool(ready)
    return {frame["answer"] for frame in frames if frame.get("code") == "not_read"}


async def tell(app: FastAPI, browser: Browser, steps: list[Any]) -> None:
    """Let the story happen, then look at what it left."""
    database: Database = app.state.database
    interview = an_interview(browser.me, MONDAY)
    async with database.transaction() as db:
        await keep(db, interview)
    before = asyncio.all_tasks()
    story = Story(app, browser, interview)
    for who, (what, value), pause in steps:
        await story.act(who, what, value)
        await asyncio.sleep(pause)
    for who in (0, 1):
        await story.hang_up(who)
    assert asyncio.all_tasks() == before, "something goes on after everybody has left"
    state = app.state
    assert (len(state.rooms), len(state.lines), state.lines.before_hello) == (0, 0, 0)
    assert state.speech.in_use == 0

    async with database.transaction() as db:
        row = await db.get_one(InterviewSession, interview.id)
        rows = await db.scalars(
            select(Turn).where(Turn.interview_id == interview.id).order_by(Turn.seq)
        )
        kept = [
            {
                "seq": turn.seq,
                "speaker": turn.speaker,
                "text": turn.text,
                "started_ms": turn.started_ms,
                "ended_ms": turn.ended_ms,
                "interrupted": turn.interrupted,
            }
            for turn in rows
        ]
    assert row.held_by is None
    assert [turn["seq"] for turn in kept] == list(range(1, len(kept) + 1))
    words = "\n".join(turn["text"] for turn in kept if turn["speaker"] == "candidate")
    for visit in story.visits:
        back = check_visit(visit, kept)
        for text in visit.said:
            assert words.count(text) <= 1, f"kept twice: {text!r}"
            if visit.entered and not visit.disturbed and row.status == Status.LIVE:
                assert (text in words) != (text in back), f"lost without a word: {text!r}"
    assert (row.status == Status.COMPLETED) <= any(visit.over for visit in story.visits)


class Faults(logging.Handler):
    """Everything that was logged as an error."""

    def __init__(self) -> None:
        super().__init__(logging.ERROR)
        self.seen: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.seen.append(f"{record.getMessage()} {record.exc_info}")


@contextmanager
def faults() -> Iterator[list[str]]:
    watch = Faults()
    logging.getLogger().addHandler(watch)
    try:
        yield watch.seen
    finally:
        logging.getLogger().removeHandler(watch)


async def open_app(url: str) -> tuple[FastAPI, Browser]:
    settings = Settings(_env_file=None, port=8000)  # type: ignore[call-arg]
    app = an_app(settings, Database(url), Postbox(), TestClock())
    app.state.speech = ScriptedModels(capacity=1, seconds_a_word=QUICK_VOICE)
    browser = Browser(app)
    await browser.sign_in(a_user("Ana"))
    return app, browser


def test_any_order_of_anything_on_two_lines(fresh_url: str) -> None:
    with asyncio.Runner() as runner, faults() as seen:
        app, browser = runner.run(open_app(fresh_url))

        @given(STORIES)
        def told(steps: list[Any]) -> None:
            runner.run(tell(app, browser, steps))
            assert seen == []

        try:
            told()
        finally:
            runner.run(browser.aclose())
            runner.run(app.state.database.dispose())
