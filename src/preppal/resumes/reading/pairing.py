"""What an entry's head says: which of its words are the title and which the company (or degree and school).

Every way to take two separate stretches of the head is scored by its words. Then the entries of a section
vote: a way of writing that fits the others gets the better of one that fits only here.
"""

import re
from collections import defaultdict
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from functools import lru_cache

from preppal.resumes.reading import occupations, organisations
from preppal.resumes.reading.places import is_region, place_score
from preppal.resumes.reading.rows import Style

STRONG = re.compile(
    r"\s*[|‖¦·•]\s*|\s+[–—]+\s+|\s+--?\s+|\s*//\s*|\s*[;；]\s+|\s+[•‣]\s+|\s+/\s+| — "
)
COMMA = re.compile(r"\s*[,，、]\s+|\s*，\s*")
LEGAL_PART = re.compile(
    r"^(?:inc|llc|ltd|limited|corp|plc|llp|lp|co|gmbh|ag|kg|s\.?a\.?s?|s\.?l\.?u?|s\.?r\.?l|s\.?p\.?a|lda|ltda|b\.?v|n\.?v|jr|sr|"
    r"ph\.?d|m\.?d|rn|esq)\.?(?=$|\s|,)",
    re.I,
)
BRACKET = re.compile(r"\s*[(（\[]([^()（）\[\]]*)[)）\]]\s*$")
MOST = 9
Score = Callable[[str], float]
Key = tuple[object, ...]


@dataclass(frozen=True, slots=True)
class Head:
    """A line of an entry's head, its dates and label taken away. ``offset`` counts from the dated line."""

    text: str
    offset: int
    index: int
    style: Style
    role: str | None = None
    """What its label says that it is."""
    marked: tuple[str, ...] = ()
    """Stretches that stand out."""


@dataclass(frozen=True, slots=True)
class Unit:
    """A stretch of a head that may be one value."""

    text: str
    head: Head
    begin: int
    stop: int
    path: tuple[int, ...]
    """How it was cut out: the level, and which of how many."""


@dataclass(frozen=True, slots=True)
class Pair:
    """``what`` is the title or degree, ``where`` the company or institution."""

    what: Unit | None
    where: Unit | None
    score: float
    support: float = 0.0
    """How well the same way of reading fits the section's other entries, of 2.2."""

    @property
    def key(self) -> Key:
        return tuple(
            (unit.head.offset, unit.path, unit.head.style[0] // 2, unit.head.style[1:])
            if unit
            else None
            for unit in (self.what, self.where)
        )


@lru_cache(maxsize=2048)
def stretches(text: str) -> tuple[tuple[int, int, tuple[int, ...]], ...]:
    """Every stretch of a head's text that may be a value."""
    found: list[tuple[int, int, tuple[int, ...]]] = []
    begin = 0
    for cell_number, cell in enumerate(text.split("\t")):
        found.append((begin, begin + len(cell), (0, cell_number)))
        chunks = cut(cell, STRONG)
        for number, (a, b) in enumerate(chunks):
            if len(chunks) > 1:
                found.append((begin + a, begin + b, (1, cell_number, number)))
            found.extend(finer(cell, a, b, begin, (cell_number, number)))
        if 2 < len(chunks) <= 4:
            found.append((begin, begin + chunks[-2][1], (4, cell_number, 0)))
            found.append((begin + chunks[1][0], begin + len(cell), (4, cell_number, 1)))
        begin += len(cell) + 1
    return tuple(found)


def finer(
    cell: str, a: int, b: int, begin: int, where: tuple[int, int]
) -> list[tuple[int, int, tuple[int, ...]]]:
    """Stretches of one chunk: between its commas, around its `at`, without its brackets."""
    chunk = cell[a:b]
    found: list[tuple[int, int, tuple[int, ...]]] = []
    parts = legal_joined(chunk, cut(chunk, COMMA))
    if 1 < len(parts) <= 5:
        for first in range(len(parts)):
            for last in range(first, len(parts)):
                if (first, last) != (0, len(parts) - 1):
                    span = (begin + a + parts[first][0], begin + a + parts[last][1])
                    side = -1 if first == 0 else 1 if last == len(parts) - 1 else 0
                    found.append((*span, (2, *where, side)))
    for level, pattern in ((3, organisations.AT), (5, organisations.WEAK_AT)):
        at = pattern.search(chunk)
        if at and at.start() > 2:
            found.append((begin + a, begin + a + at.start(), (level, *where, 0)))
            found.append((begin + a + at.end(), begin + b, (level, *where, 1)))
            for x, y in legal_joined(chunk[at.end() :], cut(chunk[at.end() :], COMMA))[:1]:
                found.append(
                    (begin + a + at.end() + x, begin + a + at.end() + y, (level, *where, 2))
                )
    bracket = BRACKET.search(chunk)
    if bracket and bracket.start() > 1:
        found.append((begin + a, begin + a + bracket.start(), (6, *where, 0)))
        found.append((begin + a + bracket.start(1), begin + a + bracket.end(1), (6, *where, 1)))
    return found


def cut(text: str, pattern: re.Pattern[str]) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    begin = 0
    for match in pattern.finditer(text):
        if text.count("(", 0, match.start()) > text.count(")", 0, match.start()):
            continue
        if match.start() > begin:
            spans.append((begin, match.start()))
        begin = match.end()
    if begin < len(text):
        spans.append((begin, len(text)))
    return spans


def legal_joined(text: str, spans: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """ "Tidepool, Inc." is one name."""
    joined: list[tuple[int, int]] = []
    for a, b in spans:
        if joined and LEGAL_PART.match(text[a:b]):
            joined[-1] = (joined[-1][0], b)
        else:
            joined.append((a, b))
    return joined


def units_of(heads: Sequence[Head]) -> list[Unit]:
    units: list[Unit] = []
    for head in heads:
        if head.role:
            units.append(Unit(head.text.replace("\t", " "), head, 0, len(head.text), (9,)))
            continue
        if "\t" not in head.text and place_score(head.text) >= 0.95:
            continue
        for begin, stop, path in stretches(head.text):
            text = head.text[begin:stop].strip(" ,;:-–—|·")
            if text.isupper() and len(text) <= 3 and begin and is_region(text):
                continue  # "NY", behind its city
            if sum(c.isalpha() for c in text) >= 2:
                units.append(Unit(text, head, begin, stop, path))
    return units


def find_pairs(
    heads: Sequence[Head], what_score: Score, where_score: Score, *, what: str, where: str
) -> list[Pair]:
    """The ways to read a head, the best first; ``what`` and ``where`` are the labels that decide at once."""
    units = units_of(heads)

    def weigh(unit: Unit, score: Score, own: str) -> float:
        if unit.head.role:
            return 3.0 if unit.head.role == own else -3.0
        weight = score(unit.text) - (0.35 if unit.path[0] == 5 else 0.0)
        if own == where and place_score(unit.text) >= 0.85:
            weight -= 1.0
        return weight + (0.25 if stands_out(unit) else 0.0)

    whats = sorted(((weigh(u, what_score, what), u) for u in units), key=lambda p: -p[0])[:MOST]
    wheres = sorted(((weigh(u, where_score, where), u) for u in units), key=lambda p: -p[0])[:MOST]
    pairs: list[Pair] = []
    for a, one in whats:
        pairs.append(Pair(one, None, a - 0.3 - left_over(heads, one, None)))
        for b, other in wheres:
            if overlap(one, other):
                continue
            cross = 0.4 * (max(where_score(one.text) - 0.3, 0.0) + max(what_score(other.text), 0.0))
            score = a + b - (cross if not one.head.role else 0.0) - left_over(heads, one, other)
            pairs.append(Pair(one, other, score + shape(one, other)))
    for b, other in wheres:
        pairs.append(Pair(None, other, b - 0.4 - left_over(heads, None, other)))
    return sorted(pairs, key=lambda pair: -pair.score)


def stands_out(unit: Unit) -> bool:
    """It is just what the line sets in another weight or slant."""
    return any(unit.text == text.strip(" ,;:-–—|·()") for text in unit.head.marked)


def overlap(one: Unit, other: Unit) -> bool:
    return one.head is other.head and one.begin < other.stop and other.begin < one.stop


def shape(one: Unit, other: Unit) -> float:
    """Cut in the same way out of one line, or whole lines: likelier than a bit here and a bit there."""
    if one.head is other.head:
        if one.path[0] == other.path[0] and one.path[0] in (1, 3, 0):
            return 0.1
        return 0.0 if one.path[0] == other.path[0] else -0.05
    return 0.05 if one.path[0] == 0 and other.path[0] == 0 else 0.0


def left_over(heads: Sequence[Head], one: Unit | None, other: Unit | None) -> float:
    """What the reading leaves unsaid on the lines it uses, unless it is a place or kind of employment."""
    lost = 0.0
    for head in heads:
        used = sorted(
            (unit.begin, unit.stop)
            for unit in (one, other)
            if unit is not None and unit.head is head
        )
        if head.role:
            continue
        if not used:
            # A line of the head that says nothing: likelier below the date, where the telling begins.
            if sum(c.isalpha() for c in head.text) > 2 and place_score(head.text) < 0.6:
                lost += 0.35 if head.offset <= 0 else 0.08
            continue
        rest, at = [], 0
        for begin, stop in used:
            rest.append(head.text[at:begin])
            at = stop
        rest.append(head.text[at:])
        for text in rest:
            for piece in re.split(r"\t|[|·•]| [–—-] ", text):
                piece = piece.strip(" ,;:-–—()|·@")
                if sum(c.isalnum() for c in piece) < 2 or piece.casefold() in AT_WORDS:
                    continue
                if place_score(piece) >= 0.6 or occupations.EMPLOYMENT.search(piece):
                    lost -= 0.06
                else:
                    lost += 0.22
    return lost


AT_WORDS = frozenset("at bei beim chez en na no presso bij in à für for".split())


def settle(choices: Sequence[Sequence[Pair]]) -> list[Pair | None]:
    """One reading for each entry: its own score, and how well the same way of reading fits the others."""
    support: dict[Key, dict[int, float]] = defaultdict(dict)
    for number, pairs in enumerate(choices):
        for pair in pairs:
            key = pair.key
            support[key][number] = max(support[key].get(number, -1.0), pair.score)
    count = max(len(choices) - 1, 1)
    settled: list[Pair | None] = []
    for number, pairs in enumerate(choices):
        best: Pair | None = None
        best_score, best_support = -1e9, 0.0
        for pair in pairs:
            others = sum(
                min(score, 2.2) for other, score in support[pair.key].items() if other != number
            )
            score = pair.score + 0.8 * others / count
            if score > best_score:
                best, best_score, best_support = pair, score, others / count
        settled.append(replace(best, support=best_support) if best else None)
    return settled
