"""Writing an interview that was set up: its plan is made, and its snapshots stay."""

import asyncio
import datetime
import uuid
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import uuid7
from preppal.interviewer.briefing import Minutes, Seniority
from preppal.interviewer.hand_over import NOTHING, HandOver
from preppal.interviewer.plan import InterviewPlan, build_plan
from preppal.interviews.briefings import briefing_of
from preppal.interviews.model import InterviewSession, Status
from preppal.interviews.resume_facts import fit_with, resume_of
from preppal.job_descriptions.correcting import correction_of
from preppal.resumes.model import Resume
from preppal.resumes.snapshot import snapshot as resume_snapshot


@dataclass(frozen=True, slots=True)
class Setting:
    """What an interview is set up with. ``opposite`` and ``wanted`` are the snapshots of persona and job; the rest
    is as in `Briefing` and `InterviewSession`."""

    key: str
    opposite: Mapping[str, Any]
    persona_id: uuid.UUID | None
    job_id: uuid.UUID | None
    wanted: Mapping[str, Any]
    minutes: Minutes
    mode: Literal["voice", "text"]
    resume: Resume | None = None
    topic: str = ""
    practice_line: str = ""
    avoid_leads: frozenset[str] = frozenset()
    retake_of: tuple[str, ...] = ()
    pinned: frozenset[str] = frozenset()
    level: Seniority | None = None
    panel_stage_id: uuid.UUID | None = None
    hand_over: HandOver = NOTHING


async def write_interview(
    db: AsyncSession, user_id: uuid.UUID, setting: Setting, *, now: datetime.datetime
) -> uuid.UUID | None:
    """Write it with its plan; gives its id, or None when another request has just written one with the same key
    or for the same stage, which has committed by then."""
    interview_id = uuid7()
    kept = resume_snapshot(setting.resume)

    def planned() -> tuple[InterviewPlan, dict[str, Any]]:
        fit = fit_with(
            resume_of(kept),
            setting.wanted["content"],
            correction_of(setting.wanted),
            today=now.date(),
        ).to_json()
        briefing = briefing_of(
            interview_id,
            persona=setting.opposite,
            job=setting.wanted,
            topic=setting.topic,
            minutes=setting.minutes,
            avoid_leads=setting.avoid_leads,
            practice_line=setting.practice_line,
            retake_of=setting.retake_of,
            pinned=setting.pinned,
            resume=kept,
            fit=fit,
            level=setting.level,
            hand_over=setting.hand_over,
        )
        return build_plan(briefing), fit

    # Ten to a hundred milliseconds that the rooms of this process must not hear.
    plan, fit = await asyncio.to_thread(planned)
    values: dict[str, Any] = {
        "id": interview_id,
        "user_id": user_id,
        "idempotency_key": setting.key,
        "status": Status.READY,
        "mode": setting.mode,
        "minutes": setting.minutes,
        "language": "en",
        "topic": setting.topic,
        "persona_id": setting.persona_id,
        "job_description_id": setting.job_id,
        "resume_id": setting.resume.id if setting.resume else None,
        "panel_stage_id": setting.panel_stage_id,
        "hand_over": setting.hand_over.to_json(),
        "persona": dict(setting.opposite),
        "job": dict(setting.wanted),
        "resume": kept,
        "fit": fit if setting.resume else {},
        "plan": plan.to_json(),
        "created_at": now,
        "elapsed_ms": 0,
    }
    written: uuid.UUID | None = await db.scalar(
        insert(InterviewSession)
        .values(**values)
        .on_conflict_do_nothing()
        .returning(InterviewSession.id)
    )
    return written
