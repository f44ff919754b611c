"""Interviews over Gemini Live: from the browser's socket through the application to the wire double.

The candidate's sound carries numbers which the double gives back as words, so every frame that was
spoken can be looked for in the transcript.
"""

from __future__ import annotations

import asyncio
from collections.abc import Hashable
from typing import Any

import pytest
from fastapi import FastAPI

from preppal.foundation.database import Database
from preppal.interviews.live.hosting import Places
from preppal.interviews.model import InterviewSession, Status
from preppal.providers.protocols import LoadProgress
from tests.gemini_live import sounds
from tests.gemini_live.script import (
    Cut,
    Fault,
    HttpRefusal,
    Mute,
    Script,
)
from tests.gemini_live.upstream import Upstream
from tests.gemini_live.visiting import LINES, check, kept, visiting
from tests.people import Browser, NoSpeech, a_user
from tests.voices.scripted import ScriptedModels, ScriptedSpeech


async def test_an_interview_by_voice(
    owner: Browser, interview: InterviewSession, database: Database, upstream: Upstream
) -> None:
    async with visiting(owner, interview) as visit:
        ready = next(f for f in visit.frames if f["type"] == "ready")
        assert ready["voice"].items() >= {"available": True, "mode": "voice", "text": ""}.items()
        assert not any(f["type"] == "loading" for f in visit.frames)
        for _ in range(3):
            await visit.answer()
        await visit.until_state("listening")
        await visit.socket.send(type="end")
        await visit.until(lambda: any(f["type"] == "ended" for f in visit.frames))
    await check(visit, database, interview)
    row, turns = await kept(database, interview)
    assert row.status == Status.COMPLETED
    assert [turn.speaker for turn in turns] == ["interviewer", "candidate"] * 3 + ["interviewer"]
    assert visit.said("interviewer") == [line.text for line in LINES[:4]]
    assert sounds.numbers(visit.sound, sounds.DOWN_BYTES) == list(range(4 * 25))
    (first, *_) = [turn for turn in turns if turn.speaker == "candidate"]
    assert first.delivery["speech_ms"] > 0
    (setup,) = upstream.memory.setups
    instruction = setup["systemInstruction"]["parts"][0]["text"]
    assert "Ward Nurse" in instruction and "Ruth Adeyemi" in instruction


async def test_what_it_used_is_kept_over_visits(
    owner: Browser, interview: InterviewSession, database: Database
) -> None:
    async with visiting(owner, interview) as visit:
        await visit.answer()
        await visit.until_state("listening")
    before, _ = await kept(database, interview)
    assert before.usage["engine"] == "gemini-live"
    assert before.usage["model"] == "gemini-3.8-live"
    assert before.usage["sound_down_s"] == pytest.approx(2.0)
    assert before.usage["sound_up_s"] >= 24 * 0.04
    assert before.usage["tokens"]["audio_out"] == 60
    usage = before.usage
    async with visiting(owner, interview, next_frame=100) as visit:
        await visit.answer()
        await visit.until_state("listening")
        await visit.socket.send(type="end")
        await visit.until(lambda: any(f["type"] == "ended" for f in visit.frames))
    after, _ = await kept(database, interview)
    assert after.usage["sound_down_s"] > usage["sound_down_s"]
    assert all(after.usage["tokens"][kind] > count for kind, count in usage["tokens"].items())


async def test_a_refresh_goes_on_with_the_transcript(
    owner: Browser, interview: InterviewSession, database: Database, upstream: Upstream
) -> None:
    async with visiting(owner, interview) as first:
        await first.answer()
        await first.until_state("listening")
        await first.speak(12)
        await asyncio.sleep(0.1)
    async with visiting(owner, interview, next_frame=200) as second:
        await second.answer()
        await second.until_state("listening")
    _, turns = await kept(database, interview)
    words = " ".join(turn.text for turn in turns if turn.speaker == "candidate")
    assert all(f"{number}" in words for number in (0, 24, 200))
    told = [text for _, _, text, _ in upstream.memory.told]
    assert any(LINES[0].text in text for text in told)


async def test_a_provider_that_is_gone_for_good_leaves_a_typed_interview(
    script: Script, owner: Browser, interview: InterviewSession, database: Database
) -> None:
    script.faults = {0: [Fault("heard", Cut(), nth=20)]}
    script.every = []
    async with visiting(owner, interview) as visit:
        await visit.until_state("listening")
        script.every = [HttpRefusal(503, "The service is currently unavailable.")]
        await visit.speak(20)
        await visit.until(lambda: "speech_failed" in visit.notices())
        await visit.until(lambda: len(visit.said("interviewer")) == 2)
        await visit.socket.send(type="say", text="I go on in writing, then.")
        await visit.until(lambda: len(visit.said("interviewer")) == 3)
    _, turns = await kept(database, interview)
    assert "I go on in writing, then." in [turn.text for turn in turns]
    assert [turn.seq for turn in turns] == list(range(1, len(turns) + 1))


@pytest.mark.parametrize(
    "refusal",
    [
        HttpRefusal(503, "Unavailable"),
        HttpRefusal(401, "Unauthorized"),
        Fault("setupComplete", Mute()),
    ],
)
async def test_a_provider_that_cannot_be_had_is_said_and_the_interview_is_typed(
    refusal: Fault | HttpRefusal, script: Script, owner: Browser, interview: InterviewSession
) -> None:
    script.every = [refusal]
    async with visiting(owner, interview) as visit:
        ready = next(f for f in visit.frames if f["type"] == "ready")
        assert ready["voice"]["mode"] == "text"
        assert "Google’s voice cannot be reached" in ready["voice"]["text"]
        await visit.until_state("listening")
        await visit.socket.send(type="say", text="Hello, I am ready.")
        await visit.until(lambda: len(visit.said("interviewer")) == 2)


class Models(NoSpeech):
    """Speech models of this server that are there, with one place."""

    def progress(self) -> LoadProgress:
        return LoadProgress(ready=True, fraction=1.0, step="")

    def acquire(self, who: Hashable = None) -> Any:
        return ScriptedSpeech()


async def test_a_provider_that_cannot_be_had_leaves_the_voice_of_this_server(
    script: Script, app: FastAPI, owner: Browser, interview: InterviewSession
) -> None:
    app.state.speech = Models()
    script.every = [HttpRefusal(503, "Unavailable")]
    async with visiting(owner, interview) as visit:
        ready = next(f for f in visit.frames if f["type"] == "ready")
        assert ready["voice"]["mode"] == "voice"
        assert "this server’s own voice" in ready["voice"]["text"]
        await visit.until_state("speaking")
        await visit.until(lambda: len(visit.sound) > 0)


class NoSpanish(Models):
    """They neither hear nor speak the language of the interview."""

    def hears(self, language: str) -> bool:
        return False

    def speaks(self, language: str) -> bool:
        return False


async def test_a_language_that_only_the_provider_knows(
    script: Script, app: FastAPI, owner: Browser, interview: InterviewSession, database: Database
) -> None:
    app.state.speech = NoSpanish()
    async with database.transaction() as db:
        (await db.get_one(InterviewSession, interview.id)).language = "es"
    for name in ("lobby", "session"):
        page = (await owner.get(f"/interviews/{interview.id}/{name}")).text
        assert "This server" not in page, "the provider hears and speaks"
    assert "data-hears" in page
    assert "data-read-aloud" not in page
    async with visiting(owner, interview) as visit:
        ready = next(f for f in visit.frames if f["type"] == "ready")
        assert ready["voice"].items() >= {"hears": True, "read_aloud": False, "text": ""}.items()
    script.every = [HttpRefusal(503, "Unavailable")]
    async with visiting(owner, interview) as visit:
        ready = next(f for f in visit.frames if f["type"] == "ready")
        assert ready["voice"].items() >= {"hears": False, "read_aloud": True}.items()
        assert "Your browser’s own voice speaks" in ready["voice"]["text"]


async def test_the_lobby_counts_no_places_of_this_server(
    app: FastAPI, owner: Browser, interview: InterviewSession
) -> None:
    app.state.speech = ScriptedModels(1)
    page = (await owner.get(f"/interviews/{interview.id}/lobby")).text
    assert "<voice-places" not in page


async def test_beyond_the_places_an_interview_is_typed_and_places_come_back(
    script: Script, app: FastAPI, owner: Browser, interview: InterviewSession, upstream: Upstream
) -> None:
    app.state.voice_places = Places(0)
    async with visiting(owner, interview) as visit:
        ready = next(f for f in visit.frames if f["type"] == "ready")
        assert ready["voice"]["mode"] == "text"
        assert "All voice places are taken" in ready["voice"]["text"]
    assert upstream.dialled == 0
    app.state.voice_places = Places(1)
    script.every = [HttpRefusal(503, "Unavailable")]
    async with visiting(owner, interview):
        pass
    script.every = []
    for _ in range(2):
        async with visiting(owner, interview) as visit:
            ready = next(f for f in visit.frames if f["type"] == "ready")
            assert ready["voice"]["mode"] == "voice"


async def test_the_lobby_loads_no_models_that_are_not_needed(
    app: FastAPI, owner: Browser, interview: InterviewSession
) -> None:
    class Started(Exception):
        pass

    class Eager(NoSpeech):
        def start(self) -> None:
            raise Started

    app.state.speech = Eager()
    assert (await owner.get(f"/interviews/{interview.id}/lobby")).status_code == 200


async def test_in_writing_nothing_goes_to_the_provider(
    owner: Browser, interview: InterviewSession, upstream: Upstream
) -> None:
    async with visiting(owner, interview, mode="text") as visit:
        ready = next(f for f in visit.frames if f["type"] == "ready")
        assert ready["voice"].items() >= {"available": True, "mode": "text", "text": ""}.items()
        await visit.until_state("listening")
        await visit.socket.send(type="say", text="Hello, I am ready.")
        await visit.until(lambda: len(visit.said("interviewer")) == 2)
    assert upstream.dialled == 0


async def test_nobody_else_comes_in_and_nothing_is_spent(
    browsers: Any, interview: InterviewSession, upstream: Upstream
) -> None:
    stranger = await browsers(a_user("Cy"))
    async with stranger.socket(f"/interviews/{interview.id}/live") as socket:
        await socket.send(type="hello", mode="voice", last_seq=0)
        assert (await socket.receive_type("error"))["code"] == "not_found"
    assert upstream.dialled == 0


async def test_the_pages_say_who_hears_the_candidate(
    owner: Browser, interview: InterviewSession
) -> None:
    for page in (
        f"/interviews/{interview.id}/lobby",
        f"/interviews/{interview.id}/session",
        "/privacy",
        "/terms",
    ):
        assert "Google" in (await owner.get(page)).text, page
