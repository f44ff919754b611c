"""Every code of a debrief has its words, and a debrief reads as sentences in every language."""

from __future__ import annotations

import re
from typing import get_args

import pytest
from hypothesis import given

from preppal.assessment.loop import codes
from preppal.assessment.loop.debrief import MustState, debrief
from preppal.assessment.loop.deciding import Outcome, VetoGround, Why
from preppal.assessment.loop.heat import State
from preppal.assessment.loop.moving import Direction
from preppal.assessment.loop.readiness import Cap, Gap, Readiness, Word
from preppal.assessment.loop.settling import ExerciseReason, NextInterview
from preppal.assessment.loop.summary import (
    next_sentence,
    paragraph,
    readiness_sentence,
    summary,
)
from preppal.foundation.i18n import LOCALES, words
from preppal.interviewer.questions import COMPETENCIES
from preppal.interviews.wording import COMPETENCY_NAMES
from tests.unit.assessment.loop.panels import NOW, Loop, held, loops

EN = words("en")


@pytest.mark.parametrize(
    ("spoken", "literal"),
    [
        (codes.READINESS_WORDS, Word),
        (codes.READINESS_SENTENCES, Word),
        (codes.CAP_SENTENCES, Cap),
        (codes.GAP_SENTENCES, Gap),
        (codes.OUTCOME_WORDS, Outcome),
        (codes.OUTCOME_SENTENCES, Outcome),
        (codes.WHY_SENTENCES, Why),
        (codes.VETO_SENTENCES, VetoGround),
        (codes.STATE_SENTENCES, State),
        (codes.MUST_SENTENCES, MustState),
        (codes.DIRECTION_SENTENCES, Direction),
        (codes.EXERCISE_REASONS, ExerciseReason),
    ],
)
def test_every_code_has_words(spoken: dict[str, str], literal: object) -> None:
    assert set(spoken) == set(get_args(literal))
    assert all(spoken.values())


def test_every_competency_can_be_settled() -> None:
    assert set(codes.SETTLE) == set(COMPETENCIES) == set(COMPETENCY_NAMES)


def test_the_words_are_those_of_the_formula() -> None:
    assert [EN(codes.READINESS_WORDS[word]) for word in get_args(Word)] == [
        "Not enough evidence yet",
        "Not yet",
        "Getting there",
        "Nearly ready",
        "Ready",
    ]


def test_a_split_panel_in_a_few_sentences() -> None:
    high = {name: [(4.4, 0.65)] * 3 for name in ("ownership", "planning", "communication")}
    stages = [
        held("ruth", {**high, "ownership": [(1.6, 0.65)] * 3, "planning": [(2.0, 0.6)] * 3}),
        held("dev", high, stage="hiring_manager"),
    ]
    assert summary(debrief(stages, now=NOW), EN, COMPETENCY_NAMES) == (
        "1 of 2 would vote yes, each before seeing the others.",
        "Dev would vote “strong yes” and Ruth “no”.",
        "Where they disagree: Ownership, Planning.",
        "What would settle it: One story of a failure in your own area, told with “I” from the first"
        " sign to the last check.",
        "On these interviews, the debrief would end with: hold, and hear one more interview.",
        "The votes lie on both sides, and are not averaged.",
        "Next: The dev, held once more, covers Ownership, Planning.",
    )


def test_too_little_in_a_few_sentences() -> None:
    one = held("ruth", {"ownership": [3.5], "planning": [3.0]}, must=("leadership",))
    assert summary(debrief([one], now=NOW), EN, COMPETENCY_NAMES) == (
        "Ruth alone has voted: no.",
        "There is not enough evidence to decide.",
        "2 answers have a score; 6 are the least for a word on the whole.",
        "Two interviews with scored answers are the least for a word on the whole.",
        "The job insists on it, and nobody has heard it yet: Leadership.",
        "No interview of this loop asks about it: Leadership.",
    )


def test_what_held_the_word_down_is_said_instead_of_what_it_stands_for() -> None:
    plain = Readiness("close", "mid", 3.3, 3.5, 3.1, 3.9)
    assert readiness_sentence(plain, EN) == codes.READINESS_SENTENCES["close"]
    held_down = Readiness("close", "mid", 3.3, 3.9, 3.5, 4.3, cap="one_more")
    assert readiness_sentence(held_down, EN) == codes.CAP_SENTENCES["one_more"]


def test_the_next_interview_without_anything_particular_to_cover() -> None:
    assert next_sentence(NextInterview("a", "Design", ()), EN, {}) == "Next: Design."
    again = NextInterview("a", "Design", (), again=True)
    assert next_sentence(again, EN, {}) == "Next: Design, held once more."


@pytest.mark.parametrize("locale", LOCALES)
@given(loop=loops())
def test_a_debrief_reads_in_every_language_and_shows_no_percentage(locale: str, loop: Loop) -> None:
    found = debrief(loop.stages, now=NOW, level=loop.level, ahead=loop.ahead)
    text = paragraph(found, words(locale), COMPETENCY_NAMES)
    assert text
    assert "%" not in text
    assert not re.search(r"\d[.,]\d\d", text)
    assert not re.search(r"[a-z]_[a-z]", text), "A code was shown."
