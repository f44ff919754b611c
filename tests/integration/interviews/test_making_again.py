"""A report is made again, of corrected words or by a newer reviewer, and stands beside the one before."""

from uuid import UUID

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.assessment.report import VERSION, Assessment
from preppal.foundation.database import Database
from preppal.foundation.tasks import Tasks
from preppal.interviews.background import register_tasks
from preppal.interviews.feedback import (
    Material,
    Told,
    assess_built_in,
    make_feedback,
    mark_feedback_failed,
)
from preppal.interviews.model import Feedback, InterviewSession, Status
from preppal.interviews.reports.model import MOST_REPORTS, FeedbackReport
from tests.interviews import an_interview, keep, some_turns
from tests.people import MONDAY, Browser, TestClock
from tests.tasks import run_tasks

SHORTER = (
    "Last winter on the night shift two of our pumps failed within an hour. We moved both patients to"
    " the side room and somebody called the technician."
)
OTHER = SHORTER.replace("pumps", "perfusors")


@pytest.fixture
async def judged(
    owner: Browser, database: Database, db: AsyncSession, clock: TestClock
) -> InterviewSession:
    """An interview by voice with its report."""
    interview = an_interview(
        owner.me, MONDAY, status=Status.COMPLETED, mode="voice", started_at=MONDAY, ended_at=MONDAY
    )
    await keep(db, interview, *some_turns(interview, spoken=True))
    await keep(db, Feedback(interview_id=interview.id, requested_at=MONDAY))
    await make_feedback(database, interview.id, clock=clock)
    return interview


async def feedback_of(db: AsyncSession, interview_id: UUID) -> Feedback:
    row = await db.get(Feedback, interview_id, populate_existing=True)
    assert row is not None
    return row


async def correct(owner: Browser, interview: InterviewSession, text: str = SHORTER) -> None:
    answer = await owner.post(f"/interviews/{interview.id}/turns/4/correct", data={"text": text})
    assert answer.status_code == 303


async def again(owner: Browser, interview: InterviewSession) -> int:
    return (await owner.post(f"/interviews/{interview.id}/feedback/again")).status_code


async def made(database: Database, clock: TestClock) -> list[str]:
    tasks = Tasks()
    register_tasks(tasks, clock=clock)
    return await run_tasks(tasks, database)


def quotes_of(assessment: Assessment) -> list[str]:
    return [one.quote for finding in assessment.findings for one in finding.evidence]


async def test_several_corrections_make_one_report_when_it_is_asked_for(
    owner: Browser, judged: InterviewSession, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    first = (await feedback_of(db, judged.id)).assessment
    await correct(owner, judged, OTHER)
    await correct(owner, judged)
    assert await made(database, clock) == [], "Nothing is made before it is asked for."
    page = (await owner.get(f"/interviews/{judged.id}/feedback")).text
    assert "has not read your corrections" in page
    assert "nobody missed a dose" in page, "The report stands beside the words it has read."
    clock.forward(minutes=5)
    assert await again(owner, judged) == 303
    assert await made(database, clock) == ["interviews.make_feedback"]
    newest = await feedback_of(db, judged.id)
    assert (newest.number, newest.status, newest.made_at) == (2, "READY", clock())
    assert newest.corrected == {"4": SHORTER}
    earlier = await db.get_one(FeedbackReport, (judged.id, 1))
    assert (earlier.assessment, earlier.corrected) == (first, {})


async def test_spans_are_of_the_corrected_words(
    owner: Browser, judged: InterviewSession, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    await correct(owner, judged, OTHER)
    await again(owner, judged)
    await made(database, clock)
    assessment = Assessment.from_json((await feedback_of(db, judged.id)).assessment or {})
    assert quotes_of(assessment)
    for finding in assessment.findings:
        for one in finding.evidence:
            assert OTHER[one.start : one.end] == one.quote
    page = (await owner.get(f"/interviews/{judged.id}/feedback")).text
    assert "You corrected 1 answer" in page
    assert "This is report 2" in page


async def test_what_changed_is_shown_question_by_question(
    owner: Browser, judged: InterviewSession, database: Database, clock: TestClock
) -> None:
    await correct(owner, judged)
    await again(owner, judged)
    await made(database, clock)
    page = (await owner.get(f"/interviews/{judged.id}/reports")).text
    assert "What changed from report 1 to 2" in page
    assert "It read what you corrected." in page
    assert "No longer heard: The result" in page
    assert "nobody missed a dose" in page
    assert (await owner.get(f"/interviews/{judged.id}/reports?before=1")).status_code == 200
    for number in ("2", "9", "x", "-1", "1" * 400):
        answer = await owner.get(f"/interviews/{judged.id}/reports?before={number}")
        assert answer.status_code == 404


async def test_the_same_report_is_not_made_twice(
    owner: Browser, judged: InterviewSession, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    assert await again(owner, judged) == 409
    await correct(owner, judged)
    await owner.post(f"/interviews/{judged.id}/turns/4/revert")
    assert await again(owner, judged) == 409, "Gone back, there is nothing new to read."
    await correct(owner, judged)
    assert await again(owner, judged) == 303
    assert await again(owner, judged) == 303, "A double click asks once."
    assert await made(database, clock) == ["interviews.make_feedback"]
    assert await again(owner, judged) == 409
    assert (await feedback_of(db, judged.id)).number == 2


async def test_going_back_is_a_new_report_too(
    owner: Browser, judged: InterviewSession, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    first = (await feedback_of(db, judged.id)).assessment
    await correct(owner, judged)
    await again(owner, judged)
    await made(database, clock)
    await owner.post(f"/interviews/{judged.id}/turns/4/revert")
    assert await again(owner, judged) == 303
    await made(database, clock)
    third = await feedback_of(db, judged.id)
    assert (third.number, third.assessment, third.corrected) == (3, first, {})


async def test_a_newer_reviewer_is_a_reason(
    owner: Browser, judged: InterviewSession, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    row = await feedback_of(db, judged.id)
    row.assessment = {**(row.assessment or {}), "version": VERSION - 1}
    await db.flush()
    page = (await owner.get(f"/interviews/{judged.id}/feedback")).text
    assert "an earlier version of the reviewer" in page
    assert await again(owner, judged) == 303
    await made(database, clock)
    newest = await feedback_of(db, judged.id)
    assert (newest.assessment or {})["version"] == VERSION
    earlier = await db.get_one(FeedbackReport, (judged.id, 1))
    assert earlier.assessment["version"] == VERSION - 1
    shown = (await owner.get(f"/interviews/{judged.id}/reports")).text
    assert "It was made by a newer version of the reviewer." in shown
    assert "Nothing of what was found is different." in shown


async def test_another_model_is_a_reason(
    owner: Browser, judged: InterviewSession, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    row = await feedback_of(db, judged.id)
    kept = row.assessment or {}
    made_by = {**kept["stamps"], "assessor": "clever-6", "prompt": "1-aaa"}
    row.assessment = {**kept, "stamps": made_by}
    await db.flush()
    page = (await owner.get(f"/interviews/{judged.id}/feedback")).text
    assert "Another reviewer has been set up here since it was made." in page
    assert await again(owner, judged) == 303
    await made(database, clock)
    shown = (await owner.get(f"/interviews/{judged.id}/reports")).text
    assert "Another reviewer made it." in shown
    assert await again(owner, judged) == 409


async def test_corrected_before_it_is_made_the_first_report_reads_it(
    owner: Browser, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    interview = an_interview(
        owner.me, MONDAY, status=Status.COMPLETED, mode="voice", started_at=MONDAY, ended_at=MONDAY
    )
    await keep(db, interview, *some_turns(interview, spoken=True))
    await keep(db, Feedback(interview_id=interview.id, requested_at=MONDAY))
    await correct(owner, interview)
    await make_feedback(database, interview.id, clock=clock)
    first = await feedback_of(db, interview.id)
    assert (first.number, first.corrected) == (1, {"4": SHORTER})
    assert "two of our pumps" in (await owner.get(f"/interviews/{interview.id}/feedback")).text


async def test_words_corrected_while_they_are_read_are_read_again(
    owner: Browser, judged: InterviewSession, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    """Another correction arrives between reading and writing."""
    await correct(owner, judged, OTHER)
    await again(owner, judged)
    read: list[str] = []

    async def slowly(material: Material, told: Told) -> Assessment:
        read.append(material.turns[3].text)
        clock.forward(seconds=40)
        await correct(owner, judged)
        return await assess_built_in(material, told)

    await make_feedback(database, judged.id, clock=clock, assess=slowly)
    assert read == [OTHER]
    waiting = await feedback_of(db, judged.id)
    assert (waiting.number, waiting.status) == (1, "WAITING"), "What was read is out of date."
    await made(database, clock)
    newest = await feedback_of(db, judged.id)
    assert (newest.number, newest.corrected) == (2, {"4": SHORTER})
    assert await db.scalar(select(func.count()).select_from(FeedbackReport)) == 1


async def test_one_that_fails_leaves_the_one_before(
    owner: Browser, judged: InterviewSession, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    await correct(owner, judged)
    await again(owner, judged)
    async with database.transaction() as session:
        await mark_feedback_failed(session, judged.id)
    page = (await owner.get(f"/interviews/{judged.id}/feedback")).text
    assert "The new report could not be made." in page
    assert "nobody missed a dose" in page
    assert await again(owner, judged) == 303
    await run_tasks_again(database, clock)
    assert (await feedback_of(db, judged.id)).number == 2


async def run_tasks_again(database: Database, clock: TestClock) -> None:
    """The task that was given up is still in the queue here; it finds its work done."""
    assert set(await made(database, clock)) == {"interviews.make_feedback"}


async def test_it_has_an_end(owner: Browser, judged: InterviewSession, db: AsyncSession) -> None:
    (await feedback_of(db, judged.id)).number = MOST_REPORTS
    await db.flush()
    await correct(owner, judged)
    assert await again(owner, judged) == 409
    page = (await owner.get(f"/interviews/{judged.id}/feedback")).text
    assert "made again as often as it can be" in page
    assert "/feedback/again" not in page


async def test_nobody_else_can(
    owner: Browser,
    stranger: Browser,
    staff: Browser,
    visitor: Browser,
    judged: InterviewSession,
    db: AsyncSession,
) -> None:
    await correct(owner, judged)
    for browser in (stranger, staff):
        assert await again(browser, judged) == 404
        assert (await browser.get(f"/interviews/{judged.id}/reports")).status_code == 404
    answer = await visitor.post(f"/interviews/{judged.id}/feedback/again")
    assert (answer.status_code, answer.headers["location"][:8]) == (303, "/sign-in")
    assert (await feedback_of(db, judged.id)).status == "READY"


async def test_deleting_the_interview_takes_all_of_them(
    owner: Browser, judged: InterviewSession, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    await correct(owner, judged)
    await again(owner, judged)
    await made(database, clock)
    await owner.post(f"/interviews/{judged.id}/delete")
    assert await db.scalar(select(func.count()).select_from(FeedbackReport)) == 0
