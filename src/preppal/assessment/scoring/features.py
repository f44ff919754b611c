"""Named figures of a question and an answer, most of them 0..1: what the rules look at, and what can be printed
beside a score. None of them is the length of the answer. Rates are per 100 words with a ceiling.
"""

from __future__ import annotations

from collections.abc import Collection, Sequence

from preppal.assessment import cues
from preppal.assessment.acts import is_concrete
from preppal.assessment.labels import Labelled
from preppal.assessment.report import SIGNALS
from preppal.assessment.scoring import words_counted as counted
from preppal.assessment.scoring.hearing import NAME, HeardAnswer
from preppal.assessment.sentences import words_in

Features = dict[str, float]

LEAST_FOR_A_RATE = 30  # words: below this one word is not taken for many in a hundred


def features_of(question: str, heard: HeardAnswer) -> Features:
    """Every figure; all are missing (0) where nothing in the answer carries anything."""
    if not heard.carrying:
        return {}
    spoken, words = [item.labelled for item in heard.carrying], heard.words
    return {
        **_signals(heard),
        **_acts(spoken, words),
        **_wording(spoken, words),
        **_talk(words),
        **_asked(question, words),
        **_whole(heard, len(words)),
    }


def _rate(count: float, words: int, ceiling: float) -> float:
    """``count`` in a hundred words as a share of ``ceiling``, at most 1."""
    return min(1.0, count * 100 / max(words, LEAST_FOR_A_RATE) / ceiling)


def _in(words: Sequence[str], wanted: Collection[str]) -> int:
    return sum(word in wanted for word in words)


def _signals(heard: HeardAnswer) -> Features:
    found: Features = {}
    for signal in SIGNALS:
        mine = [(index, hit.strength) for index, hit in heard.signals if hit.signal == signal]
        found[f"has_{signal}"] = float(bool(mine))
        found[f"share_{signal}"] = len({index for index, _ in mine}) / len(heard.carrying)
        found[f"clear_{signal}"] = max((strength for _, strength in mine), default=0) / 4
    return found


def _acts(spoken: Sequence[Labelled], words: Sequence[str]) -> Features:
    own = [act.verb for labelled in spoken for act in labelled.own]
    steps = [act.verb for labelled in spoken for act in labelled.steps]
    shared = [act.verb for labelled in spoken for act in labelled.shared]
    speaker, group = _in(words, counted.SPEAKER), _in(words, counted.GROUP)
    size = len(words)
    return {
        "own_verbs": min(1.0, len(set(own)) / 6),
        "own_rate": _rate(len(own), size, 8),
        "steps_rate": _rate(len(set(steps)), size, 8),
        "we_acts": _rate(len(shared), size, 6),
        "own_share": (len(own) + 1) / (len(own) + len(shared) + 2),
        "i_rate": _rate(speaker, size, 12),
        "we_rate": _rate(group, size, 10),
        "we_share": group / (speaker + group + 1),
    }


def _wording(spoken: Sequence[Labelled], words: Sequence[str]) -> Features:
    size, sentences = len(words), len(spoken)
    concrete = [word for word in words if is_concrete(word)]
    numbers = sum(word in cues.NUMBER_WORDS or word[0].isdigit() for word in words)
    return {
        "concrete": len(concrete) / size,
        "concrete_words": min(1.0, len(set(concrete)) / size * 2),
        "generic": min(1.0, _in(words, cues.GENERIC) / size * 4),
        "common": _in(words, cues.STOP_WORDS) / size,
        "buzzwords": _rate(_in(words, cues.BUZZWORDS), size, 5),
        "superlatives": _rate(_in(words, counted.SUPERLATIVES), size, 5),
        "numbers": _rate(numbers, size, 5),
        "has_number": float(numbers > 0),
        "names": _rate(_in(words, (NAME,)), size, 4),
        "people": _rate(_in(words, counted.PEOPLE), size, 4),
        "the": _rate(_in(words, ("the",)), size, 10),
        "you": _rate(_in(words, counted.LISTENER), size, 6),
        "ing": _rate(sum(word.endswith("ing") for word in words), size, 8),
        "abstract": _rate(sum(word.endswith(counted.ABSTRACT_ENDINGS) for word in words), size, 8),
        "ly": _rate(sum(word.endswith("ly") for word in words), size, 5),
        "word_length": sum(map(len, words)) / size / 6,
        "sentence_length": min(1.0, size / sentences / 30),
        "variety": _variety(words),
        "habit": sum(labelled.habit for labelled in spoken) / sentences,
        "wish": sum(labelled.wish for labelled in spoken) / sentences,
        "past": sum(labelled.has_past for labelled in spoken) / sentences,
    }


def _talk(words: Sequence[str]) -> Features:
    joined, size = " ".join(words), len(words)
    patterns = {
        "hedges": (counted.HEDGES, 5),
        "times": (counted.TIMES, 4),
        "talk": (counted.TALK, 4),
        "contrasts": (counted.CONTRASTS, 4),
        "causes": (counted.CAUSES, 5),
    }
    return {
        name: _rate(len(pattern.findall(joined)), size, ceiling)
        for name, (pattern, ceiling) in patterns.items()
    }


def _asked(question: str, words: Sequence[str]) -> Features:
    particular = {word.text for word in words_in(question) if is_concrete(word.text)}
    return {"shared_words": len(particular & set(words)) / max(1, len(particular))}


def _whole(heard: HeardAnswer, carried: int) -> Features:
    judged = carried + sum(item.labelled.length for item in heard.rest)
    return {
        "vague": 1 - carried / judged,
        "under_40": max(0.0, 1 - carried / 40),
        "under_90": max(0.0, 1 - carried / 90),
    }


def _variety(words: Sequence[str], window: int = 40) -> float:
    """Different words in 40, the mean over the answer: no longer answer has fewer by being longer."""
    last = max(1, len(words) - window + 1)
    parts = [words[at : at + window] for at in range(0, last, 8)]
    return sum(len(set(part)) / len(part) for part in parts) / len(parts)
