"""How many leads each competency has in a plan."""

from collections.abc import Mapping
from typing import Protocol

from preppal.interviewer.questions import COMPETENCIES


class Insisted(Protocol):
    """What is known of a competency here: a job insists on it; a candidate added it, or wants it asked."""

    @property
    def must(self) -> bool: ...
    @property
    def by_hand(self) -> bool: ...


def allot(
    weights: Mapping[str, float],
    caps: Mapping[str, int],
    demands: Mapping[str, Insisted],
    count: int,
    *,
    musts: bool = True,
) -> dict[str, int]:
    """``count`` slots by weight, with ``musts`` some of them to what the job insists on (INTERVIEWING §4)."""
    slots = largest_remainder(weights, caps, count)
    give_musts_a_slot(slots, caps, demands, weights, most=count // 3 if musts else 0)
    return slots


def largest_remainder(
    weights: Mapping[str, float], caps: Mapping[str, int], count: int
) -> dict[str, int]:
    """``count`` slots by weight, none over its cap; the caps have room for them all."""
    quotas = {key: weights[key] * count for key in COMPETENCIES}
    slots = {key: min(caps[key], int(quotas[key])) for key in COMPETENCIES}
    while sum(slots.values()) < count:
        open_keys = [key for key in COMPETENCIES if slots[key] < caps[key]]
        # A capped competency's share falls to those next in weight, not to one of them alone.
        best = max(open_keys, key=lambda key: quotas[key] - slots[key])
        slots[best] += 1
    return slots


def give_musts_a_slot(
    slots: dict[str, int],
    caps: Mapping[str, int],
    demands: Mapping[str, Insisted],
    weights: Mapping[str, float],
    most: int,
) -> None:
    """Up to ``most`` leads go to competencies the job insists on and weights left out.

    Those that the candidate added or pinned come first (all of them), and take the place of another when none has two.
    """
    wanted = [
        key
        for key in sorted(COMPETENCIES, key=lambda key: (not demands[key].by_hand, -weights[key]))
        if demands[key].must and slots[key] == 0 and caps[key] > 0
    ]
    by_hand = sum(demands[key].by_hand for key in wanted)
    for key in wanted[: max(most, by_hand)]:
        giving = [other for other in COMPETENCIES if slots[other] > 1]
        if not giving and demands[key].by_hand:
            giving = [
                other for other in COMPETENCIES if slots[other] and not demands[other].by_hand
            ]
        if not giving:
            return
        slots[min(giving, key=lambda other: weights[other])] -= 1
        slots[key] = 1
