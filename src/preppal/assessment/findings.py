"""What each lead brought to light: signals, their spans, and what this kind of question missed."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from preppal.assessment import cues
from preppal.assessment.acts import is_concrete
from preppal.assessment.labels import LATE, Hit, Labelled, hits, label
from preppal.assessment.language import can_read, in_other_language
from preppal.assessment.orders import without_orders
from preppal.assessment.quoting import span
from preppal.assessment.report import SIGNALS, Evidence, QuestionFinding, Signal, Status
from preppal.assessment.sentences import Sentence, filler_flags, sentences, words_in
from preppal.assessment.transcript import AnswerTurn, Lead

LEAST_WORDS = 15  # words worth judging, below which nothing is missing yet (INTERVIEWING.md §6.4)
MOST_QUOTES = 2  # spans per signal
SECOND_STRENGTH = 2  # a second span must stand by itself
NEAR_DUPLICATE = 0.8  # Jaccard of particular words
PARROTED = 0.6  # share of a sentence's particular words that come from the question
REFUSAL_WORDS = 30  # a sentence that refuses is short

# What a kind of question asks for. A signal that is not asked for is never missing.
ASKED_FOR: dict[str, tuple[Signal, ...]] = {
    "behavioural": ("situation", "own_part", "reasons", "result"),
    "situational": ("own_part", "reasons"),
    "case": ("own_part", "reasons"),
    "knowledge": ("reasons",),
    "motivation": ("reasons",),
}


@dataclass(frozen=True, slots=True)
class Heard:
    """A sentence that may be judged, with the turn it comes from."""

    answer: AnswerTurn
    labelled: Labelled


@dataclass(frozen=True, slots=True)
class Found:
    """A hit as evidence, with what is needed to choose between several."""

    evidence: Evidence
    prompted: bool
    strength: int
    rank: tuple[int, ...]


@dataclass(frozen=True, slots=True)
class Reading:
    """A lead's finding together with the sentences it rests on, for the advice.

    `judged_words` leaves out fillers, repetitions, and orders to the reviewer.
    """

    lead: Lead
    finding: QuestionFinding
    heard: tuple[Heard, ...]
    judged_words: int


def asked_for(lead: Lead) -> tuple[Signal, ...]:
    """The signals that this question asks for, learning only where its words do."""
    wanted = ASKED_FOR.get(lead.kind, ())
    asks_learning = cues.ASKS_LEARNING.search(lead.text.lower()) is not None
    if lead.kind == "behavioural" and asks_learning:
        return (*wanted, "learning")
    return wanted


def read_lead(lead: Lead, answers: Sequence[AnswerTurn] | None) -> Reading:
    """Judge the answers to one lead; None when nobody asked it."""
    if answers is None:
        return Reading(lead, _finding(lead, (), "not_asked", words=0), (), 0)
    words = sum(count_words(answer.turn.text) for answer in answers)
    heard = tuple(judged(lead, answers))
    judged_words = sum(item.labelled.length for item in heard)
    found = _found(lead, heard)
    chosen = _choose(found)
    shown = {item.evidence.signal for item in found}
    unprompted = {item.evidence.signal for item in found if not item.prompted}
    wanted = asked_for(lead)
    missing = tuple(signal for signal in wanted if signal not in shown)
    enough = judged_words >= LEAST_WORDS
    status = _status(heard, any_shown=enough and bool(shown), missing=missing)
    finding = QuestionFinding(
        lead_id=lead.lead_id,
        competency=lead.competency,
        question=lead.text,
        short=lead.short,
        turn_seqs=tuple(answer.turn.seq for answer in answers),
        status=status,
        evidence=chosen,
        missing=missing if enough and status != "declined" else (),
        after_prompt=tuple(s for s in SIGNALS if s in shown and s not in unprompted),
        words=words,
    )
    return Reading(lead, finding, heard, judged_words)


def count_words(text: str) -> int:
    """Words without fillers."""
    words = words_in(text)
    return len(words) - sum(filler_flags(words))


def _finding(lead: Lead, seqs: tuple[int, ...], status: Status, *, words: int) -> QuestionFinding:
    return QuestionFinding(
        lead_id=lead.lead_id,
        competency=lead.competency,
        question=lead.text,
        short=lead.short,
        turn_seqs=seqs,
        status=status,
        words=words,
    )


def _status(heard: Sequence[Heard], *, any_shown: bool, missing: tuple[Signal, ...]) -> Status:
    if any_shown:
        return "partly" if missing else "shown"
    return "declined" if declines(heard) else "not_enough"


def declines(heard: Iterable[Heard]) -> bool:
    """Whether a sentence says that there is no answer, and hardly anything is said beside it: twice as much beside one
    that asks for another question, since people give their reasons. "I don't know freight law" within an
    answer is candour; and a sentence that goes on and on, as a recogniser writes, is one."""
    said = [item.labelled for item in heard]
    short = [one for one in said if one.length <= REFUSAL_WORDS]
    passes = any(cues.PASSES.search(one.joined) for one in short)
    refusing = [
        one for one in short if cues.PASSES.search(one.joined) or cues.DECLINES.search(one.joined)
    ]
    beside = sum(one.length for one in said) - sum(one.length for one in refusing)
    return bool(refusing) and beside < LEAST_WORDS * (2 if passes else 1)


def judged(lead: Lead, answers: Sequence[AnswerTurn]) -> Iterator[Heard]:
    """Sentences without orders to the reviewer, the question's own words, and repetitions."""
    asked = _particular(word.text for word in words_in(lead.text))
    kept: list[tuple[AnswerTurn, Sentence, frozenset[str]]] = []
    for answer in answers:
        text = answer.turn.text
        if not can_read(text):
            continue
        for sentence in without_orders(text, sentences(text)):
            if in_other_language(text, sentence.words):
                continue
            particular = _particular(word.text for word in sentence.words)
            parroted = len(particular) >= 3 and len(particular & asked) > PARROTED * len(particular)
            if not parroted:
                kept.append((answer, sentence, particular))
    frequency = Counter(word for _, _, particular in kept for word in particular)
    seen: dict[str, list[frozenset[str]]] = {}
    for answer, sentence, particular in kept:
        if not _repeats(particular, frequency, seen):
            yield Heard(answer, label(sentence, lead.kind))


def _particular(words: Iterator[str]) -> frozenset[str]:
    return frozenset(word for word in words if is_concrete(word))


def _repeats(
    particular: frozenset[str], frequency: Counter[str], seen: dict[str, list[frozenset[str]]]
) -> bool:
    """Whether an earlier sentence says nearly the same; remembers this one otherwise.

    Two sets with a Jaccard above the limit share one of their rarest words, so only those are
    looked up: an answer of 20,000 words stays fast.
    """
    if not particular:
        return False
    rarest = sorted(particular, key=lambda word: (frequency[word], word))
    looked_up = rarest[: len(rarest) - int(NEAR_DUPLICATE * len(rarest)) + 1]
    for word in looked_up:
        for earlier in seen.get(word, ()):
            if len(particular & earlier) > NEAR_DUPLICATE * len(particular | earlier):
                return True
    for word in looked_up:
        seen.setdefault(word, []).append(particular)
    return False


def _found(lead: Lead, heard: Sequence[Heard]) -> list[Found]:
    found: list[Found] = []
    for index, hit in hits([item.labelled for item in heard], lead.kind):
        answer, labelled = heard[index].answer, heard[index].labelled
        evidence = evidence_for(answer, labelled, hit)
        prompted = answer.prompted
        rank = (int(prompted), -hit.strength, -min(labelled.concrete, 6), index, hit.low)
        found.append(Found(evidence, prompted, hit.strength, rank))
    return found


def evidence_for(answer: AnswerTurn, labelled: Labelled, hit: Hit) -> Evidence:
    """The verbatim span around a hit."""
    start, end = span(labelled.sentence, hit.low, hit.high)
    turn = answer.turn
    return Evidence(hit.signal, turn.seq, start, end, turn.text[start:end])


def _choose(found: Sequence[Found]) -> tuple[Evidence, ...]:
    """At most `MOST_QUOTES` spans per signal, the strongest first, in the order they were said.

    Two spans are either disjoint or the same, so that a page can mark both: a signal whose only
    span overlaps a chosen one takes that one over.
    """
    chosen: list[Evidence] = []
    rarest_first = sorted(
        SIGNALS, key=lambda s: (sum(f.evidence.signal == s for f in found), SIGNALS.index(s))
    )
    for signal in rarest_first:
        mine = sorted((f for f in found if f.evidence.signal == signal), key=lambda f: f.rank)
        picked: list[Evidence] = []
        for item in mine:
            if picked and item.strength < SECOND_STRENGTH:
                continue
            if item.strength == LATE and item is not mine[0]:
                continue  # a scene shared with an act says more than one that comes after it
            if len(picked) < MOST_QUOTES and not any(
                _overlap(item.evidence, other) for other in [*chosen, *picked]
            ):
                picked.append(item.evidence)
        if mine and not picked:
            best = mine[0].evidence
            over = next(other for other in chosen if _overlap(best, other))
            picked = [Evidence(signal, over.turn_seq, over.start, over.end, over.quote)]
        chosen.extend(picked)
    return tuple(sorted(chosen, key=lambda e: (e.turn_seq, e.start, SIGNALS.index(e.signal))))


def _overlap(one: Evidence, other: Evidence) -> bool:
    return one.turn_seq == other.turn_seq and one.start < other.end and other.start < one.end
