"""How much is asked of a model for one report, how long is waited, and when it is left alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Literal, TypeVar

from preppal.foundation.log import log
from preppal.providers.protocols import FormModel, ModelUnavailable, WordsUsed

Form = TypeVar("Form")
Samples = Literal[1, 3]
MORE_SAMPLES = 2  # where three disagree by two points or more (§8.6)
FAILURES_BEFORE_GIVING_UP = 2
NOT_WORTH_ANOTHER_TRY = frozenset({"key", "refused", "protocol"})


@dataclass(frozen=True, slots=True)
class Budget:
    """``samples`` of each rating; ``at_once`` requests; seconds for one request, for all of a report, and
    to wait before a request is made again (once) when the provider is busy or away."""

    samples: Samples = 3
    at_once: int = 4
    request_seconds: float = 60.0
    whole_seconds: float = 300.0
    pause_seconds: float = 5.0


class GaveUp(Exception):
    """There is no answer of the model to be had for this; ``reason`` is for the record."""

    def __init__(self, reason: str) -> None:
        self.reason = reason
        super().__init__(reason)


@dataclass(slots=True)
class Asking:
    """The requests of one report."""

    model: FormModel
    budget: Budget
    clock: Callable[[], float]
    spent: Callable[[WordsUsed], None] | None = None
    used: list[WordsUsed] = field(default_factory=list)
    given_up: str = ""
    _places: asyncio.Semaphore = field(init=False)
    _until: float = field(init=False)
    _failures: int = 0

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(self.budget.at_once)
        self._until = self.clock() + self.budget.whole_seconds

    @property
    def time_is_up(self) -> bool:
        return self.clock() >= self._until

    async def fill(
        self, form: type[Form], instruction: str, text: str, *, temperature: float
    ) -> Form:
        """One form filled in; a busy or absent provider is asked a second time.

        Raises:
            GaveUp: down, refusing, late, or left alone since an earlier request.
            AnswerUnfit: an answer of another shape.
        """
        try:
            return await self._once(form, instruction, text, temperature)
        except ModelUnavailable as problem:
            if problem.reason in NOT_WORTH_ANOTHER_TRY:
                raise GaveUp(self._failed(problem.reason)) from problem
        await asyncio.sleep(self.budget.pause_seconds)
        try:
            return await self._once(form, instruction, text, temperature)
        except ModelUnavailable as problem:
            raise GaveUp(self._failed(problem.reason)) from problem

    async def _once(
        self, form: type[Form], instruction: str, text: str, temperature: float
    ) -> Form:
        async with self._places:
            if self.given_up:
                raise GaveUp(self.given_up)
            left = min(self.budget.request_seconds, self._until - self.clock())
            if left <= 0:
                raise GaveUp("late")
            try:
                async with asyncio.timeout(left):
                    filled = await self.model.fill(
                        form, instruction, text, temperature=temperature, spent=self._spent
                    )
            except TimeoutError:
                raise GaveUp(self._failed("late")) from None
            self._failures = 0
            return filled

    def _spent(self, used: WordsUsed) -> None:
        self.used.append(used)
        if self.spent is not None:
            self.spent(used)

    def _failed(self, reason: str) -> str:
        """Count it; a provider that fails again and again, or takes no key, is asked no more for this report.

        One that refuses one answer may take the next.
        """
        self._failures += reason != "refused"
        if reason == "key" or self._failures >= FAILURES_BEFORE_GIVING_UP:
            self.given_up = self.given_up or reason
            log(__name__).warning("the assessor gives up", model=self.model.name, reason=reason)
        return reason
