"""The turn machine: patience, barge-in, hold, silence; and no order of events makes it stick."""

from __future__ import annotations

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.interviewer import turn_events, turns
from preppal.interviewer.briefing import Manner
from preppal.interviewer.patience import LEISURE, Asks, Patience
from preppal.interviewer.turns import AskMind, TurnState, next_wake, step

PATIENCE = Patience()
STORY = "We had an outage last spring, and I led the repair of the payment service."
UNFINISHED = "I looked at the logs and I decided to."


class Talk:
    """A machine and what it asked for."""

    def __init__(self, patience: Patience = PATIENCE) -> None:
        self.state = TurnState()
        self.patience = patience
        self.done: list[turns.Action] = []

    def tell(self, *events: turn_events.Event) -> Talk:
        for event in events:
            self.state, actions = step(self.state, event, self.patience)
            self.done += actions
        return self

    def wait(self, until: int) -> Talk:
        """Only time passes, as an engine would let it."""
        while (wake := next_wake(self.state, self.patience)) is not None and wake <= until:
            self.tell(turn_events.Tick(wake))
        return self.tell(turn_events.Tick(until))

    def new(self) -> list[turns.Action]:
        done, self.done = self.done, []
        return done

    @property
    def phase(self) -> str:
        return self.state.phase


def listening(*, asks: Asks = "facts", patience: Patience = PATIENCE) -> Talk:
    """The interviewer has asked something until 1,000 ms."""
    talk = Talk(patience)
    talk.tell(turn_events.Begin(0), turn_events.LineReady(0, asks), turn_events.LineHeard(1_000))
    assert talk.new() == [AskMind("start"), "speak", "keep_line", "give_floor"]
    return talk


def speaking() -> Talk:
    talk = Talk().tell(turn_events.Begin(0), turn_events.LineReady(0))
    talk.new()
    return talk


def say(talk: Talk, text: str, start: int, end: int) -> Talk:
    """Speech from start to end; its words are back at once after it."""
    talk.tell(turn_events.SpeechStarted(start), turn_events.SpeechEnded(end))
    return talk.tell(turn_events.Recognised(end + 300, text, end + 250))


def test_finished_words_are_answered_at_once() -> None:
    talk = say(listening(), STORY, 2_000, 6_000)
    assert talk.phase == "listening"
    talk.wait(6_000 + PATIENCE.finished_ms - 1)
    assert talk.new() == []
    talk.wait(6_000 + PATIENCE.finished_ms)
    assert talk.new() == [AskMind("answered")]


def test_a_late_recognition_is_acted_on_as_soon_as_it_is_back() -> None:
    talk = listening().tell(turn_events.SpeechStarted(2_000), turn_events.SpeechEnded(6_000))
    talk.wait(7_500)
    assert talk.new() == []
    talk.tell(turn_events.Recognised(7_500, STORY, 6_250))
    assert talk.new() == [AskMind("answered")]


def test_unfinished_words_are_waited_for() -> None:
    talk = say(listening(), UNFINISHED, 2_000, 4_000)
    talk.wait(5_500)
    assert talk.new() == []
    talk.tell(turn_events.SpeechStarted(5_500)).wait(7_000)
    assert talk.new() == []
    talk.tell(turn_events.SpeechEnded(7_000), turn_events.Recognised(7_300, STORY, 7_250))
    assert talk.wait(7_000 + PATIENCE.rhythm_ms - 1).new() == [], "who paused may pause again"
    assert talk.wait(7_000 + PATIENCE.rhythm_ms).new() == [AskMind("answered")]


def test_unfinished_words_end_the_turn_in_the_end() -> None:
    talk = say(listening(), UNFINISHED, 2_000, 4_000).wait(4_000 + PATIENCE.unfinished_ms)
    assert talk.new() == [AskMind("answered")]


@pytest.mark.parametrize(
    ("asks", "wait"), [("word", 600), ("facts", 1_200), ("story", 1_380), ("case", 1_920)]
)
def test_a_brief_answer_is_a_beginning_where_more_was_asked_for(asks: Asks, wait: int) -> None:
    talk = say(listening(asks=asks), "It was in spring, at the hospital.", 2_000, 3_000)
    talk.wait(3_000 + wait - 1)
    assert talk.new() == []
    talk.wait(3_000 + wait)
    assert talk.new() == [AskMind("answered")]


def test_a_hum_is_no_turn_and_restarts_the_silence() -> None:
    talk = say(listening(), "Mm-hmm.", 5_000, 5_400).wait(12_000)
    assert talk.new() == []
    assert talk.wait(13_400).new() == [AskMind("silence")]


def test_hold_keeps_the_floor_without_limit() -> None:
    talk = say(listening(), STORY, 2_000, 4_000).tell(turn_events.Hold(4_100, True))
    assert talk.new() == ["take_time"]
    assert talk.phase == "held"
    talk.wait(600_000)
    assert talk.new() == []
    talk.tell(turn_events.Hold(600_000, False))
    assert talk.new() == ["give_floor", "hear_out"]
    talk.tell(turn_events.Recognised(600_010, STORY, 600_000)).wait(600_000 + PATIENCE.finished_ms)
    assert talk.new() == [AskMind("answered")]


def test_hold_pressed_while_the_interviewer_speaks_or_thinks_counts() -> None:
    early = speaking().tell(turn_events.Hold(500, True), turn_events.LineHeard(1_000))
    assert early.phase == "held"
    late = say(listening(), STORY, 2_000, 4_000).wait(5_000)
    late.new()
    late.tell(turn_events.Hold(5_000, True))
    assert late.new() == ["drop_line", "take_time"]
    assert late.phase == "held"
    assert late.state.text == STORY


def test_done_ends_the_turn_now_even_in_mid_word() -> None:
    talk = listening().tell(turn_events.SpeechStarted(2_000), turn_events.Done(4_000))
    assert talk.new() == ["hear_out"]
    talk.tell(turn_events.Recognised(4_300, UNFINISHED, 4_000))
    assert talk.new() == [AskMind("answered")]


def test_done_without_a_word_asks_for_help() -> None:
    assert listening().tell(turn_events.Done(2_000)).new() == [AskMind("silence")]


def test_done_does_not_wait_for_ever_for_recognition() -> None:
    talk = say(listening(), STORY, 2_000, 4_000).tell(turn_events.SpeechStarted(4_500))
    talk.tell(turn_events.Done(6_000)).wait(6_000 + PATIENCE.stalled_ms)
    assert AskMind("answered") in talk.new()


def test_silence_is_met_once_and_not_soon_again() -> None:
    talk = listening().wait(8_999)
    assert talk.new() == []
    assert talk.wait(9_000).new() == [AskMind("silence")]
    talk.tell(turn_events.LineReady(9_100), turn_events.LineHeard(12_000))
    assert talk.phase == "silent"
    talk.new()
    assert talk.wait(12_000 + PATIENCE.silence_again_ms - 1).new() == []
    assert talk.wait(12_000 + PATIENCE.silence_again_ms).new() == [AskMind("silence")]


@pytest.mark.parametrize("event", [turn_events.Mute(1_100, True), turn_events.Typed(1_100)])
def test_silence_means_nothing_without_a_microphone(event: turn_events.Event) -> None:
    talk = listening().tell(event)
    if isinstance(event, turn_events.Typed):
        talk.tell(turn_events.LineReady(1_200), turn_events.LineHeard(1_300))
    talk.new()
    assert talk.wait(300_000).new() == []


def test_a_sentence_that_the_microphone_cut_is_waited_for() -> None:
    talk = say(listening(), "I looked at the logs and", 2_000, 4_000)
    talk.tell(turn_events.Mute(4_500, True))
    assert talk.wait(4_000 + PATIENCE.silence_ms - 1).new() == []
    talk.tell(turn_events.Mute(11_500, False), turn_events.SpeechStarted(12_000)).new()
    talk.tell(turn_events.SpeechEnded(14_000), turn_events.Recognised(14_300, STORY, 14_250))
    assert talk.wait(16_000).new() == [AskMind("answered")]
    gone = say(listening(), "I looked at the logs and", 2_000, 4_000)
    gone.tell(turn_events.Mute(4_500, True))
    assert gone.wait(4_000 + PATIENCE.silence_ms).new() == [AskMind("answered")]
    over = say(listening(), STORY, 2_000, 4_000).tell(turn_events.Mute(4_400, True))
    assert over.wait(4_000 + PATIENCE.unfinished_ms).new() == [AskMind("answered")]


def test_silence_counts_from_when_the_microphone_is_back() -> None:
    talk = listening().tell(turn_events.Mute(1_100, True), turn_events.Mute(60_000, False))
    talk.tell(turn_events.Recognised(60_001, "", 60_000))
    assert talk.new() == ["hear_out"]
    assert talk.wait(67_000).new() == []
    assert talk.wait(68_000).new() == [AskMind("silence")]


def test_barge_in_falls_silent_after_200_ms_and_keeps_only_what_was_heard() -> None:
    talk = speaking().tell(turn_events.SpeechStarted(3_000)).wait(3_199)
    assert talk.new() == []
    assert talk.wait(3_200).new() == ["hush"]
    assert talk.phase == "interrupted"
    talk.tell(
        turn_events.SpeechEnded(3_900), turn_events.Recognised(4_300, "Sorry, one question.", 4_150)
    )
    assert talk.new() == ["cut_line", "give_floor"]
    assert talk.wait(3_900 + PATIENCE.finished_ms).new() == [AskMind("answered")]


def test_a_long_voice_takes_the_floor_before_its_words_are_known() -> None:
    talk = speaking().tell(turn_events.SpeechStarted(3_000)).wait(3_000 + PATIENCE.confirm_ms)
    assert talk.new() == ["hush", "cut_line", "give_floor"]


@pytest.mark.parametrize("text", ["", "Mm-hmm.", "Yeah, right."])
def test_a_cough_or_a_nod_lets_the_line_go_on(text: str) -> None:
    talk = speaking().tell(turn_events.SpeechStarted(3_000)).wait(3_300)
    talk.tell(turn_events.SpeechEnded(3_400), turn_events.Recognised(3_800, text, 3_650))
    assert talk.new() == ["hush", "resume_line"]
    assert talk.phase == "speaking"
    assert talk.tell(turn_events.LineHeard(9_000)).new() == ["keep_line", "give_floor"]


def test_a_click_is_no_barge_in() -> None:
    talk = (
        speaking()
        .tell(turn_events.SpeechStarted(3_000), turn_events.SpeechEnded(3_100))
        .wait(9_000)
    )
    assert talk.new() == []


def test_speaking_on_takes_the_floor_back_while_the_next_line_is_found() -> None:
    talk = say(listening(), STORY, 2_000, 6_000).wait(6_700)
    talk.new()
    talk.tell(turn_events.SpeechStarted(6_700)).wait(6_900)
    assert talk.new() == ["drop_line", "give_floor"]
    talk.tell(
        turn_events.SpeechEnded(8_000), turn_events.Recognised(8_300, f"{STORY} It worked.", 8_250)
    )
    assert talk.wait(9_000).new() == [AskMind("answered")]


def test_noise_before_the_opening_does_not_stop_it() -> None:
    talk = Talk().tell(turn_events.Begin(0), turn_events.SpeechStarted(100)).wait(2_000)
    assert talk.new() == [AskMind("start")]
    assert talk.tell(turn_events.LineReady(2_000)).new() == ["speak"]


def test_a_typed_answer_is_a_turn_in_every_phase() -> None:
    assert listening().tell(turn_events.Typed(2_000)).new() == [AskMind("answered")]
    assert speaking().tell(turn_events.Typed(2_000)).new() == [
        "hush",
        "cut_line",
        AskMind("answered"),
    ]
    held = listening().tell(turn_events.Hold(1_500, True), turn_events.Typed(2_000))
    assert held.new() == ["take_time", AskMind("answered")]
    thinking = say(listening(), STORY, 2_000, 4_000).wait(5_000).tell(turn_events.Typed(5_100))
    assert thinking.new()[-2:] == ["drop_line", AskMind("answered")]


@pytest.mark.parametrize("still_speaking", [True, False])
def test_what_was_said_just_before_a_typed_answer_belongs_to_it(still_speaking: bool) -> None:
    talk = listening().tell(turn_events.SpeechStarted(2_000))
    if not still_speaking:
        talk.tell(turn_events.SpeechEnded(3_800))
    assert talk.tell(turn_events.Typed(4_000)).new() == ["hear_out"]
    talk.tell(turn_events.Recognised(4_400, "", 4_000))
    assert talk.new() == [AskMind("answered")]
    talk.tell(turn_events.LineReady(5_000), turn_events.LineHeard(6_000))
    assert talk.wait(60_000).new() == ["speak", "keep_line", "give_floor"]  # they write


def test_a_typed_answer_does_not_wait_for_ever_for_what_was_said_before() -> None:
    talk = listening().tell(turn_events.SpeechStarted(2_000), turn_events.Typed(4_000))
    assert talk.wait(4_000 + PATIENCE.stalled_ms).new() == ["hear_out", AskMind("answered")]


def test_wrap_up_waits_for_the_answer_and_then_leads_to_the_end() -> None:
    talk = listening().tell(turn_events.SpeechStarted(2_000), turn_events.WrapUp(3_000))
    assert talk.new() == []
    talk.tell(turn_events.SpeechEnded(5_000), turn_events.Recognised(5_300, STORY, 5_250)).wait(
        6_000
    )
    assert talk.new() == [AskMind("wrap_up")]
    talk.tell(turn_events.LineReady(6_100), turn_events.LineHeard(9_000))
    talk.new()
    say(talk, STORY, 10_000, 12_000).wait(13_000)
    assert talk.new() == [AskMind("answered")]


def test_wrap_up_breaks_a_silence() -> None:
    assert listening().tell(turn_events.WrapUp(3_000)).wait(4_000).new() == [AskMind("wrap_up")]


def test_who_cuts_in_by_the_button_has_time_to_begin() -> None:
    talk = speaking().wait(60_000).tell(turn_events.Interrupt(60_000))
    assert talk.new() == ["hush", "cut_line", "give_floor"]
    assert talk.wait(60_000 + PATIENCE.unfinished_ms + PATIENCE.silence_ms - 1).new() == []
    overdue = speaking().tell(turn_events.WrapUp(50_000)).wait(60_000)
    overdue.tell(turn_events.Interrupt(60_000)).new()
    assert overdue.wait(60_000 + PATIENCE.unfinished_ms).new() == []


@pytest.mark.parametrize("afterwards", [turn_events.Interrupt, turn_events.SpeechStarted])
def test_a_typed_answer_is_taken_though_its_line_was_dropped(
    afterwards: type[turn_events.Event],
) -> None:
    talk = listening().tell(turn_events.Typed(2_000), afterwards(2_100)).wait(2_400)
    assert talk.new() == [AskMind("answered"), "drop_line", "give_floor"]
    talk.tell(turn_events.SpeechEnded(2_400), turn_events.Recognised(2_800, "", 2_650))
    assert talk.wait(8_000).new() == [AskMind("answered")]


def test_the_goodbye_ends_it() -> None:
    talk = speaking()
    talk.state = replace(talk.state, last=True)
    assert talk.tell(turn_events.LineHeard(3_000)).new() == ["keep_line", "finish"]
    assert talk.tell(turn_events.Typed(4_000), turn_events.Done(5_000)).new() == []
    assert next_wake(talk.state, PATIENCE) is None


def test_a_mind_that_fails_leaves_the_floor_with_the_candidate() -> None:
    talk = say(listening(), STORY, 2_000, 4_000).wait(5_000).tell(turn_events.LineFailed(6_000))
    assert talk.new()[-2:] == ["commit", "give_floor"]
    assert talk.wait(13_999).new() == []
    assert talk.wait(14_000).new() == [AskMind("silence")]


def test_patience_follows_the_manner() -> None:
    calm, brisk = Patience.of(Manner(silence=5, pace=1)), Patience.of(Manner(silence=1, pace=5))
    assert calm.finished_ms > PATIENCE.finished_ms > brisk.finished_ms >= 400
    assert 1_500 <= brisk.unfinished_ms < calm.unfinished_ms <= 2_000
    assert brisk.silence_ms == 8_000 < calm.silence_ms


# -- every order of events ------------------------------------------------------------------------

TEXTS = st.sampled_from(["", "Mm-hmm.", STORY, UNFINISHED, "Yes.", "no full stop", "..."])
FLAGS = st.booleans()
ASKS = st.sampled_from(list(LEISURE))


@st.composite
def events(draw: st.DrawFn) -> list[turn_events.Event]:
    """Any events in any order; times mostly grow, as they do on a real line."""
    now, made = 0, []
    for _ in range(draw(st.integers(0, 40))):
        now += draw(st.sampled_from([0, 1, 40, 200, 300, 700, 2_000, 9_000, 60_000]))
        at = max(0, now - draw(st.sampled_from([0, 0, 0, 250])))
        kind = draw(st.sampled_from(KINDS))
        if kind is turn_events.Recognised:
            made.append(
                turn_events.Recognised(now, draw(TEXTS), draw(st.sampled_from([at, now - 250])))
            )
        elif kind in (turn_events.Hold, turn_events.Mute):
            made.append(kind(now, draw(FLAGS)))
        elif kind is turn_events.LineReady:
            made.append(turn_events.LineReady(now, draw(ASKS), draw(FLAGS)))
        else:
            made.append(kind(at))
    return made


KINDS = [
    turn_events.Begin, turn_events.Resume, turn_events.SpeechStarted, turn_events.SpeechEnded, turn_events.Recognised,
    turn_events.Typed, turn_events.Done, turn_events.Hold, turn_events.Mute, turn_events.Interrupt, turn_events.WrapUp,
    turn_events.LineReady, turn_events.LineReady, turn_events.LineFailed, turn_events.LineHeard, turn_events.Tick,
]  # fmt: skip


@given(events())
def test_no_order_of_events_makes_it_stick_or_speak_twice(stream: list[turn_events.Event]) -> None:
    talk = Talk()
    line = "none"  # none, asked, spoken, hushed
    for event in stream:
        before = talk.phase
        for action in talk.tell(event).new():
            match action:
                case AskMind():
                    assert line == "none", "a second line was asked for"
                    line = "asked"
                case "drop_line" | "commit":
                    assert line == "asked"
                    line = "none"
                case "speak":
                    assert line == "asked"
                    line = "spoken"
                case "hush":
                    assert line == "spoken"
                    line = "hushed"
                case "resume_line":
                    assert line == "hushed"
                    line = "spoken"
                case "cut_line" | "keep_line":
                    assert line in ("spoken", "hushed")
                    line = "none"
        expected = {"thinking": "asked", "speaking": "spoken", "interrupted": "hushed"}
        assert line == expected.get(talk.phase, "none"), (before, event, talk.state)

    assert_goes_on(talk)


def assert_goes_on(talk: Talk) -> None:
    """Whatever happened: with a working microphone and a clear answer the interview goes on."""
    now = talk.state.at
    if talk.phase == "over":
        return
    if talk.phase == "waiting":
        talk.tell(turn_events.Begin(now))
    if talk.phase == "thinking":
        talk.tell(turn_events.LineReady(now))
    if talk.phase == "speaking":
        talk.tell(turn_events.SpeechEnded(now), turn_events.LineHeard(now))
    if talk.phase == "over":
        return
    talk.tell(
        turn_events.Hold(now, False), turn_events.Mute(now, False), turn_events.SpeechEnded(now)
    )
    start = max(now, talk.state.quiet_at) + 100
    talk.new()
    say(talk, STORY, start, start + 3_000).wait(start + 20_000)
    if (
        talk.state.phase == "speaking"
    ):  # it was interrupted, and the line went on before these words
        talk.tell(turn_events.LineHeard(start + 20_000))
        say(talk, STORY, start + 21_000, start + 24_000).wait(start + 40_000)
    assert talk.phase == "thinking", talk.state


@given(events())
def test_waking_up_is_always_later_than_now(stream: list[turn_events.Event]) -> None:
    talk = Talk().tell(*stream)
    wakes = 0
    while (wake := next_wake(talk.state, PATIENCE)) is not None:
        assert wake > talk.state.at
        talk.tell(turn_events.Tick(wake))
        wakes += 1
        assert wakes < 50
