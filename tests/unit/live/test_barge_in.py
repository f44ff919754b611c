"""Cutting in, as the engine hears it: 200 ms of voice and no less, and soon."""

from __future__ import annotations

import pytest

from preppal.interviews.live import engine as say
from tests import voices
from tests.voices.driving import Listener, ScriptedMind, ask
from tests.voices.scripted import LOUD, ScriptedSpeech

QUESTION = (
    "Tell me about a time you disagreed with a colleague. What did you do, and what came of it?"
)


async def heard(voice_ms: int) -> tuple[list[float], Listener]:
    """A voice of so many ms in the middle of a question: when the interviewer fell silent, ms after its
    first sound, and who listened."""
    async with Listener(ScriptedSpeech("Mm-hmm."), ScriptedMind(ask(QUESTION))) as listener:
        await listener.open()
        await listener.until(say.Speaking)
        await listener.wait(1.0)
        began = listener.seconds
        await listener.hear(LOUD * (voice_ms // voices.FRAME_MS))
        await listener.wait(1.0)
        flushed = [
            (time - began) * 1000
            for event, time in zip(listener.events, listener.times, strict=True)
            if isinstance(event, say.Flush)
        ]
    return flushed, listener


@pytest.mark.parametrize("voice_ms", [80, 120, 160])
async def test_less_than_a_fifth_of_a_second_is_nobody_cutting_in(voice_ms: int) -> None:
    flushed, _ = await heard(voice_ms)
    assert flushed == []


@pytest.mark.parametrize("voice_ms", [280, 400, 800])
async def test_a_voice_is_silence_at_the_server_within_a_hundred_ms_of_that(voice_ms: int) -> None:
    [flushed], _ = await heard(voice_ms)
    assert 199 <= flushed <= 300
