"""Mending a turn, and going back to what was heard. The turn's own row is never written."""

import datetime
import uuid

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.interviews.corrections.bounds import read_correction
from preppal.interviews.corrections.model import (
    NoSuchAnswer,
    StillGoingOn,
    TurnCorrection,
    WasTyped,
)
from preppal.interviews.model import InterviewSession, NoSuchInterview, Turn


async def correct_turn(
    db: AsyncSession,
    user_id: uuid.UUID,
    interview_id: uuid.UUID,
    seq: int,
    written: str,
    *,
    now: datetime.datetime,
) -> None:
    """Keep what one of the candidate's spoken turns says. Written as it was heard, nothing is kept.

    Raises:
        NoSuchInterview: not there, or not this person's.
        StillGoingOn: it has not ended.
        NoSuchAnswer: no turn of the candidate has this number.
        WasTyped: nothing was recognised there.
        TooMuchMore: that is more than was misheard.
    """
    turn = await _spoken_turn(db, user_id, interview_id, seq)
    text = read_correction(turn.text, written)
    if text == " ".join(turn.text.split()):
        await _forget(db, interview_id, seq)
        return
    row = {"interview_id": interview_id, "seq": seq, "text": text, "corrected_at": now}
    newer = {"text": text, "corrected_at": now}
    await db.execute(
        insert(TurnCorrection)
        .values(row)
        .on_conflict_do_update(index_elements=["interview_id", "seq"], set_=newer)
    )


async def revert_turn(
    db: AsyncSession, user_id: uuid.UUID, interview_id: uuid.UUID, seq: int
) -> None:
    """Go back to what was heard; where nothing was corrected there is nothing to do.

    Raises:
        As `correct_turn`, but for TooMuchMore.
    """
    await _spoken_turn(db, user_id, interview_id, seq)
    await _forget(db, interview_id, seq)


async def corrections_of(db: AsyncSession, interview_id: uuid.UUID) -> dict[int, str]:
    """What corrected turns say now, by their number. The interview was read through its owner."""
    found = await db.execute(
        select(TurnCorrection.seq, TurnCorrection.text).where(
            TurnCorrection.interview_id == interview_id
        )
    )
    return dict(found.tuples().all())


async def _spoken_turn(
    db: AsyncSession, user_id: uuid.UUID, interview_id: uuid.UUID, seq: int
) -> Turn:
    interview = await db.scalar(
        select(InterviewSession)
        .where(InterviewSession.id == interview_id, InterviewSession.user_id == user_id)
        .with_for_update()
    )
    if interview is None:
        raise NoSuchInterview()
    if not interview.ended:
        raise StillGoingOn()
    turn = await db.scalar(
        select(Turn).where(
            Turn.interview_id == interview_id, Turn.seq == seq, Turn.speaker == "candidate"
        )
    )
    if turn is None:
        raise NoSuchAnswer()
    if not turn.delivery:
        raise WasTyped()
    return turn


async def _forget(db: AsyncSession, interview_id: uuid.UUID, seq: int) -> None:
    await db.execute(
        delete(TurnCorrection).where(
            TurnCorrection.interview_id == interview_id, TurnCorrection.seq == seq
        )
    )
