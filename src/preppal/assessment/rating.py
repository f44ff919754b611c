"""From what the scorer says of one answer to a score with spans of the turns, and on to competencies.

A score without a verbatim span is dropped: then nothing was observed. Nothing here looks at a name,
a resume, another interview, or one competency while rating another (INTERVIEWING.md §1, halo).
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import zip_longest
from math import fsum, sqrt
from statistics import median
from textwrap import shorten

from preppal.assessment.findings import Reading
from preppal.assessment.quoting import span
from preppal.assessment.report import (
    MOST_MEDIUM,
    AnswerScore,
    CompetencyScore,
    Evidence,
    ScoreEvidence,
    Stamps,
)
from preppal.assessment.scoring.score import Scored, score_answer
from preppal.assessment.scoring.versions import scorer_version
from preppal.assessment.transcript import AnswerTurn

RUBRIC = "1"
"""Version of the anchors, and of the rules below; a test keeps it in step with the anchors' words."""
BUILTIN = "builtin"

BETWEEN_TURNS = "\n"
MOST_WORTHS = 8
SENTENCE_LETTERS = 60
EVERYTHING_ELSE = "everything else"
MOST_SPANS = 3
GENERAL = "general"
GENERAL_WORDS = 12  # of a sentence in which nothing particular is said
MEDIAN_FROM = 3  # answers, from which one that fell out of line no longer counts (§6.4)
DISAGREE = 2.0  # points between answers of one competency from which we are less sure
LESS_SURE = 0.8

# INTERVIEWING.md §9: a builtin answer's weight, noise of a stage and of an answer, what is known before.
OF_BUILTIN, STAGE_NOISE, ANSWER_NOISE, PRIOR = 0.8, 0.25, 0.81, 0.64
EIGHTY_PERCENT = 1.28  # standard deviations to each side


def stamps() -> Stamps:
    """Of a report that the built-in reviewer makes."""
    return Stamps(rubric=RUBRIC, assessor=BUILTIN, weights=scorer_version())


def rate_answer(reading: Reading, answers: Sequence[AnswerTurn] | None) -> AnswerScore:
    """Score what was said under one lead: all its turns are one answer; None when nobody asked it."""
    lead = reading.lead
    if not answers:
        rule = "nobody asked" if answers is None else "no answer"
        return AnswerScore(lead.lead_id, lead.competency, None, rules=(rule,))
    said = BETWEEN_TURNS.join(answer.turn.text for answer in answers)
    scored = score_answer(lead.text, said, kind=lead.kind)
    evidence = _evidence(scored, answers, reading) if scored.score is not None else ()
    if scored.score is None or not evidence:
        passed = reading.finding.status == "declined"
        rules = ("declined",) if passed else scored.rules or ("no words to show",)
        return AnswerScore(lead.lead_id, lead.competency, None, rules=rules)
    return AnswerScore(
        lead_id=lead.lead_id,
        competency=lead.competency,
        score=scored.score,
        confidence=scored.confidence,
        evidence=evidence,
        worths=_weightiest(_parts(scored, said)),
        rules=scored.rules,
    )


def _evidence(
    scored: Scored, answers: Sequence[AnswerTurn], reading: Reading
) -> tuple[ScoreEvidence, ...]:
    """The scorer's spans where they stand in the turns; where it has none, the words that stand in their place."""
    found = [
        placed
        for quoted in scored.evidence
        if (placed := _placed(quoted.start, quoted.end, quoted.quote, quoted.shows, answers))
    ]
    if not found:
        found = list(_general_words(reading))[:1]
    snapped = [_as_marked(one, reading.finding.evidence) for one in found]
    return tuple(sorted(dict.fromkeys(snapped), key=lambda one: (one.turn_seq, one.start)))


def _placed(
    start: int, end: int, quote: str, shows: str, answers: Sequence[AnswerTurn]
) -> ScoreEvidence | None:
    """A span of the joined answer as one of its turn; None where it is not verbatim, or crosses turns."""
    at = 0
    for answer in answers:
        text = answer.turn.text
        low, high = start - at, end - at
        if 0 <= low < high <= len(text):
            if text[low:high] != quote:
                return None
            return ScoreEvidence(answer.turn.seq, low, high, quote, shows, answer.prompted)
        at += len(text) + len(BETWEEN_TURNS)
    return None


def _general_words(reading: Reading) -> Iterator[ScoreEvidence]:
    """Sentences that say nothing particular, the longest first: what a low score points at."""
    for item in sorted(reading.heard, key=lambda item: -item.labelled.length):
        sentence, turn = item.labelled.sentence, item.answer.turn
        last = min(len(sentence.words), GENERAL_WORDS) - 1
        start, end = span(sentence, 0, last)
        quote = turn.text[start:end]
        yield ScoreEvidence(turn.seq, start, end, quote, GENERAL, item.answer.prompted)


def _as_marked(one: ScoreEvidence, marked: Sequence[Evidence]) -> ScoreEvidence:
    """Words that are marked already, where these are mostly the same: a page marks them once."""
    for other in marked:
        shared = min(one.end, other.end) - max(one.start, other.start)
        if other.turn_seq == one.turn_seq and 2 * shared >= one.end - one.start:
            return ScoreEvidence(
                one.turn_seq, other.start, other.end, other.quote, one.shows, one.prompted
            )
    return one


def _parts(scored: Scored, said: str) -> dict[str, float]:
    """All that adds up to the sum: the scorer's named parts, and each sentence by its first words."""
    parts = dict(scored.worths)
    for sentence in scored.sentences:
        name = shorten(said[sentence.start : sentence.end], SENTENCE_LETTERS, placeholder=" …")
        parts[name] = parts.get(name, 0.0) + sentence.worth
    return parts


def _weightiest(worths: Mapping[str, float]) -> dict[str, float]:
    """The parts that count most, and all others as one: together they are the whole sum."""
    ordered = sorted(worths.items(), key=lambda part: (-abs(part[1]), part[0]))
    shown = {name: round(worth, 3) for name, worth in ordered[:MOST_WORTHS]}
    if rest := ordered[MOST_WORTHS:]:
        shown[EVERYTHING_ELSE] = round(sum(worth for _, worth in rest), 3)
    return shown


def rate_competencies(answers: Sequence[AnswerScore]) -> tuple[CompetencyScore, ...]:
    """Each competency from its own answers alone, in the order in which they were planned."""
    order = dict.fromkeys(answer.competency for answer in answers)
    return tuple(
        combine(competency, [answer for answer in answers if answer.competency == competency])
        for competency in order
    )


def combine(
    competency: str,
    answers: Sequence[AnswerScore],
    *,
    assessor: str = BUILTIN,
    weight: float = OF_BUILTIN,
) -> CompetencyScore:
    """INTERVIEWING.md §6.4: the median of three and more answers, else their mean by confidence.

    ``weight`` is what a confidence of this assessor counts (§9: 0.8 built in, 1.0 of a model).
    """
    seen = [answer for answer in answers if answer.score is not None and answer.evidence]
    scores = [answer.score for answer in seen if answer.score is not None]
    if not scores:
        return CompetencyScore(competency, None, assessor=assessor)
    sure = [max(answer.confidence, 0.01) for answer in seen]
    # Exact sums: in another order rounding would give another last digit.
    weighted = fsum(s * c for s, c in zip(scores, sure, strict=True)) / fsum(sure)
    score = round(median(scores) if len(scores) >= MEDIAN_FROM else weighted, 2)
    confidence = fsum(sure) / len(sure)
    if max(scores) - min(scores) >= DISAGREE:
        confidence *= LESS_SURE
    if assessor == BUILTIN:
        confidence = min(confidence, MOST_MEDIUM)
    low, high = band(score, weight * fsum(sure))
    return CompetencyScore(
        competency=competency,
        score=score,
        confidence=round(confidence, 2),
        low=low,
        high=high,
        evidence=_shown(seen),
        lead_ids=tuple(answer.lead_id for answer in seen),
        assessor=assessor,
    )


def band(score: float, weight: float) -> tuple[float, float]:
    """Where a score likely lies, 1..5: as wide as the 80 % band of INTERVIEWING.md §9 for answers of this weight."""
    noise = STAGE_NOISE + ANSWER_NOISE / weight
    half = EIGHTY_PERCENT / sqrt(1 / PRIOR + 1 / noise)
    return round(max(1.0, score - half), 2), round(min(5.0, score + half), 2)


def _shown(answers: Sequence[AnswerScore]) -> tuple[ScoreEvidence, ...]:
    """A few spans, of each answer in turn, in the order they were said."""
    turns = zip_longest(*(answer.evidence for answer in answers))
    chosen = [one for group in turns for one in group if one is not None][:MOST_SPANS]
    return tuple(sorted(chosen, key=lambda one: (one.turn_seq, one.start)))
