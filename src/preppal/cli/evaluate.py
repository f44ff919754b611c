"""preppal evaluate: what Preppal decides, measured over a file."""

import json
from pathlib import Path
from typing import BinaryIO

import click

from preppal.assessment.scoring.agreement import agreement
from preppal.assessment.scoring.evaluate import UnreadableAnswers, judge_answers, read_answers
from preppal.cli.resume import print_resumes, reader_option
from preppal.cli.running import run
from preppal.interviews.evaluating import UnreadableInterviews, judge_interview, read_interviews
from preppal.job_descriptions.matching.evaluate import Unreadable, evaluate, read_pairs
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
            click.echo(json.dumps(verdict))
    except Unreadable as problem:
        raise click.ClickException(str(problem)) from None


@evaluate_group.command("resumes")
@click.argument("folder", type=click.Path(exists=True, file_okay=False, path_type=Path))
@reader_option
def evaluate_resumes_command(folder: Path, reader: str) -> None:
    """Read every resume in a folder: a JSON line for each file, in the order of their names."""
    run(print_resumes(resumes_in(folder), reader))


@evaluate_group.command("answers")
@click.argument("answers", type=click.File("rb"))
@click.option("--report", is_flag=True, help="Compare with the labels in the file, on stderr.")
def evaluate_answers_command(answers: BinaryIO, *, report: bool) -> None:
    """Score each answer in a JSONL file of questions and answers."""
    graded = []
    try:
        for judged in judge_answers(read_answers(answers)):
            click.echo(json.dumps(judged.as_values(), ensure_ascii=False))
            if judged.graded:
                graded.append(judged.graded)
    except UnreadableAnswers as problem:
        raise click.ClickException(str(problem)) from None
    if report:
        said = agreement(graded).as_text() if graded else "No line has a content_score."
        click.echo(said, err=True)


@evaluate_group.command("interviews")
@click.argument("interviews", type=click.File("rb"))
def evaluate_interviews_command(interviews: BinaryIO) -> None:
    """Judge each interview in a JSONL file of transcripts."""
    try:
        for line in read_interviews(interviews):
            click.echo(json.dumps(judge_interview(line), ensure_ascii=False))
    except UnreadableInterviews as problem:
        raise click.ClickException(str(problem)) from None
