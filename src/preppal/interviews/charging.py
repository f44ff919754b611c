"""What an interview costs, and when: held at its start, captured once it has really happened, else released.

It has happened with the second turn of the candidate, or three minutes on its own clock, whichever comes
first: in the transaction that writes the turn, or the end. Until then nothing is lost: an interview that
failed, was left or ended before that gives its credit back.
"""

import datetime
import uuid

from sqlalchemy import ScalarSelect, bindparam, func, or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.credits.holding import end_hold
from preppal.credits.model import Cause, Kind, OpenHold
from preppal.interviewer.transcript import SpokenTurn
from preppal.interviews.model import InterviewSession, Status, Turn

ANSWERS_HELD = 2
"""Turns of the candidate from which an interview counts: as held, for its persona, for its posting."""
HELD_MS = 180_000
"""And this long on its own clock, however little was said."""
SWEPT_AT_ONCE = 100


def answers_of(interview_id: object) -> ScalarSelect[int]:
    """SQL: how often the candidate spoke. Takes an id, a column or a parameter."""
    return (
        select(func.count())
        .select_from(Turn)
        .where(Turn.interview_id == interview_id, Turn.speaker == "candidate")
        .scalar_subquery()
    )


OPEN_AND_ANSWERED = select(answers_of(bindparam("interview"))).where(
    OpenHold.interview_id == bindparam("interview")
)


async def charge_for_turn(
    db: AsyncSession,
    interview_id: uuid.UUID,
    turn: SpokenTurn,
    answers_before: int,
    *,
    now: datetime.datetime,
) -> None:
    """Capture with the turn that makes it an interview. The caller has locked the interview's row and
    written the turn; ``answers_before`` are the candidate's other turns."""
    if answers_before + (turn.speaker == "candidate") >= ANSWERS_HELD:
        await end_hold(db, interview_id, Kind.CAPTURE, Cause.ANSWERED, now=now)
    elif turn.ended_ms >= HELD_MS:
        await end_hold(db, interview_id, Kind.CAPTURE, Cause.LASTED, now=now)


async def settle(db: AsyncSession, interview: InterviewSession, *, now: datetime.datetime) -> None:
    """The interview has ended, and its row is locked: so does its hold, if that is still open."""
    answers = await db.scalar(OPEN_AND_ANSWERED, {"interview": interview.id})
    if answers is None:
        return
    kind, cause = verdict(interview, answers)
    await end_hold(db, interview.id, kind, cause, now=now)


def verdict(interview: InterviewSession, answers: int) -> tuple[Kind, Cause]:
    """How the hold of an interview that has ended ends."""
    if answers >= ANSWERS_HELD:
        return Kind.CAPTURE, Cause.ANSWERED
    if interview.elapsed_ms >= HELD_MS:
        return Kind.CAPTURE, Cause.LASTED
    match interview.status:
        case Status.FAILED:
            return Kind.RELEASE, Cause.FAILED
        case Status.ABANDONED:
            return Kind.RELEASE, Cause.DROPPED
        case Status.READY:
            return Kind.RELEASE, Cause.NEVER_BEGAN
        case _:
            return Kind.RELEASE, Cause.ENDED_EARLY


async def settle_stale(db: AsyncSession, *, now: datetime.datetime) -> int:
    """End the holds whose interview is over or gone; gives their number.

    Every end settles its own hold. This finds what none of them did: an interview that was deleted with
    its hold open, or whose row was changed past them.
    """
    stale = await db.execute(
        select(OpenHold.interview_id, InterviewSession.id)
        .outerjoin(InterviewSession, InterviewSession.id == OpenHold.interview_id)
        .where(or_(InterviewSession.id.is_(None), InterviewSession.status != Status.LIVE))
        .order_by(OpenHold.user_id, OpenHold.interview_id)
        .limit(SWEPT_AT_ONCE)
    )
    return sum([await _settle_one(db, *found, now=now) for found in stale.tuples().all()])


async def _settle_one(
    db: AsyncSession,
    interview_id: uuid.UUID,
    there: uuid.UUID | None,
    *,
    now: datetime.datetime,
) -> bool:
    if there is None:
        gone = await end_hold(db, interview_id, Kind.RELEASE, Cause.NEVER_BEGAN, now=now)
        return gone is not None
    interview = await db.scalar(
        select(InterviewSession)
        .where(InterviewSession.id == there, InterviewSession.status != Status.LIVE)
        .with_for_update(skip_locked=True)
    )
    if interview is None:
        return False
    await settle(db, interview, now=now)
    return True
