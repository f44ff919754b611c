"""How somebody usually speaks is taken from their own earlier interviews by voice, and from nothing else."""

from datetime import timedelta
from typing import Any

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.assessment.report import Delivery
from preppal.foundation.database import Database
from preppal.interviews.baselines import LOOKED_AT, own_baseline
from preppal.interviews.feedback import make_feedback
from preppal.interviews.model import Feedback, InterviewSession, Status
from tests.interviews import an_interview, keep, some_turns
from tests.people import MONDAY, Browser, TestClock


async def held(
    db: AsyncSession,
    user: User,
    pace: float | None,
    *,
    spoken: bool = True,
    status: str = "READY",
    **changes: Any,
) -> InterviewSession:
    """An interview whose report has this pace."""
    row = an_interview(
        user, MONDAY, status=Status.COMPLETED, started_at=MONDAY, ended_at=MONDAY, **changes
    )
    delivery = Delivery(spoken=spoken, words=200, words_per_minute=pace)
    assessment = {"version": 1, "enough": True, "delivery": delivery_json(delivery)}
    report = Feedback(
        interview_id=row.id,
        status=status,
        requested_at=MONDAY,
        made_at=MONDAY + timedelta(minutes=1),
        assessment=assessment,
    )
    await keep(db, row, report)
    return row


def delivery_json(delivery: Delivery) -> dict[str, Any]:
    return {
        name: list(value) if isinstance(value, tuple) else value
        for name in Delivery.__dataclass_fields__
        if (value := getattr(delivery, name)) is not None
    }


async def pace_of(db: AsyncSession, interview: InterviewSession) -> tuple[float, int] | None:
    own = (await own_baseline(db, interview)).get("words_per_minute")
    return (own.middle, own.count) if own else None


async def test_it_is_the_middle_of_the_earlier_ones(owner: Browser, db: AsyncSession) -> None:
    for pace in (150.0, 161.0, 144.0):
        await held(db, owner.me, pace)
    today = await held(db, owner.me, 199.0)
    await held(db, owner.me, 80.0)
    assert await pace_of(db, today) == (150.0, 3)


async def test_two_are_too_few(owner: Browser, db: AsyncSession) -> None:
    for pace in (150.0, 161.0):
        await held(db, owner.me, pace)
    assert await pace_of(db, await held(db, owner.me, 199.0)) is None


@pytest.mark.parametrize(
    "other",
    [{"spoken": False}, {"status": "WAITING"}, {"status": "FAILED"}, {"language": "de"}],
    ids=str,
)
async def test_what_is_not_alike_does_not_count(
    other: dict[str, Any], owner: Browser, db: AsyncSession
) -> None:
    for pace in (150.0, 161.0):
        await held(db, owner.me, pace)
    await held(db, owner.me, 100.0, **other)
    assert await pace_of(db, await held(db, owner.me, 199.0)) is None


async def test_nobody_elses_count(owner: Browser, stranger: Browser, db: AsyncSession) -> None:
    for pace in (150.0, 161.0, 144.0):
        await held(db, stranger.me, pace)
    assert await pace_of(db, await held(db, owner.me, 199.0)) is None


async def test_only_so_many_are_looked_at(owner: Browser, db: AsyncSession) -> None:
    for pace in (150.0, 161.0, 144.0):
        await held(db, owner.me, pace)
    for _ in range(LOOKED_AT - 1):
        await held(db, owner.me, 100.0, spoken=False)
    assert await pace_of(db, await held(db, owner.me, 199.0)) is None


async def test_the_report_shows_it(
    owner: Browser, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    for pace in (108.0, 112.0, 117.0):
        await held(db, owner.me, pace)
    row = an_interview(
        owner.me, MONDAY, status=Status.COMPLETED, mode="voice", started_at=MONDAY, ended_at=MONDAY
    )
    turns = some_turns(row, spoken=True)
    turns[3].text = f"{turns[3].text} {turns[3].text}"
    await keep(db, row, *turns, Feedback(interview_id=row.id, requested_at=MONDAY))
    await make_feedback(database, row.id, clock=clock)
    page = (await owner.get(f"/interviews/{row.id}/feedback")).text
    assert "yours usually 112 words a minute" in page
    assert "in any of your last 3 interviews." in page
