"""Heads that a narrow column broke over two lines, and what is told rather than headed."""

import re
from collections.abc import Sequence

from preppal.resumes.reading.dates import MONTHS, PRESENT, find_periods, without_dates
from preppal.resumes.reading.rows import Row, glue, is_sentence

FUNCTION_WORDS = frozenset(
    "of the and at in for to a an with de du des la le les et en à d chez pour del los las y e di da do dos das por para na no com con per il "
    "van voor bei der die das und für im am zur zum mit von i su al".split()
)
OPEN_RANGE = re.compile(r"(?:19|20)\d\d\s*(?:[-–—]|to|bis|a|à|au)\s*$", re.I)
DATE_FIRST = re.compile(
    rf"(?:\W|\d\d?[./ ])*(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))}|(?:19|20)\d\d|present|heute|actualidad|aujourd|oggi|presente|至今|now|current)",
    re.I,
)
_MONTH = rf"(?:(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))})\w*\.?,?(?: de)? ?|\d\d?[./])?"
OPEN_DATE = re.compile(rf"{_MONTH}(?:19|20)\d\d\s*(?:[-–—]|to|bis|a|à|au)", re.I)
WHOLE_DATE = re.compile(
    rf"{_MONTH}(?:19|20)\d\d|present|current|now|heute|actualidad|actual|presente|aujourd['’]hui|oggi|atual|heden|至今",
    re.I,
)
KIND_ALONE = re.compile(
    r"(?:School|College|University|Institute|Cent(?:er|re)|Hospital|Company|Group|Department|Services|Solutions|Technologies|Division)\b(?!\s+(?:of|for|in)\b)"
)
CUT = re.compile(r"(?:&|\b(?:of|and|for|de|del|di|für|und|et))$")


def is_prose(text: str) -> bool:
    if is_sentence(text):
        return True
    words = [word for word in text.split() if word.casefold() not in FUNCTION_WORDS]
    small = sum(word[:1].islower() for word in words)
    return len(text.split()) >= 7 and small > 0.55 * len(words)


def unwrapped(rows: Sequence[Row]) -> list[Row]:
    """Heads that a narrow column broke over two lines, in one."""
    joined: list[Row] = []
    rows = with_whole_dates(rows)
    for number, row in enumerate(rows):
        before = joined[-1] if joined else None
        following = rows[number + 1] if number + 1 < len(rows) else None
        if before is not None and OPEN_RANGE.search(before.flat) and DATE_FIRST.match(row.flat):
            joined[-1] = before.saying(f"{before.text} {row.text}")
        elif before is not None and goes_on(before, row, following):
            joined[-1] = before.saying(glue(before.text, row.text))
        else:
            joined.append(row)
    return joined


def with_whole_dates(rows: Sequence[Row]) -> list[Row]:
    """Dates that stand one below the other in a column of their own, "Mar 2021 –" over "Present", on the first line.

    A scanner may lose the dash: then two months, the later one below, are a period as well.
    """
    made = list(rows)
    for number in range(len(made) - 1):
        first, second = made[number].cells, made[number + 1].cells
        if len(first) < 2:
            continue
        for at in (-1, 0):
            if not second or (at == -1 and len(second) < 2):
                continue
            whole = period_of(first[at], second[at])
            if whole is None:
                continue
            first[at] = whole
            del second[at]
            made[number] = made[number].saying("\t".join(first))
            made[number + 1] = made[number + 1].saying("\t".join(second))
            break
    return [row for row in made if row.text]


def period_of(first: str, second: str) -> str | None:
    """Two cells, one below the other, as the period that they are the ends of."""
    if not WHOLE_DATE.fullmatch(second):
        return None
    if OPEN_DATE.fullmatch(first):
        return f"{first} {second}"
    if not (WHOLE_DATE.fullmatch(first) and find_periods(first)):
        return None
    periods = find_periods(f"{first} – {second}")
    if len(periods) != 1 or not periods[0].is_range:
        return None
    start, end = periods[0].start or "", periods[0].end or ""
    is_later = len(start) == 7 and (end == PRESENT or (len(end) == 7 and end > start))
    return f"{first} – {second}" if is_later else None


def goes_on(before: Row, row: Row, following: Row | None) -> bool:
    if before.is_item or row.is_item:
        return False
    if before.style == row.style and is_cut_word(before, row):
        return True
    if not before.is_full and not (before.style == row.style and CUT.search(before.flat)):
        return False
    is_tight = row.gap is not None and row.gap < 0.75
    if is_tight and row.flat[:1].islower() and is_head_cut(before, row):
        return True
    if before.style != row.style:
        return False
    if is_tight and KIND_ALONE.match(row.flat) and is_cut_name(before, row):
        return True
    if "\t" in row.text or row.gap is None or row.gap > 0.75 or find_periods(row.flat):
        return False
    if is_prose(before.flat) or find_periods(before.flat):
        return False
    if (
        re.search(r"(?:,|&|-|\b(?:of|and|for|und|für|de|y|et|e|der|the|à|di|da))$", before.flat)
        or row.flat[:1].islower()
    ):
        return True
    if (
        re.match(r"(?:Ltd|Inc|LLC|GmbH|AG|Limited|Co|KG|S\.?A|S\.?L|公司)\b", row.flat)
        and len(row.flat) < 12
    ):
        return True
    if before.had_room_for(row):
        return False
    if following is not None and following.style != row.style and (row.style[1] or row.style[3]):
        return True
    after = following.gap if following is not None and following.gap is not None else 1.0
    return (before.gap is None or before.gap > row.gap + 0.25) and after > row.gap + 0.25


def is_cut_word(before: Row, row: Row) -> bool:
    """A compound that the line's end parted at its hyphen: "Kfz-" over "Mechatronikerin"."""
    is_tight = row.gap is not None and row.gap < 0.75
    return is_tight and bool(re.search(r"[^\W\d_]-$", before.flat)) and row.flat[:1].isalpha()


def is_cut_name(before: Row, row: Row) -> bool:
    """A name whose last word says what it is, on the next line: "Career and Technical Education High" over "School"."""
    last = before.flat.split()[-1] if before.flat else ""
    return (
        not before.had_room_for(row)
        and not is_prose(without_dates(before.flat))
        and last[:1].isupper()
        and last.isalpha()
    )


def is_head_cut(before: Row, row: Row) -> bool:
    """A head that begins with its dates and runs over its line's end in the middle of a name."""
    periods = find_periods(before.flat)
    cells = before.cells
    return (
        bool(periods)
        and periods[-1].stop < 0.6 * len(before.flat)
        and not before.had_room_for(row)
        and not is_prose(cells[-1])
        and "\t" not in row.text
    )
