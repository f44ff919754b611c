"""A hiring loop that was held: its interviews by the built-in mind with simulated candidates, judged as any other."""

from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from uuid import UUID

from preppal.debriefs.model import PanelSummary
from preppal.debriefs.summarising import make_summary
from preppal.foundation.database import Database, uuid7
from preppal.interviewer.conversation import BuiltInMind
from preppal.interviewer.simulation.candidates import Candidate
from preppal.interviewer.simulation.holding import Held, hold_interview
from preppal.interviews.briefings import briefing_of
from preppal.interviews.feedback import make_feedback
from preppal.interviews.model import Feedback, InterviewSession, Status, Turn
from preppal.interviews.stages.starting import start_stage
from preppal.job_descriptions.correcting import snapshot as job_snapshot
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.pasting import read_pasted
from preppal.panels.model import InterviewPanel, InterviewPanelStage
from preppal.personas.model import snapshot
from preppal.personas.queries import persona_by_key

NURSING = """Senior Ward Nurse at Linden Hospital

You plan and give care on a ward of 24 beds and own it end to end.
You explain treatments to patients and their families.
You lead the night shift and settle conflicts in the team.
You must work closely with doctors and pharmacists.
You must be registered, with at least 3 years of experience on a ward.
You must have experience with electronic medication charts.
"""
LOOP = (
    ("First call", "recruiter", "claire-dufour"),
    ("On the ward", "technical", "padmini-venkataraman"),
    ("Ward manager", "hiring_manager", "ruth-adeyemi"),
    ("Head of nursing", "senior", "ingrid-solheim"),
)


@dataclass
class Loop:
    """Ids: of the panel, of its stages in their order, of the interviews that were held of each."""

    panel_id: UUID
    stages: list[UUID] = field(default_factory=list)
    held: dict[UUID, list[UUID]] = field(default_factory=dict)


async def make_loop(
    database: Database,
    user_id: UUID,
    *,
    now: datetime,
    kinds: Sequence[str] = ("strong", "we_only", "strong"),
    minutes: int = 30,
    name: str = "Linden Hospital, senior nurse",
) -> Loop:
    """A panel of four, whose first interviews are held, one for each of ``kinds``; the last one today."""
    async with database.transaction() as db:
        job = await keep_job_description(db, user_id, read_pasted(NURSING), now=now)
        panel = InterviewPanel(
            user_id=user_id,
            idempotency_key=uuid7().hex,
            name=name,
            template="nursing/1",
            job_description_id=job.id,
            level="mid",
            created_at=now - timedelta(days=9),
            changed_at=now - timedelta(days=9),
        )
        db.add(panel)
        await db.flush()
        loop = Loop(panel.id)
        for position, (title, stage, key) in enumerate(LOOP):
            persona = await persona_by_key(db, user_id, key)
            row = InterviewPanelStage(
                panel_id=panel.id,
                position=position,
                title=title,
                stage=stage,
                minutes=minutes,
                persona_id=persona.id,
                persona=snapshot(persona),
            )
            db.add(row)
            await db.flush()
            loop.stages.append(row.id)
    for number, kind in enumerate(kinds):
        at = now - timedelta(days=2 * (len(kinds) - 1 - number))
        await hold_stage(database, user_id, loop, loop.stages[number], kind, at=at)
    return loop


async def hold_stage(
    database: Database,
    user_id: UUID,
    loop: Loop,
    stage_id: UUID,
    kind: str,
    *,
    at: datetime,
    is_judged: bool = True,
) -> UUID:
    """One interview of the stage with such a candidate, and its report; gives the interview's id."""
    async with database.transaction() as db:
        stage = await db.get_one(InterviewPanelStage, stage_id)
        panel = await db.get_one(InterviewPanel, loop.panel_id)
    interview_id = uuid7()
    persona = {**stage.persona, "stage": stage.stage}
    job = job_snapshot(None) | {
        "title": "Senior Ward Nurse",
        "company": "Linden Hospital",
        "content": NURSING,
    }
    told = briefing_of(
        interview_id,
        persona=persona,
        job=job,
        topic="",
        minutes=stage.minutes,  # type: ignore[arg-type]
        avoid_leads=frozenset(),
        pinned=frozenset(stage.focus),
    )
    candidate = Candidate.of(kind, trade="nursing", seed=told.seed)
    held = await hold_interview(told, candidate, BuiltInMind())
    async with database.transaction() as db:
        interview = InterviewSession(
            id=interview_id,
            user_id=user_id,
            idempotency_key=interview_id.hex,
            status=Status.COMPLETED,
            end_reason="completed",
            mode="text",
            minutes=stage.minutes,
            persona_id=stage.persona_id,
            job_description_id=panel.job_description_id,
            panel_stage_id=stage.id,
            persona=persona,
            job=job,
            plan=held.plan.to_json(),
            created_at=at,
            started_at=at,
            ended_at=at + timedelta(minutes=stage.minutes),
            elapsed_ms=held.ended_ms,
        )
        db.add(interview)
        await db.flush()
        db.add_all(_turns(interview_id, held))
        db.add(Feedback(interview_id=interview_id, requested_at=at))
    loop.held.setdefault(stage_id, []).append(interview_id)
    if is_judged:
        await make_feedback(database, interview_id, clock=lambda: at + timedelta(hours=1))
    return interview_id


async def make_loops(database: Database, user_id: UUID, *, now: datetime) -> dict[str, UUID]:
    """Panels in every state of their summary; names are those of `screens.PAGES`."""
    ids = {}
    states: tuple[tuple[str, tuple[str, ...]], ...] = (
        ("summed", ("strong", "we_only", "strong")),
        ("loop_begun", ("strong",)),
        ("loop_empty", ()),
        ("summed_stale", ("strong", "strong", "terse", "strong")),
        ("loop_failed", ("rambling",)),
        ("loop_waiting", ("rambling",)),
    )
    for about, kinds in states:
        loop = await make_loop(database, user_id, now=now, kinds=kinds)
        ids[about] = loop.panel_id
        if about.startswith("summed"):
            await make_summary(database, loop.panel_id, clock=lambda: now)
        if about == "summed_stale":
            await hold_stage(database, user_id, loop, loop.stages[2], "strong", at=now)
        if about in ("loop_failed", "loop_waiting"):
            async with database.transaction() as db:
                failed = about == "loop_failed"
                db.add(
                    PanelSummary(
                        panel_id=loop.panel_id,
                        requested_at=now,
                        status="FAILED" if failed else "WAITING",
                        failure="summing" if failed else None,
                    )
                )
        if about == "summed":
            async with database.transaction() as db:
                next_one = await start_stage(
                    db, user_id, loop.panel_id, loop.stages[-1], mode="text", now=now
                )
            ids |= {"staged": next_one.interview_id, "stage_held": loop.held[loop.stages[2]][0]}
    return ids


def _turns(interview_id: UUID, held: Held) -> list[Turn]:
    return [
        Turn(
            interview_id=interview_id,
            seq=seq,
            speaker=turn.speaker,
            text=turn.text,
            started_ms=turn.started_ms,
            ended_ms=turn.ended_ms,
            interrupted=turn.interrupted,
            intent=turn.intent,
            lead_id=turn.lead_id,
            phrasing=turn.phrasing,
        )
        for seq, turn in enumerate(held.turns, 1)
    ]
