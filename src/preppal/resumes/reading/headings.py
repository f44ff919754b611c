"""Lines that head a part: by their words, by how they look, and by how the other heads of the file look."""

import re
from collections import Counter
from dataclasses import dataclass

from preppal.resumes.reading.dates import find_periods
from preppal.resumes.reading.heads import HAN, Part, head_of, plain
from preppal.resumes.reading.labels import ROLES
from preppal.resumes.reading.rows import Row, Style, body_size, usual_gap

# Heads that are also words of a list, a label or a sentence: they need a head's look.
FAINT = frozenset(
    """work career academic academics training tools technology software technical programming strengths knowledge frameworks
    research teaching service talks books media press grants leadership activities community other additional details info
    address online web social links bio hello mission statement objective jobs positions skill edv schule praxis beruf
    lehre forschung projekt seminare kurse weiteres cursos otros formation parcours outils divers stages kennis overig
    languages language management design patente altro about profile mentoring supervision abilities capabilities
    informatica informatique herramientas logiciels qualites studies degrees misc military nationality publications
    availability reference adresse kontakt headline introduction references certificates courses awards summary
    conferences presentations workshops honors honours scholarships patents articles papers societies associations
    studio volunteer volunteering ziel engagement freizeit promotion experience education skills studium interests
    portfolio website websites profiles specialties licenses certifications projects contact""".split()
)  # fmt: skip
CORE_PARTS = (Part.EXPERIENCE, Part.EDUCATION, Part.SKILLS, Part.LANGUAGES)
# Heads that also stand inside an entry.
BENEATH = frozenset(
    """highlights courses coursework relevant coursework projects key projects selected projects achievements key achievements
    accomplishments responsibilities key responsibilities publications awards honors activities technologies volunteer
    summary overview profile details research teaching thesis description about objective projekte aufgaben logros proyectos
    cursos missions projets realisations attivita progetti corsi projetos career highlights technical skills references
    主修课程 项目经历 项目经验 荣誉 奖项 项目 获奖情况 在校经历""".split()
) | {
    "relevant coursework",
    "key achievements",
    "key projects",
    "selected projects",
    "key responsibilities",
}
CERTAIN = frozenset(
    "experience education skills languages profile summary contact interests projects certifications awards references".split()
)
LABEL = re.compile(r"^([^:：\t]{2,34})\s*[:：]\s*(\S.*)$")


@dataclass(frozen=True, slots=True)
class Candidate:
    """A line that may be a head: the part its words name, what else it says, and how much it stands out."""

    row: Row
    part: Part
    head: str
    rest: str
    shown: float

    @property
    def words(self) -> str:
        return plain(self.head)


class Habits:
    """How the heads of this file look, learnt from all that may be one."""

    def __init__(self, candidates: list[Candidate]) -> None:
        shown = [candidate for candidate in candidates if candidate.shown >= 1]
        self.looks = {candidate.row.style for candidate in shown}
        self.core = {candidate.row.style for candidate in shown if candidate.part in CORE_PARTS}
        self.has_look = len(shown) >= 2 and len(shown) >= 0.4 * len(candidates)
        self.in_margin = sum(1 for c in candidates if c.rest and "\t" in c.row.text)
        self.is_small = sum(c.head[:1].islower() for c in candidates) >= 0.5 * len(candidates)
        others = [candidate for candidate in candidates if candidate.part not in CORE_PARTS]
        told = Counter(candidate.words for candidate in others)
        self.best = {
            words: max((c.row.style for c in others if c.words == words), key=weight_of)
            for words, count in told.items()
            if count > 1
        }
        alike = Counter((candidate.words, candidate.row.style) for candidate in others)
        self.repeated = {
            words
            for words, style in self.best.items()
            if alike[words, style] > (2 if style in self.core else 1)
        }

    def heads(self, candidate: Candidate, *, is_first: bool) -> bool:
        """Whether it is a head, not a label, an item or the rest of a line."""
        row, words, rest = candidate.row, candidate.words, candidate.rest
        faint = candidate.shown < 1
        if candidate.head[:1].islower() and not self.is_small:
            return False
        if faint and (row.is_item or (self.has_look and not rest and row.style not in self.looks)):
            return False
        if not is_first and candidate.part not in CORE_PARTS and self.is_beneath(candidate):
            return False
        if not rest:
            return True
        if faint and ROLES.get(words, "body") != "body":
            return False  # a label within an entry
        if words in FAINT - CERTAIN and self.in_margin < 3 and (faint or not row.line.is_bold):
            return False
        is_label = ":" in row.text and (self.has_look and "\t" not in row.text)
        if faint and words in FAINT and ":" in row.text and candidate.part is not Part.LANGUAGES:
            return False
        return not (faint and is_label)

    def is_beneath(self, candidate: Candidate) -> bool:
        """ "Highlights" of each role, "Courses" of a degree: heads within an entry."""
        words, style = candidate.words, candidate.row.style
        if words in self.repeated or (words in self.best and style != self.best[words]):
            return True
        return words in BENEATH | FAINT and is_lesser(candidate.row, self.core)


def find_heads(rows: list[Row]) -> dict[int, tuple[Part, str, str]]:
    """For each line that is a head: its part, its words, and what else the line says."""
    size = body_size(rows)
    befores = [None, *rows]
    candidates = [
        one
        for before, row in zip(befores, rows, strict=False)
        if not is_cut(before, row) and (one := candidate_of(row, size)) is not None
    ]
    habits = Habits(candidates)
    found: dict[int, tuple[Part, str, str]] = {}
    for candidate in candidates:
        if habits.heads(candidate, is_first=not found):
            found[candidate.row.index] = (candidate.part, candidate.head, candidate.rest)
    found.update(unknown_heads(rows, found, size))
    return found


def is_cut(before: Row | None, row: Row) -> bool:
    """Whether a line ends what the one above began: "University of", "Technology"."""
    return (
        before is not None
        and before.style == row.style
        and before.line.block == row.line.block
        and bool(re.search(r"(?:,|&|\b(?:of|and|for|de|del|di|für|und|et))$", before.flat))
    )


def candidate_of(row: Row, size: float) -> Candidate | None:
    """A line whose words, or those of its first cell or label, name a part."""
    cells = row.cells
    part, head, rest = head_of(row.flat.rstrip(":： ")), row.flat, ""
    if part is None and len(cells) > 1:
        part, head, rest = head_of(cells[0].rstrip(":： ")), cells[0], "\t".join(cells[1:])
    if part is not None:
        if row.is_item and rest:
            return None
        return Candidate(row, part, head, rest, prominence(row, head, size))
    label = LABEL.match(row.flat)
    if label is None or row.is_item:
        return None
    part = head_of(label[1])
    if part not in (Part.SKILLS, Part.LANGUAGES, Part.EDUCATION):
        return None
    if not row.line.is_bold and plain(label[1]) in FAINT:
        return None
    return Candidate(row, part, label[1], label[2], 0.0)


def weight_of(style: Style) -> tuple[int, bool, bool]:
    return (style[0], style[1], style[3])


def is_lesser(row: Row, core: set[Style]) -> bool:
    """Smaller, or no bolder, than every head of the parts that matter."""
    return (
        bool(core)
        and row.style not in core
        and all(
            row.style[0] < style[0] - 1
            or (style[1] and not row.style[1])
            or (style[3] and not row.style[3])
            for style in core
        )
    )


def prominence(row: Row, head: str, size: float) -> float:
    line = row.line
    shown = 0.0
    if size and line.size and line.size > 1.07 * size:
        shown += 1
    if line.is_bold:
        shown += 1
    if line.is_heading:
        shown += 2
    letters = [c for c in head if c.isalpha()]
    if len(letters) > 3 and all(c.isupper() for c in letters):
        shown += 1
    if row.gap is not None and row.gap > 0.75:
        shown += 0.6
    if row.gap is None and not row.is_item:
        shown += 0.5
    if head.rstrip().endswith((":", "：")):
        shown += 0.5
    if HAN.search(head):
        shown += 0.5
    return shown


def unknown_heads(
    rows: list[Row], known: dict[int, tuple[Part, str, str]], size: float
) -> dict[int, tuple[Part, str, str]]:
    """Rows that look as the known heads do and as nothing else does: they head something we do not read."""
    looks = Counter(row.style for row in rows if row.index in known and not known[row.index][2])
    found: dict[int, tuple[Part, str, str]] = {}
    usual = usual_gap(rows)
    for style, count in looks.items():
        if count < 2:
            continue
        others = [row for row in rows if row.style == style and row.index not in known]
        if style[0] <= round(size * 2) and not style[1] and not style[3]:
            continue
        first = min(row.index for row in rows if row.index in known)
        strangers = [row for row in others if row.index > first]
        if len(strangers) > max(2, count):
            continue
        is_sure = count >= 4 and len(strangers) == 1 and style[0] > round(size * 2)
        for row in strangers:
            place = rows.index(row)
            near = rows[place : place + 3]
            if (
                len(row.text.split()) <= 5
                and len(row.cells) == 1
                and not row.is_item
                and not any(find_periods(other.flat) for other in (near[:1] if is_sure else near))
                and place + 1 < len(rows)
                and not row.flat.endswith((",", "."))
                and row.line.page == rows[place + 1].line.page
                and (place == 0 or rows[place - 1].style != style)
                and not is_top(row, rows)
                and not inside_skills(row, known)
                and (row.gap is None or row.gap > usual + 0.3)
            ):
                found[row.index] = (Part.OTHER, row.flat, "")
    return found


def inside_skills(row: Row, known: dict[int, tuple[Part, str, str]]) -> bool:
    """Below a head of skills: likelier a group of them than a part of its own."""
    above = [index for index in known if index < row.index]
    return bool(above) and known[max(above)][0] in (Part.SKILLS, Part.LANGUAGES)


def is_top(row: Row, rows: list[Row]) -> bool:
    """The first row of its column on the first page: a name, not a head."""
    if row.line.page:
        return False
    first = next(other for other in rows if other.line.block == row.line.block)
    return first.index == row.index
