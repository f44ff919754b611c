"""How much each competency counts in an interview, and the job's own line that says so."""

import re
from bisect import bisect
from collections.abc import Mapping, Set
from dataclasses import dataclass, replace
from functools import cache
from itertools import accumulate

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
PINNED_AT_LEAST = 0.2  # of a pinned competency, before all are made to sum to 1
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


def chosen_by_hand(demands: Mapping[str, Demand], pinned: Set[str]) -> dict[str, Demand]:
    """The demands, with those that the candidate pinned counting the most that a job can say."""
    return {
        key: replace(demand, factor=MOST, must=True, by_hand=True) if key in pinned else demand
        for key, demand in demands.items()
    }


def combine(
    demands: Mapping[str, Demand],
    stage: Stage,
    topic: Mapping[str, float],
    *,
    pinned: Set[str] = frozenset(),
    dropped: Set[str] = frozenset(),
) -> dict[str, float]:
    """Stage weights times the job's factors (times a topic's emphasis), summing to 1; 0 for what was dropped."""
    base, outside = (
        (topic, OUTSIDE_THE_TOPIC) if topic else (STAGE_WEIGHTS[stage], OUTSIDE_THE_STAGE)
    )
    product = {key: base.get(key, outside) * demands[key].factor for key in COMPETENCIES}
    product |= {key: max(product[key], PINNED_AT_LEAST) for key in pinned if key in product}
    product |= {key: 0.0 for key in dropped if key in product}
    total = sum(product.values())
    return {key: round(value / total, 4) for key, value in product.items()}


def _hits(key: str, lines: tuple[JobLine, ...]) -> list[_Hit]:
    """Each term at most twice, where it counts most; in the order of the text."""
    pattern, strengths = _cues(key)
    ends = list(accumulate(len(line.text) + 1 for line in lines))
    found: dict[str, list[tuple[int, _Hit]]] = {}
    for match in pattern.finditer("\n".join(line.text for line in lines)):
        term, line = match[0].lower(), lines[bisect(ends, match.start())]
        hit = _Hit(strength=line.factor * strengths[term], line=line)
        found.setdefault(term, []).append((match.start(), hit))
    counted = [
        hit
        for hits in found.values()
        for hit in sorted(hits, key=lambda hit: -hit[1].strength)[:_HITS_COUNTED]
    ]
    return [hit for _, hit in sorted(counted, key=lambda hit: hit[0])]


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
