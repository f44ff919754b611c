"""What was said, with what it says now. The interview was read through its owner."""

from collections.abc import Sequence

from sqlalchemy import and_, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.interviews.corrections.model import TurnCorrection
from preppal.interviews.model import InterviewSession, Turn


async def turns_and_corrections(
    db: AsyncSession, interview: InterviewSession
) -> tuple[Sequence[Turn], dict[int, str]]:
    """All turns in their order, as they were heard, and by number what corrected ones say. One statement."""
    found = await db.execute(
        select(Turn, TurnCorrection.text)
        .outerjoin(
            TurnCorrection,
            and_(TurnCorrection.interview_id == Turn.interview_id, TurnCorrection.seq == Turn.seq),
        )
        .where(Turn.interview_id == interview.id)
        .order_by(Turn.seq)
    )
    rows = found.all()
    corrections = {turn.seq: text for turn, text in rows if text is not None}
    return [turn for turn, _ in rows], corrections
