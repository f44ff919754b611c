"""Words of a demand and of a resume brought together: stems, and concepts that many phrases name (concepts.toml)."""

import tomllib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from preppal.foundation.stems import stems

_LONGEST = 6
"""Stems of a phrase, at most."""


@dataclass(frozen=True, slots=True)
class Unit:
    """One thing that is spoken of: a concept (its name begins with "§") or a stem, and the stems that said it."""

    name: str
    stems: tuple[str, ...]

    @property
    def is_concept(self) -> bool:
        return self.name.startswith("§")

    def is_in(self, has: frozenset[str]) -> bool:
        """Whether a text that holds these says it; "acute medical ward" has an acute ward in it."""
        return self.name in has or has.issuperset(self.stems)


@dataclass(frozen=True, slots=True)
class Units:
    """What a text speaks of. ``asked`` has each thing once: the concept where there is one, else the stem.
    ``has`` also holds what a thing is a kind of, and every single stem."""

    asked: tuple[Unit, ...]
    has: frozenset[str]


@dataclass(frozen=True, slots=True)
class _Concepts:
    named: dict[tuple[str, ...], str]
    broader: dict[str, frozenset[str]]


def units(text: str) -> Units:
    """The things a text speaks of, in their order."""
    concepts = _concepts()
    words = stems(text)
    asked: list[Unit] = []
    at = 0
    while at < len(words):
        length, concept = _longest(words, at, concepts)
        said = tuple(words[at : at + length])
        asked.append(Unit(concept or said[0], said))
        at += length
    has = set(words) | set(_all_named(words, concepts))
    for concept in tuple(has):
        has |= concepts.broader.get(concept, frozenset())
    return Units(tuple(dict.fromkeys(asked)), frozenset(has))


def are_one(left: str, right: str) -> bool:
    """Whether a concept begins at the end of one text and ends in the other: "inspection" and "testing"."""
    before, after, named = stems(left), stems(right), _concepts().named
    return any(
        (*before[-many:], *after[:more]) in named
        for many in range(1, min(3, len(before)) + 1)
        for more in range(1, min(3, len(after)) + 1)
    )


def _longest(words: Sequence[str], at: int, concepts: _Concepts) -> tuple[int, str]:
    for length in range(min(_LONGEST, len(words) - at), 0, -1):
        concept = concepts.named.get(tuple(words[at : at + length]))
        if concept is not None:
            return length, concept
    return 1, ""


def _all_named(words: Sequence[str], concepts: _Concepts) -> Iterable[str]:
    for at in range(len(words)):
        for length in range(1, min(_LONGEST, len(words) - at) + 1):
            run = tuple(words[at : at + length])
            # "Dressed wounds" is wound dressing.
            concept = concepts.named.get(run) or (
                concepts.named.get(run[::-1]) if length == 2 else None
            )
            if concept is not None:
                yield concept


@cache
def _concepts() -> _Concepts:
    stored = tomllib.loads(
        files("preppal.interviewer.fit").joinpath("concepts.toml").read_text("utf-8")
    )
    named: dict[tuple[str, ...], str] = {}
    for group in stored["same"]:
        for phrase in group:
            named.setdefault(tuple(stems(phrase)), f"§{group[0]}")
    broader: dict[str, set[str]] = {}

    def concept(phrase: str) -> str:
        return named.setdefault(tuple(stems(phrase)), f"§{phrase}")

    for kind in stored["kinds"]:
        # One name for all broad phrases that had none yet.
        first = concept(kind["broad"][0])
        broad = {named.setdefault(tuple(stems(phrase)), first) for phrase in kind["broad"]}
        for phrase in kind["narrow"]:
            broader.setdefault(concept(phrase), set()).update(broad)
    named.pop((), None)
    return _Concepts(named, _closed(broader))


def _closed(broader: dict[str, set[str]]) -> dict[str, frozenset[str]]:
    """A kind of a kind is a kind."""
    for _ in range(3):
        for wide in broader.values():
            for one in tuple(wide):
                wide |= broader.get(one, set())
    return {narrow: frozenset(wide) for narrow, wide in broader.items()}
