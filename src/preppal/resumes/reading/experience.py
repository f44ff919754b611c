"""Roles: title, company and dates of each entry of the sections on experience."""

import re
from collections.abc import Sequence
from dataclasses import replace

from preppal.resumes.profile import Experience, Said
from preppal.resumes.reading import organisations
from preppal.resumes.reading.dates import PRESENT, Period
from preppal.resumes.reading.entries import Entry, find_entries
from preppal.resumes.reading.pairing import Head, Pair, Unit, find_pairs, settle, stands_out
from preppal.resumes.reading.places import place_score
from preppal.resumes.reading.rows import Row, lines_of, paragraphs
from preppal.resumes.reading.weighing import company_score, title_score

LEAST = 0.15
STANDS = 0.5
Place = tuple[int, tuple[int, ...]]
LEAST_PLACED, SUPPORTED = -0.6, 0.5


def read_experiences(sections: Sequence[Sequence[Row]]) -> list[Experience]:
    found: list[Experience] = []
    for rows in sections:
        entries, companies = without_groups(find_entries(rows, readings))
        settled = settle([entry.pairs for entry in entries])
        found.extend(with_inherited(entries, settled, companies))
    return found


def without_groups(entries: list[Entry]) -> tuple[list[Entry], dict[int, Said]]:
    """The entries without those that only head others (a company with its whole period, its roles below),
    and the companies that these give to theirs, by the entry's place."""
    kept: list[Entry] = []
    companies: dict[int, Said] = {}
    places: set[Place] = set()
    group: tuple[Entry, Said] | None = None
    for number, entry in enumerate(entries):
        following = entries[number + 1] if number + 1 < len(entries) else None
        company = group_company(entry, following)
        if company is not None:
            group = (entry, company)
            continue
        if group is not None and lies_within(entry.period, group[0].period):
            companies[len(kept)] = group[1]
            alone = [pair for pair in entry.pairs if pair.where is None]
            entry.pairs = sorted(alone, key=lambda pair: -pair.score)[:1] or entry.pairs
            places |= {place for pair in entry.pairs if (place := place_of(pair.what))}
        else:
            group = None
        kept.append(entry)
    for number, entry in enumerate(kept):
        if places and number not in companies:
            entry.pairs = sorted(
                (standing_at(pair, places) for pair in entry.pairs), key=lambda pair: -pair.score
            )
    return kept, companies


def place_of(unit: Unit | None) -> Place | None:
    return (unit.head.offset, unit.path) if unit else None


def standing_at(pair: Pair, places: set[Place]) -> Pair:
    """A title stands where those of a group's roles do, and a company does not."""
    good = (place_of(pair.what) in places) - (place_of(pair.where) in places)
    return replace(pair, score=pair.score + STANDS * good)


def group_company(entry: Entry, following: Entry | None) -> Said | None:
    """The company, if all that an entry says is one and the next one's period lies within its own."""
    if following is None or not lies_within(following.period, entry.period):
        return None
    if entry.period == following.period or any(
        title_score(cell) >= 0.75
        for head in entry.heads
        for cell in pieces(head.text)
        if head.offset <= 1
    ):
        return None
    named = [pair for pair in entry.pairs if pair.where is not None and pair.where.head.offset <= 0]
    titled = any(title_score(cell) >= 0.6 for head in following.heads for cell in pieces(head.text))
    if not named or not titled:
        return None
    best = max(named, key=lambda pair: company_score(pair.where.text if pair.where else ""))
    return said(best.where)


def pieces(text: str) -> list[str]:
    return [piece for piece in re.split(r"\t|\s*[|·•]\s*|\s+[–—-]\s+|,\s", text) if piece.strip()]


def lies_within(inner: Period | None, outer: Period | None) -> bool:
    if (
        inner is None
        or outer is None
        or not (inner.start and inner.end and outer.start and outer.end)
    ):
        return False
    length = min(len(inner.start), len(outer.start))
    starts = inner.start[:length] >= outer.start[:length]
    if outer.end == PRESENT:
        return starts
    if inner.end == PRESENT:
        return False
    length = min(len(inner.end), len(outer.end))
    return starts and inner.end[:length] <= outer.end[:length]


def readings(heads: Sequence[Head]) -> list[Pair]:
    return find_pairs(heads, title_score, company_score, what="title", where="company")


def with_inherited(
    entries: Sequence[Entry], settled: Sequence[Pair | None], companies: dict[int, Said]
) -> list[Experience]:
    """A role that names no company is one at the company above."""
    found: list[Experience] = []
    company: Said | None = None
    is_apart = False  # the last company stood on a line of its own
    for number, (entry, pair) in enumerate(zip(entries, settled, strict=True)):
        last = entries[number - 1].period if number else None
        if pair is None or (pair.score < LEAST and not is_placed(entry, pair, last)):
            continue
        if company is not None and number not in companies and is_apart:
            pair = undivided(entry, pair)
        title, own = said(pair.what), companies.get(number) or said(without_place(pair.where))
        alone = said(by_oneself(entry)) if own is None else None
        if own is None and alone is None and company is not None and title is not None:
            own = company
        company = own or company
        own = own or alone
        if pair.what and pair.where:
            is_apart = pair.what.head.index != pair.where.head.index
        found.append(experience_of(entry, pair, title, own))
    return found


def is_placed(entry: Entry, pair: Pair, last: Period | None) -> bool:
    """An entry by where its words stand, although none of them is known: with a period of its own, and headed
    as the others are."""
    period = entry.period
    if period is None or not period.is_range or pair.score < LEAST_PLACED or pair.what is None:
        return False
    return pair.support >= SUPPORTED and not lies_within(period, last)


def by_oneself(entry: Entry) -> Unit | None:
    """What stands where others name a company: "Self-employed"."""
    for head in entry.heads:
        for cell in pieces(head.text):
            if organisations.ONESELF.fullmatch(cell.strip(" ()")):
                return Unit(cell.strip(" ()"), head, 0, len(cell), (0, 0))
    return None


def undivided(entry: Entry, pair: Pair) -> Pair:
    """A title with a comma, rather than a title and a company that no word speaks for."""
    what, where = pair.what, pair.where
    if what is None or where is None or what.head is not where.head or what.path[0] != 2:
        return pair
    if where.path[0] != 2 or where.begin < what.begin or company_score(where.text) >= 0.5:
        return pair
    lines_above = [head for head in entry.heads if head.offset < 0]
    if lines_above or stands_out(where):
        return pair
    alone = [p for p in entry.pairs if p.where is None and p.what and p.what.path[0] in (0, 1)]
    return next((p for p in alone if p.what and p.what.head is what.head), pair)


def without_place(unit: Unit | None) -> Unit | None:
    """ "Hansa AG, Oldenburg" is Hansa AG; "University of California, Berkeley" is all of it."""
    if unit is None or re.search(
        r"\b(?:university|universidad|college)\s+(?:of|de)\b", unit.text, re.I
    ):
        return unit
    text = unit.text
    bracket = re.search(r"\s*\(([^()]+)\)$", text)
    if bracket and (place_score(bracket[1]) >= 0.85 or len(bracket[1].split()) > 2):
        text = text[: bracket.start()]
    parts = text.split(", ")
    for cut in range(1, len(parts)):
        if place_score(", ".join(parts[cut:])) >= 0.85:
            text = ", ".join(parts[:cut])
            break
    return replace(unit, text=text)


def experience_of(entry: Entry, pair: Pair, title: Said | None, company: Said | None) -> Experience:
    period = entry.period
    used = {unit.head.index for unit in (pair.what, pair.where) if unit} | {entry.date_index}
    place = None
    for head in entry.heads:
        for cell in head.text.replace(" · ", "\t").split("\t"):
            if place is None and place_score(cell) >= 0.85:
                place = Said(cell.strip(), head.index)
                if head.text.strip() == cell.strip():
                    used.add(head.index)
    body = [row for row in entry.body if row.index not in used]
    lines = [told(text, rows) for text, rows in paragraphs(body)]
    return Experience(
        company=company,
        title=title,
        start=Said(period.start, entry.date_index) if period and period.start else None,
        end=Said(period.end, entry.date_index) if period and period.end else None,
        location=place,
        lines=tuple(lines),
    )


def told(text: str, rows: Sequence[Row]) -> Said:
    first, *more = lines_of(rows)
    return Said(text, first, tuple(more))


def said(unit: Unit | None) -> Said | None:
    return Said(" ".join(unit.text.split()), unit.head.index) if unit else None
