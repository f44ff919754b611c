"""Minutes and counts of each interview length (INTERVIEWING §4)."""

import math
from collections.abc import Mapping
from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Format:
    """What one length has room for. ``case_leads`` stand beside a case of 25 minutes; 0: there is no room for one."""

    opening: float
    warmup: float
    leads: int
    spare: int
    follow_ups: int
    questions: float
    closing: float
    case_leads: int = 0

    @property
    def overhead(self) -> float:
        """Minutes that are not for leads."""
        return self.opening + self.warmup + self.questions + self.closing

    def minutes_per_lead(self, total: int) -> float:
        """At most ask .3 + answer 1.6 + two follow-ups of .9; less where that would overrun."""
        return min(3.7, math.floor((total - self.overhead) / self.leads * 100) / 100)


FORMATS: Mapping[int, Format] = {
    10: Format(0.5, 0.5, leads=2, spare=2, follow_ups=4, questions=1.0, closing=0.5),
    30: Format(1.0, 2.0, leads=6, spare=8, follow_ups=10, questions=4.0, closing=1.0),
    60: Format(
        2.0, 4.0, leads=11, spare=12, follow_ups=20, questions=7.0, closing=2.0, case_leads=4
    ),
}
