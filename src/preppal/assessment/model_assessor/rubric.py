"""What an answer is asked: the anchors of a competency and the checks derived from them.

Anchors are the question bank's and are handed in; the checks are ours, in checks.toml.
"""

from __future__ import annotations

import hashlib
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

FILE = "checks.toml"
OTHER_KINDS = {"case": "situational"}
GENERIC: Mapping[str, Mapping[int, str]] = {
    "behavioural": {
        1: "No occasion of one's own, or no action of one's own in it.",
        3: "One occasion with own actions and how it ended.",
        5: "Own actions with their reasons and alternatives, and an end that is proved.",
    },
    "situational": {
        1: "Jumps to an answer, or says what one is like.",
        3: "Steps in an order, with a reason.",
        5: "Finds out first, gives reasons, foresees what may go wrong and checks the end.",
    },
    "knowledge": {
        1: "Wrong, or a label only.",
        3: "Right, and how it works.",
        5: "How and why it works, a case, its limits, and when not to use it.",
    },
    "motivation": {
        1: "General praise.",
        3: "Something particular about the role, linked to oneself.",
        5: "Past choices prove it, the hard side is known, and what one would bring is said.",
    },
}
"""For questions that have none of the bank's competencies."""


@dataclass(frozen=True, slots=True)
class Check:
    id: str
    text: str


@dataclass(frozen=True, slots=True)
class Rubric:
    """``anchors`` has behaviour at 1, 3 and 5."""

    competency: str
    name: str
    anchors: Mapping[int, str]
    checks: tuple[Check, ...]


@dataclass(frozen=True, slots=True)
class Rubrics:
    """Those of an interview, by competency."""

    named: Mapping[str, Rubric]

    @property
    def version(self) -> str:
        """Changes with any word of any anchor or check."""
        words = repr(sorted((key, self.named[key]) for key in self.named)) + repr(_generic())
        return hashlib.blake2b(words.encode(), digest_size=4).hexdigest()

    def of(self, competency: str, kind: str) -> Rubric:
        """The competency's, or its kind's where there is no such competency."""
        known = self.named.get(competency)
        if known is not None:
            return known
        generic = _generic()
        return generic.get(OTHER_KINDS.get(kind, kind), generic["behavioural"])


def rubrics_of(anchors: Mapping[str, tuple[str, Mapping[int, str]]]) -> Rubrics:
    """``anchors`` gives each competency's name and its behaviour at 1, 3 and 5.

    Raises:
        KeyError: there are no checks for one of them.
    """
    checks = _checks()
    return Rubrics(
        {key: Rubric(key, name, dict(scale), checks[key]) for key, (name, scale) in anchors.items()}
    )


def check_texts() -> Mapping[str, str]:
    """Every check's words, by its id."""
    return {check.id: check.text for checks in _checks().values() for check in checks}


@cache
def _checks() -> Mapping[str, tuple[Check, ...]]:
    read = tomllib.loads((files(__package__) / FILE).read_text("utf-8"))
    return {
        key: tuple(Check(check, text) for check, text in checks.items())
        for key, checks in read.items()
    }


@cache
def _generic() -> Mapping[str, Rubric]:
    checks = _checks()
    return {
        kind: Rubric(kind, f"An answer to a {kind} question", anchors, checks[kind])
        for kind, anchors in GENERIC.items()
    }
