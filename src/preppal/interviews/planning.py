"""The plan of an interview that has not begun: why these questions, and what the candidate wants otherwise."""

import asyncio
import uuid
from collections.abc import Mapping, Set
from dataclasses import dataclass
from typing import cast

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.errors import Conflict, Invalid
from preppal.foundation.i18n import N_
from preppal.interviewer.briefing import Minutes
from preppal.interviewer.hand_over import HandOver
from preppal.interviewer.plan import InterviewPlan, build_plan, least_kept
from preppal.interviewer.questions import COMPETENCIES
from preppal.interviews.briefings import briefing_of
from preppal.interviews.model import InterviewSession, NoSuchInterview, Status
from preppal.interviews.queries import leads_asked_lately
from preppal.interviews.stages.hand_over import hand_over_for
from preppal.interviews.stages.queries import leads_of_the_loop

TOO_MANY_LEFT_OUT = N_(
    "That leaves too little to ask about. Keep at least %(least)s, or set up a shorter interview."
)
TOO_MANY_PINNED = N_(
    "This interview has %(most)s questions. Ask for sure about %(most)s things at most."
)


class PlanStands(Conflict):
    message = N_(
        "This interview has begun, so its plan stands. What you want otherwise goes into the next one."
    )


@dataclass(frozen=True, slots=True)
class Wishes:
    """Competencies that the candidate wants, and does not want, to be asked about."""

    pinned: Set[str] = frozenset()
    dropped: Set[str] = frozenset()


def read_wishes(fields: Mapping[str, str]) -> Wishes:
    """The form's fields, one a competency: "pinned", "dropped" or anything else for neither."""
    return Wishes(
        pinned=frozenset(key for key in COMPETENCIES if fields.get(key) == "pinned"),
        dropped=frozenset(key for key in COMPETENCIES if fields.get(key) == "dropped"),
    )


def wishes_in(plan: InterviewPlan) -> Wishes:
    """Those that a plan was made with."""
    chosen = {focus.competency: focus.choice for focus in plan.focus}
    return Wishes(
        pinned=frozenset(key for key in chosen if chosen[key] == "pinned"),
        dropped=frozenset(key for key in chosen if chosen[key] == "dropped"),
    )


async def change_plan(
    db: AsyncSession, user_id: uuid.UUID, interview_id: uuid.UUID, wishes: Wishes
) -> None:
    """Make the plan again by what the candidate wants; the same wishes give the same plan.

    The interview's row is locked: who goes in at the same moment finds the one plan or the other.

    Raises:
        NoSuchInterview: not there, or not theirs.
        PlanStands: it has begun.
        Invalid: on ``wishes``, when too little is left to ask about or more is wanted than there is room for.
    """
    interview = await db.scalar(
        select(InterviewSession)
        .where(InterviewSession.id == interview_id, InterviewSession.user_id == user_id)
        .with_for_update()
    )
    if interview is None:
        raise NoSuchInterview()
    if interview.status != Status.READY:
        raise PlanStands()
    refuse_unplannable(InterviewPlan.from_json(interview.plan), wishes)
    await make_plan_again(db, interview, wishes)


async def make_plan_again(db: AsyncSession, interview: InterviewSession, wishes: Wishes) -> None:
    """Plan a READY interview anew, with what the colleagues of its loop pass on by now."""
    stored = InterviewPlan.from_json(interview.plan)
    lately = await leads_asked_lately(db, interview.user_id)
    told = HandOver.from_json(interview.hand_over)
    level = None
    if interview.panel_stage_id is not None:
        lately |= await leads_of_the_loop(db, interview.user_id, interview.panel_stage_id)
        told = await hand_over_for(db, interview.user_id, interview.panel_stage_id)
        level = stored.seniority  # the job's, or the panel's where the job says none

    def planned() -> InterviewPlan:
        briefing = briefing_of(
            interview.id,
            persona=interview.persona,
            job=interview.job,
            topic=interview.topic,
            minutes=cast("Minutes", interview.minutes),
            avoid_leads=lately,
            practice_line=stored.practice_line,
            retake_of=stored.retake_of,
            pinned=wishes.pinned,
            dropped=wishes.dropped,
            resume=interview.resume,
            fit=interview.fit,
            level=level,
            hand_over=told,
        )
        return build_plan(briefing)

    # Ten to a hundred milliseconds that the rooms of this process must not hear.
    interview.plan = (await asyncio.to_thread(planned)).to_json()
    interview.hand_over = told.to_json()


def refuse_unplannable(plan: InterviewPlan, wishes: Wishes) -> None:
    """Raises Invalid as `change_plan` does."""
    least = least_kept(plan.minutes)
    if len(COMPETENCIES) - len(wishes.dropped) < least:
        raise Invalid({"wishes": TOO_MANY_LEFT_OUT}, least=least)
    most = most_pinned(plan)
    if len(wishes.pinned) > most:
        raise Invalid({"wishes": TOO_MANY_PINNED}, most=most)


def most_pinned(plan: InterviewPlan) -> int:
    """As many things can be asked about for sure as there are questions beside an open task."""
    return sum(not lead.lead_id.startswith("case-") for lead in plan.leads)
