"""What to do next: one headline and at most three things to practise, each tied to an answer.

A gap counts more the oftener it came up and the more it costs a listener: a story without an
author or without an end first, size and reasons next, delivery last.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Iterator, Sequence
from dataclasses import dataclass

from preppal.assessment.acts import is_concrete
from preppal.assessment.codes import AdviceCode
from preppal.assessment.delivery import place
from preppal.assessment.delivery_words import Metric
from preppal.assessment.findings import Heard, Reading, asked_for, evidence_for
from preppal.assessment.labels import STEP_KINDS, Hit
from preppal.assessment.report import Advice, Delivery, Evidence, Signal
from preppal.assessment.sentences import words_in
from preppal.assessment.strengths import is_sized, tells_an_end

MOST_PRACTISE = 3
SHORT_WORDS = 40  # INTERVIEWING.md §5 row 11
AWAY_BELOW, LEAST_AWAY_WORDS = 2.75, 20
STEM = 5  # letters
POINTING_WORDS = 4
POINTS_BACK = frozenset({"that", "this", "those", "these", "it", "one", "there", "then", "so"})
PLEASANTRY = re.compile(
    r"(?:(?:oh|well|yeah|yes|so|that's|that is|this is|what) )*(?:a |an )?(?:really )?"
    r"(?:great|good|nice|interesting|excellent|fantastic|tough) question\b|thank you|thanks\b"
)
OPENING_WORDS = 3  # of a sentence that can be quoted for how an answer opens
SHORT_REASONS = 25  # of why somebody would come: no story is asked for
LONG_WORDS = 420  # about three minutes of speech
OPINIONS = frozenset({"motivation", "knowledge"})  # kinds that are answered by what one thinks
# Competencies where the size of the change is part of the story (INTERVIEWING.md §5 row 18).
SIZED = frozenset({"execution_results", "customer_focus", "problem_solving"})

WEIGHTS: dict[AdviceCode, float] = {
    "look_at_conduct": 1.3,
    "answer_the_question": 1.2,
    "give_one_occasion": 1.1,
    "name_your_part": 1.0,
    "say_more": 0.95,
    "say_the_result": 0.9,
    "say_what_you_would_do": 0.9,
    "say_what_you_learned": 0.75,
    "say_why": 0.7,
    "give_reasons": 0.65,
    "set_the_scene": 0.6,
    "be_particular": 0.55,
    "shorten": 0.5,
    "say_how_much": 0.45,
    "lead_with_it": 0.4,
    "come_back_to_it": 0.3,
}


@dataclass(frozen=True, slots=True)
class _Gap:
    code: AdviceCode
    reading: Reading
    evidence: Evidence | None


def advise(
    readings: Sequence[Reading],
    delivery: Delivery,
    away: Container[str] = (),
    low: Container[str] = (),
    conduct: Container[str] = (),
) -> tuple[Advice | None, tuple[Advice, ...]]:
    """The headline and what else to practise; different codes, most telling first. ``away`` are the leads
    whose answers were `away_from_question`: what else they lack is not looked at. ``low`` are those that scored low: something is always to be done
    there. ``conduct`` are those that read as conduct nobody wants: telling that better is no advice."""

    def gaps_of(reading: Reading) -> Iterable[_Gap]:
        lead_id = reading.lead.lead_id
        if lead_id in conduct:
            own = _first(reading.finding.evidence, "own_part")
            return [_Gap("look_at_conduct", reading, own or _opening_words(reading))]
        if lead_id in away:
            return _away(reading)
        return _gaps_of(reading, is_low=lead_id in low)

    gaps = [gap for reading in readings for gap in gaps_of(reading)]
    by_code: dict[AdviceCode, list[_Gap]] = {}
    for gap in gaps:
        by_code.setdefault(gap.code, []).append(gap)
    ordered = sorted(
        by_code,
        key=lambda code: (-WEIGHTS[code] * len(by_code[code]) ** 0.75, list(WEIGHTS).index(code)),
    )
    asked = sum(reading.finding.status != "not_asked" for reading in readings)
    advice = [_advice(by_code[code], asked) for code in ordered]
    advice.extend(_delivery_advice(delivery))
    if not advice or advice[0].code in _DELIVERY_CODES:
        advice.insert(0, Advice("take_a_harder_one"))
    return advice[0], tuple(advice[1 : 1 + MOST_PRACTISE])


def without(
    code: AdviceCode, leads: Container[str], headline: Advice | None, practise: Sequence[Advice]
) -> tuple[Advice | None, tuple[Advice, ...]]:
    """The same advice without ``code`` at these leads; what came next moves up."""
    every = [headline, *practise] if headline else list(practise)
    kept = [one for one in every if one.code != code or one.lead_id not in leads]
    if not kept or (kept[0].code in _DELIVERY_CODES and kept != every):
        kept.insert(0, Advice("take_a_harder_one"))
    return (kept[0], tuple(kept[1:])) if headline else (None, tuple(kept))


def _advice(gaps: Sequence[_Gap], asked: int) -> Advice:
    """One code over all its answers, shown at the answer that has words to quote."""
    chosen = next((gap for gap in gaps if gap.evidence is not None), gaps[0])
    finding = chosen.reading.finding
    return Advice(
        code=chosen.code,
        lead_id=finding.lead_id,
        evidence=chosen.evidence,
        params={"words": finding.words, "times": len(gaps), "asked": asked},
    )


def away_from_question(reading: Reading, score: float | None) -> bool:
    """Whether an answer of some length tells something, scored low, has none of its question's particular
    words and does not begin by pointing back at them ("That happened …")."""
    if score is None or score >= AWAY_BELOW or reading.judged_words < LEAST_AWAY_WORDS:
        return False
    if not _first(reading.finding.evidence, "own_part"):
        return False
    opening = [word.text for word in reading.heard[0].labelled.sentence.words[:POINTING_WORDS]]
    if POINTS_BACK.intersection(opening):
        return False
    asked = {_stem(word.text) for word in words_in(reading.lead.text) if is_concrete(word.text)}
    said = {
        _stem(word.text)
        for item in reading.heard
        for word in item.labelled.sentence.words
        if is_concrete(word.text)
    }
    return bool(asked) and not asked & said


def _stem(word: str) -> str:
    """Enough to meet "patients" and "patient", "planned" and "plan"."""
    return word[:STEM] if len(word) > STEM else word.removesuffix("s")


def _away(reading: Reading) -> Iterator[_Gap]:
    yield _Gap("answer_the_question", reading, _opening_words(reading))


def _gaps_of(reading: Reading, *, is_low: bool) -> list[_Gap]:
    found = list(_gaps(reading, is_low=is_low))
    if is_low and not found:
        found.append(_Gap("be_particular", reading, _opening_words(reading)))
    return found


def _gaps(reading: Reading, *, is_low: bool) -> Iterator[_Gap]:
    finding = reading.finding
    if finding.status == "not_asked":
        return
    if finding.status == "declined":
        yield _Gap("come_back_to_it", reading, None)
        return
    opening = _opening_words(reading)
    if finding.words < (SHORT_REASONS if reading.lead.kind == "motivation" else SHORT_WORDS):
        yield _Gap("say_more", reading, opening)
    missing = set(finding.missing)
    nobody_acted = not any(item.labelled.shared for item in reading.heard)
    if reading.lead.kind == "behavioural" and {"situation", "own_part"} <= missing and nobody_acted:
        yield _Gap("give_one_occasion", reading, _general_words(reading) or opening)
        return
    if "own_part" in missing:
        if reading.lead.kind in STEP_KINDS:
            yield _Gap("say_what_you_would_do", reading, _general_words(reading) or opening)
        else:
            yield _Gap("name_your_part", reading, _shared_words(reading) or opening)
    if "result" in missing:
        yield _Gap("say_the_result", reading, _last(finding.evidence, "own_part") or opening)
    own = _first(finding.evidence, "own_part")
    if "reasons" in missing and reading.lead.kind in OPINIONS:
        # What draws somebody is a reason without "because": whoever scored well has told it.
        if is_low or reading.lead.kind != "motivation":
            yield _Gap("give_reasons", reading, opening)
    elif "reasons" in missing and own:
        yield _Gap("say_why", reading, own)
    if "situation" in missing:
        yield _Gap("set_the_scene", reading, own or opening)
    if "learning" in missing:
        yield _Gap("say_what_you_learned", reading, _last(finding.evidence, "result") or opening)
    if finding.words > LONG_WORDS:
        yield _Gap("shorten", reading, opening)
    if unsized := _unsized_result(reading):
        yield _Gap("say_how_much", reading, unsized)
    if prompted := _only_after_prompt(reading):
        yield _Gap("lead_with_it", reading, prompted)


def _first(evidence: Sequence[Evidence], signal: Signal) -> Evidence | None:
    return next((item for item in evidence if item.signal == signal), None)


def _last(evidence: Sequence[Evidence], signal: Signal) -> Evidence | None:
    return _first(tuple(reversed(evidence)), signal)


def _shared_words(reading: Reading) -> Evidence | None:
    """The sentence in which "we" did something: it is there that a name is missing."""
    for item in reading.heard:
        if item.labelled.shared and not item.labelled.own:
            act = item.labelled.shared[0]
            return _quote(item, Hit("own_part", act.subject_at, act.verb_at, 1))
    return None


def _general_words(reading: Reading) -> Evidence | None:
    """The sentence that says how it usually is."""
    for item in reading.heard:
        if item.labelled.habit and item.labelled.length >= 5 and not _is_polite(item):
            return _quote(item, Hit("situation", 0, min(4, item.labelled.length - 1), 1))
    return None


def _opening_words(reading: Reading) -> Evidence | None:
    """How the answer opens, where nothing in it shows the gap better."""
    item = next(
        (
            item
            for item in reading.heard
            if item.labelled.length >= OPENING_WORDS and not _is_polite(item)
        ),
        None,
    )
    return _quote(item, Hit("situation", 0, OPENING_WORDS - 1, 1)) if item else None


def _is_polite(item: Heard) -> bool:
    return PLEASANTRY.match(item.labelled.joined) is not None


def _quote(item: Heard, hit: Hit) -> Evidence:
    return evidence_for(item.answer, item.labelled, hit)


def _unsized_result(reading: Reading) -> Evidence | None:
    if reading.finding.competency not in SIZED or "result" not in asked_for(reading.lead):
        return None
    results = [
        item
        for item in reading.finding.evidence
        if item.signal == "result" and tells_an_end(item.quote)
    ]
    sized = any(is_sized(item.quote) for item in results)
    return None if sized or not results else results[0]


def _only_after_prompt(reading: Reading) -> Evidence | None:
    for item in reading.finding.evidence:
        if item.signal not in reading.finding.after_prompt:
            continue
        if item.signal == "own_part" or (item.signal == "result" and tells_an_end(item.quote)):
            return item
    return None


_DELIVERY_CODES = frozenset({"slow_down", "pick_up_the_pace", "drop_the_fillers"})


def _delivery_advice(delivery: Delivery) -> Iterator[Advice]:
    pace, fillers = delivery.words_per_minute, delivery.fillers_per_100

    def advice(code: AdviceCode, metric: Metric, value: float) -> Advice:
        heard = next((one for one in delivery.occasions if one.metric == metric), None)
        quoted = (
            Evidence("situation", heard.turn_seq, heard.start, heard.end, heard.quote)
            if heard
            else None
        )
        return Advice(code, evidence=quoted, params={"value": round(value)})

    if pace is not None and place("words_per_minute", pace) == "above":
        yield advice("slow_down", "words_per_minute", pace)
    if pace is not None and place("words_per_minute", pace) == "below":
        yield advice("pick_up_the_pace", "words_per_minute", pace)
    if fillers is not None and place("fillers_per_100", fillers) == "above":
        yield advice("drop_the_fillers", "fillers_per_100", fillers)
