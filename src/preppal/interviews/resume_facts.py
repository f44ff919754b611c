"""An interview's snapshot of a resume as the interviewer knows it, and its fit with the job."""

import datetime
from collections.abc import Mapping
from typing import Any

from preppal.interviewer.briefing import Correction
from preppal.interviewer.fit.compare import compare
from preppal.interviewer.fit.fit import NO_FIT, Fit
from preppal.interviewer.fit.resume import NO_RESUME, Resume, Role, Study
from preppal.interviewer.job_reading import corrected_lines, read_lines
from preppal.interviews.model import InterviewSession


def resume_of(kept: Mapping[str, Any]) -> Resume:
    """The resume of `resumes.snapshot.snapshot`; `NO_RESUME` of an empty one."""
    if not kept:
        return NO_RESUME
    return Resume(
        roles=tuple(
            Role(
                title=role["title"],
                employer=role["company"],
                start=role["start"],
                end=role["end"],
                lines=tuple(role["done"]),
            )
            for role in kept["roles"]
        ),
        studies=tuple(
            Study(study["degree"], study["institution"], study["start"], study["end"])
            for study in kept["studies"]
        ),
        skills=tuple(kept["skills"]),
        languages=tuple(kept["languages"]),
        summary=kept["summary"],
        is_confirmed=bool(kept["is_confirmed"]),
    )


def fit_with(resume: Resume, job_text: str, correction: Correction, *, today: datetime.date) -> Fit:
    """Some hundredths of a second for long texts: for a thread."""
    if resume == NO_RESUME:
        return NO_FIT
    lines = corrected_lines(read_lines(job_text), added=correction.added, gone=correction.gone)
    return compare(resume, lines, today=today)


def fit_of(interview: InterviewSession) -> Fit:
    """As it was when the interview was set up."""
    return Fit.from_json(interview.fit) if interview.fit else NO_FIT
