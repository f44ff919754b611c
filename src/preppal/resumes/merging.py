"""A confirmed resume taken into a profile, value by value: what differs, what one may choose, what comes of it.

Pure: plain values in and out. Whatever is chosen: merging the same twice changes nothing more where the choices
are the proposed ones, keeping everything leaves the profile as it is, taking everything leaves nothing of the
resume out, and what is `private` does not come in.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, replace
from enum import StrEnum
from typing import Any, Generic, TypeVar

from preppal.resumes.correcting import Confirmed, Role, Study
from preppal.resumes.private import says_private
from preppal.resumes.sameness import (
    fold,
    fold_company,
    fold_email,
    fold_link,
    fold_phone,
    fold_words,
    same_date,
    same_role,
    same_study,
    same_tongue,
    tongue_and_level,
)

Entry = TypeVar("Entry", Role, Study, str)


class Choice(StrEnum):
    KEEP = "keep"
    """As the profile has it; what it does not have is left out."""
    TAKE = "take"
    """As the resume says it."""
    BOTH = "both"
    """The profile's, with what only the resume says added."""


@dataclass(frozen=True, slots=True)
class Difference:
    """``key`` names the field, or the entry by its number in the resume (``role_2``): it is the form's name too.

    ``mine`` is None where the profile has none, ``both`` where that would be one of the others.
    """

    key: str
    field: str
    mine: Any
    theirs: Any
    both: Any
    proposed: Choice

    @property
    def choices(self) -> tuple[Choice, ...]:
        return (Choice.KEEP, Choice.TAKE, *((Choice.BOTH,) if self.both is not None else ()))

    def outcome(self, choice: Choice) -> Any:
        return {Choice.KEEP: self.mine, Choice.TAKE: self.theirs, Choice.BOTH: self.both}[choice]


@dataclass(frozen=True, slots=True)
class Source:
    """Where a value of what was merged is from: its number in the profile, and whether the resume says it."""

    mine: int | None
    is_theirs: bool


@dataclass(frozen=True, slots=True)
class Merged:
    """``sources`` has one for each value, under its field and number: ``name_0``, ``links_3``, ``roles_0``."""

    profile: Confirmed
    sources: Mapping[str, Source]


SCALARS: Mapping[str, Callable[[str], str]] = {
    "name": fold,
    "email": fold_email,
    "phone": fold_phone,
    "location": fold,
    "summary": fold,
}
LISTS: Mapping[str, Callable[[str], str]] = {"links": fold_link, "skills": fold}


@dataclass(frozen=True, slots=True)
class Ways(Generic[Entry]):
    """How entries of a kind are compared. ``disagree``: both say something, and not the same."""

    key: str
    same: Callable[[Entry, Entry], bool]
    joined: Callable[[Entry, Entry], Entry]
    disagree: Callable[[Entry, Entry], bool]
    when: Callable[[Entry], tuple[str, str]]


@dataclass(frozen=True, slots=True)
class Pairing:
    """An entry of the resume. ``mine``: the profile's that it is paired with. ``is_shared``: others are, too."""

    theirs: int
    mine: int | None
    is_known: bool = False
    is_shared: bool = False


def compare(mine: Confirmed, theirs: Confirmed) -> tuple[Difference, ...]:
    """What the resume says otherwise than the profile, or beyond it, in the order of the fields."""
    theirs = bare(theirs)
    found: list[Difference] = []
    for name, by in SCALARS.items():
        has, says = getattr(mine, name), getattr(theirs, name)
        if says and by(has) != by(says):
            proposed = Choice.KEEP if has else Choice.TAKE
            found.append(Difference(name, name, has or None, says, None, proposed))
    for name, by in LISTS.items():
        found.extend(_list_difference(name, getattr(mine, name), getattr(theirs, name), by))
    for name, ways in ENTRIES.items():
        for pair in _paired(getattr(mine, name), getattr(theirs, name), ways):
            difference = _entry_difference(name, ways, pair, mine, theirs)
            if difference is not None:
                found.append(difference)
    return tuple(found)


def merge(mine: Confirmed, theirs: Confirmed, choices: Mapping[str, Choice]) -> Merged:
    """What comes of the choices, by `Difference.key`; what is not chosen is as proposed."""
    by_key = {one.key: one for one in compare(mine, theirs)}
    theirs = bare(theirs)

    def chosen(key: str) -> Choice:
        one = by_key[key]
        choice = choices.get(key, one.proposed)
        return choice if choice in one.choices else one.proposed

    values: dict[str, Any] = {}
    sources: dict[str, Source] = {}
    for name, by in SCALARS.items():
        value = getattr(mine, name)
        if name in by_key:
            value = by_key[name].outcome(chosen(name)) or ""
        values[name] = value
        if value:
            had = 0 if value == getattr(mine, name) else None
            sources[f"{name}_0"] = Source(had, by(value) == by(getattr(theirs, name)))
    for name, by in LISTS.items():
        items = getattr(mine, name)
        if name in by_key:
            items = by_key[name].outcome(chosen(name)) or ()
        values[name] = items
        mine_folded = [by(item) for item in getattr(mine, name)]
        theirs_folded = {by(item) for item in getattr(theirs, name)}
        for number, item in enumerate(items):
            had = mine_folded.index(by(item)) if by(item) in mine_folded else None
            sources[f"{name}_{number}"] = Source(had, by(item) in theirs_folded)
    for name, ways in ENTRIES.items():
        entries = _merged_entries(getattr(mine, name), getattr(theirs, name), ways, by_key, chosen)
        values[name] = tuple(entry for entry, _ in entries)
        sources |= {f"{name}_{number}": source for number, (_, source) in enumerate(entries)}
    return Merged(Confirmed(**values), sources)


def bare(said: Confirmed) -> Confirmed:
    """Without what is private, which an older confirmation may have let through."""

    def clean(text: str) -> str:
        return "" if says_private(text) else text

    def listed(texts: Sequence[str]) -> tuple[str, ...]:
        return tuple(filter(None, map(clean, texts)))

    def role(one: Role) -> Role:
        return replace(
            one,
            title=clean(one.title),
            company=clean(one.company),
            location=clean(one.location),
            done=listed(one.done),
        )

    def study(one: Study) -> Study:
        return replace(one, degree=clean(one.degree), institution=clean(one.institution))

    return Confirmed(
        name=clean(said.name),
        email=clean(said.email),
        phone=clean(said.phone),
        location=clean(said.location),
        summary=clean(said.summary),
        links=listed(said.links),
        roles=tuple(one for one in map(role, said.roles) if one.title or one.company),
        studies=tuple(one for one in map(study, said.studies) if one.degree or one.institution),
        skills=listed(said.skills),
        languages=listed(said.languages),
    )


def _list_difference(
    name: str, mine: tuple[str, ...], theirs: tuple[str, ...], by: Callable[[str], str]
) -> list[Difference]:
    added = with_more(mine, theirs, by)
    if added == mine:
        return []
    proposed = Choice.BOTH if mine else Choice.TAKE
    both = added if mine and with_more(theirs, mine, by) != theirs else None
    if both is None:
        proposed = Choice.TAKE  # it has all that the profile has, and more
    return [Difference(name, name, mine or None, theirs, both, proposed)]


def with_more(
    first: tuple[str, ...], more: tuple[str, ...], by: Callable[[str], str]
) -> tuple[str, ...]:
    """The first ones, and those of the others that say something else."""
    known = {by(item) for item in first}
    fresh: dict[str, str] = {}
    for item in more:
        if by(item) not in known:
            fresh.setdefault(by(item), item)
    return (*first, *fresh.values())


def _paired(mine: tuple[Entry, ...], theirs: tuple[Entry, ...], ways: Ways[Entry]) -> list[Pairing]:
    """Each entry of the resume with the profile's that is the same, the surest first; one has one."""

    def adds_nothing(j: int, i: int) -> bool:
        return ways.joined(mine[i], theirs[j]) == mine[i]

    same = {j: [i for i in range(len(mine)) if ways.same(mine[i], theirs[j])] for j in range(len(theirs))}  # fmt: skip
    found: dict[int, Pairing] = {}
    settled: set[int] = set()
    for j, candidates in same.items():
        known = [i for i in candidates if adds_nothing(j, i) and not ways.disagree(mine[i], theirs[j])]  # fmt: skip
        if known:
            exact = [i for i in known if mine[i] == theirs[j]]
            free = [i for i in known if i not in settled]
            at = (exact or free or known)[0]
            settled.add(at)
            found[j] = Pairing(j, at, is_known=True)
    # One that adds nothing goes only where it adds nothing: merged once, it is not merged elsewhere.
    within = {j: [i for i in candidates if adds_nothing(j, i)] for j, candidates in same.items()}
    ranked = sorted(
        (not within[j], ways.disagree(mine[i], theirs[j]), j, i)
        for j, candidates in same.items()
        if j not in found
        for i in (within[j] or candidates)
        if i not in settled
    )
    for _, _, j, i in ranked:
        if j not in found and i not in settled:
            settled.add(i)
            found[j] = Pairing(j, i)
    for j in range(len(theirs)):
        if j not in found:
            shared = within[j][0] if within[j] else None
            found[j] = Pairing(j, shared, is_shared=shared is not None)
    return [found[j] for j in range(len(theirs))]


def _entry_difference(
    name: str, ways: Ways[Any], pair: Pairing, mine: Confirmed, theirs: Confirmed
) -> Difference | None:
    said = getattr(theirs, name)[pair.theirs]
    key = f"{ways.key}_{pair.theirs}"
    if pair.is_known:
        return None
    if pair.mine is None:
        return Difference(key, name, None, said, None, Choice.TAKE)
    has = getattr(mine, name)[pair.mine]
    both = ways.joined(has, said)
    if ways.joined(said, has) == said and not ways.disagree(has, said):
        # It has all that the profile has, and more.
        return Difference(key, name, has, said, None, Choice.TAKE)
    if both == has:
        return Difference(key, name, has, said, None, Choice.KEEP)
    return Difference(key, name, has, said, both, Choice.BOTH)


def _merged_entries(
    mine: tuple[Any, ...],
    theirs: tuple[Any, ...],
    ways: Ways[Any],
    by_key: Mapping[str, Difference],
    chosen: Callable[[str], Choice],
) -> list[tuple[Any, Source]]:
    kept = [(entry, Source(number, False)) for number, entry in enumerate(mine)]
    fresh: list[Any] = []
    for pair in _paired(mine, theirs, ways):
        key = f"{ways.key}_{pair.theirs}"
        if pair.is_known:
            assert pair.mine is not None
            kept[pair.mine] = (kept[pair.mine][0], Source(pair.mine, True))
            continue
        choice = chosen(key)
        if choice is Choice.KEEP:
            continue
        if pair.mine is None or pair.is_shared:
            fresh.append(theirs[pair.theirs])
        else:
            kept[pair.mine] = (by_key[key].outcome(choice), Source(pair.mine, True))
    for entry in fresh:
        before = [n for n, (one, _) in enumerate(kept) if ways.when(one) < ways.when(entry)]
        kept.insert(before[0] if before else len(kept), (entry, Source(None, True)))
    return kept


def _first(mine: str, theirs: str) -> str:
    return mine or theirs


def _date(mine: str, theirs: str) -> str:
    """The one that says more, where they agree."""
    return theirs if mine != "present" and theirs.startswith(mine) else mine


def _differ(mine: str, theirs: str, by: Callable[[str], str] = fold) -> bool:
    return bool(mine and theirs) and by(mine) != by(theirs)


def _dates_differ(mine: Role | Study, theirs: Role | Study) -> bool:
    return any(
        bool(one and other) and not same_date(one, other)
        for one, other in ((mine.start, theirs.start), (mine.end, theirs.end))
    )


def _joined_role(mine: Role, theirs: Role) -> Role:
    return Role(
        title=_first(mine.title, theirs.title),
        company=_first(mine.company, theirs.company),
        start=_date(mine.start, theirs.start),
        end=_date(mine.end, theirs.end),
        location=_first(mine.location, theirs.location),
        done=with_more(mine.done, theirs.done, fold),
    )


def _roles_disagree(mine: Role, theirs: Role) -> bool:
    return (
        _differ(mine.title, theirs.title, fold_words)
        or _differ(mine.company, theirs.company, fold_company)
        or _differ(mine.location, theirs.location)
        or _dates_differ(mine, theirs)
    )


def _joined_study(mine: Study, theirs: Study) -> Study:
    return Study(
        degree=_first(mine.degree, theirs.degree),
        institution=_first(mine.institution, theirs.institution),
        start=_date(mine.start, theirs.start),
        end=_date(mine.end, theirs.end),
    )


def _studies_disagree(mine: Study, theirs: Study) -> bool:
    return (
        _differ(mine.degree, theirs.degree, fold_words)
        or _differ(mine.institution, theirs.institution, fold_words)
        or _dates_differ(mine, theirs)
    )


def _joined_tongue(mine: str, theirs: str) -> str:
    return theirs if not tongue_and_level(mine)[1] and tongue_and_level(theirs)[1] else mine


def _tongues_disagree(mine: str, theirs: str) -> bool:
    (name, level), (other, at) = tongue_and_level(mine), tongue_and_level(theirs)
    return _differ(name, other) or _differ(level, at)


def _when(entry: Role | Study) -> tuple[str, str]:
    """Newest last, where it is not known, first."""
    return ("9999" if entry.end == "present" else entry.end, entry.start)


ENTRIES: Mapping[str, Ways[Any]] = {
    "roles": Ways("role", same_role, _joined_role, _roles_disagree, _when),
    "studies": Ways("study", same_study, _joined_study, _studies_disagree, _when),
    "languages": Ways(
        "language", same_tongue, _joined_tongue, _tongues_disagree, lambda _: ("", "")
    ),
}
