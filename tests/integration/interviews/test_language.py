"""In which language an interview is held, and who chooses it."""

from collections.abc import Awaitable, Mapping
from typing import Protocol

import pytest

from preppal.foundation.database import Database, NestedDatabase
from preppal.foundation.settings import Settings
from preppal.interviews.model import InterviewSession
from tests.interviews import PERSONA, an_interview, keep
from tests.people import Browser, Browsers, Postbox, TestClock, a_user, an_app
from tests.voices.scripted import ScriptedModels

ELSEWHERE = {"voice": "gemini-live", "GEMINI_API_KEY": "a-key"}
WORDED = {"interviewer": "openai:gpt-5-mini", "OPENAI_API_KEY": "a-key"}


class Held:
    """Cy's interview with somebody who speaks ``languages``."""

    def __init__(self, owner: Browser, row: InterviewSession, database: Database) -> None:
        self.owner, self.row, self._database = owner, row, database
        self.here = f"/interviews/{row.id}"

    async def lobby(self) -> str:
        return (await self.owner.get(f"{self.here}/lobby")).text

    async def start(self, **fields: str) -> int:
        return (await self.owner.post(f"{self.here}/start", data=fields)).status_code

    async def language(self) -> str:
        async with self._database.transaction() as db:
            row = await db.get_one(InterviewSession, self.row.id, populate_existing=True)
            return row.language


class Holding(Protocol):
    def __call__(self, *languages: str, setup: Mapping[str, str] = ...) -> Awaitable[Held]: ...


@pytest.fixture
def held(
    browsers: Browsers, database: NestedDatabase, postbox: Postbox, clock: TestClock
) -> Holding:
    async def make(*languages: str, setup: Mapping[str, str] = ELSEWHERE) -> Held:
        settings = Settings(_env_file=None, port=8000, **setup)  # type: ignore[arg-type]
        app = an_app(settings, database, postbox, clock)
        app.state.speech = ScriptedModels()
        owner = await browsers(a_user("Cy"), app=app)
        persona = {**PERSONA, "languages": list(languages)}
        row = an_interview(owner.me, clock(), mode="voice", persona=persona)
        async with database.transaction() as db:
            await keep(db, row)
        return Held(owner, row, database)

    return make


async def test_it_is_the_interviewers_own_by_a_model_that_speaks(held: Holding) -> None:
    visit = await held("es")
    page = await visit.lobby()
    assert 'Ruth speaks <span lang="es">Español</span>.' in page
    assert "In writing it is in English." in page
    assert 'name="language"' not in page
    assert await visit.start(mode="voice") == 303
    assert await visit.language() == "es"
    session = (await visit.owner.get(f"{visit.here}/session")).text
    assert 'data-part="question" lang="es"' in session


async def test_who_speaks_several_is_asked_in_one_of_them(held: Holding) -> None:
    visit = await held("es", "zh", "en")
    page = await visit.lobby()
    assert "Language of the interview" in page
    assert '<option value="es" lang="es" selected>' in page
    assert await visit.start(mode="voice", language="zh") == 303
    assert await visit.language() == "zh"
    assert '<option value="zh" lang="zh" selected>' in await visit.lobby(), (
        "who comes back finds it"
    )


@pytest.mark.parametrize("language", ["ko", "xx", "EN", "es; drop table"])
async def test_another_is_refused_with_a_sentence(held: Holding, language: str) -> None:
    visit = await held("es", "zh")
    answer = await visit.owner.post(
        f"{visit.here}/start", data={"mode": "voice", "language": language}
    )
    assert answer.status_code == 422
    assert "one of the languages" in answer.text
    assert await visit.language() == "en"


async def test_in_writing_it_is_in_english(held: Holding) -> None:
    visit = await held("es")
    assert await visit.start(mode="text", language="es") == 303
    assert await visit.language() == "en"


async def test_this_servers_interviewer_speaks_english_and_says_so(held: Holding) -> None:
    visit = await held("es", setup={})
    page = await visit.lobby()
    assert "Ruth would speak" in page
    assert "On this server the interview is in English." in page
    assert "an English one is heard" not in page
    assert await visit.start(mode="voice") == 303
    assert await visit.language() == "en"


@pytest.mark.parametrize("languages", [("en",), ("en", "es"), ()])
async def test_who_speaks_english_needs_no_word_of_it(
    held: Holding, languages: tuple[str, ...]
) -> None:
    visit = await held(*languages, setup={})
    page = await visit.lobby()
    assert "the interview is in English" not in page
    assert 'name="language"' not in page


async def test_a_stranger_starts_nothing(held: Holding, browsers: Browsers) -> None:
    visit = await held("es", "zh")
    stranger = await browsers(a_user("Dee"), app=visit.owner.app)
    answer = await stranger.post(f"{visit.here}/start", data={"mode": "voice", "language": "zh"})
    assert answer.status_code == 404
    assert await visit.language() == "en"


async def test_a_model_that_words_lines_puts_them_into_the_interviewers(held: Holding) -> None:
    visit = await held("es", "zh", setup=WORDED)
    page = await visit.lobby()
    assert "Language of the interview" in page
    assert "A language model puts each line into another language" in page
    assert "Your browser’s own voice" in page
    assert await visit.start(mode="voice", language="zh") == 303
    assert await visit.language() == "zh"
    session = (await visit.owner.get(f"{visit.here}/session")).text
    assert 'data-part="question" lang="zh"' in session
    assert "data-read-aloud" in session
    assert await visit.start(mode="text", language="zh") == 303
    assert await visit.language() == "en"


async def test_where_nobody_speaks_a_model_changes_nothing(held: Holding) -> None:
    visit = await held("es", setup={**WORDED, "voice": "text"})
    page = await visit.lobby()
    assert "On this server the interview is in English." in page
    assert "A language model puts" not in page
    assert await visit.start(mode="voice") == 303
    assert await visit.language() == "en"


async def test_in_english_no_model_is_spoken_of(held: Holding) -> None:
    visit = await held("en", setup=WORDED)
    assert "A language model puts" not in await visit.lobby()
