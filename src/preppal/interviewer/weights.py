"""How much each competency counts in an interview, and the job's own line that says so."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache

from preppal.interviewer.briefing import Stage
from preppal.interviewer.job_reading import NICE_TO_HAVE, JobLine
from preppal.interviewer.questions import COMPETENCIES, load_bank

# INTERVIEWING §2, the weights of real hiring loops, on our 14 competencies.
STAGE_WEIGHTS: Mapping[Stage, Mapping[str, float]] = {
    "recruiter": {
        "motivation_fit": 0.35,
        "communication": 0.25,
        "ownership": 0.13,
        "execution_results": 0.12,
        "learning_adaptability": 0.15,
    },
    "technical": {
        "domain_depth": 0.45,
        "problem_solving": 0.30,
        "execution_results": 0.15,
        "communication": 0.10,
    },
    "design": {
        "design_tradeoffs": 0.45,
        "problem_solving": 0.25,
        "domain_depth": 0.20,
        "communication": 0.10,
    },
    "hiring_manager": {
        "ownership": 0.25,
        "execution_results": 0.25,
        "learning_adaptability": 0.20,
        "planning": 0.15,
        "conflict_handling": 0.15,
    },
    "cross_functional": {
        "collaboration": 0.35,
        "communication": 0.25,
        "customer_focus": 0.25,
        "conflict_handling": 0.15,
    },
    "senior": {
        "integrity_judgement": 0.30,
        "leadership": 0.30,
        "learning_adaptability": 0.20,
        "customer_focus": 0.10,
        "design_tradeoffs": 0.10,
    },
}
# What a stage hardly asks about still gets this much, so that a job can bring it up.
OUTSIDE_THE_STAGE = 0.03
OUTSIDE_THE_TOPIC = 0.005  # who picks a topic wants the topic
LEAST, MOST = 0.5, 2.0  # a job's say: equal weights unless it gives a reason (OPM), within 0.5x-2x
_HITS_COUNTED = 2  # of each term
THE_FIELD = "domain_depth"


@dataclass(frozen=True, slots=True)
class Demand:
    """What a job says about one competency.

    ``factor`` is within 0.5-2.0; ``line`` is the verbatim line that says it most, or "";
    ``must`` is true when a line with "must", "required" or the like calls for it. ``by_hand``: the
    candidate added ``line``.
    """

    factor: float
    line: str
    must: bool
    by_hand: bool = False


@dataclass(frozen=True, slots=True)
class _Hit:
    strength: float
    line: JobLine


def read_demands(lines: tuple[JobLine, ...]) -> dict[str, Demand]:
    """One Demand for each of the 14 competencies; all equal when no cue is found.

    What a candidate added by hand always counts: without a cue it is about the field itself.
    """
    hits = {key: _hits(key, lines) for key in COMPETENCIES}
    heard = {hit.line for found in hits.values() for hit in found}
    hits[THE_FIELD] += [
        _Hit(line.factor, line) for line in lines if line.by_hand and line not in heard
    ]
    raw = {key: sum(hit.strength for hit in found) for key, found in hits.items()}
    mean = sum(raw.values()) / len(raw)
    demands = {}
    for key in COMPETENCIES:
        factor = 1.0 if mean == 0 else min(MOST, max(LEAST, raw[key] / mean))
        demands[key] = Demand(
            factor=round(factor, 3),
            line=_strongest_line(hits[key]),
            must=any(hit.line.must for hit in hits[key]),
            by_hand=any(hit.line.by_hand for hit in hits[key]),
        )
    return demands


def combine(
    demands: Mapping[str, Demand], stage: Stage, topic: Mapping[str, float]
) -> dict[str, float]:
    """Stage weights times the job's factors (times a topic's emphasis), summing to 1."""
    base, outside = (
        (topic, OUTSIDE_THE_TOPIC) if topic else (STAGE_WEIGHTS[stage], OUTSIDE_THE_STAGE)
    )
    product = {key: base.get(key, outside) * demands[key].factor for key in COMPETENCIES}
    total = sum(product.values())
    return {key: round(value / total, 4) for key, value in product.items()}


def _hits(key: str, lines: tuple[JobLine, ...]) -> list[_Hit]:
    pattern, strengths = _cues(key)
    counted: dict[str, int] = {}
    found = []
    for line in lines:
        for match in pattern.finditer(line.text):
            term = match.group(0).lower()
            counted[term] = counted.get(term, 0) + 1
            if counted[term] <= _HITS_COUNTED:
                found.append(_Hit(strength=line.factor * strengths[term], line=line))
    return found


@cache
def _cues(key: str) -> tuple[re.Pattern[str], dict[str, float]]:
    strengths = {cue.term: cue.weight for cue in load_bank().competencies[key].jd_cues}
    longest_first = sorted(strengths, key=len, reverse=True)
    pattern = "|".join(re.escape(term) for term in longest_first)
    return re.compile(rf"(?<![\w-])(?:{pattern})(?![\w-])", re.IGNORECASE), strengths


def _strongest_line(hits: list[_Hit]) -> str:
    """The line with the most cues; of what a candidate added by hand, if there is any."""
    per_line: dict[str, float] = {}
    for hit in [hit for hit in hits if hit.line.by_hand] or hits:
        if hit.line.factor < NICE_TO_HAVE:
            continue  # what an employer offers is no reason for a question
        per_line[hit.line.text] = per_line.get(hit.line.text, 0.0) + hit.strength
    return max(per_line, key=lambda text: per_line[text]) if per_line else ""
