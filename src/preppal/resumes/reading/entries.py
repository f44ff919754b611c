"""Entries of a section: where each begins, its dates, the lines of its head and what follows.

A dated line anchors an entry. How many lines of its head stand above the date is one habit of a file, found
by trying: each number is scored by what the heads it makes would say, by the space above them and by the
lines that it would leave unexplained. A single entry may differ (a second role at one company).
"""

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from itertools import pairwise

from preppal.resumes.reading.dates import DURATION, MONTHS, Period, find_periods, without_dates
from preppal.resumes.reading.labels import take_label
from preppal.resumes.reading.pairing import Head, Pair
from preppal.resumes.reading.places import place_score
from preppal.resumes.reading.rows import HAN, Row, glue, is_sentence, usual_gap

MOST_BEFORE = 3
MOST_AFTER = 3
FUNCTION_WORDS = frozenset(
    "of the and at in for to a an with de du des la le les et en à d chez pour del los las y e di da do dos das por para na no com con per il "
    "van voor bei der die das und für im am zur zum mit von i su al".split()
)
Finder = Callable[[Sequence[Head]], list[Pair]]


@dataclass(frozen=True, slots=True)
class Part:
    """A row of a section as its entries see it."""

    row: Row
    text: str
    """Without dates and label."""
    period: Period | None
    role: str | None
    is_told: bool
    """A sentence or an item: no head."""


@dataclass(slots=True)
class Entry:
    heads: list[Head]
    period: Period | None
    date_index: int
    body: list[Row] = field(default_factory=list)
    pairs: list[Pair] = field(default_factory=list)


def parts_of(rows: Sequence[Row]) -> list[Part]:
    rows = unwrapped(rows)
    indented = indented_rows(rows)
    parts = [part for row in rows if (part := part_of(row)) is not None]
    return [
        replace(part, is_told=True) if part.period is None and part.row.index in indented else part
        for part in parts
    ]


def indented_rows(rows: Sequence[Row]) -> set[int]:
    """Rows that stand a little to the right of those above: items whose marks are drawn, not written."""
    found: set[int] = set()
    edge: float | None = None
    group: set[int] = set()
    for before, row in pairwise(rows):
        box, last = row.line.box, before.line.box
        if box is None or last is None or row.line.block != before.line.block:
            edge = None
            continue
        starts = 5 < box.left - last.left < 26
        centred = abs((box.left + box.right) - (last.left + last.right)) < 8
        if edge is None and starts and not centred:
            edge = box.left
            group = set()
        elif edge is not None and box.left < edge - 2:
            edge = None
        if edge is not None and any(period.is_range for period in find_periods(row.flat)):
            found -= group  # these are heads, and what stood above was set out
            edge = None
        if edge is not None and len(row.flat.split()) + len(HAN.findall(row.flat)) / 2 >= 4:
            group.add(row.index)
            found.add(row.index)
    return found


def part_of(row: Row) -> Part | None:
    role, text = take_label(row.text)
    periods = find_periods(text)
    period = next((p for p in periods if p.is_range), periods[0] if periods else None)
    bare = without_dates(text) if periods else DURATION.sub("", text).strip(" ()·,-")
    told = row.is_item or is_prose(bare) or role == "body"
    if period is not None:
        if role not in (None, "date") or not anchors(row, text, bare, period):
            period = None
            bare = text if not (role is None and not told) else bare
        else:
            told = False
    if period is None and not any(c.isalnum() for c in bare):
        return None
    if role == "date" and period is not None:
        bare = ""
    return Part(row, bare, period, role if role != "date" else None, told)


def anchors(row: Row, text: str, bare: str, period: Period) -> bool:
    """Whether a line's date is its entry's, and not told in a sentence."""
    before, after = text[: period.begin].strip(), text[period.stop :].strip(" .)")
    at_edge = not before or not after or text[period.begin - 1 : period.begin] in "(\t[（"
    words = len(bare.split()) if not HAN.search(bare) else len(bare) / 3
    if period.is_range:
        if row.is_item:
            return at_edge and words <= 12 and not is_prose(bare)
        return words <= 16 and (at_edge or words <= 12) and not (words > 9 and is_prose(bare))
    if row.is_item or words > (14 if not before else 10) or is_prose(bare):
        return False
    return at_edge and (
        not before
        or before.endswith(("\t", ",", "|", "(", "·", "–", "-", ":"))
        or row.text.find("\t") >= 0
        or words <= 8
    )


def is_prose(text: str) -> bool:
    if is_sentence(text):
        return True
    words = [word for word in text.split() if word.casefold() not in FUNCTION_WORDS]
    small = sum(word[:1].islower() for word in words)
    return len(text.split()) >= 7 and small > 0.55 * len(words)


OPEN_RANGE = re.compile(r"(?:19|20)\d\d\s*(?:[-–—]|to|bis|a|à|au)\s*$", re.I)
DATE_FIRST = re.compile(
    rf"(?:\W|\d\d?[./ ])*(?:{'|'.join(sorted(MONTHS, key=len, reverse=True))}|(?:19|20)\d\d|present|heute|actualidad|aujourd|oggi|presente|至今|now|current)",
    re.I,
)


def unwrapped(rows: Sequence[Row]) -> list[Row]:
    """Heads that a narrow column broke over two lines, in one."""
    joined: list[Row] = []
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


def goes_on(before: Row, row: Row, following: Row | None) -> bool:
    if before.is_item or row.is_item or not before.is_full:
        return False
    is_tight = row.gap is not None and row.gap < 0.75
    if is_tight and row.flat[:1].islower() and is_head_cut(before, row):
        return True
    if before.style != row.style:
        return False
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


def find_entries(rows: Sequence[Row], finder: Finder) -> list[Entry]:
    """The entries of a section with every reading of their heads, the best first."""
    parts = parts_of(rows)
    dated = [number for number, part in enumerate(parts) if part.period is not None]
    ranged = [number for number in dated if (p := parts[number].period) and p.is_range]
    if len(ranged) >= 2 and len(ranged) < len(dated):
        # Lone dates beside periods: only where they stand as the periods do.
        dated = [
            n for n in dated if n in ranged or stands_alike(parts[n], [parts[r] for r in ranged])
        ]
        parts = [
            part if n in dated or part.period is None else undated(part)
            for n, part in enumerate(parts)
        ]
    if not dated:
        return undated_entries(parts, finder)
    befores = Befores(parts, dated, finder).find()
    entries: list[Entry] = []
    for number, anchor in enumerate(dated):
        start = anchor - befores[number]
        stop = dated[number + 1] - befores[number + 1] if number + 1 < len(dated) else len(parts)
        entries.append(entry_of(parts, start, anchor, stop, finder))
    return entries


def stands_alike(part: Part, others: Sequence[Part]) -> bool:
    if part.text == "":
        return any(other.text == "" for other in others) or part.row.style in [
            o.row.style for o in others
        ]
    return any(
        other.row.style == part.row.style and other.row.is_item == part.row.is_item
        for other in others
    )


def undated(part: Part) -> Part:
    return Part(part.row, part.row.text, None, part.role, part.is_told or part.row.is_item)


def heads_between(parts: Sequence[Part], start: int, anchor: int, stop: int) -> list[Head]:
    """The lines of a head: those from ``start`` to the dated one, and the next few that are not told."""
    heads: list[Head] = []
    for number in range(start, min(stop, anchor + 1 + MOST_AFTER + 2)):
        part = parts[number]
        if number > anchor and (part.is_told or len(heads) > MOST_BEFORE + MOST_AFTER):
            if part.role == "body":
                continue
            break
        if number > anchor + MOST_AFTER and part.role is None:
            break
        if part.text:
            heads.append(
                Head(
                    part.text,
                    number - anchor,
                    part.row.index,
                    part.row.style,
                    part.role,
                    part.row.line.marked,
                )
            )
    return heads


def entry_of(parts: Sequence[Part], start: int, anchor: int, stop: int, finder: Finder) -> Entry:
    heads = heads_between(parts, start, anchor, stop)
    entry = Entry(heads, parts[anchor].period, parts[anchor].row.index)
    entry.body = [
        part.row if part.role is None else part.row.saying(part.text) for part in parts[start:stop]
    ]
    entry.pairs = finder(heads)
    return entry


class Befores:
    """How many lines of each entry's head stand above its dated line."""

    def __init__(self, parts: Sequence[Part], dated: Sequence[int], finder: Finder) -> None:
        self.parts = parts
        self.dated = dated
        self.finder = finder
        self.usual = usual_gap([part.row for part in parts])
        self.scores: dict[tuple[int, int, int], float] = {}

    def find(self) -> list[int]:
        best: list[int] = []
        best_score = -1e9
        for habit in range(MOST_BEFORE + 1):
            score, befores = self.follow(habit)
            if score > best_score + 1e-6:
                best, best_score = befores, score
        return best

    def most(self, number: int) -> int:
        anchor = self.dated[number]
        free = anchor - (self.dated[number - 1] + 1 if number else 0)
        most = 0
        while most < min(free, MOST_BEFORE) and not self.parts[anchor - most - 1].is_told:
            most += 1
        return most

    def follow(self, habit: int) -> tuple[float, list[int]]:
        """The best numbers near a habit, by dynamic programming from the last entry to the first."""
        following: dict[int, tuple[float, list[int]]] = {-1: (0.0, [])}
        for number in range(len(self.dated) - 1, -1, -1):
            current: dict[int, tuple[float, list[int]]] = {}
            for before in range(self.most(number) + 1):
                options = []
                for after, (score, rest) in following.items():
                    stop = len(self.parts) if after < 0 else self.dated[number + 1] - after
                    options.append((self.score(number, before, stop) + score, rest))
                score, rest = max(options, key=lambda option: option[0])
                current[before] = (score - 0.45 * abs(before - habit), [before, *rest])
            following = current
        return max(following.values(), key=lambda option: option[0])

    def score(self, number: int, before: int, stop: int) -> float:
        key = (number, before, stop)
        if key not in self.scores:
            anchor = self.dated[number]
            start = anchor - before
            pairs = self.finder(heads_between(self.parts, start, anchor, stop))
            said = max(min(pairs[0].score, 2.6), -0.5) if pairs else -0.8
            self.scores[key] = said + self.standing(number, start, anchor, pairs)
        return self.scores[key]

    def standing(self, number: int, start: int, anchor: int, pairs: Sequence[Pair]) -> float:
        """What the place of an entry's first line says for it."""
        parts, score = self.parts, 0.0
        first = parts[start].row
        if first.gap is not None:
            score += 0.45 if first.gap > self.usual + 0.2 else -0.25
            for part in parts[start + 1 : anchor + 1]:
                if (
                    part.row.gap is not None
                    and part.row.gap > max(self.usual, first.gap or 0) + 0.3
                ):
                    score -= 0.5
        if number == 0:
            lost = [part for part in parts[:start] if not part.is_told]
            score -= 0.8 * min(len(lost), 3)
        used = {unit.head.offset for pair in pairs[:1] for unit in (pair.what, pair.where) if unit}
        for offset in range(start - anchor, 0):
            part = parts[anchor + offset]
            if offset not in used and place_score(part.text) < 0.85:
                score -= 0.4
        return score


def undated_entries(parts: Sequence[Part], finder: Finder) -> list[Entry]:
    """Entries of a section without dates: each run of lines that are not told heads one."""
    entries: list[Entry] = []
    run: list[int] = []
    usual = usual_gap([part.row for part in parts])

    def close(stop: int) -> None:
        if not run:
            return
        heads = [
            Head(parts[n].text, n - run[0], parts[n].row.index, parts[n].row.style, parts[n].role)
            for n in run
        ]
        pairs = finder(heads)
        if pairs and pairs[0].score > 0.9:
            entry = Entry(heads, None, parts[run[0]].row.index, pairs=pairs)
            entry.body = [part.row for part in parts[run[0] : stop]]
            entries.append(entry)

    def whole(part: Part) -> bool:
        """A line that says both by itself."""
        pairs = finder([Head(part.text, 0, part.row.index, part.row.style, part.role)])
        return bool(pairs) and pairs[0].score > 1.6 and bool(pairs[0].what and pairs[0].where)

    for number, part in enumerate(parts):
        breaks = bool(run) and (
            number - run[-1] > 1
            or (whole(part) and whole(parts[run[0]]))
            or len(run) >= 3
            or (part.row.gap is not None and part.row.gap > usual + 0.3)
        )
        if part.is_told and not (part.row.is_item and all(p.row.is_item for p in parts)):
            continue
        if breaks or (run and part.row.is_item):
            close(number)
            run = []
        run.append(number)
    close(len(parts))
    return entries
