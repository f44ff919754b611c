"""Languages people speak, by their names in eight languages."""

import re
from functools import lru_cache

from babel import Locale

from preppal.resumes.profile import Language, Said
from preppal.resumes.reading.places import SPOKEN
from preppal.resumes.reading.rows import Row

LEVEL = re.compile(
    r"\b(?:native(?: or bilingual)?|bilingual|mother tongue|fluent|proficient|advanced|intermediate|basic|beginner|conversational|"
    r"professional(?: working)?|limited working|elementary|full professional|[abc][12]\+?|muttersprache|muttersprachlich|fließend|"
    r"verhandlungssicher|gute kenntnisse|sehr gut|gut|grundkenntnisse|nativo|nativa|lengua materna|materno|avanzado|intermedio|"
    r"básico|fluido|alto|medio|langue maternelle|courant|bilingue|intermédiaire|avancé|notions|scolaire|madrelingua|ottimo|buono|"
    r"fluente|avançado|língua materna|moedertaal|vloeiend)\b|母语|流利|熟练|精通|良好|一般|CET-?[46]|英语[四六]级|专业八级|雅思|托福",
    re.I,
)
MORE = frozenset(
    "mandarin cantonese castellano catalán mandarín cantonés hochdeutsch farsi flemish hochchinesisch tagalog filipino "
    "普通话 粤语 国语 华语 中文 汉语 mandarin-chinesisch chinois brazilian chinese simplified".split()
)


@lru_cache(maxsize=1)
def names() -> frozenset[str]:
    found = set(MORE)
    for spoken in SPOKEN:
        found.update(
            name.casefold()
            for code, name in Locale.parse(spoken).languages.items()
            if len(code) <= 3 and len(name) > 1
        )
    return frozenset(found)


def is_language(text: str) -> bool:
    text = LEVEL.sub("", text.casefold())
    text = re.sub(r"[(（].*", "", text).strip(" -–—:：,.()/|")
    return text in names()


def read_languages(rows: list[Row]) -> list[Language]:
    found: dict[str, Language] = {}
    for row in rows:
        for piece in re.split(
            r"[,;|·•\t/、，]|\s[–—-]\s(?=[^\W\d_]+\s*[(:])|\s+(?:and|und|y|et|e|en)\s+",
            row.flat if "\t" not in row.text else row.text,
        ):
            text = piece.strip(" .:：-–—")
            name = re.split(r"\s*[(（:：]|\s[–—-]\s", text)[0].strip()
            name = LEVEL.sub("", name).strip(" -–—,") or name
            if name and (is_language(name) or any(is_language(w) for w in name.split()[:1])):
                if not is_language(name):
                    name = name.split()[0]
                level = LEVEL.search(text) or LEVEL.search(row.flat)
                alone = (
                    level[0]
                    if level and (LEVEL.search(text) or row.flat.count(name) == 1)
                    else None
                )
                found.setdefault(name.casefold(), Language(Said(name, row.index), alone))
    return list(found.values())
