"""An open task of 25 minutes for an hour's interview."""

import random
from collections.abc import Sequence, Set

from preppal.interviewer.questions import Case

ANY = "any"


def find_case(
    cases: Sequence[Case], fields: Sequence[str], *, lately: Set[str], seed: int, any_field: bool
) -> Case | None:
    """One of the first field, else of the others, else of any trade; those not set lately first.

    Without ``any_field`` only one of the fields will do.
    """
    wanted = [*fields, *([ANY] if any_field else [])]
    fitting = [case for case in cases if case.family in wanted]
    if not fitting:
        return None

    def place(case: Case) -> tuple[bool, int, float]:
        chance = random.Random(f"{seed}:{case.key}").random()
        return case.key in lately, wanted.index(case.family), chance

    return min(fitting, key=place)
