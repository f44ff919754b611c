"""Age, date and place of birth, marital status, nationality, religion, gender: not read, and not stored.

They are left out of every line that is kept, by the labels that resumes give them. A value on a line of its
own far from its label (a form in two columns) is not recognised. What people write themselves is looked at
the same way, and for the few sentences in which people say it.
"""

import re

# Unmistakable: with or without a colon behind them.
_PLAIN = (
    "date of birth|place of birth|birth ?date|birth ?place|marital status|civil status|family status|nationality|"
    "fecha de nacimiento|lugar de nacimiento|estado civil|nacionalidad|"
    "geburtsdatum|geburtsort|geburtstag|geboren am|familienstand|staatsangehörigkeit|nationalität|konfession|"
    "date de naissance|lieu de naissance|situation de famille|situation familiale|état civil|nationalité|"
    "data di nascita|luogo di nascita|stato civile|nazionalità|cittadinanza|"
    "data de nascimento|local de nascimento|nacionalidade|naturalidade"
)
# Words that mean other things too ("Race conditions"): only with a colon, or alone on their line.
_DOUBTFUL = (
    "age|born|d\\.?o\\.?b\\.?|sex|gender|religion|race|ethnicity|citizenship|children|"
    "edad|sexo|género|religión|hijos|alter|geschlecht|geboren|kinder|âge|sexe|enfants|né|née|"
    "età|sesso|figli|idade|religião|gênero"
)
_CHINESE = "出生年月日?|出生日期|出生地|生日|年龄|性别|民族|国籍|籍贯|婚姻状况|婚否|政治面貌|宗教信仰|健康状况"
_SAYS = re.compile(
    rf"^\W*(?:(?:{_PLAIN})\b|(?:{_DOUBTFUL})\s*(?:[:：]|$)|(?:{_CHINESE})(?:\s*[:：]|\s|$)"
    r"|(?:born|geboren|née?|nato|nata|nascido|nascida)\s(?:on|am|le|il|em)?\s*\d"
    r"|[男女]$|(?:未婚|已婚)$|\d{2}\s*(?:岁|years old|años|ans|Jahre alt)$)",
    re.IGNORECASE,
)
_ALONE = re.compile(rf"^\W*(?:{_PLAIN}|{_DOUBTFUL}|{_CHINESE})\s*[:：]?\s*$", re.IGNORECASE)
_BETWEEN = re.compile(
    r"(\s*[|•·;；]\s*|\t+|\s{3,}|\s[–—/]\s"
    rf"|[,，、]\s*(?=(?:{_PLAIN}|{_DOUBTFUL}|{_CHINESE})\s*[:：]))",
    re.IGNORECASE,
)
"""A comma parts it only in front of a label: "Lisbon, Age: 35"."""
_TOLD = re.compile(
    r"\b(?:I am|I[’']m) (?:\d{2}\b(?![ -]?(?:%|percent))|(?:un)?married|single|divorced|widowed)"
    r"|\bI was born (?:on|in) [^.;]{0,30}\d{4}"
    r"|\b(?:tengo \d{2} años|soy (?:soltero|soltera|casado|casada))\b"
    r"|\bich bin (?:\d{2} Jahre|ledig|verheiratet)\b|\bj[’']ai \d{2} ans\b|\bho \d{2} anni\b"
    r"|今年\s*\d{2}\s*岁|本人(?:已婚|未婚)",
    re.IGNORECASE,
)
_SHORT = 40
"""Characters: a line that follows a label alone on its line is its value, if it is no longer."""


def without_private(line: str) -> str:
    """The line without the parts that say any of it; "" when nothing is left."""
    pieces = _BETWEEN.split(line)
    kept = [(part, gap) for part, gap in zip(pieces[::2], ["", *pieces[1::2]], strict=True)
            if not _SAYS.match(part)]  # fmt: skip
    if len(kept) == len(pieces[::2]):
        return line
    return "".join(part if number == 0 else gap + part for number, (part, gap) in enumerate(kept))


def says_private(text: str) -> bool:
    """Whether what somebody wrote says any of it; a bare word ("Religion", a subject) does not."""
    return bool(_TOLD.search(text)) or any(
        _SAYS.match(part) and not _ALONE.match(part) for part in _BETWEEN.split(text)[::2]
    )


def lines_without_private(lines: list[str]) -> list[str]:
    """As many lines as there were; a value beneath its label goes with it."""
    kept: list[str] = []
    is_value = False
    for line in lines:
        kept.append("" if is_value and len(line) <= _SHORT else without_private(line))
        is_value = bool(_ALONE.match(line))
    return kept
