"""Reads that several pages share. Each takes the account first: what is not yours is not there."""

from collections.abc import Collection, Mapping, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ARRAY, ColumnElement, Row, Uuid, and_, false, func, literal, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.credits.history import InterviewName
from preppal.interviewer.topics import TOPICS
from preppal.interviews.model import (
    CONTINUED_WITHIN,
    ENDED,
    LEAST_LEFT_MS,
    LINE_DROPPED,
    Feedback,
    InterviewSession,
    NoSuchInterview,
    Status,
    Turn,
)
from preppal.interviews.pages import HistoryRow, Person
from preppal.interviews.watching import Seen, seen
from preppal.personas.model import manner_of


async def own_interview(db: AsyncSession, user_id: UUID, interview_id: UUID) -> InterviewSession:
    """This person's interview.

    Raises:
        NoSuchInterview: not there, or not theirs.
    """
    interview = await db.scalar(
        select(InterviewSession).where(
            InterviewSession.id == interview_id, InterviewSession.user_id == user_id
        )
    )
    if interview is None:
        raise NoSuchInterview()
    return interview


async def feedback_seen(db: AsyncSession, user_id: UUID, interview_id: UUID) -> Seen:
    """Whether the report is there, and how far it has come.

    Raises:
        NoSuchInterview: there is no report of such an interview, or it is not this person's.
    """
    found = await db.execute(
        select(Feedback.status, Feedback.progress, Feedback.failure)
        .join(InterviewSession, InterviewSession.id == Feedback.interview_id)
        .where(Feedback.interview_id == interview_id, InterviewSession.user_id == user_id)
    )
    row = found.one_or_none()
    if row is None:
        raise NoSuchInterview()
    return seen(*row)


def can_continue(now: datetime) -> ColumnElement[bool]:
    """`InterviewSession.can_continue` as a condition."""
    return and_(
        InterviewSession.status == Status.ABANDONED,
        InterviewSession.end_reason == LINE_DROPPED,
        InterviewSession.ended_at > now - CONTINUED_WITHIN,
        InterviewSession.minutes * 60_000 - InterviewSession.elapsed_ms >= LEAST_LEFT_MS,
    )


async def interviews_of(
    db: AsyncSession,
    user_id: UUID,
    *,
    now: datetime,
    before: UUID | None = None,
    job_id: UUID | None = None,
    limit: int,
) -> tuple[tuple[HistoryRow, ...], UUID | None]:
    """A page of this person's interviews, newest first, and where the next older page begins.

    ``before`` is the id of an interview; ids rise with time. With ``job_id`` those for one job
    description. Reads ``limit + 1`` short rows.
    """
    mine = InterviewSession.user_id == user_id
    if job_id is not None:
        mine = and_(mine, InterviewSession.job_description_id == job_id)
    found = await db.execute(
        select(
            InterviewSession.id,
            InterviewSession.persona,
            InterviewSession.job["title"].astext.label("title"),
            InterviewSession.job["company"].astext.label("company"),
            InterviewSession.job["is_outline"].as_boolean().label("is_outline"),
            InterviewSession.topic,
            InterviewSession.status,
            InterviewSession.minutes,
            InterviewSession.mode,
            func.coalesce(InterviewSession.started_at, InterviewSession.created_at).label("at"),
            Feedback.status.label("feedback"),
            Feedback.assessment["enough"].as_boolean().label("enough"),
            func.coalesce(can_continue(now), false()).label("can_continue"),
        )
        .outerjoin(Feedback, Feedback.interview_id == InterviewSession.id)
        .where(mine if before is None else and_(mine, InterviewSession.id < before))
        .order_by(InterviewSession.id.desc())
        .limit(limit + 1)
    )
    rows = found.all()
    page = tuple(_history_row(row) for row in rows[:limit])
    return page, rows[limit - 1].id if len(rows) > limit else None


async def names_of(
    db: AsyncSession, user_id: UUID, interview_ids: Collection[UUID]
) -> dict[UUID, InterviewName]:
    """What these interviews were about, for the history of credits; those that are this person's and still
    there."""
    if not interview_ids:
        return {}
    found = await db.execute(
        select(
            InterviewSession.id,
            InterviewSession.persona["name"].astext.label("interviewer"),
            InterviewSession.job["title"].astext.label("title"),
            InterviewSession.topic,
            InterviewSession.status,
        ).where(
            InterviewSession.user_id == user_id,
            InterviewSession.id == func.any(literal(list(interview_ids), ARRAY(Uuid()))),
        )
    )
    return {row.id: _name(row) for row in found}


def _name(row: Row[Any]) -> InterviewName:
    topic = TOPICS.get(row.topic)
    page = "feedback" if row.status in ENDED else "lobby"
    return InterviewName(
        title=row.title or (topic.label if topic else ""),
        is_topic=not row.title and topic is not None,
        interviewer=row.interviewer,
        href=f"/interviews/{row.id}/{page}",
    )


def _history_row(row: Row[Any]) -> HistoryRow:
    topic = TOPICS.get(row.topic)
    return HistoryRow(
        id=str(row.id),
        interviewer=person_of(row.persona),
        title=row.title or (topic.label if topic else ""),
        company=row.company or "",
        is_topic=not row.title and topic is not None,
        is_outline=row.is_outline is True,
        status=row.status,
        minutes=row.minutes,
        mode=row.mode,
        at=row.at,
        feedback=row.feedback or "",
        enough=row.enough is not False,
        can_continue=row.can_continue,
    )


def person_of(persona: Mapping[str, Any]) -> Person:
    """Who is opposite, from an interview's snapshot."""
    return Person(persona["name"], persona["headline"], manner_of(persona))


async def leads_asked_lately(
    db: AsyncSession, user_id: UUID, *, interviews: int = 5
) -> frozenset[str]:
    """Ids of the questions this person heard in their last interviews."""
    lately = (
        select(InterviewSession.id)
        .where(InterviewSession.user_id == user_id, InterviewSession.started_at.is_not(None))
        .order_by(InterviewSession.id.desc())
        .limit(interviews)
    )
    found = await db.scalars(
        select(Turn.lead_id)
        .where(Turn.interview_id.in_(lately), Turn.lead_id.is_not(None))
        .distinct()
    )
    return frozenset(lead for lead in found if lead)


async def leads_of_the_last(
    db: AsyncSession, user_id: UUID, persona_id: UUID, job_id: UUID, minutes: int
) -> tuple[str, ...]:
    """The questions planned for this person's last such interview that was held to its end; the next one
    is its parallel form."""
    plan: dict[str, Any] | None = await db.scalar(
        select(InterviewSession.plan)
        .where(
            InterviewSession.user_id == user_id,
            InterviewSession.persona_id == persona_id,
            InterviewSession.job_description_id == job_id,
            InterviewSession.minutes == minutes,
            InterviewSession.status == Status.COMPLETED,
        )
        .order_by(InterviewSession.id.desc())
        .limit(1)
    )
    return tuple(lead["lead_id"] for lead in plan["leads"]) if plan else ()


async def interviews_by_job(
    db: AsyncSession, user_id: UUID, job_ids: Sequence[UUID]
) -> dict[UUID, int]:
    """How many interviews this person began for each of these job descriptions."""
    found = await db.execute(
        select(InterviewSession.job_description_id, func.count())
        .where(
            InterviewSession.user_id == user_id,
            InterviewSession.job_description_id.in_(job_ids),
            InterviewSession.started_at.is_not(None),
        )
        .group_by(InterviewSession.job_description_id)
    )
    return {job_id: count for job_id, count in found if job_id is not None}
