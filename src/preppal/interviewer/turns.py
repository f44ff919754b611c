"""Whose turn it is: a pure state machine over events with times. No clock, no sound, no waiting.

    state, actions = step(state, event, patience)

Events say what happened and when (ms on the interview clock); actions say what the engine is to do now.
`next_wake` tells when a `Tick` could change something, so that nobody polls. An event that makes no
sense in a state changes nothing: whatever order events come in, the machine never sticks.

The hard part is patience. A fixed silence of 0.7 s cuts people off in most of their thinking pauses, so
the words decide (`patience`): what looks finished is answered as soon as its recognition is back, what
does not is waited for, and *take your time* and *I'm done* overrule both.

Phases
  waiting      before the first line
  thinking     the next line is being found; speaking on takes the floor back
  speaking     the interviewer speaks
  interrupted  the interviewer fell silent for a voice; words confirm it, a cough lets the line go on
  listening    the floor is the candidate's
  silent       the same, after their silence was met once: not soon again
  held         the same, and they asked for time: nothing ends the turn
  over         the goodbye was heard
"""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import Literal

from preppal.interviewer.endings import looks_finished, says_something
from preppal.interviewer.patience import Asks, Patience
from preppal.interviewer.transcript import Occasion
from preppal.interviewer.turn_events import (
    Begin,
    Done,
    Event,
    Hold,
    Interrupt,
    LineFailed,
    LineHeard,
    LineReady,
    Mute,
    Recognised,
    Resume,
    SpeechEnded,
    SpeechStarted,
    Typed,
    WrapUp,
)

TurnPhase = Literal[
    "waiting", "thinking", "speaking", "interrupted", "listening", "silent", "held", "over"
]
FLOOR: frozenset[TurnPhase] = frozenset({"listening", "silent", "held"})


@dataclass(frozen=True, slots=True)
class AskMind:
    """Find the next line. With `answered` and `wrap_up` the candidate's words so far are a turn."""

    occasion: Occasion


Act = Literal[
    "speak",  # commit the candidate's turn if there is one, then begin the line
    "commit",  # commit the candidate's turn; no line follows
    "drop_line",  # forget the line that is being made; the candidate goes on
    "hush",  # fall silent now
    "keep_line",  # commit the line: it was heard
    "cut_line",  # commit what was heard of the line
    "resume_line",  # it was no barge-in: forget that sound, go on with the line
    "hear_out",  # recognise everything heard until now
    "give_floor",
    "take_time",
    "finish",
]
Action = AskMind | Act


@dataclass(frozen=True, slots=True)
class TurnState:
    phase: TurnPhase = "waiting"
    at: int = 0
    floor_at: int = 0
    speech_at: int | None = None
    quiet_at: int = 0
    text: str = ""
    covered: int = 0
    longest_pause: int = 0  # within this turn
    occasion: Occasion = "start"
    asks: Asks = "word"
    last: bool = False
    done: bool = False
    held: bool = False
    muted: bool = False
    typing: bool = False  # their last words were written: silence means nothing
    written: bool = False  # a typed answer is part of this turn
    silence_met: bool = False
    wrap_up_due: bool = False


Step = tuple[TurnState, tuple[Action, ...]]


def step(state: TurnState, event: Event, patience: Patience) -> Step:
    """The state after `event`, and what is to be done, in order."""
    if state.phase == "over":
        return state, ()
    state = replace(state, at=max(state.at, event.at))
    state, actions = _take(state, event, patience)
    state, more = _settle(state, patience)
    return state, actions + more


def next_wake(state: TurnState, patience: Patience) -> int | None:
    """When time alone may change something; None while only an event can."""
    due: list[int] = []
    if state.speech_at is not None:
        if state.phase in ("speaking", "thinking"):
            due.append(state.speech_at + patience.barge_in_ms)
        elif state.phase == "interrupted":
            due.append(state.speech_at + patience.confirm_ms)
    elif state.phase in FLOOR or state.phase == "interrupted":
        for wait in (
            wait_of(state, patience),
            patience.stalled_ms,
            patience.silence_ms,
            patience.silence_again_ms,
            patience.wrap_up_ms,
        ):
            due.append(state.quiet_at + wait)
    return min((time for time in due if time > state.at), default=None)


def _take(state: TurnState, event: Event, patience: Patience) -> Step:
    """What the event itself changes, before anybody's patience is asked."""
    match event:
        case Begin() if state.phase == "waiting":
            return _ask(state, "start")
        case Resume() if state.phase == "waiting":
            return _ask(state, "resumed")
        case SpeechStarted():
            if state.speech_at is None:
                state = _pause_over(replace(state, speech_at=event.at))
        case SpeechEnded():
            if state.speech_at is not None:
                quiet = max(state.speech_at, event.at)
                state = replace(state, speech_at=None, quiet_at=quiet)
        case Recognised():
            return _words(state, event), ()
        case Typed():
            return _typed(state)
        case Done():
            return _done(state)
        case Hold():
            return _hold(state, event.on)
        case Mute():
            return _mute(state, event.on)
        case Interrupt():
            return _interrupt(state, patience)
        case WrapUp():
            return replace(state, wrap_up_due=True), ()
        case LineReady() if state.phase == "thinking":
            return _line_ready(state, event)
        case LineFailed() if state.phase == "thinking":
            return _floor(replace(state, text=""), before=("commit",))
        case LineHeard() if state.phase == "speaking":
            if state.last:
                return replace(state, phase="over"), ("keep_line", "finish")
            return _floor(state, before=("keep_line",))
        case _:
            pass
    return state, ()


def _pause_over(state: TurnState) -> TurnState:
    if state.phase not in FLOOR or state.speech_at is None or not says_something(state.text):
        return state
    pause = state.speech_at - state.quiet_at
    return replace(state, longest_pause=max(state.longest_pause, pause))


def _words(state: TurnState, event: Recognised) -> TurnState:
    if state.phase in FLOOR or state.phase in ("interrupted", "thinking"):
        typing = state.typing and state.written and state.done  # of before they wrote
        return replace(
            state, text=event.text, covered=max(state.covered, event.upto), typing=typing
        )
    return state


def _settle(state: TurnState, patience: Patience) -> Step:
    """Is anybody's patience at an end?"""
    spoken_for = 0 if state.speech_at is None else state.at - state.speech_at
    if state.phase == "speaking" and spoken_for >= patience.barge_in_ms:
        return replace(state, phase="interrupted", text="", covered=0), ("hush",)
    if state.phase == "thinking" and spoken_for >= patience.barge_in_ms and not _first(state):
        return replace(state, phase=_floor_phase(state)), ("drop_line", _floor_act(state))
    if state.phase == "interrupted":
        return _settle_interrupted(state, spoken_for, patience)
    if state.phase in FLOOR:
        return _settle_floor(state, patience)
    return state, ()


def _settle_interrupted(state: TurnState, spoken_for: int, patience: Patience) -> Step:
    if says_something(state.text, while_listening=True) or spoken_for >= patience.confirm_ms:
        return _floor(state, before=("cut_line",), keep=True)
    quiet_for = state.at - state.quiet_at
    recognised = state.covered >= state.quiet_at
    if state.speech_at is None and (recognised or quiet_for >= patience.stalled_ms):
        return replace(state, phase="speaking", text=""), ("resume_line",)
    return state, ()


def _settle_floor(state: TurnState, patience: Patience) -> Step:
    if state.held or state.speech_at is not None:
        return state, ()
    quiet_for = state.at - state.quiet_at
    if state.covered < state.quiet_at and quiet_for < patience.stalled_ms:
        return state, ()
    if state.written or says_something(state.text):
        if state.done or quiet_for >= wait_of(state, patience):
            return _ask(state, "wrap_up" if state.wrap_up_due else "answered")
        return state, ()
    if state.wrap_up_due and quiet_for >= patience.wrap_up_ms:
        return _ask(state, "wrap_up")
    patient_for = patience.silence_again_ms if state.silence_met else patience.silence_ms
    deaf = state.muted or state.typing
    if state.done or (quiet_for >= patient_for and not deaf):
        return _ask(state, "silence")
    return state, ()


def wait_of(state: TurnState, patience: Patience) -> int:
    """How long a silence after what was said so far must be before the turn is over."""
    wait = patience.after(
        state.text,
        asks=state.asks,
        longest_pause=state.longest_pause,
        running_ms=state.quiet_at - state.floor_at,
    )
    if state.muted and state.text and not state.written and not looks_finished(state.text):
        # switched off to cough, or unplugged in mid-sentence: they mean to go on
        return max(wait, patience.silence_ms)
    return wait


def _ask(state: TurnState, occasion: Occasion) -> Step:
    state = replace(state, phase="thinking", occasion=occasion, done=False, held=False)
    return state, (AskMind(occasion),)


def _line_ready(state: TurnState, event: LineReady) -> Step:
    wrapped = state.occasion == "wrap_up"
    state = replace(
        state,
        phase="speaking",
        text="",
        longest_pause=0,
        speech_at=None,
        written=False,
        asks=event.asks,
        last=event.last,
        silence_met=state.occasion == "silence",
        wrap_up_due=state.wrap_up_due and not wrapped,
    )
    return state, ("speak",)


def _typed(state: TurnState) -> Step:
    before: tuple[Action, ...] = ()
    if state.phase == "waiting" or (state.phase == "thinking" and _first(state)):
        return state, ()  # the engine keeps it until the floor is theirs
    if state.phase == "thinking":
        before = ("drop_line",)
    elif state.phase == "speaking":
        before = ("hush", "cut_line")
    elif state.phase == "interrupted":
        before = ("cut_line",)
    elif state.speech_at is not None or state.covered < state.quiet_at:
        # what they said before they wrote belongs to it
        return _done(replace(state, typing=True, written=True))
    state = replace(
        state, speech_at=None, quiet_at=state.at, covered=state.at, typing=True, written=True
    )
    state, asked = _ask(state, "wrap_up" if state.wrap_up_due else "answered")
    return state, before + asked


def _done(state: TurnState) -> Step:
    if state.phase not in FLOOR:
        return state, ()
    held = replace(state, phase="listening", done=True, held=False)
    if state.speech_at is None and state.covered >= state.quiet_at:
        return held, ()
    return replace(held, speech_at=None, quiet_at=state.at), ("hear_out",)


def _hold(state: TurnState, on: bool) -> Step:
    if state.phase in FLOOR:
        if on == state.held:
            return state, ()
        state = replace(state, held=on, done=False)
        state = replace(state, phase=_floor_phase(state))
        state, more = (state, ()) if on else _wait_anew(state)
        return state, (_floor_act(state), *more)
    state = replace(state, held=on)
    if on and state.phase == "thinking" and not _first(state):
        return replace(state, phase="held"), ("drop_line", "take_time")
    return state, ()


def _mute(state: TurnState, on: bool) -> Step:
    if on == state.muted:
        return state, ()
    state = replace(state, muted=on)
    if not on:
        return _wait_anew(state)
    if state.speech_at is None:
        return state, ()
    return replace(state, speech_at=None, quiet_at=state.at), ("hear_out",)


def _wait_anew(state: TurnState) -> Step:
    """Silence counts from now on."""
    if state.phase not in FLOOR or state.speech_at is not None:
        return state, ()
    return replace(state, quiet_at=state.at), ("hear_out",)


def _interrupt(state: TurnState, patience: Patience) -> Step:
    soon = state.at + patience.unfinished_ms  # they want to say something: wait for it
    if state.phase == "speaking":
        if state.speech_at is None:
            state = replace(state, quiet_at=soon, covered=soon)
        return _floor(state, before=("hush", "cut_line"), keep=True)
    if state.phase == "interrupted":
        return _floor(state, before=("cut_line",), keep=True)
    if state.phase == "thinking" and not _first(state):
        state = replace(state, phase="listening", quiet_at=soon, covered=soon)
        return state, ("drop_line", "give_floor")
    return state, ()


def _floor(state: TurnState, before: tuple[Action, ...] = (), keep: bool = False) -> Step:
    """The candidate may speak. `keep`: they already do, and what is known of it stays."""
    if not keep:
        state = replace(state, text="", written=False, covered=state.at, quiet_at=state.at)
    state = replace(state, floor_at=state.at, done=False)
    phase = _floor_phase(state)
    return replace(state, phase=phase), (*before, _floor_act(state))


def _floor_phase(state: TurnState) -> TurnPhase:
    if state.held:
        return "held"
    return "silent" if state.silence_met and not state.text else "listening"


def _floor_act(state: TurnState) -> Act:
    return "take_time" if state.held else "give_floor"


def _first(state: TurnState) -> bool:
    """Before the opening was spoken there is no floor to give back."""
    return state.occasion in ("start", "resumed")
