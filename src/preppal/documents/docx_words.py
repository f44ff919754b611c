"""The words of one part of a DOCX (its body, a header, …), heard element by element.

Boxes of text and cells of tables each are a block. A box comes after the paragraph it is fastened to, and is
read once, although files hold it twice: for Word, and (`mc:Fallback`) for programs that cannot draw it.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass, field, replace

from preppal.documents.docx_styles import PLAIN, SMALLEST, Look, Styles, is_on, said_by
from preppal.documents.marks import without_mark
from preppal.documents.model import Line
from preppal.documents.unreadable import Unreadable

_LINK_FIELD = re.compile(r'HYPERLINK\s+"([^"]{1,2000})"')
_PAGE_FIELD = re.compile(r"\s*(?:NUM)?PAGES?\b")
_MOST_FIELDS = 16
"""Open at once, one within the other."""
_IN_LINE = {"w:tab": "\t", "w:ptab": "\t", "w:br": "\n", "w:cr": "\n", "w:noBreakHyphen": "-"}
_NOT_SHOWN = frozenset(("w:moveFrom", "w:del", "w:sectPrChange", "w:pPrChange", "w:rPrChange"))
"""What was taken out while changes were tracked, and how things looked before."""


@dataclass(slots=True)
class _Paragraph:
    look: Look = PLAIN
    pieces: list[tuple[str, Look]] = field(default_factory=list)
    has_page_number: bool = False
    after: list[list[Line]] = field(default_factory=list)
    """Boxes that are fastened to it, block by block."""


@dataclass(slots=True)
class _Place:
    """Where words go: the part itself, a box or a cell of a table. ``blocks`` are lines that belong together."""

    is_shaded: bool = False
    """White words may be seen here."""
    blocks: list[list[Line]] = field(default_factory=lambda: [[]])
    is_hidden: bool = False
    """A cell that another one covers."""

    def new_block(self) -> None:
        if self.blocks[-1]:
            self.blocks.append([])

    def add(self, blocks: list[list[Line]]) -> None:
        """Blocks of a box or a cell, after which another one begins."""
        self.new_block()
        self.blocks[-1:] = [*(block for block in blocks if block), []]


class Words:
    """Hears one part; `blocks` has its lines when it is over.

    ``most_characters`` bounds what is kept; beyond it the part is refused (``too_long``).
    """

    def __init__(
        self, styles: Styles, addresses: Mapping[str, str], *, most_characters: int, shaded: bool
    ) -> None:
        self._styles = styles
        self._addresses = addresses
        self._left = most_characters
        self._places = [_Place(is_shaded=shaded)]
        self._paragraphs: list[_Paragraph | None] = [None]
        self._run = PLAIN
        self._in_run_look = self._in_paragraph_look = self._in_text = False
        self._skipped = 0
        """Elements within the one that is left out, itself counted."""
        self._choices: list[bool] = []
        self._fields: list[str] = []
        """What open fields say they are (`PAGE`), the innermost last."""
        self._in_field_code = False
        self._placeholders: list[bool] = []
        self._tables: list[bool] = []
        """Of each open table, whether its style may paint the ground."""
        self.links: list[str] = []
        self.hidden: list[str] = []
        self._turned, self._laid_out = 0, 0
        """Pages begun by the writer, and those that Word began when it laid the text out (the same ones too)."""

    @property
    def pages(self) -> int:
        return 1 + max(self._turned, self._laid_out)

    @property
    def blocks(self) -> list[list[Line]]:
        return [block for block in self._places[0].blocks if block]

    # What comes in

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._skipped or self._is_left_out(name, attributes):
            self._skipped += 1
            return
        if name == "w:t":
            self._in_text = True
        elif name == "w:p":
            self._paragraphs[-1] = _Paragraph()
        elif name == "w:r":
            self._run = PLAIN
        elif name in ("w:rPr", "w:pPr"):
            self._in_run_look = name == "w:rPr"
            self._in_paragraph_look = name == "w:pPr" or self._in_paragraph_look
        elif name in ("w:txbxContent", "w:tc"):
            self._open_place(name)
        elif name in ("w:tbl", "w:sdt"):
            (self._tables if name == "w:tbl" else self._placeholders).append(False)
        elif name in ("w:fldChar", "w:fldSimple", "w:instrText"):
            self._start_field(name, attributes)
        elif name in _IN_LINE:
            self._start_break(name, attributes)
        else:
            self._start_look(name, attributes)

    def end(self, name: str) -> None:
        if self._skipped:
            self._skipped -= 1
            return
        if name == "w:t":
            self._in_text = False
        elif name == "w:p":
            self._end_paragraph()
        elif name == "w:rPr":
            self._in_run_look = False
        elif name == "w:pPr":
            self._in_paragraph_look = False
        elif name in ("w:txbxContent", "w:tc") and len(self._places) > 1:
            self._close_place(name)
        elif name == "w:tbl" and self._tables:
            self._tables.pop()
        elif name == "w:sdt" and self._placeholders:
            self._placeholders.pop()
        elif name == "w:instrText":
            self._in_field_code = False
        elif name == "w:fldSimple" and self._fields:
            self._fields.pop()
        elif name == "mc:AlternateContent" and self._choices:
            self._choices.pop()

    def words(self, text: str) -> None:
        if self._skipped:
            return
        if self._in_field_code and self._fields:
            self._fields[-1] = (self._fields[-1] + text)[:2_100]
        elif self._in_text:
            self._say(text)

    # What it means

    def _is_left_out(self, name: str, attributes: Mapping[str, str]) -> bool:
        if name == "mc:AlternateContent":
            self._choices.append(False)
        elif name in ("mc:Choice", "mc:Fallback") and self._choices:
            if self._choices[-1]:
                return True
            self._choices[-1] = True
        elif name in ("w:footnote", "w:endnote"):
            return attributes.get("w:type", "normal") != "normal"
        return name in _NOT_SHOWN

    def _say(self, text: str) -> None:
        paragraph = self._paragraphs[-1]
        if paragraph is None or any(self._placeholders):
            return
        if any(_PAGE_FIELD.match(code) for code in self._fields):
            paragraph.has_page_number = True
            return
        self._left -= len(text)
        if self._left < 0:
            raise Unreadable("too_long")
        paragraph.pieces.append((text, self._run))

    def _start_break(self, name: str, attributes: Mapping[str, str]) -> None:
        if self._in_paragraph_look:
            return  # a tab stop, not a tab
        if attributes.get("w:type") == "page":
            self._turned += 1
        self._say(_IN_LINE[name])

    def _start_look(self, name: str, attributes: Mapping[str, str]) -> None:
        paragraph, place = self._paragraphs[-1], self._places[-1]
        if name == "w:hyperlink":
            self._link(self._addresses.get(attributes.get("r:id", ""), ""))
        elif name == "w:lastRenderedPageBreak":
            self._laid_out += 1
        elif name == "w:showingPlcHdr" and self._placeholders and is_on(attributes):
            self._placeholders[-1] = True
        elif name == "w:tblStyle" and self._tables:
            self._tables[-1] = attributes.get("w:val", "") not in ("TableGrid", "TableNormal")
        elif name == "w:vMerge" and attributes.get("w:val", "continue") == "continue":
            place.is_hidden = True
        elif name == "w:background" and attributes.get("w:color", "").lower() not in ("", "ffffff"):
            place.is_shaded = True
        elif self._in_run_look and not self._in_paragraph_look:
            look = said_by(name, attributes)
            if name == "w:rStyle":
                look = self._styles.look(attributes.get("w:val", ""))
            # A style is named first, and what follows it counts more.
            self._run = look.over(self._run)
        elif self._in_paragraph_look and not self._in_run_look and paragraph is not None:
            look = said_by(name, attributes)
            if name == "w:pStyle":
                look = self._styles.look(attributes.get("w:val", ""))
            paragraph.look = look.over(paragraph.look)
        elif name == "w:shd" and paragraph is None:
            place.is_shaded = place.is_shaded or bool(said_by(name, attributes).is_shaded)

    def _start_field(self, name: str, attributes: Mapping[str, str]) -> None:
        kind = attributes.get("w:fldCharType")
        if name == "w:instrText":
            self._in_field_code = True
        elif name == "w:fldSimple" or kind == "begin":
            if len(self._fields) < _MOST_FIELDS:
                self._fields.append(attributes.get("w:instr", "")[:2_000])
        elif kind in ("separate", "end") and self._fields:
            if kind == "separate" and (link := _LINK_FIELD.search(self._fields[-1])):
                self._link(link[1])
            if kind == "end":
                self._fields.pop()

    def _link(self, address: str) -> None:
        if address.lower().startswith(("http://", "https://", "mailto:")):
            self.links.append(address[:2_000])

    def _open_place(self, name: str) -> None:
        # What a box or a table's style paints beneath its words is not known here.
        painted = name == "w:txbxContent" or any(self._tables)
        self._places.append(_Place(is_shaded=painted or self._places[-1].is_shaded))
        self._paragraphs.append(None)

    def _close_place(self, name: str) -> None:
        closed = self._places.pop()
        if len(self._paragraphs) > 1:
            self._paragraphs.pop()
        blocks = [block for block in closed.blocks if block]
        around = self._paragraphs[-1]
        if closed.is_hidden:
            self.hidden.extend(line.text for block in blocks for line in block)
        elif around is not None:
            around.after.extend(blocks)
        else:
            self._places[-1].add(blocks)

    def _end_paragraph(self) -> None:
        paragraph, place = self._paragraphs[-1], self._places[-1]
        self._paragraphs[-1] = None
        if paragraph is None:
            return
        below = paragraph.look.over(self._styles.defaults)
        pieces = [(text, look.over(below)) for text, look in paragraph.pieces]
        seen: list[tuple[str, Look]] = []
        unseen: list[str] = []
        for text, look in pieces:
            if _is_unseen(look, shaded=place.is_shaded):
                unseen.append(text)
            else:
                seen.append((text, look))
        if left_out := "".join(unseen).strip():
            self.hidden.append(left_out)
        lines = list(_lines(seen, below))
        if paragraph.has_page_number and _is_only_a_page_number(lines):
            lines = []
        if not lines or lines[0].is_heading:
            place.new_block()
        place.blocks[-1].extend(lines)
        if paragraph.after:
            place.add(paragraph.after)


def _is_unseen(look: Look, *, shaded: bool) -> bool:
    tiny = look.size is not None and look.size <= SMALLEST
    white = look.is_white and not shaded and not look.is_shaded
    return bool(look.is_vanished or tiny or white)


def _is_only_a_page_number(lines: list[Line]) -> bool:
    words = " ".join(line.text for line in lines)
    return len(words.split()) <= 4 and not re.search(r"[@\d]", words)


def _lines(pieces: list[tuple[str, Look]], below: Look) -> list[Line]:
    """A paragraph's lines: one, unless there are breaks in it."""
    lines: list[list[tuple[str, Look]]] = [[]]
    for text, look in pieces:
        first, *more = text.split("\n")
        lines[-1].append((first, look))
        lines.extend([(part, look)] for part in more)
    made = []
    for number, line in enumerate(lines):
        text, is_marked = without_mark("".join(part for part, _ in line))
        if not text:
            continue
        looks = [look for part, look in line if part.strip()]
        sizes = [look.size for look in looks if look.size is not None]
        is_heading = bool(below.is_heading)
        is_first = number == 0
        made.append(
            Line(
                text,
                size=max(sizes, default=None),
                is_bold=all(look.is_bold for look in looks),
                is_heading=is_heading,
                is_item=is_marked or (bool(below.is_item) and is_first and not is_heading),
            )
        )
    return made


def numbered(blocks: list[list[Line]]) -> tuple[Line, ...]:
    """The lines of all blocks, each with the number of its own."""
    return tuple(
        replace(line, block=number) for number, block in enumerate(blocks) for line in block
    )
