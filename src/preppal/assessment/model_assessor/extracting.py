"""Form one: quotations of one answer, each found again in the transcript, or dropped (INTERVIEWING.md §8.1, §8.3)."""

from __future__ import annotations

import json
import random
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from preppal.assessment.model_assessor.budget import Asking, GaveUp
from preppal.assessment.model_assessor.forms import Evidence, Quoted
from preppal.assessment.model_assessor.prompts import Prompt, extract_prompt
from preppal.assessment.model_assessor.rubric import Rubric
from preppal.assessment.model_assessor.showing import LEAST_WORDS, MOST_WORDS, Shown
from preppal.assessment.report import ScoreEvidence
from preppal.providers.protocols import AnswerUnfit

LONGEST_PART = 6_000
"""Signs of an answer in one request: about six minutes of speech."""
MOST_PARTS = 4
MOST_KEPT = 24
TEMPERATURE = 0.0
LIES = 3  # of ten quotations, from which it is asked again
NAMED_AGAIN = 4


@dataclass(frozen=True, slots=True)
class Extracted:
    """What of an answer can be pointed at. ``shown`` are the same words as a model may read them, by span;
    ``cut``: the answer was longer than anybody reads."""

    quotes: tuple[ScoreEvidence, ...]
    shown: dict[ScoreEvidence, str]
    status: str
    cut: bool
    invented: int


async def extract(
    asking: Asking, rubric: Rubric, question: str, turns: Sequence[Shown], seed: str
) -> Extracted:
    """Raises `GaveUp`: nothing fit is to be had."""
    parts = list(_parts(turns))
    found: dict[ScoreEvidence, str] = {}
    statuses: list[str] = []
    invented = 0
    for number, part in enumerate(parts[:MOST_PARTS]):
        prompt = extract_prompt(rubric, question, part, rng=random.Random(f"{seed} {number}"))
        said, lies = await _asked(asking, prompt, part)
        statuses.append(said.status)
        invented += lies
        found |= {quote: words for quote, words in _verified(said.quotes, part) if quote}
    kept = sorted(found, key=lambda one: (one.turn_seq, one.start))[:MOST_KEPT]
    status = "answered" if "answered" in statuses else statuses[0]
    return Extracted(
        tuple(kept), {one: found[one] for one in kept}, status, len(parts) > MOST_PARTS, invented
    )


async def _asked(asking: Asking, prompt: Prompt, part: Sequence[Shown]) -> tuple[Evidence, int]:
    """The form, asked for twice at most, and how many of its quotations nobody said."""
    first: Evidence | None = None
    try:
        first = await asking.fill(
            Evidence, prompt.instruction, prompt.text, temperature=TEMPERATURE
        )
        problem = _lies(first, part)
    except AnswerUnfit as unfit:
        problem = f"{unfit}."
    if not problem and first is not None:
        return first, _invented(first, part)
    again = prompt.again(problem)
    try:
        second = await asking.fill(Evidence, again.instruction, again.text, temperature=TEMPERATURE)
    except AnswerUnfit:
        if first is None:
            raise GaveUp("wrong shape") from None
        second = first
    else:
        true = [quoted for quoted in (first.quotes if first else []) if _found(quoted, part)]
        second = second.model_copy(update={"quotes": [*second.quotes, *true]})
    if second.quotes and not any(_found(quoted, part) for quoted in second.quotes):
        raise GaveUp("invented")
    return second, _invented(second, part)


def _lies(said: Evidence, part: Sequence[Shown]) -> str:
    """What to tell the model of quotations that stand nowhere; "" when they are few."""
    false = [quoted.quote for quoted in said.quotes if not _found(quoted, part)]
    if len(false) * 10 <= LIES * len(said.quotes):
        return ""
    named = ", ".join(json.dumps(quote, ensure_ascii=False) for quote in false[:NAMED_AGAIN])
    return (
        f'these quotations do not stand in "said", word for word, with {LEAST_WORDS} to {MOST_WORDS} words: {named}. '
        "Copy, or leave them out."
    )


def _invented(said: Evidence, part: Sequence[Shown]) -> int:
    return sum(_found(quoted, part) is None for quoted in said.quotes)


def _verified(
    quotes: Sequence[Quoted], part: Sequence[Shown]
) -> Iterator[tuple[ScoreEvidence, str]]:
    """The quotations that stand in the transcript, each place once."""
    places: set[tuple[int, int, int]] = set()
    for quoted in quotes:
        found = _found(quoted, part)
        if found is None:
            continue
        turn, low, high = found
        if (turn.seq, low, high) in places:
            continue
        places.add((turn.seq, low, high))
        evidence = ScoreEvidence(
            turn.seq, low, high, turn.raw[low:high], quoted.shows, turn.prompted
        )
        yield evidence, _as_shown(turn, low, high)


def _found(quoted: Quoted, part: Sequence[Shown]) -> tuple[Shown, int, int] | None:
    for turn in part:
        span = turn.find(quoted.quote)
        if span:
            return turn, *span
    return None


def _as_shown(turn: Shown, low: int, high: int) -> str:
    """The words of a raw span with their names masked."""
    signs = [
        sign
        for sign, start, end in zip(turn.text, turn.starts, turn.ends, strict=True)
        if low <= start and end <= high
    ]
    return " ".join("".join(signs).split())


def _parts(turns: Sequence[Shown]) -> Iterator[list[Shown]]:
    """The answer in pieces that one request holds; a turn that is longer is cut between words."""
    part: list[Shown] = []
    size = 0
    for piece in (piece for turn in turns for piece in _pieces(turn)):
        if part and size + len(piece.text) > LONGEST_PART:
            yield part
            part, size = [], 0
        part.append(piece)
        size += len(piece.text)
    if part:
        yield part


def _pieces(turn: Shown) -> Iterator[Shown]:
    low = 0
    while len(turn.text) - low > LONGEST_PART:
        window = turn.text[low : low + LONGEST_PART]
        end = max(window.rfind(mark) for mark in (". ", "? ", "! ", "\n"))
        end = end if end > LONGEST_PART // 2 else window.rfind(" ")
        high = low + (end + 1 if end > 0 else LONGEST_PART)
        yield turn.part(low, high)
        low = high
    yield turn.part(low, len(turn.text))
