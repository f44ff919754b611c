"""Words that fill a pause, by language: counted in delivery, never judged.

Only what is hardly ever anything else: sounds of hesitation, phrases said to hold the floor, and words that
are both only where punctuation sets them apart. So a count is a lower bound, as with any recogniser that
leaves hesitation out. The lists are ours, after what descriptions of each language call fillers; a language
without a list is not counted.
"""

from __future__ import annotations

import re
from collections.abc import Mapping

from preppal.assessment.sentences import filler_flags, words_in
from preppal.foundation.language_tags import primary

_SECOND_OF_TWO = frozenset({"know", "of", "mean"})
_HEDGE = "kind"  # "kind of" takes back what is said: counted there (`hedges`), and no word here

# Before and behind a word that is a filler only when it stands apart.
_OPEN = r"(?<![^\s.,;:!?…¿] )"
_APART = r"(?=\s*(?:[,;…?]|\.\.\.))"
_PATTERNS: Mapping[str, tuple[str, ...]] = {
    "es": (
        r"e+h+m*",
        r"e+m+",
        r"m{2,}h*",
        r"o sea",
        r"digamos",
        r"por así decir(?:lo)?",
        r"cómo (?:se )?dice",
        _OPEN + r"(?:este|esto|pues|bueno|a ver)" + _APART,
        r"(?:sabes|no|me explico|me entiendes)(?=\s*\?)",
    ),
    "de": (
        r"ä+h+m*",
        r"ö+h+m*",
        r"h+m+",
        r"sozusagen",
        r"gewissermaßen",
        r"quasi",
        r"sag(?:en wir| ich| ich jetzt)? mal",
        r"ich sag mal",
        r"wie (?:sagt man|soll ich sagen)",
        _OPEN + r"(?:also|ja|na ja|genau)" + _APART,
        r"(?:weißt du|wissen sie|ne|gell|nicht wahr)(?=\s*[,?])",
    ),
    "fr": (
        r"(?:e+u+h+|h+eu+)",
        r"b+a+h+",
        r"ben",
        r"h+u?m+",
        r"du coup",
        r"en fait",
        r"comment dire",
        _OPEN + r"(?:disons|enfin|voilà)" + _APART,
        r"(?:tu vois|vous voyez|tu sais|vous savez|quoi|hein)(?=\s*[,.;…?])",
    ),
    "pt": (
        r"h+u?m+",
        r"e+h+m*",
        r"né",
        r"tipo assim",
        r"digamos",
        r"quer dizer",
        _OPEN + r"(?:é|bom|então|tipo|assim|pronto)" + _APART,
        r"(?:sabe|entende|percebe)(?=\s*\?)",
    ),
    "it": (
        r"e+h+m*",
        r"m{2,}h*",
        r"cioè",
        r"diciamo",
        r"insomma",
        r"come dire",
        _OPEN + r"(?:allora|tipo|ecco|praticamente)" + _APART,
        r"(?:sai|capisci|no)(?=\s*\?)",
    ),
    "zh": (
        r"[嗯呃唔]+",
        r"额+(?=[，、…])",
        r"就是说",
        r"怎么说呢",
        r"(?:那个|这个|然后|就是)(?=[，、…])",
        r"(?:那个){2,}|(?:这个){2,}|(?:就是){2,}",
        r"你知道(?:吗|吧)?(?=[，、？…])",
    ),
    "ja": (
        r"え[ーえ]*っ?と[ーぉお]*",
        r"あの[ーう]+",
        r"(?:その|まあ|なんか)(?=[、…])|その[ー]+|ま[ー]+",
        r"う[ー]+ん",
    ),
}


def _compiled(language: str, patterns: tuple[str, ...]) -> re.Pattern[str]:
    """Longer ones first where two begin alike; languages with spaces count whole words alone."""
    joined = "|".join(patterns)
    return re.compile(joined if language in ("zh", "ja") else rf"(?<!\w)(?:{joined})(?!\w)")


_COMPILED = {language: _compiled(language, found) for language, found in _PATTERNS.items()}
LANGUAGES = frozenset({"en", *_PATTERNS})


def fillers_in(text: str, language: str) -> tuple[int, int] | None:
    """How many fillers, of one word or several, and how many words they are; None without a list for the
    language (BCP 47)."""
    spoken = primary(language)
    if spoken == "en":
        return _in_english(text)
    pattern = _COMPILED.get(spoken)
    if pattern is None:
        return None
    found = [match.group() for match in pattern.finditer(text.lower().replace("’", "'"))]
    return len(found), sum(len(words_in(one)) for one in found)


def _in_english(text: str) -> tuple[int, int]:
    words = words_in(text)
    flags = filler_flags(words)
    # "you know" is one filler of two words.
    pairs = sum(
        flag and words[index].text in _SECOND_OF_TWO and index > 0 and flags[index - 1]
        for index, flag in enumerate(flags)
    )
    hedges = sum(flag and word.text == _HEDGE for flag, word in zip(flags, words, strict=True))
    return sum(flags) - pairs - hedges, sum(flags)
