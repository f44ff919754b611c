"""An interview in a language that this server has no voice for: chosen in the lobby, spoken by the browser."""

from __future__ import annotations

from collections.abc import AsyncIterator, Iterator

import pytest
import pytest_asyncio
from playwright.async_api import expect
from sqlalchemy import select

from preppal.accounts.model import User
from preppal.foundation.addresses import Address
from preppal.foundation.database import Database
from preppal.interviews.model import InterviewSession
from tests.booking import a_persona
from tests.browser.conftest import Visiting
from tests.database import TestDatabases
from tests.language_models.script import Asked, Reply, Script
from tests.language_models.server import Provider
from tests.language_models.server import running as answering
from tests.serving import Server, environment
from tests.serving import running as serving

CHINESE = "你好，我是今天的面试官。我们现在开始，好吗？"
SPANISH = "Hola, soy quien le entrevista hoy. ¿Empezamos ya?"
VOICES = """() => {
    window.said = [];
    const voices = ['es-ES', 'zh-CN'].map(lang => ({ lang, name: lang, localService: true, default: false }));
    const speechSynthesis = {
        getVoices: () => voices,
        cancel() {},
        addEventListener() {},
        speak(utterance) {
            window.said.push({ lang: utterance.lang, text: utterance.text });
            setTimeout(() => utterance.onstart?.(), 0);
            setTimeout(() => utterance.onend?.(), 300);
        },
    };
    class SpeechSynthesisUtterance { constructor(text) { this.text = text; } }
    for (const [name, value] of Object.entries({ speechSynthesis, SpeechSynthesisUtterance }))
        Object.defineProperty(window, name, { value, configurable: true });
}"""
"""The browser of the tests has no voices of its own; this one notes what it is given to say."""


def in_its_language(asked: Asked) -> Reply:
    return Reply(CHINESE if "Mandarin Chinese" in asked.system else SPANISH)


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def provider() -> AsyncIterator[Provider]:
    async with answering(Script(answering=in_its_language)) as provider:
        yield provider


@pytest.fixture(scope="module")
def served_database(databases: TestDatabases) -> Iterator[Address]:
    address = databases.clone()
    yield address
    databases.drop(address)


@pytest.fixture(scope="module")
def server(
    provider: Provider, served_database: Address, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[Server]:
    directory = tmp_path_factory.mktemp("served")
    variables = environment(
        served_database.as_text(),
        directory,
        PREPPAL_INTERVIEWER="openai:gpt-5-mini",
        OPENAI_API_KEY=provider.how.key,
        PREPPAL_OPENAI_URL=provider.openai_url,
    )
    with serving(variables, directory) as server:
        yield server


async def speaks(behind: Database, email: str, *languages: str) -> str:
    """The id of a persona of this person's own who speaks them."""
    async with behind.transaction() as db:
        owner = (await db.scalars(select(User.id).where(User.email == email))).one()
        db.add(persona := a_persona(owner_id=owner, name="Lin Vega", languages=list(languages)))
        await db.flush()
        return str(persona.id)


@pytest.mark.parametrize(
    ("chosen", "tag", "line"), [("zh", "zh-CN", CHINESE), ("", "es-ES", SPANISH)]
)
async def test_the_browser_speaks_the_language_that_was_chosen(
    server: Server, visiting: Visiting, behind: Database, chosen: str, tag: str, line: str
) -> None:
    email = f"several-{tag}@example.org".lower()
    async with visiting(server.url, microphone="by hand") as visit:
        page = visit.page
        await page.add_init_script(f"({VOICES})()")
        await visit.sign_in(email)
        persona = await speaks(behind, email, "es", "zh")
        await visit.go(f"/interviews/new?persona={persona}")
        await page.get_by_role("button", name="Go to the lobby").last.click()
        await page.wait_for_url("**/lobby")
        await expect(page.get_by_text("Your browser’s own voice").first).to_be_visible()
        await expect(page.get_by_text("A language model puts each line")).to_be_visible()
        language = page.get_by_label("Language of the interview")
        await expect(language).to_have_value("es")
        if chosen:
            await language.select_option(chosen)
        assert await visit.axe() == []
        assert await visit.misfits() == []
        await page.locator("[data-way=voice] button").click()
        await page.wait_for_url("**/session")
        room = page.locator("live-room")
        await expect(room).to_have_attribute("data-floor", "listening", timeout=60_000)
        said = await page.evaluate("window.said")
        assert {one["lang"] for one in said} == {tag}
        assert "".join(one["text"] for one in said).replace(" ", "") == line.replace(" ", "")
        question = page.locator("[data-part=question]")
        await expect(question).to_have_attribute("lang", chosen or "es")
    async with behind.transaction() as db:
        row = (
            await db.scalars(select(InterviewSession).join(User).where(User.email == email))
        ).one()
        assert row.language == (chosen or "es")
