"""A model's words in the rooms: shown and spoken by sentence, kept with who worded them and what they cost."""

from __future__ import annotations

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import pytest
from sqlalchemy import select

from preppal.foundation.database import Database
from preppal.interviewer.transcript import BUILT_IN
from preppal.interviews.live import engine as say
from preppal.interviews.model import InterviewSession, Turn
from tests import voices
from tests.interviews import an_interview, keep
from tests.language_models.minds import OPENAI, mind_at
from tests.language_models.script import Asked, Reply, Script
from tests.language_models.server import running
from tests.people import Browser, TestClock
from tests.sockets import Socket
from tests.voices.driving import Listener
from tests.voices.scripted import ScriptedSpeech

INTRODUCTION = "Thank you for that."
FOLLOW_UP = "I follow you so far. How did it end?"


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def words(asked: Asked) -> Reply:
    """What fits the move that was asked for."""
    introduces = "Write only the words before it" in asked.text
    return Reply(INTRODUCTION if introduces else FOLLOW_UP)


@pytest.fixture
async def interview(database: Database, owner: Browser, clock: TestClock) -> InterviewSession:
    row = an_interview(owner.me, clock())
    async with database.transaction() as db:
        await keep(db, row)
    return row


async def turns_of(database: Database, interview: InterviewSession) -> Sequence[Turn]:
    async with database.transaction() as db:
        query = select(Turn).where(Turn.interview_id == interview.id).order_by(Turn.seq)
        return list(await db.scalars(query))


async def usage_of(database: Database, interview: InterviewSession) -> dict[str, Any]:
    async with database.transaction() as db:
        row = await db.get(InterviewSession, interview.id, populate_existing=True)
        assert row is not None
        return row.usage


async def entered(socket: Socket) -> None:
    await socket.send(type="hello", mode="text", last_seq=0)
    await socket.receive_type("ready")
    await socket.receive_type("turn")


async def say_and_read(socket: Socket, text: str) -> tuple[list[str], dict[str, Any]]:
    """The captions of the interviewer's answer, and its turn."""
    await socket.send(type="say", text=text)
    await socket.receive_type("turn")
    captions: list[str] = []
    while True:
        message = await socket.receive()
        if message["type"] == "caption":
            captions.append(message["text"])
        elif message["type"] == "turn":
            return captions, message


async def test_in_writing_the_first_sentence_is_read_while_the_second_comes(
    owner: Browser, interview: InterviewSession, database: Database
) -> None:
    async with running(Script(answering=words)) as provider, mind_at(provider) as mind:
        owner.app.state.mind = mind
        async with owner.socket(f"/interviews/{interview.id}/live") as socket:
            await entered(socket)
            _, warm_up = await say_and_read(socket, "Hello, I am Ana, and I am ready.")
            assert warm_up["text"].startswith(INTRODUCTION)
            captions, probe = await say_and_read(socket, "I work nights.")
            assert probe["text"] == FOLLOW_UP
            assert captions == ["I follow you so far."]
    kept = await turns_of(database, interview)
    assert [turn.worded_by for turn in kept] == [BUILT_IN, None, OPENAI, None, OPENAI]
    used = (await usage_of(database, interview))["words"]
    assert used["model"] == OPENAI
    assert used["requests"] == 2
    assert used["tokens"] == {"text_in": 240, "text_out": 24}
    assert used["cost_usd"] > 0


async def test_in_writing_a_provider_that_fails_is_not_noticed_but_noted(
    owner: Browser, interview: InterviewSession, database: Database
) -> None:
    async with running(Script(Reply(status=500))) as provider, mind_at(provider) as mind:
        owner.app.state.mind = mind
        async with owner.socket(f"/interviews/{interview.id}/live") as socket:
            await entered(socket)
            captions, warm_up = await say_and_read(socket, "Hello, I am Ana, and I am ready.")
            assert captions == []
            assert warm_up["text"]
    assert [turn.worded_by for turn in await turns_of(database, interview)] == [
        BUILT_IN,
        None,
        BUILT_IN,
    ]
    assert await usage_of(database, interview) == {}


async def test_who_leaves_the_room_ends_the_call(
    owner: Browser, interview: InterviewSession
) -> None:
    silent = Script(Reply(FOLLOW_UP, stalls_after=1))
    async with running(silent) as provider, mind_at(provider) as mind:
        owner.app.state.mind = mind
        async with owner.socket(f"/interviews/{interview.id}/live") as socket:
            await entered(socket)
            await socket.send(type="say", text="Hello, I am Ana, and I am ready.")
            await asyncio.wait_for(provider.came.wait(), 60)
        await asyncio.wait_for(provider.hung_up.wait(), 60)


async def test_by_voice_the_sentences_are_spoken_as_they_come() -> None:
    async with running(Script(answering=words)) as provider, mind_at(provider) as mind:
        async with Listener(ScriptedSpeech(), mind) as listener:
            await listener.open()
            await listener.until(say.Listening)
            await listener.hear(voices.pcm("answer_1"))
            await listener.until(say.Speaking)
            await listener.until(say.Listening)
        warm_up = [turn for turn in listener.spoke if turn.speaker == "interviewer"][-1]
        assert warm_up.text.startswith(INTRODUCTION)
        assert warm_up.worded_by == OPENAI
        shown = [e.text for e in listener.events if isinstance(e, say.Caption)]
        assert INTRODUCTION in shown
        assert warm_up.text in shown
        (used,) = [event for event in listener.events if isinstance(event, say.Used)]
        assert (used.engine, used.tokens) == (say.WORDS, {"text_in": 120, "text_out": 12})


async def test_by_voice_a_line_that_broke_off_is_ended_in_built_in_words() -> None:
    async with running(Script(Reply(f"{INTRODUCTION} And so", cut_after=5))) as provider:
        async with mind_at(provider) as mind, Listener(ScriptedSpeech(), mind) as listener:
            await listener.open()
            await listener.until(say.Listening)
            await listener.hear(voices.pcm("answer_1"))
            await listener.until(say.Speaking)
            await listener.until(say.Listening)
        warm_up = [turn for turn in listener.spoke if turn.speaker == "interviewer"][-1]
        assert warm_up.text.startswith(f"{INTRODUCTION} ")
        assert warm_up.text.endswith(("?", "."))
        assert not warm_up.interrupted


async def test_cutting_in_keeps_what_was_heard_of_the_models_words() -> None:
    long_first = "I would like to stay with what you said there about the measuring for a while."
    async with running(Script(answering=lambda asked: _long(asked, long_first))) as provider:
        async with mind_at(provider) as mind, Listener(ScriptedSpeech("I work."), mind) as listener:
            await listener.open()
            await listener.until(say.Listening)
            await listener.hear(voices.pcm("answer_1"))
            await listener.until(say.Speaking)
            await listener.until(say.Listening)
            await listener.hear(voices.pcm("answer_1"))
            await listener.until(say.Speaking)
            await listener.wait(1.0)
            await listener.engine.interrupt()
            await listener.settle()
    cut = [turn for turn in listener.spoke if turn.speaker == "interviewer"][-1]
    assert cut.interrupted
    assert long_first.startswith(cut.text)
    assert cut.worded_by == OPENAI


def _long(asked: Asked, first: str) -> Reply:
    introduces = "Write only the words before it" in asked.text
    return Reply(INTRODUCTION if introduces else f"{first} How did it end?")
