"""What the dashboard shows: what to practise next, what is open, what was held."""

import datetime
import uuid
from typing import Any

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.assessment.report import Assessment
from preppal.debriefs.progress import current_loop
from preppal.debriefs.progress_page import view_of
from preppal.home.pages import DashboardPage, NextStep, OpenInterview, TopicChoice
from preppal.interviewer.topics import TOPICS
from preppal.interviews.model import Feedback, InterviewSession, Status
from preppal.interviews.queries import can_continue, interviews_of, person_of
from preppal.interviews.report_page import topic_for

HISTORY = 6
"""Interviews on the dashboard; the others are on /interviews."""


async def dashboard_page(
    db: AsyncSession, user_id: uuid.UUID, *, now: datetime.datetime
) -> DashboardPage:
    """Four statements, however much the person owns."""
    loop = await current_loop(db, user_id, now=now)
    history, older = await interviews_of(db, user_id, now=now, limit=HISTORY)
    return DashboardPage(
        topics=tuple(TopicChoice(topic.key, topic.label) for topic in TOPICS.values()),
        next_step=await _next_step(db, user_id),
        live=await _open_interview(db, user_id, now),
        history=history,
        earlier=f"/interviews?before={older}" if older else "",
        loop=view_of(loop, now.date()) if loop else None,
    )


async def _next_step(db: AsyncSession, user_id: uuid.UUID) -> NextStep | None:
    """The headline of the newest report that had enough to go by."""
    row = (
        await db.execute(
            select(
                InterviewSession.id,
                InterviewSession.persona["name"].astext.label("interviewer"),
                InterviewSession.ended_at,
                Feedback.assessment,
            )
            .join(Feedback, Feedback.interview_id == InterviewSession.id)
            .where(
                InterviewSession.user_id == user_id,
                Feedback.status == "READY",
                Feedback.assessment["headline"]["code"].astext.is_not(None),
            )
            .order_by(InterviewSession.id.desc())
            .limit(1)
        )
    ).one_or_none()
    return None if row is None else next_step_of(row.assessment, row)


def next_step_of(assessment: dict[str, Any], interview: Any) -> NextStep | None:
    """The headline advice as the dashboard shows it."""
    report = Assessment.from_json(assessment)
    advice = report.headline
    if advice is None:
        return None
    about = next((f for f in report.findings if f.lead_id == advice.lead_id), None)
    return NextStep(
        code=advice.code,
        interview_id=str(interview.id),
        interviewer=interview.interviewer,
        at=interview.ended_at,
        quote=advice.evidence.quote if advice.evidence else "",
        question=about.short if about else "",
        topic=topic_for(about.competency) if about else "",
        params=advice.params,
    )


async def _open_interview(
    db: AsyncSession, user_id: uuid.UUID, now: datetime.datetime
) -> OpenInterview | None:
    """The newest one that was begun and not ended; else the newest that can be continued."""
    live = InterviewSession.status == Status.LIVE
    interview = await db.scalar(
        select(InterviewSession)
        .where(InterviewSession.user_id == user_id, or_(live, can_continue(now)))
        .order_by(live.desc(), InterviewSession.id.desc())
        .limit(1)
    )
    if interview is None:
        return None
    topic = TOPICS.get(interview.topic)
    return OpenInterview(
        id=str(interview.id),
        interviewer=person_of(interview.persona),
        title=interview.job["title"] or (topic.label if topic else ""),
        company=interview.job["company"],
        remaining_ms=interview.remaining_ms,
        is_topic=not interview.job["title"] and topic is not None,
        dropped=interview.was_dropped,
    )
