"""Numbers with what they count, found in text: "30 %", "thirty percent", "€2.5m", "a third", "38 beds".

English, with the signs and units of Spanish, German and Chinese. Years of the calendar are told apart.
"""

import re
from dataclasses import dataclass

from preppal.foundation.stems import COMMON, WORD, listed, plain, stem

PERCENT, MONEY, TIMES, YEAR, YEARS, MONTHS = "%", "money", "times", "year", "years", "months"
COUNT = "count"
_ONES = listed(
    "zero one two three four five six seven eight nine ten eleven twelve thirteen fourteen fifteen sixteen seventeen"
    " eighteen nineteen"
)
_TENS = listed("twenty thirty forty fifty sixty seventy eighty ninety")
_SMALL = {word: number for number, word in enumerate(_ONES)} | {
    word: 10 * number for number, word in enumerate(_TENS, 2)
}
_LARGE = {"hundred": 100, "thousand": 1_000, "million": 1_000_000, "billion": 1_000_000_000}
_SCALES = {
    "k": 1e3, "m": 1e6, "mn": 1e6, "bn": 1e9, "b": 1e9, "million": 1e6, "millions": 1e6, "billion": 1e9, "thousand": 1e3,
    "millones": 1e6, "mil": 1e3, "mio": 1e6, "millionen": 1e6, "tausend": 1e3, "万": 1e4, "亿": 1e8, "千": 1e3,
}  # fmt: skip
_SHARES = {
    "a half": 50, "one half": 50, "half": 50, "a third": 100 / 3, "one third": 100 / 3, "two thirds": 200 / 3,
    "a quarter": 25, "one quarter": 25, "three quarters": 75, "a fifth": 20, "one fifth": 20, "a tenth": 10,
    "one tenth": 10, "two-thirds": 200 / 3, "three-quarters": 75, "one-third": 100 / 3,
}  # fmt: skip
_FOLD = {"doubled": 2, "doubling": 2, "twice": 2, "twofold": 2, "tripled": 3, "tripling": 3, "threefold": 3,
         "quadrupled": 4, "halved": 0.5, "halving": 0.5}  # fmt: skip
_CURRENCY = r"[$€£¥]|(?:USD|EUR|GBP|CHF|CNY|RMB)\s?"
_DIGITS = r"\d{1,3}(?:[,.’ ]\d{3})+(?!\d)(?:[.,]\d{1,2}(?!\d))?|\d+(?:[.,]\d+)?"
_SPOKEN = rf"(?:{'|'.join([*_ONES[1:], *_TENS, 'hundred', 'a hundred', 'a thousand', 'a million', 'a dozen'])})"
_SPOKEN_RUN = rf"{_SPOKEN}(?:(?:[ -]|\sand\s)(?:{'|'.join([*_ONES[1:], *_TENS, *_LARGE])}))*"
_NUMBER = re.compile(
    rf"(?<![A-Za-z0-9_.,])(?P<money>{_CURRENCY})?(?P<digits>{_DIGITS})(?:\s?(?P<scale>(?:[km]|mn|bn|mio)\b\.?|million(?:s|en)?\b"
    r"|millones\b|billion\b|thousand\b|tausend\b|mil\b|[万亿千]))?(?P<plus>\+)?"
    rf"|\b(?P<spoken>{_SPOKEN_RUN})\b"
    rf"|\b(?P<share>{'|'.join(sorted(_SHARES, key=len, reverse=True))})\b"
    rf"|\b(?P<fold>{'|'.join(_FOLD)})\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"\s?(?:(?P<percent>%|percent\b|per ?cent\b|percentage points?\b|prozent\b|por ciento\b|个百分点)"
    r"|(?P<money>€|\$|£|¥|euros?\b|dollars?\b|pounds?\b|usd\b|eur\b|gbp\b|chf\b|元|块)"
    r"|-?(?P<times>x\b|times\b|-?fold\b|veces\b|倍)"
    r"|[ -]?(?P<years>years?\b|yrs?\b|años\b|jahren?\b|年(?!\d))"
    r"|[ -]?(?P<months>months?\b|meses\b|monaten?\b|个月))",
    re.IGNORECASE,
)
_AFTER = 4
"""Words behind a number among which the thing it counts is looked for."""


@dataclass(frozen=True, slots=True)
class Amount:
    """``text[start:end]`` says it, with its unit. ``of`` are the stems of the words behind a count."""

    value: float
    unit: str
    start: int
    end: int
    of: tuple[str, ...] = ()

    def same_kind(self, other: "Amount") -> bool:
        """Whether the two could be one number said twice: the same unit, or a count of the same thing."""
        if self.unit != other.unit:
            return False
        return self.unit != COUNT or bool(set(self.of[:2]) & set(other.of[:2]))


def amounts(text: str) -> list[Amount]:
    """The numbers in ``text``, in order; an ordinal or a number inside a word is none."""
    found = []
    for match in _NUMBER.finditer(text):
        amount = _amount(text, match)
        if amount is not None:
            found.append(amount)
    return found


def _amount(text: str, match: re.Match[str]) -> Amount | None:
    start, end = match.span()
    if match["fold"]:
        return Amount(_FOLD[match["fold"].lower()], TIMES, start, end)
    if match["share"]:
        return Amount(_SHARES[match["share"].lower()], PERCENT, start, end)
    value = _said(match["spoken"]) if match["spoken"] else _written(match["digits"])
    if match["scale"]:
        value *= _SCALES[match["scale"].lower().rstrip(".")]
    if match["money"]:
        return Amount(value, MONEY, start, end)
    unit = _UNIT.match(text, end)
    if unit is not None:
        kind = next(name for name, said in unit.groupdict().items() if said)
        named = {
            "percent": PERCENT,
            "money": MONEY,
            "times": TIMES,
            "years": YEARS,
            "months": MONTHS,
        }[kind]
        if named == YEARS and match["digits"] and 1950 <= value < 2050:
            return Amount(value, YEAR, start, unit.end())
        return Amount(value, named, start, unit.end())
    if match["digits"] and re.fullmatch(r"(?:19[5-9]|20[0-4])\d", match["digits"]):
        return Amount(value, YEAR, start, end)
    if match["spoken"] and value < 2:
        return None  # "one day", "no one"
    if re.match(r"(?:st|nd|rd|th|[^\W\d_])", text[end:]) and not _is_unspaced(text[end : end + 1]):
        return None
    return Amount(value, COUNT, start, end, _things(text, end))


def _is_unspaced(sign: str) -> bool:
    return "\u3040" <= sign <= "\u9fff"


def _things(text: str, at: int) -> tuple[str, ...]:
    things: list[str] = []
    for word in list(WORD.finditer(text, at, min(len(text), at + 60)))[:_AFTER]:
        if re.search(r"[.;:!?\n]", text[at : word.start()]) or word[0].isdigit():
            break
        if plain(word[0]) not in COMMON:
            things.append(stem(word[0]))
    return tuple(things)


def _written(digits: str) -> float:
    """ "1,200", "1.200", "1 200" and "2.5" as numbers."""
    if re.fullmatch(r"\d{1,3}(?:[,.’ ]\d{3})+", digits):
        return float(re.sub(r"\D", "", digits))
    last = max(digits.rfind("."), digits.rfind(","))
    if last < 0:
        return float(re.sub(r"\D", "", digits))
    whole = re.sub(r"\D", "", digits[:last])
    return float(f"{whole}.{digits[last + 1 :]}")


def _said(words: str) -> float:
    total = current = 0.0
    for word in re.split(r"[ -]", words.lower()):
        if word in _SMALL:
            current += _SMALL[word]
        elif word == "dozen":
            current = 12 * max(current, 1)
        elif word == "hundred":
            current = max(current, 1) * 100
        elif word in _LARGE:
            total, current = total + max(current, 1) * _LARGE[word], 0.0
    return total + current
