"""pydantic-ai and the vendors it knows. Loaded late, by `language_models`; heavy."""

from __future__ import annotations

from typing import Any

import httpx2
from openai import OpenAIError
from pydantic_ai.exceptions import UserError
from pydantic_ai.models import Model, infer_model
from pydantic_ai.providers import Provider, infer_provider_class

from preppal.foundation.receivers import vendor_of
from preppal.foundation.settings import Settings, SettingsError

SECONDS = 60.0
"""A model may be silent for so long. Who needs an answer sooner has a deadline of their own."""
CONNECT_SECONDS = 5.0
OPENAI = "https://api.openai.com/v1"
NO_KEY = "none"
"""Servers of one's own mostly ask for no key, and the client for some word."""


def build(name: str, settings: Settings) -> tuple[Model, httpx2.AsyncClient | None]:
    """The model and the HTTP client it holds, where that is ours.

    Raises:
        SettingsError: with what to set or install.
    """
    vendor, _, model = name.partition(":")
    # Servers that call themselves compatible speak chat completions; few speak OpenAI's responses.
    dialect = {"openai": "openai-chat"}.get(vendor_of(name), vendor_of(name))
    held: list[httpx2.AsyncClient] = []

    def provider(of: str) -> Provider[Any]:
        made, http = _provider(of, settings)
        held.extend([http] if http else [])
        return made

    try:
        return infer_model(f"{dialect}:{model}", provider), held[0] if held else None
    except ImportError as problem:
        raise SettingsError(
            f"{name} needs a package that is not installed: pip install 'pydantic-ai-slim[{vendor}]'."
        ) from problem
    except (UserError, OpenAIError, ValueError) as problem:
        raise SettingsError(f"{name} cannot be used: {problem}") from problem


def _provider(vendor: str, settings: Settings) -> tuple[Provider[Any], httpx2.AsyncClient | None]:
    maker: Any = infer_provider_class(vendor)
    values: dict[str, dict[str, Any]] = {
        "google": {
            "api_key": settings.gemini_api_key,
            "base_url": settings.gemini_url or None,
        },
        "openai-chat": {
            "api_key": settings.openai_api_key or NO_KEY,
            "base_url": settings.openai_url or OPENAI,
        },
        "ollama": {"api_key": NO_KEY, "base_url": settings.ollama_url},
    }
    values["openai-responses"] = values["openai-chat"]
    if vendor not in values:
        return (
            maker(),
            None,
        )  # keys and addresses come from the variables that pydantic-ai documents
    http = httpx2.AsyncClient(timeout=httpx2.Timeout(SECONDS, connect=CONNECT_SECONDS))
    made = maker(http_client=http, **values[vendor])
    if vendor != "google":  # whose client tries once unless told otherwise
        made.client.max_retries = 0
    return made, http
