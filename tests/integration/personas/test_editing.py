"""Editing a persona: every edit is a new version, and no tab overwrites another unasked."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database
from preppal.foundation.settings import Settings
from preppal.interviews.model import InterviewSession
from preppal.personas.model import State, Visibility
from tests.booking import a_form as a_booking
from tests.people import Browser, Browsers, Postbox, TestClock, a_user, an_app
from tests.personas import a_form, a_public_one, edit, kept, publish, versions_of, words_of, write


async def test_an_edit_is_a_new_version(owner: Browser, db: AsyncSession, clock: TestClock) -> None:
    persona_id = await write(owner)
    clock.forward(days=1)
    answer = await edit(owner, persona_id, 1, headline="Runs two bakeries", warmth="5")
    assert answer.headers["location"] == f"/personas?did=saved&about={persona_id}"
    persona = await kept(db, persona_id)
    assert (persona.headline, persona.version, persona.edited_at) == (
        "Runs two bakeries",
        2,
        clock(),
    )
    assert [(v["version"], v["headline"]) for v in await versions_of(db, persona_id)] == [
        (1, "Runs a bakery"),
        (2, "Runs two bakeries"),
    ]


async def test_the_form_shows_what_was_written(owner: Browser) -> None:
    persona_id = await write(owner, speed="1.1", voice="deep", language_es="1")
    page = words_of(await owner.get(f"/personas/{persona_id}/edit"))
    for shown in (
        'value="Yusra Okafor"',
        'name="language_es" value="1" checked',
        'name="warmth" value="4" checked',
        'value="1.1"',
        'value="lively"',
        "Ask for one morning and stay with it.",
        'name="version" value="1"',
    ):
        assert shown in page, shown


async def test_the_same_words_are_no_new_version(owner: Browser, db: AsyncSession) -> None:
    persona_id = await write(owner)
    await edit(owner, persona_id, 1)
    await edit(owner, persona_id, 1)
    assert (await kept(db, persona_id)).version == 1


async def test_sent_twice_it_is_edited_once(owner: Browser, db: AsyncSession) -> None:
    persona_id = await write(owner)
    for _ in range(2):
        assert (await edit(owner, persona_id, 1, headline="Runs two")).status_code == 303
    assert (await kept(db, persona_id)).version == 2


async def test_another_tab_is_not_overwritten_unasked(owner: Browser, db: AsyncSession) -> None:
    persona_id = await write(owner)
    await edit(owner, persona_id, 1, headline="The first tab")
    answer = await edit(owner, persona_id, 1, headline="The second tab")
    assert answer.status_code == 409
    assert "edited in another tab" in answer.text
    assert "The second tab" in answer.text
    assert 'name="version" value="2"' in answer.text
    assert (await kept(db, persona_id)).headline == "The first tab"
    # Now it is asked for.
    assert (await edit(owner, persona_id, 2, headline="The second tab")).status_code == 303
    assert len(await versions_of(db, persona_id)) == 3


async def test_of_many_tabs_at_once_one_wins_and_the_others_are_told(
    fresh_database: Database,
    browsers: Browsers,
    settings: Settings,
    postbox: Postbox,
    clock: TestClock,
) -> None:
    app = an_app(settings, fresh_database, postbox, clock)
    browser = await browsers(a_user("Ana"), app=app)
    persona_id = await write(browser)
    answers = await asyncio.gather(
        *(edit(browser, persona_id, 1, headline=f"Tab {number}") for number in range(5))
    )
    assert sorted(answer.status_code for answer in answers) == [303, 409, 409, 409, 409]
    async with fresh_database.transaction() as db:
        assert len(await versions_of(db, persona_id)) == 2


@pytest.mark.parametrize("version", ["", "0", "-1", "x", "1e9", "9" * 30, "٢"])
async def test_without_the_version_it_was_made_from_nothing_is_saved(
    version: str, owner: Browser, db: AsyncSession
) -> None:
    persona_id = await write(owner)
    form = a_form(version=version, headline="Runs two")
    assert (await owner.post(f"/personas/{persona_id}/edit", data=form)).status_code == 409
    assert (await kept(db, persona_id)).version == 1


async def test_a_draft_becomes_usable_and_never_a_draft_again(
    owner: Browser, db: AsyncSession
) -> None:
    persona_id = await write(owner, act="draft")
    answer = await edit(owner, persona_id, 1, act="draft", headline="Runs two")
    assert "did=draft" in answer.headers["location"]
    assert (await kept(db, persona_id)).state == State.DRAFT
    await edit(owner, persona_id, 2, headline="Runs two")
    persona = await kept(db, persona_id)
    assert (persona.state, persona.version) == (State.LIVE, 2)
    answer = await edit(owner, persona_id, 2, act="draft", headline="Runs three")
    assert "did=saved" in answer.headers["location"]
    assert (await kept(db, persona_id)).state == State.LIVE


async def test_a_refused_edit_keeps_the_words_and_changes_nothing(
    owner: Browser, db: AsyncSession
) -> None:
    persona_id = await write(owner)
    answer = await edit(owner, persona_id, 1, name="", headline="Half written")
    assert answer.status_code == 422
    assert "Half written" in answer.text
    assert (await kept(db, persona_id)).headline == "Runs a bakery"


async def test_a_preview_of_an_edit_saves_nothing(owner: Browser, db: AsyncSession) -> None:
    persona_id = await write(owner)
    answer = await edit(owner, persona_id, 1, act="preview", name="Ines Roca", warmth="1")
    assert answer.status_code == 200
    assert "Ines Roca" in answer.text
    assert (await kept(db, persona_id)).version == 1


async def test_an_interview_keeps_the_version_it_was_held_with(
    owner: Browser, db: AsyncSession
) -> None:
    persona_id = await write(owner)
    booked = await owner.post(
        "/interviews/new", data=a_booking(persona_id=str(persona_id), job_text="", mode="text")
    )
    interview_id = UUID(booked.headers["location"].split("/")[2])
    await edit(owner, persona_id, 1, name="Somebody Else", warmth="1", system_instruction="Shout.")
    interview = await db.get_one(InterviewSession, interview_id, populate_existing=True)
    assert interview.persona == (await versions_of(db, persona_id))[0]
    assert (interview.persona["name"], interview.persona["version"]) == ("Yusra Okafor", 1)
    lobby = await owner.get(f"/interviews/{interview_id}/lobby")
    assert "Yusra Okafor" in lobby.text
    assert "Somebody Else" not in lobby.text


async def test_what_everybody_reads_stays_fit_for_everybody(
    owner: Browser, db: AsyncSession
) -> None:
    persona_id = await a_public_one(owner)
    answer = await edit(owner, persona_id, 1, line="Write to me: ana@linden.example")
    assert answer.status_code == 422
    assert "An email address would be public" in answer.text
    assert "ana@linden.example" in answer.text
    # Having read it does not help.
    answer = await edit(
        owner, persona_id, 1, line="Write to me: ana@linden.example", read_cautions="1"
    )
    assert answer.status_code == 422
    persona = await kept(db, persona_id)
    assert (persona.line, persona.version) == ("What did the dough do?", 1)


async def test_what_is_worth_a_second_look_is_read_before_everybody_reads_it(
    owner: Browser, db: AsyncSession
) -> None:
    persona_id = await a_public_one(owner)
    asked = {"system_instruction": "Ask where they come from originally."}
    answer = await edit(owner, persona_id, 1, **asked)
    assert answer.status_code == 422
    assert "I have read the remarks" in answer.text
    assert (await edit(owner, persona_id, 1, read_cautions="1", **asked)).status_code == 303
    assert (await kept(db, persona_id)).version == 2


async def test_one_that_a_moderator_hid_is_held_to_the_same(
    owner: Browser, db: AsyncSession
) -> None:
    persona_id = await a_public_one(owner)
    persona = await kept(db, persona_id)
    persona.hide("It names a company.")
    await db.flush()
    assert (await edit(owner, persona_id, 1, line="Call +44 20 7946 0958")).status_code == 422
    assert (await edit(owner, persona_id, 1, line="What did it do?")).status_code == 303
    persona = await kept(db, persona_id)
    assert (persona.state, persona.visibility) == (State.HIDDEN, Visibility.PUBLIC)


async def test_a_private_one_is_its_authors_own_affair(owner: Browser, db: AsyncSession) -> None:
    persona_id = await write(owner)
    assert (await edit(owner, persona_id, 1, line="Call +44 20 7946 0958")).status_code == 303
    assert (await publish(owner, persona_id, 2)).status_code == 422


async def test_nobody_else_edits(
    owner: Browser, stranger: Browser, staff: Browser, visitor: Browser, db: AsyncSession
) -> None:
    for persona_id in (await write(owner), await a_public_one(owner)):
        for browser in (stranger, staff):
            assert (await browser.get(f"/personas/{persona_id}/edit")).status_code == 404
            assert (await edit(browser, persona_id, 1, name="Bo")).status_code == 404
        answer = await edit(visitor, persona_id, 1, name="Nobody")
        assert answer.headers["location"].startswith("/sign-in")
        assert (await kept(db, persona_id)).version == 1
