"""Whatever a room calls, in whatever order: the engine keeps its order of events and never sticks."""

from __future__ import annotations

import asyncio
from typing import Any

from hypothesis import given
from hypothesis import strategies as st

from preppal.interviewer.transcript import Line
from preppal.interviews.live import engine as say
from tests import voices
from tests.voices.driving import Listener, ask
from tests.voices.scripted import LOUD, ScriptedSpeech

QUESTION = "Tell me about a time you failed. What did you do then?"


class EndlessMind:
    """Asks on and on; fails now and then."""

    def __init__(self, fails: set[int]) -> None:
        self.asked: list[tuple[str, tuple[Any, ...]]] = []
        self.fails = fails

    async def next_line(self, *about: Any, **more: Any) -> Line:
        self.asked.append((more["occasion"], tuple(about[2])))
        if len(self.asked) in self.fails:
            raise TimeoutError("no answer")
        return ask(f"{QUESTION} Number {len(self.asked)}.")


CALLS = st.one_of(
    st.tuples(st.just("speak"), st.sampled_from([0.08, 0.2, 0.6, 2.0, 13.0])),
    st.tuples(st.just("quiet"), st.sampled_from([0.2, 0.7, 2.0, 9.0])),
    st.tuples(st.just("away"), st.sampled_from([0.2, 3.0])),
    st.tuples(st.just("read"), st.sampled_from(["I typed this.", " ", "Yes"])),
    st.tuples(st.sampled_from(["hold", "mute"]), st.booleans()),
    st.tuples(st.sampled_from(["done", "interrupt", "wrap_up", "device_changed"]), st.none()),
    st.tuples(st.just("playback"), st.integers(-10, 10_000)),
)


async def call(listener: Listener, name: str, value: Any) -> None:
    match name:
        case "speak":
            await listener.hear(LOUD * round(value / 0.04))
        case "quiet":
            await listener.wait(value)
        case "away":
            await listener.wait(value, microphone=False)
        case "playback":
            await listener.engine.playback(len(listener.spoke) + 1, value)
        case "done" | "interrupt" | "wrap_up" | "device_changed":
            await getattr(listener.engine, name)()
        case _:
            await getattr(listener.engine, name)(value)
    await listener.settle()


async def play(calls: list[tuple[str, Any]], fails: set[int]) -> None:
    mind = EndlessMind(fails)
    typed = 0
    async with Listener(ScriptedSpeech(), mind) as listener:
        await listener.open()
        for name, value in calls:
            typed += name == "read" and bool(value.strip())
            await call(listener, name, value)
        # with a microphone and a clear answer it always goes on
        await listener.engine.mute(False)
        await listener.engine.hold(False)
        await listener.wait(16.0)
        before = len(mind.asked)
        await listener.hear(LOUD * 50)
        await listener.wait(12.0)
        assert len(mind.asked) > before
        await listener.engine.end("time_up")
        await listener.settle()
        await listener.wait(0.1)
    check_order(listener.events)
    words = " ".join(listener.said("candidate"))
    assert words.count("typed this") + words.count("Yes") == typed
    for _, said in mind.asked:
        committed = max(0, len(said) - 1)  # the last one may still grow
        assert list(said[:committed]) == listener.spoke[:committed]


def check_order(events: list[say.EngineEvent]) -> None:
    turns, speaking, flushed = 0, 0, False
    for event in events:
        match event:
            case say.Speaking(turn=turn):
                assert turn == turns + 1
                assert not speaking or flushed, "a line began inside another"
                speaking, flushed = turn, False
            case say.Audio():
                assert speaking
                assert not flushed, "sound after a flush"
            case say.Flush():
                assert speaking
                flushed = True
            case say.TurnEnded(turn=turn):
                turns += 1
                assert turn.text
                assert turn.started_ms <= turn.ended_ms
                if turn.speaker == "interviewer":
                    assert speaking == turns
                    assert turn.interrupted <= flushed
                    speaking, flushed = 0, False
                else:
                    assert not speaking or flushed, "a candidate's turn inside a line"
            case say.Listening() | say.Thinking():
                speaking = 0 if flushed else speaking
                assert not speaking, "the floor was given inside a line"
            case say.Ended():
                assert event is events[-1]
            case _:
                pass
    assert isinstance(events[-1], say.Ended)


@given(st.lists(CALLS, max_size=6), st.sets(st.integers(2, 6), max_size=2))
def test_any_order_of_calls(calls: list[tuple[str, Any]], fails: set[int]) -> None:
    asyncio.run(play(calls, fails))


def test_frames_are_what_they_claim() -> None:
    assert len(LOUD) == voices.FRAME_BYTES
