"""preppal evaluate interviews: transcripts that were held anywhere, judged as our own are."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any, Literal

import msgspec

from preppal.assessment.assess import assess
from preppal.assessment.model_assessor.assessor import ModelAssessor
from preppal.assessment.report import Assessment, CompetencyScore
from preppal.foundation.json_lines import read_json_lines
from preppal.interviewer.job_reading import read_lines
from preppal.interviewer.weights import read_demands
from preppal.interviews.told_leads import Told, tell_leads
from preppal.providers.protocols import WordsUsed

NOT_ENOUGH = "not_enough_evidence"


class SaidTurn(msgspec.Struct):
    speaker: Literal["interviewer", "candidate"]
    text: str


class InterviewLine(msgspec.Struct):
    """A line of the file; further fields are not looked at."""

    id: str
    turns: list[SaidTurn]
    role: str = ""
    job_description: str = ""


def read_interviews(lines: Iterable[bytes]) -> Iterator[InterviewLine]:
    """The lines of a JSONL file.

    Raises:
        UnreadableLine: a line is not JSON, or lacks its id or its turns.
    """
    return read_json_lines(lines, InterviewLine)


def judge_interview(line: InterviewLine) -> dict[str, Any]:
    """What is printed of an interview that the built-in reviewer judged."""
    return _printed(line, _assess(line)[0])


async def judge_interview_with(
    assessor: ModelAssessor, line: InterviewLine, spent: Callable[[WordsUsed], None]
) -> dict[str, Any]:
    """The same, scored by a model where it can be; ``fell_back`` says where it could not, and why."""
    assessment, told, must = _assess(line)
    report = await assessor.assess(assessment, told.turns, told.leads, must=must, spent=spent)
    return _printed(line, report.assessment) | {"fell_back": dict(report.fell_back)}


def _assess(line: InterviewLine) -> tuple[Assessment, Told, set[str]]:
    told = tell_leads([(turn.speaker, turn.text) for turn in line.turns])
    demands = read_demands(read_lines(line.job_description))
    must = {key for key, demand in demands.items() if demand.must}
    return assess(told.turns, told.leads, spoken=False, must=must), told, must


def _printed(line: InterviewLine, assessment: Assessment) -> dict[str, Any]:
    """``recommendation`` is "strong_no", "no", "yes", "strong_yes" or "not_enough_evidence"; ``overall`` the
    mean of the competencies with a score, 1..5, or null. Evidence names turns by their place in the line, from 0.
    """
    vote = assessment.recommendation
    return {
        "id": line.id,
        "recommendation": vote.vote if vote and vote.vote else NOT_ENOUGH,
        "confidence": vote.certainty if vote and vote.vote else None,
        "overall": vote.mean if vote else None,
        "held_by": vote.held_by if vote else "",
        "competencies": {one.competency: _values(one) for one in assessment.competencies},
        "questions": _questions(assessment),
        "why_not": assessment.not_enough_reason,
    }


def _values(one: CompetencyScore) -> dict[str, Any]:
    return {
        "score": one.score,
        "not_observed": one.score is None,
        "confidence": one.confidence,
        "certainty": one.certainty if one.score is not None else None,
        "assessor": one.assessor,
        "evidence": [
            {"turn": span.turn_seq - 1, "start": span.start, "end": span.end, "quote": span.quote}
            for span in one.evidence
        ],
    }


def _questions(assessment: Assessment) -> list[dict[str, Any]]:
    """Which questions were made out, with the competency each was taken to ask for."""
    asked = {finding.lead_id: finding.question for finding in assessment.findings}
    return [
        {
            "question": asked[answer.lead_id],
            "competency": answer.competency,
            "score": answer.score,
            "rules": list(answer.rules),
        }
        for answer in assessment.answers
    ]
