"""Whose turn it is, and what of it must be told when a connection is left."""

from typing import Any

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from preppal.providers.gemini_live.floor import Floor
from preppal.providers.gemini_live.wire import ServerMessage
from preppal.providers.protocols import (
    ConversationEvent,
    CutIn,
    InterviewerSound,
    InterviewerWords,
    LineMade,
    LineOver,
    SaidBefore,
    TokensUsed,
)

SOUND = {"modelTurn": {"parts": [{"inlineData": {"data": "AAAAAAAA", "mimeType": "audio/pcm"}}]}}
WORDS = {"outputTranscription": {"text": "Why? "}}
HEARD = {"inputTranscription": {"text": " because"}}
MADE = {"generationComplete": True}
OVER = {"turnComplete": True}
CUT = {"interrupted": True}
HANDLE = {"newHandle": "h", "resumable": True}


def take(floor: Floor, *contents: dict[str, Any], **fields: Any) -> list[ConversationEvent]:
    events = []
    for content in contents:
        message = msgspec.convert({"serverContent": content}, ServerMessage)
        events += floor.take(message)
    if fields:
        events += floor.take(msgspec.convert(fields, ServerMessage))
    return events


def usage(prompt: int, response: int, **more: int) -> dict[str, Any]:
    return {
        "promptTokenCount": prompt,
        "promptTokensDetails": [
            {"modality": "TEXT", "tokenCount": 100},
            {"modality": "AUDIO", "tokenCount": prompt - 100},
        ],
        "responseTokensDetails": [{"modality": "AUDIO", "tokenCount": response}],
        **more,
    }


def test_a_whole_line_in_one_message() -> None:
    content = HEARD | SOUND | WORDS | MADE | OVER
    kinds = [type(event).__name__ for event in take(Floor(), content)]
    assert kinds == [
        "CandidateWords",
        "InterviewerSound",
        "InterviewerWords",
        "LineMade",
        "LineOver",
    ]


def test_in_the_middle_of_a_line_it_is_unfinished() -> None:
    floor = Floor()
    take(floor, SOUND, WORDS)
    assert floor.unfinished(quiet=True)
    assert floor.leave() == []
    assert floor.idle()


def test_a_made_line_is_over_when_its_connection_is_left() -> None:
    floor = Floor()
    take(floor, SOUND, MADE)
    assert not floor.unfinished(quiet=True)
    assert floor.leave() == [LineOver()]
    assert floor.leave() == []


def test_an_answer_is_owed_when_the_candidate_has_stopped() -> None:
    floor = Floor()
    take(floor, HEARD)
    assert not floor.unfinished(quiet=False)
    assert floor.unfinished(quiet=True)
    take(floor, OVER)
    assert not floor.unfinished(quiet=True)


def test_an_answer_is_owed_when_it_was_asked_for() -> None:
    floor = Floor()
    floor.asked()
    assert floor.unfinished(quiet=False)
    take(floor, SOUND)
    assert not floor.owed


def test_an_answer_asked_for_in_the_middle_of_a_line_stays_owed() -> None:
    for end in ([CUT, OVER], [MADE, OVER], [SOUND, MADE, OVER]):
        floor = Floor()
        take(floor, SOUND)
        floor.asked()
        take(floor, *end)
        assert floor.unfinished(quiet=False)
        take(floor, SOUND, MADE, OVER)
        assert not floor.unfinished(quiet=True)


def test_words_spoken_into_a_line_stay_when_the_line_was_cut() -> None:
    floor = Floor()
    assert take(floor, SOUND, HEARD, CUT, OVER)[-2:] == [CutIn(), LineOver()]
    assert floor.heard == " because"
    assert not floor.idle()


def test_words_that_come_late_do_not_outlive_the_line() -> None:
    floor = Floor()
    take(floor, HEARD, SOUND, HEARD, MADE, OVER)
    assert floor.idle()


def test_what_the_handle_may_not_know() -> None:
    floor = Floor()
    take(floor, WORDS, sessionResumptionUpdate=HANDLE)
    assert (floor.handle, floor.since) == ("h", ())
    floor.told("Ask about testing.")
    take(floor, HEARD, HEARD, WORDS)
    take(floor, sessionResumptionUpdate={"newHandle": "", "resumable": False})
    assert floor.handle == "h"
    assert floor.since == (
        SaidBefore("candidate", "Ask about testing. because because"),
        SaidBefore("interviewer", "Why? "),
    )
    take(floor, sessionResumptionUpdate={"newHandle": "i", "resumable": True})
    assert (floor.handle, floor.since) == ("i", ())


def test_a_torn_sample_waits_for_its_other_half() -> None:
    floor = Floor()
    torn = {"modelTurn": {"parts": [{"inlineData": {"data": "AAEC"}}]}}
    sound = b"".join(
        event.pcm24k for event in take(floor, torn, torn) if isinstance(event, InterviewerSound)
    )
    assert sound == b"\x00\x01\x02\x00\x01\x02"


def test_tokens_of_each_turn_are_counted_once() -> None:
    floor = Floor()
    counted: dict[str, int] = {}
    for turn in (1, 2, 3):
        events = take(floor, SOUND, usageMetadata=usage(200 * turn, 5))
        events += take(floor, SOUND, usageMetadata=usage(200 * turn, 20))
        events += take(floor, MADE, usageMetadata=usage(200 * turn, 20))
        events += floor.take(
            msgspec.convert(
                {"serverContent": OVER, "usageMetadata": usage(200 * turn, 30)}, ServerMessage
            )
        )
        for event in events:
            if isinstance(event, TokensUsed):
                for kind, count in event.tokens.items():
                    counted[kind] = counted.get(kind, 0) + count
    assert counted == {"text_in": 300, "audio_in": 100 + 300 + 500, "audio_out": 90}


def test_tokens_without_details() -> None:
    events = take(
        Floor(),
        usageMetadata={"promptTokenCount": 9, "responseTokenCount": 4, "thoughtsTokenCount": 2},
    )
    assert events == [TokensUsed({"text_in": 9, "audio_out": 4, "text_out": 2})]


@given(
    st.lists(st.sampled_from([SOUND, WORDS, HEARD, MADE, OVER, CUT, "leave", "ask"]), max_size=40)
)
def test_any_order(steps: list[Any]) -> None:
    """Sound and words are passed on exactly; after `leave` nothing is half way but an answer."""
    floor = Floor()
    events: list[ConversationEvent] = []
    for step in steps:
        match step:
            case "leave":
                events += floor.leave()
                assert not (floor.speaking or floor.owed or floor.made)
            case "ask":
                floor.asked()
                assert floor.unfinished(quiet=False)
            case _:
                events += take(floor, step)
    contents = [step for step in steps if isinstance(step, dict)]
    assert sum(isinstance(e, InterviewerSound) for e in events) == contents.count(SOUND)
    assert sum(isinstance(e, InterviewerWords) for e in events) == contents.count(WORDS)
    assert sum(isinstance(e, LineMade) for e in events) == contents.count(MADE)
    assert sum(isinstance(e, LineOver) for e in events) >= contents.count(OVER)
