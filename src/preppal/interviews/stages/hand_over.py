"""What the interviewers of a loop's other stages pass on, collected from the interviews that were held; and what
becomes of it when an interview or a resume goes. No report is read for it."""

import asyncio
import uuid
from dataclasses import replace

from sqlalchemy import Text, cast, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.interviewer.hand_over import NOTHING, HandOver
from preppal.interviewer.passing_on import must_haves_of, note_of
from preppal.interviewer.plan import InterviewPlan
from preppal.interviewer.transcript import SpokenTurn
from preppal.interviews.corrections.correcting import corrections_of
from preppal.interviews.lease import spoken
from preppal.interviews.model import InterviewSession, Turn
from preppal.interviews.resume_facts import resume_of
from preppal.interviews.stages.queries import held_elsewhere


async def hand_over_for(db: AsyncSession, user_id: uuid.UUID, stage_id: uuid.UUID) -> HandOver:
    """What whoever holds this stage is told, as of now; `NOTHING` when no other stage was held."""
    held = await held_elsewhere(db, user_id, stage_id)
    if not held:
        return NOTHING
    told = [(interview, title, await _said_in(db, interview.id)) for interview, title in held]

    def collected() -> HandOver:
        plans = [InterviewPlan.from_json(interview.plan) for interview, _, _ in told]
        notes = [
            note_of(
                str(interview.id),
                plan,
                said,
                colleague=str(interview.persona["name"]),
                title=title,
                resume_id=str(interview.resume_id or ""),
                resume=resume_of(interview.resume),
            )
            for plan, (interview, title, said) in zip(plans, told, strict=True)
        ]
        return HandOver(tuple(notes), must_haves_of(plans))

    # Up to some tenths of a second for a loop of hours, that the rooms of this process must not hear.
    return await asyncio.to_thread(collected)


async def _said_in(db: AsyncSession, interview_id: uuid.UUID) -> list[SpokenTurn]:
    """The turns, in the words of the corrections where there are some."""
    turns = await db.scalars(
        select(Turn).where(Turn.interview_id == interview_id).order_by(Turn.seq)
    )
    mended = await corrections_of(db, interview_id)
    return [replace(spoken(turn), text=mended.get(turn.seq, turn.text)) for turn in turns]


async def forget_interview(db: AsyncSession, user_id: uuid.UUID, interview_id: uuid.UUID) -> None:
    """An interview is being deleted: what was passed on of it goes, wherever it was passed on to."""
    for interview in await _told_of(db, user_id, str(interview_id)):
        told = HandOver.from_json(interview.hand_over)
        interview.hand_over = told.without_interview(str(interview_id)).to_json()


async def forget_resume(db: AsyncSession, user_id: uuid.UUID, resume_id: uuid.UUID) -> None:
    """A resume is being taken out: what it led to goes with it."""
    for interview in await _told_of(db, user_id, str(resume_id)):
        told = HandOver.from_json(interview.hand_over)
        interview.hand_over = told.without_resume(str(resume_id)).to_json()


async def _told_of(db: AsyncSession, user_id: uuid.UUID, name: str) -> list[InterviewSession]:
    """This person's interviews whose hand-over names that interview or resume, locked; also of panels that are gone."""
    found = await db.scalars(
        select(InterviewSession)
        .where(
            InterviewSession.user_id == user_id,
            cast(InterviewSession.hand_over, Text).contains(name),
        )
        .order_by(InterviewSession.id)
        .with_for_update()
    )
    return list(found)
