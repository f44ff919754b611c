"""People who think while they talk: answers with pauses of 1.2 s, and what became of them in an interview.

The texts (`thinking.json`) and their synthesisers were chosen before the thresholds they judge.
"""

from __future__ import annotations

import json
from dataclasses import dataclass

from preppal.interviewer.transcript import Intent
from preppal.interviews.live import engine as say
from preppal.providers.protocols import SpeechSlot
from tests import voices
from tests.voices.driving import Listener, ScriptedMind, ask

EDGE_SECONDS = 0.4  # of silence after the last sound of a recording


def texts() -> list[str]:
    written: list[str] = json.loads((voices.FOLDER / "thinking.json").read_text())
    return written


@dataclass(frozen=True)
class Answered:
    """`cuts`: how often the turn was taken before the answer was over; `delay_s` from its last sound to
    the end of the turn, on a clock on which recognition takes no time; `heard` the candidate's turns;
    `captions` what was shown while they still spoke."""

    cuts: int
    delay_s: float
    heard: tuple[str, ...]
    captions: tuple[str, ...]


async def answered(slot: SpeechSlot, sound: bytes, *, intent: Intent = "lead") -> Answered:
    """One question, `sound` as the answer to it, and what the interviewer made of it. A `lead` asks for a
    story, a `follow_up` for a word."""
    lines = [ask("I see.", "follow_up") for _ in range(8)]
    async with Listener(slot, ScriptedMind(ask("What happened?", intent), *lines)) as listener:
        await listener.open()
        await listener.until(say.Listening)
        began = listener.seconds
        await listener.hear(sound)
        captions = [
            event.text
            for event in listener.events
            if isinstance(event, say.Caption) and event.speaker == "candidate"
        ]
        ended = listener.seconds - EDGE_SECONDS
        taken = times(listener, began)
        while not taken or taken[-1] < ended:
            assert listener.seconds < ended + 12, "nobody took the turn"
            await listener.wait(0.04)
            taken = times(listener, began)
        await listener.wait(0.2)
        cuts = sum(time < ended for time in taken)
        spoken = tuple(listener.said("candidate"))
        return Answered(cuts, taken[-1] - ended, spoken, tuple(captions))


def times(listener: Listener, began: float) -> list[float]:
    """When turns were taken since."""
    events = zip(listener.events, listener.times, strict=True)
    return [time for event, time in events if isinstance(event, say.Thinking) and time > began]
