"""What the interviewer says next, in a model's words: `ModelMind`.

The code decides: intent, lead, time and end are `BuiltInMind`'s, to the letter. A model words some of
the lines, and each sentence of it is checked before anybody hears it. When it fails, is late, or the provider
is down, the built-in line is spoken instead, and the line says whose words it has.
"""

from __future__ import annotations

import asyncio
import re
from collections.abc import AsyncGenerator, Callable, Sequence
from contextlib import aclosing
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Protocol, Unpack

from preppal.foundation.log import log
from preppal.interviewer.briefing import Interviewer
from preppal.interviewer.conversation import BuiltInMind
from preppal.interviewer.hand_over import NOTHING
from preppal.interviewer.line_checks import INTRODUCTION_WORDS, MOST_WORDS, Limits, fault, limits_of
from preppal.interviewer.plan import InterviewPlan
from preppal.interviewer.questions import load_bank
from preppal.interviewer.rendering import (
    OF_THE_BANK,
    is_of_the_bank,
    rendering_fault,
    rendering_of,
)
from preppal.interviewer.transcript import BUILT_IN, About, Line, Mind, SpokenTurn
from preppal.interviewer.wordings import phrasing_ids, row_of
from preppal.interviewer.writing import Task, task_for
from preppal.providers.protocols import LineWriter, ModelUnavailable, WordsUsed

FIRST_WORD_SECONDS = 4.0
WHOLE_LINE_SECONDS = 7.0
"""From the question to the line's last word; what is missing then is said in built-in words."""
FAILURES_BEFORE_REST = 2
REST_SECONDS = 45.0
"""A provider that failed so often in a row is left alone for so long: nobody waits for it at every line."""

WORDED = frozenset({"follow_up", "repair", "lead", "warmup"})
KEPT_ROWS = frozenset(
    [
        "reassure",
        "reassure_at_start",
        "pause",
        "stop_or_go",
        "back_to_question",
        "go_on",
        "fact_then_back",
        "park_at_start",
        "not_hearing",
    ]
)
"""Said in built-in words always: somebody wants a rest, to stop or to give orders, or hears a fact of the job."""
_SENTENCE_END = re.compile(r"(?<=[.!?…])[\"'”’)]*\s+|(?<=[。！？])\s*")
_ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|e\.g|i\.e|vs|No)\.\s*$")


class Check(Protocol):
    """Why words must not be spoken, or ""; not ``whole``: more of them are to come."""

    def __call__(self, text: str, /, *, whole: bool) -> str: ...


@dataclass(slots=True)
class _Rest:
    """How the provider did lately."""

    failures: int = 0
    until: float = 0.0


@dataclass(slots=True)
class _Worded:
    """The model's line as far as it was checked. ``given_up``: why the rest of it is not to be had."""

    checked: str = ""
    rest: str = ""
    used: list[WordsUsed] = field(default_factory=list)
    given_up: str = ""
    whole: bool = False


class ModelMind:
    """A `GrowingMind`. One instance serves all interviews: nothing of any is kept."""

    def __init__(
        self,
        writer: LineWriter,
        *,
        clock: Callable[[], float],
        decides: Mind | None = None,
        first_word_seconds: float = FIRST_WORD_SECONDS,
        whole_line_seconds: float = WHOLE_LINE_SECONDS,
    ) -> None:
        """``clock`` gives seconds that only grow."""
        self._writer = writer
        self._clock = clock
        self._decides = decides or BuiltInMind()
        self._first = first_word_seconds
        self._whole = whole_line_seconds
        self._resting = _Rest()

    async def next_line(
        self,
        plan: InterviewPlan,
        interviewer: Interviewer,
        transcript: Sequence[SpokenTurn],
        **about: Unpack[About],
    ) -> Line:
        """The next line, when all of it is known."""
        line: Line | None = None
        async with aclosing(
            self.growing_line(
                plan,
                interviewer,
                transcript,
                **about,
            )
        ) as growing:
            async for line in growing:  # noqa: B007 - the last one
                pass
        assert line is not None
        return line

    async def growing_line(
        self,
        plan: InterviewPlan,
        interviewer: Interviewer,
        transcript: Sequence[SpokenTurn],
        **about: Unpack[About],
    ) -> AsyncGenerator[Line, None]:
        """The next line as it grows by checked sentences; the last one is all of it."""
        line = await self._decides.next_line(
            plan,
            interviewer,
            transcript,
            **about,
        )
        line = replace(line, worded_by=BUILT_IN)
        language = about.get("language", OF_THE_BANK)
        if not is_of_the_bank(language):
            yield await self._put_into(language, line, transcript, plan.seed)
            return
        if about["occasion"] != "answered" or not may_be_worded(line) or self._rests():
            yield line
            return
        leads = {lead.lead_id: lead for lead in (plan.warmup, *plan.leads, *plan.spare)}
        lead = leads.get(line.lead_id or "")
        text, short = (lead.text, lead.short) if lead else ("", "")
        introduces = line.intent in ("lead", "warmup")
        if introduces and not (text and line.text.endswith(text)):
            yield line
            return
        told = about.get("hand_over", NOTHING)
        task = task_for(line, text, short, plan, interviewer, transcript, told)
        known = (about["job_text"], about["job_title"], about["company"], *told.quotes)
        limits = _limits(line, text, transcript, (*known, *(n.colleague for n in told.notes)))
        worded = _Worded()
        check = partial(fault, limits=limits)
        async with aclosing(self._sentences(task, check, worded)) as sentences:
            async for so_far in sentences:
                if not worded.whole:
                    yield replace(line, text=so_far, worded_by=self._writer.name, more=True)
        yield self._finished(line, worded, text if introduces else "")

    async def close(self) -> None:
        """Let go of the provider."""
        await self._writer.close()

    async def _put_into(
        self, language: str, line: Line, transcript: Sequence[SpokenTurn], seed: int
    ) -> Line:
        """Every line, whole, in ``language``; in English where the model cannot be had or says something else."""
        if self._rests():
            return line
        worded = _Worded()
        check = partial(rendering_fault, line=line.text, language=language)
        task = rendering_of(line.text, language, transcript, seed=seed)
        async with aclosing(self._sentences(task, check, worded)) as sentences:
            async for _ in sentences:
                """Nothing of it is spoken before all of it was checked."""
        used = worded.used[-1] if worded.used else None
        if worded.given_up or not worded.checked:
            log(__name__).info("a line in English", reason=worded.given_up)
            return replace(line, used=used)
        return replace(line, text=worded.checked, worded_by=self._writer.name, used=used)

    def _finished(self, line: Line, worded: _Worded, lead_text: str) -> Line:
        """All of the line: the model's words, the built-in ones, or what was said of the former and then these."""
        used = worded.used[-1] if worded.used else None
        if worded.given_up:
            log(__name__).info("a line in built-in words", reason=worded.given_up)
        if not worded.checked:
            return replace(line, used=used)
        parts = [worded.checked]
        if lead_text:
            parts.append(lead_text)
        elif worded.given_up and not worded.checked.endswith(("?", "？")):
            parts.append(_last_sentence(line.text))
        return replace(line, text=" ".join(parts), worded_by=self._writer.name, used=used)

    async def _sentences(
        self, task: Task, check: Check, worded: _Worded
    ) -> AsyncGenerator[str, None]:
        """What may be spoken so far, whenever that is more. Never raises but to be cancelled."""
        started = self._clock()
        try:
            writing = self._writer.write(task.instruction, task.text, worded.used.append)
            async with aclosing(writing) as pieces:
                while not (worded.whole or worded.given_up):
                    begun = bool(worded.checked or worded.rest)
                    left = (self._whole if begun else self._first) - (self._clock() - started)
                    async with asyncio.timeout(max(0.0, left)):
                        piece = await anext(pieces, None)
                    before = worded.checked
                    worded.whole = piece is None
                    _take(piece or "", check, worded)
                    if worded.checked != before:
                        yield worded.checked
            self._resting.failures = 0  # it answers, be it well or not
        except TimeoutError:
            self._failed(worded, "late")
        except ModelUnavailable as problem:
            self._failed(worded, problem.reason)

    def _failed(self, worded: _Worded, reason: str) -> None:
        worded.given_up = reason
        self._resting.failures += 1
        if self._resting.failures >= FAILURES_BEFORE_REST:
            self._resting.until = self._clock() + REST_SECONDS
            log(__name__).warning("the model rests", model=self._writer.name, reason=reason)

    def _rests(self) -> bool:
        return self._clock() < self._resting.until


def may_be_worded(line: Line) -> bool:
    """Whether a model may find the words of such a line.

    Opening, silences, the candidate's own questions and the end are said in built-in words: there it matters that
    nothing is promised, invented or left out, and no check could tell.
    """
    rows = {row_of(part) for part in phrasing_ids(line.phrasing)}
    return line.intent in WORDED and not line.ends_interview and not rows & KEPT_ROWS


def _limits(
    line: Line, lead_text: str, transcript: Sequence[SpokenTurn], known: tuple[str, ...]
) -> Limits:
    question = load_bank().by_id.get(line.lead_id or "")
    introduces = line.intent in ("lead", "warmup")
    return limits_of(
        built_in=f"{line.text} {lead_text}",
        said=tuple(turn.text for turn in transcript if turn.speaker == "candidate"),
        known=(*known, *(turn.text for turn in transcript if turn.speaker == "interviewer")),
        points=(point.text for point in question.points) if question else (),
        asks="not" if introduces else "must" if line.intent == "follow_up" else "may",
        most_words=INTRODUCTION_WORDS if introduces else MOST_WORDS,
    )


def _take(piece: str, check: Check, worded: _Worded) -> None:
    """Add ``piece``; what became a whole sentence and is fit may be spoken. What is not is given up."""
    worded.rest += piece
    so_far = f"{worded.checked} {worded.rest}".strip()
    worded.given_up = check(so_far, whole=worded.whole)
    if worded.given_up:
        return
    done, worded.rest = (worded.rest, "") if worded.whole else _whole_sentences(worded.rest)
    worded.checked = f"{worded.checked} {done.strip()}".strip()


def _whole_sentences(text: str) -> tuple[str, str]:
    """The sentences that have ended, and the rest."""
    end = 0
    for gap in _SENTENCE_END.finditer(text):
        if not _ABBREVIATION.search(text[: gap.end()]):
            end = gap.end()
    return text[:end], text[end:]


def _last_sentence(text: str) -> str:
    """What a built-in line comes down to: its last sentence, without the word of acknowledgement before it."""
    done, rest = _whole_sentences(text)
    if rest.strip():
        return rest.strip()
    before, _ = _whole_sentences(done.rstrip()[:-1])
    return done[len(before) :].strip() or text
