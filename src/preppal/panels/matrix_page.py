"""The coverage matrix of a panel, as its page shows it."""

import asyncio
from collections.abc import Sequence
from typing import cast

from preppal.interviewer.briefing import Stage
from preppal.interviewer.choosing import KNOWLEDGE
from preppal.interviewer.coverage import (
    NO_JOB,
    Coverage,
    JobAsks,
    Staged,
    cover,
    examined_in,
    read_job,
)
from preppal.interviewer.names import COMPETENCY_NAMES, FIELD_NAMES
from preppal.interviewer.plan import EXAMINING
from preppal.job_descriptions.correcting import correction_of, snapshot
from preppal.job_descriptions.model import JobDescription
from preppal.panels.model import InterviewPanelStage
from preppal.panels.pages import Matrix, MatrixCell, MatrixRow, Repeated

REMARKS = 2
"""Of what comes up often."""


async def matrix_of(stages: Sequence[InterviewPanelStage], job: JobDescription | None) -> Matrix:
    """Which of these asks about what, for this job; skipped ones ask nothing. No statement."""
    held = [stage for stage in stages if stage.skipped_at is None]

    def counted() -> Matrix:
        return _shown(held, _asks(job), for_a_job=job is not None)

    # A long posting takes some twenty milliseconds that the rooms of this process must not hear.
    return await asyncio.to_thread(counted)


def _asks(job: JobDescription | None) -> JobAsks:
    if job is None:
        return NO_JOB
    return read_job(job.title, job.content, correction_of(snapshot(job)))


def _shown(stages: Sequence[InterviewPanelStage], asks: JobAsks, *, for_a_job: bool) -> Matrix:
    staged = [
        Staged(cast("Stage", one.stage), one.minutes, tuple(map(str, one.focus))) for one in stages
    ]
    coverage = cover(staged, asks)
    missing = coverage.missing
    return Matrix(
        columns=tuple(stage.title for stage in stages),
        rows=tuple(
            MatrixRow(
                name=COMPETENCY_NAMES[row.competency],
                cells=tuple(
                    MatrixCell(cell.questions, cell.task, cell.in_focus) for cell in row.cells
                ),
                must=row.must,
            )
            for row in coverage.rows
        ),
        missing_musts=tuple(COMPETENCY_NAMES[row.competency] for row in missing if row.must),
        missing=tuple(COMPETENCY_NAMES[row.competency] for row in missing if not row.must),
        often=_often(staged, coverage)[:REMARKS],
        for_a_job=for_a_job,
    )


def _often(staged: Sequence[Staged], coverage: Coverage) -> tuple[Repeated, ...]:
    """What comes up in most of the loop; knowledge by the name of the job's field where that is known."""
    found = []
    for row in coverage.often:
        name, stages = COMPETENCY_NAMES[row.competency], row.stages
        if row.competency == KNOWLEDGE and coverage.fields[:1] and _examined(staged):
            name, stages = FIELD_NAMES[coverage.fields[0]], examined_in(staged, coverage)
        if stages > 2:
            found.append(Repeated(name, stages))
    return tuple(found)


def _examined(staged: Sequence[Staged]) -> bool:
    return any(one.stage in EXAMINING for one in staged)
