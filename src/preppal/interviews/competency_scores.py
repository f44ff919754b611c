"""The scores of a report as rows: one a competency that was planned or asked."""

import uuid

from sqlalchemy import delete
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.assessment.report import Assessment
from preppal.interviews.model import CompetencyScoreRow


async def replace_scores(db: AsyncSession, interview_id: uuid.UUID, assessment: Assessment) -> None:
    """Write them in the place of an earlier report's, in the transaction that writes the report."""
    await db.execute(
        delete(CompetencyScoreRow).where(CompetencyScoreRow.interview_id == interview_id)
    )
    stamps = assessment.stamps
    made_by = stamps.prompt or stamps.weights
    db.add_all(
        CompetencyScoreRow(
            interview_id=interview_id,
            competency=one.competency,
            score=one.score,
            confidence=one.confidence,
            answers=len(one.lead_ids),
            version=f"{stamps.rubric}/{one.assessor}/{made_by}",
        )
        for one in assessment.competencies
    )
