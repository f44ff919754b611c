"""How long an interviewer waits: by manner, by what was asked for, by the person's own setting."""

from __future__ import annotations

from dataclasses import replace
from itertools import pairwise
from typing import get_args

import pytest

from preppal.accounts.model import User
from preppal.interviewer.briefing import Briefing, Interviewer, Manner
from preppal.interviewer.endings import is_prelude, looks_finished
from preppal.interviewer.patience import (
    LEISURE,
    STRETCHES,
    Asks,
    Patience,
    Stretch,
    asks_for,
    is_told,
)
from preppal.interviewer.plan import InterviewPlan, PlannedLead, build_plan
from preppal.interviewer.transcript import Intent, Line

ADA = Interviewer("Ada", "Engineering manager", "technical", Manner(), "")
PLAN = build_plan(Briefing(ADA, "Backend engineer", "", "", "", 60, seed=4))
LONG = " ".join(["We measured it again and it was blue."] * 20)
TOLD = f"{LONG} In the end we lost none."


def plan_with(kind: str, competency: str = "ownership") -> InterviewPlan:
    lead = PlannedLead("asked", competency, "?", "?", 3.0, kind, "", "stage")
    return replace(PLAN, leads=(lead,))


def line(intent: Intent, lead_id: str | None = "asked") -> Line:
    return Line("What happened?", intent, lead_id, None)


@pytest.mark.parametrize(
    ("kind", "competency", "lead", "follow_up"),
    [
        ("behavioural", "ownership", "story", "word"),
        ("situational", "planning", "story", "word"),
        ("case", "problem_solving", "case", "story"),
        ("behavioural", "design_tradeoffs", "case", "story"),
        ("knowledge", "domain_depth", "facts", "word"),
        ("motivation", "motivation_fit", "facts", "word"),
        ("warmup", "", "facts", "word"),
    ],
)
def test_what_a_line_asks_for_follows_from_its_question(
    kind: str, competency: str, lead: Asks, follow_up: Asks
) -> None:
    plan = plan_with(kind, competency)
    assert asks_for(line("lead"), plan) == lead
    assert asks_for(line("follow_up"), plan) == follow_up
    assert asks_for(line("reassure"), plan) == "word"


def test_small_talk_asks_for_a_word_and_an_unknown_question_for_a_story() -> None:
    assert asks_for(line("opening", None), PLAN) == "word"
    assert asks_for(line("invite_questions", None), PLAN) == "word"
    assert asks_for(line("lead", "a lead of the persona's own"), PLAN) == "story"
    assert asks_for(Line("", "warmup", PLAN.warmup.lead_id, None), PLAN) == "facts"
    every = {asks_for(line("lead", lead.lead_id), PLAN) for lead in (*PLAN.leads, *PLAN.spare)}
    assert every == {"facts", "story", "case"}


@pytest.mark.parametrize("text", ["I looked at the logs and", "It was in spring.", LONG])
def test_each_kind_of_question_waits_at_least_as_long_as_the_one_before(text: str) -> None:
    waits = [Patience().after(text, asks=asks) for asks in ("word", "facts", "story", "case")]
    assert waits == sorted(waits)
    assert waits[0] < waits[-1]


def test_an_unfinished_story_is_waited_for_two_seconds_and_a_case_longer() -> None:
    patience = Patience.of(Manner())
    unfinished = {asks: patience.after("I decided to", asks=asks) for asks in LEISURE}
    assert 1_500 <= unfinished["word"] <= unfinished["story"] <= 2_050
    assert unfinished["case"] >= 2_500
    assert patience.after(LONG, asks="word") <= 600
    assert patience.after(TOLD, asks="case") < 1_000


@pytest.mark.parametrize("manner", [Manner(), Manner(silence=5, pace=1), Manner(silence=1, pace=5)])
def test_the_persons_own_setting_stretches_every_wait_and_no_barge_in(manner: Manner) -> None:
    steps = [Patience.of(manner, stretch) for stretch in get_args(Stretch)]
    for less, more in pairwise(steps):
        for asks in LEISURE:
            for text in ("I decided to", "It was in spring.", LONG):
                ratio = more.after(text, asks=asks) / less.after(text, asks=asks)
                assert ratio == pytest.approx(1.6, abs=0.05)
        assert more.silence_ms > less.silence_ms
        assert more.silence_again_ms > less.silence_again_ms
        assert (more.barge_in_ms, more.confirm_ms) == (less.barge_in_ms, less.confirm_ms)
    assert steps[-1].after("I decided to", asks="word") >= 3_700


@pytest.mark.parametrize(("stretch", "times"), STRETCHES.items())
def test_who_needs_more_time_may_speak_for_longer(stretch: Stretch, times: float) -> None:
    patience = Patience.of(Manner(), stretch)
    for asks, leisure in LEISURE.items():
        limit = round(leisure.longest_ms * times)
        waits = [
            patience.after("I decided to", asks=asks, running_ms=ms) for ms in (limit - 1, limit)
        ]
        assert waits[0] >= patience.unfinished_ms
        assert waits[1] == patience.finished_ms


def test_the_settings_are_the_ones_that_the_database_takes() -> None:
    checks = {str(c.name): str(getattr(c, "sqltext", "")) for c in User.__table__.constraints}  # type: ignore[attr-defined]
    [allowed] = [text for name, text in checks.items() if name.endswith("patience")]
    assert allowed == "patience in ({})".format(", ".join(f"'{name}'" for name in STRETCHES))
    assert tuple(STRETCHES) == get_args(Stretch)


@pytest.mark.parametrize(
    "text",
    [
        "Sure, let me think.",
        "That's a great question.",
        "Well.",
        "Um. So, let me see.",
        "Okay, let me think about that for a moment.",
        "Hmm, good question. Where do I start?",
    ],
)
def test_words_that_gain_time_are_waited_for(text: str) -> None:
    assert is_prelude(text)
    assert Patience().after(text, asks="word") == Patience().unfinished_ms


@pytest.mark.parametrize(
    "text", ["Yes.", "Okay.", "It went well.", "Sure, I led it.", "", "um " * 200 + "x"]
)
def test_an_answer_is_no_prelude(text: str) -> None:
    assert not is_prelude(text)


@pytest.mark.parametrize(
    ("text", "told"),
    [
        (f"{LONG} In the end we lost none.", True),
        (f"{LONG} So the error rate dropped by half.", True),
        (f"In the end we lost none. {LONG}", False),
        ("Then I called the supplier.", False),
    ],
)
def test_a_long_story_is_over_once_its_outcome_was_told(text: str, told: bool) -> None:
    assert is_told(text) is told
    longer = "And then I wrote to each of them and asked. " * 10
    assert (Patience().after(longer + text, asks="story") < 1_000) is told


def test_who_paused_once_is_waited_for_the_next_time() -> None:
    patience = Patience()
    assert patience.after(LONG, asks="word", longest_pause=300) == patience.finished_ms
    assert patience.after(LONG, asks="word", longest_pause=1_000) == 1_300
    assert patience.after(LONG, asks="word", longest_pause=9_000) == patience.rhythm_ms


@pytest.mark.parametrize(
    "text",
    ["What I like about it is.", "I worked mostly in.", "because of the number.", "the fact."],
)
def test_a_last_word_that_asks_for_another_is_no_end(text: str) -> None:
    assert not looks_finished(text)


@pytest.mark.parametrize(
    "text", ["That was by the way.", "We did it our way.", "That is the number one."]
)
def test_an_end_is_an_end(text: str) -> None:
    assert looks_finished(text)
