"""A whole spoken interview: real models, recorded voices, a clock that waits for them."""

from __future__ import annotations

import pytest

from preppal.interviews.live import engine as say
from preppal.providers.protocols import SpeechSlot
from tests import voices
from tests.unit.live.driving import Listener, ScriptedMind, ask

pytestmark = pytest.mark.asyncio(loop_scope="package")

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
        for answer in ("answer_1", "answer_2", "answer_3"):
            await listener.until(say.Listening)
            await listener.hear(voices.pcm(answer))
            await listener.until(say.Speaking)
        await listener.until(say.Ended)

    heard = listener.said("candidate")
    assert len(heard) == 3
    for answer, text in zip(("answer_1", "answer_2", "answer_3"), heard, strict=True):
        print(answer, round(voices.word_errors(voices.truth()[answer]["text"], text), 3), text)
    for answer, text in zip(("answer_1", "answer_2", "answer_3"), heard, strict=True):
        assert voices.word_errors(voices.truth()[answer]["text"], text) <= 0.15, text
    assert len(listener.said("interviewer")) == 4
    assert [turn.speaker for turn in listener.spoke] == ["interviewer", "candidate"] * 3 + [
        "interviewer"
    ]
