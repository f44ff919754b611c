"""Who receives the words is said before the start; who worded a line, and what it cost, in the report."""

import pytest

from preppal.foundation.database import Database, NestedDatabase
from preppal.foundation.settings import Settings
from preppal.interviewer.transcript import BUILT_IN
from preppal.interviews.live.engine import Used, words_used
from preppal.interviews.model import Feedback, InterviewSession, Status
from preppal.interviews.usage import added
from preppal.providers.protocols import WordsUsed
from tests.interviews import an_interview, keep, some_turns
from tests.people import Browser, Browsers, Postbox, TestClock, a_user, an_app

AT_OPENAI = {"interviewer": "openai:gpt-5-mini", "OPENAI_API_KEY": "key-1"}
ON_THIS_MACHINE = {"interviewer": "ollama:qwen3:8b"}
AT_GOOGLE = {
    "interviewer": "google:gemini-3.5-flash",
    "GEMINI_API_KEY": "key-1",
    "voice": "gemini-live",
}


async def somebody(
    browsers: Browsers,
    database: NestedDatabase,
    postbox: Postbox,
    clock: TestClock,
    **values: object,
) -> Browser:
    """At a server with these settings."""
    settings = Settings(_env_file=None, port=8000, **values)  # type: ignore[arg-type, call-arg]
    return await browsers(a_user("Cy"), app=an_app(settings, database, postbox, clock))


async def in_the_lobby(database: Database, person: Browser, clock: TestClock) -> str:
    row = an_interview(person.me, clock())
    async with database.transaction() as db:
        await keep(db, row)
    return f"/interviews/{row.id}/lobby"


async def test_before_the_start_it_is_said_who_receives_the_words(
    browsers: Browsers, database: NestedDatabase, postbox: Postbox, clock: TestClock
) -> None:
    person = await somebody(browsers, database, postbox, clock, **AT_OPENAI)
    lobby = await in_the_lobby(database, person, clock)
    for path in ("/privacy", "/terms", lobby):
        page = await person.get(path)
        assert page.status_code == 200
        assert "OpenAI" in page.text, path
    privacy = (await person.get("/privacy")).text
    assert "interviewing and reading all happen on this server" not in privacy
    await person.post(lobby.replace("lobby", "start"), data={"mode": "text"})
    assert "goes to OpenAI" in (await person.get(lobby.replace("lobby", "session"))).text


async def test_where_two_models_listen_nothing_is_said_to_stay_here(
    browsers: Browsers, database: NestedDatabase, postbox: Postbox, clock: TestClock
) -> None:
    person = await somebody(browsers, database, postbox, clock, **AT_GOOGLE)
    lobby = await in_the_lobby(database, person, clock)
    for path in ("/privacy", "/terms", lobby):
        page = (await person.get(path)).text
        assert "Google" in page
        for untrue in (
            "In writing nothing goes there",
            "In writing it takes no part",
            "Nothing else",
        ):
            assert untrue not in page, (path, untrue)


async def test_a_visitor_is_told_who_listens(
    browsers: Browsers, database: NestedDatabase, postbox: Postbox, clock: TestClock
) -> None:
    settings = Settings(_env_file=None, port=8000, **AT_OPENAI)  # type: ignore[arg-type, call-arg]
    visitor = await browsers(app=an_app(settings, database, postbox, clock))
    page = (await visitor.get("/")).text
    assert "OpenAI" in page
    assert "sends nothing on" not in page


@pytest.mark.parametrize("values", [{}, ON_THIS_MACHINE])
async def test_a_model_on_this_machine_sends_nothing_on(
    browsers: Browsers,
    database: NestedDatabase,
    postbox: Postbox,
    clock: TestClock,
    values: dict[str, object],
) -> None:
    person = await somebody(browsers, database, postbox, clock, **values)
    privacy = (await person.get("/privacy")).text
    assert "interviewing and reading all happen on this server" in privacy
    lobby = (await person.get(await in_the_lobby(database, person, clock))).text
    assert "Who is sent your words" not in lobby


async def reported(
    database: Database, owner: Browser, clock: TestClock, **changes: object
) -> InterviewSession:
    over = {
        "status": Status.COMPLETED,
        "started_at": clock(),
        "ended_at": clock(),
        "end_reason": "completed",
        "elapsed_ms": 70_000,
    }
    row = an_interview(owner.me, clock(), **over, **changes)
    turns = some_turns(row)
    asks = [turn for turn in turns if turn.speaker == "interviewer"]
    asks[0].worded_by = BUILT_IN
    asks[1].worded_by = "openai:gpt-5-mini"
    report = Feedback(interview_id=row.id, requested_at=clock(), status="WAITING")
    async with database.transaction() as db:
        await keep(db, row, *turns, report)
    return row


async def test_the_transcript_says_who_worded_each_line_and_what_it_cost(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    used = [words_used(WordsUsed("openai:gpt-5-mini", 900, 20, 0.00265))] * 2
    row = await reported(database, owner, clock, usage=added({}, used))
    page = " ".join((await owner.get(f"/interviews/{row.id}/feedback")).text.split())
    assert page.count("built-in line") == 1
    assert page.count("worded by openai:gpt-5-mini") == 1
    assert "openai:gpt-5-mini was asked for words 2 times." in page
    assert "1840 tokens." in page.replace(",", "")
    assert "about 0.0053 US dollars" in page


async def test_a_price_that_is_not_known_is_not_made_up(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    used = [
        words_used(WordsUsed("ollama:qwen3:8b", 900, 20, None)),
        words_used(WordsUsed("ollama:qwen3:8b", 900, 20, 0.5)),
    ]
    row = await reported(database, owner, clock, usage=added({}, used))
    page = (await owner.get(f"/interviews/{row.id}/feedback")).text
    assert "was asked for words 2 times" in page
    assert "US dollars" not in page


def test_words_and_voice_are_added_up_apart() -> None:
    voice = Used("gemini-live", "gemini-3.8-live", {"audio_in": 5}, 1_000, 2_000)
    words = words_used(WordsUsed("openai:gpt-5-mini", 10, 2, 0.1))
    total = added(added({}, [voice, words]), [words])
    assert (total["engine"], total["model"], total["tokens"]) == (
        "gemini-live",
        "gemini-3.8-live",
        {"audio_in": 5},
    )
    assert total["words"] == {
        "model": "openai:gpt-5-mini",
        "requests": 2,
        "tokens": {"text_in": 20, "text_out": 4},
        "cost_usd": 0.2,
    }


async def test_who_reads_a_resume_is_said(
    browsers: Browsers, database: NestedDatabase, postbox: Postbox, clock: TestClock
) -> None:
    values = {"resume_reader": "openai:gpt-5-mini", "OPENAI_API_KEY": "key-1"}
    person = await somebody(browsers, database, postbox, clock, **values)
    privacy = (await person.get("/privacy")).text
    assert "its first pages go to OpenAI" in privacy
    assert "reading all happen on this server" not in privacy
    assert "reading happen on this server" not in privacy


SCORED_AT_OPENAI = {"assessor": "openai:gpt-5-mini", "OPENAI_API_KEY": "key-1"}


async def test_who_scores_answers_is_said_before_the_start(
    browsers: Browsers, database: NestedDatabase, postbox: Postbox, clock: TestClock
) -> None:
    person = await somebody(browsers, database, postbox, clock, **SCORED_AT_OPENAI)
    lobby = await in_the_lobby(database, person, clock)
    for path in ("/privacy", "/terms", lobby):
        assert "OpenAI" in (await person.get(path)).text, path
    assert "Afterwards your answers go to OpenAI" in (await person.get(lobby)).text
    privacy = (await person.get("/privacy")).text
    assert "each answer goes to OpenAI with its question" in privacy
    assert "report is made" not in privacy
    assert "happen on this server" not in privacy
    assert "made by rules. It says" not in (await person.get("/terms")).text
    await person.post(lobby.replace("lobby", "start"), data={"mode": "text"})
    room = (await person.get(lobby.replace("lobby", "session"))).text
    assert "Afterwards your answers go to OpenAI" in room


@pytest.mark.parametrize("others", [AT_OPENAI, AT_GOOGLE], ids=["words", "words and voice"])
async def test_nothing_says_that_reports_are_made_here_when_answers_are_sent(
    browsers: Browsers,
    database: NestedDatabase,
    postbox: Postbox,
    clock: TestClock,
    others: dict[str, str],
) -> None:
    values = {**others, **SCORED_AT_OPENAI}
    person = await somebody(browsers, database, postbox, clock, **values)
    lobby = await in_the_lobby(database, person, clock)
    texts = [(await person.get(path)).text for path in ("/privacy", lobby)]
    await person.post("/sign-out")
    texts.append((await person.get("/")).text)
    for text in texts:
        assert "OpenAI" in text
        for claim in ("report is made", "and the report, are decided", "report is made here"):
            assert claim not in text


async def test_a_judge_on_this_machine_receives_nothing_elsewhere(
    browsers: Browsers, database: NestedDatabase, postbox: Postbox, clock: TestClock
) -> None:
    person = await somebody(browsers, database, postbox, clock, assessor="ollama:qwen3:8b")
    lobby = await in_the_lobby(database, person, clock)
    assert "your answers go to" not in (await person.get(lobby)).text
    assert "happen on this server" in (await person.get("/privacy")).text
    assert "with the scores by a model" in (await person.get("/terms")).text
