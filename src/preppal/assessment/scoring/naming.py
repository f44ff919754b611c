"""Where names stand in an answer. Whose name it is must not matter (INTERVIEWING.md §6.7: swapped, the same).

A name has a capital within a sentence. Where a sentence begins everything has one: there a name is a word
that is a name elsewhere in the answer, a word that English speakers hardly use in small letters
(`language.common_words`), or one that can be either ("Mark", "Grace") with what somebody does behind it.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from preppal.assessment.language import common_words
from preppal.assessment.scoring.words_counted import TIMES
from preppal.assessment.sentences import Word, word_set
from preppal.assessment.verbs import SAME_IN_PAST, is_past

_EITHER = word_set(
    "amber art august basil bill bob carol chance chase chip christian clay cliff crystal daisy dale dawn dean"
    " destiny dick don drew earl eve faith florence frank gene glen grace grant guy harmony harry heath heather"
    " hector herb holly honor hope hunter iris ivy jack jasmine jay jean jerry jewel josh joy june kit lance"
    " laurel lily mark mason max may melody mercy merry miles myrtle nick norm olive pat patience pearl penny"
    " peter poppy prudence ray reed rich rob robin rod rose ruby sage sandy saul scarlet serenity skip sterling"
    " stew sue summer tanner terry trinity victor viola violet wade ward warren wayne will winter woody wren"
)
_WITH_A_NAME = word_set("and from who is has will wants would could who's")
_OWNED = re.compile(r"['’]s?$")


def names(text: str, spoken: Iterable[Sequence[Word]]) -> frozenset[int]:
    """Where in ``text`` a name begins; ``spoken`` are the words of its sentences. Days, months and "I" are none."""
    told = [words for words in spoken if words]
    inner = {
        _bare(text[word.start : word.end])
        for words in told
        for word in words[1:]
        if text[word.start].isupper() and not _is_speaker(word.text) and not _is_time(word.text)
    }
    everywhere = {
        word.start
        for words in told
        for word in words
        if _bare(text[word.start : word.end]) in inner
    }
    return frozenset(everywhere | {words[0].start for words in told if _begins(text, words)})


def _begins(text: str, words: Sequence[Word]) -> bool:
    """Whether a sentence begins with a name that no other sentence tells."""
    first = text[words[0].start : words[0].end]
    bare = _bare(first).lower()
    if not first[0].isupper() or _is_speaker(words[0].text) or _is_time(bare):
        return False
    if bare in _EITHER:
        follows = words[1].text if len(words) > 1 else ""
        does = is_past(follows) or follows in SAME_IN_PAST or follows in _WITH_A_NAME
        return does or first != _bare(first)
    # "Rapid-acting" is no name, "Jean-Luc" is.
    return bare not in common_words() and all(
        part[:1].isupper() for part in _bare(first).split("-")
    )


def _bare(word: str) -> str:
    """Without the sign of what somebody owns."""
    return _OWNED.sub("", word)


def _is_speaker(word: str) -> bool:
    return word == "i" or word.startswith("i'")


def _is_time(word: str) -> bool:
    return TIMES.fullmatch(word) is not None
