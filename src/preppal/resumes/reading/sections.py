"""The parts of a resume: which rows belong to which, across columns and pages."""

import re
from collections import Counter
from dataclasses import dataclass, field

from preppal.resumes.reading.dates import find_periods
from preppal.resumes.reading.heads import HAN, Part, head_of, plain
from preppal.resumes.reading.labels import ROLES
from preppal.resumes.reading.rows import Row, Style, body_size, usual_gap
from preppal.resumes.reading.tongues import is_language

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


@dataclass(slots=True)
class Section:
    part: Part | None
    """None stands above every head: name and contact details."""
    head: str = ""
    rows: list[Row] = field(default_factory=list)


def divide(rows: list[Row]) -> list[Section]:
    """The sections in reading order."""
    heads = find_heads(rows)
    sections = [Section(None)]
    columns = Columns(rows)
    before: Row | None = None
    for row in rows:
        if before is not None and (row.line.page, row.line.block) != (
            before.line.page,
            before.line.block,
        ):
            columns.note(before, len(sections) - 1)
            if row.index not in heads:
                columns.follow(row, before, sections)
        found = heads.get(row.index)
        wrapped = (
            before is not None
            and before.index in heads
            and goes_on_in_margin(heads[before.index], row)
        )
        before = row
        if wrapped and found is None:
            row = row.saying("\t".join(row.cells[1:]))
        if found is None:
            add(sections, row)
            continue
        part, head, rest = found
        sections.append(Section(part, head))
        if rest:
            sections[-1].rows.append(row.saying(rest))
    return [section for section in sections if section.rows]


def goes_on_in_margin(head: tuple[Part, str, str], row: Row) -> bool:
    """Whether a margin's head takes two lines: its second one stands beside an entry's."""
    _, words, rest = head
    cells = row.cells
    return (
        bool(rest)
        and len(cells) > 1
        and cells[0][:1].islower()
        and head_of(f"{words} {cells[0]}") is not None
    )


def add(sections: list[Section], row: Row) -> None:
    """Into the open section; a label that heads another part opens that one for its own line."""
    current = sections[-1]
    label = (
        LABEL.match(row.text.replace("\t", " ")) if current.part is not Part.EXPERIENCE else None
    )
    part = head_of(label[1]) if label else None
    if (
        label
        and part in (Part.LANGUAGES, Part.SKILLS)
        and current.part in (None, Part.SUMMARY, Part.SKILLS, Part.LANGUAGES)
        and part is not current.part
        and (part is not Part.LANGUAGES or says_languages(label[2]))
    ):
        sections.append(Section(part, label[1], [row.saying(label[2])]))
        sections.append(Section(current.part, current.head))
        return
    current.rows.append(row)


def says_languages(text: str) -> bool:
    """Languages people speak, not those of programs."""
    words = re.findall(r"[^\W\d_]+", text)
    return any(is_language(word) for word in words[:4]) and not re.search(
        r"[#+]|\bSQL\b|Java|HTML|\bC\b", text
    )


class Columns:
    """Where columns stand, and which section was open at each one's end."""

    def __init__(self, rows: list[Row]) -> None:
        self.edges: dict[tuple[int, int], tuple[float, float]] = {}
        self.open: dict[tuple[int, int], int] = {}
        for row in rows:
            box, key = row.line.box, (row.line.page, row.line.block)
            if box is not None:
                left, right = self.edges.get(key, (box.left, box.right))
                self.edges[key] = (min(left, box.left), max(right, box.right))

    def note(self, row: Row, section: int) -> None:
        self.open[row.line.page, row.line.block] = section

    def width(self, row: Row) -> float:
        left, right = self.edges.get((row.line.page, row.line.block), (0.0, 0.0))
        return right - left + 1

    def follow(self, row: Row, before: Row, sections: list[Section]) -> None:
        """Where a column begins without a head: whose section goes on there?"""
        box, last = row.line.box, before.line.box
        if box is None or last is None:
            return
        if row.line.page != before.line.page:
            left = self.edges[row.line.page, row.line.block][0]
            same = [
                section
                for key, section in self.open.items()
                if key[0] == before.line.page
                and key in self.edges
                and abs(self.edges[key][0] - left) < 40
            ]
            if same and same[-1] != len(sections) - 1:
                origin = sections[same[-1]]
                sections.append(Section(origin.part, origin.head))
            return
        if box.top < last.top - 5:
            ratio = self.width(row) / self.width(before)
            part = sections[-1].part
            goes_on = (part in (Part.EXPERIENCE, Part.EDUCATION) and 0.5 < ratio < 2) or (
                0.75 < ratio < 1.33 and not row.line.is_bold
            )
            if not goes_on:
                sections.append(Section(None))


def find_heads(rows: list[Row]) -> dict[int, tuple[Part, str, str]]:
    """For each line that is a head: its part, its words, and what else the line says."""
    size = body_size(rows)
    found: dict[int, tuple[Part, str, str]] = {}
    candidates: list[tuple[Row, Part, str, str, float]] = []
    for row in rows:
        cells = row.cells
        part, head, rest = head_of(row.flat.rstrip(":： ")), row.flat, ""
        if part is None and len(cells) > 1:
            part, head, rest = head_of(cells[0].rstrip(":： ")), cells[0], "\t".join(cells[1:])
        if part is None:
            label = LABEL.match(row.flat)
            if (
                label
                and not row.is_item
                and head_of(label[1]) in (Part.SKILLS, Part.LANGUAGES, Part.EDUCATION)
            ):
                part, head, rest = head_of(label[1]), label[1], label[2]
                if row.line.is_bold or plain(label[1]) not in FAINT:
                    candidates.append((row, part or Part.OTHER, head, rest, 0.0))
                continue
        if part is not None and (not row.is_item or rest == ""):
            candidates.append((row, part, head, rest, prominence(row, head, size)))
    margin_heads = sum(1 for row, _, _, rest, _ in candidates if rest and "\t" in row.text)
    shown_ones = [candidate for candidate in candidates if candidate[4] >= 1]
    looks = Counter(row.style for row, *_ in shown_ones)
    core = {row.style for row, part, *_ in shown_ones if part in CORE_PARTS}
    has_look = len(shown_ones) >= 2 and len(shown_ones) >= 0.4 * len(candidates)
    told = Counter(plain(head) for _, part, head, _, _ in candidates if part not in CORE_PARTS)
    best = {
        words: max(
            (row.style for row, _, head, _, _ in candidates if plain(head) == words), key=weight_of
        )
        for words, count in told.items()
        if count > 1
    }
    repeated = {
        words
        for words, style in best.items()
        if sum(row.style == style for row, _, head, _, _ in candidates if plain(head) == words) > 1
    }
    small = sum(head[:1].islower() for _, _, head, _, _ in candidates)
    for row, part, head, rest, shown in candidates:
        words = plain(head)
        if row.is_item and shown < 1:
            continue
        if head[:1].islower() and small < 0.5 * len(candidates):
            continue  # the rest of a line
        if has_look and shown < 1 and not rest and (row.style not in looks):
            continue
        if part not in CORE_PARTS and found:
            if words in repeated or (words in best and row.style != best[words]):
                continue  # "Highlights" of each role
            if words in BENEATH | FAINT and is_lesser(row, core):
                continue  # "Courses" of a degree
        if rest and shown < 1 and words in FAINT and ":" in row.text and part is not Part.LANGUAGES:
            continue
        if rest and shown < 1 and ROLES.get(words, "body") != "body":
            continue  # a label within an entry
        if (
            rest
            and words in FAINT - CERTAIN
            and not (shown >= 1 and row.line.is_bold)
            and margin_heads < 3
        ):
            continue
        if rest and ":" in row.flat and "\t" not in row.text and has_look and shown < 1:
            continue  # a label inside a part
        found[row.index] = (part, head, rest)
    found.update(unknown_heads(rows, found, size))
    return found


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
        for row in strangers:
            place = rows.index(row)
            near = rows[place : place + 3]
            if (
                len(row.text.split()) <= 5
                and len(row.cells) == 1
                and not row.is_item
                and not any(find_periods(other.flat) for other in near)
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
