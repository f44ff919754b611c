"""Whether two people wrote the same thing: spelling, case and signs aside.

Pure: texts and entries in, a verdict out. Dates are ``YYYY``, ``YYYY-MM`` or ``present``.
"""

import re
import unicodedata
from collections.abc import Callable
from difflib import SequenceMatcher

from preppal.resumes.correcting import Role, Study

ALIKE, _LONG = 0.85, 5
"""How alike two spellings of a word are, of 1, by `difflib`; and letters of a word that may be misspelt."""
_HAN = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]")
_SIGNS = re.compile(r"[^\w+#]+")
_LEGAL = re.compile(
    r"\b(?:inc|ltd|llc|llp|plc|gmbh|ag|kg|co|corp|limited|corporation|sa|sl|srl|spa|bv|nv|lda|ltda|s a|s l|"
    r"s p a|b v|n v)$"
)
_SHORT = {
    "sr": "senior", "jr": "junior", "mgr": "manager", "dev": "developer", "eng": "engineer", "univ": "university",
    "dept": "department", "bachelor": "b", "bachelors": "b", "master": "m", "masters": "m",
}  # fmt: skip
_LEVEL = re.compile(r"^(.*?)\s*[(（]\s*([^()（）]*?)\s*[)）]\s*$")


def fold(text: str) -> str:
    """What is left of a text when case, accents, signs and spaces do not count."""
    plain = unicodedata.normalize("NFKD", text.replace("&", " and ")).casefold()
    letters = "".join(sign for sign in plain if not unicodedata.combining(sign))
    return _SIGNS.sub(" ", letters.replace("'", "").replace("’", "")).strip() or text.strip()


def fold_words(text: str) -> str:
    """As `fold`, with the usual short forms of titles and schools written out."""
    return " ".join(_SHORT.get(word, word) for word in fold(text).split())


def fold_company(text: str) -> str:
    """As `fold`, without its legal form."""
    folded = fold(text)
    return _LEGAL.sub("", folded).strip() or folded


def fold_phone(text: str) -> str:
    """Its digits; 00 in front is +."""
    digits = re.sub(r"\D", "", unicodedata.normalize("NFKC", text))
    return digits.removeprefix("00") or text.strip()


def fold_link(text: str) -> str:
    """Without scheme, ``www.`` and the last slash; the path's case counts for some and is rarely written right."""
    return text.casefold().removeprefix("https://").removeprefix("http://").removeprefix("www.").rstrip("/")  # fmt: skip


def fold_email(text: str) -> str:
    return text.strip().casefold()


def tongue_and_level(text: str) -> tuple[str, str]:
    """ "English (C1)" is English, at C1."""
    found = _LEVEL.match(text)
    return (found[1], found[2]) if found and found[1] else (text, "")


def are_alike(first: str, second: str, by: Callable[[str], str] = fold) -> bool:
    """The same but for spelling; two that are empty are not.

    A misspelt word is a long one with a letter or so wrong: "Product" is not "Project", "II" not "III", and a
    Chinese character is a word.
    """
    if not first or not second:
        return False
    a, b = by(first), by(second)
    if a.replace(" ", "") == b.replace(" ", ""):
        return True
    pairs = list(zip(a.split(), b.split(), strict=False))
    return len(a.split()) == len(b.split()) and all(map(_is_slip, *zip(*pairs, strict=True)))


def _is_slip(word: str, other: str) -> bool:
    if word == other:
        return True
    is_long = min(len(word), len(other)) >= _LONG and word.isalpha() and other.isalpha()
    is_spelt = not _HAN.search(word + other)
    return is_long and is_spelt and SequenceMatcher(None, word, other).ratio() >= ALIKE


def same_date(first: str, second: str) -> bool:
    """Equal, or one says the month too."""
    return first == second or (
        bool(first and second) and (first.startswith(second) or second.startswith(first))
    )


def overlap(mine: Role | Study, theirs: Role | Study) -> bool:
    """Whether there was a month that both may have had; what is not known rules nothing out."""
    return (
        _first(mine.start) <= _last(theirs.end) and _first(theirs.start) <= _last(mine.end)
    )  # fmt: skip


def _first(start: str) -> str:
    return (start if len(start) != 4 else f"{start}-01") if start else ""


def _last(end: str) -> str:
    if not end or end == "present":
        return "9999"
    return end if len(end) != 4 else f"{end}-12"


def same_role(mine: Role, theirs: Role) -> bool:
    """One role at one company at one time, whatever its title is spelled like.

    Where only the title is another, the dates must say that it is the one role: people rename theirs.
    """
    return _same_entry(
        (mine.title, theirs.title, fold_words),
        (mine.company, theirs.company, fold_company),
        mine,
        theirs,
    )


def same_study(mine: Study, theirs: Study) -> bool:
    return _same_entry(
        (mine.degree, theirs.degree, fold_words),
        (mine.institution, theirs.institution, fold_words),
        mine,
        theirs,
    )


_Heads = tuple[str, str, Callable[[str], str]]


def _same_entry(
    what: _Heads, where: _Heads, mine: Role | Study, theirs: Role | Study
) -> bool:  # fmt: skip
    if not overlap(mine, theirs):
        return False
    whats, wheres = are_alike(*what), are_alike(*where)
    if whats and wheres:
        return True
    if (whats and not (where[0] and where[1])) or (wheres and not (what[0] and what[1])):
        return True
    dates = ((mine.start, theirs.start), (mine.end, theirs.end))
    return wheres and all(one and same_date(one, other) for one, other in dates)


def same_tongue(mine: str, theirs: str) -> bool:
    return are_alike(tongue_and_level(mine)[0], tongue_and_level(theirs)[0])
