"""Roles: title, company and dates of each entry of the sections on experience."""

from collections.abc import Sequence

from preppal.resumes.profile import Experience, Said
from preppal.resumes.reading.entries import Entry, find_entries
from preppal.resumes.reading.pairing import Head, Pair, Unit, find_pairs, settle
from preppal.resumes.reading.places import place_score
from preppal.resumes.reading.rows import Row, joined
from preppal.resumes.reading.weighing import company_score, title_score

LEAST = 0.15
KNOWN_TITLE = 0.6
KNOWN_COMPANY = 0.6


def read_experiences(sections: Sequence[Sequence[Row]]) -> list[Experience]:
    found: list[Experience] = []
    for rows in sections:
        entries = find_entries(rows, readings)
        settled = settle([entry.pairs for entry in entries])
        found.extend(with_inherited(entries, settled))
    return found


def readings(heads: Sequence[Head]) -> list[Pair]:
    return find_pairs(heads, title_score, company_score, what="title", where="company")


def with_inherited(entries: Sequence[Entry], settled: Sequence[Pair | None]) -> list[Experience]:
    """A role that names no company is one at the company above."""
    found: list[Experience] = []
    company: Said | None = None
    for entry, pair in zip(entries, settled, strict=True):
        if pair is None or pair.score < LEAST:
            continue
        title, own = said(pair.what), said(pair.where)
        if own is None and company is not None and title is not None:
            own = company
        company = own or company
        found.append(experience_of(entry, pair, title, own))
    return found


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
    lines = [Said(text, body[0].index) for text in joined(body)]
    return Experience(
        company=company,
        title=title,
        start=Said(period.start, entry.date_index) if period and period.start else None,
        end=Said(period.end, entry.date_index) if period and period.end else None,
        location=place,
        lines=tuple(lines),
    )


def said(unit: Unit | None) -> Said | None:
    return Said(" ".join(unit.text.split()), unit.head.index) if unit else None
