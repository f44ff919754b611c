"""Which points of a question of knowledge were named (INTERVIEWING §5, row 21). Pure.

By the points' own words, as the bank gives them; one that is denied ("no need to check the dose") is
not named. What is missing is never told: the interviewer only asks for more.
"""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from preppal.interviewer.questions import Point
from preppal.interviewer.spoken_text import spoken

_DENIED = r"(?<!\bno )(?<!\bnot )(?<!\bnever )(?<!\bwithout )(?<!n't )"


def missing_points(points: Sequence[Point], texts: Iterable[str]) -> tuple[str, ...]:
    """Ids of the points that an answer must hold and ``texts`` do not."""
    said = " ".join(spoken(text) for text in texts).lower()
    return tuple(
        point.id for point in points if point.must and not _said(point.aliases).search(said)
    )


@lru_cache(maxsize=2_000)
def _said(aliases: tuple[str, ...]) -> re.Pattern[str]:
    words = "|".join(re.escape(alias.lower()) for alias in aliases)
    return re.compile(rf"{_DENIED}\b(?:{words})")
