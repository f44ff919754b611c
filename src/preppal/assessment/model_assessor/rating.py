"""Form two: one answer on one competency, from numbered quotations alone; several samples and their median (§8.1-8.6)."""

from __future__ import annotations

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from statistics import median

from preppal.assessment.model_assessor.budget import MORE_SAMPLES, Asking, GaveUp
from preppal.assessment.model_assessor.extracting import Extracted
from preppal.assessment.model_assessor.forms import Checked, Rating
from preppal.assessment.model_assessor.prompts import Numbered, Prompt, rate_prompt
from preppal.assessment.model_assessor.reasons import fit_reason
from preppal.assessment.model_assessor.rubric import Rubric
from preppal.assessment.report import ScoreEvidence
from preppal.providers.protocols import AnswerUnfit

TEMPERATURE = 0.4
WORTH = {"yes": 1.0, "partly": 0.5, "no": 0.0}
CONFIDENT = {"high": 0.8, "medium": 0.55, "low": 0.3}
STEPS = ("low", "medium", "high")
FAR = 1.0  # points between checks and rating from which a sample is less sure
WIDE = 2.0  # points between samples
GAP = 1.5  # points to the built-in score from which one sample is not enough


@dataclass(frozen=True, slots=True)
class Sample:
    """One form, counted. ``score`` is None: not observed. ``spans`` are what it ticked checks with."""

    score: float | None
    said: int | None
    verdicts: Mapping[str, float]
    spans: tuple[ScoreEvidence, ...]
    reason: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Rated:
    """``worths``: each check's share, 0..1, the mean of the samples. ``scores`` are the samples' own."""

    score: float | None
    confidence: float
    evidence: tuple[ScoreEvidence, ...] = ()
    worths: dict[str, float] = field(default_factory=dict)
    reason: str = ""
    scores: tuple[float | None, ...] = ()


async def rate(
    asking: Asking,
    rubric: Rubric,
    question: str,
    kind: str,
    extracted: Extracted,
    *,
    seed: str,
    builtin: float | None,
) -> Rated:
    """``builtin`` is never told to the model: with a budget of one sample, a gap to it asks for a second one.

    Raises:
        GaveUp: not one sample is to be had.
    """
    samples = [await _sample(asking, rubric, question, kind, extracted, f"{seed} 0")]
    wanted = asking.budget.samples
    wanted_now = 2 if wanted == 1 and _gap(samples[0].score, builtin) else int(wanted)
    while len(samples) < wanted_now and not asking.time_is_up:
        try:
            more = await _sample(
                asking, rubric, question, kind, extracted, f"{seed} {len(samples)}"
            )
        except GaveUp:
            break
        samples.append(more)
        if len(samples) == wanted == wanted_now and _spread(samples) >= WIDE:
            wanted_now += MORE_SAMPLES
    return _together(samples, wanted)


async def _sample(
    asking: Asking, rubric: Rubric, question: str, kind: str, extracted: Extracted, seed: str
) -> Sample:
    rng = random.Random(seed)
    order = rng.sample(list(extracted.quotes), len(extracted.quotes))
    numbered = [
        Numbered(number, extracted.shown[one], one.shows, one.prompted)
        for number, one in enumerate(order, 1)
    ]
    prompt = rate_prompt(rubric, question, kind, numbered, rng=rng)
    said = await _asked(asking, prompt, rubric, len(order))
    return _counted(said, rubric, order, [one.quote for one in numbered])


async def _asked(asking: Asking, prompt: Prompt, rubric: Rubric, quotes: int) -> Rating:
    """The form, asked for twice at most. What is still unfounded then counts as "no"."""
    first: Rating | None = None
    try:
        first = await asking.fill(Rating, prompt.instruction, prompt.text, temperature=TEMPERATURE)
        problem = _unfounded(first, rubric, quotes)
    except AnswerUnfit as unfit:
        problem = f"{unfit}."
    if not problem and first is not None:
        return first
    again = prompt.again(problem)
    try:
        return await asking.fill(Rating, again.instruction, again.text, temperature=TEMPERATURE)
    except AnswerUnfit:
        if first is None:
            raise GaveUp("wrong shape") from None
        return first


def _unfounded(said: Rating, rubric: Rubric, quotes: int) -> str:
    """What is wrong with a form of the right shape; "" when nothing is."""
    known = {check.id for check in rubric.checks}
    given = [check.id for check in said.checks]
    if sorted(given) != sorted(known):
        return f'"checks" must hold each of {", ".join(sorted(known))} once, and no other.'
    if any(check.verdict != "no" and not _points(check, quotes) for check in said.checks):
        return f'a check that is not "no" needs the number of its quotation, 1 to {quotes}.'
    if said.observed and said.rating is None:
        return '"rating" is missing though "observed" is true.'
    return ""


def _points(check: Checked, quotes: int) -> bool:
    return check.quote is not None and 1 <= check.quote <= quotes


def _counted(
    said: Rating, rubric: Rubric, order: Sequence[ScoreEvidence], quotes: Sequence[str]
) -> Sample:
    """The score by counting checks; the model's own rating only lowers the confidence where it is far off."""
    told = {check.id: check for check in reversed(said.checks)}
    verdicts: dict[str, float] = {}
    spans: list[ScoreEvidence] = []
    for check in rubric.checks:
        one = told.get(check.id)
        founded = one is not None and _points(one, len(order))
        verdicts[check.id] = WORTH[one.verdict] if one is not None and founded else 0.0
        if one is not None and one.quote is not None and verdicts[check.id]:
            spans.append(order[one.quote - 1])
    against = [order[n - 1] for n in said.counter_evidence if 1 <= n <= len(order)]
    score = scale(sum(verdicts.values()) / len(verdicts)) if said.observed else None
    confidence = said.confidence
    if score is not None and said.rating is not None and abs(score - said.rating) > FAR:
        confidence = STEPS[max(0, STEPS.index(confidence) - 1)]  # type: ignore[assignment]
    return Sample(
        score=score,
        said=said.rating,
        verdicts=verdicts,
        spans=tuple(dict.fromkeys(spans or against or order)),
        reason=fit_reason(said.reason, quotes),
        confidence=confidence,
    )


def scale(share: float) -> float:
    """From the share of checks to 1..5 (INTERVIEWING.md §8.2)."""
    if share <= 0:
        return 1.0
    return next((at for at, below in ((2.0, 0.4), (3.0, 0.7), (4.0, 0.9)) if share < below), 5.0)


def _gap(score: float | None, builtin: float | None) -> bool:
    return score is not None and builtin is not None and abs(score - builtin) > GAP


def _spread(samples: Sequence[Sample]) -> float:
    """Between the highest and the lowest; not observed beside observed is wide."""
    scores = [sample.score for sample in samples if sample.score is not None]
    if not scores:
        return 0.0
    return WIDE if len(scores) < len(samples) else max(scores) - min(scores)


def _together(samples: Sequence[Sample], wanted: int) -> Rated:
    seen = [sample for sample in samples if sample.score is not None]
    scores = tuple(sample.score for sample in samples)
    if not seen or 2 * len(seen) < len(samples):
        return Rated(None, 0.0, scores=scores)
    score = float(median(sample.score for sample in seen if sample.score is not None))
    nearest = min(seen, key=lambda one: abs((one.score or 0.0) - score))
    ids = seen[0].verdicts
    worths = {i: round(sum(one.verdicts[i] for one in seen) / len(seen), 2) for i in ids}
    reasons = [one.reason for one in (nearest, *seen) if one.score == nearest.score and one.reason]
    return Rated(
        score=score,
        confidence=CONFIDENT[_step(samples, nearest, wanted)],
        evidence=tuple(sorted(nearest.spans, key=lambda one: (one.turn_seq, one.start))),
        worths=worths,
        reason=reasons[0] if reasons else "",
        scores=scores,
    )


def _step(samples: Sequence[Sample], nearest: Sample, wanted: int) -> str:
    """§8.6: samples that agree are high, a point apart medium, two low; one alone is never high."""
    spread = _spread(samples)
    step = 0 if spread >= WIDE else 1 if spread > 0 or len(samples) < 3 or wanted < 3 else 2
    if len(nearest.spans) < 2:
        step = min(step, 1)
    return STEPS[min(step, STEPS.index(nearest.confidence))]
