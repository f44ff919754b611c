"""Any language model, by its pydantic-ai name: `google:…`, `openai:…`, `ollama:…` and whatever else it knows.

This module is light. pydantic-ai and its vendors cost a second and 50 MB, so they are loaded when a model
is asked for, by the process whose settings name one, and never otherwise.
"""

from __future__ import annotations

import importlib
from dataclasses import dataclass
from typing import TYPE_CHECKING

from preppal.foundation.receivers import receiver_of
from preppal.foundation.settings import BUILT_IN, Settings, SettingsError

if TYPE_CHECKING:
    import httpx2
    from pydantic_ai.messages import ModelResponse
    from pydantic_ai.models import Model

    from preppal.providers.protocols import FormModel, LineWriter

VENDORS = "preppal.providers.language_vendors"
WRITER = "preppal.providers.language_writer"
FORMS = "preppal.providers.language_forms"


@dataclass(frozen=True, slots=True)
class LanguageModel:
    """A model and who receives what is sent to it.

    ``name`` is what the settings say. ``receiver`` is a company or a host; "" when
    nothing leaves this machine. ``model`` is for `pydantic_ai.Agent(model)` or `pydantic_ai.direct`: it waits at most
    `SECONDS` for the next byte and tries nothing twice.
    """

    name: str
    receiver: str
    model: Model
    http: httpx2.AsyncClient | None

    async def close(self) -> None:
        """Let go of its connections."""
        if self.http is not None:
            await self.http.aclose()


def language_model(name: str, settings: Settings) -> LanguageModel:
    """The model called ``name``, with the keys and addresses of ``settings``.

    Raises:
        SettingsError: nobody makes such models, or a key or a package of theirs is missing.
    """
    if name == BUILT_IN:
        raise SettingsError("builtin is no language model: see .env.example for what a name is.")
    vendors = importlib.import_module(VENDORS)
    model, http = vendors.build(name, settings)
    return LanguageModel(name, receiver_of(name, settings), model, http)


def line_writer(name: str, settings: Settings) -> LineWriter:
    """The model called ``name`` as somebody who words lines.

    Raises:
        SettingsError: as `language_model` does.
    """
    language = language_model(name, settings)
    writer: LineWriter = importlib.import_module(WRITER).PydanticWriter(language)
    return writer


def form_model(name: str, settings: Settings) -> FormModel | None:
    """The model called ``name`` as somebody who fills in forms; None for builtin.

    Raises:
        SettingsError: as `language_model` does.
    """
    if name == BUILT_IN:
        return None
    language = language_model(name, settings)
    model: FormModel = importlib.import_module(FORMS).PydanticForms(language)
    return model


def cost_of(response: ModelResponse) -> float | None:
    """What a response cost in US dollars, by genai-prices; None where no price is known."""
    try:
        return float(response.cost().total_price)
    except (LookupError, ValueError, AssertionError):
        return None
