"""Time (INTERVIEWING §4): room for the candidate's questions, one last probe, an endless answer stopped."""

from dataclasses import replace

import pytest

from preppal.interviewer.clock import MINUTE, Clock, runs_long
from preppal.interviewer.patience import LEISURE, LONG_CASE_MS, LONG_MS, Asks, Patience
from preppal.interviewer.plan import build_plan
from preppal.interviewer.standing import AskedLead, Standing
from preppal.interviewer.transcript import SpokenTurn
from preppal.interviewer.turn_events import (
    Begin,
    LineHeard,
    LineReady,
    Recognised,
    SpeechEnded,
    SpeechStarted,
    Tick,
)
from preppal.interviewer.turns import AskMind, TurnState, step
from preppal.interviewer.wordings import phrasing_ids, row_of
from tests.unit.interviewer.candidates import STORIES, briefing, hold, next_line, strong

UNFINISHED = "and then I went to the dock because the"


@pytest.mark.parametrize("asks", list(LEISURE))
def test_after_three_minutes_a_breath_ends_the_turn(asks: Asks) -> None:
    patience = Patience()
    longest = LONG_CASE_MS if asks == "case" else LONG_MS
    before = patience.after(UNFINISHED, asks=asks, running_ms=longest - 1)
    after = patience.after(UNFINISHED, asks=asks, running_ms=longest)
    assert before > after == patience.finished_ms


def test_who_needs_longer_is_given_longer_even_then() -> None:
    slow = Patience.of(briefing().interviewer.manner, "longest")
    assert slow.after(UNFINISHED, asks="story", running_ms=LONG_MS) > 600


def test_an_endless_answer_is_not_cut_while_it_is_spoken() -> None:
    """Two hundred seconds without a pause: the interviewer waits; at the first pause it takes over."""
    patience, state = Patience(), TurnState()
    events = [Begin(0), LineReady(0, "story"), LineHeard(1_000), SpeechStarted(1_500)]
    events += [Recognised(at, UNFINISHED, at) for at in range(10_000, 200_000, 10_000)]
    asked: list[object] = []
    for event in [*events, Tick(200_000)]:
        state, actions = step(state, event, patience)
        asked += actions
    assert AskMind("answered") not in asked
    for event in (SpeechEnded(200_500), Recognised(200_600, UNFINISHED, 200_500)):
        state, actions = step(state, event, patience)
        assert AskMind("answered") not in actions
    state, actions = step(state, Tick(200_500 + patience.finished_ms), patience)
    assert AskMind("answered") in actions


def test_the_same_pause_in_a_short_answer_is_waited_out() -> None:
    patience, state = Patience(), TurnState()
    for event in (
        Begin(0),
        LineReady(0, "story"),
        LineHeard(1_000),
        SpeechStarted(1_500),
        SpeechEnded(20_000),
        Recognised(20_100, UNFINISHED, 20_000),
    ):
        state, _ = step(state, event, patience)
    _, actions = step(state, Tick(20_000 + patience.finished_ms), patience)
    assert actions == ()


@pytest.mark.parametrize(("kind", "minutes"), [("behavioural", 3), ("case", 5)])
def test_long_is_three_minutes_and_five_in_a_case(kind: str, minutes: int) -> None:
    lead = replace(build_plan(briefing()).leads[0], kind=kind)
    standing = Standing(asked=[AskedLead(lead)], answer="so", answer_ms=minutes * MINUTE)
    assert not runs_long(standing)
    standing.answer_ms += 1
    assert runs_long(standing)
    typed = Standing(asked=[AskedLead(lead)], answer="word " * (140 * minutes + 1))
    assert runs_long(typed)
    assert not runs_long(Standing(asked=[AskedLead(lead)], answer="word " * (140 * minutes - 2)))


@pytest.mark.parametrize("minutes", [10, 30, 60])
def test_what_there_is_time_for(minutes: int) -> None:
    plan = build_plan(briefing(minutes=minutes))  # type: ignore[arg-type]
    end = int((plan.questions_minutes + plan.closing_minutes) * MINUTE)

    def at(remaining: float, probed: tuple[float, ...] = ()) -> tuple[bool, bool, bool]:
        """Must hand over; may ask a lead; may probe, when probes were asked with so much left."""
        clock = Clock(plan, int(remaining))
        asked = AskedLead(plan.leads[0])
        asked.probed_ms = [int(minutes * MINUTE - left) for left in probed]
        standing = Standing(asked=[asked])
        return clock.must_invite, clock.allows_lead, clock.allows_probe(standing)

    assert at(end - 1) == (True, False, False)
    assert at(end + 2.5 * MINUTE) == (False, True, True)
    assert at(end + 2.5 * MINUTE - 1) == (False, False, True)
    # No time for a lead: one more probe, and no second.
    assert at(end + 2 * MINUTE, probed=(end + 3 * MINUTE,)) == (False, False, True)
    assert at(end + MINUTE, probed=(end + 2 * MINUTE,)) == (False, False, False)


def test_a_probe_after_an_endless_answer_is_said_after_stopping_it() -> None:
    told = briefing("ward_nurse", minutes=30)
    held = hold(told, strong)
    first = next(i for i, turn in enumerate(held.turns) if turn.intent == "lead")
    long = "We planned the move together and we packed the boxes and they carried them. " * 20
    turns = [*held.turns[: first + 1], SpokenTurn("candidate", long, 100_000, 300_000)]
    line = next_line(told, held.plan, turns, 25 * MINUTE)
    rows = [row_of(part) for part in phrasing_ids(line.phrasing)]
    assert rows == ["stop_there", "own_part"]
    assert len(line.text.split()) <= 25
    story = SpokenTurn("candidate", " ".join(STORIES[:1]), 100_000, 300_000)
    line = next_line(told, held.plan, [*held.turns[: first + 1], story], 6 * MINUTE)
    assert line.intent == "invite_questions"
    assert "ack_long" in [row_of(part) for part in phrasing_ids(line.phrasing)]
