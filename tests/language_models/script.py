"""What the scripted provider answers."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal

Dialect = Literal["openai", "gemini"]


@dataclass(frozen=True, slots=True)
class File:
    """A file that came inside a request: a page's picture, a PDF."""

    media_type: str
    content: bytes = field(repr=False)


@dataclass(slots=True)
class Asked:
    """A request as the provider understood it, whatever its dialect.

    `schema` is what the answer must look like, from the response format or from the one tool; `tool` that
    tool's name. `raw` is the body as it came.
    """

    dialect: Dialect
    model: str
    key: str
    streams: bool
    system: str
    text: str
    files: tuple[File, ...]
    schema: dict[str, Any] | None
    tool: str
    raw: dict[str, Any]


@dataclass(frozen=True, slots=True)
class Reply:
    """One answer: `text` in words, or `value` as JSON in the way that the request asks for.

    `status` other than 200: an error in the provider's own form. `body` instead: these bytes, whatever
    they are. `cut_after` so many pieces the connection is cut. `stalls_after` so many pieces nothing more
    comes until the caller hangs up. `endless`: the text over and over. `refuses`: the provider's own filter
    stopped it. `unmeasured`: says nothing of tokens.
    """

    text: str = ""
    value: Any = None
    status: int = 200
    body: bytes | None = None
    cut_after: int | None = None
    stalls_after: int | None = None
    endless: bool = False
    refuses: bool = False
    unmeasured: bool = False
    tokens: tuple[int, int] = (120, 12)

    @property
    def words(self) -> str:
        return self.text if self.value is None else json.dumps(self.value)

    @property
    def pieces(self) -> list[str]:
        """The text as it is streamed: a word at a time."""
        words = self.words.split(" ")
        return [word if n == 0 else f" {word}" for n, word in enumerate(words)]


Answering = Callable[[Asked], Reply]
OK = Reply("I see. What happened next?")


class Script:
    """Replies in their order, the last one for ever; or a function of what was asked."""

    def __init__(self, *replies: Reply, answering: Answering | None = None, key: str = "key-1"):
        self.key = key
        self._answering = answering
        self._replies: Sequence[Reply] = replies or (OK,)
        self._given = 0

    def answer(self, asked: Asked) -> Reply:
        if self._answering is not None:
            return self._answering(asked)
        reply = self._replies[min(self._given, len(self._replies) - 1)]
        self._given += 1
        return reply
