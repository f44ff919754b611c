"""A `LineWriter` on any model of pydantic-ai. Loaded late, by `language_models`; heavy."""

from __future__ import annotations

from collections.abc import AsyncGenerator, Callable

from pydantic_ai.direct import model_request_stream
from pydantic_ai.exceptions import (
    ContentFilterError,
    ModelAPIError,
    ModelAuthenticationError,
    ModelConnectionError,
    ModelQuotaExceededError,
    ModelRateLimitError,
)
from pydantic_ai.messages import (
    ModelRequest,
    ModelResponse,
    PartDeltaEvent,
    PartStartEvent,
    TextPart,
    TextPartDelta,
)
from pydantic_ai.settings import ModelSettings

from preppal.providers.language_models import LanguageModel, cost_of
from preppal.providers.protocols import ModelUnavailable, WordsUsed

SETTINGS = ModelSettings(max_tokens=600, thinking=False)
"""Thirty words need sixty tokens; a model that thinks anyway has room to end. A line cannot wait for thoughts."""

REASONS: tuple[tuple[type[Exception], ModelUnavailable.Reason], ...] = (
    (ModelAuthenticationError, "key"),
    (ModelRateLimitError, "limit"),
    (ModelQuotaExceededError, "limit"),
    (ContentFilterError, "refused"),
    (ModelConnectionError, "unreachable"),
    (ModelAPIError, "failed"),
)


def reason_of(problem: Exception) -> ModelUnavailable.Reason:
    """What a client's error comes down to."""
    return next((name for kind, name in REASONS if isinstance(problem, kind)), "protocol")


class PydanticWriter:
    """A `LineWriter`."""

    def __init__(self, language_model: LanguageModel) -> None:
        self._of = language_model

    @property
    def name(self) -> str:
        return self._of.name

    @property
    def receiver(self) -> str:
        return self._of.receiver

    async def write(
        self, instruction: str, text: str, spent: Callable[[WordsUsed], None]
    ) -> AsyncGenerator[str, None]:
        request = ModelRequest.user_text_prompt(text, instructions=instruction)
        try:
            async with model_request_stream(
                self._of.model, [request], model_settings=SETTINGS
            ) as stream:
                try:
                    async for event in stream:
                        piece = _text_of(event)
                        if piece:
                            yield piece
                finally:
                    used = self._used(stream.get())
                    if used is not None:
                        spent(used)
        except Exception as problem:
            # over an answer that is none, clients raise whatever comes of it
            raise ModelUnavailable(
                reason_of(problem), f"{type(problem).__name__}: {problem}"
            ) from problem

    def _used(self, response: ModelResponse) -> WordsUsed | None:
        tokens = response.usage
        if not (tokens.input_tokens or tokens.output_tokens):
            return None
        return WordsUsed(self.name, tokens.input_tokens, tokens.output_tokens, cost_of(response))

    async def close(self) -> None:
        await self._of.close()


def _text_of(event: object) -> str:
    match event:
        case PartStartEvent(part=TextPart(content=text)):
            return text
        case PartDeltaEvent(delta=TextPartDelta(content_delta=text)):
            return text
    return ""
