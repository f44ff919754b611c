"""Words brought to a form in which inflection and spelling no longer matter: "Planned" and "planning" are one.

Light and blunt on purpose, and the same for English, Spanish and German: two words that mean the same should
meet, and a stem is never shown to anybody. Chinese, which has no spaces, becomes pairs of characters.
"""

import re
import unicodedata
from functools import lru_cache


def listed(words: str) -> tuple[str, ...]:
    """The words of a space-separated list."""
    return tuple(words.split())


_UNSPACED = "\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af"
WORD = re.compile(
    rf"[{_UNSPACED}]+|[^\W_{_UNSPACED}](?:[^\W_{_UNSPACED}]|[\u0300-\u036f])*(?:[+#]+|(?:['’.][^\W_{_UNSPACED}]+)*)"
)
_CHINESE = re.compile(rf"[{_UNSPACED}]")
_ENDINGS = listed(
    "ifications ification ifying ified ifies ificate ificates icates icate icated icating ications ication izations"
    " ization izing ized izes ize ations ation ating ated ators ator"
    " ements ement ments ment ings ing ities edly ance ences ence ants ant ies ied iers ier ers ors er or ed es s ly al"
    " e y aciones acion iones ion adora ador ados adas ado ada idos idas ido ida ando iendo ar ir mente eras ero era"
    " os as o a ungen ung innen in isch ische en em"
)
_BY_LENGTH = sorted(_ENDINGS, key=len, reverse=True)
_SPELT = {
    "licence": "license",
    "licences": "license",
    "licenses": "license",
    "licensed": "license",
    "licensing": "license",
    "license": "license",
    "programme": "program",
    "centre": "center",
    "practise": "practice",
    "career": "career",
    "careers": "career",
    "taught": "teach",
    "led": "lead",
    "ran": "run",
    "running": "run",
    "sold": "sell",
    "selling": "sell",
    "bought": "buy",
    "built": "build",
    "cut": "cut",
    "grew": "grow",
    "grown": "grow",
    "drove": "driv",
    "wrote": "writ",
    "written": "writ",
    "kept": "keep",
    "spoke": "speak",
    "held": "hold",
    "children": "child",
    "apis": "api",
    "sales": "sale",
    "business": "business",
    "women": "woman",
    "people": "person",
    "analyses": "analys",
    "analysis": "analys",
    "analyst": "analys",
    "analytics": "analys",
    "analytical": "analys",
    "analysing": "analys",
    "analyzing": "analys",
}
_LEAST = 4
COMMON = frozenset(
    listed(
        "the a an and or but of to in on at for with from by as that this these those it its i you we they he she me my our"
        " us them their his her was were is are be been am had have has do did does not no so then there which who what when"
        " where how if because about would could can will just very really also all some one up out after into per than"
        " more over under within each every any other same such while during between through across off only your"
        " de la el los las un una y o en con por para del al que se su sus como mas lo"
        " der die das und oder mit von zu im am den dem des ein eine einer eines auf fur bei als nach uber aus"
    )
)


def plain(text: str) -> str:
    """Lower case, without accents; full-width signs as their plain ones."""
    folded = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in folded if not unicodedata.combining(sign))


@lru_cache(maxsize=20_000)
def stem(word: str) -> str:
    """The stem of one word; of a word that is shorter than five letters, the word."""
    word = plain(word).replace("’", "'").removesuffix("'s")
    if word in _SPELT:
        return _SPELT[word]
    if not word.isalpha() or len(word) <= _LEAST:
        return word.removesuffix("s") if word.isalpha() and len(word) == _LEAST else word
    word = re.sub(r"is(?=(?:e|ed|es|ing|er|ers|ation|ations)$)", "iz", word)
    while True:
        shorter = _without_ending(word)
        if shorter == word:
            return _single(word)
        word = shorter


def _without_ending(word: str) -> str:
    for ending in _BY_LENGTH:
        if len(word) - len(ending) >= _LEAST and word.endswith(ending):
            return word[: -len(ending)]
    return word


def _single(word: str) -> str:
    """ "plann" -> "plan"."""
    is_doubled = len(word) > _LEAST and word[-1] == word[-2] and word[-1] not in "aeiousl"
    return word[:-1] if is_doubled else word


def stems(text: str) -> list[str]:
    """The stems of what carries meaning in ``text``, in order."""
    found: list[str] = []
    for match in WORD.finditer(text):
        word = match[0]
        if _CHINESE.match(word):
            found += [word[at : at + 2] for at in range(max(1, len(word) - 1))]
        elif plain(word) not in COMMON:
            found.append(stem(word))
    return found
