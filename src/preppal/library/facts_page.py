"""What a job description says, as its page shows it: each with the line it came from, and the form to correct it."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

from preppal.job_descriptions.correcting import (
    SEVERAL,
    SINGLES,
    CorrectedFacts,
    Several,
    Single,
    Told,
)

AROUND = 70
"""Characters of a line that are shown on either side of what is quoted from it."""


@dataclass(frozen=True, slots=True)
class Quote:
    """A part of a line: ``words`` are what was read from it."""

    before: str
    words: str
    after: str


@dataclass(frozen=True, slots=True)
class FactShown:
    """``quote`` is None where the value is the whole line, or nobody's."""

    value: str
    source: Literal["read", "yours", ""]
    quote: Quote | None = None


@dataclass(frozen=True, slots=True)
class FactsShown:
    """``corrected`` are the names of what the owner says; ``unsaid`` of what nobody says."""

    singles: Mapping[Single, FactShown]
    several: Mapping[Several, tuple[FactShown, ...]]
    corrected: frozenset[str]
    unsaid: tuple[str, ...]
    form: Mapping[str, str]
    """Values of the form's fields: as they stand, or as they were written."""


def facts_shown(facts: CorrectedFacts, written: Mapping[str, str] | None = None) -> FactsShown:
    """``written`` is a refused form's."""
    stand: dict[str, str] = {name: told.value for name, told in facts.singles.items()}
    stand |= {
        name: "\n".join(told.value for told in listed) for name, listed in facts.several.items()
    }
    return FactsShown(
        singles={name: _shown(told) for name, told in facts.singles.items()},
        several={name: tuple(map(_shown, listed)) for name, listed in facts.several.items()},
        corrected=facts.corrected,
        unsaid=tuple(
            name for name in (*SINGLES, *SEVERAL) if not stand[name] and name not in facts.corrected
        ),
        form=stand if written is None else {name: written.get(name, "") for name in stand},
    )


def _shown(told: Told) -> FactShown:
    line = told.line.removeprefix("- ")
    whole = told.quote.casefold() == line.casefold() and told.quote == told.value
    quote = None if whole or not told.quote else _quote(line, told.quote)
    return FactShown(told.value, told.source, quote)


def _quote(line: str, words: str) -> Quote:
    before, _, after = line.partition(words)
    if len(before) > AROUND:
        before = "… " + before[-AROUND:].partition(" ")[2]
    if len(after) > AROUND:
        after = after[:AROUND].rpartition(" ")[0] + " …"
    return Quote(before, words, after)
