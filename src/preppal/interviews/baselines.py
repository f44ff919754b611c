"""How this person spoke in earlier interviews, from the reports that were made of them."""

from collections.abc import Mapping

import msgspec
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.assessment.baseline import MOST, Own, baseline_of
from preppal.assessment.delivery_words import Metric
from preppal.assessment.report import Delivery
from preppal.interviews.model import Feedback, InterviewSession

LOOKED_AT = 40
"""Interviews before this one among which spoken ones with a report are looked for."""


async def own_baseline(db: AsyncSession, interview: InterviewSession) -> Mapping[Metric, Own]:
    """Of the person whose interview this is (it was read through them): their last spoken interviews in its
    language before it. Reads at most `MOST` short rows, of the last `LOOKED_AT` interviews."""
    before = (
        select(InterviewSession.id)
        .where(
            InterviewSession.user_id == interview.user_id,
            InterviewSession.id < interview.id,
            InterviewSession.language == interview.language,
        )
        .order_by(InterviewSession.id.desc())
        .limit(LOOKED_AT)
    )
    delivery = Feedback.assessment["delivery"]
    found = await db.scalars(
        select(delivery)
        .where(
            Feedback.interview_id.in_(before),
            Feedback.status == "READY",
            delivery["spoken"].as_boolean(),
        )
        .order_by(Feedback.interview_id.desc())
        .limit(MOST)
    )
    return baseline_of(msgspec.convert(stored, Delivery) for stored in found)
