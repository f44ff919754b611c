"""preppal interview: what an interview would ask, without a server or a database."""

import asyncio
import json
from pathlib import Path
from typing import get_args

import click

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
from preppal.interviewer.conversation import BuiltInMind
from preppal.interviewer.fit.resume import NO_RESUME, Resume
from preppal.interviewer.plan import build_plan
from preppal.interviewer.plan_text import plan_facts, plan_lines
from preppal.interviewer.simulation.candidates import KINDS, Candidate
from preppal.interviewer.simulation.holding import hold_interview
from preppal.interviewer.simulation.reading_out import as_lines, as_values
from preppal.interviewer.simulation.repertoire import trade_of
from preppal.interviews.resume_facts import fit_with, resume_of
from preppal.resumes.correcting import from_read
from preppal.resumes.snapshot import kept_of
from preppal.resumes.taking import taken

LARGEST_FILE = 400_000
"""Bytes of a job description or resume; ten times what is read of one."""
SIMULATED_INTERVIEWER = "Samira Haddad"


@click.group("interview")
def interview_group() -> None:
    """Plan interviews, and hold them with simulated candidates."""


def text_of(path: Path | None) -> str:
    """A file's words; "" without a file."""
    if path is None:
        return ""
    if path.stat().st_size > LARGEST_FILE:
        raise click.ClickException(f"{path.name} is larger than {LARGEST_FILE // 1000} kB.")
    try:
        return path.read_text(encoding="utf-8")
    except UnicodeDecodeError:
        raise click.ClickException(f"{path.name} is not a text in UTF-8.") from None


def resume_in(text: str) -> Resume:
    """The resume as it is read, confirmed by nobody; `NO_RESUME` without words."""
    if not text.strip():
        return NO_RESUME
    read = taken(read_plain(text, most_characters=LARGEST_FILE)).read
    return resume_of(kept_of(from_read(read)))


FILE = click.Path(exists=True, dir_okay=False, path_type=Path)
LENGTHS = [str(minutes) for minutes in get_args(Minutes)]


@interview_group.command("plan")
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
    first_line = next((line.strip() for line in text.splitlines() if line.strip()), "")
    plan = build_plan(
        Briefing(
            interviewer=Interviewer("", "", stage, Manner()),
            job_title=title or first_line,
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
        click.echo(json.dumps(plan_facts(plan), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(plan_lines(plan)))


@interview_group.command("simulate")
@click.option("--job", type=FILE, help="A job description, as text.")
@click.option(
    "--candidate", "kind", type=click.Choice(sorted(KINDS)), default="strong", show_default=True
)
@click.option("--title", default="", help="The job's title. Else its first line.")
@click.option("--minutes", type=click.Choice(LENGTHS), default="10", show_default=True)
@click.option("--stage", type=click.Choice(STAGES), default="hiring_manager", show_default=True)
@click.option("--seed", type=int, default=1, show_default=True)
@click.option("--json", "as_json", is_flag=True, help="Print the transcript as JSON.")
def simulate_command(
    job: Path | None,
    kind: str,
    title: str,
    minutes: str,
    stage: Stage,
    seed: int,
    as_json: bool,
) -> None:
    """Hold a whole interview with a simulated candidate and print it."""
    text = text_of(job)
    told = Briefing(
        interviewer=Interviewer(SIMULATED_INTERVIEWER, "", stage, Manner()),
        job_title=title or next((x.strip() for x in text.splitlines() if x.strip()), ""),
        company="",
        job_text=text,
        topic="",
        minutes=next(one for one in get_args(Minutes) if str(one) == minutes),
        seed=seed,
    )
    trade = trade_of(told.job_title, told.job_text)
    held = asyncio.run(
        hold_interview(told, Candidate.of(kind, trade=trade, seed=seed), BuiltInMind())
    )
    if as_json:
        click.echo(json.dumps(as_values(held), ensure_ascii=False, indent=2))
    else:
        click.echo("\n".join(as_lines(held, SIMULATED_INTERVIEWER)))
