"""Language models: one that words lines, one that fills in forms."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable
from dataclasses import dataclass
from typing import Literal, Protocol, TypeVar

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class WordsUsed:
    """What one request to a language model used: ``cost_usd`` by public prices, None where none is known."""

    model: str
    tokens_in: int
    tokens_out: int
    cost_usd: float | None


class ModelUnavailable(Exception):
    """A language model gave no answer, or broke off; `reason` is one of the six, the text for the log."""

    Reason = Literal["key", "limit", "refused", "unreachable", "failed", "protocol"]

    def __init__(self, reason: Reason, text: str) -> None:
        self.reason = reason
        super().__init__(text)


class LineWriter(Protocol):
    """A language model that writes a few words at a time."""

    @property
    def name(self) -> str:
        """As the settings call it."""
        ...

    @property
    def receiver(self) -> str:
        """The company or host that receives what is sent; "" when nothing leaves this machine."""
        ...

    def write(
        self, instruction: str, text: str, spent: Callable[[WordsUsed], None]
    ) -> AsyncGenerator[str, None]:
        """The answer to ``text`` in pieces as they come. ``spent`` is told what is known of its use, once, at
        the end, also of one that was closed before its own.

        Closing it ends the request. Nothing is tried twice. Raises `ModelUnavailable`.
        """
        ...

    async def close(self) -> None: ...


class AnswerUnfit(Exception):
    """A language model answered, but not in the shape that was asked for. The text says what is wrong with
    the answer, for the model to read, and holds none of its words."""


class FormModel(Protocol):
    """A language model that fills in a form: a type whose fields it is given, and nothing else."""

    @property
    def name(self) -> str:
        """As the settings call it."""
        ...

    @property
    def receiver(self) -> str:
        """The company or host that receives what is sent; "" when nothing leaves this machine."""
        ...

    async def fill(
        self,
        form: type[Answer],
        instruction: str,
        text: str,
        *,
        temperature: float,
        spent: Callable[[WordsUsed], None],
    ) -> Answer:
        """``form`` (a pydantic model) filled in from ``text``. ``spent`` is told of every answer, fit or not.

        One request; nothing is tried twice. Raises `ModelUnavailable`, `AnswerUnfit`.
        """
        ...

    async def close(self) -> None: ...
