"""Answers of a file scored by a model, in the form in which the built-in scorer's are printed."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator, Callable, Iterable
from dataclasses import replace
from itertools import islice

from preppal.assessment.model_assessor.assessor import ModelAssessor, worth_asking
from preppal.assessment.model_assessor.budget import GaveUp
from preppal.assessment.report import AnswerScore
from preppal.assessment.scoring.evaluate import Judged, Line
from preppal.assessment.scoring.kinds import kind_of
from preppal.assessment.scoring.score import Scored, Span, score_answer
from preppal.assessment.transcript import AnswerTurn, AssessedTurn, Lead
from preppal.providers.protocols import WordsUsed

AT_ONCE = 4
FALLEN_BACK_IN_A_ROW = 3
INSTEAD = "builtin instead of the model"


class ModelGone(Exception):
    """The model scored nothing for a while: to go on would measure the built-in scorer."""

    def __init__(self, model: str, reason: str) -> None:
        super().__init__(
            f"{model} scored none of the last {FALLEN_BACK_IN_A_ROW} answers ({reason}): stopped here."
        )


async def judge_answers_with(
    assessor: ModelAssessor, lines: Iterable[Line], spent: Callable[[WordsUsed], None]
) -> AsyncIterator[Judged]:
    """Each answer scored alone, in the order of the file. Where the model gives nothing, the built-in
    score stands, says so, and its rules say why.

    Raises:
        ModelGone: it gave nothing several times in a row.
    """
    lost = 0
    waiting = iter(lines)
    while some := list(islice(waiting, AT_ONCE)):
        for judged, why in await asyncio.gather(*(_judge(assessor, one, spent) for one in some)):
            lost = lost + 1 if why else 0
            if lost >= FALLEN_BACK_IN_A_ROW:
                raise ModelGone(assessor.model.name, why)
            yield judged


async def _judge(
    assessor: ModelAssessor, line: Line, spent: Callable[[WordsUsed], None]
) -> tuple[Judged, str]:
    """The judgement, and why it is not the model's: "" when it is, or when there was nothing to ask it."""
    builtin = score_answer(line.question, line.answer, kind=line.kind)
    lead = Lead(
        line.id, line.competency, line.question, line.question, line.kind or kind_of(line.question)
    )
    answers = [AnswerTurn(AssessedTurn(1, "candidate", line.answer, 0, 0), prompted=False)]
    if not worth_asking(answers):
        return Judged(line, builtin), ""
    try:
        score = await assessor.rate_answer(lead, answers, builtin=builtin.score, spent=spent)
    except GaveUp as gone:
        kept = replace(builtin, rules=(*builtin.rules, f"{INSTEAD}: {gone.reason}"))
        return Judged(line, kept), gone.reason
    return Judged(line, _as_scored(score), assessor.model.name), ""


def _as_scored(score: AnswerScore) -> Scored:
    return Scored(
        score=score.score,
        confidence=score.confidence,
        evidence=tuple(Span(one.start, one.end, one.quote, one.shows) for one in score.evidence),
        features=score.worths,
        worths=score.worths,
        rules=score.rules,
    )
