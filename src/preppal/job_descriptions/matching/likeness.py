"""Two postings compared: one vacancy, another version of it, a relative, or nothing to do with it.

The text decides by *containment*: how much of the shorter posting, weighted by rarity, is in the other.
It survives what is cut off and what is put around. Titles and years asked for guard it, because one
template makes Junior and Senior alike to the word. See decision 18 for what was measured.
"""

import functools
from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from preppal.job_descriptions.intake import clean, hash_of
from preppal.job_descriptions.matching.containment import Surroundings, containment, within
from preppal.job_descriptions.matching.shingles import Shingles, hashed, own_text, shingle, tokens
from preppal.job_descriptions.matching.titles import (
    Title,
    bare_title,
    other_core,
    other_level,
    other_years,
    read_title,
    stem,
    word_set,
    years_asked,
)
from preppal.job_descriptions.naming import read_names

SAME = 0.9
"""Containment from which two postings read alike; below it one is a revision of the other."""
DUPLICATE = 0.5
"""Containment from which two postings are one vacancy, if nothing speaks against it."""
IN_SPITE = 0.88
"""The same where something does: another company, or a team that only one title names."""
RELATIVE = 0.35
"""Containment from which postings of different or unknown companies show beside each other."""


class Verdict(StrEnum):
    SAME = "same"
    REVISED = "revised"
    RELATED = "related"
    DIFFERENT = "different"

    @property
    def closeness(self) -> int:
        """0 for different to 3 for the same."""
        return 3 - list(Verdict).index(self)


@dataclass(frozen=True, slots=True)
class Traits:
    """What of a posting is compared. `words` are the stems of the own text's, hashed as pieces are."""

    company: str
    """`company_key`."""
    name: str
    """The title without place and company."""
    title: Title
    years: frozenset[int]
    shingles: Shingles
    words: Shingles
    exact: str
    given: bool = False
    """Somebody gave the title; otherwise it was read from the text, and may be wrong."""


@dataclass(frozen=True, slots=True)
class Likeness:
    """`similarity` is the weighted containment, 0 to 1; `guards` name what spoke against one vacancy."""

    verdict: Verdict
    similarity: float
    guards: tuple[str, ...] = ()


def traits(title: str, company: str, text: str) -> Traits:
    """What is compared of a posting; a missing title or company is read from the text if it names one."""
    content = clean(text)
    own = own_text(content)
    given = bool(title.strip())
    if not given or not company.strip():
        names = read_names(own)
        title, company = title.strip() or names.title, company.strip() or names.company
    words = tokens(own)
    name = bare_title(title, company, content)
    return Traits(
        company=company_key(company),
        name=name,
        title=read_title(name),
        years=years_asked(own),
        shingles=shingle(words),
        words=hashed({stem(word) for word in words}),
        exact=hash_of(own),
        given=given,
    )


_LEGAL = word_set(
    "inc ltd limited llc llp plc gmbh ag kg se sa sl bv nv co corp corporation company group the"
)


def company_key(company: str) -> str:
    """Equal for "Fernhill Ltd." and "FERNHILL"."""
    words = tokens(company)
    return " ".join([word for word in words if word not in _LEGAL] or words)


def compare(one: Traits, other: Traits, around: Surroundings) -> Likeness:
    """What two postings are to each other."""
    return judge(one, other, containment(one.shingles, other.shingles, around))


def judge(one: Traits, other: Traits, similarity: float) -> Likeness:
    """The same, where the containment of their texts is known; texts that are equal are alike."""
    if one.exact == other.exact:
        similarity = 1.0
    guards = tuple(_guards(one, other, similarity))
    one_company = one.company == other.company and one.company != ""
    doubts = not one_company and bool(one.company and other.company)
    doubts = doubts or _names_another_team(one, other) or _names_another_team(other, one)
    if not guards and similarity >= (IN_SPITE if doubts else DUPLICATE):
        verdict = Verdict.SAME if similarity >= SAME else Verdict.REVISED
    elif one_company or similarity >= RELATIVE:
        verdict = Verdict.RELATED
    else:
        verdict = Verdict.DIFFERENT
    return Likeness(verdict, round(similarity, 4), guards)


def _guards(one: Traits, other: Traits, similarity: float) -> Iterable[str]:
    """What excludes that two postings are one vacancy, however alike their texts are."""
    if not _read_differently(one, other, similarity):
        if other_level(one.title, other.title):
            yield "level"
        if other_core(one.title, other.title):
            yield "role"
    if other_years(one.years, other.years):
        yield "years"


def _read_differently(one: Traits, other: Traits, similarity: float) -> bool:
    """Whether one text may have given two titles: nearly the same, and each holds the other's title."""
    if similarity < SAME or (one.given and other.given):
        return False
    return _holds(one, other.name) and _holds(other, one.name)


def _holds(posting: Traits, title: str) -> bool:
    words = hashed({stem(word) for word in tokens(title)})
    return not len(words) or (len(posting.words) > 0 and bool(within(words, posting.words).all()))


@functools.lru_cache(maxsize=4096)
def _hashed_words(words: frozenset[str]) -> Shingles:
    """A title is compared with dozens of others at a time."""
    return hashed(words)


def _names_another_team(one: Traits, other: Traits) -> bool:
    """Whether a title says more than the other ("…, Billing"), of which the other's text knows nothing."""
    if not one.title.core or not other.title.core:
        return False
    more = _hashed_words(one.title.core - other.title.core)
    return bool(len(more)) and not (len(other.words) and within(more, other.words).all())
