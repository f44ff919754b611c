"""Words that take back what is being said, by language: counted in delivery, never judged.

Not counted: before an amount ("probably thirty"), where it is honest; towards the listener ("maybe you
could"), where it is polite; in a question; and where the words say what somebody thought ("I think about").
The lists are ours, after INTERVIEWING.md §7; a language without a list is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from preppal.foundation.language_tags import primary

_SAID: Mapping[str, str] = {
    "en": r"i think(?! (?:about|of|like|through)\b)|i guess|i suppose|i feel like|maybe|perhaps|probably"
    r"|possibly|(?<!a )(?<!some )(?<!this )(?<!that )(?<!any )(?<!what )(?<!the )(?<!every )(?<!same )(?<!one )kind of",
    "es": r"creo que|supongo(?: que)?|me parece que|quizás?|tal vez|a lo mejor|probablemente|posiblemente",
    "de": r"ich (?:glaube|denke|schätze)|glaube ich|denke ich|vielleicht|wahrscheinlich|vermutlich|irgendwie",
    "fr": r"je (?:crois|pense|suppose)|il me semble|peut-être|probablement|sans doute",
    "zh": r"我(?:觉得|感觉|想|猜)|可能|也许|大概|或许",
}
# What may follow a hedge, up to three words on, that makes it an estimate; "you" makes it a courtesy.
_AMOUNTS: Mapping[str, str] = {
    "en": r"\d[\d.,]*|an? (?:few|couple|dozen|hundred|third|quarter|minute|hour|day|week|month|year)|half|two|three|four|five|six"
    r"|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand",
    "es": r"\d[\d.,]*|un par|una? (?:hora|día|semana|mes|año)|dos|tres|cuatro|cinco|seis|siete|ocho|nueve|diez|veinte|treinta|cien",
    "de": r"\d[\d.,]*|ein paar|eine? (?:stunde|tag|woche|monat|jahr)|zwei|drei|vier|fünf|sechs|sieben|acht|neun|zehn|zwanzig|dreißig|hundert",
    "fr": r"\d[\d.,]*|une? (?:heure|jour|semaine|mois|an)|deux|trois|quatre|cinq|six|sept|huit|neuf|dix|vingt|trente|cent",
}
_COURTESY: Mapping[str, str] = {"en": r"|you\b|we could\b|i could ask\b"}
_FOLLOWING_IN_CHINESE = r"(?![^，。！？]{0,4}[0-9一二两三四五六七八九十百千]|您|你)"
_NOT_BEFORE = r"(?<!don't )(?<!do not )(?<!didn't )(?<!did not )(?<!what )(?<! as )"
_SPACED = r"(?<![\w'])"


def _compiled(language: str, said: str) -> re.Pattern[str]:
    if language == "zh":
        return re.compile(rf"(?:{said}){_FOLLOWING_IN_CHINESE}")
    estimate = rf"(?:[\w'-]+ ){{0,3}}?(?:{_AMOUNTS[language]})\b"
    following = rf"(?!,? (?:{estimate}{_COURTESY.get(language, '')}))"
    return re.compile(rf"{_SPACED}{_NOT_BEFORE}(?:{said})(?!\w){following}", re.IGNORECASE)


_COMPILED = {language: _compiled(language, said) for language, said in _SAID.items()}
_QUESTION = re.compile(r"[^.!?。！？\n]*[?？]")
LANGUAGES = frozenset(_COMPILED)


def hedges_in(text: str, language: str) -> list[tuple[int, int]] | None:
    """Where they stand in ``text`` (start, end); None without a list for the language (BCP 47)."""
    pattern = _COMPILED.get(primary(language))
    if pattern is None:
        return None
    return list(_outside_questions(text, pattern))


def _outside_questions(text: str, pattern: re.Pattern[str]) -> Iterator[tuple[int, int]]:
    # Looked for only where there is one: from each letter on, a long text without would take its square.
    has_one = "?" in text or "？" in text
    asked = [match.span() for match in _QUESTION.finditer(text)] if has_one else []
    for match in pattern.finditer(text.replace("’", "'")):
        if not any(start <= match.start() < end for start, end in asked):
            yield match.span()
