"""Barge-in, pauses, hums, silence, typing and troubles, through the whole engine with real models."""

from __future__ import annotations

from typing import Any

import pytest

from preppal.interviewer.transcript import SpokenTurn
from preppal.interviews.live import engine as say
from preppal.providers.protocols import SpeechSlot, SpeechUnavailable
from tests import voices
from tests.voices.driving import Listener, ScriptedMind, ask

pytestmark = pytest.mark.asyncio(loop_scope="package")

QUESTION = (
    "Tell me about a time you disagreed with a colleague. What did you do, and how did it end?"
)
GOODBYE = ask("Thank you. Goodbye.", "closing", last=True)


async def test_a_thinking_pause_in_mid_sentence_is_not_cut(slot: SpeechSlot) -> None:
    async with Listener(slot, ScriptedMind(ask("Go on."), GOODBYE)) as listener:
        await listener.open()
        await listener.until(say.Listening)
        await listener.hear(voices.pcm("answer_2"))  # holds a pause of 1.2 s after "decided to"
        await listener.until(say.Speaking)
    turns = [event for event in listener.events if isinstance(event, say.TurnEnded)]
    answer = turns[1]
    assert len(turns) == 2
    assert "decided to replace" in answer.turn.text
    pauses = answer.delivery["pauses"]
    assert isinstance(pauses, list)
    assert max(end - start for start, end in pauses) == pytest.approx(1_200, abs=150)
    assert 15_000 < int(str(answer.delivery["speech_ms"])) < 21_500
    assert answer.turn.ended_ms - answer.turn.started_ms == pytest.approx(21_500, abs=400)


async def test_barge_in_flushes_and_only_heard_words_are_kept(slot: SpeechSlot) -> None:
    mind = ScriptedMind(ask(QUESTION), GOODBYE)
    async with Listener(slot, mind) as listener:
        await listener.open()
        await listener.until(say.Speaking)
        await listener.wait(2.0)
        began = listener.seconds + 0.4  # the recording starts with 0.4 s of silence
        await listener.hear(voices.pcm("barge_in"))
        await listener.until(say.Speaking)
    assert listener.time_of(say.Flush) - began < 0.45
    question, answer, *_ = listener.spoke
    assert question.interrupted
    assert QUESTION.startswith(question.text)
    assert 3 <= len(question.text.split()) < len(QUESTION.split()) - 3
    assert QUESTION[len(question.text)] == " "
    assert answer.speaker == "candidate"
    assert voices.word_errors(voices.truth()["barge_in"]["text"], answer.text) <= 0.15
    flushed = next(i for i, e in enumerate(listener.events) if isinstance(e, say.Flush))
    rest = listener.events[flushed:]
    speaking = next(i for i, e in enumerate(rest) if isinstance(e, say.Speaking))
    assert not any(isinstance(event, say.Audio) for event in rest[:speaking])
    assert mind.asked[1][1][-2:] == (question, answer)


async def test_a_hum_lets_the_interviewer_go_on(slot: SpeechSlot) -> None:
    async with Listener(slot, ScriptedMind(ask(QUESTION), GOODBYE)) as listener:
        await listener.open()
        await listener.wait(2.0)
        await listener.hear(voices.pcm("mm_hm"))
        await listener.until(say.TurnEnded)
    assert listener.kinds(say.Flush, say.Speaking) == ["Speaking", "Flush", "Speaking"]
    assert [turn.text for turn in listener.spoke] == [QUESTION]
    assert not listener.spoke[0].interrupted


async def test_the_interviewer_in_the_loudspeaker_is_not_the_candidate(slot: SpeechSlot) -> None:
    async with Listener(slot, ScriptedMind(ask(QUESTION), GOODBYE), echo=0.25) as listener:
        await listener.open()
        await listener.until(say.Listening)
        await listener.wait(2.0)
    assert listener.kinds(say.Flush, say.Speaking) == ["Speaking"]
    assert [turn.text for turn in listener.spoke] == [QUESTION]
    assert [e.code for e in listener.events if isinstance(e, say.Notice)] == ["echo"]


async def test_barge_in_works_through_an_echo(slot: SpeechSlot) -> None:
    async with Listener(slot, ScriptedMind(ask(QUESTION), GOODBYE), echo=0.25) as listener:
        await listener.open()
        await listener.until(say.Speaking)
        await listener.wait(2.0)
        began = listener.seconds + 0.4
        await listener.hear(voices.pcm("barge_in"))
        await listener.until(say.Speaking)
    assert listener.time_of(say.Flush) - began < 0.6
    assert "add one thing about the database" in listener.said("candidate")[0]


async def test_an_echo_that_was_taken_for_somebody_is_known_by_its_words(
    slot: SpeechSlot, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("preppal.interviews.live.echo.GREETING_SLOTS", 0)
    monkeypatch.setattr("preppal.interviews.live.echo.STANDS_OUT", 2.0)  # it never learns
    async with Listener(slot, ScriptedMind(ask(QUESTION), GOODBYE), echo=0.25) as listener:
        await listener.open()
        await listener.until(say.Listening, within=60.0)
    assert listener.kinds(say.Flush).count("Flush") >= 1
    assert [turn.text for turn in listener.spoke] == [QUESTION]


async def test_noise_and_silence_become_no_words_and_silence_is_met_once(slot: SpeechSlot) -> None:
    mind = ScriptedMind(ask(QUESTION), ask("Take your time.", "reassure"), GOODBYE)
    async with Listener(slot, mind) as listener:
        await listener.open()
        await listener.until(say.Listening)
        floor = listener.seconds
        await listener.hear(voices.pcm("quiet_room"))
        await listener.until(say.Speaking)
        assert listener.time_of(say.Speaking) - floor == pytest.approx(8.0, abs=0.3)
        await listener.until(say.Listening)
        await listener.wait(20.0)
    assert [occasion for occasion, _ in mind.asked] == ["start", "silence"]
    assert listener.said("candidate") == []


async def test_i_am_done_answers_at_once_and_hold_waits(slot: SpeechSlot) -> None:
    async with Listener(slot, ScriptedMind(ask(QUESTION), ask("I see."), GOODBYE)) as listener:
        await listener.open()
        await listener.until(say.Listening)
        await listener.engine.hold(True)
        await listener.hear(voices.pcm("barge_in"))
        await listener.wait(12.0)
        assert listener.said("candidate") == []
        assert listener.kinds(say.Held) == ["Held"]
        pressed = listener.seconds
        await listener.engine.done()
        await listener.until(say.Speaking)
        assert listener.time_of(say.Speaking) - pressed < 0.3
    assert len(listener.said("candidate")) == 1


async def test_a_typed_answer_works_in_voice(slot: SpeechSlot) -> None:
    async with Listener(slot, ScriptedMind(ask(QUESTION), GOODBYE)) as listener:
        await listener.open(early="It was early.")
        await listener.until(say.Ended, microphone=False)
    assert [turn.text for turn in listener.spoke] == [
        QUESTION,
        "It was early.",
        "Thank you. Goodbye.",
    ]


async def test_without_acknowledgements_the_clock_says_when_a_line_was_heard(
    slot: SpeechSlot,
) -> None:
    async with Listener(slot, ScriptedMind(ask(QUESTION)), acknowledges=False) as listener:
        await listener.open()
        await listener.until(say.Listening)
    sound = sum(len(e.pcm24k) for e in listener.events if isinstance(e, say.Audio)) / 48_000
    assert listener.time_of(say.Listening) == pytest.approx(sound + 2.0, abs=0.2)


async def test_sound_is_sent_at_most_two_seconds_ahead(slot: SpeechSlot) -> None:
    async with Listener(slot, ScriptedMind(ask(QUESTION))) as listener:
        await listener.open()
        await listener.wait(1.0)
        sent = sum(len(e.pcm24k) for e in listener.events if isinstance(e, say.Audio)) / 48_000
        assert 2.5 < sent <= 3.1
    chunks = {len(e.pcm24k) for e in listener.events if isinstance(e, say.Audio)}
    assert max(chunks) == 1_920


async def test_end_keeps_the_words_that_were_under_way(slot: SpeechSlot) -> None:
    async with Listener(slot, ScriptedMind(ask(QUESTION))) as listener:
        await listener.open()
        await listener.until(say.Listening)
        await listener.hear(voices.pcm("answer_3")[: 6 * 32_000])
        await listener.engine.end("time_up")
        await listener.settle()
        await listener.until(say.Ended, within=1.0)
    assert listener.said("candidate")[0].startswith("In that project I disagreed with my manager")
    assert listener.events[-1] == say.Ended("time_up")


async def test_end_while_the_interviewer_speaks_keeps_what_was_heard(slot: SpeechSlot) -> None:
    async with Listener(slot, ScriptedMind(ask(QUESTION))) as listener:
        await listener.open()
        await listener.wait(2.0)
        await listener.engine.end()
        await listener.settle()
    (question,) = listener.spoke
    assert question.interrupted
    assert QUESTION.startswith(question.text)
    assert listener.kinds(say.Flush, say.TurnEnded, say.Ended) == ["Flush", "TurnEnded", "Ended"]


async def test_a_resumed_interview_goes_on_counting(slot: SpeechSlot) -> None:
    before = (
        SpokenTurn("interviewer", "Hello.", 0, 900),
        SpokenTurn("candidate", "Hello, good morning.", 1_200, 2_500),
    )
    mind = ScriptedMind(ask("Welcome back."))
    async with Listener(slot, mind) as listener:
        await listener.open(transcript=before, elapsed_ms=60_000, resumed=True)
        await listener.until(say.TurnEnded)
    assert mind.asked == [("resumed", before)]
    speaking = next(e for e in listener.events if isinstance(e, say.Speaking))
    assert speaking.turn == 3
    assert listener.spoke[0].started_ms >= 60_000


class Failing:
    """A speech slot in which one model breaks after `good` calls."""

    def __init__(self, slot: SpeechSlot, broken: str, good: int) -> None:
        self.slot, self.broken, self.good = slot, broken, good
        self.recognizer: Any = self if broken == "recognizer" else slot.recognizer
        self.synthesizer: Any = self if broken == "synthesizer" else slot.synthesizer
        self.activity: Any = self if broken == "activity" else slot.activity

    def voices(self) -> Any:
        return self.slot.synthesizer.voices()

    def stream(self) -> Any:
        return self

    def reset(self) -> None:
        pass

    def release(self) -> None:
        pass

    def fail(self) -> None:
        if self.good <= 0:
            raise SpeechUnavailable("out of memory")
        self.good -= 1

    async def transcribe(self, *sound: Any, **how: Any) -> Any:
        self.fail()
        return await self.slot.recognizer.transcribe(*sound, **how)

    async def speak(self, text: str, **how: Any) -> bytes:
        self.fail()
        return await self.slot.synthesizer.speak(text, **how)

    async def probability(self, sound: Any) -> tuple[float, ...]:
        self.fail()
        return (0.0,) * (len(sound) // 512)


@pytest.mark.parametrize(
    ("broken", "good"), [("recognizer", 0), ("synthesizer", 0), ("synthesizer", 1), ("activity", 3)]
)
async def test_a_broken_model_is_said_and_the_interview_goes_on_typed(
    slot: SpeechSlot, broken: str, good: int
) -> None:
    mind = ScriptedMind(ask(QUESTION), ask("And then?"), GOODBYE)
    async with Listener(Failing(slot, broken, good), mind) as listener:
        await listener.open()
        await listener.until(say.Listening)
        await listener.hear(voices.pcm("barge_in"))
        await listener.wait(1.0)
        for answer in ("I wrote it down.", "We shipped it."):
            await listener.engine.read(answer)
            await listener.wait(1.0)
        await listener.until(say.Ended, within=5.0)
    assert [e.code for e in listener.events if isinstance(e, say.Notice)] == ["speech_failed"]
    assert listener.said("candidate") == ["I wrote it down.", "We shipped it."]
    assert listener.said("interviewer") == [QUESTION, "And then?", "Thank you. Goodbye."]


async def test_a_mind_that_fails_costs_nothing_that_was_said(slot: SpeechSlot) -> None:
    async with Listener(slot, ScriptedMind(ask(QUESTION))) as listener:
        await listener.open()
        await listener.until(say.Listening)
        await listener.hear(voices.pcm("barge_in"))
        await listener.until(say.Notice)
        await listener.wait(0.2)
        assert listener.events[-1] == say.Listening()
    assert len(listener.said("candidate")) == 1


async def test_sound_beyond_two_seconds_is_dropped_and_said(slot: SpeechSlot) -> None:
    async with Listener(slot, ScriptedMind(ask(QUESTION))) as listener:
        await listener.open()
        for _ in range(200):
            listener.engine.hear(bytes(voices.FRAME_BYTES))
        await listener.settle()
        await listener.wait(0.1)
    assert [e.code for e in listener.events if isinstance(e, say.Notice)] == ["microphone_slow"]


async def test_odd_frames_do_no_harm(slot: SpeechSlot) -> None:
    async with Listener(slot, ScriptedMind(ask(QUESTION), GOODBYE)) as listener:
        await listener.open()
        for frame in (b"", b"\x01", bytes(3), bytes(64_000), b"\xff\x7f" * 333):
            listener.engine.hear(frame)
        await listener.engine.playback(99, 10**9)
        await listener.engine.playback(1, -5)
        await listener.settle()
        await listener.until(say.Listening)
        await listener.engine.read("   ")
        await listener.engine.read("Still here.")
        await listener.until(say.Ended)
    assert listener.said("candidate") == ["Still here."]
