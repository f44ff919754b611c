"""Where in the interview a measure of delivery could be heard: words to go back to, never a judgement.

An occasion is a verbatim span of a candidate's turn, as evidence is: `turn.text[start:end] == quote`. What
is about one moment shows that moment (the pause, the late first word); what is about a rate shows where it
was highest or lowest.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from preppal.assessment.fillers import fillers_in
from preppal.assessment.hedges import hedges_in
from preppal.assessment.report import Occasion
from preppal.assessment.sentences import words_in
from preppal.assessment.transcript import AssessedTurn

MOST_OF_ONE = 2
OPENING_WORDS = 12
LEAST_WORDS, MOST_WORDS = 5, 20  # of a stretch that is quoted for a rate

_SENTENCE = re.compile(r"[^.!?。！？\n]+")


def opening_of(turn: AssessedTurn, metric: str) -> tuple[Occasion, ...]:
    """The first words of a turn."""
    words = words_in(turn.text)[:OPENING_WORDS]
    if not words:
        return ()
    return (_occasion(metric, turn, words[0].start, words[-1].end),)


def words_around(turn: AssessedTurn, pause: tuple[int, int], metric: str) -> tuple[Occasion, ...]:
    """The words about where the clock says that nobody spoke; a turn is taken as evenly spoken."""
    length = max(1, turn.ended_ms - turn.started_ms)
    place = len(turn.text) * (pause[0] - turn.started_ms) / length
    words = words_in(turn.text)
    before = [word for word in words if word.end <= place + 1][-OPENING_WORDS // 2 :]
    after = [word for word in words if word.end > place + 1][: OPENING_WORDS // 2]
    near = [*before, *after]
    return (_occasion(metric, turn, near[0].start, near[-1].end),) if near else ()


def where_fillers_stand(turns: Iterable[AssessedTurn], language: str) -> tuple[Occasion, ...]:
    def count(sentence: str) -> int:
        found = fillers_in(sentence, language)
        return found[0] if found else 0

    return _thickest("fillers_per_100", turns, count)


def where_hedges_stand(turns: Iterable[AssessedTurn], language: str) -> tuple[Occasion, ...]:
    return _thickest(
        "hedges_per_100", turns, lambda sentence: len(hedges_in(sentence, language) or ())
    )


def where_we_stands(
    turns: Iterable[AssessedTurn], we: Callable[[str], int]
) -> tuple[Occasion, ...]:
    return _thickest("own_we", turns, we)


def _thickest(
    metric: str, turns: Iterable[AssessedTurn], count: Callable[[str], int]
) -> tuple[Occasion, ...]:
    """Up to two stretches that hold most, in the order they were said."""
    found: list[tuple[int, AssessedTurn, int, int]] = []
    for turn in turns:
        for start, end in _stretches(turn.text):
            number = count(turn.text[start:end])
            if number:
                found.append((number, turn, start, end))
    found.sort(key=lambda one: (-one[0], one[1].seq, one[2]))
    chosen = sorted(found[:MOST_OF_ONE], key=lambda one: (one[1].seq, one[2]))
    return tuple(_occasion(metric, turn, start, end) for _, turn, start, end in chosen)


def _stretches(text: str) -> Iterator[tuple[int, int]]:
    """Sentences, fillers included, cut into stretches that can be quoted; very short ones are left out."""
    for sentence in _SENTENCE.finditer(text):
        words = words_in(sentence[0])
        for first in range(0, len(words), MOST_WORDS):
            part = words[first : first + MOST_WORDS]
            if len(part) >= LEAST_WORDS:
                yield sentence.start() + part[0].start, sentence.start() + part[-1].end


def _occasion(metric: str, turn: AssessedTurn, start: int, end: int) -> Occasion:
    return Occasion(metric, turn.seq, start, end, turn.text[start:end])


def longest_pause(
    turns: Sequence[AssessedTurn], pauses: Mapping[int, Sequence[tuple[int, int]]]
) -> tuple[AssessedTurn, tuple[int, int]] | None:
    """The turn with the longest silence inside, and that silence."""
    every = [(turn, pause) for turn in turns for pause in pauses.get(turn.seq, ())]
    return max(every, key=lambda one: one[1][1] - one[1][0], default=None)
