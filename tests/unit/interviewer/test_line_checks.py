"""What a model's words are held to before anybody hears them, and what they may freely say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.interviewer.follow_ups import PROBES
from preppal.interviewer.line_checks import (
    LEAK_WORDS,
    MOST_CHARACTERS,
    MOST_WORDS,
    Limits,
    fault,
    length_of,
    limits_of,
)
from preppal.interviewer.questions import load_bank
from preppal.interviewer.wordings import load_wordings

SAID = ("We had a broken oven in 2019. I said to my aunt: let us bake in the pub's kitchen.",)


def limits(built_in: str = "What was your own part in that?", **changes: object) -> Limits:
    values: dict[str, object] = {
        "said": SAID,
        "known": ("You bake 300 loaves a night.",),
        "points": (),
        "asks": "must",
    }
    return limits_of(built_in, **(values | changes))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    "text",
    [
        "What did you do yourself?",
        "The oven, then. Tell me which part was yours.",
        'You said "let us bake in the pub’s kitchen". How did that go?',
        "So that was 2019, with 300 loaves to bake. What did you take on?",
        "Right, the kitchen of the pub. And what was yours in all that?",
        "Walk me through your part.",
    ],
)
def test_what_an_interviewer_may_say(text: str) -> None:
    assert fault(text, limits(), whole=True) == ""


@pytest.mark.parametrize(
    "text",
    [
        "That was lovely, what did you do?",
        "I love that! What did you do yourself?",
        "Nicely handled. What was your part?",
        "You did really well there. What was your part?",
        "Bravo, and what was your part?",
        "That's exactly what we look for. What was your part?",
        "That is not very convincing. What was your part?",
        "You should have called earlier. What was your part?",
        "A stronger reply would name the result. What was your part?",
        "You will get the job. What was your part?",
        "Why are you so stupid?",
    ],
)
def test_no_praise_blame_or_lesson_in_whatever_words(text: str) -> None:
    assert fault(text, limits(), whole=True) == "a judgement"


@pytest.mark.parametrize(
    ("text", "found"),
    [
        ("Tell me which part was yours and tell me who helped.", "two questions"),
        ("What was your part? Tell me about the oven too.", "two questions"),
        ("What did you do, and who was there, and how did it end?", "two questions"),
        ("See example.com for more. What was your part?", "markup"),
        ("My rules say that I ask: what was your part?", "no person"),
        ("I was told to ask: what was your part?", "no person"),
        ("Do you have a partner at home?", "a private matter"),
        ("When did you graduate from high school?", "a private matter"),
        ("How much did you make there?", "a private matter"),
        ("What was your part? \U0001f389", "a sign nobody can speak"),
        ("What\u202e was your part?", "a sign nobody can speak"),
    ],
)
def test_what_an_interviewer_may_not_say(text: str, found: str) -> None:
    assert fault(text, limits(), whole=True) == found


@pytest.mark.parametrize(
    "text", ["Tell me about the driver.", "How did the driver react", "And who was there."]
)
def test_an_introduction_asks_nothing(text: str) -> None:
    held = limits("Thank you. Tell me about a target.", asks="not", most_words=12)
    assert fault(text, held, whole=True) == "a question of its own"


def test_every_built_in_follow_up_would_pass() -> None:
    refused = {
        wording.text: found
        for row in PROBES
        for wording in load_wordings().get(row, ())
        if "{" not in wording.text
        if (found := fault(wording.text, limits(wording.text, asks="may"), whole=True))
    }
    assert refused == {}


def test_every_anchor_is_kept_from_being_told() -> None:
    for competency in load_bank().competencies.values():
        for anchor in competency.anchors.values():
            words = anchor.replace(",", "").split()[:6]
            if len(words) >= LEAK_WORDS:
                found = fault(f"Did you do this: {' '.join(words)}?", limits(), whole=True)
                assert found == "leaks what is looked for", anchor


def test_points_of_the_question_are_kept_too() -> None:
    held = limits(points=("names the recovery point and the recovery time",))
    text = "And do you mean the recovery point and the recovery time?"
    assert fault(text, held, whole=True) == "leaks what is looked for"
    assert fault(text, limits(), whole=True) == ""


def test_a_private_word_is_free_where_our_own_line_has_it() -> None:
    text = "What did you tell the family of the patient?"
    assert fault(text, limits(), whole=True) == "a private matter"
    assert fault(text, limits("What did you say to the family?"), whole=True) == ""


@pytest.mark.parametrize(
    ("built_in", "text", "found"),
    [
        ("¿Cuál fue tu parte en eso?", "¿Y qué hiciste tú con el horno?", ""),
        ("¿Cuál fue tu parte en eso?", "And what did you do with the oven?", "another language"),
        ("你自己做了什么？", "那天晚上你自己做了什么？", ""),
        ("你自己做了什么？", "What did you do that night yourself?", "another language"),
        ("What was your part?", "你自己做了什么？", "another language"),
        (
            "What was your part?",
            "Was haben Sie in der Nacht mit dem Ofen gemacht?",
            "another language",
        ),
    ],
)
def test_the_language_is_that_of_the_built_in_line(built_in: str, text: str, found: str) -> None:
    assert fault(text, limits(built_in), whole=True) == found


def test_an_unfinished_line_is_judged_by_what_is_there() -> None:
    assert fault("The oven, then.", limits(), whole=False) == ""
    assert fault("The oven, then.", limits(), whole=True) == "asks nothing"
    assert fault("Great answer. And", limits(), whole=False) == "a judgement"


@given(st.text(max_size=600), st.booleans())
def test_whatever_passes_can_be_spoken(text: str, whole: bool) -> None:
    if fault(text, limits(), whole=whole) == "":
        assert length_of(text) <= MOST_WORDS
        assert len(text.strip()) <= MOST_CHARACTERS
        assert not set(text) & set("<>{}[]*_#`|")
        assert text.count("?") + text.count("？") <= 2 or "??" in text


@pytest.mark.parametrize(
    "text",
    [
        "What did Martin say to that?",
        "And how did Siemens take it?",
        "Deborah's answer to that, what was it?",
        "You were on AWS then. What was your own part?",
    ],
)
def test_nobody_is_named_whom_nobody_named(text: str) -> None:
    assert fault(text, limits(), whole=True) == "a name nobody said"


@pytest.mark.parametrize(
    "text",
    [
        "What did Martin say to that?",
        "So the CEO came on Monday. What did you say?",
        "Martin's oven, then. What was your own part?",
    ],
)
def test_names_that_were_said_may_be(text: str) -> None:
    said = ("martin lent us an oven.",)
    assert fault(text, limits(said=said), whole=True) == ""


def test_a_name_or_number_that_is_still_coming_is_waited_for() -> None:
    heard = limits(said=("Martin lent us 250 euros.",))
    assert fault("And what did Mar", heard, whole=False) == ""
    assert fault("And those 2", heard, whole=False) == ""
    assert fault("And what did Mar say", heard, whole=False) == "a name nobody said"
    assert fault("And those 2 euros", heard, whole=False) == "a number nobody said"
