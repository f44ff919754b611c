"""Degrees: institution, degree with its subject, and dates of each entry of the sections on education."""

import re
from collections.abc import Sequence
from dataclasses import replace

from preppal.resumes.profile import Education, Said
from preppal.resumes.reading import schooling
from preppal.resumes.reading.entries import Entry, find_entries
from preppal.resumes.reading.experience import said, without_place
from preppal.resumes.reading.pairing import Head, Pair, Unit, find_pairs, settle
from preppal.resumes.reading.rows import HAN, Row
from preppal.resumes.reading.weighing import degree_score, school_score

LEAST = 0.35


def read_education(sections: Sequence[Sequence[Row]]) -> list[Education]:
    found: list[Education] = []
    for rows in sections:
        entries = find_entries(rows, readings)
        settled = settle([entry.pairs for entry in entries])
        school: Said | None = None
        for entry, pair in zip(entries, settled, strict=True):
            if pair is None or pair.score < LEAST:
                continue
            own = said(without_place(pair.where))
            if own is None and school is not None and pair.what is not None:
                own = school
            school = own or school
            found.append(education_of(entry, pair, own))
    return found


MARK = re.compile(
    r"[\s,;:|·(–-]*\b(?:c?gpa|grade|final grade|overall grade|gesamtnote|abschlussnote|note|notendurchschnitt|nota media|nota|media|moyenne|votazione|voto|cijfer)\b\s*(?:of|:|von|=|di|de)?\s*"
    r"\d[\d.,/ ]*(?:\s*/\s*\d[\d.,]*)?\s*\)?|\s*\(\d[.,]\d{1,2}(?:\s?/\s?\d(?:[.,]\d)?)?\)",
    re.I,
)


def readings(heads: Sequence[Head]) -> list[Pair]:
    heads = [
        replace(head, text=text)
        for head in heads
        if (text := MARK.sub("", head.text).strip(" ,;|"))
    ]
    return find_pairs(heads, degree_score, school_score, what="degree", where="institution")


def education_of(entry: Entry, pair: Pair, school: Said | None) -> Education:
    period = entry.period
    start = period.start if period and period.is_range else None
    return Education(
        institution=school,
        degree=with_subject(entry, pair),
        start=Said(start, entry.date_index) if start else None,
        end=Said(period.end, entry.date_index) if period and period.end else None,
    )


def with_subject(entry: Entry, pair: Pair) -> Said | None:
    """A degree that stands apart from its subject, joined with it."""
    degree = said(pair.what)
    if degree is None or pair.what is None or has_subject(degree.text):
        return degree
    for head in entry.heads:
        if abs(head.offset - pair.what.head.offset) > 1:
            continue
        for cell in re.split(r"\t|\s*[|·]\s*|\s+[–—-]\s+|,\s+", head.text):
            cell = cell.strip()
            if (
                cell
                and cell not in degree.text
                and not taken(cell, pair.where)
                and is_subject(cell)
            ):
                if head.offset == pair.what.head.offset and head.text.find(cell) < pair.what.begin:
                    return Said(f"{cell} {degree.text}", degree.line)
                joint = " " if HAN.search(cell) else ", "
                return Said(f"{degree.text}{joint}{cell}", degree.line)
    return degree


def has_subject(text: str) -> bool:
    if HAN.search(text):
        return bool(schooling.HAN_FIELD.search(schooling.HAN_DEGREE.sub("", text).strip()))
    rest = schooling.DEGREE.sub("", text)
    return len(re.findall(r"[^\W\d_]{4,}", rest)) >= 1


def is_subject(text: str) -> bool:
    if HAN.search(text):
        is_other = schooling.HAN_SCHOOL.search(text) or schooling.HAN_DEGREE.search(text)
        return not is_other and 2 <= len(text) <= 16 and not re.search(r"\d|绩点|排名|课程", text)
    return (
        bool(schooling.FIELD.search(text))
        and not schooling.SCHOOL.search(text)
        and len(text.split()) <= 6
    )


def taken(text: str, unit: Unit | None) -> bool:
    return unit is not None and (text in unit.text or unit.text in text)
