"""preppal interview simulate: a whole interview with a simulated candidate."""

import asyncio
from pathlib import Path
from typing import get_args

import click

from preppal.cli.reading import FILE, first_line_of, text_of
from preppal.cli.telling import tell_json
from preppal.interviewer.briefing import STAGES, Briefing, Interviewer, Manner, Minutes, Stage
from preppal.interviewer.conversation import BuiltInMind
from preppal.interviewer.simulation.candidates import KINDS, Candidate
from preppal.interviewer.simulation.holding import hold_interview
from preppal.interviewer.simulation.reading_out import as_lines, as_values
from preppal.interviewer.simulation.repertoire import trade_of

LENGTHS = [str(minutes) for minutes in get_args(Minutes)]
SIMULATED_INTERVIEWER = "Samira Haddad"


@click.command("simulate")
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
        job_title=title or first_line_of(text),
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
        tell_json(as_values(held), indent=2)
    else:
        click.echo("\n".join(as_lines(held, SIMULATED_INTERVIEWER)))
