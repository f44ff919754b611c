"""What gives a person or a system away: keys and passwords, addresses, telephone numbers, links.

Pure: text in, places out. Found however it is spelt ("name at example dot org"); dates, years and
counted things are no telephone numbers.
"""

import re
from collections.abc import Iterator

_WIDE = {ord("！") + step: ord("!") + step for step in range(94)} | {0x3000: ord(" ")}
"""Full-width signs to plain ones, one for one: what is found still stands there word for word."""


def any_of(*patterns: str, flags: re.RegexFlag = re.IGNORECASE | re.MULTILINE) -> re.Pattern[str]:
    """One of these patterns."""
    return re.compile("|".join(patterns), flags)


SECRET = any_of(
    r"\b(?:sk|pk|rk)[-_](?:live|test|proj|ant)?[-_]?[A-Za-z0-9_-]{16,}",
    r"\bAIza[0-9A-Za-z_-]{30,}|\bAKIA[0-9A-Z]{16}\b|\bgh[pousr]_[0-9A-Za-z]{30,}",
    r"\bxox[abprs]-[0-9A-Za-z-]{10,}|-----BEGIN [A-Z ]*PRIVATE KEY-----",
    r"\beyJ[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}",
    r"\b[a-z][a-z0-9+]{2,}://[^\s/:@]+:[^\s/@]+@\S+",
    r"\b[0-9a-f]{32,}\b",
    r"(?:\b(?:password|passwort|passphrase|contraseña|mot de passe)|密码)\s*[:=：]\s*\S{4,}",
    r"(?:\b(?:password|passwort|passphrase|contraseña|mot de passe)\s+(?:is|es|ist|est)\s+|密码(?:是|为)\s*)"
    r"(?=\S*[\d_!#$%])\S{4,}",
    r"\b(?:api[ _-]?key|access key|secret key|secret|token)\s*(?:is|es|ist|[:=])\s*(?=\S*\d)\S{8,}",
    r"\b(?:pin|passcode|door code|alarm code|entry code)\s*(?:is|es|ist|[:=])?\s*\d{4,8}\b",
)

_DOT = r"(?:\.| \. |\s*[(\[{<](?:dot|punto|punkt)[)\]}>]\s*|\s+(?:dot|punto|punkt)\s+)"
_ENDING = r"[a-z]{2,10}\b"
_BOX = r"(?<![\w.+-])[\w.+-]{1,64}"
EMAIL = any_of(
    rf"{_BOX}\s?@\s?[\w-]+(?:{_DOT}[\w-]+)*{_DOT}{_ENDING}",
    rf"{_BOX}\s*[(\[{{<](?:at|arroba)[)\]}}>]\s*[\w-]+(?:{_DOT}[\w-]+)*{_DOT}{_ENDING}",
    rf"{_BOX}\s+(?:at|arroba)\s+[\w-]+(?:\s+(?:dot|punto|punkt)\s+[\w-]+)+",
    rf"{_BOX}\s+(?:at|arroba)\s+(?:gmail|googlemail|outlook|hotmail|yahoo|icloud|proton(?:mail)?|gmx|qq|163)"
    r"\s?\.\s?[a-z]{2,3}\b",
)

LINK = any_of(r"\b(?:https?://|www\.)\S+", r"(?<![\w.@])@[A-Za-z]\w{2,}\b")

_PHONE = re.compile(
    r"(?<![\w.])(?<!\d[\s().\-/·])(?:\+|00)?\(?\d(?:[\s().\-/·]{0,3}\d){7,60}+(?!\w)"
)
_SPELT = re.compile(
    r"\b(?:(?:zero|oh|one|two|three|four|five|six|seven|eight|nine|double|triple)[\s,-]+){6,}"
    r"(?:zero|oh|one|two|three|four|five|six|seven|eight|nine)\b",
    re.IGNORECASE,
)
_YEAR = re.compile(r"(?:19|20)\d\d")
_DATE = re.compile(r"(?:(?:19|20)\d\d[-/.]\d\d?[-/.]\d\d?|\d\d?[-/.]\d\d?[-/.](?:19|20)\d\d)")
_COUNTED = re.compile(
    r"\s?(?:[€$£¥%元人名次万]|(?:euros?|dollars?|pounds?|people|pupils|patients|users?|customers?|readers|units?|rows?|records?|parcels"
    r"|tonnes?|tons|kilos?|kg|km|kilometres|miles|litres|metres|square|hours|visitors|transactions|requests|lines)\b)",
    re.IGNORECASE,
)
_NUMBERED = re.compile(
    r"(?:[€$£¥]\s?|\b(?:ISO|IEC|EN|DIN|ASTM|NFPA|BS|RFC|ISBN|ISSN|VAT|order|part|patent|ticket|article|standard|model)\s*(?:no\.?|number)?[\s:-]*)$",
    re.IGNORECASE,
)
_JUST_BEFORE = 40
"""Characters in front of a number that may say what it numbers."""


def plain(text: str) -> str:
    """``text`` with full-width signs made plain; as long as before."""
    return text.translate(_WIDE)


def phones(text: str) -> Iterator[tuple[int, int]]:
    """Where telephone numbers stand, in digits or spelt out."""
    for hit in _PHONE.finditer(text):
        number = hit.group(0)
        groups = re.findall(r"\d+", number)
        if sum(map(len, groups)) < 8 or all(_YEAR.fullmatch(group) for group in groups):
            continue
        if _DATE.fullmatch(number.strip("() ")) or _NUMBERED.search(
            text[max(0, hit.start() - _JUST_BEFORE) : hit.start()]
        ):
            continue
        if _COUNTED.match(text, hit.end()) and not number.startswith(("+", "0")):
            continue
        yield hit.span()
    for hit in _SPELT.finditer(text):
        yield hit.span()
