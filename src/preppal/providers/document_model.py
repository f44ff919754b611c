"""A language model that looks at pages and answers in a type that it is given. Loaded only where one is set."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TypeVar

from pydantic_ai import Agent, BinaryContent, NativeOutput
from pydantic_ai.exceptions import AgentRunError, UserError
from pydantic_ai.settings import ModelSettings

from preppal.providers.language_models import LanguageModel
from preppal.providers.protocols import ModelFailed, Picture

Answer = TypeVar("Answer")
ANSWER_TOKENS = 8_192
RETRIES = 1
"""Times that it may put an answer of another shape right."""


class PydanticDocumentModel:
    """Answers `DocumentModel` with a model of pydantic-ai."""

    def __init__(self, model: LanguageModel) -> None:
        self._model = model
        self.name = model.name
        self.receiver = model.receiver

    async def read(
        self, instructions: str, text: str, pictures: Sequence[Picture], answer: type[Answer]
    ) -> Answer:
        """Raises `ModelFailed`."""
        agent: Agent[None, Answer] = Agent(
            self._model.model,
            output_type=NativeOutput(answer, strict=True),
            instructions=instructions,
            retries=RETRIES,
            model_settings=ModelSettings(temperature=0.0, max_tokens=ANSWER_TOKENS),
        )
        words = [f"The words of the resume:\n<resume>\n{text}\n</resume>"] if text else []
        seen = [BinaryContent(picture.data, media_type=picture.media_type) for picture in pictures]
        try:
            found = await agent.run([*words, *seen])
        except (AgentRunError, UserError) as problem:
            raise ModelFailed(type(problem).__name__) from problem
        except Exception as problem:  # each vendor's client has errors of its own
            raise ModelFailed(type(problem).__name__) from problem
        return found.output

    async def close(self) -> None:
        await self._model.close()
