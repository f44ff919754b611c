"""The words of an HTML file: a page somebody saved, or a posting a program wrote.

What a reader sees counts, as far as the file itself says it. Style sheets are not read.
"""

import re
from dataclasses import replace

from preppal.documents.marks import without_mark
from preppal.documents.markup import HEADINGS, Tag, pieces, text_of, unescaped
from preppal.documents.model import Document, Kind, Line
from preppal.documents.plain import plain_lines
from preppal.documents.unreadable import Unreadable

_APART = frozenset(
    [
        "p",
        "ul",
        "ol",
        "dl",
        "dt",
        "table",
        "td",
        "th",
        "section",
        "article",
        "main",
        "header",
        "footer",
        "aside",
        "hr",
        "blockquote",
        "figure",
        "address",
        "form",
    ]
)
"""Where a block begins, and where it ends. The rest of `_LINES` begins a line."""
_LINES = frozenset(
    ["br", "div", "li", "dd", "tr", "pre", "option", "legend", "summary", "details", "center"]
)
_LISTS = frozenset(["ul", "ol"])
_LEFT_OUT = frozenset(
    [
        "head",
        "title",
        "noscript",
        "template",
        "nav",
        "svg",
        "math",
        "select",
        "button",
        "iframe",
        "object",
        "canvas",
        "audio",
        "video",
        "dialog",
    ]
)
"""Never shown, or no part of what the page is about."""
_VOID = frozenset(
    [
        "br",
        "hr",
        "img",
        "input",
        "meta",
        "link",
        "area",
        "base",
        "col",
        "embed",
        "source",
        "track",
        "wbr",
    ]
)
_BOLD = frozenset(["b", "strong", "th"])
_UNSEEN = re.compile(
    r"display\s*:\s*none|visibility\s*:\s*hidden|font-size\s*:\s*0(?:\.0+)?\s*(?:px|pt|em|rem|%|;|$)",
    re.IGNORECASE,
)
_WHITE = re.compile(
    r"(?<![\w-])color\s*:\s*(?:white|#fff(?:fff)?\b|rgb\(\s*255\s*,\s*255\s*,\s*255)", re.I
)
_SPACES = re.compile(r"\s+")
ENOUGH = 60
"""Words in `main`, which then is all that is read: what stands around it is the site's."""


def read_html(markup: str, *, most_characters: int) -> Document:
    """The document in the order of its text. Raises `Unreadable`: ``too_long``."""
    reader = _Reader(paper="background" not in markup.lower())
    for piece in pieces(markup):
        if isinstance(piece, str):
            reader.say(piece)
        else:
            reader.tag(piece)
        if reader.length > most_characters:
            raise Unreadable("too_long")
    reader.end_line()
    lines = tuple(reader.lines) or plain_lines(text_of(markup))
    main = tuple(
        line for line, is_main in zip(reader.lines, reader.in_main, strict=True) if is_main
    )
    if sum(len(line.text.split()) for line in main) >= ENOUGH:
        lines = main
    blocks = {block: number for number, block in enumerate(sorted({line.block for line in lines}))}
    return Document(
        Kind.HTML,
        tuple(replace(line, block=blocks[line.block]) for line in lines),
        links=tuple(reader.links),
        hidden=tuple(filter(None, reader.hidden)),
    )


class _Reader:
    """Hears tags and text."""

    def __init__(self, *, paper: bool) -> None:
        self._on_paper = paper
        """The file paints no ground, so that white words are not seen."""
        self.lines: list[Line] = []
        self.in_main: list[bool] = []
        self.links: dict[str, None] = {}
        self.hidden: list[str] = []
        self.length = 0
        self._parts: list[str] = []
        self._block = 0
        self._out: tuple[str, int] | None = None
        """The element that is left out, and how many of its name are open within it."""
        self._is_told = False
        """What is left out is reported: somebody has hidden it."""
        self._bold = self._main = self._pre = 0
        self._plain = 0
        """Characters of the line that are not bold."""
        self._heading = False
        self._item = False

    def say(self, text: str) -> None:
        self.length += len(text)
        if self._out is not None:
            if self._is_told:
                self.hidden[-1] = _SPACES.sub(" ", f"{self.hidden[-1]}{unescaped(text)}")[
                    :500
                ].lstrip()
            return
        first, *more = text.split("\n") if self._pre else [text]
        self._add(first)
        for part in more:
            self.end_line()
            self._add(part)

    def _add(self, text: str) -> None:
        shown = _SPACES.sub(" ", unescaped(text))
        self._parts.append(shown)
        if not self._bold:
            self._plain += len(shown.strip())

    def end_line(self) -> None:
        text, is_marked = without_mark(_SPACES.sub(" ", "".join(self._parts)))
        self._parts.clear()
        if text:
            self.lines.append(
                Line(
                    text,
                    block=self._block,
                    is_bold=not self._plain,
                    is_heading=self._heading,
                    is_item=self._item or is_marked,
                )
            )
            self.in_main.append(self._main > 0)
            self._item = False
        self._plain = 0

    def tag(self, tag: Tag) -> None:
        if tag.name in ("body", "main"):
            self._out = None  # no head goes on in it, though its end tag may be missing
        if self._out is not None:
            self._within_what_is_left_out(self._out, tag)
        elif not tag.is_end and self._is_left_out(tag):
            self._out = (tag.name, 1)
        else:
            self._heed(tag)

    def _within_what_is_left_out(self, out: tuple[str, int], tag: Tag) -> None:
        name, depth = out
        if tag.name == name:
            depth += -1 if tag.is_end else 1
            self._out = (name, depth) if depth else None

    def _is_left_out(self, tag: Tag) -> bool:
        if tag.name in _VOID:
            return False
        if tag.name in _LEFT_OUT:
            self._is_told = False
            return True
        style = tag.attribute("style") if "style" in tag.rest.lower() else ""
        white = self._on_paper and _WHITE.search(style)
        if _UNSEEN.search(style) or white or ("hidden" in tag.rest.lower() and tag.has("hidden")):
            self._is_told = True
            self.hidden.append("")
            return True
        return False

    def _heed(self, tag: Tag) -> None:
        name, step = tag.name, -1 if tag.is_end else 1
        if name in _APART or name in HEADINGS or name in _LINES:
            self.end_line()
            # A paragraph that an item begins with is the item.
            self._block += name not in _LINES and not self._item
            self._heading = name in HEADINGS and not tag.is_end
            if name not in _LINES:
                self._bold = 0  # nor is what follows, though an end tag may be missing
        if name == "li" or name in _LISTS:
            self._item = name == "li" and not tag.is_end
        if name in _BOLD:
            self._bold = max(0, self._bold + step)
        elif name == "main":
            self._main = max(0, self._main + step)
        elif name == "pre":
            self._pre = max(0, self._pre + step)
        elif name == "a" and not tag.is_end:
            address = tag.attribute("href")
            if address.lower().startswith(("http://", "https://", "mailto:")):
                self.links[address[:2_000]] = None
