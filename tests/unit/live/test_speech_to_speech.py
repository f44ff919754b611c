"""Turns, patience, barge-in and the end over a speech-to-speech provider, in standing time."""

from __future__ import annotations

import numpy as np
import pytest

from preppal.interviews.live import engine as say
from preppal.interviews.live.speech_to_speech.turn_keeping import HUM_MS
from preppal.interviews.live.speech_to_speech.uplink import PASSED_MS
from preppal.providers.protocols import (
    CandidateWords,
    CutIn,
    InterviewerSound,
    InterviewerWords,
    LineMade,
    LineOver,
)
from tests import voices
from tests.voices.conversing import Interviewee
from tests.voices.scripted import LOUD, SECONDS_A_WORD

QUESTION = "Hello. Tell me about a time that you failed. What did you do then?"
UNFINISHED = "I looked at the logs and then I decided to"
FINISHED = "I looked at the logs and replaced the batch with a stream of events."
SOUND_OF_A_WORD = bytes(2 * int(24_000 * SECONDS_A_WORD))


async def opened(visit: Interviewee) -> None:
    await visit.open()
    await visit.until(say.Listening)


async def test_words_become_turns_in_the_order_in_which_they_were_said() -> None:
    async with Interviewee(lines=[QUESTION, "And then?"], answers=["", FINISHED]) as visit:
        await opened(visit)
        await visit.hear(LOUD * 120)
        await visit.until(say.TurnEnded)
        await visit.until(say.Listening)
    assert [(turn.speaker, turn.text) for turn in visit.spoke] == [
        ("interviewer", QUESTION),
        ("candidate", FINISHED),
        ("interviewer", "And then?"),
    ]
    for before, after in zip(visit.spoke, visit.spoke[1:], strict=False):
        assert before.started_ms <= before.ended_ms <= after.started_ms
    assert visit.kinds(say.Listening, say.Thinking, say.Speaking) == [
        *["Thinking", "Speaking", "Listening"] * 2
    ]


async def test_what_looks_finished_is_answered_soon_and_what_does_not_is_waited_for() -> None:
    waits = {}
    for answer in (FINISHED, UNFINISHED):
        async with Interviewee(lines=[QUESTION], answers=["", answer]) as visit:
            await opened(visit)
            await visit.hear(LOUD * 120)
            spoke_until = visit.seconds
            await visit.until(say.Speaking)
            waits[answer] = visit.time_of(say.Speaking) - spoke_until
    assert 0.55 < waits[FINISHED] < 0.85
    assert 1.7 < waits[UNFINISHED] < 1.95


async def test_a_thinking_pause_is_not_cut_and_is_measured() -> None:
    async with Interviewee(lines=[QUESTION], answers=["", UNFINISHED + " replace it."]) as visit:
        await opened(visit)
        await visit.hear(LOUD * 75)  # up to "decided to"
        await visit.wait(1.5)
        await visit.hear(LOUD * 20)
        await visit.until(say.Speaking)
    ends = [event for event in visit.events if isinstance(event, say.TurnEnded)]
    answer = ends[1]
    assert answer.turn.text == UNFINISHED + " replace it."
    assert answer.delivery["speech_ms"] == pytest.approx(3_800, abs=90)
    ((start, end),) = answer.delivery["pauses"]  # type: ignore[misc]
    assert end - start == pytest.approx(1_500, abs=90)
    assert answer.delivery["first_word_delay_ms"] == pytest.approx(0, abs=90)


async def test_the_provider_hears_no_silence_that_it_could_take_for_an_end() -> None:
    async with Interviewee(lines=[QUESTION], answers=["", UNFINISHED]) as visit:
        await opened(visit)
        before = visit.conversation.said.heard_ms
        await visit.hear(LOUD * 120)
        spoken = visit.conversation.said.heard_ms - before
        assert spoken == pytest.approx(4_800, abs=40)
        await visit.wait(1.5)
        silence = visit.conversation.said.heard_ms - before - spoken
        assert silence == pytest.approx(PASSED_MS, abs=80)
        assert visit.conversation.setup.silence_ms >= 1_500 > silence
        assert visit.conversation.said.silences == 0


async def test_take_your_time_waits_without_limit_and_i_am_done_answers_at_once() -> None:
    async with Interviewee(lines=[QUESTION], answers=["", FINISHED]) as visit:
        await opened(visit)
        await visit.engine.hold(True)
        await visit.hear(LOUD * 60)
        await visit.wait(60.0)
        await visit.hear(LOUD * 60)
        await visit.wait(30.0)
        assert visit.said("candidate") == []
        assert visit.conversation.said.silences == 0
        assert visit.kinds(say.Held) == ["Held"]
        pressed = visit.seconds
        await visit.engine.done()
        await visit.until(say.Speaking)
        assert visit.time_of(say.Speaking) - pressed < 0.1
    assert visit.said("candidate") == [FINISHED]


async def test_i_am_done_in_the_middle_of_a_word_tells_the_provider_now() -> None:
    async with Interviewee(lines=[QUESTION], answers=["", UNFINISHED]) as visit:
        await opened(visit)
        await visit.hear(LOUD * 60)
        await visit.engine.done()
        await visit.settle()
        assert visit.conversation.said.silences == 1
        await visit.until(say.Speaking, within=1.0)
    assert visit.said("candidate") == ["I looked at the logs and then"]


async def test_words_that_come_after_i_am_done_are_in_the_turn() -> None:
    async with Interviewee(lines=[QUESTION], always="") as visit:
        await opened(visit)
        await visit.hear(LOUD * 60)
        visit.provider.silent = 1
        await visit.engine.done()
        await visit.wait(0.2)
        visit.conversation.emit(CandidateWords(" I wrote"), CandidateWords(" it down."))
        await visit.wait(0.4)
        visit.conversation.say("I see.")
        await visit.until(say.Speaking, within=1.0)
    assert visit.said("candidate") == ["I wrote it down."]


async def test_muting_ends_what_was_said() -> None:
    async with Interviewee(lines=[QUESTION], answers=["", FINISHED]) as visit:
        await opened(visit)
        await visit.hear(LOUD * 120)
        await visit.engine.mute(True)
        await visit.settle()
        assert visit.conversation.said.silences == 1
        heard = visit.conversation.said.heard_ms
        await visit.hear(LOUD * 20)
        assert visit.conversation.said.heard_ms == heard
        await visit.until(say.Speaking, within=3.0)
    assert visit.said("candidate") == [FINISHED]


async def test_barge_in_falls_silent_at_once_and_keeps_only_heard_words() -> None:
    async with Interviewee(lines=[QUESTION], answers=["", FINISHED]) as visit:
        await visit.open()
        await visit.until(say.Speaking)
        await visit.wait(2.0)
        began = visit.seconds
        await visit.hear(LOUD * 120)
        await visit.until(say.Speaking)
    assert visit.time_of(say.Flush) - began <= 0.3
    question, answer, *_ = visit.spoke
    assert question.interrupted
    assert QUESTION.startswith(question.text)
    assert 5 <= len(question.text.split()) <= 8  # 2.2 s at 0.3 s a word
    assert (answer.speaker, answer.text) == ("candidate", FINISHED)
    flushed = next(i for i, e in enumerate(visit.events) if isinstance(e, say.Flush))
    rest = visit.events[flushed:]
    speaking = next(i for i, e in enumerate(rest) if isinstance(e, say.Speaking))
    assert not any(isinstance(event, say.Audio) for event in rest[:speaking])


async def test_all_of_a_barge_in_goes_up_although_it_is_known_only_later() -> None:
    async with Interviewee(lines=[QUESTION], answers=["", FINISHED]) as visit:
        await visit.open()
        await visit.wait(2.0)
        await visit.hear(LOUD * 10)
        assert visit.conversation.said.heard_voice_ms == 0
        await visit.hear(LOUD * 40)
        assert visit.conversation.said.heard_voice_ms == pytest.approx(2_000, abs=40)


async def test_the_provider_says_that_the_candidate_cut_in() -> None:
    async with Interviewee(lines=[QUESTION]) as visit:
        await visit.open()
        await visit.wait(2.0)
        visit.conversation.emit(CutIn(), LineOver())
        await visit.settle()
        assert visit.kinds(say.Flush, say.TurnEnded, say.Listening) == [
            "Flush",
            "TurnEnded",
            "Listening",
        ]
    (question,) = visit.spoke
    assert question.interrupted
    assert QUESTION.startswith(question.text)
    assert 4 <= len(question.text.split()) <= 8


@pytest.mark.parametrize("frames", [3, 8, HUM_MS // 40 - 2])
async def test_a_hum_into_the_line_is_no_turn_and_never_leaves(frames: int) -> None:
    async with Interviewee(lines=[QUESTION]) as visit:
        await visit.open()
        await visit.wait(2.0)
        await visit.hear(LOUD * frames)
        await visit.until(say.TurnEnded)
        assert visit.conversation.said.heard_voice_ms == 0
    assert [turn.text for turn in visit.spoke] == [QUESTION]
    assert not visit.spoke[0].interrupted
    if frames > 5:  # long enough to fall silent for
        assert visit.kinds(say.Flush, say.Speaking) == ["Speaking", "Flush", "Speaking"]


async def test_a_recorded_hum_and_a_recorded_barge_in_are_told_apart() -> None:
    for recording, turns in (("mm_hm", 1), ("barge_in", 3)):
        async with Interviewee(lines=[QUESTION]) as visit:
            await visit.open()
            await visit.wait(1.0)
            await visit.hear(voices.pcm(recording))
            await visit.wait(7.0)
        assert len(visit.spoke) == turns, recording
        assert visit.spoke[0].interrupted == (recording == "barge_in")


async def test_the_interviewer_in_the_loudspeaker_is_not_the_candidate() -> None:
    sound = voices.pcm("answer_1")  # any voice will do
    async with Interviewee(lines=[], echo=0.25) as visit:
        await visit.open()
        conversation = visit.conversation
        conversation.answer()
        await visit.until(say.Listening, within=60.0)
        played = _at_24k(sound)
        visit.provider.silent = 99
        conversation.emit(InterviewerWords(" So I will say a good deal now, and then?"))
        for start in range(0, len(played), 19_200):
            conversation.emit(InterviewerSound(played[start : start + 19_200]))
        conversation.emit(LineMade(), LineOver())
        before = len(visit.spoke)
        await visit.until(say.Speaking)
        await visit.until(say.Listening, within=60.0)
        await visit.wait(2.0)
    assert visit.conversation.said.heard_voice_ms == 0
    assert [turn.speaker for turn in visit.spoke[before:]] == ["interviewer"]
    assert not visit.spoke[-1].interrupted


def _at_24k(pcm16k: bytes) -> bytes:
    samples = np.frombuffer(pcm16k, "<i2")
    places = np.arange(len(samples) * 3 // 2) / 1.5
    return np.interp(places, np.arange(len(samples)), samples).astype("<i2").tobytes()


async def test_silence_is_met_kindly_once_and_not_again_soon() -> None:
    async with Interviewee(lines=[QUESTION]) as visit:
        await opened(visit)
        floor = visit.seconds
        await visit.until(say.Speaking)
        assert visit.time_of(say.Speaking) - floor == pytest.approx(8.0, abs=0.2)
        await visit.until(say.Listening)
        await visit.wait(40.0)
        assert len(visit.spoke) == 2
        await visit.until(say.Speaking, within=10.0)
    assert visit.spoke[1].intent == "reassure"
    assert visit.said("candidate") == []
    assert all("such as" in text for text in visit.conversation.said.asked[1:2])


async def test_a_typed_answer_is_a_whole_turn() -> None:
    typed = "I wrote it [down], and it worked."
    async with Interviewee(lines=[QUESTION]) as visit:
        await visit.open(early="It was early.")
        await visit.until(say.Listening, microphone=False)
        await visit.until(say.Listening, microphone=False)
        await visit.engine.read(typed)
        await visit.until(say.Speaking, microphone=False)
    assert visit.said("candidate") == ["It was early.", typed]
    assert visit.conversation.said.asked[-2:] == [
        "It was early.",
        "I wrote it (down), and it worked.",
    ]


async def test_typing_into_the_line_stops_it() -> None:
    async with Interviewee(lines=[QUESTION]) as visit:
        await visit.open()
        await visit.wait(2.0)
        await visit.engine.read("I have heard enough.")
        await visit.until(say.Speaking)
        await visit.until(say.Listening)
    assert [turn.speaker for turn in visit.spoke] == ["interviewer", "candidate", "interviewer"]
    assert visit.spoke[0].interrupted
    assert visit.said("candidate") == ["I have heard enough."]


async def test_the_button_cuts_in_and_the_provider_learns_what_was_heard() -> None:
    async with Interviewee(lines=[QUESTION]) as visit:
        await visit.open()
        await visit.wait(2.0)
        await visit.engine.interrupt()
        await visit.settle()
        assert visit.spoke[0].interrupted
        (told,) = visit.conversation.said.context
        assert visit.spoke[0].text in told


async def test_speaking_on_while_the_answer_is_on_its_way_takes_the_floor_back() -> None:
    async with Interviewee(
        lines=[QUESTION], answers=["", FINISHED, "And one more thing."]
    ) as visit:
        await opened(visit)
        visit.provider.silent = 1
        await visit.hear(LOUD * 120)
        await visit.until(say.Thinking)
        await visit.hear(LOUD * 30)
        await visit.until(say.Listening)
        await visit.until(say.Speaking)
    assert visit.said("candidate") == [FINISHED + " And one more thing."]
    assert len(visit.said("interviewer")) == 1


async def test_a_line_that_comes_before_the_turn_is_over_waits_and_is_dropped_for_more() -> None:
    async with Interviewee(lines=[QUESTION], answers=["", UNFINISHED]) as visit:
        await opened(visit)
        await visit.hear(LOUD * 60)
        visit.conversation.say("Too early to say this.")
        visit.conversation._speaking = False  # it holds the line for played
        await visit.wait(0.8)
        assert visit.kinds(say.Speaking) == ["Speaking"]
        await visit.hear(LOUD * 60)
        await visit.until(say.Speaking)
        assert "has not heard your last words" in visit.conversation.said.context[-1]
    assert visit.said("candidate") == [UNFINISHED]
    assert "Too early" not in " ".join(visit.said("interviewer"))


async def test_a_line_that_comes_before_the_turn_is_over_is_spoken_when_it_is() -> None:
    async with Interviewee(lines=[QUESTION], answers=["", UNFINISHED]) as visit:
        await opened(visit)
        await visit.hear(LOUD * 120)
        visit.conversation.say("I see, thank you.")
        await visit.until(say.Speaking, within=3.0)
        await visit.until(say.Listening)
    assert visit.said("interviewer") == [QUESTION, "I see, thank you."]
    assert visit.conversation.said.silences == 0


async def test_words_that_come_too_late_are_not_lost() -> None:
    async with Interviewee(lines=[QUESTION, "And then?"], answers=["", FINISHED]) as visit:
        await opened(visit)
        await visit.hear(LOUD * 120)
        await visit.until(say.Speaking)
        visit.conversation.emit(CandidateWords(" At night,"))
        await visit.until(say.Listening)
        await visit.hear(LOUD * 90)
        await visit.until(say.Speaking)
    assert visit.said("candidate")[1].startswith("At night, I measured it")


async def test_a_voice_too_soft_for_the_gate_is_heard_by_the_provider() -> None:
    soft = b"\x50\x00\x50\x00\xb0\xff\xb0\xff" * 160
    async with Interviewee(lines=[QUESTION], answers=["", FINISHED]) as visit:
        await opened(visit)
        before = visit.conversation.said.heard_ms
        await visit.hear(soft * 120)
        assert visit.conversation.said.heard_ms - before >= 4_800
        assert visit.kinds(say.Speaking) == ["Speaking"]
        await visit.until(say.Speaking, within=3.0)
    assert visit.said("candidate") == [FINISHED]


async def test_a_voice_without_words_nudges_the_provider_once() -> None:
    async with Interviewee(lines=[QUESTION], always="") as visit:
        await opened(visit)
        visit.provider.silent = 1
        await visit.hear(LOUD * 30)
        await visit.wait(3.0)
        assert visit.conversation.said.silences == 1
        assert visit.kinds(say.Thinking) == ["Thinking"]  # the opening's: the floor is still theirs
        visit.conversation.emit(CandidateWords(" I wrote it down."))
        visit.conversation.say("I see.")
        await visit.until(say.Speaking, within=3.0)
    assert visit.said("candidate") == ["I wrote it down."]
