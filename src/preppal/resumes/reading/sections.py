"""The parts of a resume: which rows belong to which, across columns and pages."""

import re
from dataclasses import dataclass, field

from preppal.resumes.reading.headings import LABEL, find_heads
from preppal.resumes.reading.heads import Part, head_of
from preppal.resumes.reading.rows import Row
from preppal.resumes.reading.tongues import is_language


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
