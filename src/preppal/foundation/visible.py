"""What somebody wrote for others to read, without what nobody sees.

Signs that reverse the line they stand in, break words invisibly, or carry a message that only a
machine reads have no place in it; nor have towers of accents that cover other lines.
"""

import re
import unicodedata
from collections.abc import Iterator

JOINERS = "\u200c\u200d"
"""They shape Persian, Indic scripts and emoji, and between Latin letters they only hide a word."""
IDLE_JOINER = re.compile(
    rf"(?<![^\x00-\x7f{JOINERS}])[{JOINERS}]|[{JOINERS}](?![^\x00-\x7f{JOINERS}])"
)
DIRECTION_MARKS = "\u200e\u200f"
FILLERS = "\u115f\u1160\u3164\uffa0\u2800"
"""Letters and patterns that are blank."""
ACCENTS_AT_MOST = 4
"""On one letter: Vietnamese has two, pointed Hebrew three."""


def visible_text(text: str) -> str:
    """``text`` as a reader sees it; line ends and tabs stay."""
    if text.isascii() and text.isprintable():
        return text
    shown = IDLE_JOINER.sub("", "".join(sign for sign in text if not _is_hidden(sign)))
    return "".join(_without_towers(shown))


def has_something_to_see(text: str) -> bool:
    """Whether there is a letter, a number, a sign or a symbol in it."""
    return any(unicodedata.category(sign)[0] in "LNPS" for sign in visible_text(text))


def _is_hidden(sign: str) -> bool:
    if sign in FILLERS or "\U000e0100" <= sign <= "\U000e01ef":
        return True
    hidden = unicodedata.category(sign) in ("Cc", "Co", "Cs", "Cf")
    return hidden and sign not in f"\n\t\r{JOINERS}{DIRECTION_MARKS}"


def _without_towers(text: str) -> Iterator[str]:
    accents = 0
    for sign in text:
        accents = accents + 1 if unicodedata.category(sign)[0] == "M" else 0
        if accents <= ACCENTS_AT_MOST:
            yield sign
