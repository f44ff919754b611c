"""Going on, within a day, with an interview whose line dropped for good or that was ended too soon.

Ended too soon is one that the candidate broke off before there was anything to judge. One with a report
to read stays as it is: who has read it answers other questions better than who has not.
"""

import datetime
import uuid
from collections.abc import Iterable

from sqlalchemy import delete, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.credits.holding import hold_credit
from preppal.foundation.errors import Conflict
from preppal.foundation.i18n import N_
from preppal.interviews.model import Feedback, InterviewSession, NoSuchInterview, Status, Turn

OPEN_STAGE = "uq_interview_sessions_open_stage"
GOODBYE = "closing"
"""The intent of an interviewer's last words."""


class StageOpenElsewhere(Conflict):
    message = N_(
        "Another interview of this stage has been set up since. Hold that one, or delete it to go on with this one."
    )


async def continue_interview(
    db: AsyncSession, user_id: uuid.UUID, interview_id: uuid.UUID, *, now: datetime.datetime
) -> InterviewSession:
    """Open it again where it was; one that is open already stays as it is.

    A credit that was given back when the line dropped is held again; one that was spent pays for this, too.
    Its report goes: the next end asks for one that reads everything. A report that is being made
    right now finds its row gone, or the interview open, and writes nothing (`feedback.py`).

    Raises:
        NoSuchInterview: not there, or not this person's.
        CannotContinue: it ended otherwise, too long ago, or with no time left.
        StageOpenElsewhere: another interview of its stage is set up or going on.
        NoCredit: its credit was given back, and is spent by now.
    """
    interview = await db.scalar(
        select(InterviewSession)
        .where(InterviewSession.id == interview_id, InterviewSession.user_id == user_id)
        .with_for_update()
    )
    if interview is None:
        raise NoSuchInterview()
    if interview.ended:
        feedback = await db.get(Feedback, interview_id, with_for_update=True)
        intents = await db.scalars(select(Turn.intent).where(Turn.interview_id == interview_id))
        interview.reopen(now, cut_short=was_cut_short(interview, feedback, intents))
        await _be_the_open_one(db, interview)
        await hold_credit(db, user_id, interview_id, now=now, again=True)
        await db.execute(delete(Feedback).where(Feedback.interview_id == interview_id))
    return interview


async def _be_the_open_one(db: AsyncSession, interview: InterviewSession) -> None:
    """Of one stage one interview can be open; the database knows, whoever sets up another at this moment."""
    try:
        async with db.begin_nested():
            await db.flush()
    except IntegrityError as refusal:
        if OPEN_STAGE not in str(refusal.orig):
            raise
        raise StageOpenElsewhere() from None


def was_cut_short(
    interview: InterviewSession, feedback: Feedback | None, intents: Iterable[str | None]
) -> bool:
    """The candidate ended it, nobody had said goodbye (``intents`` are those of its turns), and its report
    found too little to judge."""
    made = feedback.assessment if feedback is not None and feedback.status == "READY" else None
    too_little = made is not None and made.get("enough") is False
    return interview.status == Status.COMPLETED and too_little and GOODBYE not in set(intents)
