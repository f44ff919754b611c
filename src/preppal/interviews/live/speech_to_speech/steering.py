"""The plan kept over a model that speaks for itself: what to tell it, and what its lines were.

What the built-in mind would say next is told to the model as a direction. Once the line was spoken it
is written into the transcript as the move it was, so that the next direction follows from it.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable, Sequence

from preppal.foundation.log import log
from preppal.interviewer import directions
from preppal.interviewer.attribution import attribute, is_farewell
from preppal.interviewer.patience import Asks, asks_for
from preppal.interviewer.transcript import Line, Mind, Occasion, SpokenTurn
from preppal.interviews.live.engine import Opening

MIND_SECONDS = 2.0
FAREWELLS = 2
"""After the goodbye was asked for so often, the next line is the last one, whatever it says."""


class Steering:
    def __init__(self, mind: Mind, opening: Opening, now: Callable[[], int]) -> None:
        self._mind = mind
        self._opening = opening
        self._now = now
        self._told: Line | None = None
        self._farewells = 0
        self._first: list[str] = []  # what has to be said before the next move

    @property
    def asks(self) -> Asks:
        """What the line that was told asks for."""
        return "word" if self._told is None else asks_for(self._told, self._opening.plan)

    async def next_direction(self, occasion: Occasion, said: Sequence[SpokenTurn]) -> str:
        """For the line that follows ``said``; "" when the mind has none."""
        self._told = await self._next_line(occasion, said)
        moves = [directions.next_move(self._told)] if self._told else []
        if self._told is not None and self._told.ends_interview:
            self._farewells += 1
        return self._joined(moves)

    def after_the_break(self, heard: str) -> str:
        """To go on with the line that the candidate heard so much of."""
        return self._joined([directions.after_the_break(heard, self._told)])

    def instead(self, reason: str) -> str:
        """To say the same again without what must not be heard."""
        moves = [directions.without(reason)]
        return self._joined([*moves, directions.next_move(self._told)] if self._told else moves)

    def again(self) -> str:
        """The same direction as before."""
        return self._joined([directions.next_move(self._told)] if self._told else [])

    def mentions(self) -> str:
        """What has to be said at once, without a next move."""
        self._told = None
        return self._joined([])

    def mention(self, text: str) -> None:
        """Put this before the next direction."""
        if text not in self._first:
            self._first.append(text)

    def what_it_was(self, text: str, said: Sequence[SpokenTurn], *, whole: bool) -> Line:
        """The line whose words were ``text``. Not ``whole``: the rest of it is still to come."""
        opening = self._opening
        told = self._told if whole else None
        line = attribute(text, told, opening.plan, said, language=opening.language)
        if whole:
            self._told = None
        if line.intent == "answer_question" and self._farewells >= FAREWELLS:
            return Line(text, "closing", None, line.phrasing, ends_interview=True)
        return line

    def is_last(self, text: str) -> bool:
        """Whether the interview is over once ``text`` was heard."""
        told = self._told is not None and self._told.ends_interview
        return is_farewell(text) or (told and self._farewells >= FAREWELLS)

    def _joined(self, moves: list[str]) -> str:
        parts, self._first = [*self._first, *moves], []
        return directions.direction(". ".join(parts)) if parts else ""

    async def _next_line(self, occasion: Occasion, said: Sequence[SpokenTurn]) -> Line | None:
        opening = self._opening
        try:
            async with asyncio.timeout(MIND_SECONDS):
                return await self._mind.next_line(
                    opening.plan,
                    opening.interviewer,
                    said,
                    job_text=opening.job_text,
                    company=opening.company,
                    job_title=opening.job_title,
                    remaining_ms=max(0, opening.total_ms - self._now()),
                    occasion=occasion,
                    resume=opening.resume,
                    hand_over=opening.hand_over,
                )
        except Exception:
            # the model has the plan in its instruction and goes on without a direction
            log(__name__).exception("no direction could be found")
            return None
