"""*Hear this voice*, at /personas/voice, and what the form says of voices."""

import asyncio
import io
import re
import wave
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from uuid import uuid4

import httpx
import pytest
from fastapi import FastAPI
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import NestedDatabase
from preppal.foundation.settings import Settings
from preppal.interviewer.conversation import BuiltInMind
from preppal.main import Vendors, create_app
from preppal.personas.sampling import (
    KEPT,
    MADE_AT_MOST,
    MADE_FOR_VISITOR,
    MADE_FOR_VISITORS,
    MADE_WITHIN,
    WAITING_AT_MOST,
    VoiceIsBusy,
    VoiceSamples,
    sample_sentence,
)
from preppal.personas.voices import VoiceEngine
from preppal.providers.protocols import SPOKEN_RATE
from tests.booking import publish
from tests.people import COMPILED, FILES, Browser, Browsers, Postbox, TestClock
from tests.personas import a_form, a_public_one, kept, words_of, write
from tests.speaking import LiveVoices, ToneSpeech

JSON = {"accept": "audio/wav, application/json"}


@dataclass
class Seconds:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def speech() -> ToneSpeech:
    return ToneSpeech()


@pytest.fixture
def seconds() -> Seconds:
    return Seconds()


@pytest.fixture
def app(
    database: NestedDatabase,
    postbox: Postbox,
    clock: TestClock,
    speech: ToneSpeech,
    seconds: Seconds,
) -> FastAPI:
    """The application with voices of its own."""
    settings = Settings(_env_file=None, voice="local")  # type: ignore[call-arg]
    vendors = Vendors(mailer=postbox, speech=speech, mind=BuiltInMind(), files=FILES)
    app = create_app(settings, database, vendors, clock=clock)
    app.state.pages = COMPILED.setdefault(settings.local_mode, app.state.pages)
    app.state.voice_samples = VoiceSamples(speech, monotonic=seconds)
    return app


async def hear(browser: Browser, voice: str = "deep", speed: str = "1.1") -> httpx.Response:
    query = {"voice": voice, "speed": speed}
    return await browser.get("/personas/voice", params=query, headers=JSON)


async def test_a_sentence_of_the_bank_in_this_voice(owner: Browser, speech: ToneSpeech) -> None:
    answer = await hear(owner)
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "audio/wav"
    assert answer.headers["cache-control"] == "private, max-age=3600"
    with wave.open(io.BytesIO(answer.content)) as sound:
        assert (sound.getframerate(), sound.getnchannels(), sound.getsampwidth()) == (
            SPOKEN_RATE,
            1,
            2,
        )
        assert 1 < sound.getnframes() / SPOKEN_RATE < 10
    assert speech.spoken == [(sample_sentence(), "deep", 1.1)]
    assert speech.in_use == 0


@pytest.mark.parametrize(
    ("voice", "speed", "heard"),
    [
        ("", "", ("heart", 1.0)),
        ("nobody", "1", ("heart", 1.0)),
        ("Charon", "1", ("deep", 1.0)),
        ("Zephyr", "0.7", ("clear", 0.7)),
        ("deep", "9", ("deep", 1.0)),
        ("deep", "nan", ("deep", 1.0)),
        ("deep", "1.011", ("deep", 1.02)),
    ],
)
async def test_what_cannot_be_is_the_nearest_that_can(
    voice: str, speed: str, heard: tuple[str, float], owner: Browser, speech: ToneSpeech
) -> None:
    assert (await hear(owner, voice, speed)).status_code == 200
    assert [(v, s) for _, v, s in speech.spoken] == [heard]


async def test_a_sample_is_made_once(owner: Browser, stranger: Browser, speech: ToneSpeech) -> None:
    first = await hear(owner)
    assert (await hear(stranger)).content == first.content
    assert len(speech.spoken) == 1


async def test_no_more_are_kept_than_fit(
    owner: Browser, speech: ToneSpeech, seconds: Seconds
) -> None:
    speeds = [f"{0.7 + 0.02 * step:.2f}" for step in range(KEPT + 1)]
    for speed in speeds:
        seconds.now += MADE_WITHIN
        await hear(owner, speed=speed)
    await hear(owner, speed=speeds[-1])
    assert len(speech.spoken) == KEPT + 1
    seconds.now += MADE_WITHIN
    await hear(owner, speed=speeds[0])
    assert len(speech.spoken) == KEPT + 2


async def test_while_the_models_load_it_says_how_far_they_are(
    owner: Browser, speech: ToneSpeech
) -> None:
    speech.ready = False
    answer = await hear(owner)
    assert (answer.status_code, answer.json()) == (
        202,
        {"fraction": 0.6, "text": "Loading the interviewer’s voice"},
    )
    assert speech.started == 1
    page = await owner.get("/personas/voice")
    assert page.status_code == 503
    assert "being loaded" in page.text
    speech.ready = True
    assert (await hear(owner)).status_code == 200


async def test_models_that_cannot_be_loaded(owner: Browser, speech: ToneSpeech) -> None:
    speech.ready, speech.failed = False, "no such file"
    answer = await hear(owner)
    assert answer.status_code == 503
    assert "could not be loaded" in answer.json()["message"]
    assert "no such file" not in answer.text


async def test_a_voice_that_breaks(owner: Browser, speech: ToneSpeech) -> None:
    speech.breaks = True
    assert (await hear(owner)).status_code == 503
    assert speech.in_use == 0
    speech.breaks = False
    assert (await hear(owner)).status_code == 200


@pytest.mark.parametrize(
    ("capacity", "in_use", "answer"),
    [(6, 6, 503), (6, 5, 503), (6, 4, 200), (1, 0, 200), (0, 0, 503)],
)
async def test_the_last_place_is_for_whoever_comes_to_talk(
    capacity: int, in_use: int, answer: int, owner: Browser, speech: ToneSpeech
) -> None:
    speech.capacity, speech.in_use = capacity, in_use
    assert (await hear(owner)).status_code == answer
    assert speech.in_use == in_use


async def test_a_lot_of_listening_is_enough(
    owner: Browser, stranger: Browser, seconds: Seconds
) -> None:
    speeds = [f"{0.7 + 0.02 * step:.2f}" for step in range(MADE_AT_MOST + 1)]
    for speed in speeds[:-1]:
        assert (await hear(owner, speed=speed)).status_code == 200
    assert (await hear(owner, speed=speeds[-1])).status_code == 429
    assert (await hear(owner, speed=speeds[5])).status_code == 200, "What is kept costs nothing."
    assert (await hear(stranger, speed=speeds[-1])).status_code == 200
    seconds.now += MADE_WITHIN
    assert (await hear(owner, "clear")).status_code == 200


async def test_many_at_once_do_not_queue_up_without_end(speech: ToneSpeech) -> None:
    begun, go_on = asyncio.Event(), asyncio.Event()
    speak = speech.speak

    async def slowly(text: str, *, voice: str, speed: float) -> bytes:
        begun.set()
        await go_on.wait()
        return await speak(text, voice=voice, speed=speed)

    speech.speak = slowly  # type: ignore[method-assign]
    samples, engine = VoiceSamples(speech), VoiceEngine("local", speech.voices())

    def ask(number: int) -> asyncio.Task[bytes]:
        speed = 0.7 + 0.02 * number
        return asyncio.create_task(samples.sample(uuid4(), engine, voice="deep", speed=speed))

    asked = [ask(number) for number in range(WAITING_AT_MOST)]
    await begun.wait()
    with pytest.raises(VoiceIsBusy):
        await ask(WAITING_AT_MOST)
    go_on.set()
    assert all([await task for task in asked])
    assert (speech.in_use, len(speech.spoken)) == (0, WAITING_AT_MOST)


async def test_a_visitor_hears_a_public_one_and_nobody_a_private_one(
    owner: Browser, stranger: Browser, visitor: Browser, speech: ToneSpeech
) -> None:
    private = await write(owner, voice="Zephyr", speed="1.1")
    for browser, status in ((visitor, 404), (stranger, 404), (owner, 200)):
        answer = await browser.get(f"/personas/{private}/voice", headers=JSON)
        assert answer.status_code == status
    assert [spoken[1:] for spoken in speech.spoken] == [("clear", 1.1)]
    public = await a_public_one(owner, voice="deep", speed="0.9")
    for browser in (visitor, stranger, owner):
        page = words_of(await browser.get(f"/personas/{public}"))
        assert f'href="/personas/{public}/voice"' in page
        answer = await browser.get(f"/personas/{public}/voice")
        assert (answer.status_code, answer.headers["content-type"]) == (200, "audio/wav")
    assert [spoken[1:] for spoken in speech.spoken] == [("clear", 1.1), ("deep", 0.9)]


async def test_its_page_says_how_it_is_heard(owner: Browser, visitor: Browser) -> None:
    public = await a_public_one(owner, voice="Puck", style="lively", language_es="1")
    page = words_of(await visitor.get(f"/personas/{public}"))
    assert "This server has no voice “Puck”. The nearest is “Deep voice”, which speaks." in page
    assert "changes nothing here" not in page, "That is for whoever writes the persona."


async def test_the_hub_lets_its_first_one_be_heard(
    database: NestedDatabase, visitor: Browser, app: FastAPI
) -> None:
    await publish(database)
    hub = await visitor.get("/hub")
    (path,) = re.findall(r'href="(/personas/[a-z-]+/voice)"', hub.text)
    assert (await visitor.get(path)).status_code == 200
    assert "/voice" not in (await visitor.get("/hub?q=ruth")).text
    app.state.settings = app.state.settings.model_copy(update={"voice": "text"})
    assert "/voice" not in (await visitor.get("/hub")).text


async def test_where_nothing_can_be_heard_its_page_offers_nothing(
    app: FastAPI, owner: Browser, visitor: Browser, speech: ToneSpeech
) -> None:
    public = await a_public_one(owner, voice="Puck")
    for setting in ("text", "gemini-live"):
        app.state.settings = app.state.settings.model_copy(update={"voice": setting})
        app.state.conversations = LiveVoices()
        page = words_of(await visitor.get(f"/personas/{public}"))
        assert "Hear this voice" not in page
        answer = await visitor.get(f"/personas/{public}/voice", headers=JSON)
        assert answer.status_code == 409
    assert (speech.spoken, speech.started) == ([], 0)


async def test_visitors_wear_nobody_out(
    owner: Browser, visitor: Browser, browsers: Browsers, seconds: Seconds, db: AsyncSession
) -> None:
    """Of one network a few new samples, of all of them together some more; people who are signed in
    are not counted among them."""
    public = await a_public_one(owner)
    persona = await kept(db, public)

    async def at(number: int, browser: Browser) -> int:
        speed = round(0.7 + 0.02 * (number % 35), 2)
        voice = "deep" if number < 35 else "heart"
        persona.voice_settings = {"voice": voice, "speed": speed}
        await db.flush()
        return (await browser.get(f"/personas/{public}/voice", headers=JSON)).status_code

    statuses = [await at(number, visitor) for number in range(MADE_FOR_VISITOR + 1)]
    assert statuses == [200] * MADE_FOR_VISITOR + [429]
    number = MADE_FOR_VISITOR
    while number < MADE_FOR_VISITORS:
        elsewhere = await browsers(host=f"198.51.100.{number}")
        assert await at(number, elsewhere) == 200
        number += 1
    assert await at(number, await browsers(host="198.51.100.250")) == 429
    assert await at(number, owner) == 200
    seconds.now += MADE_WITHIN
    assert await at(0, visitor) == 200


async def test_nothing_is_spoken_inside_a_transaction(
    app: FastAPI, owner: Browser, visitor: Browser, speech: ToneSpeech
) -> None:
    public = await a_public_one(owner)
    database, speak, opened = app.state.database, speech.speak, 0
    open_then: list[int] = []

    class Watched:
        @asynccontextmanager
        async def transaction(self) -> AsyncIterator[AsyncSession]:
            nonlocal opened
            async with database.transaction() as db:
                opened += 1
                try:
                    yield db
                finally:
                    opened -= 1

    async def listen(text: str, *, voice: str, speed: float) -> bytes:
        open_then.append(opened)
        return await speak(text, voice=voice, speed=speed)

    app.state.database, speech.speak = Watched(), listen  # type: ignore[method-assign]
    assert (await visitor.get(f"/personas/{public}/voice")).status_code == 200
    assert (await hear(owner)).status_code == 200
    assert open_then == [0, 0]


async def test_a_visitor_signs_in_first(visitor: Browser, speech: ToneSpeech) -> None:
    answer = await hear(visitor)
    assert answer.headers["location"].startswith("/sign-in")
    assert speech.spoken == []


async def test_in_writing_there_is_nothing_to_hear(
    app: FastAPI, owner: Browser, speech: ToneSpeech
) -> None:
    app.state.settings = app.state.settings.model_copy(update={"voice": "text"})
    answer = await hear(owner)
    assert answer.status_code == 409
    assert "in writing" in answer.json()["message"]
    page = words_of(await owner.get("/personas/new"))
    assert "Hear this voice" not in page
    assert "in writing, so nobody hears a voice" in page
    assert speech.started == 0


async def test_a_paid_voice_is_heard_in_interviews_only(app: FastAPI, owner: Browser) -> None:
    app.state.settings = app.state.settings.model_copy(update={"voice": "gemini-live"})
    app.state.conversations = LiveVoices()
    answer = await hear(owner)
    assert answer.status_code == 409
    assert "as much as one" in answer.json()["message"]
    persona_id = await write(owner, voice="warm", style="")
    page = words_of(await owner.get(f"/personas/{persona_id}/edit"))
    assert "Hear this voice" not in page
    assert "Gemini Live will speak" in page
    assert all(name in page for name in LiveVoices().names)
    assert "This server has no voice “Warm voice”. The nearest is “Kore”, which speaks." in page
    assert "told pace and style in words" in page


async def test_the_form_offers_the_voices_there_are(owner: Browser) -> None:
    page = words_of(await owner.get("/personas/new"))
    for value, name in (("heart", "Even voice"), ("deep", "Deep voice")):
        assert f'<option value="{value}">{name}</option>' in page
    assert 'href="/personas/voice?voice=&speed=1"' in page
    assert "Hear this voice" in page


async def test_the_form_says_what_will_differ(owner: Browser) -> None:
    persona_id = await write(owner, voice="Puck", language_en="", language_es="1", style="lively")
    page = words_of(await owner.get(f"/personas/{persona_id}/edit"))
    assert "This server has no voice “Puck”. The nearest is “Deep voice”, which speaks." in page
    assert "No voice of this server speaks Español: an English one is heard." in page
    assert "“lively” changes nothing here" in page
    assert '<option value="Puck" lang="en" selected>Puck</option>' in page
    shown = await owner.post("/personas/preview", data=a_form(voice="clear", style=""))
    assert shown.json()["notes"] == []


async def test_the_lobby_tells_whoever_will_listen(owner: Browser) -> None:
    persona_id = await write(owner, voice="Puck", style="lively")
    form = {"persona_id": str(persona_id), "job_text": "", "minutes": "10", "mode": "voice"}
    booked = await owner.post("/interviews/new", data=form | {"idempotency_key": "once"})
    page = words_of(await owner.get(booked.headers["location"]))
    assert "This server has no voice “Puck”. The nearest is “Deep voice”, which speaks." in page
    assert "changes nothing here" not in page, "That is for whoever writes the persona."
