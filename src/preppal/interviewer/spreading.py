"""A loop's interviewers share out the work: what was heard elsewhere counts for less here, what is open for more."""

from collections.abc import Mapping, Set
from dataclasses import replace

from preppal.interviewer.hand_over import Confidence, HandOver
from preppal.interviewer.weights import Demand

HEARD: Mapping[Confidence, float] = {"low": 1.0, "medium": 0.6, "high": 0.35}
OPEN = 1.3
"""For what was asked for and is still open, and for what the job insists on and nobody asked for."""


def spread(
    weights: Mapping[str, float], told: HandOver, *, kept: Set[str] = frozenset()
) -> dict[str, float]:
    """The weights, summing to 1, after what colleagues passed on; those ``kept`` count as before."""
    if not told:
        return dict(weights)
    open_yet = _open(told)
    factors = {key: HEARD[one.confidence] for key, one in told.covered.items()}
    factors |= dict.fromkeys(open_yet, OPEN)
    factors |= dict.fromkeys(kept, 1.0)
    product = {key: weight * factors.get(key, 1.0) for key, weight in weights.items()}
    total = sum(product.values())
    return {key: round(value / total, 4) for key, value in product.items()}


def insisted_on(demands: Mapping[str, Demand], told: HandOver) -> dict[str, Demand]:
    """The demands, where a must that others heard enough of needs no question of its own here."""
    heard = {key for key, one in told.covered.items() if one.confidence != "low"} - _open(told)
    return {
        key: replace(demand, must=False) if key in heard and not demand.by_hand else demand
        for key, demand in demands.items()
    }


def _open(told: HandOver) -> set[str]:
    doubts = {doubt.competency for doubt in told.doubts}
    return doubts | {one.competency for one in told.untested_must_haves}
