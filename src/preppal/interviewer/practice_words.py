"""What a line to practise by and a question have in common."""

import re

from preppal.interviewer.questions import Question


def _listed(words: str) -> frozenset[str]:
    return frozenset(words.split())


_SMALL = _listed(
    "about after again also before could first from good have help how interview into job know like make"
    " more much need other practice practise prepare question questions should something tell that their"
    " them then there these they thing think this want what when where which with work would your"
)
SAME_TO = 5
"""Letters: so many alike, from the first, are the same word ("partition", "partitions")."""


def telling_words(text: str) -> set[str]:
    """Words that say what something is about, cut to their first letters; names of three letters too."""
    words = re.findall(r"[^\W_]{3,}", text[:2_000])
    return {
        word.lower()[:SAME_TO]
        for word in words
        if word.lower() not in _SMALL and (len(word) >= 4 or word.isupper())
    }


def words_in_common(line: str, question: Question) -> set[str]:
    """Those of a line that a question, its points and its words ask for."""
    if not line:
        return set()
    said = " ".join((question.text, *(point.text for point in question.points)))
    return telling_words(line) & (telling_words(said) | telling_words(" ".join(question.lexicon)))
