"""How a visit to the room ends, from what its first strand to end came back with or was broken by."""

import asyncio
from collections.abc import Iterable
from typing import Literal

from preppal.foundation.outage import DatabaseAway
from preppal.interviews.lease import SignedOut, TakenOver
from preppal.interviews.live.limits import TooFast
from preppal.interviews.live.line import Dropped, TooSlow
from preppal.interviews.live.protocol import BadFrame, TooLarge
from preppal.interviews.model import NotLive

Outcome = Literal[
    "ended",
    "dropped",
    "taken_over",
    "not_live",
    "signed_out",
    "away",
    "bad_frame",
    "too_large",
    "too_fast",
    "too_slow",
]


def outcome_of(done: Iterable[asyncio.Task[Outcome]]) -> Outcome:
    """Of the strands that ended at one moment, a goodbye counts more than a line that went with it. Raises
    what is no way for a visit to end."""
    outcomes = [_outcome(strand) for strand in done]
    return "ended" if "ended" in outcomes else outcomes[0]


def _outcome(strand: asyncio.Task[Outcome]) -> Outcome:
    problem = strand.exception()
    match problem:
        case None:
            return strand.result()
        case TakenOver():
            return "taken_over"
        case NotLive():
            return "not_live"
        case SignedOut():
            return "signed_out"
        case DatabaseAway():
            return "away"
        case TooLarge():
            return "too_large"
        case BadFrame():
            return "bad_frame"
        case TooFast():
            return "too_fast"
        case TooSlow():
            return "too_slow"
        case Dropped():
            return "dropped"
        case _:
            raise problem
