"""Any model by its name, with the keys and addresses of the settings, and nothing loaded without one."""

from pathlib import Path
from typing import Any

import pytest

from preppal.foundation.receivers import THIS_MACHINE, receiver_of
from preppal.foundation.settings import Settings, SettingsError, read_settings
from preppal.providers.language_models import language_model


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def settings(**values: object) -> Settings:
    return read_settings(**values)


CASES: list[tuple[str, dict[str, Any], str, str]] = [
    (
        "google:gemini-3.5-flash",
        {"GEMINI_API_KEY": "k"},
        "https://generativelanguage.googleapis.com/",
        "Google",
    ),
    (
        "google-gla:gemini-3.5-flash",
        {"GEMINI_API_KEY": "k", "gemini_url": "http://127.0.0.1:9"},
        "http://127.0.0.1:9",
        THIS_MACHINE,
    ),
    ("openai:gpt-5-mini", {"OPENAI_API_KEY": "k"}, "https://api.openai.com/v1/", "OpenAI"),
    (
        "openai:some-model",
        {"openai_url": "https://models.example.org/v1"},
        "https://models.example.org/v1/",
        "models.example.org",
    ),
    ("ollama:qwen3:8b", {}, "http://127.0.0.1:11434/v1/", THIS_MACHINE),
]


@pytest.mark.parametrize(("name", "values", "address", "receiver"), CASES)
async def test_a_model_with_its_address_and_whoever_receives_the_words(
    name: str, values: dict[str, Any], address: str, receiver: str
) -> None:
    made = language_model(name, settings(interviewer=name, **values))
    try:
        assert made.model.model_name == name.partition(":")[2]
        assert made.model.base_url == address
        assert made.receiver == receiver
    finally:
        await made.close()


async def test_what_failed_is_not_tried_again_behind_anybodys_back() -> None:
    name = "openai:gpt-5-mini"
    made = language_model(name, settings(interviewer=name, OPENAI_API_KEY="k"))
    client: Any = made.model.client  # type: ignore[attr-defined]
    assert client.max_retries == 0
    await made.close()


def test_a_maker_whose_package_is_missing_is_said_with_what_to_install() -> None:
    with pytest.raises(SettingsError, match=r"pip install 'pydantic-ai-slim\[mistral\]'"):
        language_model("mistral:large", settings())


def test_a_maker_that_nobody_knows_is_said() -> None:
    with pytest.raises(SettingsError, match="oracle:delphi cannot be used"):
        language_model("oracle:delphi", settings())


def test_others_are_called_by_their_makers_name() -> None:
    assert receiver_of("anthropic:claude", settings()) == "Anthropic"
    assert receiver_of("google-cloud:gemini", settings()) == "Google"
