"""A held interview as text to read, and as plain values for JSON."""

from typing import Any

from preppal.interviewer.simulation.holding import Held
from preppal.interviewer.transcript import SpokenTurn
from preppal.interviewer.wordings import phrasing_ids, row_of

_WIDTH = 11


def as_lines(held: Held, interviewer: str) -> list[str]:
    """One line a turn: time, speaker, words; behind the interviewer's, what they were for."""
    return [
        f"{_clock(turn.started_ms)}  {_speaker(turn, interviewer):<{_WIDTH}} {turn.text}{_for(turn)}"
        for turn in held.turns
    ]


def as_values(held: Held) -> dict[str, Any]:
    """The transcript with everything that is known of each turn. Times are ms."""
    return {
        "minutes": held.plan.minutes,
        "stage": held.plan.stage,
        "seed": held.plan.seed,
        "ended_ms": held.ended_ms,
        "turns": [
            {
                "speaker": turn.speaker,
                "started_ms": turn.started_ms,
                "ended_ms": turn.ended_ms,
                "text": turn.text,
                **({"intent": turn.intent, "lead": turn.lead_id} if turn.intent else {}),
                **({"rows": _rows(turn)} if turn.intent else {}),
            }
            for turn in held.turns
        ],
    }


def _rows(turn: SpokenTurn) -> list[str]:
    return [row_of(part) for part in phrasing_ids(turn.phrasing)]


def _speaker(turn: SpokenTurn, interviewer: str) -> str:
    return interviewer.split()[0] if turn.speaker == "interviewer" else "Candidate"


def _for(turn: SpokenTurn) -> str:
    if turn.intent not in ("lead", "warmup", "follow_up", "repair"):
        return ""
    rows = _rows(turn)
    what = rows[-1] if turn.intent in ("follow_up", "repair") and rows else turn.lead_id
    return f"  [{turn.intent.replace('_', ' ')}: {what}]"


def _clock(ms: int) -> str:
    return f"{ms // 60_000:02}:{ms // 1000 % 60:02}"
