"""Scores: rows in the same transaction as the report, gone with it; pages of new and old reports."""

import re
from uuid import UUID

from sqlalchemy import select, update

from preppal.assessment.report import Assessment
from preppal.foundation.database import Database
from preppal.interviews.continuing import continue_interview
from preppal.interviews.feedback import make_feedback
from preppal.interviews.model import (
    LINE_DROPPED,
    CompetencyScoreRow,
    Feedback,
    InterviewSession,
    Status,
    Turn,
)
from tests.interviews import an_interview, keep, some_turns
from tests.people import Browser, TestClock

STORY = (
    "Two summers ago our ward ran out of beds on a Friday. I rang the three wards below us, wrote down who could"
    " go home by noon, and moved four patients myself, because waiting for the porters would have taken until"
    " three. In the end everybody had a bed by two o'clock."
)
PAGE_VERSION_ONE = ("answers", "competencies", "recommendation", "strengths", "stamps")


def more_turns(row: InterviewSession) -> list[Turn]:
    """A second lead with an answer, after `some_turns`."""
    turns = some_turns(row)
    first = row.plan["leads"][0]
    lead = next(one for one in row.plan["leads"] if one["competency"] != first["competency"])
    for seq, (speaker, text, intent, lead_id) in enumerate(
        [
            ("interviewer", lead["text"], "lead", lead["lead_id"]),
            ("candidate", STORY, None, None),
        ],
        len(turns) + 1,
    ):
        at = 60_000 + 10_000 * seq
        turns.append(
            Turn(
                interview_id=row.id, seq=seq, speaker=speaker, text=text, started_ms=at,
                ended_ms=at + 9_000, intent=intent, lead_id=lead_id, phrasing=None, delivery={},
            )
        )  # fmt: skip
    return turns


async def reported(
    database: Database, owner: Browser, clock: TestClock, **changes: object
) -> InterviewSession:
    row = an_interview(
        owner.me, clock(), **{
            "status": Status.COMPLETED, "started_at": clock(), "ended_at": clock(),
            "end_reason": "completed", "elapsed_ms": 140_000, "minutes": 30, **changes,
        },
    )  # fmt: skip
    async with database.transaction() as db:
        await keep(db, row, *more_turns(row), Feedback(interview_id=row.id, requested_at=clock()))
    await make_feedback(database, row.id, clock=clock)
    return row


async def rows_of(database: Database, interview_id: UUID) -> list[CompetencyScoreRow]:
    async with database.transaction() as db:
        found = await db.scalars(
            select(CompetencyScoreRow).where(CompetencyScoreRow.interview_id == interview_id)
        )
        return list(found)


async def stored(database: Database, interview_id: UUID) -> Assessment:
    async with database.transaction() as db:
        feedback = await db.get_one(Feedback, interview_id)
        assert feedback.assessment is not None
        return Assessment.from_json(feedback.assessment)


async def test_every_competency_of_the_report_is_a_row(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await reported(database, owner, clock)
    assessment = await stored(database, row.id)
    rows = {one.competency: one for one in await rows_of(database, row.id)}
    assert {one.competency: one.score for one in assessment.competencies} == {
        key: one.score for key, one in rows.items()
    }
    scored = [one for one in rows.values() if one.score is not None]
    assert len(scored) == 2
    assert all(one.answers == 1 and one.version.startswith("1/builtin/") for one in scored)
    assert any(one.score is None and one.answers == 0 for one in rows.values())


async def test_a_second_run_writes_nothing_twice(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await reported(database, owner, clock)
    before = {(one.competency, one.score) for one in await rows_of(database, row.id)}
    async with database.transaction() as db:
        await db.execute(
            update(Feedback).where(Feedback.interview_id == row.id).values(status="WAITING")
        )
    await make_feedback(database, row.id, clock=clock)
    assert {(one.competency, one.score) for one in await rows_of(database, row.id)} == before


async def test_scores_go_with_their_report(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await reported(
        database, owner, clock, status=Status.ABANDONED, end_reason=LINE_DROPPED,
        last_seen_at=clock(),
    )  # fmt: skip
    assert await rows_of(database, row.id)
    async with database.transaction() as db:
        await continue_interview(db, owner.me.id, row.id, now=clock())
    assert await rows_of(database, row.id) == []


async def test_the_page_shows_scores_with_their_words_and_their_limits(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await reported(database, owner, clock)
    page = (await owner.get(f"/interviews/{row.id}/feedback")).text
    for shown in (
        "fairly sure",
        "If this were real",
        "Ruth would vote",
        "The scale, and what made it",
        "A stronger shape, in your own words",
        "Content and structure",
        "The gap to the job",
        "It does not understand whether they are true",
        "times in 100",
        "For practice, not for selection",
        "Nobody asked.",
    ):
        assert shown in page, shown
    # No decimals of a score, no share of anything, nothing of a body or a chance.
    assert not re.search(r"percentile|body language|eye contact|chance of|likely to be hired", page)
    assert "Delivery" not in page


async def test_a_report_of_version_one_is_still_shown(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await reported(database, owner, clock)
    old = (await stored(database, row.id)).to_json()
    for added in PAGE_VERSION_ONE:
        del old[added]
    async with database.transaction() as db:
        feedback = await db.get_one(Feedback, row.id)
        feedback.assessment = {**old, "version": 1}
    answer = await owner.get(f"/interviews/{row.id}/feedback")
    assert answer.status_code == 200
    assert "What was heard" in answer.text
    assert "moved four patients myself" in answer.text
    assert "If this were real" not in answer.text
    assert "fairly sure" not in answer.text
    assert "A stronger shape, in your own words" in answer.text
