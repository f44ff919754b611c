"""A `FormModel` on any model of pydantic-ai. Loaded late, by `language_models`; heavy."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import TypeVar

from pydantic import TypeAdapter, ValidationError
from pydantic_ai.direct import model_request
from pydantic_ai.messages import ModelRequest, ModelResponse
from pydantic_ai.models import ModelRequestParameters
from pydantic_ai.output import OutputObjectDefinition
from pydantic_ai.settings import ModelSettings

from preppal.providers.language_models import LanguageModel, cost_of
from preppal.providers.language_writer import reason_of
from preppal.providers.protocols import AnswerUnfit, ModelUnavailable, WordsUsed

Answer = TypeVar("Answer")
ANSWER_TOKENS = 4_096
"""A form takes some hundreds; a model that thinks first has room to end."""
MOST_FAULTS = 6
_FENCE = re.compile(r"\A\s*```(?:json)?\s*(.*?)\s*```\s*\Z", re.S)


class PydanticForms:
    """A `FormModel`."""

    def __init__(self, language_model: LanguageModel) -> None:
        self._of = language_model

    @property
    def name(self) -> str:
        return self._of.name

    @property
    def receiver(self) -> str:
        return self._of.receiver

    async def fill(
        self,
        form: type[Answer],
        instruction: str,
        text: str,
        *,
        temperature: float,
        spent: Callable[[WordsUsed], None],
    ) -> Answer:
        adapter = TypeAdapter(form)
        try:
            response = await model_request(
                self._of.model,
                [ModelRequest.user_text_prompt(text, instructions=instruction)],
                model_settings=self._settings(temperature),
                model_request_parameters=self._wanted(form.__name__, adapter),
            )
        except Exception as problem:
            # over an answer that is none, clients raise whatever comes of it
            raise ModelUnavailable(
                reason_of(problem), f"{type(problem).__name__}: {problem}"
            ) from problem
        self._tell(response, spent)
        if response.finish_reason == "content_filter":
            raise ModelUnavailable("refused", "the provider's own filter stopped it")
        if not response.text:
            raise ModelUnavailable("protocol", f"{response.finish_reason}: no answer")
        try:
            return adapter.validate_json(_FENCE.sub(r"\1", response.text), strict=True)
        except ValidationError as problem:
            raise AnswerUnfit(_faults(problem)) from None

    def _settings(self, temperature: float) -> ModelSettings:
        """OpenAI's models that think take no temperature: theirs is their own."""
        if self._of.model.profile.get("openai_supports_reasoning", False):
            return ModelSettings(max_tokens=ANSWER_TOKENS)
        return ModelSettings(temperature=temperature, max_tokens=ANSWER_TOKENS)

    def _wanted(self, name: str, adapter: TypeAdapter[Answer]) -> ModelRequestParameters:
        """The form in the provider's own way; where it has none, in the instruction."""
        native = self._of.model.profile.get("supports_json_schema_output", False)
        return ModelRequestParameters(
            output_mode="native" if native else "prompted",
            output_object=OutputObjectDefinition(
                json_schema=adapter.json_schema(), name=name, strict=True
            ),
            allow_text_output=False,
        )

    def _tell(self, response: ModelResponse, spent: Callable[[WordsUsed], None]) -> None:
        tokens = response.usage
        if tokens.input_tokens or tokens.output_tokens:
            spent(
                WordsUsed(self.name, tokens.input_tokens, tokens.output_tokens, cost_of(response))
            )

    async def close(self) -> None:
        await self._of.close()


def _faults(problem: ValidationError) -> str:
    """What is wrong where, without a word of the answer: "rating: Input should be less than …"."""
    listed = problem.errors(include_input=False, include_context=False, include_url=False)
    said = []
    for error in listed[:MOST_FAULTS]:
        invented = error["type"] == "extra_forbidden"  # its name is a word of the answer
        place = ".".join(str(part) for part in error["loc"][: -1 if invented else None])
        said.append(
            f"{place or 'the answer'}: {error['msg'] if not invented else 'a field nobody asked for'}"
        )
    return "; ".join(said)
