"""preppal interview plan: what an interviewer would ask, why, and when."""

from pathlib import Path
from typing import get_args

import click

from preppal.cli.reading import FILE, LARGEST_FILE, first_line_of, text_of
from preppal.cli.telling import tell_json
from preppal.documents.plain import read_plain
from preppal.foundation.clock import utc_now
from preppal.interviewer.briefing import (
    SENIORITIES,
    STAGES,
    Briefing,
    Correction,
    Interviewer,
    Manner,
    Minutes,
    Seniority,
    Stage,
)
from preppal.interviewer.fit.resume import NO_RESUME, Resume
from preppal.interviewer.plan import build_plan
from preppal.interviewer.plan_text import plan_facts, plan_lines
from preppal.interviews.resume_facts import fit_with, resume_of
from preppal.resumes.correcting import from_read
from preppal.resumes.snapshot import kept_of
from preppal.resumes.taking import taken

LENGTHS = [str(minutes) for minutes in get_args(Minutes)]


def resume_in(text: str) -> Resume:
    """The resume as it is read, confirmed by nobody; `NO_RESUME` without words."""
    if not text.strip():
        return NO_RESUME
    read = taken(read_plain(text, most_characters=LARGEST_FILE)).read
    return resume_of(kept_of(from_read(read)))


@click.command("plan")
@click.option("--job", type=FILE, help="A job description, as text.")
@click.option("--resume", type=FILE, help="A resume, as text.")
@click.option("--title", default="", help="The job's title. Else its first line.")
@click.option("--minutes", type=click.Choice(LENGTHS), default="30", show_default=True)
@click.option("--stage", type=click.Choice(STAGES), default="technical", show_default=True)
@click.option(
    "--seniority", type=click.Choice(SENIORITIES), default=None, help="Else what the job says."
)
@click.option("--language", default="en", show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the plan as JSON.")
def plan_command(
    job: Path | None,
    resume: Path | None,
    title: str,
    minutes: str,
    stage: Stage,
    seniority: Seniority | None,
    language: str,
    seed: int,
    as_json: bool,
) -> None:
    """Print what an interviewer would ask, why, and when."""
    text, known = text_of(job), resume_in(text_of(resume))
    correction = Correction(seniority=seniority)
    plan = build_plan(
        Briefing(
            interviewer=Interviewer("", "", stage, Manner()),
            job_title=title or first_line_of(text),
            company="",
            job_text=text,
            topic="",
            minutes=next(one for one in get_args(Minutes) if str(one) == minutes),
            seed=seed,
            resume=known,
            fit=fit_with(known, text, correction, today=utc_now().date()),
            language=language,
            correction=correction,
        )
    )
    if as_json:
        tell_json(plan_facts(plan), indent=2)
    else:
        click.echo("\n".join(plan_lines(plan)))
