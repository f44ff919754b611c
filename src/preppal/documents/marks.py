"""Marks in front of a list's items, as people and programs write them."""

import re

_MARK = re.compile(
    r"(?:[•·▪▫◦●‣⁃∙■□➢➤▸►▶✓✔✦❖◆◇○⇒\uf0b7\uf0a7\uf0d8\uf076\uf0fc][ \t\u00a0]*"
    r"|[*+»›→\-–—][ \t\u00a0]+|o\t)(?=\S)"
)
"""Word's own bullets are letters of a symbol font, in the private area. Signs that mean something else in front
of a word ("-5", "+44", "**bold**") are marks only with a space behind them."""
_SPACES = re.compile(r"[^\S\n\t]+")


def without_mark(line: str) -> tuple[str, bool]:
    """A line with its spaces set right and without its mark, and whether there was one."""
    text = _SPACES.sub(" ", line).strip()
    mark = _MARK.match(text)
    return (text[mark.end() :], True) if mark else (text, False)
