"""Reads of earlier reports. The interview was read through its owner."""

from collections.abc import Sequence
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.errors import NotFound
from preppal.foundation.i18n import N_
from preppal.interviews.reports.model import FeedbackReport


class NoSuchReport(NotFound):
    message = N_("This interview has no earlier report with this number.")


async def earlier_reports(db: AsyncSession, interview_id: UUID) -> Sequence[FeedbackReport]:
    """By number, rising; at most `MOST_REPORTS`."""
    found = await db.scalars(
        select(FeedbackReport)
        .where(FeedbackReport.interview_id == interview_id)
        .order_by(FeedbackReport.number)
    )
    return list(found)


def beside(earlier: Sequence[FeedbackReport], number: str) -> FeedbackReport | None:
    """The one with this number; without a number the newest of them, None when there is none.

    Raises:
        NoSuchReport: it is not among them.
    """
    if not number:
        return earlier[-1] if earlier else None
    for report in earlier:
        if str(report.number) == number:
            return report
    raise NoSuchReport()
