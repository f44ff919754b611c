"""Sentences that order the interviewer about: never acted on, and left out of what is heard."""

import re

from preppal.interviewer.spoken_text import sentences_of, spoken

_ORDER = re.compile(
    r"(?:^|[,;:.]\s*|^(?:(?:ok|okay|so|well|right|alright|and|but|um|uh|hey|listen|hello|thanks|thank you)\W+){1,3}"
    r"|\bplease\s+|\bnow\s+|\bthen\s+|\byou (?:must|should|can|will)\s+)"
    r"(?:(?:ignore|disregard|forget|override|bypass|drop)\b(?:\W+\w+){0,4}?\W+(?:instructions?|rules?|prompts?|rubrics?|guidelines?|training|constraints?)\b"
    r"|(?:rate|score|mark|grade)\s+me\b|(?:pass|hire|recommend)\s+me\W*$"
    r"|(?:give|award|grant)\s+me\b.{0,40}?(?:out of|/\s?\d|\bscores?|\bmarks?|\bpoints?|\bstars?|\bfull|\bhighest|\btop|\bmaximum|\bperfect)"
    r"|you are now\b|from now on,? you\b|act as (?:a|an|my|the)\b|pretend (?:to be|that you|you)\b"
    r"|(?:print|reveal|show|repeat|output|read out|tell me)\s+(?:me\s+)?(?:your|the)\s+(?:\w+\s+)?(?:prompt|instructions|rubric|anchors|rules)\b"
    r"|(?:new|updated) instructions?\b|system\s*(?:prompt|message|override)?\s*:|developer mode\b"
    r"|(?:mark|rate|score|say|report|write)\b.{0,30}\b(?:as )?(?:strong (?:yes|hire)|five out of five|10/10|5/5)"
    r"|end (?:this|the) interview and (?:give|mark|score|pass|rate))",
    re.I,
)
_MARKUP_ORDER = re.compile(
    r"<\|[^|]*\|>|\[/?(?:INST|SYSTEM)\]|</?(?:system|instructions?|prompt)>", re.I
)


def gives_orders(text: str) -> bool:
    """Whether a sentence orders the interviewer about (INTERVIEWING §6.1), not merely tells of it."""
    return any(_is_order(sentence) for sentence in sentences_of(spoken(text)))


def without_orders(text: str) -> str:
    """The answer without such sentences."""
    if not (_ORDER.search(text) or _MARKUP_ORDER.search(text)):
        return text
    return " ".join(s for s in sentences_of(spoken(text)) if not _is_order(s))


def _is_order(sentence: str) -> bool:
    return bool(_ORDER.search(sentence.strip(" \"'-*>#")) or _MARKUP_ORDER.search(sentence))
