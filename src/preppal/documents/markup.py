"""HTML as tags and the text between them, in time that grows with its length and no faster.

Python's own parser is asked to follow browsers into every corner, and takes minutes for some 400 KB.
What somebody copies from a job board or saves as a page needs less. `text_of` is for pasted text; a whole
file is read by `html`.
"""

import html
import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

_BLOCKS = frozenset(
    [
        "p",
        "div",
        "br",
        "li",
        "ul",
        "ol",
        "h1",
        "h2",
        "h3",
        "h4",
        "h5",
        "h6",
        "tr",
        "table",
        "section",
        "article",
        "header",
        "footer",
        "dt",
        "dd",
        "hr",
    ]
)
HEADINGS = frozenset(("h1", "h2", "h3", "h4", "h5", "h6"))
_HIDDEN = frozenset(("head", "noscript", "template"))
_RAW = frozenset(("script", "style"))
"""Up to their end tag nothing is markup."""

# No part can be read in two ways, none is left and tried again (`*+`), and none reaches past the next
# `<`: so nothing is looked at more than a few times, whatever it is.
_MARKUP = re.compile(
    r"(?P<comment><!--)|-->"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][\w:.-]*+)"
    r"(?=[\s/>])(?P<rest>(?:[^<>\"']|\"[^<\"]*+\"|'[^<']*+')*+>|[^<>]*+>)"
    r"|<[!?/][^<>]*+>"
)
_LONG_NUMBER = re.compile(r"&#[0-9]{8,}+;?|&#[xX][0-9a-fA-F]{8,}+;?")
"""No character has such a number, and Python refuses to read the longest."""


@dataclass(frozen=True, slots=True)
class Tag:
    """``name`` in small letters; ``rest`` is what stands after it, attributes and all."""

    name: str
    is_end: bool
    rest: str

    def attribute(self, name: str) -> str:
        """Its value, "" without one. Attributes of scripts and styles are nobody's business."""
        found = _attribute(name).search(self.rest[:_ATTRIBUTES])
        return unescaped(found[1] or found[2] or found[3] or "").strip() if found else ""

    def has(self, name: str) -> bool:
        return _attribute(name).search(self.rest[:_ATTRIBUTES]) is not None


_ATTRIBUTES = 4_000
"""Characters of a tag that are searched."""


@lru_cache(maxsize=32)
def _attribute(name: str) -> re.Pattern[str]:
    return re.compile(
        rf"(?:^|[\s\"'/]){name}(?![\w:-])(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([^\s\"'>]+)))?",
        re.IGNORECASE,
    )


def pieces(markup: str) -> Iterator[Tag | str]:
    """Tags, and the text between them as it is written (``&amp;``). Comments, scripts and styles are left out."""
    at = 0
    lower = markup.lower() if len(markup.lower()) == len(markup) else markup
    while found := _MARKUP.search(markup, at):
        if at < found.start():
            yield markup[at : found.start()]
        at = found.end()
        name = (found["name"] or "").lower()
        if found["comment"]:
            at = _find(markup, "-->", at)
        elif name in _RAW and not found["end"]:
            at = _find(lower, f"</{name}", at)
        elif name and name not in _RAW:
            yield Tag(name, bool(found["end"]), found["rest"])
    if at < len(markup):
        yield markup[at:]


def text_of(markup: str) -> str:
    """The text of pasted HTML: a line break around every block, a bullet before every item."""
    parts: list[str] = []
    hidden = 0
    for piece in pieces(markup):
        if isinstance(piece, str):
            if not hidden:
                parts.append(piece)
        elif piece.name in _HIDDEN:
            hidden = max(0, hidden - 1) if piece.is_end else hidden + 1
        elif piece.name == "body":
            hidden = 0  # no head goes on in it, though its end tag may be missing
        elif piece.name in _BLOCKS and not hidden:
            parts.append("\n- " if piece.name == "li" and not piece.is_end else "\n")
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """``&amp;`` and its like as the characters they stand for."""
    return html.unescape(_LONG_NUMBER.sub("", text))


def _find(text: str, end: str, at: int) -> int:
    """Where ``end`` begins; what has no end goes on to the last character."""
    place = text.find(end, at)
    return len(text) if place < 0 else place
