"""What the candidate did: "I" (or "we") with a verb that does something to something.

Weak verbs (was, felt, tried, helped) and acts without an object do not count
(INTERVIEWING.md §6.2, label A and WE).
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from preppal.assessment.cues import GENERIC, STOP_WORDS
from preppal.assessment.sentences import Sentence, Word
from preppal.assessment.verbs import (
    BETWEEN,
    IRREGULAR_PAST,
    NEGATING,
    PRESENT_ACTS,
    REFUSALS,
    SAME_IN_PAST,
    WEAK_BASE,
    WEAK_BASE_BUT,
    WEAK_BUT,
    WEAK_PAST,
    is_participle,
    is_past,
)

_I = frozenset({"i", "i've", "i'd"})
_WE = frozenset({"we", "we've", "we'd"})
_OTHER_SUBJECTS = frozenset(
    {"he", "she", "they", "it", "we", "you", "who", "which", "that", "what", "i", "there"}
)
_TAKES_INFINITIVE = frozenset(
    {"managed", "decided", "chose", "offered", "able", "started", "began"}
)
_CONDITIONS = frozenset({"if", "unless"})
_REACH = 10  # words after the verb in which its object must stand


@dataclass(frozen=True, slots=True)
class Act:
    """One act: its verb and the indexes of subject and verb in the sentence's words."""

    verb: str
    subject_at: int
    verb_at: int


def is_concrete(word: str) -> bool:
    """Whether a word carries something particular: a thing, a number, a name."""
    return word not in STOP_WORDS and word not in GENERIC and (len(word) > 1 or word.isdigit())


def own_acts(sentence: Sentence) -> list[Act]:
    """What "I" did, in the past."""
    return _past_acts(sentence, _I)


def shared_acts(sentence: Sentence) -> list[Act]:
    """What "we" did, in the past."""
    return _past_acts(sentence, _WE)


def present_acts(sentence: Sentence) -> list[Act]:
    """What "I" do, by verbs that a story told in the present is made of."""
    return [act for act in _base_acts(sentence, frozenset({"i"})) if act.verb in PRESENT_ACTS]


def would_acts(sentence: Sentence) -> list[Act]:
    """Steps that "I" would take: "I'd ask the parent", "I would send", "first I count"."""
    return _base_acts(sentence, frozenset({"i", "i'd", "i'll"}))


def _past_acts(sentence: Sentence, subjects: frozenset[str]) -> list[Act]:
    words = sentence.words
    found: list[Act] = []
    for index, word in enumerate(words):
        if word.text not in subjects or (index and words[index - 1].text in _CONDITIONS):
            continue
        act = _past_act_at(words, index)
        if act is not None:
            if _has_object(sentence, act.verb_at):
                found.append(act)
            found.extend(_joined_acts(sentence, act))
    return found


def _past_act_at(words: Sequence[Word], subject_at: int) -> Act | None:
    subject = words[subject_at].text
    perfect = subject.endswith("'ve")
    negated = False
    at = subject_at + 1
    while at < len(words) and at - subject_at < 7:
        text = words[at].text
        following = words[at + 1].text if at + 1 < len(words) else ""
        if text in _TAKES_INFINITIVE and following == "to" and at + 2 < len(words):
            if not negated and not _weak_base(words, at + 2):
                return Act(words[at + 2].text, subject_at, at + 2)
            return Act(text, subject_at, at) if text == "offered" and not negated else None
        if text in {"have", "had", "has"} and (
            is_participle(following) or (following in BETWEEN and following != "to")
        ):
            perfect = True
        elif (text, following) in {("went", "and"), ("was", "able")}:
            at += 1
        elif text not in BETWEEN or (text == "to" and words[at - 1].text != "able"):
            break
        if text in NEGATING:
            negated = True
        at += 1
    if at >= len(words) or at == subject_at:
        return None
    verb = words[at].text
    if subject.endswith("'d") and verb in SAME_IN_PAST:
        return None
    past = is_participle(verb) if perfect or subject.endswith("'d") else is_past(verb)
    if negated and not (words[at - 1].text == "didn't" and verb in REFUSALS):
        past = False
    if not past or _weak_past(words, at):
        return None
    return Act(verb, subject_at, at)


def _joined_acts(sentence: Sentence, first: Act) -> Iterator[Act]:
    """Further verbs with the same subject: "I listed our calls, deleted four and told …"."""
    words = sentence.words
    at = first.verb_at + 1
    while at < len(words):
        text = words[at].text
        if text in _OTHER_SUBJECTS and (
            at in sentence.breaks or words[at - 1].text in {"and", "then"}
        ):
            return
        joins = text in {"and", "then"} or at in sentence.breaks
        verb_at = at if text not in {"and", "then", "also", "just"} else at + 1
        while verb_at < len(words) and words[verb_at].text in {"then", "also", "just", "and"}:
            verb_at += 1
        if (
            joins
            and verb_at < len(words)
            and is_past(words[verb_at].text)
            and not _weak_past(words, verb_at)
            and _has_object(sentence, verb_at)
        ):
            yield Act(words[verb_at].text, first.subject_at, verb_at)
            at = verb_at
        at += 1


def _base_acts(sentence: Sentence, subjects: frozenset[str]) -> list[Act]:
    words = sentence.words
    found: list[Act] = []
    for index, word in enumerate(words):
        if word.text not in subjects:
            continue
        at = index + 1
        while at < len(words) and words[at].text in _BEFORE_BASE and at - index < 5:
            at += 1
        if at >= len(words):
            continue
        verb = words[at].text
        could_be_base = verb in SAME_IN_PAST or not (verb in STOP_WORDS or is_past(verb))
        if could_be_base and not _weak_base(words, at) and _has_object(sentence, at):
            found.append(Act(words[at].text, index, at))
    return found


_BEFORE_BASE = frozenset(
    {"would", "will", "could", "then", "also", "first", "just", "immediately", "probably", "even"}
)


def _weak_past(words: Sequence[Word], at: int) -> bool:
    verb = words[at].text
    following = words[at + 1].text if at + 1 < len(words) else ""
    if verb in WEAK_BUT:
        return following not in WEAK_BUT[verb]
    return verb in WEAK_PAST or (verb in {"made", "gave"} and following in _EMPTY_OBJECTS)


def _weak_base(words: Sequence[Word], at: int) -> bool:
    verb = words[at].text
    following = words[at + 1].text if at + 1 < len(words) else ""
    if verb in WEAK_BASE_BUT:
        return following not in WEAK_BASE_BUT[verb]
    return verb in WEAK_BASE or verb in STOP_WORDS


_EMPTY_OBJECTS = frozenset({"sure", "my", "everything", "up", "it", "progress", "everyone"})


def _has_object(sentence: Sentence, verb_at: int) -> bool:
    """A particular word must follow in the same clause: "I improved communication" has none."""
    words = sentence.words
    for at in range(verb_at + 1, min(len(words), verb_at + 1 + _REACH)):
        if at in sentence.breaks and at > verb_at + 2:
            return False
        text = words[at].text
        if is_concrete(text) and text not in IRREGULAR_PAST and not text.endswith("ly"):
            return True
    return False
