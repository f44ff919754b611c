"""What to keep doing: at most three things that were heard in answers that came out well, each with its words."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from preppal.assessment import cues
from preppal.assessment.codes import StrengthCode
from preppal.assessment.findings import Reading, asked_for
from preppal.assessment.report import AnswerScore, Evidence, Signal, Strength
from preppal.assessment.sentences import words_in

MOST = 3
LEAST_SCORE = 3.0  # of an answer that something of is worth keeping
CODES: Mapping[Signal, StrengthCode] = {
    "result": "told_the_result",
    "own_part": "own_part_is_clear",
    "reasons": "gave_reasons",
    "learning": "said_what_changed",
    "situation": "set_the_scene_well",
}
"""The rarest in life first (INTERVIEWING.md §1: situations are told far more often than results)."""


def is_sized(quote: str) -> bool:
    """Whether words hold a number, in figures or in words."""
    words = quote.lower().replace("-", " ").split()
    return any(word in cues.NUMBER_WORDS or word[:1].isdigit() for word in words)


def tells_an_end(quote: str) -> bool:
    """Whether words announce how it came out, or its size, which not every late sentence about others does."""
    plain = _plain(quote)
    cue = cues.RESULT.search(plain) or cues.RESULT_SOFT.search(plain)
    return cue is not None or is_sized(quote)


def _plain(quote: str) -> str:
    return " ".join(word.text for word in words_in(quote))


def strengths(
    readings: Sequence[Reading], scores: Mapping[str, AnswerScore]
) -> tuple[Strength, ...]:
    """One of each answer before a second of any, the best answers first; no two of the same kind, and none of what the
    question does not ask for (what was learned is welcome anywhere)."""

    def worth(reading: Reading) -> float:
        return scores[reading.lead.lead_id].score or 0.0

    good = sorted((r for r in readings if worth(r) >= LEAST_SCORE), key=lambda r: -worth(r))
    found: list[Strength] = []
    for _ in range(MOST):
        for reading in good:
            taken = {strength.code for strength in found}
            if len(found) < MOST and (next_one := _strength(reading, taken)):
                found.append(next_one)
    return tuple(found)


def _strength(reading: Reading, taken: set[str]) -> Strength | None:
    finding = reading.finding
    prompted = {item.answer.turn.seq for item in reading.heard if item.answer.prompted}
    wanted = asked_for(reading.lead)
    for signal in (one for one in CODES if one in wanted or one == "learning"):
        for evidence in _weightiest_first(finding.evidence, signal):
            if evidence.signal != signal or evidence.turn_seq in prompted:
                continue
            if (code := _code(evidence)) not in taken:
                return Strength(code, finding.lead_id, evidence)
    return None


def _weightiest_first(evidence: Sequence[Evidence], signal: Signal) -> Sequence[Evidence]:
    """Ends that say so, the last one first: what comes earlier is often on the way there. And scenes with a
    time or a place."""
    if signal == "situation":
        return [one for one in evidence if cues.PLACED.search(_plain(one.quote))]
    if signal != "result":
        return evidence
    return [one for one in reversed(evidence) if tells_an_end(one.quote)]


def _code(evidence: Evidence) -> StrengthCode:
    if evidence.signal == "result" and is_sized(evidence.quote):
        return "sized_the_result"
    return CODES[evidence.signal]
