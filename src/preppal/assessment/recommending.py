"""How an interviewer would vote on this one interview: arithmetic over scores, never a model's word.

The steps and the rules are those of INTERVIEWING.md §2 (four steps and no middle); they are a design
choice, not a measured cut-off, and say nothing of a chance of being hired.
"""

from __future__ import annotations

from collections.abc import Sequence, Set
from math import fsum

from preppal.assessment.report import LEAST_MEDIUM, CompetencyScore, Recommendation, Vote

STRONG_YES, YES, NO = 4.2, 3.3, 2.4
"""Means from which the vote is so; below the last it is a strong no."""
LEAST_SCORED = 2  # competencies without which there is no vote
MUST_AT_MOST = 2.0  # a must-have up to here holds the vote at "no", where we are fairly sure
WHOLE = 3  # competencies from which the vote is as sure as they are


def recommend(scores: Sequence[CompetencyScore], *, must: Set[str] = frozenset()) -> Recommendation:
    """The vote from the mean of what was scored; all competencies count the same (OPM's advice, §1)."""
    seen = [(one, one.score) for one in scores if one.score is not None]
    mean = round(fsum(score for _, score in seen) / len(seen), 2) if seen else None
    if mean is None or len(seen) < LEAST_SCORED:
        return Recommendation(None, mean, scored=len(seen))
    vote = vote_of(mean)
    held_by = ""
    if vote in ("yes", "strong_yes"):
        held_by = next(
            (
                one.competency
                for one, score in seen
                if one.competency in must
                and score <= MUST_AT_MOST
                and one.confidence >= LEAST_MEDIUM
            ),
            "",
        )
    sure = fsum(one.confidence for one, _ in seen) / len(seen) * min(1.0, len(seen) / WHOLE)
    return Recommendation("no" if held_by else vote, mean, round(sure, 2), len(seen), held_by)


def vote_of(mean: float) -> Vote:
    if mean >= STRONG_YES:
        return "strong_yes"
    if mean >= YES:
        return "yes"
    return "no" if mean >= NO else "strong_no"
