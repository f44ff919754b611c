"""The real models on recorded speech: they load from packages and hear what was said."""

from __future__ import annotations

import asyncio
import subprocess
import sys

import numpy as np
import pytest

from preppal.providers.local_speech import LocalSpeech
from preppal.providers.protocols import HEARD_RATE, SPOKEN_RATE, SpeechSlot, SpeechUnavailable
from tests import voices

PROMPT = "Interview about backend, payments, Python, databases. Yes, I did. I led the team, and we shipped it."


pytestmark = pytest.mark.asyncio(loop_scope="package")


@pytest.mark.parametrize("name", ["answer_3", "barge_in"])
async def test_recorded_words_are_recognised(slot: SpeechSlot, name: str) -> None:
    sound = voices.samples(name)[: 12 * HEARD_RATE]
    heard = await slot.recognizer.transcribe(sound, prompt=PROMPT, language="en")
    said = " ".join(voices.truth()[name]["text"].split()[: len(heard.text.split())])
    assert voices.word_errors(said, heard.text) <= 0.15
    assert heard.confidence > 0.6


async def test_finished_sentences_get_their_full_stop(slot: SpeechSlot) -> None:
    sound = voices.samples("barge_in")
    heard = await slot.recognizer.transcribe(sound, prompt=PROMPT, language="en")
    assert heard.text.endswith(".")


@pytest.mark.parametrize("prompt", ["", PROMPT])
async def test_nothing_is_invented_where_nobody_speaks(slot: SpeechSlot, prompt: str) -> None:
    room = voices.samples("quiet_room")
    for sound in (room, np.zeros(2 * HEARD_RATE, np.float32), room[:HEARD_RATE]):
        heard = await slot.recognizer.transcribe(sound, prompt=prompt, language="en")
        assert heard.text == ""


async def test_a_clip_too_short_for_a_word_is_silence(slot: SpeechSlot) -> None:
    click = np.ones(100, np.float32)
    assert (await slot.recognizer.transcribe(click, prompt="", language="en")).text == ""


async def test_other_languages_are_refused(slot: SpeechSlot) -> None:
    with pytest.raises(SpeechUnavailable):
        await slot.recognizer.transcribe(voices.samples("mm_hm"), prompt="", language="es")


async def test_activity_tells_speech_from_a_room(slot: SpeechSlot) -> None:
    speaking, room = slot.activity.stream(), slot.activity.stream()
    speech_sound = voices.samples("answer_3")
    step = HEARD_RATE // 25
    said: list[float] = []
    for start in range(0, 4 * HEARD_RATE, step):
        said += await speaking.probability(speech_sound[start : start + step])
    noise = await room.probability(voices.samples("quiet_room"))
    assert len(said) == 4 * HEARD_RATE // 512
    assert np.mean(np.array(said) > 0.5) > 0.7
    assert max(noise) < 0.5


async def test_the_voice_speaks_at_its_rate_and_speed(slot: SpeechSlot) -> None:
    sentence = "Tell me about a time you disagreed with a colleague."
    normal = await slot.synthesizer.speak(sentence, voice="heart", speed=1.0)
    slow = await slot.synthesizer.speak(sentence, voice="nobody", speed=0.8)
    seconds = len(normal) / 2 / SPOKEN_RATE
    assert 2.0 < seconds < 6.0
    assert len(slow) > 1.1 * len(normal)
    loudness = np.abs(np.frombuffer(normal, "<i2")).max()
    assert 3_000 < loudness <= 32_767


@pytest.mark.parametrize("voice", ["heart", "clear", "warm", "low", "deep"])
async def test_every_voice_is_understood(slot: SpeechSlot, voice: str) -> None:
    sentence = "Walk me through a system you designed recently, and tell me what you weighed."
    spoken = await slot.synthesizer.speak(sentence, voice=voice, speed=1.0)
    samples = np.frombuffer(spoken, "<i2").astype(np.float32) / 32768.0
    places = np.arange(len(samples) * 2 // 3) * 1.5
    at_16k = np.interp(places, np.arange(len(samples)), samples).astype(np.float32)
    heard = await slot.recognizer.transcribe(at_16k, prompt=PROMPT, language="en")
    assert voices.word_errors(sentence, heard.text) <= 0.08
    assert np.abs(samples).max() < 1.0
    assert float(np.sqrt(np.mean(samples**2))) == pytest.approx(0.07, rel=0.15)
    loud = np.flatnonzero(np.abs(samples) > 0.02)
    assert loud[0] < 0.12 * SPOKEN_RATE
    assert len(samples) - loud[-1] < 0.35 * SPOKEN_RATE
    assert voice in [v.key for v in slot.synthesizer.voices()]


async def test_capacity_is_known_and_kept(speech: LocalSpeech) -> None:
    places = [speech.acquire() for _ in range(speech.capacity)]
    assert speech.in_use == speech.capacity == 4
    assert speech.acquire() is None
    for place in (*places, places[0]):
        assert place is not None
        place.release()
    assert speech.in_use == 0
    again = speech.acquire()
    assert again is not None
    again.release()


async def test_a_failed_load_says_why_and_the_next_one_shows_its_progress(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    models = LocalSpeech(capacity=1)
    assert models.acquire() is None
    monkeypatch.setattr("preppal.providers.local_speech.ACTIVITY", "preppal.no_such_module")
    with pytest.raises(SpeechUnavailable):
        await models.wait_ready()
    assert "no_such_module" in (models.progress().failed or "")
    monkeypatch.undo()

    models.start()
    models.start()
    seen = set()
    while not models.progress().ready:
        seen.add(models.progress().fraction)
        await asyncio.sleep(0.002)
    assert len(seen) >= 3
    assert models.progress().failed is None
    await models.close()


async def test_nothing_heavy_is_imported_before_somebody_talks() -> None:
    check = (
        "import sys; import preppal.providers.local_speech;"
        "heavy = {'ctranslate2', 'onnxruntime', 'faster_whisper', 'huggingface_hub', 'torch'};"
        "sys.exit(repr(heavy & set(sys.modules)) if heavy & set(sys.modules) else 0)"
    )
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-c", check, stderr=subprocess.PIPE
    )
    _, errors = await process.communicate()
    assert process.returncode == 0, errors.decode()
