"""Which interview of a stage counts: the latest that ended with enough said to judge, and has a report.

One that was too short to judge takes nothing away from an earlier one.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import Subquery, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.interviews.model import ENDED, Feedback, InterviewSession
from preppal.panels.model import InterviewPanelStage


@dataclass(frozen=True, slots=True)
class Counting:
    """The interview of a stage that counts. ``number`` is its report's."""

    stage_id: UUID
    interview_id: UUID
    number: int
    held_at: datetime
    persona: dict[str, Any]
    """The interview's snapshot."""
    plan: dict[str, Any]
    job: dict[str, Any]
    fit: dict[str, Any]
    assessment: dict[str, Any]

    @property
    def key(self) -> list[Any]:
        """As `PanelSummary.made_of` names it."""
        return [str(self.stage_id), str(self.interview_id), self.number]


async def counting_interviews(
    db: AsyncSession, user_id: UUID, panel_id: UUID
) -> Sequence[Counting]:
    """One for each stage that has one, in the loop's order; a stage that was held and is skipped now counts."""
    latest = _latest(
        user_id,
        panel_id,
        func.coalesce(InterviewSession.started_at, InterviewSession.created_at).label("at"),
        InterviewSession.persona,
        InterviewSession.plan,
        InterviewSession.job,
        InterviewSession.fit,
        Feedback.assessment,
    )
    found = await db.execute(select(latest).order_by(latest.c.position))
    return [
        Counting(
            stage_id=row.panel_stage_id,
            interview_id=row.id,
            number=row.number,
            held_at=row.at,
            persona=row.persona,
            plan=row.plan,
            job=row.job,
            fit=row.fit,
            assessment=row.assessment,
        )
        for row in found
    ]


async def counting_keys(db: AsyncSession, user_id: UUID, panel_id: UUID) -> list[list[Any]]:
    """`Counting.key` of each, in the loop's order."""
    latest = _latest(user_id, panel_id)
    found = await db.execute(select(latest).order_by(latest.c.position))
    return [[str(row.panel_stage_id), str(row.id), row.number] for row in found]


def _latest(user_id: UUID, panel_id: UUID, *columns: Any) -> Subquery:
    return (
        select(
            InterviewSession.panel_stage_id,
            InterviewSession.id,
            Feedback.number,
            InterviewPanelStage.position,
            *columns,
        )
        .distinct(InterviewSession.panel_stage_id)
        .join(InterviewPanelStage, InterviewPanelStage.id == InterviewSession.panel_stage_id)
        .join(Feedback, Feedback.interview_id == InterviewSession.id)
        .where(
            InterviewPanelStage.panel_id == panel_id,
            InterviewSession.user_id == user_id,
            InterviewSession.status.in_(ENDED),
            Feedback.assessment["enough"].as_boolean(),
        )
        .order_by(InterviewSession.panel_stage_id, InterviewSession.id.desc())
        .subquery()
    )
