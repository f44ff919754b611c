"""Panels to hold stages of, and interviews of them held by a simulated candidate."""

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.foundation.database import Database, uuid7
from preppal.interviewer.briefing import Briefing, Interviewer, Manner
from preppal.interviewer.conversation import BuiltInMind
from preppal.interviewer.hand_over import HandOver
from preppal.interviewer.plan import InterviewPlan
from preppal.interviewer.simulation.candidates import Candidate
from preppal.interviewer.simulation.holding import hold_interview
from preppal.interviews.ending import end_interview
from preppal.interviews.feedback import make_feedback
from preppal.interviews.lease import enter_room
from preppal.interviews.model import InterviewSession, Turn
from preppal.panels.model import InterviewPanel, InterviewPanelStage, PanelState
from tests.interviews import PERSONA, keep
from tests.people import Browser, TestClock

STAGES = (
    ("First talk", "recruiter", "Claire Obi"),
    ("Ward manager", "hiring_manager", "Ruth Adeyemi"),
    ("Director", "senior", "Tomas Vidal"),
)


def a_panel(
    user: User, now: datetime, *, stages: int = 3, minutes: int = 10, **changes: Any
) -> tuple[InterviewPanel, list[InterviewPanelStage]]:
    """A panel of `user` with the first of `STAGES`; `changes` are the panel's."""
    fields: dict[str, Any] = {
        "id": uuid7(),
        "user_id": user.id,
        "idempotency_key": uuid7().hex,
        "name": "Ward nurse loop",
        "state": PanelState.OPEN,
        "level": "senior",
        "in_order": False,
        "created_at": now,
        "changed_at": now,
    }
    panel = InterviewPanel(**(fields | changes))
    return panel, [
        InterviewPanelStage(
            id=uuid7(),
            panel_id=panel.id,
            position=position,
            title=title,
            stage=stage,
            minutes=minutes,
            focus=[],
            note="",
            persona={**PERSONA, "name": name, "stage": "technical"},
        )
        for position, (title, stage, name) in enumerate(STAGES[:stages])
    ]


async def keep_panel(
    database: Database, user: User, now: datetime, **changes: Any
) -> tuple[InterviewPanel, list[InterviewPanelStage]]:
    panel, stages = a_panel(user, now, **changes)
    async with database.transaction() as db:
        await keep(db, panel, *stages)
    return panel, stages


def start_path(panel: InterviewPanel, stage: InterviewPanelStage) -> str:
    return f"/panels/{panel.id}/stages/{stage.id}/start"


async def start(browser: Browser, panel: InterviewPanel, stage: InterviewPanelStage) -> UUID:
    """Start a stage in writing, into its lobby; gives the interview's id."""
    answer = await browser.post(start_path(panel, stage), data={"mode": "text"})
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].endswith("/lobby")
    return UUID(answer.headers["location"].split("/")[2])


async def interview_of(database: Database, interview_id: UUID) -> InterviewSession:
    async with database.transaction() as db:
        return await db.get_one(InterviewSession, interview_id, populate_existing=True)


async def hold(
    database: Database,
    user: User,
    interview_id: UUID,
    clock: TestClock,
    *,
    kind: str = "strong",
    reported: bool = True,
) -> None:
    """Hold a READY interview to its goodbye by its own plan, end it, and make its report."""
    row = await interview_of(database, interview_id)
    said = await _said(row, kind)
    async with database.transaction() as db:
        visit = uuid7()
        await enter_room(
            db, user.id, row.id, visit=visit, mode="text", take_over=False, now=clock()
        )
        await keep(db, *said)
        entered = await db.get_one(InterviewSession, row.id)
        entered.held_by = entered.held_until = None
    clock.forward(minutes=10)
    async with database.transaction() as db:
        await end_interview(
            db, row.id, user_id=user.id, reason="completed", now=clock(), elapsed_ms=480_000
        )
    if reported:
        await make_feedback(database, row.id, clock=clock)


async def _said(row: InterviewSession, kind: str) -> list[Turn]:
    plan = InterviewPlan.from_json(row.plan)
    persona = row.persona
    told = Briefing(
        interviewer=Interviewer(persona["name"], "", plan.stage, Manner(**persona["manner"])),
        job_title=row.job["title"],
        company=row.job["company"],
        job_text=row.job["content"],
        topic="",
        minutes=10,
        seed=plan.seed,
        hand_over=HandOver.from_json(row.hand_over),
    )
    candidate = Candidate.of(kind, trade="health", seed=plan.seed % 97)
    held = await hold_interview(told, candidate, BuiltInMind(), plan)
    return [
        Turn(
            interview_id=row.id,
            seq=seq,
            speaker=turn.speaker,
            text=turn.text,
            started_ms=turn.started_ms,
            ended_ms=turn.ended_ms,
            intent=turn.intent,
            lead_id=turn.lead_id,
            phrasing=turn.phrasing,
            delivery={},
        )
        for seq, turn in enumerate(held.turns, 1)
    ]


async def leads_asked(db: AsyncSession, interview_id: UUID) -> list[str]:
    found = await db.scalars(
        select(Turn.lead_id).where(
            Turn.interview_id == interview_id, Turn.intent == "lead", Turn.lead_id.is_not(None)
        )
    )
    return [lead for lead in found if lead]
