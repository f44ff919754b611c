"""The entrance: one answer's score from its own words, with the words that earned it and what made it.

What a sentence is worth is learned (`reader`); the rules around it are not. Every rule can only lower a score or withhold it.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, field

from preppal.assessment.findings import LEAST_WORDS, Heard
from preppal.assessment.labels import STEP_KINDS
from preppal.assessment.language import can_read
from preppal.assessment.quoting import span
from preppal.assessment.report import Signal
from preppal.assessment.scoring.features import Features, features_of
from preppal.assessment.scoring.hearing import HeardAnswer, hear
from preppal.assessment.scoring.kinds import kind_of
from preppal.assessment.scoring.reader import Reader, load_reader
from preppal.assessment.scoring.weighing import READ_AS, STEP, Judge, Weighed, as_own
from preppal.assessment.scoring.weights import Weights, load_weights
from preppal.assessment.sentences import words_in

LOWEST, HIGHEST = 1.0, 5.0
MOST_SPANS = 3
SIGNAL_WORTH = 0.02  # beside the reading, for each step of a signal's strength
BUZZ_CAP, BUZZ_RATE = 2.0, 0.6
WE_CAP, WE_SENTENCES = 2.5, 2
TOLD_DOUBT = 0.4  # points from which on a doubt is told among the rules
LISTED, LIST_MARKS, LIST_WORDS = 1.5, 1 / 3, 12  # a list: a mark for every three words
_MARK = re.compile(r"[,;.:\n]")
LEAST_CONFIDENT = 0.15
MOST_CONFIDENT = 0.65  # this reviewer never says "high" (§6.5)


@dataclass(frozen=True, slots=True)
class Span:
    """Words that earned a part of the score: ``answer[start:end] == quote``. ``shows`` names a signal,
    or "detail" where the words count without being one."""

    start: int
    end: int
    quote: str
    shows: Signal | str


@dataclass(frozen=True, slots=True)
class SentenceWorth:
    """``answer[start:end]`` and what it added to the score."""

    start: int
    end: int
    worth: float


@dataclass(frozen=True, slots=True)
class Scored:
    """``score`` is 1..5, or None when nothing was observed. ``worths`` and the ``sentences``' own add up to it,
    unless one of the ``rules`` capped or withheld it or it would be beyond 1..5 (a doubt that took much is
    among both). ``features`` are what was
    counted beside. ``confidence`` is 0..1."""

    score: float | None
    confidence: float
    evidence: tuple[Span, ...] = ()
    features: Features = field(default_factory=dict)
    worths: Mapping[str, float] = field(default_factory=dict)
    sentences: tuple[SentenceWorth, ...] = ()
    rules: tuple[str, ...] = ()

    @property
    def not_observed(self) -> bool:
        return self.score is None


def score_answer(
    question: str,
    answer: str,
    *,
    kind: str = "",
    weights: Weights | None = None,
    reader: Reader | None = None,
) -> Scored:
    """Score one answer. Without ``kind`` (one of the bank's) it is told from the question."""
    if not can_read(answer):
        return _listed(answer) or Scored(None, 0.0, rules=("not English",))
    heard = hear(question, kind or kind_of(question), answer)
    if withheld := _withheld(heard):
        return Scored(None, 0.0, rules=(withheld,))
    if not heard.carrying:
        return Scored(LOWEST, _confidence(heard, {}), rules=("nothing particular is said",))
    judge = Judge(question, weights or load_weights(), reader or load_reader())
    weighed = judge.weigh(heard)
    total = weighed.total
    features = features_of(question, heard)
    caps = dict(_caps(heard, features))
    if heard.kind == "behavioural" and not _own(heard) and _shared(heard):
        # The same told as one's own is worth more, whatever the reader makes of either (§6.7).
        own = judge.weigh(hear(question, heard.kind, as_own(answer))).total
        caps["told as everybody's"] = max(LOWEST, own - STEP)
    low = min([total, *caps.values()])
    return Scored(
        score=round(min(HIGHEST, max(LOWEST, low)), 2),
        confidence=_confidence(heard, features),
        evidence=_evidence(heard, weighed),
        features=features,
        worths=weighed.parts,
        sentences=_sentences(heard, weighed),
        rules=_rules(weighed, caps),
    )


def _listed(answer: str) -> Scored | None:
    """What a list of terms is worth (GRADING.md: 1 to 2): it has too few small words to be English prose, and
    too many marks to be prose of any language. None where it is no list."""
    words = words_in(answer)
    if not words or len(_MARK.findall(answer)) < LIST_MARKS * len(words):
        return None
    end = words[min(len(words), LIST_WORDS) - 1].end
    shown = Span(words[0].start, end, answer[words[0].start : end], "detail")
    return Scored(LISTED, LEAST_CONFIDENT, (shown,), rules=("a list of terms",))


def _withheld(heard: HeardAnswer) -> str:
    """Why there is nothing to judge; empty when there is."""
    if heard.said < LEAST_WORDS:
        return "too few words"
    if heard.declines and not any(item.labelled.own for item in heard.carrying):
        return "declined"
    return ""


def _caps(heard: HeardAnswer, features: Features) -> list[tuple[str, float]]:
    """What no sum of features may pass (§6.4)."""
    found: list[tuple[str, float]] = []
    if features["buzzwords"] >= BUZZ_RATE and not features["has_number"]:
        found.append(("buzzwords without a number", BUZZ_CAP))
    if heard.kind == "behavioural" and not _own(heard) and _shared(heard) >= WE_SENTENCES:
        found.append(("nothing the speaker did alone", WE_CAP))
    return found


def _own(heard: HeardAnswer) -> bool:
    return any(item.labelled.own or item.labelled.steps for item in heard.carrying)


def _shared(heard: HeardAnswer) -> int:
    """Sentences in which "we" did something."""
    return sum(bool(item.labelled.shared) for item in heard.carrying)


def _rules(weighed: Weighed, caps: Mapping[str, float]) -> tuple[str, ...]:
    """The cap that held it down, where several would, and the doubts that took much."""
    doubts = [name for name in READ_AS.values() if weighed.parts.get(name, 0.0) <= -TOLD_DOUBT]
    lowest = min(caps, key=lambda rule: caps[rule], default="")
    return (*([lowest] if lowest and caps[lowest] < weighed.total else []), *doubts)


def _confidence(heard: HeardAnswer, features: Features) -> float:
    """After INTERVIEWING.md §6.5: more words and more kinds of evidence; never "high"."""
    wanted = (
        ("own_part", "reasons") if heard.kind in STEP_KINDS else ("own_part", "reasons", "result")
    )
    found = sum(features.get(f"has_{signal}", 0.0) for signal in wanted) / len(wanted)
    clear = 1 - features.get("vague", 1.0)
    sure = LEAST_CONFIDENT + 0.25 * min(1.0, len(heard.words) / 90) + 0.15 * clear + 0.10 * found
    return round(min(MOST_CONFIDENT, sure), 2)


def _evidence(heard: HeardAnswer, weighed: Weighed) -> tuple[Span, ...]:
    """The sentences that are worth most, a little more where they show a signal, each quoted once, in the
    order they were said."""

    def worth(index: int) -> float:
        signals = sum(hit.strength for at, hit in heard.signals if at == index)
        return weighed.sentences[index] + SIGNAL_WORTH * signals

    ranked = sorted(range(len(heard.carrying)), key=lambda index: -worth(index))[:MOST_SPANS]
    return tuple(sorted((_span(heard, index) for index in ranked), key=lambda quoted: quoted.start))


def _sentences(heard: HeardAnswer, weighed: Weighed) -> tuple[SentenceWorth, ...]:
    return tuple(
        SentenceWorth(words[0].start, words[-1].end, round(worth, 3))
        for item, worth in zip(heard.carrying, weighed.sentences, strict=True)
        for words in (item.labelled.sentence.words,)
    )


def _span(heard: HeardAnswer, index: int) -> Span:
    item: Heard = heard.carrying[index]
    mine = [hit for at, hit in heard.signals if at == index]
    if mine:
        best = max(mine, key=lambda hit: hit.strength)
        start, end = span(item.labelled.sentence, best.low, best.high)
        return Span(start, end, heard.text[start:end], best.signal)
    last = len(item.labelled.sentence.words) - 1
    start, end = span(item.labelled.sentence, 0, min(last, 8))
    return Span(start, end, heard.text[start:end], "detail")
