"""Whether an answer is about something else altogether (INTERVIEWING §5, row 8). Pure.

Only what is certain: a wrong "let me bring you back" is ruder than a missed one. The published test
(share of the question's words below .2) turned away a good answer in every third, because people answer
in their own trade's words. So an answer counts as off the subject when, in thirty words and more, it
has none of the words of the question, of the competency or of any kind of work or study, or when
leisure, weather and belief outweigh those three to two and no act of one's own stands in a case.
"""

import re
from collections.abc import Iterable
from functools import lru_cache

from preppal.interviewer.answers import Heard
from preppal.interviewer.questions import load_bank
from preppal.interviewer.spoken_text import COMMON, spoken, words_of

ENOUGH = 30
"""Words; in fewer there may be no sign of anything."""
PASTIMES = 3
"""Words of leisure from which on an answer can be about it."""

_WORK_WORDS = (
    "work worked working job shift boss manager team colleague customer client patient pupil student guest user "
    "company firm office shop store school class lesson ward hospital clinic kitchen restaurant site factory plant "
    "warehouse dock machine tool project plan deadline budget order delivery supplier invoice account report meeting "
    "email mail phone call called document system software program server code data database test bug release screen "
    "page website design drawing product price sell sold sale market contract offer money pay paid cost euro pound "
    "dollar hour week month schedule rota train trained training course exam study studied university college degree "
    "thesis teacher chef nurse doctor engineer driver foreman owner director trainee apprentice intern placement "
    "volunteer club association hire hired staff employee department head lead led decide decided choose chose "
    "problem solve solved fix fixed repair mistake error fault cause check checked measure measured list note wrote "
    "write explain explained ask asked help helped organise organised build built deliver delivered complaint "
    "feedback conflict agreed agreement responsible responsibility task goal target result safety rule audit quality "
    "process change changed improve improved position role career employer experience skill tram truck lorry van "
    "pallet box stock till bread oven flour dish menu room bed medicine blood dose cable socket pump valve pipe "
    "engine brick concrete tenant child children parent family case court file press event visitor exhibit translate "
    "lab sample"
)
_WORK = frozenset(_WORK_WORDS.split())
_LEISURE_WORDS = (
    "holiday vacation beach mountain river lake sea sunset sky moon star weather rain sunny football match "
    "goalkeeper film movie song music concert band guitar novel poem painting atlas map dog cat horse bird whale "
    "garden tomato pasta cheese wine beer cake dinner breakfast grandfather grandmother cousin childhood boyhood "
    "dream god prayer soul universe philosophy politics president election minister war government proverb netflix "
    "series game videogame playstation swim swimming hike hiking skiing yoga weekend birthday wedding party "
    "astrology horoscope soup coffee tea rock"
)
_LEISURE = frozenset(_LEISURE_WORDS.split())
_ENDINGS = re.compile(r"(?:ies|ing|ed|es|s|e)$")


def is_off_topic(
    text: str, heard: Heard, *, question: str, competency: str, lexicon: tuple[str, ...] = ()
) -> bool:
    """Whether ``text``, of which ``heard`` was heard, is about something other than ``question``.

    ``lexicon`` are words that an answer to it is likely to use.
    """
    if heard.words < ENOUGH or not heard.readable:
        return False
    words = {_stem(word) for word in words_of(spoken(text))}
    about = len(words & _subject(question, competency, lexicon))
    pastimes = len(words & _LEISURE_STEMS)
    if about == 0 and pastimes < PASTIMES:
        # Generalities on no subject are another row's: one occasion, or a real case.
        return heard.hypothetical == 0 and heard.general * 2 <= heard.sentences
    told = heard.own >= 2 and heard.result > 0 and about >= 2
    return pastimes >= PASTIMES and 2 * pastimes >= 3 * about and not told


@lru_cache(maxsize=1_000)
def _subject(question: str, competency: str, lexicon: tuple[str, ...]) -> frozenset[str]:
    known = load_bank().competencies.get(competency)
    terms = " ".join((*known.lexicon, *known.result_cues)) if known else ""
    return _stems([question, terms, *lexicon]) | _WORK_STEMS


def _stems(texts: Iterable[str]) -> frozenset[str]:
    return frozenset(
        _stem(word)
        for text in texts
        for word in words_of(text)
        if len(word) > 3 and word not in COMMON and word not in _OF_INTERVIEWS
    )


def _stem(word: str) -> str:
    return _ENDINGS.sub("", word) if len(word) > 4 else word


# Words that every question has and that every answer may have.
_OF_INTERVIEWS_WORDS = (
    "tell walk through last year time something somebody think thing about when what your with from would have been "
    "does were that this they them most more first good well really made make went come came came took take give "
    "gave were know like want wanted need different happened"
)
_OF_INTERVIEWS = frozenset(_OF_INTERVIEWS_WORDS.split())
_WORK_STEMS = frozenset(_stem(word) for word in _WORK)
_LEISURE_STEMS = frozenset(_stem(word) for word in _LEISURE)
