"""A whole spoken interview: real models, recorded voices, a clock that waits for them."""

from __future__ import annotations

import pytest

from preppal.interviews.live import engine as say
from preppal.providers.protocols import SpeechSlot
from tests import voices
from tests.voices.driving import Listener, ScriptedMind, ask

pytestmark = pytest.mark.asyncio(loop_scope="package")

ANSWERS = ("answer_1", "answer_2", "answer_3")
GOODBYE = ask("Thank you for your time. Goodbye.", "closing", last=True)


async def test_three_answers_become_three_turns_with_their_words(slot: SpeechSlot) -> None:
    mind = ScriptedMind(
        ask("Hello. Tell me about your work.", "warmup"),
        ask("Tell me about a time something failed."),
        ask("Tell me about a disagreement."),
        GOODBYE,
    )
    async with Listener(slot, mind) as listener:
        await listener.open()
        for answer in ANSWERS:
            await listener.until(say.Listening)
            await listener.hear(voices.pcm(answer))
            await listener.until(say.Speaking)
        await listener.until(say.Ended)

    heard = listener.said("candidate")
    assert len(heard) == 3
    for answer, text in zip(ANSWERS, heard, strict=True):
        assert voices.word_errors(voices.truth()[answer]["text"], text) <= 0.15, text
    assert len(listener.said("interviewer")) == 4
    speakers = [turn.speaker for turn in listener.spoke]
    assert speakers == [*["interviewer", "candidate"] * 3, "interviewer"]
    for before, after in zip(listener.spoke, listener.spoke[1:], strict=False):
        assert before.started_ms <= before.ended_ms <= after.started_ms


async def test_a_minute_of_speech_is_one_turn_and_answered_at_once(slot: SpeechSlot) -> None:
    async with Listener(
        slot, ScriptedMind(ask("Tell me about a hard project."), GOODBYE)
    ) as listener:
        await listener.open()
        await listener.until(say.Listening)
        sound = voices.pcm("long_answer")
        await listener.hear(sound[:-12_800])  # without the last 0.4 s, which are silent
        ended = listener.seconds
        await listener.until(say.Speaking)
        # models take no time on this clock: what remains is patience alone
        assert 0.4 < listener.time_of(say.Speaking) - ended < 0.75
    (answer,) = listener.said("candidate")
    assert voices.word_errors(voices.truth()["long_answer"]["text"], answer) <= 0.15
    captions = [e.text for e in listener.events if isinstance(e, say.Caption)]
    assert sum("cluster" in text for text in captions) > 5
