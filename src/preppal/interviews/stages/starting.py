"""Holding a stage of a panel: its interview is set up from what the panel keeps, once however often one clicks."""

import asyncio
import datetime
import uuid
from dataclasses import dataclass
from typing import Any, Literal, cast

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.errors import Conflict
from preppal.foundation.i18n import N_
from preppal.interviewer.briefing import Minutes, Seniority
from preppal.interviewer.lengths import FORMATS
from preppal.interviewer.plan import InterviewPlan
from preppal.interviewer.questions import COMPETENCIES
from preppal.interviews.keeping import Setting, write_interview
from preppal.interviews.model import InterviewSession, Status
from preppal.interviews.planning import make_plan_again, wishes_in
from preppal.interviews.queries import leads_asked_lately
from preppal.interviews.stages.hand_over import hand_over_for
from preppal.interviews.stages.queries import (
    held_stages,
    leads_of_the_loop,
    leads_of_the_stage,
    open_interview,
)
from preppal.job_descriptions.correcting import snapshot as job_snapshot
from preppal.job_descriptions.keeping import use_job_description
from preppal.job_descriptions.model import JobDescription, NoSuchJobDescription
from preppal.panels.model import InterviewPanel, InterviewPanelStage, PanelMovedOn, PanelState
from preppal.panels.queries import stages_of, use_panel, use_stage
from preppal.resumes.model import NoSuchResume, Resume
from preppal.resumes.queries import use_resume

Mode = Literal["voice", "text"]


class PanelPutAway(Conflict):
    message = N_("This panel is archived. Bring it back, then its stages can be held again.")


class StageSkipped(Conflict):
    message = N_("You skipped this stage. Take it up again, then it can be held.")


class StageLocked(Conflict):
    message = N_(
        "This panel goes in order: hold or skip the stages before this one, then it opens."
    )


@dataclass(frozen=True, slots=True)
class Started:
    """The stage's interview; ``live``: it is going on already."""

    interview_id: uuid.UUID
    live: bool = False


async def start_stage(
    db: AsyncSession,
    user_id: uuid.UUID,
    panel_id: uuid.UUID,
    stage_id: uuid.UUID,
    *,
    mode: Mode,
    now: datetime.datetime,
) -> Started:
    """Set up the interview of a stage, or find the one that is set up or going on.

    The panel's row is locked, so that a second tab finds what the first one set up. A stage that was held is held
    again, in other questions about the same things. Nothing is charged here: an interview is when it begins.

    Raises:
        NoSuchStage: not there, of another panel, or not this person's.
        PanelPutAway, StageSkipped, StageLocked, PanelMovedOn: it cannot be held as things are.
    """
    stage = await use_stage(db, user_id, panel_id, stage_id, for_update=True)
    panel = await use_panel(db, user_id, panel_id)
    if panel.state == PanelState.ARCHIVED:
        raise PanelPutAway()
    there = await open_interview(db, stage.id)
    if there is not None and there.status == Status.LIVE:
        return Started(there.id, live=True)
    await _refuse_closed(db, panel, stage)
    if there is not None and _is_of_now(there, panel, stage):
        there.mode = mode
        await _bring_up_to_date(db, there)
        return Started(there.id)
    if there is not None:
        # Set up before the stage was edited, and never begun: nothing was said, nothing was charged.
        await db.delete(there)
        await db.flush()
    setting = await _setting(db, panel, stage, mode=mode, now=now)
    written = await write_interview(db, user_id, setting, now=now)
    if written is not None:
        return Started(written)
    # An interview of this stage was opened again meanwhile, which locks no panel.
    there = await open_interview(db, stage.id)
    if there is None:
        raise PanelMovedOn()  # and it has ended since
    return Started(there.id, live=there.status == Status.LIVE)


async def _refuse_closed(
    db: AsyncSession, panel: InterviewPanel, stage: InterviewPanelStage
) -> None:
    if stage.skipped_at is not None:
        raise StageSkipped()
    if not panel.in_order:
        return
    held = await held_stages(db, panel.user_id, panel.id)
    before = [one for one in await stages_of(db, panel.id) if one.position < stage.position]
    if any(one.skipped_at is None and one.id not in held for one in before):
        raise StageLocked()


def _is_of_now(
    interview: InterviewSession, panel: InterviewPanel, stage: InterviewPanelStage
) -> bool:
    """Whether an interview was set up with what panel and stage still say."""
    return (
        interview.persona == _opposite(stage)
        and interview.minutes == stage.minutes
        and interview.job_description_id == panel.job_description_id
        and interview.resume_id == panel.resume_id
    )


def _opposite(stage: InterviewPanelStage) -> dict[str, Any]:
    """The persona as it was chosen, holding the stage's kind of interview whatever its own is."""
    return {**stage.persona, "stage": stage.stage}


async def _bring_up_to_date(db: AsyncSession, interview: InterviewSession) -> None:
    """A stage that was set up earlier hears what was passed on since; what the candidate wished for stays."""
    assert interview.panel_stage_id is not None
    told = await hand_over_for(db, interview.user_id, interview.panel_stage_id)
    if told.to_json() != interview.hand_over:
        await make_plan_again(db, interview, wishes_in(InterviewPlan.from_json(interview.plan)))


async def _setting(
    db: AsyncSession,
    panel: InterviewPanel,
    stage: InterviewPanelStage,
    *,
    mode: Mode,
    now: datetime.datetime,
) -> Setting:
    """What the panel and the stage say, with job description and resume as they are now."""
    job, resume = await _job(db, panel, now), await _resume(db, panel, now)
    minutes = cast("Minutes", stage.minutes)
    lately = await leads_asked_lately(db, panel.user_id)
    return Setting(
        key=f"stage:{stage.id}:{uuid.uuid4().hex}",
        opposite=_opposite(stage),
        persona_id=stage.persona_id,
        job_id=job.id if job else None,
        wanted=await asyncio.to_thread(job_snapshot, job),
        minutes=minutes,
        mode=mode,
        resume=resume,
        avoid_leads=lately | await leads_of_the_loop(db, panel.user_id, stage.id),
        retake_of=await leads_of_the_stage(db, panel.user_id, stage.id),
        pinned=_in_focus(stage, minutes),
        level=cast("Seniority", panel.level),
        panel_stage_id=stage.id,
        hand_over=await hand_over_for(db, panel.user_id, stage.id),
    )


def _in_focus(stage: InterviewPanelStage, minutes: Minutes) -> frozenset[str]:
    """As many as the interview has questions for, in the stage's order."""
    known = [key for key in stage.focus if key in COMPETENCIES]
    return frozenset(known[: FORMATS[minutes].leads])


async def _job(
    db: AsyncSession, panel: InterviewPanel, now: datetime.datetime
) -> JobDescription | None:
    """None where the panel has none, or it was deleted."""
    if panel.job_description_id is None:
        return None
    try:
        return await use_job_description(db, panel.user_id, panel.job_description_id, now=now)
    except NoSuchJobDescription:
        return None


async def _resume(db: AsyncSession, panel: InterviewPanel, now: datetime.datetime) -> Resume | None:
    if panel.resume_id is None:
        return None
    try:
        return await use_resume(db, panel.user_id, panel.resume_id, now=now)
    except NoSuchResume:
        return None
