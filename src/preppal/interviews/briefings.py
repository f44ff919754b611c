"""What an interviewer is told, from an interview's snapshots: when it is set up, and when its plan is made again."""

import uuid
from collections.abc import Mapping, Set
from dataclasses import replace
from types import MappingProxyType
from typing import Any

from preppal.interviewer.briefing import Briefing, Minutes, Seniority
from preppal.interviewer.fit.fit import NO_FIT, Fit
from preppal.interviewer.hand_over import NOTHING, HandOver
from preppal.interviewer.practice import read_practice
from preppal.interviews.resume_facts import resume_of
from preppal.job_descriptions.correcting import correction_of
from preppal.job_descriptions.outlining import title_in
from preppal.personas.model import interviewer_of

NO_SNAPSHOT: Mapping[str, Any] = MappingProxyType({})


def briefing_of(
    interview_id: uuid.UUID,
    *,
    persona: Mapping[str, Any],
    job: Mapping[str, Any],
    topic: str,
    minutes: Minutes,
    avoid_leads: frozenset[str],
    practice_line: str = "",
    retake_of: tuple[str, ...] = (),
    pinned: Set[str] = frozenset(),
    dropped: Set[str] = frozenset(),
    resume: Mapping[str, Any] = NO_SNAPSHOT,
    fit: Mapping[str, Any] = NO_SNAPSHOT,
    level: Seniority | None = None,
    hand_over: HandOver = NOTHING,
) -> Briefing:
    """The briefing of an interview. Reads ``practice_line`` anew: some milliseconds, for a thread."""
    briefing = Briefing(
        interviewer=interviewer_of(persona),
        job_title=job["title"],
        company=job["company"],
        job_text=job["content"],
        topic=topic,
        minutes=minutes,
        seed=seed_of(interview_id),
        avoid_leads=avoid_leads,
        correction=correction_of(job),
        practice_line=practice_line,
        retake_of=retake_of,
        pinned=frozenset(pinned),
        dropped=frozenset(dropped),
        resume=resume_of(resume),
        fit=Fit.from_json(fit) if fit else NO_FIT,
        level=level,
        hand_over=hand_over,
    )
    if not practice_line:
        return briefing
    practice = read_practice(practice_line, title_in)
    correction = replace(
        briefing.correction,
        seniority=practice.seniority or briefing.correction.seniority,
        skills=practice.skills or briefing.correction.skills,
    )
    return replace(briefing, field=practice.field, correction=correction)


def seed_of(interview_id: uuid.UUID) -> int:
    """What makes this interview's choices its own, from the random end of its id."""
    return interview_id.int & 0xFFFF_FFFF_FFFF
