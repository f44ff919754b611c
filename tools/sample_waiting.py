"""Reports on their way, step by step, and interviews that were broken off: see `sample_interviews`."""

from datetime import datetime
from uuid import UUID

from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database, uuid7
from preppal.interviews.booking import book_interview, quick_practice, read_booking
from preppal.interviews.ending import end_interview
from preppal.interviews.feedback import make_feedback
from preppal.interviews.lease import enter_room
from preppal.interviews.model import Feedback, InterviewSession, Turn
from preppal.interviews.progress import Progress
from tools.sample_interviews import POSTING

SAID = (
    ("interviewer", "Good evening, Ines. What brings you here?", "opening"),
    ("candidate", "I build data pipelines for a freight firm.", None),
)
STATES = {
    "rating": (Progress(1, 6, 3, 7), None),
    "rated": (Progress(1, 6, 7, 7), None),
    "again": (Progress(2), "judging"),
}
FORM = {"persona_id": "samira-haddad", "job_text": POSTING, "minutes": "10", "mode": "text"}


async def make_waiting(database: Database, user_id: UUID) -> dict[str, UUID]:
    """The names are those of `screens.PAGES`."""
    now = utc_now()
    ids = {}
    for name, (progress, failure) in STATES.items():
        async with database.transaction() as db:
            interview_id = await book_interview(db, user_id, read_booking(FORM), now=now)
        ids[name] = await _broken_off(database, user_id, interview_id, now)
        async with database.transaction() as db:
            feedback = await db.get_one(Feedback, interview_id)
            feedback.progress, feedback.failure = progress.to_json(), failure
    async with database.transaction() as db:
        booked = await book_interview(db, user_id, read_booking(FORM), now=now)
        quick = await quick_practice(db, user_id, "your_story", now=now)
    for name, interview_id in (("broken_off", booked), ("broken_off_quick", quick)):
        ids[name] = await _broken_off(database, user_id, interview_id, now)
        await make_feedback(database, interview_id, clock=utc_now)
    return ids


async def _broken_off(database: Database, user_id: UUID, interview_id: UUID, now: datetime) -> UUID:
    """Go in, say a sentence, end it."""
    async with database.transaction() as db:
        await enter_room(
            db, user_id, interview_id, visit=uuid7(), mode="text", take_over=False, now=now
        )
        for seq, (speaker, text, intent) in enumerate(SAID, 1):
            start = seq * 6_000
            db.add(
                Turn(
                    interview_id=interview_id,
                    seq=seq,
                    speaker=speaker,
                    text=text,
                    started_ms=start,
                    ended_ms=start + 4_000,
                    intent=intent,
                )
            )
        interview = await db.get_one(InterviewSession, interview_id)
        interview.held_by = interview.held_until = None
    async with database.transaction() as db:
        await end_interview(
            db, interview_id, user_id=user_id, reason="completed", now=now, elapsed_ms=48_000
        )
    return interview_id
