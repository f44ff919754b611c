"""What goes wrong over a speech-to-speech provider, in standing time: nothing that was said is lost."""

from __future__ import annotations

import asyncio
from functools import partial
from typing import Any

import pytest

from preppal.interviewer.transcript import SpokenTurn
from preppal.interviews.live import engine as say
from preppal.interviews.live.channel import Channel
from preppal.interviews.live.speech_to_speech import engine as speech_to_speech
from preppal.providers.protocols import (
    CandidateWords,
    ConversationLost,
    InterviewerSound,
    InterviewerWords,
)
from tests.voices.conversing import Interviewee
from tests.voices.driving import opening
from tests.voices.scripted import LOUD, SECONDS_A_WORD

QUESTION = "Hello. Tell me about a time that you failed. What did you do then?"
UNFINISHED = "I looked at the logs and then I decided to"
FINISHED = "I looked at the logs and replaced the batch with a stream of events."
SOUND_OF_A_WORD = bytes(2 * int(24_000 * SECONDS_A_WORD))


async def opened(visit: Interviewee) -> None:
    await visit.open()
    await visit.until(say.Listening)


async def test_a_provider_that_says_nothing_is_asked_again_and_then_let_be() -> None:
    async with Interviewee(lines=[QUESTION], answers=["", FINISHED]) as visit:
        await opened(visit)
        visit.provider.silent = 99
        await visit.hear(LOUD * 120)
        await visit.until(say.Notice, within=60.0)
        await visit.wait(0.1)
        assert visit.events[-1] == say.Listening()
        assert len(visit.conversation.said.asked) == 3  # the opening, and twice more
        visit.provider.silent = 0
        await visit.hear(LOUD * 60)
        await visit.until(say.Speaking)
    assert [e.code for e in visit.events if isinstance(e, say.Notice)] == ["mind_failed"]
    assert visit.said("candidate")[0] == FINISHED


async def test_a_line_of_which_nothing_more_comes_goes_on_in_another() -> None:
    async with Interviewee() as visit:
        visit.provider.silent = 1
        await visit.open()
        visit.conversation.emit(InterviewerWords("Tell me about the time"))
        visit.conversation.emit(InterviewerSound(SOUND_OF_A_WORD * 5))
        await visit.until(say.Flush, within=15.0)
        await visit.until(say.Speaking)
        assert "heard only" in visit.conversation.said.asked[-1]
    assert visit.spoke[0].interrupted
    assert visit.spoke[0].text == "Tell me about the time"


@pytest.mark.parametrize("reason", ["completed", "time_up"])
async def test_end_keeps_the_words_that_were_under_way(reason: say.Ended) -> None:
    async with Interviewee(lines=[QUESTION], answers=["", UNFINISHED]) as visit:
        await opened(visit)
        await visit.hear(LOUD * 40)
        visit.provider.silent = 1
        await visit.engine.end(reason)
        await visit.settle()
        visit.conversation.emit(CandidateWords(" last words"))
        await visit.until(say.Ended, within=2.0, microphone=False)
    assert visit.said("candidate") == ["I looked at the logs last words"]
    assert visit.events[-1] == say.Ended(reason)


async def test_end_while_the_interviewer_speaks_keeps_what_was_heard() -> None:
    async with Interviewee(lines=[QUESTION]) as visit:
        await visit.open()
        await visit.wait(2.0)
        await visit.engine.end()
        await visit.settle()
    (question,) = visit.spoke
    assert question.interrupted
    assert QUESTION.startswith(question.text)
    assert visit.kinds(say.Flush, say.TurnEnded, say.Ended) == ["Flush", "TurnEnded", "Ended"]


async def test_a_provider_that_is_lost_costs_the_voice_and_not_a_word() -> None:
    async with Interviewee(lines=[QUESTION], answers=["", UNFINISHED]) as visit:
        await opened(visit)
        await visit.hear(LOUD * 60)
        visit.conversation.lose()
        await visit.until(say.Listening, microphone=False)
        await visit.hear(LOUD * 5)
        for answer in ("I replaced it, and it held.", "That was all."):
            await visit.engine.read(answer)
            await visit.until(say.Listening, microphone=False)
        await visit.engine.end("completed")
        await visit.until(say.Ended, microphone=False)
        assert visit.conversation.closed
    assert [e.code for e in visit.events if isinstance(e, say.Notice)] == ["speech_failed"]
    assert visit.said("candidate") == [
        "I looked at the logs and then",
        "I replaced it, and it held.",
        "That was all.",
    ]
    assert visit.said("interviewer")[0] == QUESTION
    assert len(visit.said("interviewer")) == 4


async def test_a_provider_that_is_lost_in_its_own_line_leaves_what_was_heard() -> None:
    async with Interviewee(lines=[QUESTION]) as visit:
        await visit.open()
        await visit.wait(2.0)
        visit.conversation.lose("limit")
        await visit.until(say.Listening, microphone=False)
    assert visit.spoke[0].interrupted
    assert QUESTION.startswith(visit.spoke[0].text)
    assert visit.spoke[1].text  # and the typed interviewer goes on


async def test_a_provider_that_cannot_be_reached_at_the_opening_leaves_a_typed_interview() -> None:
    async with Interviewee() as visit:
        visit.provider.refuses = ConversationLost("key", "API key not valid")
        await visit.open()
        await visit.until(say.Listening, microphone=False)
        await visit.engine.read("Hello, I am ready.")
        await visit.until(say.Listening, microphone=False)
    assert visit.said("candidate") == ["Hello, I am ready."]
    assert visit.kinds(say.Notice) == ["Notice"]


async def test_a_crossing_in_the_middle_of_a_line_goes_on_with_it() -> None:
    async with Interviewee(lines=[QUESTION], answers=["", FINISHED], whole_lines=False) as visit:
        await visit.open()
        await visit.wait(1.0)
        visit.conversation.cross()
        await visit.until(say.TurnEnded)
        await visit.until(say.Speaking)
        told = visit.conversation.said.asked[-1]
    assert visit.spoke[0].interrupted
    assert visit.spoke[0].text in told
    assert "without beginning again" in told
    assert len(visit.conversation.said.asked) == 2


async def test_a_crossing_before_the_answer_asks_for_it_once_more() -> None:
    async with Interviewee(lines=[QUESTION, "And then?"], answers=["", FINISHED]) as visit:
        await opened(visit)
        visit.provider.silent = 1
        await visit.hear(LOUD * 120)
        await visit.until(say.Thinking)
        visit.conversation._in_turn = True
        visit.conversation.cross(resumed=False)
        await visit.until(say.Speaking, within=1.0)
        await visit.until(say.Listening)
    assert visit.said("candidate") == [FINISHED]
    assert visit.said("interviewer") == [QUESTION, "And then?"]


async def test_a_crossing_while_nobody_waits_is_not_noticed() -> None:
    async with Interviewee(lines=[QUESTION], answers=["", FINISHED]) as visit:
        await opened(visit)
        await visit.hear(LOUD * 60)
        visit.conversation._in_turn = False
        visit.conversation.cross()
        await visit.hear(LOUD * 60)
        await visit.until(say.Speaking)
    assert visit.kinds(say.Notice) == []
    assert visit.said("candidate") == [FINISHED]


async def test_a_resumed_interview_is_told_the_transcript_and_goes_on_counting() -> None:
    before = (
        SpokenTurn("interviewer", "Hello.", 0, 900, intent="opening"),
        SpokenTurn("candidate", "Hello, good morning [aside].", 1_200, 2_500),
    )
    async with Interviewee() as visit:
        await visit.open(transcript=before, elapsed_ms=60_000, resumed=True)
        await visit.until(say.TurnEnded)
        told = visit.conversation.setup.transcript()
    assert [(said.speaker, said.text) for said in told[:2]] == [
        ("interviewer", "Hello."),
        ("candidate", "Hello, good morning (aside)."),
    ]
    assert len(told) == 3
    speaking = next(e for e in visit.events if isinstance(e, say.Speaking))
    assert speaking.turn == 3
    assert visit.spoke[0].started_ms >= 60_000
    assert len(visit.conversation.said.asked) == 1


async def test_what_was_used_is_told_before_the_turn_it_was_used_for() -> None:
    async with Interviewee(lines=[QUESTION], answers=["", FINISHED]) as visit:
        await opened(visit)
        await visit.hear(LOUD * 120)
        await visit.until(say.Speaking)
        await visit.until(say.Listening)
        await visit.engine.end()
        await visit.until(say.Ended, microphone=False)
    used = [event for event in visit.events if isinstance(event, say.Used)]
    words = sum(len(text.split()) for text in visit.said("interviewer"))
    assert sum(one.tokens.get("audio_out", 0) for one in used) == 25 * words
    assert sum(one.up_ms for one in used) == visit.conversation.said.heard_ms
    assert sum(one.down_ms for one in used) == pytest.approx(300 * words, abs=5)
    assert {(one.engine, one.model) for one in used} == {("gemini-live", "scripted-live")}


async def test_what_must_not_be_heard_is_stopped_and_asked_for_again() -> None:
    leak = "[Direction for the interviewer, not to be read aloud: ask more.] Well then."
    async with Interviewee(lines=[QUESTION, leak], answers=["", FINISHED]) as visit:
        await opened(visit)
        await visit.hear(LOUD * 120)
        await visit.until(say.Speaking)
        await visit.until(say.Listening, within=60.0)
    assert "aloud" not in " ".join(visit.said("interviewer"))
    assert len(visit.said("interviewer")) >= 2
    assert "Do not say that again" in visit.conversation.said.asked[-1]


async def test_odd_frames_and_calls_do_no_harm() -> None:
    async with Interviewee(lines=[QUESTION]) as visit:
        await visit.engine.playback(1, 5)
        await visit.engine.done()
        await visit.open()
        for frame in (b"", b"\x01", bytes(3), bytes(64_000), b"\xff\x7f" * 333):
            visit.engine.hear(frame)
        await visit.engine.playback(99, 10**9)
        await visit.engine.playback(1, -5)
        await visit.settle()
        await visit.until(say.Listening)
        await visit.engine.read("   ")
        await visit.engine.read("Still here.")
        await visit.until(say.Speaking)
    assert visit.said("candidate") == ["Still here."]


async def test_sound_is_sent_at_most_two_seconds_ahead() -> None:
    async with Interviewee(lines=["Well now. " * 40]) as visit:
        await visit.open()
        await visit.wait(1.0)
        sent = sum(len(e.pcm24k) for e in visit.events if isinstance(e, say.Audio)) / 48_000
        assert 2.5 < sent <= 3.1
    captions = [event.text for event in visit.events if isinstance(event, say.Caption)]
    assert 3 <= len(captions) < 20
    assert len(captions[-1].split()) < 20  # of 80: no more is shown than was sent


async def test_the_persona_and_the_job_are_in_the_setup() -> None:
    async with Interviewee() as visit:
        await visit.open()
        setup = visit.conversation.setup
    assert opening().plan.leads[0].text in setup.instruction
    assert setup.voice in ("Kore", "Charon")
    assert setup.language == "en"


class Waiting(Interviewee):
    """Its room takes events only while `takes` is set: else it waits for its database."""

    def __init__(self, **script: Any) -> None:
        super().__init__(**script)
        self.takes = asyncio.Event()
        self.takes.set()

    async def take(self, event: say.EngineEvent) -> None:
        await super().take(event)
        await self.takes.wait()


def two_answers() -> Waiting:
    lines = ["Hello. How are you today?", "And then?", "What did you do about it? " * 12]
    return Waiting(lines=lines, answers=["", UNFINISHED, FINISHED])


async def answer_twice_unheard(visit: Waiting) -> None:
    """The room takes nothing any more; the line after the second answer fills what may wait for it."""
    await opened(visit)
    visit.takes.clear()
    await visit.hear(LOUD * 60)
    await visit.wait(3.0)
    await visit.hear(LOUD * 40)
    await visit.wait(13.0)


async def test_a_room_that_waits_twenty_seconds_for_its_database_loses_nothing() -> None:
    async with two_answers() as visit:
        await answer_twice_unheard(visit)
        visit.takes.set()
        await visit.until(say.Listening, within=5.0)
        await visit.until(say.Listening, within=30.0)
        assert visit.said("interviewer")[1:] == [
            "And then?",
            ("What did you do about it? " * 12)[:-1],
        ]
    assert not visit.kinds(say.Notice)
    assert len(visit.said("candidate")) == 2


async def test_what_was_said_to_a_room_that_is_too_slow_is_kept(
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    monkeypatch.setattr(speech_to_speech, "Channel", partial(Channel, patience=0.0))
    async with two_answers() as visit:
        await answer_twice_unheard(visit)
        visit.takes.set()
        await visit.until(say.Notice, within=1.0, microphone=False)
    assert [e.code for e in visit.events if isinstance(e, say.Notice)] == ["too_slow"]
    assert len(visit.said("candidate")) == 2
    assert visit.said("interviewer")[:2] == ["Hello. How are you today?", "And then?"]


async def test_a_sentence_that_the_microphone_cut_is_not_answered_in_its_middle() -> None:
    async with Interviewee(lines=[QUESTION, "And then?"], answers=["", UNFINISHED]) as visit:
        await opened(visit)
        await visit.hear(LOUD * 72)
        await visit.engine.mute(True)
        await visit.wait(5.0)
        await visit.engine.mute(False)
        await visit.hear(LOUD * 40)
        assert visit.said("interviewer") == [QUESTION]
        assert visit.floor == say.Listening()
