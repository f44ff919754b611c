"""The one entrance: turns and leads in, an `Assessment` out. Pure and deterministic."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from preppal.assessment.advice import AWAY_BELOW, advise, away_from_question
from preppal.assessment.codes import NotEnough
from preppal.assessment.delivery import measure
from preppal.assessment.findings import Reading, read_lead
from preppal.assessment.language import can_read, mostly_english
from preppal.assessment.orders import without_orders
from preppal.assessment.rating import rate_answer, rate_competencies, stamps
from preppal.assessment.recommending import recommend
from preppal.assessment.report import (
    SIGNALS,
    VERSION,
    Advice,
    AnswerScore,
    Assessment,
    Delivery,
    Evidence,
    QuestionFinding,
    Signal,
    Status,
)
from preppal.assessment.scoring.weighing import BAD_CONDUCT, READ_AS, WRONG_QUESTION
from preppal.assessment.sentences import sentences, words_in
from preppal.assessment.strengths import LEAST_SCORE, strengths
from preppal.assessment.transcript import UNJUDGED_KINDS, AnswerTurn, AssessedTurn, Lead, fold

__all__ = [
    "SIGNALS",
    "VERSION",
    "Advice",
    "Assessment",
    "Delivery",
    "Evidence",
    "QuestionFinding",
    "Signal",
    "Status",
    "assess",
]

NO_PAUSES: Mapping[int, Sequence[tuple[int, int]]] = {}

AWAY = "away from the question"
CONDUCT, ELSEWHERE = READ_AS[BAD_CONDUCT], READ_AS[WRONG_QUESTION]
ENOUGH_WORDS = 40  # worth judging, in all answers together
ENOUGH_IN_ONE = 25  # in at least one of them


def assess(
    turns: Sequence[AssessedTurn],
    leads: Sequence[Lead],
    *,
    spoken: bool,
    pauses: Mapping[int, Sequence[tuple[int, int]]] = NO_PAUSES,
    must: Set[str] = frozenset(),
    language: str = "en",
    measured: bool = True,
) -> Assessment:
    """Judge one interview.

    `turns` in the order of the interview; `leads` as planned, asked or not (warm-up and closing
    are left out); `pauses` maps a candidate turn's seq to its inner silences as
    (start_ms, end_ms): leave it out when nobody measured them. ``must`` are
    competencies that the job insists on. ``language`` (BCP 47) is the interview's; not
    ``measured``: how it was spoken is left out.
    """
    judged_leads = [lead for lead in leads if lead.kind not in UNJUDGED_KINDS]
    folded = fold(turns, judged={lead.lead_id for lead in judged_leads})
    readings = [read_lead(lead, folded.answers.get(lead.lead_id)) for lead in judged_leads]
    delivery = measure(
        turns, folded, spoken=spoken, pauses=pauses, language=language, measured=measured
    )
    reason = _not_enough(turns, readings)
    scores = (
        tuple(_rated(one, folded.answers.get(one.lead.lead_id)) for one in readings)
        if reason is None
        else ()
    )
    away = {score.lead_id for score in scores if is_away(score)}
    low = {one.lead_id for one in scores if one.score is not None and one.score < LEAST_SCORE}
    conduct = {score.lead_id for score in scores if CONDUCT in score.rules}
    headline, practise = (
        advise(readings, delivery, away, low, conduct) if reason is None else (None, ())
    )
    praised = [one for one in readings if one.lead.lead_id not in conduct]
    competencies = rate_competencies(scores)
    return Assessment(
        version=VERSION,
        enough=reason is None,
        not_enough_reason=reason,
        headline=headline,
        practise=practise,
        findings=tuple(reading.finding for reading in readings),
        delivery=delivery,
        candidate_questions=tuple(_questions(folded.own_questions)),
        answers=scores,
        competencies=competencies,
        recommendation=recommend(competencies, must=must),
        strengths=strengths(praised, {score.lead_id: score for score in scores}) if scores else (),
        stamps=stamps(),
    )


def _rated(reading: Reading, answers: Sequence[AnswerTurn] | None) -> AnswerScore:
    """The answer's score; that it says nothing of its question is noted, and takes nothing from it."""
    score = rate_answer(reading, answers)
    away = away_from_question(reading, score.score)
    return replace(score, rules=(*score.rules, AWAY)) if away else score


def is_away(score: AnswerScore) -> bool:
    """Whether it is told that this is of something else: by its words, or as the scorer reads it, where little is left."""
    low = score.score is not None and score.score < AWAY_BELOW
    return AWAY in score.rules or (low and ELSEWHERE in score.rules)


def _not_enough(turns: Sequence[AssessedTurn], readings: Sequence[Reading]) -> NotEnough | None:
    """Why there is no judgement, or None when there is enough to judge."""
    if not any(words_in(turn.text) for turn in turns if turn.speaker == "candidate"):
        return "nothing_said"
    if not any(reading.finding.words for reading in readings):
        return "no_question_answered"
    seqs = {seq for reading in readings for seq in reading.finding.turn_seqs}
    said = [word.text for turn in turns if turn.seq in seqs for word in words_in(turn.text)]
    if len(said) >= ENOUGH_IN_ONE and not mostly_english(said):
        return "other_language"
    texts = [turn.text for turn in turns if turn.seq in seqs]
    if not any(can_read(text) for text in texts):
        return "other_language"
    answered = [reading for reading in readings if reading.finding.words > 0]
    if all(reading.finding.status == "declined" for reading in answered):
        return "only_declined"
    words = [reading.judged_words for reading in readings]
    if sum(words) < ENOUGH_WORDS or max(words) < ENOUGH_IN_ONE:
        return "too_few_words"
    return None


def _questions(turns: Sequence[AssessedTurn]) -> Iterator[str]:
    """What the candidate asked when invited to, verbatim."""
    for turn in turns:
        spoken = sentences(turn.text)
        for sentence in without_orders(turn.text, spoken):
            if len(sentence.words) < LEAST_QUESTION_WORDS:
                continue
            if sentence.is_question or ASKS.match(sentence.joined):
                first, last = sentence.words[0], sentence.words[-1]
                mark = turn.text[last.end : last.end + 1]
                yield turn.text[first.start : last.end + (1 if mark in QUESTION_MARKS else 0)]


LEAST_QUESTION_WORDS = 3
QUESTION_MARKS = ("?", "？")
# How a question begins when recognised speech has no question mark.
ASKS = re.compile(
    r"(?:(?:yes|yeah|so|okay|ok|and|well|then|also|sure|thanks|thank you|maybe|one|first|just|a|"
    r"question|i wanted to ask|i'd like to know|i would like to know|i was wondering) ){0,4}"
    r"(?:what|how|why|when|where|who|which|is there|are there|do you|does the|did you|can you|could you|"
    r"would you|will i|would i|is it|are you|have you|if there)\b"
)
