"""Dates and periods as resumes write them, in English, Spanish, German, French, Italian, Portuguese, Dutch
and Chinese.

A date is `YYYY-MM`, `YYYY` or `present`. A season or a quarter is its year; a day is its month. What could be
two months ("05/06/2019") is its year. Durations ("2 yrs 3 mos") are no dates.
"""

import re
from dataclasses import dataclass
from functools import lru_cache

PRESENT = "present"
_MONTHS = {
    1: "january jan januar jänner enero ene janvier janv gennaio gen janeiro januari",
    2: "february feb februar febrero février fevrier févr fevr fév febbraio febb fevereiro fev februari",
    3: "march mar märz maerz mär mrz marzo mars março marco maart mrt",
    4: "april apr abril abr avril avr aprile",
    5: "may mai mayo maggio mag maio mei",
    6: "june jun juni junio juin giugno giu junho",
    7: "july jul juli julio juillet juil luglio lug julho",
    8: "august aug agosto ago août aout augustus",
    9: "september sept sep septiembre setiembre septembre settembre sett set setembro",
    10: "october oct oktober okt octubre octobre ottobre ott outubro out",
    11: "november nov noviembre novembre novembro",
    12: "december dec dezember dez diciembre dic décembre decembre déc dicembre dezembro",
}
MONTHS = {word: number for number, words in _MONTHS.items() for word in words.split()}
SEASONS = (
    "spring|summer|autumn|fall|winter|frühjahr|frühling|sommer|herbst|primavera|verano|otoño|invierno|printemps|été|"
    "automne|hiver|estate|autunno|inverno|verão|outono|sommersemester|wintersemester|ss|ws|sose|wise|"
    "michaelmas|hilary|trinity|semester|q[1-4]|h[12]"
)
NOW = (
    "presently|present|current|currently|now|today|ongoing|to date|till date|until now|date|"
    "heute|jetzt|aktuell|dato|laufend|andauernd|gegenwärtig|gegenwart|"
    "la actualidad|actualidad|actualmente|actual|hoy|el presente|presente|la fecha|"
    "aujourd['’]?\\s?hui|ce jour|actuellement|actuel|en cours|maintenant|présent|"
    "oggi|in corso|attuale|attualmente|atualmente|atual|até o momento|o momento|momento|hoje|heden|nu|"
    "至今|现在|今|目前"
)
SINCE = "since|from|seit|ab|desde|depuis|dal|dall['’]|da|vanaf|sinds|從|从|自|as of|starting"
UNTIL = "until|till|bis|hasta|jusqu['’]à|fino al?|até|tot|to"
_NOW = NOW.replace(" ", r"\s")  # the pattern below is verbose
_WORDS = "|".join(sorted(MONTHS, key=len, reverse=True))
YEAR = r"(?:19[4-9]\d|20[0-4]\d)"
ATOM = re.compile(
    rf"""
      (?P<day_first>(?<![\d/.])(?P<d1>\d{{1,2}})\s?[./-]\s?(?P<d2>\d{{1,2}})\s?[./-]\s?(?P<dy>{YEAR})(?!\d))
    | (?P<iso>(?<!\d)(?P<iy>{YEAR})[-./](?P<im>\d{{1,2}})[-./](?P<id>\d{{1,2}})(?![\d]))
    | (?P<han>(?<!\d)(?P<hy>{YEAR})\s?年(?:\s?(?P<hm>\d{{1,2}})\s?月(?:\s?\d{{1,2}}\s?[日号])?)?)
    | (?P<named>(?<![^\W\d_])(?:(?:(?<![.,\d])\d{{1,2}}(?:st|nd|rd|th|\.|er|º)?[ ](?:de\s)?)?)(?P<nm>{_WORDS})\b\.?,?
        (?:\s?(?:of|de|del|d['’])\s|\s?[-/,]\s?|\s)?(?:\d{{1,2}}(?:st|nd|rd|th)?,\s)?\s?
        (?:(?P<ny>{YEAR})(?!\d)|[’'‘`´]\s?(?P<nq>\d\d)(?!\d)|(?P<ns>\d\d)(?![\d.,:%+])))
    | (?P<season>(?<![^\W\d_])(?:{SEASONS})\.?(?:\s?/\s?\w+)?\s?(?:of\s|de\s)?(?:(?P<sy>{YEAR})(?!\d)|[’'‘](?P<sq>\d\d)(?!\d)))
    | (?P<month_year>(?:(?<=\d{{4}}-)|(?<![\d/.,-]))(?P<mm>0?[1-9]|1[0-2])\s?[/.-]\s?(?P<my>{YEAR})(?!\d))
    | (?P<year_month>(?<![\d/.])(?P<ym_y>{YEAR})\s?[./-]\s?(?P<ym_m>0[1-9]|1[0-2]|[1-9])(?![\d]|\.\d))
    | (?P<lone>(?<![\d.,/€$£#+])(?P<ly>{YEAR})(?![\d%€]|[.,]\d|\s?(?:€|%|users|hours|people|employees|Mitarbeit|usuarios)))
    | (?P<short>(?<![\d/.,:-])(?P<hm_m>0[1-9]|1[0-2])/(?P<hm_y>[0-4]\d|9\d)(?![\d/.,:]))
    | (?P<quoted>(?<![\w])[’'‘](?P<qy>\d\d)(?!\d))
    | (?P<bare>(?<![^\W\d_])(?P<bm>{_WORDS})\b\.?(?=\s*(?:[-–—~/]|to\b|bis\b|a\b|au\b|à\b|&|und\b|and\b)))
    | (?P<now>(?<![^\W\d_])(?:{_NOW})(?![^\W\d_])|至今|今(?![天年后])|现在)
    """,
    re.I | re.X,
)  # fmt: skip
BETWEEN = re.compile(
    r"^\s*[,.)]?\s*(?:[-–—‒―−~〜～⁓→/\u00ad]+|to|till?|until|through|thru|bis(?:\szum)?|hasta|al?|até|au?|à|jusqu['’](?:en|à|au)?|"
    r"fino\sal?|tot|t/m|至|到|und|and|&)\s*(?:\(?\s*)?(?:la\s|le\s|the\s|o\s|el\s|l['’])?$",
    re.I,
)
OPEN = re.compile(r"^[ ]*(?:[-–—]|→|to|bis|至)[ ]*(?:\)|…|\.\.\.|\t|$)", re.I)
BEFORE_SINCE = re.compile(rf"(?:^|[\s(,;:|])(?:{SINCE})\s*(?:dem\s|the\s)?$", re.I)
BEFORE_UNTIL = re.compile(rf"(?:^|[\s(,;:|])(?:{UNTIL})\s*$", re.I)
BEFORE_RANGE = re.compile(
    r"(?:^|[\s(,;:|])(?:from|von|vom|de|del|du|entre|between|van|dal|dalla)\s*$", re.I
)
TWO_DIGITS = re.compile(r"^\s?[-–—/]\s?(?P<y>\d\d)(?![\d./]|\s?[-–/]?\d)")
TWO_DIGIT_END = re.compile(r"^\s?[-–—]\s?(?P<m>[01]\d)/(?P<y>\d\d)(?!\d)")
DURATION = re.compile(
    r"\(?\s*(?:(?:approx\.?|ca\.?|circa|über|about)\s)?(?<![\d./’'])\d{1,2}(?:[.,+]\d?)?\s*\+?\s*"
    r"(?:years?|yrs?|y|months?|mos?|m|weeks?|jahre?n?|monate?n?|wochen?|años?|meses?|mes|ans?|années?|mois|anni|anno|"
    r"mesi|mese|anos?|mês|jaar|jaren|maand(?:en)?|年|个月|個月)(?![^\W\d_])\.?"
    r"(?:\s*(?:,|and|und|y|et|e|en)?\s*\d{1,2}\s*(?:months?|mos?|monate?n?|meses|mes|mois|mesi|mese|mês|maand(?:en)?|个月|個月)\.?)?\s*\)?",
    re.I,
)


@dataclass(frozen=True, slots=True)
class Period:
    """A period or a single date (``start`` equals ``end``) and where in its text it stands."""

    start: str | None
    end: str | None
    begin: int
    stop: int
    is_range: bool


@dataclass(frozen=True, slots=True)
class _Atom:
    date: str
    begin: int
    stop: int
    month_only: int = 0


def find_periods(text: str) -> list[Period]:
    """Every period and date in the text, in order."""
    if not any(letter.isdigit() for letter in text):
        return []
    return list(_find_periods(text))


@lru_cache(maxsize=4096)
def _find_periods(text: str) -> tuple[Period, ...]:
    durations = [match.span() for match in DURATION.finditer(text) if match[0].strip(" ()")]
    atoms = [
        atom
        for match in ATOM.finditer(text)
        if (atom := _atom(match)) is not None
        and not any(a <= atom.begin and atom.stop <= b for a, b in durations)
    ]
    periods: list[Period] = []
    index = 0
    while index < len(atoms):
        atom = atoms[index]
        following = atoms[index + 1] if index + 1 < len(atoms) else None
        if following and BETWEEN.match(text[atom.stop : following.begin]):
            periods.append(_range(text, atom, following))
            index += 2
            continue
        if atom.month_only:
            index += 1
            continue
        period = _single(text, atom)
        if period is not None:
            periods.append(period)
        index += 1
    return tuple(periods)


def _range(text: str, first: _Atom, last: _Atom) -> Period:
    start = first.date
    if first.month_only:
        year = last.date[:4]
        start = f"{year}-{first.month_only:02d}" if year.isdigit() else ""
    end: str | None = last.date
    if last.month_only:
        end = None
    begin = first.begin
    since = BEFORE_SINCE.search(text[:begin]) or BEFORE_RANGE.search(text[:begin])
    if since:
        begin = since.start()
    if len(start) == 7 and end and end != PRESENT and end < start[: len(end)]:
        end = None if end[:4] < start[:4] else end
    return Period(start or None, end, begin, last.stop, is_range=True)


def _single(text: str, atom: _Atom) -> Period | None:
    before, after = text[: atom.begin], text[atom.stop :]
    if atom.date == PRESENT:
        return None
    short = TWO_DIGIT_END.match(after)
    if short and "-" in atom.date:
        end = f"{_century(short['y'])}-{short['m']}"
        return Period(atom.date, end, atom.begin, atom.stop + short.end(), is_range=True)
    two = TWO_DIGITS.match(after)
    if two and len(atom.date) == 4 and int(two["y"]) >= int(atom.date[2:]):
        end = atom.date[:2] + two["y"]
        return Period(atom.date, end, atom.begin, atom.stop + two.end(), is_range=True)
    since = BEFORE_SINCE.search(before)
    if since:
        return Period(atom.date, PRESENT, since.start(), atom.stop, is_range=True)
    open_end = OPEN.match(after)
    if open_end:
        return Period(
            atom.date,
            PRESENT,
            atom.begin,
            atom.stop + len(open_end[0].rstrip(")\t")),
            is_range=True,
        )
    until = BEFORE_UNTIL.search(before)
    if until:
        return Period(None, atom.date, until.start(), atom.stop, is_range=True)
    return Period(atom.date, atom.date, atom.begin, atom.stop, is_range=False)


def _century(two: str) -> str:
    return f"20{two}" if int(two) < 50 else f"19{two}"


def _atom(match: re.Match[str]) -> _Atom | None:
    found = match.groupdict()
    date = ""
    month_only = 0
    if found["day_first"]:
        date = _of_day(int(found["d1"]), int(found["d2"]), found["dy"], dotted="." in match[0])
    elif found["iso"]:
        date = _month(found["iy"], int(found["im"]))
    elif found["han"]:
        date = _month(found["hy"], int(found["hm"])) if found["hm"] else found["hy"]
    elif found["named"]:
        year = found["ny"] or _century(found["nq"] or found["ns"])
        date = _month(year, MONTHS[found["nm"].lower()])
    elif found["season"]:
        date = found["sy"] or _century(found["sq"])
    elif found["month_year"]:
        date = _month(found["my"], int(found["mm"]))
    elif found["year_month"]:
        date = _month(found["ym_y"], int(found["ym_m"]))
    elif found["lone"]:
        date = found["ly"]
    elif found["short"]:
        date = _month(_century(found["hm_y"]), int(found["hm_m"]))
    elif found["quoted"]:
        date = _century(found["qy"])
    elif found["bare"]:
        month_only = MONTHS[found["bm"].lower()]
    elif found["now"]:
        date = PRESENT
    return _Atom(date, match.start(), match.end(), month_only) if date or month_only else None


def _month(year: str, month: int) -> str:
    return f"{year}-{month:02d}" if 1 <= month <= 12 else year


def _of_day(first: int, second: int, year: str, *, dotted: bool) -> str:
    """Day and month in either order: told by what can be a month, by dots, or by a first of the month."""
    if first > 12 or dotted or (first == 1 and second != 1):
        return _month(year, second)
    if second > 12 or (second == 1 and first != 1):
        return _month(year, first)
    return f"{year}-{first:02d}" if first == second else year


def without_dates(text: str) -> str:
    """The text without its periods and durations; what they leave behind at the edges is gone too."""
    for period in reversed(find_periods(text)):
        text = f"{text[: period.begin]}\t{text[period.stop :]}"
    return tidy(DURATION.sub("\t", text))


def tidy(text: str) -> str:
    """A text whose dates were cut out, without empty brackets and dashes or commas at its cells' edges."""
    text = re.sub(r"[(\[（【]\s*[-–—,;:|·]*\s*[)\]）】]", "\t", text)
    cells = [
        re.sub(r"^[\s,;:|·•–—\-/~(]+(?=\S)|[\s,;:|·•–—\-/~(]+$", "", cell)
        for cell in text.split("\t")
    ]
    cells = [re.sub(r"^[)\]]\s*", "", cell) if "(" not in cell else cell for cell in cells]
    return "\t".join(cell for cell in cells if any(c.isalnum() for c in cell))
