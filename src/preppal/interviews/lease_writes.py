"""What a visit writes all the time, as single statements that read no row.

An interview's row holds documents (persona, job, plan): loading it through the mapper for every heartbeat
cost a session more processor time than its sound. Here nothing is loaded and nothing is decided: a
statement that writes nothing says so, and `lease` finds out why.
"""

import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, NamedTuple, cast

from sqlalchemy import (
    Boolean,
    Integer,
    ScalarSelect,
    Table,
    Update,
    bindparam,
    func,
    or_,
    select,
    update,
)
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import Device
from preppal.credits.model import OpenHold
from preppal.interviewer.transcript import SpokenTurn
from preppal.interviews.charging import ANSWERS_HELD, HELD_MS, answers_of
from preppal.interviews.model import InterviewSession, Status, Turn

# Tables, not classes: the mapper would look for loaded rows that the statement has changed.
INTERVIEWS = cast("Table", InterviewSession.__table__)
TURNS = cast("Table", Turn.__table__)

LAST_SIGNS = {
    "elapsed_ms": func.greatest(INTERVIEWS.c.elapsed_ms, bindparam("clock_ms")),
    "last_seen_at": func.greatest(INTERVIEWS.c.last_seen_at, bindparam("seen")),
    "held_until": bindparam("until", type_=INTERVIEWS.c.held_until.type),
}
STILL_HELD = (
    INTERVIEWS.c.id == bindparam("interview"),
    INTERVIEWS.c.status == Status.LIVE.value,
    INTERVIEWS.c.held_by == bindparam("visit"),
)
HEARTBEAT = update(INTERVIEWS).where(*STILL_HELD).values(LAST_SIGNS).returning(INTERVIEWS.c.id)
SIGNED_IN = (
    select(Device.id)
    .where(Device.id == bindparam("device"), Device.expires_at > bindparam("now"))
    .exists()
)
HEARTBEAT_SIGNED_IN = HEARTBEAT.where(SIGNED_IN)
ANSWERS = answers_of(bindparam("interview"))
# While a credit is held for the interview: how often the candidate had spoken before this statement.
ANSWERS_BEFORE = (
    select(ANSWERS).where(OpenHold.interview_id == bindparam("interview")).scalar_subquery()
)
NEXT_SEQ: ScalarSelect[int] = (
    select(func.coalesce(func.max(TURNS.c.seq), 0) + 1)
    .where(TURNS.c.interview_id == bindparam("interview"))
    .scalar_subquery()
)
NEW_TURN = (
    insert(TURNS)
    .values(seq=NEXT_SEQ)
    .on_conflict_do_nothing(index_elements=[TURNS.c.id])
    .returning(TURNS.c.seq, ANSWERS_BEFORE)
)
KEPT = select(TURNS.c.seq).where(TURNS.c.id == bindparam("turn"))
SPENT_BY_THIS = (
    select(OpenHold.interview_id)
    .where(
        OpenHold.interview_id == bindparam("interview"),
        or_(bindparam("lasted", type_=Boolean), bindparam("answers", type_=Integer) <= ANSWERS),
    )
    .exists()
)
SAID = [column for column in TURNS.c if column.name != "seq"]


def _turn_at_once(*, with_usage: bool) -> Update:
    """The room is locked, the turn is numbered and written, and only then the room's row: where another
    turn has the number, or this one is there already, nothing is."""
    usage = INTERVIEWS.c.usage
    before = bindparam("usage_before", type_=usage.type)
    held = (
        select(INTERVIEWS.c.id)
        .where(*STILL_HELD, ~SPENT_BY_THIS, *([usage == before] if with_usage else []))
        .with_for_update()
        .cte("held")
    )
    said = [bindparam(f"said_{column.name}", type_=column.type) for column in SAID]
    new = (
        insert(TURNS)
        .from_select([*SAID, TURNS.c.seq], select(*said, NEXT_SEQ).select_from(held))
        .on_conflict_do_nothing()
        .returning(TURNS.c.interview_id, TURNS.c.seq)
        .cte("new")
    )
    total = {"usage": bindparam("usage_total", type_=usage.type)} if with_usage else {}
    return (
        update(INTERVIEWS)
        .where(INTERVIEWS.c.id == new.c.interview_id)
        .values(LAST_SIGNS | total)
        .returning(new.c.seq)
    )


TURN_AT_ONCE, TURN_AND_USAGE_AT_ONCE = (_turn_at_once(with_usage=each) for each in (False, True))


@dataclass(frozen=True, slots=True)
class Sign:
    """That a visit is alive: its clock says ``elapsed_ms``, and its page was heard ``silence`` ago."""

    interview_id: uuid.UUID
    visit: uuid.UUID
    elapsed_ms: int
    now: datetime.datetime
    silence: datetime.timedelta
    lease: datetime.timedelta

    @property
    def values(self) -> dict[str, Any]:
        return {
            "interview": self.interview_id,
            "visit": self.visit,
            "clock_ms": self.elapsed_ms,
            "seen": self.now - self.silence,
            "until": self.now + self.lease,
        }


def heartbeat(sign: Sign, device_id: uuid.UUID | None) -> tuple[Update, dict[str, Any]]:
    """The statement and its values. It gives a row if the room is open, the visit holds it and, where a
    device is named, that one is signed in; else it writes nothing."""
    if device_id is None:
        return HEARTBEAT, sign.values
    return HEARTBEAT_SIGNED_IN, sign.values | {"device": device_id, "now": sign.now}


def turn_at_once(
    sign: Sign,
    turn: SpokenTurn,
    delivery: Mapping[str, Any],
    turn_id: uuid.UUID,
    usage: tuple[Mapping[str, Any], Mapping[str, Any]] | None,
) -> tuple[Update, dict[str, Any]]:
    """Everything that is written with a turn, and its values, as one statement: it gives the turn's number.

    ``usage`` is what the room's row says was used, and what it shall say. It writes nothing where the visit
    does not hold the room, where the row says something else, where the turn is there already, where another
    one was numbered at this moment, and where this turn spends the credit that is held.
    """
    said = _columns(sign.interview_id, turn, delivery, turn_id)
    values = sign.values | {f"said_{name}": value for name, value in said.items()}
    values["lasted"] = turn.ended_ms >= HELD_MS
    values["answers"] = ANSWERS_HELD - (turn.speaker == "candidate")
    if usage is None:
        return TURN_AT_ONCE, values
    before, total = usage
    return TURN_AND_USAGE_AT_ONCE, values | {"usage_before": before, "usage_total": total}


class Written(NamedTuple):
    """The number under which a turn was written, also when that was done before; and, when it was not and a
    credit is held, how often the candidate had spoken before it."""

    seq: int
    answers_before: int | None


async def write_turn(
    db: AsyncSession,
    interview_id: uuid.UUID,
    turn: SpokenTurn,
    delivery: Mapping[str, Any],
    turn_id: uuid.UUID,
) -> Written:
    """The transaction has locked the interview's row in an earlier statement: so nobody else counts at the
    same moment."""
    values = _columns(interview_id, turn, delivery, turn_id) | {"interview": interview_id}
    written = (await db.execute(NEW_TURN, values)).one_or_none()
    if written is None:
        return Written((await db.execute(KEPT, {"turn": turn_id})).scalar_one(), None)
    return Written(*written)


def _columns(
    interview_id: uuid.UUID, turn: SpokenTurn, delivery: Mapping[str, Any], turn_id: uuid.UUID
) -> dict[str, Any]:
    return {
        "id": turn_id,
        "interview_id": interview_id,
        "speaker": turn.speaker,
        "text": turn.text,
        "started_ms": turn.started_ms,
        "ended_ms": max(turn.started_ms, turn.ended_ms),
        "interrupted": turn.interrupted,
        "intent": turn.intent,
        "lead_id": turn.lead_id,
        "phrasing": turn.phrasing,
        "worded_by": turn.worded_by,
        "delivery": dict(delivery),
    }
