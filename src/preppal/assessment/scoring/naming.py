"""Where names stand in an answer. Whose name it is must not matter (INTERVIEWING.md §6.7: swapped, the same).

A name has a capital within a sentence. Where a sentence begins everything has one: there a name is a word
that is a name elsewhere in the answer, a word that English speakers hardly use in small letters
(`language.common_words`), or one that can be either ("Mark", "Grace") with what somebody does behind it.
Small words of a name are of it ("Maria de la Cruz", "al-Rashid"); so are letters without capitals ("李明"),
and a month that somebody is called, where a sentence begins with what June did, or something is done to June.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Sequence

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
_MONTHS = word_set("april may june august")
_WITH_A_NAME = word_set("and from who is has will wants would could who's")
_HAPPENS = word_set("was were")  # "June was quiet" tells of a month, "Mark was quiet" of a person
_WITH_SOMEBODY = word_set(
    "with ask tell call help colleague manager boss lead friend named called mr mrs ms dr"
)
_OWNED = re.compile(r"['’]s?$")
_PARTS = word_set("de del della der von ibn al el da di du dos la le")
_PARTS_AFTER_A_NAME = word_set("van den bin ten ter y zu")  # English words too, or half of them
_JOINED = re.compile(r"(?:a[lnrst]|ash|el|u[lr]|ibn|bin|abd|d|l|de)[-'’][A-Z]")
_INITIALS = word_set("AJ BJ CJ JB JC JJ JP JT KJ MJ PJ RJ TJ")


def names(text: str, spoken: Iterable[Sequence[Word]]) -> frozenset[int]:
    """Where in ``text`` a name begins; ``spoken`` are the words of its sentences. Days, months and "I" are none."""
    told = [words for words in spoken if words]
    inner = {
        _bare(text[words[at].start : words[at].end])
        for words in told
        for at in range(len(words))
        if _within(text, words, at)
    }
    found = {
        word.start
        for words in told
        for word in words
        if _bare(text[word.start : word.end]) in inner
    }
    found |= {words[0].start for words in told if _begins(text, words, inner)}
    return frozenset(found.union(*(_small(words, found) for words in told)))


def is_initials(word: str) -> bool:
    """Whether it is short for a forename ("JP"), not for something of a trade ("HR")."""
    return _bare(word) in _INITIALS


def _within(text: str, words: Sequence[Word], at: int) -> bool:
    """Whether the word is a name by how it is written."""
    written = text[words[at].start : words[at].end]
    if _JOINED.match(written) or _has_no_capitals(written):
        return True
    if at == 0 or not written[0].isupper() or _is_speaker(words[at].text):
        return False
    if _bare(words[at].text) in _MONTHS:
        return _is_called_so(words, at)
    return not _is_time(words[at].text)


def _is_called_so(words: Sequence[Word], at: int) -> bool:
    """Whether "June" is somebody: one is told, asked or called what is no number ("5" behind it makes a date)."""
    before, after = (words[n].text if n < len(words) else "" for n in (at - 1, at + 1))
    if after[:1].isdigit():
        return False
    return before in _WITH_SOMEBODY or is_past(before)


def _begins(text: str, words: Sequence[Word], inner: Collection[str]) -> bool:
    """Whether a sentence begins with a name that no other sentence tells."""
    first = text[words[0].start : words[0].end]
    bare = _bare(first).lower()
    if not first[0].isupper() or _is_speaker(words[0].text):
        return False
    if bare in _EITHER:
        follows = words[1].text if len(words) > 1 else ""
        if bare in _MONTHS and follows in _HAPPENS:
            return False
        does = is_past(follows) or follows in SAME_IN_PAST or follows in _WITH_A_NAME
        surname = len(words) > 1 and _bare(text[words[1].start : words[1].end]) in inner
        return does or surname or first != _bare(first)
    # "Rapid-acting" is no name, "Jean-Luc" is.
    return (
        not _is_time(bare)
        and bare not in common_words()
        and all(part[:1].isupper() for part in _bare(first).split("-"))
    )


def _small(words: Sequence[Word], found: Collection[int]) -> set[int]:
    """Words in small letters before one of the names ``found``, or between two, that are of a name."""
    small: set[int] = set()
    for at in range(len(words) - 2, -1, -1):
        word, after = words[at], words[at + 1]
        before_name = after.start in found or after.start in small
        behind = at > 0 and words[at - 1].start in found
        if before_name and (
            word.text in _PARTS
            or (word.text in _PARTS_AFTER_A_NAME and (behind or after.start in small))
        ):
            small.add(word.start)
    return small


def _has_no_capitals(word: str) -> bool:
    """Whether it is written in letters that are neither small nor capital, as Chinese or Arabic."""
    return word[0].isalpha() and not word[0].isupper() and not word[0].islower()


def _bare(word: str) -> str:
    """Without the sign of what somebody owns."""
    return _OWNED.sub("", word)


def _is_speaker(word: str) -> bool:
    return word == "i" or word.startswith("i'")


def _is_time(word: str) -> bool:
    return TIMES.fullmatch(word) is not None
