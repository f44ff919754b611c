"""Age, date and place of birth, marital status, nationality, religion, gender: not read, and not stored.

They are left out of every line that is kept, by the labels that resumes give them. A value on a line of its
own far from its label (a form in two columns) is not recognised.
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
_BETWEEN = re.compile(r"(\s*[|•·;；]\s*|\t+|\s{3,}|\s[–—/]\s)")
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


def lines_without_private(lines: list[str]) -> list[str]:
    """As many lines as there were; a value beneath its label goes with it."""
    kept: list[str] = []
    is_value = False
    for line in lines:
        kept.append("" if is_value and len(line) <= _SHORT else without_private(line))
        is_value = bool(_ALONE.match(line))
    return kept
