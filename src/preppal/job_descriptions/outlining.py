"""An outline where there is no posting: the usual of a job, from its title alone, marked as such.

``outlines/*.toml`` hold families of occupations. A table ``[nurse.en]`` has the `titles` by which the family
is known in one language, its usual `duties`, what is usually `asked` for and what is `nice` to have. A title
is one or more words, all of which must be there ("enfermero/a" stands for both forms); the longest that fits
decides. A level adds lines to any family; the words of a title with a star say the trade, not the level ("project
manager*"). ``any.toml`` has what holds of every job. All of it is common knowledge of these jobs, written
by hand.
"""

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import LOCALES, N_
from preppal.job_descriptions.matching.titles import stem, word_set
from preppal.job_descriptions.model import NAME_LIMIT

WITHOUT_TITLE = N_("Write the title of the job first.")
MORE_THAN_A_TITLE = N_("Write only the title: twelve words at most.")
COMPANY_TOO_LONG = N_("That is too long for a name. 200 characters are enough.")

TITLE_WORDS = 12
LEVELS = ("junior", "lead", "senior")
"""In this order: whoever leads seniors leads, and an assistant to the lead does not."""
FALLBACK = "any"
MOSTLY = 0.5
"""Of a text's points. With so many of ours it is an outline still, also without its first line."""
FEWEST_POINTS = 4

_WORD = re.compile(r"[^\W_]+[+#]*")
_WIDE = re.compile("[\u3400-\u9fff]")
_SMALL = word_set("a an and de del el en for in la las los of the to y")


@dataclass(frozen=True, slots=True)
class Name:
    """A title that a family or level is known by. ``words`` are stems, empty where ``wide`` is looked for as it is."""

    words: frozenset[str]
    wide: str
    says_no_level: bool

    @property
    def length(self) -> int:
        return len(self.wide) + sum(map(len, self.words))


@dataclass(frozen=True, slots=True)
class Lines:
    """What a family or level says in one language."""

    names: tuple[Name, ...]
    duties: tuple[str, ...]
    asked: tuple[str, ...]
    nice: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Outlines:
    """By family or level, then by language. ``words`` are the headings."""

    families: Mapping[str, Mapping[str, Lines]]
    levels: Mapping[str, Mapping[str, Lines]]
    words: Mapping[str, Mapping[str, str]]
    known: frozenset[str]
    """All lines of all outlines, folded."""


@dataclass(frozen=True, slots=True)
class Outline:
    """``family`` is `FALLBACK` where the title says nothing known; ``level`` is "" for the usual one."""

    text: str
    language: str
    family: str
    level: str


def outline(title: str, company: str, *, locale: str) -> Outline:
    """An outlined posting in the language of the title, or in ``locale`` where the title has none.

    Raises:
        Invalid: no title, or more than one; on ``outline_title`` or ``outline_company``.
    """
    title, company = " ".join(title.split()), " ".join(company.split())
    errors = {}
    if not _WORD.search(title):
        errors["outline_title"] = WITHOUT_TITLE
    elif len(title) > NAME_LIMIT or len(title.split()) > TITLE_WORDS:
        errors["outline_title"] = MORE_THAN_A_TITLE
    if len(company) > NAME_LIMIT:
        errors["outline_company"] = COMPANY_TOO_LONG
    if errors:
        raise Invalid(errors)
    outlines = load_outlines()
    family, language, name = _family(outlines, title, locale)
    level = _level(outlines, title, name)
    return Outline(
        _written(outlines, title, company, family, language, level), language, family, level
    )


def title_in(line: str) -> str:
    """The words of a line that name an occupation an outline is known for, in its order, or "".

    "night nurse at a hospice" gives "nurse".
    """
    family, language, name = _family(load_outlines(), line, "en")
    if name is None:
        return ""
    if name.wide:
        return name.wide
    fitting = _fitting(load_outlines().families[family][language].names, line)
    words = frozenset().union(*(one.words for one in fitting))
    said = [word for word in _WORD.findall(line) if _stems(word) & words]
    return " ".join(dict.fromkeys(said))


def is_outline(content: str) -> bool:
    """Whether a text is an outline of ours, edited or not: it says so, or most of its points are ours."""
    outlines = load_outlines()
    folded = content.casefold()
    if any(words["mark"].casefold() in folded for words in outlines.words.values()):
        return True
    points = [_folded(line[2:]) for line in content.split("\n") if line.startswith("- ")]
    ours = sum(point in outlines.known for point in points)
    return len(points) >= FEWEST_POINTS and ours >= MOSTLY * len(points)


def outlined_names(content: str) -> tuple[str, str] | None:
    """Title and company of an outline, "" where its line is gone; None of any other text."""
    if not is_outline(content):
        return None
    words = load_outlines().words.values()
    return (_labelled(content, words, "title"), _labelled(content, words, "company"))


def _labelled(content: str, words: Iterable[Mapping[str, str]], kind: str) -> str:
    labels = "|".join(re.escape(one[kind]) for one in words)
    found = re.search(rf"^(?:{labels})\s*[:：]\s*(\S.*)$", content, re.MULTILINE)
    return found[1].strip()[:NAME_LIMIT] if found else ""


def _family(outlines: Outlines, title: str, locale: str) -> tuple[str, str, Name | None]:
    """The family and the language that know the title best, and the name that it is known by.

    The name with the most words decides, then how much of the title is known; of equals the language in
    which the title names a level, then the reader's.
    """
    best: tuple[tuple[int, int, int], str, str, Name | None] = ((0, 0, 0), FALLBACK, "", None)
    of_level = {
        language
        for by_language in outlines.levels.values()
        for language, lines in by_language.items()
        if _fitting(lines.names, title)
    }
    for family, by_language in outlines.families.items():
        for language, lines in by_language.items():
            fitting = _fitting(lines.names, title)
            if not fitting:
                continue
            name = max(fitting, key=lambda name: (len(name.words), name.length))
            liked = 2 * (of_level == {language}) + (language == locale)
            weight = (len(name.words), sum(one.length for one in fitting), liked)
            if weight > best[0]:
                best = (weight, family, language, name)
    return best[1], best[2] or ("zh" if _WIDE.search(title) else locale), best[3]


def _level(outlines: Outlines, title: str, name: Name | None) -> str:
    """The level that a title names, in whatever language; not by the words that name its trade."""
    trade = name if name and name.says_no_level else None
    for level in LEVELS:
        for lines in outlines.levels[level].values():
            for known in _fitting(lines.names, title):
                of_trade = trade and (
                    known.words <= trade.words if known.words else known.wide in trade.wide
                )
                if not of_trade:
                    return level
    return ""


def _fitting(names: Sequence[Name], title: str) -> list[Name]:
    words, wide = _stems(title), "".join(title.casefold().split())
    return [name for name in names if (name.wide in wide if name.wide else name.words <= words)]


def _written(
    outlines: Outlines, title: str, company: str, family: str, language: str, level: str
) -> str:
    words = outlines.words[language]
    usual = outlines.families.get(family, {}).get(language) or _fallback(language)
    parts = [usual, *([outlines.levels[level][language]] if level else [])]
    colon = "：" if language == "zh" else ": "
    head = [words["title"] + colon + title]
    if company:
        head.append(words["company"] + colon + company)
    blocks = [[words["mark"], *([words["unknown"]] if family == FALLBACK else [])], head]
    for kind in ("duties", "asked", "nice"):
        points = [f"- {line}" for part in parts for line in getattr(part, kind)]
        blocks.append([words[kind], *points])
    return "\n\n".join("\n".join(block) for block in blocks) + "\n"


@cache
def _fallback(language: str) -> Lines:
    return _lines(_tables("any.toml")[FALLBACK][language])


@cache
def load_outlines() -> Outlines:
    """All files, once."""
    common = _tables("any.toml")
    families: dict[str, dict[str, Lines]] = {}
    folder = files("preppal.job_descriptions") / "outlines"
    for file in sorted(folder.iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml") and file.name != "any.toml":
            for family, by_language in _tables(file.name).items():
                families[family] = {key: _lines(table) for key, table in by_language.items()}
    levels = {level: {key: _lines(common[level][key]) for key in LOCALES} for level in LEVELS}
    everything = [
        *(lines for one in (*families.values(), *levels.values()) for lines in one.values()),
        *map(_fallback, LOCALES),
    ]
    known = {_folded(line) for one in everything for line in (*one.duties, *one.asked, *one.nice)}
    return Outlines(families, levels, common["words"], frozenset(known))


def _tables(name: str) -> dict[str, Any]:
    folder = files("preppal.job_descriptions") / "outlines"
    return tomllib.loads((folder / name).read_text(encoding="utf-8"))


def _lines(table: Mapping[str, Sequence[str]]) -> Lines:
    return Lines(
        names=tuple(name for written in table["titles"] for name in _names(written)),
        duties=tuple(table["duties"]),
        asked=tuple(table["asked"]),
        nice=tuple(table.get("nice", ())),
    )


def _names(written: str) -> list[Name]:
    """ "enfermero/a" is two names."""
    bare = written.removesuffix("*")
    says_no_level = bare != written
    if _WIDE.search(bare):
        return [Name(frozenset(), bare.casefold(), says_no_level)]
    forms = [bare]
    if "/a" in bare:
        forms = [re.sub(r"(\w+)/a\b", r"\1", bare), re.sub(r"(\w+?)[oe]?/a\b", r"\1a", bare)]
    return [Name(_stems(form), "", says_no_level) for form in forms]


def _stems(text: str) -> frozenset[str]:
    plain = _folded(text)
    return frozenset(stem(word) for word in _WORD.findall(plain) if word not in _SMALL)


def _folded(text: str) -> str:
    """Without case and accents."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return unicodedata.normalize("NFKC", "".join(c for c in apart if not unicodedata.combining(c)))
