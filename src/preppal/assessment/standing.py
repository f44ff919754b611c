"""A title as what it says: a profession, and how high. What says neither for sure is none."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Literal

from preppal.assessment.sentences import word_set

Level = Literal["learner", "junior", "plain", "senior", "lead", "manager", "executive"]
_SHORT = {
    "sr": "senior", "jr": "junior", "mgr": "manager", "dev": "developer", "eng": "engineer", "swe": "engineer",
    "vp": "vicepresident", "svp": "vicepresident", "evp": "vicepresident", "pm": "productmanager", "rn": "nurse",
    "dir": "director", "coder": "developer", "cofounder": "founder",
}  # fmt: skip
_JOINED = (
    (r"\bvice[- ]president\b", "vicepresident"),
    (r"\bco-founder\b", "founder"),
    (r"\bteam lead(?:er)?\b", "teamlead"),
    (r"\b(?:product|programme|program) manager\b", "productmanager"),
    (r"\b(?:project|account|office|case|content|community|brand|category|key account|territory|area|service|events?|"
     r"social media|marketing|relationship|property|delivery|success|portfolio|release|change|risk|incident|test) manager\b", "coordinator"),
    (r"\b(?:working student|summer analyst)\b", "intern"),
    (r"\b(?:managing|executive) director\b", "director"),
    (r"\b(?:art|creative|music|film|funeral) director\b", "designer"),
    (r"\bchief of staff\b", "coordinator"),
    (r"\bchief \w+ officer\b", "chief"),
)  # fmt: skip
_LEARNERS = word_set("intern trainee apprentice internship")
_JUNIORS = word_set("junior associate graduate")
_SENIORS = word_set("senior")
_LEADS = word_set("lead staff principal teamlead foreman charge distinguished")
_MANAGERS = word_set("manager supervisor superintendent")
_EXECUTIVES = word_set("director vicepresident chief ceo cto cfo coo cmo cio cpo founder president")
_LOWERED = word_set("assistant deputy associate vice acting interim")
_FAMILIES = {
    "builder of software": "engineer developer programmer architect",
    "designer": "designer illustrator",
    "accountant": "accountant bookkeeper auditor controller",
    "nurse": "nurse",
    "physician": "physician surgeon doctor",
    "teacher": "teacher lecturer professor",
    "lawyer": "lawyer attorney solicitor barrister counsel paralegal",
    "cook": "chef cook baker",
    "product": "productmanager",
    "recruiter": "recruiter",
    "sales": "salesperson salesman saleswoman",
    "scientist": "scientist researcher",
    "analyst": "analyst",
    "driver": "driver",
    "electrician": "electrician",
}
_NOUNS = {noun: family for family, nouns in _FAMILIES.items() for noun in nouns.split()}
_NEAR = (
    {"builder of software", "scientist", "analyst"},
    {"product", "analyst", "designer"},
    {"accountant", "analyst"},
    {"scientist", "teacher"},
    {"scientist", "physician"},
)
"""Professions between which one job may lie."""
_HEAD = re.compile(
    r"\b(?:global )?head of (?!(?:the|a|an|my|our|their|this|that|one|two|three|four|five|\d)\b)\w"
)
_PLACE = {level: at for at, level in enumerate(("learner", "junior", "plain", "senior", "lead", "manager", "executive"))}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Standing:
    words: tuple[str, ...]
    level: Level
    family: str
    """"" where the title is of standing alone: "head of engineering", "manager"."""

    def is_same(self, other: Standing) -> bool:
        """The same words, or fewer of them at the same height: "engineer" of a software engineer."""
        if self.words == other.words:
            return True
        short, long = sorted((self.words, other.words), key=len)
        return self.level == other.level and self.family == other.family and set(short) <= set(long)

    def is_near(self, said: Standing) -> bool:
        """Whether both may be said of one job. Self is the resume's."""
        if self.family and said.family and self.family != said.family:
            pair = {self.family, said.family}
            if not any(pair <= near for near in _NEAR):
                return False
        here, there = _PLACE[self.level], _PLACE[said.level]
        if said.level in ("plain", "junior", "learner"):
            # People leave ranks out; but an intern is no senior's short form.
            return not (said.level == "learner" and here > _PLACE["plain"])
        if self.level == "senior" or self.level == "lead":
            # Who leads is called many things; what a director is, is not among them.
            return there <= _PLACE["lead"] or (self.level == "lead" and said.level == "manager")
        return self.level in ("manager", "executive")  # else a plain title, and a rank said to it


def standing_of(title: str) -> Standing | None:
    """What a title says, or None where no word of it is known for sure."""
    text = re.sub(r"[^\w\s&/+-]", " ", title.casefold().replace(".", ""))
    text = re.sub(r"\(.*?\)", " ", text)
    for pattern, word in _JOINED:
        text = re.sub(pattern, word, text)
    words = tuple(_SHORT.get(word, word) for word in re.split(r"[\s/&,-]+", text) if word)
    if not words or words[-1] in _LOWERED:
        return None
    before = words[: words.index("of")] if "of" in words else words
    is_head = bool(_HEAD.search(text))
    noun = before[-1] if before else ""
    family = next((_NOUNS[word] for word in reversed(before) if word in _NOUNS), "")
    level = _level(before, is_head=is_head)
    is_ranked = is_head or noun in _MANAGERS | _EXECUTIVES | _LEARNERS or noun == "teamlead"
    if not is_ranked and not family:
        return None
    if set(before) & _LOWERED and level in ("manager", "executive"):
        return None
    if is_ranked and level != "learner":
        family = ""
    return Standing(tuple(word for word in words if word not in ("the", "a", "an")), level, family)


def _level(words: tuple[str, ...], *, is_head: bool) -> Level:
    said = set(words)
    if is_head or said & _EXECUTIVES:
        return "executive"
    if said & _LEARNERS:
        return "learner"
    if said & _MANAGERS:
        return "manager"
    if said & _LEADS and not {"staff", "nurse"} <= said:
        return "lead"
    if said & _SENIORS or said & {"iii", "iv", "3", "4"}:
        return "senior"
    if said & _JUNIORS:
        return "junior"
    return "plain"
