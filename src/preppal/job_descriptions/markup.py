"""Pasted HTML as lines of text, in time that grows with its length and no faster.

Python's own parser is asked to follow browsers into every corner, and takes minutes for some 400 KB.
What somebody copies from a job board needs less: tags out, one line a block, what is never shown left out.
"""

import html
import re

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
_HIDDEN = frozenset(("head", "noscript", "template"))
_RAW = frozenset(("script", "style"))
"""Up to their end tag nothing is markup."""

# No part can be read in two ways, none is left and tried again (`*+`), and none reaches past the next
# `<`: so nothing is looked at more than a few times, whatever it is.
_MARKUP = re.compile(
    r"(?P<comment><!--)|-->"
    r"|<(?P<end>/?)(?P<name>[a-zA-Z][\w:.-]*+)"
    r"(?=[\s/>])(?:(?:[^<>\"']|\"[^<\"]*+\"|'[^<']*+')*+>|[^<>]*+>)"
    r"|<[!?/][^<>]*+>"
)
_LONG_NUMBER = re.compile(r"&#[0-9]{8,}+;?|&#[xX][0-9a-fA-F]{8,}+;?")
"""No character has such a number, and Python refuses to read the longest."""


def text_of(markup: str) -> str:
    """The text of pasted HTML: a line break around every block, a bullet before every item."""
    parts: list[str] = []
    lower = markup.lower() if len(markup.lower()) == len(markup) else markup
    at = hidden = 0
    while found := _MARKUP.search(markup, at):
        if not hidden:
            parts.append(markup[at : found.start()])
        at = found.end()
        name = (found["name"] or "").lower()
        if found["comment"]:
            at = _find(markup, "-->", at)
        elif name in _HIDDEN:
            hidden = max(0, hidden - 1) if found["end"] else hidden + 1
        elif name == "body":
            hidden = 0  # no head goes on in it, though its end tag may be missing
        elif name in _RAW and not found["end"]:
            at = _find(lower, f"</{name}", at)
        elif name in _BLOCKS and not hidden:
            parts.append("\n- " if name == "li" and not found["end"] else "\n")
    if not hidden:
        parts.append(markup[at:])
    return unescaped("".join(parts))


def unescaped(text: str) -> str:
    """``&amp;`` and its like as the characters they stand for."""
    return html.unescape(_LONG_NUMBER.sub("", text))


def _find(text: str, end: str, at: int) -> int:
    """Where ``end`` begins; what has no end goes on to the last character."""
    place = text.find(end, at)
    return len(text) if place < 0 else place
