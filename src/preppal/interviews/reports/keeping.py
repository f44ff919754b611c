"""Putting a new report in place; the one before stays, as an earlier one."""

import datetime
from collections.abc import Mapping

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.assessment.report import Assessment
from preppal.interviews.model import Feedback
from preppal.interviews.reports.model import FeedbackReport
from preppal.interviews.reports.standing import as_kept


def keep_report(
    db: AsyncSession,
    feedback: Feedback,
    assessment: Assessment,
    corrections: Mapping[int, str],
    *,
    now: datetime.datetime,
) -> None:
    """``feedback``, which is locked, is READY with what was found in words with these corrections."""
    if feedback.assessment is not None and feedback.made_at is not None:
        earlier = FeedbackReport(
            interview_id=feedback.interview_id,
            number=feedback.number,
            made_at=feedback.made_at,
            assessment=feedback.assessment,
            corrected=feedback.corrected,
        )
        db.add(earlier)
        feedback.number += 1
    feedback.finish(assessment.to_json(), now)
    feedback.corrected = as_kept(corrections)
