"""Whatever a room calls and a provider sends, in whatever order: nothing is lost, doubled or stuck."""

from __future__ import annotations

import asyncio
from collections import Counter
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from preppal.interviews.live import engine as say
from preppal.providers.protocols import (
    CandidateWords,
    Crossed,
    CutIn,
    InterviewerSound,
    InterviewerWords,
    LineMade,
    LineOver,
    TokensUsed,
)
from tests.unit.live.test_any_order import check_order
from tests.voices.conversing import Interviewee
from tests.voices.scripted import LOUD

SOUND = InterviewerSound(bytes(2 * 24_000 // 2))  # half a second
EVENTS: dict[str, Any] = {
    "sound": SOUND,
    "torn sound": InterviewerSound(b"\x01\x02\x03"),
    "no sound": InterviewerSound(b""),
    "words": InterviewerWords(" And how did it end?"),
    "farewell": InterviewerWords(" Thank you. Goodbye."),
    "leak": InterviewerWords(" [Direction for the interviewer, not to be read aloud"),
    "cut in": CutIn(),
    "made": LineMade(),
    "over": LineOver(),
    "used": TokensUsed({"audio_in": 5}),
    "crossed": Crossed(resumed=True, unfinished=False),
    "crossed unfinished": Crossed(resumed=False, unfinished=True),
}
CALLS = st.one_of(
    st.tuples(st.just("speak"), st.sampled_from([0.08, 0.2, 0.6, 2.0, 5.0])),
    st.tuples(st.just("quiet"), st.sampled_from([0.2, 0.7, 2.0, 9.0])),
    st.tuples(st.just("away"), st.sampled_from([0.2, 3.0])),
    st.tuples(st.just("read"), st.sampled_from(["I typed this.", " ", "Yes"])),
    st.tuples(st.sampled_from(["hold", "mute"]), st.booleans()),
    st.tuples(st.sampled_from(["done", "interrupt", "wrap_up"]), st.none()),
    st.tuples(st.just("playback"), st.integers(-10, 10_000)),
    st.tuples(st.just("silent"), st.integers(1, 3)),
    st.tuples(st.just("hears"), st.none()),
    st.tuples(st.just("events"), st.lists(st.sampled_from(sorted(EVENTS)), min_size=1, max_size=5)),
)


class Chaos:
    """One interview; every word that the provider hears is another one."""

    def __init__(self, visit: Interviewee) -> None:
        self.visit = visit
        self.typed = 0
        self.number = 0

    async def call(self, name: str, value: Any) -> None:
        visit = self.visit
        match name:
            case "speak":
                await visit.hear(LOUD * round(value / 0.04))
            case "quiet":
                await visit.wait(value)
            case "away":
                await visit.wait(value, microphone=False)
            case "playback":
                await visit.engine.playback(len(visit.spoke) + 1, value)
            case "done" | "interrupt" | "wrap_up":
                await getattr(visit.engine, name)()
            case "silent":
                visit.provider.silent = value
            case "hears":
                self.number += 1
                visit.conversation.emit(CandidateWords(f" stray{self.number}"))
            case "events":
                visit.conversation.emit(*(EVENTS[event] for event in value))
            case "lose":
                visit.conversation.lose()
            case "read":
                self.typed += bool(value.strip())
                await visit.engine.read(value)
            case _:
                await getattr(visit.engine, name)(value)
        await visit.settle()


async def play(calls: list[tuple[str, Any]], *, lost: bool) -> None:
    async with Interviewee(always=" ".join(f"word{n}" for n in range(99))) as visit:
        chaos = Chaos(visit)
        await visit.open()
        for name, value in [*calls, *([("lose", None)] if lost else [])]:
            if not visit.over:
                await chaos.call(name, value)
        await goes_on(visit, typed=lost)
        await visit.engine.end("time_up")
        await visit.wait(2.0, microphone=False)
    check_order(visit.events)
    said = " ".join(visit.said("candidate")).split()
    assert said.count("typed") + said.count("Yes") == chaos.typed
    strays = Counter(word for word in said if word.startswith("stray"))
    assert all(count == 1 for count in strays.values())
    if not any(event == say.Ended("completed") for event in visit.events):
        assert len(strays) == chaos.number


async def goes_on(visit: Interviewee, *, typed: bool) -> None:
    """With a microphone and a clear answer; or in writing."""
    if visit.over:
        return
    visit.provider.silent = 0
    await visit.engine.mute(False)
    await visit.engine.hold(False)
    await visit.wait(60.0)
    before = len(visit.said("interviewer"))
    if typed:
        await visit.engine.read("Yes, that was it.".replace("Yes", "So"))
    else:
        await visit.hear(LOUD * 50)
    await visit.wait(40.0)
    assert visit.over or len(visit.said("interviewer")) > before


@given(st.lists(CALLS, max_size=8))
def test_any_order_of_calls_and_events(calls: list[tuple[str, Any]]) -> None:
    asyncio.run(play(calls, lost=False))


@given(st.lists(CALLS, max_size=5))
def test_any_order_before_the_provider_is_lost(calls: list[tuple[str, Any]]) -> None:
    asyncio.run(play(calls, lost=True))
