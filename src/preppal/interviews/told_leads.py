"""The leads of an interview that no plan of ours led, told from what its interviewer said.

A lead opens something new; a follow-up stays with what is there; the rest is talk. English.
"""

import math
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

from preppal.assessment.scoring.kinds import kind_of
from preppal.assessment.sentences import words_in
from preppal.assessment.transcript import AssessedTurn, Lead, Speaker
from preppal.interviewer.asked_about import asked_about
from preppal.interviewer.question_reading import (
    FOLLOW_UP,
    INVITES,
    NO_LEAD,
    TALK,
    WARM_UP,
    read_question,
)

Intent = Literal["warmup", "lead", "follow_up", "invite_questions", "closing"]
CHARACTER_MS = 65
"""How long a character takes to say, so that turns without times have an order in time."""

_WARM_UP = re.compile(
    r"\b(?:(?:tell|say) (?:me|us) (?:a (?:bit|little) )?about (?:yourself|your background)|introduce yourself|how are you|how was your (?:journey|day|trip)"
    r"|what brings you|(?:walk|take) (?:me|us) through your (?:resume|cv|background|career)|can you hear me|ready to (?:start|begin)|something about yourself)\b",
    re.IGNORECASE,
)
_INVITES = re.compile(
    r"\b(?:(?:any|some|what) questions (?:do you have |have you got |would you like to ask )?(?:for|of) (?:me|us)|questions for (?:me|us)|(?:like|want) to ask (?:me|us)"
    r"|do you have any questions|any questions from you|what would you like to (?:ask|know))\b",
    re.IGNORECASE,
)
_OPENS = re.compile(
    r"\b(?:(?:tell|talk) (?:me|us) (?:about|of|how) (?!that\b|it\b|this\b)|(?:give|share|think of)(?: me| us)? (?:an?|one|another) (?:\w+ )?(?:example|time|instance|occasion|situation|case)"
    r"|describe (?!that\b|it\b|this\b)|(?:walk|talk|take) (?:me|us) through (?!that\b|it\b|this\b)|have you ever|tell (?:me|us) something"
    r"|(?:let's|let us|i'd like to|i want to|we'll|can we) (?:now )?(?:move|turn|switch|change|talk about)|next (?:question|topic)|another (?:question|topic|area)"
    r"|imagine|suppose|say you|how would you|what would you do if|why (?:do|did|would|are) you (?:want|apply|interested|like|choose)|why (?:this|our|us)\b"
    r"|what (?:is|are) your (?:greatest|biggest|main|strengths?|weakness\w*)|where do you see yourself|when did you (?:last|ever|have)|(?:a|the last|one) time (?:when|that|you)|\b(?:hardest|toughest|proudest|biggest|greatest|most (?:difficult|challenging|important))\b"
    r"|explain (?!that\b|it\b|this\b|what you\b|why you\b))",
    re.IGNORECASE,
)
_STAYS = re.compile(
    r"^(?:(?:and|so|okay|ok|right|thanks|thank you|good|great|i see|interesting|understood|sure|got it|fair enough|hm+|sorry)[,.!]? )*"
    r"(?:(?:what|how|why|who|which|where|when) (?:did|was|were|exactly|happened|else|about|made|part|of)\b|(?:can|could) you (?:say|tell|give|explain|elaborate|expand|go)\b|and (?:then|what|how|why)\b|you (?:said|mentioned|say)\b|go on|tell (?:me|us) more|why\?|how so|(?:what|how) would you (?:do|change|say|handle)? ?(?:it |that )?(?:differently|next|instead|again)|how (?:long|many|much|big|often|do you know|sure)\b|would you do (?:it|that))",
    re.IGNORECASE,
)
_POINTS_BACK = re.compile(
    r"\b(?:(?<!so )that|this|those|these|there|you (?:said|mentioned|say|described)|your (?:part|role|own)|in the end|afterwards|next)\b",
    re.IGNORECASE,
)
_COURTESY = re.compile(
    r"^(?:(?:okay|ok|right|thanks|thank you|good|great|i see|perfect|interesting|hello|hi|welcome|sure|got it|nice|good (?:morning|afternoon|evening))\b[^.!?]{0,60}[.!])\s+",
    re.IGNORECASE,
)
_SETS_OUT = re.compile(
    r"\b(?:hardest|toughest|proudest|biggest|greatest|most (?:difficult|challenging|important)|(?:a|one|the last) time|next (?:question|topic)|another)\b",
    re.IGNORECASE,
)
"""A new story, however the question begins."""
_THAT = re.compile(r"\b(?:that|it|this|them)[?.]?$", re.IGNORECASE)
_PRONOUN = re.compile(r"\b(?:it|they|them|he|she|him|her)\b", re.IGNORECASE)
_GOES_ON = re.compile(r"(?:(?:okay|ok|right|sorry|hm+)[,.]? )?and\b", re.IGNORECASE)
_LOOKS_BACK = re.compile(
    r"\b(?:differently|again|(?:learn|take|took) (?:away )?from (?:it|that|this)|take away)\b",
    re.IGNORECASE,
)
_WHEN = re.compile(r"^when did you\b", re.IGNORECASE)
BARE = 2  # words of a question that says nothing new
BRIEF = 8  # words up to which a pronoun stands for something said before
SHORT = 14  # words of a question that points back
ASKED_LAST = 3  # sentences
SURE = 0.4  # of a reading, before it is believed without words that say so
FAR = 1.5  # natural logarithm of odds
LEAST = 0.01


@dataclass(frozen=True, slots=True)
class Told:
    """Turns with intents and leads, as the judgement reads them, and the leads in the order they were asked."""

    turns: tuple[AssessedTurn, ...]
    leads: tuple[Lead, ...]


def tell_leads(said: Sequence[tuple[Speaker, str]]) -> Told:
    """Sort out who asked what. Times are made up from lengths; nothing about delivery follows from them."""
    turns: list[AssessedTurn] = []
    leads: list[Lead] = []
    clock, current, answered = 0, "", False
    for seq, (speaker, text) in enumerate(said, 1):
        intent: Intent | None = None
        if speaker == "interviewer":
            intent = intent_of(text, has_lead=bool(current), was_answered=answered)
            if intent == "lead":
                leads.append(_lead(f"question-{len(leads) + 1}", text))
                current = leads[-1].lead_id
            elif intent in ("warmup", "invite_questions", "closing"):
                current = ""
            answered = False
        else:
            answered = True
        on_lead = intent in ("lead", "follow_up") and bool(current)
        ended = clock + CHARACTER_MS * len(text)
        turns.append(
            AssessedTurn(
                seq,
                speaker,
                text,
                clock,
                ended,
                intent=intent,
                lead_id=current if on_lead else None,
            )
        )
        clock = ended
    return Told(tuple(turns), tuple(leads))


def intent_of(text: str, *, has_lead: bool, was_answered: bool = True) -> Intent | None:
    """What an interviewer's turn does; None for an aside, which keeps what is open."""
    if _INVITES.search(text):
        return "invite_questions"
    asked = _without_courtesy(text)
    opens = _OPENS.search(asked) is not None
    if _WARM_UP.search(text) and not (opens and not _WARM_UP.search(_last_question(asked))):
        return "warmup"
    stays = _STAYS.match(asked) is not None
    read = read_question(_asked_last(asked))
    likely = max(read, key=lambda name: read[name])
    if "?" not in text and not opens and (likely in (TALK, FOLLOW_UP) or read[likely] < SURE):
        return "follow_up" if has_lead and (stays or likely == FOLLOW_UP) else None
    if read[likely] >= SURE and likely in (WARM_UP, INVITES):
        return "warmup" if likely == WARM_UP else "invite_questions"
    if not has_lead:
        return "lead"
    return "lead" if _opens_something(asked, read, was_answered=was_answered) else "follow_up"


def _opens_something(asked: str, read: Mapping[str, float], *, was_answered: bool) -> bool:
    """Whether a question leaves what is open. Words that point back, and few of them, weigh against it."""
    length = len(words_in(asked))
    is_brief, is_short = length <= BRIEF, length <= SHORT
    stays, opens = _STAYS.match(asked) is not None, _OPENS.search(asked) is not None
    goes_on = is_brief and _GOES_ON.match(asked) is not None
    if length <= BARE or goes_on or (stays and _LOOKS_BACK.search(asked)):
        return False
    if _SETS_OUT.search(asked) or (_WHEN.match(asked) and not is_brief):
        return True
    if opens and not (stays and is_short) and not (is_brief and _THAT.search(asked)):
        return True
    points_back = bool(_POINTS_BACK.search(asked) or (is_brief and _PRONOUN.search(asked)))
    signs = (stays and (is_short or points_back), points_back and is_short, not was_answered)
    against = FAR * sum(signs)
    fresh = sum(share for name, share in read.items() if name not in NO_LEAD)
    return math.log((fresh + LEAST) / (read[FOLLOW_UP] + LEAST)) > against


def _without_courtesy(text: str) -> str:
    plain = " ".join(text.split())
    while match := _COURTESY.match(plain):
        plain = plain[match.end() :]
    return plain


def _last_question(text: str) -> str:
    return re.split(r"(?<=[.!?])\s+", text)[-1]


def _asked_last(text: str) -> str:
    """The end of a long turn: an interviewer says at last what is wanted."""
    parts = re.split(r"(?<=[.!?])\s+", text)
    return " ".join(parts[-ASKED_LAST:])


def _lead(lead_id: str, text: str) -> Lead:
    question = _without_courtesy(text)
    kind = kind_of(question)
    return Lead(lead_id, asked_about(question), question, question, kind)
