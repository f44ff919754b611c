"""What was pasted, made readable: markup out, characters unified, title and company read from it."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass

from preppal.documents.markup import text_of, unescaped
from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.job_descriptions.model import CONTENT_LIMIT, NAME_LIMIT
from preppal.job_descriptions.naming import read_names

MIN_WORDS = 15
"""A posting with fewer words has no duties in it. A Chinese or Japanese character is half a word."""

ONLY_A_TITLE = N_(
    "That is only a title. Paste the duties too, so the questions can come from them."
)
TOO_LONG = N_("That is longer than 20,000 characters. Paste only the part about the job.")
NOT_TEXT = N_("That does not look like text. Copy the words of the posting and paste them here.")

_TAG = re.compile(
    r"</?(?:p|div|br|li|ul|ol|h[1-6]|strong|b|em|span|table|section)\b[^<>]{0,300}>", re.I
)
_INVISIBLE = re.compile("[\u00ad\u200b-\u200f\u202a-\u202e\u2060-\u2064\ufeff\ufffc]")
_CONTROL = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f]")
_SPACES = re.compile(r"[^\S\n]+")
_BULLET = re.compile(r"^[ \t]*[•·▪◦●‣⁃∙■□➢➤▸►✓✔*+\-–—o][ \t]+(?=\S)", re.M)
_LIGATURES = str.maketrans({"ﬀ": "ff", "ﬁ": "fi", "ﬂ": "fl", "ﬃ": "ffi", "ﬄ": "ffl", "ﬅ": "st"})
_WIDE = re.compile("[\u3040-\u30ff\u3400-\u4dbf\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\d_]{2,}", re.UNICODE)


@dataclass(frozen=True, slots=True)
class Posting:
    """A pasted job description; ``title`` and ``company`` are "" when none could be read."""

    title: str
    company: str
    content: str


def clean(text: str) -> str:
    """The posting's words as somebody would have typed them: no markup, no invisible characters,
    bullets as "- ", at most one empty line between paragraphs.
    """
    if len(_TAG.findall(text[:4000])) >= 2:
        text = text_of(text)
    elif "&" in text:
        text = unescaped(text)
    text = text.replace("\r\n", "\n").replace("\r", "\n").replace("\u2028", "\n")
    text = _CONTROL.sub("", _INVISIBLE.sub("", text)).translate(_LIGATURES)
    text = _BULLET.sub("- ", _SPACES.sub(" ", text))
    lines = "\n".join(line.strip() for line in text.split("\n"))
    return re.sub(r"\n{3,}", "\n\n", lines).strip()


def hash_of(content: str) -> str:
    """Equal for texts that differ only in case, spacing, bullets and the shape of characters."""
    folded = unicodedata.normalize("NFKC", content).casefold()
    return hashlib.sha256(" ".join(re.findall(r"\w+", folded)).encode()).hexdigest()


def count_words(text: str) -> int:
    """Words of at least two letters; characters of scripts without spaces count half."""
    wide = len(_WIDE.findall(text))
    return len(_WORD.findall(_WIDE.sub(" ", text))) + wide // 2


def read_posting(
    text: str, *, title: str = "", company: str = "", field: str = "job_text"
) -> Posting:
    """Clean a pasted posting and read its title and company, unless the person gave them.

    Raises:
        Invalid: too long, only a title, or no text at all; the sentence is on ``field``.
    """
    if len(text) > 20 * CONTENT_LIMIT:
        raise Invalid({field: TOO_LONG})
    content = clean(text)
    if len(content) > CONTENT_LIMIT:
        raise Invalid({field: TOO_LONG})
    if count_words(content) < MIN_WORDS:
        raise Invalid({field: ONLY_A_TITLE if _WORD.search(content) else NOT_TEXT})
    title, company = _one_line(title), _one_line(company)
    if not title or not company:
        names = read_names(content)
        title, company = title or names.title, company or names.company
    return Posting(title, company, content)


def _one_line(name: str) -> str:
    return " ".join(name.split())[:NAME_LIMIT]
