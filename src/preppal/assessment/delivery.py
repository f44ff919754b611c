"""How it was said, from turn times and words: measured, never part of a judgement.

Only words, silences and times are measured; never accent, pitch, grammar or emotion. Usual
ranges (INTERVIEWING.md §7) are stated with where they come from. A recogniser may leave fillers
out of its transcript, so a filler rate is a lower bound.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest
from statistics import median
from typing import Literal

from preppal.assessment.fillers import fillers_in
from preppal.assessment.hedges import hedges_in
from preppal.assessment.occasions import (
    longest_pause,
    opening_of,
    where_fillers_stand,
    where_hedges_stand,
    where_we_stands,
    words_around,
)
from preppal.assessment.report import Delivery, Occasion
from preppal.assessment.sentences import words_in
from preppal.assessment.transcript import AssessedTurn, Folded

Place = Literal["usual", "near", "below", "above"]
Pauses = Mapping[int, Sequence[tuple[int, int]]]


@dataclass(frozen=True, slots=True)
class UsualRange:
    """`low`..`high` is usual; beyond `look_below` or `look_above` it is worth a remark.

    None means that there is no limit on that side.
    """

    low: float | None
    high: float | None
    look_below: float | None
    look_above: float | None


USUAL: Mapping[str, UsualRange] = {
    # Interviews run at about 190 words a minute, lectures at 140 (British speakers: Tauroza and
    # Allison 1990); the width is ours. Words over speech time with pauses under 2 s inside.
    "words_per_minute": UsualRange(110, 180, 95, 200),
    # All disfluencies about 6 in 100 words, fillers 2 to 3, more when planning is hard
    # (Bortfeld et al. 2001).
    "fillers_per_100": UsualRange(None, 4, None, 7),
    # Ours. Estimates and courtesies are not counted.
    "hedges_per_100": UsualRange(None, 2, None, 4),
    # Ours, from the interview plan: an answer of 60 to 150 s leaves room for two follow-ups.
    "median_answer_ms": UsualRange(60_000, 150_000, 25_000, 180_000),
    "longest_answer_ms": UsualRange(None, 150_000, None, 180_000),
    # Pauses of 2 s and more; ours, after Goldman-Eisler's work on hesitation.
    "long_pauses_per_minute": UsualRange(None, 2, None, 4),
    # Talk passes in about 0.2 s (Stivers et al. 2009), but candidates who look for a story take
    # longer and gain by it (Bangerter, Brosy and Corvalan): slow is a remark only beyond 10 s.
    "first_word_delay_ms": UsualRange(None, 5_000, None, 10_000),
    # Ours: the candidate's share of all speech.
    "talk_ratio": UsualRange(0.65, 0.85, 0.50, 0.92),
    # Ours: share of "I" in "I" and "we"; "we" costs nothing above it.
    "own_we": UsualRange(0.40, None, 0.25, None),
}

LEAST_ANSWER_WORDS = 30  # an answer counts for pace and fillers from here on
LEAST_PACE_WORDS = 60  # in all such answers together
LEAST_TOLD_WORDS = 12
LONG_PAUSE_MS = 2_000
LEAST_PAUSE_MS = 30_000  # of answering, before pauses a minute mean anything
LEAST_SURE = 0.5  # of recognition, over all words: below it they are not counted. Ours
FASTEST_WORDS_PER_MINUTE = 400.0  # beyond it the times are wrong, not the speaker fast

_OWN = re.compile(r"\b(?:i|i'm|i've|i'd|i'll)\b(?!')")
_WE = re.compile(r"\b(?:we|we're|we've|we'd|we'll)\b(?!')")


@dataclass(frozen=True, slots=True)
class _Answer:
    """Consecutive candidate turns between two interviewer turns."""

    turns: tuple[AssessedTurn, ...]
    asked: AssessedTurn | None

    @property
    def ms(self) -> int:
        return sum(max(0, turn.ended_ms - turn.started_ms) for turn in self.turns)


def measure(
    turns: Sequence[AssessedTurn],
    folded: Folded,
    *,
    spoken: bool,
    pauses: Pauses,
    language: str = "en",
    measured: bool = True,
) -> Delivery:
    """Measure one interview; every figure is None where there is too little to measure.

    Of an interview that was partly typed only what was spoken is measured. `language` (BCP 47) says
    which fillers are looked for. Not `measured` is who does not want to be.
    """
    candidate = [turn for turn in turns if turn.speaker == "candidate"]
    words = sum(_count(turn.text, language) for turn in candidate)
    judged = [answer.turn for answers in folded.answers.values() for answer in answers]
    own_we = _own_we(judged)
    if not spoken:
        return Delivery(spoken=False, words=words, own_we=own_we)
    if not measured:
        return Delivery(spoken=True, words=words, own_we=own_we)
    judged = [turn for turn in judged if turn.timed]
    if not _is_sure(judged):
        return Delivery(spoken=True, words=words, own_we=own_we, unsure=True)
    judged_seqs = {turn.seq for turn in judged}
    exchanges = [answer for answer in _answers(turns) if all(turn.timed for turn in answer.turns)]
    answers = [
        answer for answer in exchanges if any(turn.seq in judged_seqs for turn in answer.turns)
    ]
    lengths = [answer.ms for answer in answers if answer.ms > 0]
    found = Delivery(
        spoken=True,
        words=words,
        words_per_minute=_pace(judged, pauses),
        fillers_per_100=_fillers(judged, language),
        hedges_per_100=_hedges(judged, language),
        longest_answer_ms=max(lengths, default=None),
        median_answer_ms=round(median(lengths)) if lengths else None,
        long_pauses_per_minute=_long_pauses(judged, pauses),
        first_word_delay_ms=_first_word_delay(answers),
        talk_ratio=_talk_ratio(exchanges, turns),
        own_we=own_we,
    )
    heard = _Heard(judged, answers, pauses, language)
    return replace(found, occasions=tuple(heard.occasions(found)))


def place(metric: str, value: float) -> Place:
    """Where a value lies against the usual range; "near" is outside it but not worth a remark."""
    usual = USUAL[metric]
    if usual.look_below is not None and value < usual.look_below:
        return "below"
    if usual.look_above is not None and value > usual.look_above:
        return "above"
    inside = (usual.low is None or value >= usual.low) and (
        usual.high is None or value <= usual.high
    )
    return "usual" if inside else "near"


def _count(text: str, language: str) -> int:
    found = fillers_in(text, language)
    return len(words_in(text)) - (found[1] if found else 0)


def _own_we(turns: Sequence[AssessedTurn]) -> tuple[int, int]:
    own = we = 0
    for turn in turns:
        text = turn.text.lower().replace("’", "'")
        own += len(_OWN.findall(text))
        we += len(_WE.findall(text))
    return own, we


def _answers(turns: Sequence[AssessedTurn]) -> list[_Answer]:
    found: list[_Answer] = []
    asked: AssessedTurn | None = None
    current: list[AssessedTurn] = []
    for turn in turns:
        if turn.speaker == "candidate":
            current.append(turn)
            continue
        if current:
            found.append(_Answer(tuple(current), asked))
            current = []
        asked = turn
    if current:
        found.append(_Answer(tuple(current), asked))
    return found


def _speech_ms(turn: AssessedTurn, pauses: Pauses) -> int:
    """Speech time with short pauses inside and long ones taken out."""
    long = sum(
        end - start for start, end in pauses.get(turn.seq, ()) if end - start >= LONG_PAUSE_MS
    )
    return max(0, turn.ended_ms - turn.started_ms - long)


def _pace(turns: Sequence[AssessedTurn], pauses: Pauses) -> float | None:
    counted = [(len(words_in(turn.text)), _speech_ms(turn, pauses)) for turn in turns]
    counted = [(words, ms) for words, ms in counted if words >= LEAST_ANSWER_WORDS and ms > 0]
    words, ms = sum(words for words, _ in counted), sum(ms for _, ms in counted)
    if words < LEAST_PACE_WORDS:
        return None
    pace = words / (ms / 60_000)
    return round(pace, 1) if pace <= FASTEST_WORDS_PER_MINUTE else None


def _fillers(turns: Sequence[AssessedTurn], language: str) -> float | None:
    fillers = total = 0
    for turn in turns:
        words = len(words_in(turn.text))
        found = fillers_in(turn.text, language)
        if found is None or words < LEAST_ANSWER_WORDS:
            continue
        total += words
        fillers += found[0]
    if total < LEAST_PACE_WORDS:
        return None
    return round(100 * fillers / total, 1)


def _hedges(turns: Sequence[AssessedTurn], language: str) -> float | None:
    hedges = total = 0
    for turn in turns:
        words = len(words_in(turn.text))
        found = hedges_in(turn.text, language)
        if found is None or words < LEAST_ANSWER_WORDS:
            continue
        total += words
        hedges += len(found)
    if total < LEAST_PACE_WORDS:
        return None
    return round(100 * hedges / total, 1)


def _is_sure(turns: Sequence[AssessedTurn]) -> bool:
    """Whether recognition was sure enough of the words; where nobody said how sure, it is taken to be."""
    known = [(turn.sure, len(words_in(turn.text))) for turn in turns if turn.sure is not None]
    total = sum(words for _, words in known)
    return not total or sum(sure * words for sure, words in known) / total >= LEAST_SURE


def _long_pauses(turns: Sequence[AssessedTurn], pauses: Pauses) -> float | None:
    """Pauses of 2 s or more per minute of answering; None when nobody measured silences.

    A turn that is absent from a mapping with others in it had none.
    """
    ms = sum(max(0, turn.ended_ms - turn.started_ms) for turn in turns)
    if not pauses or ms < LEAST_PAUSE_MS:
        return None
    long = sum(
        end - start >= LONG_PAUSE_MS for turn in turns for start, end in pauses.get(turn.seq, ())
    )
    return round(long / (ms / 60_000), 1)


def _first_word_delay(answers: Sequence[_Answer]) -> int | None:
    """Median from the question's end to the first word; answers that cut in are left out."""
    delays = [
        answer.turns[0].started_ms - answer.asked.ended_ms
        for answer in answers
        if answer.asked is not None and not answer.asked.interrupted
    ]
    delays = [delay for delay in delays if delay >= 0]
    return round(median(delays)) if delays else None


def _talk_ratio(exchanges: Sequence[_Answer], turns: Sequence[AssessedTurn]) -> float | None:
    """The candidate's share; what led to typed answers is left out with them."""
    own = sum(answer.ms for answer in exchanges)
    typed = {turn.seq for turn in turns if not turn.timed}
    other = sum(
        max(0, turn.ended_ms - turn.started_ms)
        for turn, following in zip_longest(turns, turns[1:])
        if turn.speaker == "interviewer" and not (following and following.seq in typed)
    )
    return round(own / (own + other), 3) if own and other else None


@dataclass(frozen=True, slots=True)
class _Heard:
    """What was measured, to find where it could be heard."""

    judged: Sequence[AssessedTurn]
    answers: Sequence[_Answer]
    pauses: Pauses
    language: str

    def occasions(self, found: Delivery) -> Iterator[Occasion]:
        """Of each metric that is worth a remark, where to listen for it."""
        for metric, value in _remarkable(found):
            yield from self._of(metric, place(metric, value))

    def _of(self, metric: str, where: Place) -> tuple[Occasion, ...]:
        if metric == "fillers_per_100":
            return where_fillers_stand(self.judged, self.language)
        if metric == "hedges_per_100":
            return where_hedges_stand(self.judged, self.language)
        if metric == "own_we":
            return where_we_stands(self.judged, lambda text: len(_WE.findall(text.lower())))
        if metric == "long_pauses_per_minute":
            pause = longest_pause(self.judged, self.pauses)
            return words_around(*pause, metric) if pause else ()
        turn = self._turn_of(metric, where)
        return opening_of(turn, metric) if turn else ()

    def _turn_of(self, metric: str, where: Place) -> AssessedTurn | None:
        """Where the answer opens that pulled most."""
        if metric == "words_per_minute":
            pick = max if where == "above" else min
            paced = [(pace, turn) for turn in self.judged if (pace := self._pace(turn))]
            return pick(paced, key=lambda one: one[0])[1] if paced else None
        if metric == "first_word_delay_ms":
            late = [answer for answer in self.answers if answer.asked is not None]
            slowest = max(late, key=lambda one: _delay(one), default=None)
            return slowest.turns[0] if slowest else None
        timed = [answer for answer in self.answers if answer.ms > 0]
        told = [one for one in timed if len(words_in(one.turns[0].text)) >= LEAST_TOLD_WORDS]
        timed = told or timed  # who passed on a question has not answered shortly
        pick_answer = min if where == "below" else max
        return pick_answer(timed, key=lambda one: one.ms).turns[0] if timed else None

    def _pace(self, turn: AssessedTurn) -> float | None:
        words, ms = len(words_in(turn.text)), _speech_ms(turn, self.pauses)
        return words / ms if words >= LEAST_ANSWER_WORDS and ms > 0 else None


def _remarkable(found: Delivery) -> Iterator[tuple[str, float]]:
    own, we = found.own_we
    for metric in USUAL:
        value = (
            (own / (own + we) if own + we else None)
            if metric == "own_we"
            else getattr(found, metric)
        )
        if value is not None and place(metric, value) in ("below", "above"):
            yield metric, value


def _delay(answer: _Answer) -> int:
    return answer.turns[0].started_ms - answer.asked.ended_ms if answer.asked else 0
