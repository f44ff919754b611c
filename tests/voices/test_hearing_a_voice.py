"""*Hear this voice* with the real voices of this machine."""

from __future__ import annotations

import io
import uuid
import wave

import numpy as np
import pytest

from preppal.personas.sampling import VoiceSamples, sample_sentence
from preppal.personas.voices import VoiceEngine, engine_of
from preppal.providers.local_speech import LocalSpeech
from preppal.providers.protocols import HEARD_RATE, SPOKEN_RATE
from tests import voices

pytestmark = pytest.mark.asyncio(loop_scope="package")
ANA = uuid.UUID(int=7)


def sound_of(wav: bytes) -> np.ndarray:
    with wave.open(io.BytesIO(wav)) as file:
        assert file.getframerate() == SPOKEN_RATE
        pcm = file.readframes(file.getnframes())
    return np.frombuffer(pcm, "<i2").astype(np.float32) / 32768


@pytest.fixture
def engine(speech: LocalSpeech) -> VoiceEngine:
    return engine_of("local", speech)


async def test_every_voice_says_the_sentence(speech: LocalSpeech, engine: VoiceEngine) -> None:
    samples = VoiceSamples(speech)
    slot = speech.acquire()
    assert slot is not None
    for voice in engine.voices:
        wav = await samples.sample(ANA, engine, voice=voice.key, speed=1.0)
        sound = sound_of(wav)
        assert 2 < len(sound) / SPOKEN_RATE < 8
        heard_at = np.arange(0, len(sound), SPOKEN_RATE / HEARD_RATE)
        heard = np.interp(heard_at, np.arange(len(sound)), sound).astype(np.float32)
        words = await slot.recognizer.transcribe(heard, prompt="An interview.", language="en")
        assert voices.word_errors(sample_sentence(), words.text) <= 0.25, (voice.key, words.text)
    slot.release()


async def test_a_quicker_pace_is_shorter(speech: LocalSpeech, engine: VoiceEngine) -> None:
    samples = VoiceSamples(speech)
    lengths = [
        len(await samples.sample(ANA, engine, voice="heart", speed=speed))
        for speed in (0.7, 1.0, 1.4)
    ]
    assert lengths == sorted(lengths, reverse=True)
    assert lengths[0] > 1.5 * lengths[-1]
    assert speech.in_use == 0
