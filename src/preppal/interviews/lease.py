"""Who holds the room: one visit (one socket of one tab) at a time, on any process.

The lease lies on the interview's row. A newer visit takes it over by writing itself there; the older
one finds out at its next turn or heartbeat, because each of those asks for the lease under the lock.
"""

import datetime
import uuid
from collections.abc import Mapping
from typing import Any

from sqlalchemy import ColumnElement, select, true
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import Device
from preppal.credits.holding import hold_credit
from preppal.foundation.errors import Conflict, SignInNeeded
from preppal.foundation.i18n import N_
from preppal.interviewer.conversation import SpokenTurn
from preppal.interviews.charging import charge_for_turn
from preppal.interviews.lease_writes import Sign, heartbeat, write_turn
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
LEAVING = datetime.timedelta(seconds=5)
"""And one whose line is gone, while its last words are recognised and kept: shorter than any live lease."""
NO_SILENCE = datetime.timedelta(0)


class TakenOver(Conflict):
    message = N_("This interview went on in another tab or on another device.")


class StillLeaving(HeldElsewhere):
    """The visit before is writing its last words; the room is free in a moment."""


class SignedOut(SignInNeeded):
    message = N_("You are signed out. Sign in again and the interview goes on where it was.")


async def enter_room(
    db: AsyncSession,
    user_id: uuid.UUID,
    interview_id: uuid.UUID,
    *,
    visit: uuid.UUID,
    mode: str,
    take_over: bool,
    now: datetime.datetime,
    patient: bool = False,
) -> tuple[InterviewSession, list[Turn]]:
    """Take the lease and open the room, or come back to it; gives the turns so far, in order.

    Notes for how long nobody was there. A credit is held when it begins. Safe to do twice for the same
    visit.

    Raises:
        NoSuchInterview: not there, or not this person's.
        NotLive: it has ended; Interrupted when it can be continued.
        NoCredit: it would begin now, and there is nothing to begin it with; it stays as it is.
        HeldElsewhere: another visit is alive and ``take_over`` was not asked for.
        StillLeaving: another visit is on its way out, and ``patient`` says to wait for its last words.
    """
    interview = await db.scalar(
        select(InterviewSession)
        .where(InterviewSession.id == interview_id, InterviewSession.user_id == user_id)
        .with_for_update()
    )
    if interview is None:
        raise NoSuchInterview()
    if interview.ended:
        raise interview.why_over(now)
    if interview.is_held(now) and interview.held_by != visit:
        if patient and _is_leaving(interview):
            raise StillLeaving()
        if not take_over:
            raise HeldElsewhere()
    if interview.status == Status.READY:
        await hold_credit(db, user_id, interview_id, now=now)
    interview.enter(visit, now, LEASE)
    interview.mode = mode
    turns = await db.scalars(
        select(Turn).where(Turn.interview_id == interview_id).order_by(Turn.seq)
    )
    return interview, list(turns)


async def _held_row(
    db: AsyncSession,
    interview_id: uuid.UUID,
    visit: uuid.UUID,
    also: ColumnElement[bool] | None = None,
) -> tuple[InterviewSession, bool]:
    """The interview's row, locked, if ``visit`` still holds it; and whether ``also`` is true."""
    found = (
        await db.execute(
            select(InterviewSession, true() if also is None else also)
            .where(InterviewSession.id == interview_id)
            .with_for_update(of=InterviewSession)
        )
    ).one_or_none()
    if found is None or found[0].ended:
        raise NotLive()
    interview, truth = found
    if interview.held_by != visit:
        raise TakenOver()
    return interview, truth


def _is_leaving(interview: InterviewSession) -> bool:
    """Its lease reaches less far beyond its last sign of life than a heartbeat's does."""
    until, seen = interview.held_until, interview.last_seen_at
    return until is not None and seen is not None and until - seen < LEASE


def _seen(
    interview: InterviewSession,
    elapsed_ms: int,
    now: datetime.datetime,
    silence: datetime.timedelta,
) -> None:
    """Somebody was here until ``silence`` ago; neither clock ever goes back."""
    interview.elapsed_ms = max(interview.elapsed_ms, elapsed_ms)
    seen = now - silence
    if interview.last_seen_at is None or seen > interview.last_seen_at:
        interview.last_seen_at = seen


async def beat(
    db: AsyncSession,
    interview_id: uuid.UUID,
    visit: uuid.UUID,
    *,
    elapsed_ms: int,
    now: datetime.datetime,
    silence: datetime.timedelta = NO_SILENCE,
    lease: datetime.timedelta = LEASE,
    slept: bool = False,
    device_id: uuid.UUID | None = None,
) -> None:
    """The visit is alive; its clock says ``elapsed_ms``, and its page was heard ``silence`` ago.

    A visit whose line is gone says with ``lease=LEAVING`` that it only writes its last words; one whose
    machine ``slept`` since its last heartbeat, that nobody was there. With ``device_id`` the browser must still be signed in: who signs out elsewhere leaves the room.

    Raises:
        NotLive: the interview has ended.
        TakenOver: another visit holds it now.
        SignedOut: the device is no longer signed in.
    """
    if not slept:
        sign = Sign(interview_id, visit, elapsed_ms, now, silence, lease)
        usual, values = heartbeat(sign, device_id)
        if (await (await db.connection()).execute(usual, values)).first() is not None:
            return
    signed_in = None
    if device_id is not None:
        signed_in = (
            select(Device.id).where(Device.id == device_id, Device.expires_at > now).exists()
        )
    interview, still = await _held_row(db, interview_id, visit, signed_in)
    if not still:
        raise SignedOut()
    if slept:
        interview.note_gap(now)
    _seen(interview, elapsed_ms, now, silence)
    interview.held_until = now + lease


async def keep_turn(
    db: AsyncSession,
    interview_id: uuid.UUID,
    visit: uuid.UUID,
    turn: SpokenTurn,
    delivery: Mapping[str, Any],
    *,
    turn_id: uuid.UUID,
    now: datetime.datetime,
    silence: datetime.timedelta = NO_SILENCE,
    lease: datetime.timedelta = LEASE,
    slept: bool = False,
) -> int:
    """Write a finished turn; gives its number. Nobody is told of it before this has committed.

    With the turn that makes it an interview, the credit is spent.

    ``turn_id`` makes it safe to do twice: a commit whose answer got lost is found again.

    Raises:
        NotLive: the interview has ended.
        TakenOver: another visit holds it now.
    """
    await beat(
        db,
        interview_id,
        visit,
        elapsed_ms=turn.ended_ms,
        now=now,
        silence=silence,
        lease=lease,
        slept=slept,
    )
    written = await write_turn(db, interview_id, turn, delivery, turn_id)
    if written.answers_before is not None:
        await charge_for_turn(db, interview_id, turn, written.answers_before, now=now)
    return written.seq


async def leave_room(
    db: AsyncSession,
    interview_id: uuid.UUID,
    visit: uuid.UUID,
    *,
    elapsed_ms: int,
    now: datetime.datetime,
    silence: datetime.timedelta = NO_SILENCE,
) -> None:
    """Let go of the lease if it is still this visit's; the interview stays open for a while."""
    interview = await db.get(InterviewSession, interview_id, with_for_update=True)
    if interview is None or interview.status != Status.LIVE or interview.held_by != visit:
        return
    _seen(interview, elapsed_ms, now, silence)
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
        worded_by=turn.worded_by,
    )
