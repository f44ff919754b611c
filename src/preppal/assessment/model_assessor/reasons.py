"""Whether a model's sentence of explanation may be shown. In doubt not: the quotations and checks speak for themselves."""

from __future__ import annotations

import re
from collections.abc import Sequence

from preppal.assessment.sentences import words_in

MOST_WORDS = 60

_MARKUP = re.compile(r"[*_#`<>{}\[\]|~^\\@]|https?:|www\.|\n")
_MASK = re.compile(r"\b(?:NAME|ORG)\d+\b|\b[a-z]{2}\d\b")
_NUMBER = re.compile(r"\d+(?:[.,:]\d+)*")
_QUOTED = re.compile(r"[\"“”«»]([^\"“”«»]+)[\"“”«»]")
_NEVER = re.compile(
    # marks and verdicts
    r"\b(?:scor(?:e[ds]?|ing)|rat(?:e[ds]|ing)|marks?|points?|grades?|stars?|percent\w*|out of (?:five|ten)|"
    r"hire[ds]?|hiring|hireable|reject\w*|recommend\w*|pass(?:ed)?|fail(?:ed|s)?|top candidate|other candidates|"
    r"chances?|odds|likely to (?:get|be)|rubric|anchors?|checks?|prompts?|instructions?|quotations?)\b"
    # what nobody can see in a transcript, and what is nobody's business
    r"|\b(?:body language|eye contact|smil\w+|gestur\w+|posture|facial|looks?|appearance|accent|tone|voice|pitch|"
    r"nervous\w*|anxious|calm\w*|confiden(?:t|ce|tly)|enthusias\w+|emotion\w*|passionate|feelings?|mood|"
    r"personalit\w+|character|introvert\w*|extrovert\w*|charism\w+|intelligen\w+|smart|clever|stupid|lazy|"
    r"honest\w*|dishonest\w*|l(?:ie|ied|iar|ying)|truthful\w*|"
    r"gender|male|female|wom[ae]n|religio\w*|ethnic\w*|race|racial|nationalit\w+|pregnan\w+|disab\w+|"
    r"your age|too (?:old|young)|native speaker|as an ai|language model)\b",
    re.IGNORECASE,
)


def fit_reason(reason: str, quotes: Sequence[str]) -> str:
    """``reason``, or "" when it must not be shown. ``quotes`` are what it may quote and take numbers from."""
    said = " ".join(reason.split())
    heard = " ".join(" ".join(quotes).split())
    numbers = set(_NUMBER.findall(heard))
    if (
        not said
        or len(words_in(said)) > MOST_WORDS
        or _MARKUP.search(reason.strip())
        or _MASK.search(said)
        or _NEVER.search(said)
        or any(number not in numbers for number in _NUMBER.findall(said))
        or any(_flat(quoted) not in _flat(heard) for quoted in _QUOTED.findall(said))
        or not said.isprintable()
    ):
        return ""
    return said


def _flat(text: str) -> str:
    return " ".join(word.text for word in words_in(text))
