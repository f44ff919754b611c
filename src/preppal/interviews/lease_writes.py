"""What a visit writes all the time, as single statements that read no row.

An interview's row holds documents (persona, job, plan): loading it through the mapper for every heartbeat
cost a session more processor time than its sound. Here nothing is loaded and nothing is decided: a
statement that writes nothing says so, and `lease` finds out why.
"""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any, NamedTuple, cast

from sqlalchemy import Table, Update, bindparam, func, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import Device
from preppal.credits.model import OpenHold
from preppal.interviewer.transcript import SpokenTurn
from preppal.interviews.charging import answers_of
from preppal.interviews.model import InterviewSession, Status, Turn

# Tables, not classes: the mapper would look for loaded rows that the statement has changed.
INTERVIEWS = cast("Table", InterviewSession.__table__)
TURNS = cast("Table", Turn.__table__)

HEARTBEAT = (
    update(INTERVIEWS)
    .where(
        INTERVIEWS.c.id == bindparam("interview"),
        INTERVIEWS.c.status == Status.LIVE.value,
        INTERVIEWS.c.held_by == bindparam("visit"),
    )
    .values(
        elapsed_ms=func.greatest(INTERVIEWS.c.elapsed_ms, bindparam("clock_ms")),
        last_seen_at=func.greatest(INTERVIEWS.c.last_seen_at, bindparam("seen")),
        held_until=bindparam("until"),
    )
)
SIGNED_IN = (
    select(Device.id)
    .where(Device.id == bindparam("device"), Device.expires_at > bindparam("now"))
    .exists()
)
HEARTBEAT_SIGNED_IN = HEARTBEAT.where(SIGNED_IN)
# While a credit is held for the interview: how often the candidate had spoken before this statement.
ANSWERS_BEFORE = (
    select(answers_of(bindparam("interview")))
    .where(OpenHold.interview_id == bindparam("interview"))
    .scalar_subquery()
)
NEW_TURN = (
    insert(TURNS)
    .values(
        seq=select(func.coalesce(func.max(TURNS.c.seq), 0) + 1)
        .where(TURNS.c.interview_id == bindparam("interview"))
        .scalar_subquery()
    )
    .on_conflict_do_nothing(index_elements=[TURNS.c.id])
    .returning(TURNS.c.seq, ANSWERS_BEFORE)
)
KEPT = select(TURNS.c.seq).where(TURNS.c.id == bindparam("turn"))


def heartbeat(
    interview_id: uuid.UUID,
    visit: uuid.UUID,
    *,
    elapsed_ms: int,
    now: datetime.datetime,
    silence: datetime.timedelta,
    lease: datetime.timedelta,
    device_id: uuid.UUID | None,
) -> tuple[Update, dict[str, Any]]:
    """The statement and its values. It writes one row if the room is open, ``visit`` holds it and, where a
    device is named, that one is signed in; else none."""
    values = {
        "interview": interview_id,
        "visit": visit,
        "clock_ms": elapsed_ms,
        "seen": now - silence,
        "until": now + lease,
    }
    if device_id is None:
        return HEARTBEAT, values
    return HEARTBEAT_SIGNED_IN, values | {"device": device_id, "now": now}


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
    values = {
        "id": turn_id,
        "interview": interview_id,
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
    written = (await db.execute(NEW_TURN, values)).one_or_none()
    if written is None:
        return Written((await db.execute(KEPT, {"turn": turn_id})).scalar_one(), None)
    return Written(*written)
