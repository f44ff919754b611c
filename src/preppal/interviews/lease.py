"""Who holds the room: one visit (one socket of one tab) at a time, on any process.

The lease lies on the interview's row. A newer visit takes it over by writing itself there; the older
one finds out at its next turn or heartbeat, because each of those asks for the lease under the lock.
"""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.errors import Conflict
from preppal.foundation.i18n import N_
from preppal.interviewer.conversation import SpokenTurn
from preppal.interviews.model import (
    HeldElsewhere,
    InterviewSession,
    NoSuchInterview,
    NotLive,
    Status,
    Turn,
)

LEASE = datetime.timedelta(seconds=15)
"""How long a visit is believed alive without a heartbeat; the room beats every five seconds."""


class TakenOver(Conflict):
    message = N_("This interview went on in another tab or on another device.")


async def enter_room(
    db: AsyncSession,
    user_id: uuid.UUID,
    interview_id: uuid.UUID,
    *,
    visit: uuid.UUID,
    mode: str,
    take_over: bool,
    now: datetime.datetime,
) -> tuple[InterviewSession, list[Turn]]:
    """Take the lease and open the room, or come back to it; gives the turns so far, in order.

    Raises:
        NoSuchInterview: not there, or not this person's.
        NotLive: it has ended.
        HeldElsewhere: another visit is alive and ``take_over`` was not asked for.
    """
    interview = await db.scalar(
        select(InterviewSession)
        .where(InterviewSession.id == interview_id, InterviewSession.user_id == user_id)
        .with_for_update()
    )
    if interview is None:
        raise NoSuchInterview()
    if interview.ended:
        raise NotLive()
    if interview.is_held(now) and not take_over:
        raise HeldElsewhere()
    interview.enter(visit, now, LEASE)
    interview.mode = mode
    turns = await db.scalars(
        select(Turn).where(Turn.interview_id == interview_id).order_by(Turn.seq)
    )
    return interview, list(turns)


async def _held_row(
    db: AsyncSession, interview_id: uuid.UUID, visit: uuid.UUID
) -> InterviewSession:
    """The interview's row, locked, if ``visit`` still holds it."""
    interview = await db.get(InterviewSession, interview_id, with_for_update=True)
    if interview is None or interview.ended:
        raise NotLive()
    if interview.held_by != visit:
        raise TakenOver()
    return interview


async def beat(
    db: AsyncSession,
    interview_id: uuid.UUID,
    visit: uuid.UUID,
    *,
    elapsed_ms: int,
    now: datetime.datetime,
) -> None:
    """The visit is alive; its clock says ``elapsed_ms``.

    Raises:
        NotLive: the interview has ended.
        TakenOver: another visit holds it now.
    """
    interview = await _held_row(db, interview_id, visit)
    interview.elapsed_ms = max(interview.elapsed_ms, elapsed_ms)
    interview.last_seen_at = now
    interview.held_until = now + LEASE


async def keep_turn(
    db: AsyncSession,
    interview_id: uuid.UUID,
    visit: uuid.UUID,
    turn: SpokenTurn,
    delivery: Mapping[str, Any],
    *,
    now: datetime.datetime,
) -> int:
    """Write a finished turn; gives its number. Nobody is told of it before this has committed.

    Raises:
        NotLive: the interview has ended.
        TakenOver: another visit holds it now.
    """
    await beat(db, interview_id, visit, elapsed_ms=turn.ended_ms, now=now)
    last = await db.scalar(select(func.max(Turn.seq)).where(Turn.interview_id == interview_id))
    row = Turn(
        interview_id=interview_id,
        seq=(last or 0) + 1,
        speaker=turn.speaker,
        text=turn.text,
        started_ms=turn.started_ms,
        ended_ms=max(turn.started_ms, turn.ended_ms),
        interrupted=turn.interrupted,
        intent=turn.intent,
        lead_id=turn.lead_id,
        phrasing=turn.phrasing,
        delivery=dict(delivery),
    )
    db.add(row)
    await db.flush()
    return row.seq


async def leave_room(
    db: AsyncSession,
    interview_id: uuid.UUID,
    visit: uuid.UUID,
    *,
    elapsed_ms: int,
    now: datetime.datetime,
) -> None:
    """Let go of the lease if it is still this visit's; the interview stays open for a while."""
    interview = await db.get(InterviewSession, interview_id, with_for_update=True)
    if interview is None or interview.status != Status.LIVE or interview.held_by != visit:
        return
    interview.elapsed_ms = max(interview.elapsed_ms, elapsed_ms)
    interview.last_seen_at = now
    interview.held_by = interview.held_until = None


def spoken(turn: Turn) -> SpokenTurn:
    """A stored turn as the mind and the engines know it."""
    return SpokenTurn(
        speaker=turn.speaker,  # type: ignore[arg-type]
        text=turn.text,
        started_ms=turn.started_ms,
        ended_ms=turn.ended_ms,
        interrupted=turn.interrupted,
        intent=turn.intent,  # type: ignore[arg-type]
        lead_id=turn.lead_id,
        phrasing=turn.phrasing,
    )
