"""pydantic-ai's real clients judge our double: words, streams, files, values, refusals of both dialects."""

from pathlib import Path
from typing import Any

import pytest
from pydantic import BaseModel
from pydantic_ai import Agent, BinaryContent, NativeOutput
from pydantic_ai.exceptions import ModelHTTPError

from preppal.foundation.settings import read_settings
from preppal.providers.language_models import LanguageModel, language_model
from tests.language_models.script import File, Reply, Script
from tests.language_models.server import Provider, running

DIALECTS = ("google:gemini-3.5-flash", "openai:gpt-5-mini", "ollama:qwen3:8b")
PICTURE = BinaryContent(b"\x89PNG one page", media_type="image/png")
FILE = BinaryContent(b"%PDF-1.7 two pages", media_type="application/pdf")


class Person(BaseModel):
    name: str
    years: int


@pytest.fixture(autouse=True)
def nowhere(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)


def model_at(provider: Provider, name: str, key: str = "key-1") -> LanguageModel:
    values: dict[str, Any] = {"GEMINI_API_KEY": key, "OPENAI_API_KEY": key}
    if name.startswith("google"):
        values["gemini_url"] = provider.url
    elif name.startswith("openai"):
        values["openai_url"] = provider.openai_url
    values["ollama_url"] = provider.openai_url
    return language_model(name, read_settings(interviewer=name, **values))


@pytest.mark.parametrize("name", DIALECTS)
async def test_words_come_whole_and_in_pieces_with_what_they_used(name: str) -> None:
    key = "none" if name.startswith("ollama") else "key-1"
    async with running(Script(Reply("Good day. Shall we begin?"), key=key)) as provider:
        made = model_at(provider, name)
        agent = Agent(made.model, instructions="Be short.")
        answer = await agent.run("Greet me.")
        assert answer.output == "Good day. Shall we begin?"
        assert (answer.usage.input_tokens, answer.usage.output_tokens) == (120, 12)
        async with agent.run_stream("Greet me.") as stream:
            parts = [part async for part in stream.stream_text(delta=True, debounce_by=None)]
        assert "".join(parts) == "Good day. Shall we begin?"
        assert len(parts) > 2
        await made.close()
    first, second = provider.asked
    assert (first.streams, second.streams) == (False, True)
    assert first.system == "Be short."
    assert first.text == "Greet me."
    assert first.model == name.partition(":")[2]


@pytest.mark.parametrize("native", [True, False])
@pytest.mark.parametrize("name", DIALECTS[:2])
async def test_a_value_in_the_form_that_was_asked_for(name: str, native: bool) -> None:
    script = Script(Reply(value={"name": "Ida", "years": 7}))
    async with running(script) as provider:
        made = model_at(provider, name)
        agent: Any = Agent(made.model, output_type=NativeOutput(Person) if native else Person)
        answer = await agent.run("Who?")
        assert answer.output == Person(name="Ida", years=7)
        await made.close()
    schema = provider.asked[0].schema
    assert schema is not None
    assert set(schema["properties"]) == {"name", "years"}


@pytest.mark.parametrize("name", DIALECTS[:2])
async def test_files_inside_a_request_arrive_as_they_are(name: str) -> None:
    async with running(Script(Reply("Two files."))) as provider:
        made = model_at(provider, name)
        await Agent(made.model).run(["Read these.", PICTURE, FILE])
        await made.close()
    assert provider.asked[0].text == "Read these."
    assert provider.asked[0].files == (
        File("image/png", PICTURE.data),
        File("application/pdf", FILE.data),
    )


@pytest.mark.parametrize("name", DIALECTS[:2])
@pytest.mark.parametrize("status", [401, 429, 500])
async def test_an_error_is_asked_for_once(name: str, status: int) -> None:
    async with running(Script(Reply(status=status))) as provider:
        made = model_at(provider, name)
        with pytest.raises(ModelHTTPError) as problem:
            await Agent(made.model).run("Hello?")
        assert problem.value.status_code == status
        await made.close()
    assert len(provider.asked) == 1


@pytest.mark.parametrize("name", DIALECTS[:2])
async def test_a_wrong_key_is_refused(name: str) -> None:
    async with running(Script()) as provider:
        made = model_at(provider, name, key="another")
        with pytest.raises(ModelHTTPError) as problem:
            await Agent(made.model).run("Hello?")
        assert problem.value.status_code == 401
        await made.close()
