"""preppal evaluate: what Preppal decides, measured over a file."""

from pathlib import Path
from typing import BinaryIO

import click

from preppal.assessment.model_assessor.evaluate import ModelGone, judge_answers_with
from preppal.assessment.scoring.agreement import Graded, agreement
from preppal.assessment.scoring.evaluate import (
    Judged,
    judge_answers,
    read_answers,
)
from preppal.cli.judging import assessing, assessor_option, told_use
from preppal.cli.resume import print_resumes, reader_option
from preppal.cli.running import run
from preppal.cli.telling import tell_json
from preppal.foundation.json_lines import UnreadableLine
from preppal.foundation.settings import BUILT_IN
from preppal.interviews.evaluating import (
    judge_interview,
    judge_interview_with,
    read_interviews,
)
from preppal.job_descriptions.matching.evaluate import evaluate, read_pairs
from preppal.providers.protocols import WordsUsed
from preppal.resumes.evaluate import resumes_in


@click.group("evaluate")
def evaluate_group() -> None:
    """Measure what Preppal decides, over a file."""


@evaluate_group.command("job-descriptions")
@click.argument("pairs", type=click.File("rb"))
def evaluate_job_descriptions_command(pairs: BinaryIO) -> None:
    """Say of each pair of postings in a JSONL file whether they are one vacancy."""
    try:
        for verdict in evaluate(read_pairs(pairs)):
            tell_json(verdict)
    except UnreadableLine as problem:
        raise click.ClickException(str(problem)) from None


@evaluate_group.command("resumes")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@reader_option
def evaluate_resumes_command(folder: Path, reader: str) -> None:
    """Read every resume in a folder and those within it: a JSON line for each file, in the order of their names."""
    files = resumes_in(folder)
    if not files:
        click.echo("There is no file in it that a resume may be in.", err=True)
    run(print_resumes(files, reader, folder=folder))


@evaluate_group.command("answers")
@click.argument("answers", type=click.File("rb"))
@assessor_option
@click.option("--report", is_flag=True, help="Compare with the labels in the file, on stderr.")
def evaluate_answers_command(answers: BinaryIO, *, assessor: str, report: bool) -> None:
    """Score each answer in a JSONL file of questions and answers."""
    graded: list[Graded] = []
    try:
        if assessor == BUILT_IN:
            for judged in judge_answers(read_answers(answers)):
                _tell_answer(judged, graded)
        else:
            run(_answers_by_model(assessor, answers, graded))
    except (UnreadableLine, ModelGone) as problem:
        raise click.ClickException(str(problem)) from None
    if report:
        said = agreement(graded).as_text() if graded else "No line has a content_score."
        click.echo(said, err=True)


async def _answers_by_model(name: str, answers: BinaryIO, graded: list[Graded]) -> None:
    used: list[WordsUsed] = []
    async with assessing(name) as assessor:
        try:
            async for judged in judge_answers_with(assessor, read_answers(answers), used.append):
                _tell_answer(judged, graded)
        finally:
            click.echo(told_use(name, used), err=True)


def _tell_answer(judged: Judged, graded: list[Graded]) -> None:
    tell_json(judged.as_values())
    if judged.graded:
        graded.append(judged.graded)


@evaluate_group.command("interviews")
@click.argument("interviews", type=click.File("rb"))
@assessor_option
def evaluate_interviews_command(interviews: BinaryIO, *, assessor: str) -> None:
    """Judge each interview in a JSONL file of transcripts."""
    try:
        if assessor == BUILT_IN:
            for line in read_interviews(interviews):
                tell_json(judge_interview(line))
        else:
            run(_interviews_by_model(assessor, interviews))
    except UnreadableLine as problem:
        raise click.ClickException(str(problem)) from None


async def _interviews_by_model(name: str, interviews: BinaryIO) -> None:
    used: list[WordsUsed] = []
    async with assessing(name) as assessor:
        try:
            for line in read_interviews(interviews):
                judged = await judge_interview_with(assessor, line, used.append)
                tell_json(judged)
        finally:
            click.echo(told_use(name, used), err=True)
