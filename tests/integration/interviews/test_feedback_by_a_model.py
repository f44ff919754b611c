"""A report whose scores are a model's: asked outside any transaction, stamped, its use kept, no name sent."""

from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import asynccontextmanager
from typing import Any, cast
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.assessment.report import Assessment
from preppal.foundation.database import Database
from preppal.foundation.tasks import Tasks
from preppal.interviews.background import register_tasks
from preppal.interviews.model import CompetencyScoreRow, Feedback, InterviewSession, Status, Turn
from tests.interviews import an_interview, keep, some_turns
from tests.language_models.judging import OPENAI, honest, judge
from tests.language_models.script import Asked, Reply
from tests.people import Browser, TestClock

RESUME: dict[str, Any] = {
    "name": "cv.pdf",
    "is_confirmed": False,
    "roles": [{"company": "Saltmarsh Clinic", "title": "Nurse"}],
    "studies": [{"institution": "Escuela del Ebro", "degree": "Nursing"}],
}


async def ended(
    database: Database, owner: Browser, clock: TestClock, *, says: str = ""
) -> InterviewSession:
    """An interview that waits for its report; its answer ends with ``says``."""
    row = an_interview(
        owner.me,
        clock(),
        status=Status.COMPLETED,
        started_at=clock(),
        ended_at=clock(),
        end_reason="completed",
        elapsed_ms=70_000,
        resume=RESUME,
        usage={"words": {"model": "m", "requests": 1, "tokens": {"text_in": 1}, "cost_usd": 0.5}},
    )
    turns = some_turns(row)
    turns[-1].text += says
    async with database.transaction() as db:
        await keep(db, row, *turns, Feedback(interview_id=row.id, requested_at=clock()))
    return row


async def make(
    database: Database, row: InterviewSession, clock: TestClock, answering: Callable[[Asked], Reply]
) -> list[Asked]:
    """Run the very task, with a model at a scripted provider."""
    async with judge(answering) as (assessor, provider):
        tasks = Tasks()
        register_tasks(tasks, clock=clock, assessor=assessor)
        await tasks.registered["interviews.make_feedback"].run(
            database, {"interview_id": str(row.id)}
        )
        return provider.asked


async def kept(database: Database, interview_id: UUID) -> tuple[Feedback, dict[str, Any]]:
    async with database.transaction() as db:
        feedback = await db.get(Feedback, interview_id, populate_existing=True)
        row = await db.get(InterviewSession, interview_id, populate_existing=True)
        assert feedback is not None
        assert row is not None
        return feedback, row.usage


async def test_the_report_is_the_models_and_says_so(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await ended(database, owner, clock)
    asked = await make(database, row, clock, honest)
    feedback, usage = await kept(database, row.id)
    assert feedback.status == "READY"
    assert feedback.assessment is not None
    report = Assessment.from_json(feedback.assessment)
    scored = [one for one in report.competencies if one.score is not None]
    assert [one.assessor for one in scored] == [OPENAI]
    assert report.stamps.assessor == OPENAI
    async with database.transaction() as db:
        turns = {
            t.seq: t.text for t in await db.scalars(select(Turn).where(Turn.interview_id == row.id))
        }
        rows = list(
            await db.scalars(
                select(CompetencyScoreRow).where(
                    CompetencyScoreRow.interview_id == row.id, CompetencyScoreRow.score.is_not(None)
                )
            )
        )
    assert scored[0].evidence
    assert all(turns[s.turn_seq][s.start : s.end] == s.quote for s in scored[0].evidence)
    assert [one.version for one in rows] == [
        f"{report.stamps.rubric}/{OPENAI}/{report.stamps.prompt}"
    ]
    assert usage["words"]["cost_usd"] == 0.5
    assert usage["judging"]["requests"] == len(asked) == 4
    assert usage["judging"]["model"] == OPENAI
    assert usage["judging"]["tokens"] == {"text_in": 4 * 120, "text_out": 4 * 12}
    assert usage["judging"]["cost_usd"] > 0
    page = (await owner.get(f"/interviews/{row.id}/feedback")).text
    assert f"Rated by {OPENAI}." in page
    assert "You told what you measured and what you swapped" in page
    assert "read your answers one by one" in page
    assert "The built-in reviewer was taught" not in page


async def test_no_name_of_the_candidate_or_the_resume_is_sent(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    name = owner.me.name or "Ada"
    says = (
        f" My colleague Beatriz said, well done {name}. I had learned it at Saltmarsh Clinic and at the"
        " Escuela del Ebro, as Ruth may know."
    )
    row = await ended(database, owner, clock, says=says)
    async with database.transaction() as db:
        user = await db.merge(owner.me)
        user.name = name
    asked = await make(database, row, clock, honest)
    sent = " ".join(f"{one.system} {one.text}" for one in asked)
    assert "pumps failed" in sent
    for hidden in (name, "Beatriz", "Saltmarsh", "Ebro", "Ruth", "cv.pdf", "Linden"):
        assert hidden not in sent, hidden
    assert "ORG1" in sent
    assert "NAME1" in sent


async def test_when_the_provider_is_down_the_report_is_the_builtins(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await ended(database, owner, clock)
    await make(database, row, clock, lambda _: Reply(status=503))
    feedback, usage = await kept(database, row.id)
    assert feedback.status == "READY"
    assert feedback.assessment is not None
    report = Assessment.from_json(feedback.assessment)
    assert {one.assessor for one in report.competencies} == {"builtin"}
    assert report.stamps.assessor == "builtin"
    assert "judging" not in usage
    page = (await owner.get(f"/interviews/{row.id}/feedback")).text
    assert "The built-in reviewer was taught" in page


class Watched:
    """The database, how many transactions are open on it, and what happens before the second one."""

    def __init__(
        self, database: Database, before_the_second: Callable[[], Awaitable[None]] | None = None
    ) -> None:
        self._database = database
        self._before_the_second = before_the_second
        self._begun = 0
        self.open = 0

    @asynccontextmanager
    async def transaction(self) -> AsyncIterator[AsyncSession]:
        self._begun += 1
        if self._begun == 2 and self._before_the_second is not None:
            await self._before_the_second()
        self.open += 1
        try:
            async with self._database.transaction() as db:
                yield db
        finally:
            self.open -= 1

    def __getattr__(self, name: str) -> Any:
        return getattr(self._database, name)


async def test_no_transaction_is_open_while_the_model_is_asked(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await ended(database, owner, clock)
    watched = Watched(database)
    open_ones: list[int] = []

    def looks(asked: Asked) -> Reply:
        open_ones.append(watched.open)
        return honest(asked)

    await make(cast("Database", watched), row, clock, looks)
    assert open_ones == [0, 0, 0, 0]
    assert watched.open == 0


async def test_what_was_used_is_kept_when_nothing_comes_of_the_report(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    row = await ended(database, owner, clock)

    async def asked_again() -> None:
        async with database.transaction() as db:
            feedback = await db.get(Feedback, row.id, with_for_update=True)
            assert feedback is not None
            clock.forward(minutes=1)
            feedback.ask(clock())

    watched = Watched(database, before_the_second=asked_again)
    asked = await make(cast("Database", watched), row, clock, honest)
    feedback, usage = await kept(database, row.id)
    assert feedback.status == "WAITING"
    assert feedback.assessment is None
    assert usage["judging"]["requests"] == len(asked) == 4
