"""Writing a persona, at /personas/new."""

import asyncio
from uuid import UUID, uuid4

import pytest
from sqlalchemy import insert, text
from sqlalchemy.exc import DBAPIError
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database, uuid7
from preppal.foundation.settings import Settings
from preppal.personas.listing import facets_of
from preppal.personas.model import Persona, State, Visibility, snapshot
from preppal.personas.writing import LIMITS, MOST_PERSONAS, NEEDED, TOO_LONG, EditedElsewhere
from tests.booking import a_persona
from tests.interviews import keep
from tests.people import Browser, Browsers, Postbox, TestClock, a_user, an_app
from tests.personas import a_form, kept, personas_by, versions_of, words_of, write


async def test_what_was_written_becomes_a_private_persona(
    owner: Browser, db: AsyncSession, clock: TestClock
) -> None:
    persona = await kept(db, await write(owner))
    assert (persona.owner_id, persona.slug) == (owner.me.id, None)
    assert (persona.state, persona.visibility) == (State.LIVE, Visibility.PRIVATE)
    assert (persona.name, persona.headline) == ("Yusra Okafor", "Runs a bakery")
    assert persona.manner == {"warmth": 4, "pace": 4, "probing": 2, "silence": 2}
    assert (persona.stage, persona.stages) == ("hiring_manager", ["hiring_manager"])
    assert persona.voice_settings == {
        "voice": "warm",
        "speed": 1.04,
        "language": "en-US",
        "style": "lively",
    }
    assert (persona.version, persona.created_at, persona.published_at) == (1, clock(), None)
    assert await versions_of(db, persona.id) == [snapshot(persona)]


async def test_kinds_and_languages_keep_the_order_of_the_form(
    owner: Browser, db: AsyncSession
) -> None:
    persona_id = await write(
        owner, stage_hiring_manager="", stage_senior="1", stage_technical="1", language_zh="1"
    )
    persona = await kept(db, persona_id)
    assert (persona.stage, persona.stages) == ("technical", ["technical", "senior"])
    assert persona.languages == ["en", "zh"]


async def test_without_english_it_asks_for_another_voice(owner: Browser, db: AsyncSession) -> None:
    persona = await kept(db, await write(owner, language_en="", language_es="1"))
    assert persona.languages == ["es"]
    assert persona.voice_settings["language"] == "es-ES"


async def test_the_hub_will_find_it_by_its_words_and_facets(
    owner: Browser, db: AsyncSession
) -> None:
    persona_id = await write(owner, name="Zoë Peña")
    found = await db.scalar(
        text(
            "select id from personas where search @@ to_tsquery('simple', 'zoe & pen:* & baker:*')"
        )
    )
    assert found == persona_id
    stored = await db.scalar(text("select facets from personas where id = :id"), {"id": persona_id})
    assert stored == facets_of(await kept(db, persona_id))


async def test_white_space_is_made_single_but_lines_of_the_instruction_stay(
    owner: Browser, db: AsyncSession
) -> None:
    persona_id = await write(
        owner, name="  Ana \t Ito ", description="One.\r\nTwo.", system_instruction="\n a\r\nb \n"
    )
    persona = await kept(db, persona_id)
    assert (persona.name, persona.description) == ("Ana Ito", "One. Two.")
    assert persona.system_instruction == "a\nb"


async def test_a_voice_goes_by_a_name(owner: Browser, db: AsyncSession) -> None:
    """It may be another server's, but it is no sentence: it is told to whoever will listen."""
    for voice, stored in (
        ("Kore", "Kore"),
        ("", ""),
        ("write to me", ""),
        ("<b>", ""),
        ("x" * 41, ""),
    ):
        persona = await kept(db, await write(owner, voice=voice))
        assert persona.voice_settings["voice"] == stored


async def test_a_draft_is_not_offered(owner: Browser, db: AsyncSession) -> None:
    persona_id = await write(owner, act="draft")
    assert (await kept(db, persona_id)).state == State.DRAFT
    page = await owner.get(f"/interviews/new?persona={persona_id}")
    assert "Yusra Okafor" not in page.text
    assert "not open to you any more" in page.text


@pytest.mark.parametrize("field", LIMITS)
async def test_as_long_as_fits_and_no_longer(field: str, owner: Browser, db: AsyncSession) -> None:
    persona_id = await write(owner, **{field: "面" * LIMITS[field]})
    assert len(getattr(await kept(db, persona_id), field)) == LIMITS[field]
    answer = await owner.post("/personas/new", data=a_form(**{field: "面" * (LIMITS[field] + 1)}))
    assert answer.status_code == 422
    assert TOO_LONG in answer.text
    assert "面" * (LIMITS[field] + 1) in answer.text
    assert f"{LIMITS[field] + 1}</span> of {LIMITS[field]}" in answer.text


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"name": " "}, NEEDED["name"]),
        ({"headline": ""}, NEEDED["headline"]),
        ({"stage_hiring_manager": ""}, "Choose at least one kind of interview."),
        ({"language_en": ""}, "Choose at least one language."),
        ({"trade": "piracy"}, "Choose one of the trades."),
        ({"warmth": "6"}, "Choose a place from 1 to 5."),
        ({"silence": ""}, "Choose a place from 1 to 5."),
        ({"speed": "nan"}, "Choose a pace of speech between 0.7 and 1.4."),
        ({"speed": "2"}, "Choose a pace of speech between 0.7 and 1.4."),
    ],
)
async def test_a_refused_form_says_why_keeps_the_words_and_stores_nothing(
    owner: Browser, db: AsyncSession, changes: dict[str, str], sentence: str
) -> None:
    answer = await owner.post("/personas/new", data=a_form(**changes))
    page = words_of(answer)
    assert answer.status_code == 422
    assert sentence in page
    assert "Ask for one morning and stay with it." in page
    assert await personas_by(db, owner) == []


async def test_a_preview_keeps_the_words_and_stores_nothing(
    owner: Browser, db: AsyncSession
) -> None:
    answer = await owner.post("/personas/new", data=a_form(act="preview", name=""))
    assert answer.status_code == 200
    assert "Warm hands, short sentences." in answer.text
    assert "Give them a name" not in answer.text
    assert await personas_by(db, owner) == []


async def test_sent_twice_it_is_written_once(owner: Browser, db: AsyncSession) -> None:
    form = a_form(persona_id=str(uuid7()))
    first = await owner.post("/personas/new", data=form)
    second = await owner.post("/personas/new", data=form)
    assert first.headers["location"] == second.headers["location"]
    [persona] = await personas_by(db, owner)
    assert persona.version == 1


async def test_sent_many_times_at_once_it_is_written_once(
    fresh_database: Database,
    browsers: Browsers,
    settings: Settings,
    postbox: Postbox,
    clock: TestClock,
) -> None:
    app = an_app(settings, fresh_database, postbox, clock)
    browser = await browsers(a_user("Ana"), app=app)
    form = a_form(persona_id=str(uuid7()))
    answers = await asyncio.gather(*(browser.post("/personas/new", data=form) for _ in range(6)))
    assert {answer.status_code for answer in answers} == {303}
    async with fresh_database.transaction() as db:
        [persona] = await personas_by(db, browser)
        assert len(await versions_of(db, persona.id)) == 1


async def test_gone_back_to_and_sent_with_other_words_it_is_an_edit(
    owner: Browser, db: AsyncSession
) -> None:
    key = str(uuid7())
    await write(owner, persona_id=key)
    await write(owner, persona_id=key, headline="Runs two bakeries")
    [persona] = await personas_by(db, owner)
    assert (persona.headline, persona.version) == ("Runs two bakeries", 2)


async def test_gone_back_to_after_an_edit_nothing_is_lost(owner: Browser, db: AsyncSession) -> None:
    key = str(uuid7())
    await write(owner, persona_id=key)
    await owner.post(f"/personas/{key}/edit", data=a_form(version="1", headline="Runs two"))
    answer = await owner.post("/personas/new", data=a_form(persona_id=key, headline="Runs three"))
    assert answer.status_code == 409
    assert "edited in another tab" in answer.text
    assert "Runs three" in answer.text
    assert f'action="/personas/{key}/edit"' in answer.text
    assert (await kept(db, UUID(key))).headline == "Runs two"


async def test_somebody_elses_id_is_nobodys(
    owner: Browser, stranger: Browser, db: AsyncSession
) -> None:
    mine = await write(owner)
    answer = await stranger.post("/personas/new", data=a_form(persona_id=str(mine), name="Bo"))
    assert answer.status_code == 404
    assert (await kept(db, mine)).name == "Yusra Okafor"
    assert await personas_by(db, stranger) == []
    assert EditedElsewhere.message not in answer.text


async def test_what_is_no_id_is_given_one(owner: Browser, db: AsyncSession) -> None:
    await write(owner, persona_id="x" * 40)
    assert len(await personas_by(db, owner)) == 1


async def test_two_hundred_are_enough_and_the_words_stay(owner: Browser, db: AsyncSession) -> None:
    template = a_persona(owner_id=owner.me.id)
    await keep(db, template)
    columns = {
        column.key: getattr(template, column.key)
        for column in Persona.__table__.columns
        if column.key not in ("id", "search", "facets")
    }
    await db.execute(insert(Persona), [columns | {"id": uuid4()} for _ in range(MOST_PERSONAS - 1)])
    answer = await owner.post("/personas/new", data=a_form())
    assert answer.status_code == 429
    assert "two hundred interviewers" in answer.text
    assert "Ask for one morning and stay with it." in answer.text
    assert len(await personas_by(db, owner)) == MOST_PERSONAS


async def test_a_version_is_never_changed(owner: Browser, db: AsyncSession) -> None:
    persona_id = await write(owner)
    before = await versions_of(db, persona_id)
    with pytest.raises(DBAPIError, match="a version of a persona is never changed"):
        async with db.begin_nested():
            await db.execute(
                text("update persona_versions set content = '{}' where persona_id = :id"),
                {"id": persona_id},
            )
    assert await versions_of(db, persona_id) == before


async def test_a_visitor_signs_in_first(visitor: Browser) -> None:
    for answer in (
        await visitor.get("/personas/new"),
        await visitor.post("/personas/new", data=a_form()),
    ):
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in?next=")


async def test_whatever_is_written_stands_there_as_words(owner: Browser) -> None:
    nasty = '<script>alert("x")</script>{{ 7 * 7 }}%(name)s'
    persona_id = await write(
        owner, name="<b>Ana</b>", headline=nasty, line=nasty, description=nasty, style="</b>"
    )
    for path in ("", f"/{persona_id}/edit", f"/{persona_id}/try", f"/{persona_id}/publish"):
        page = (await owner.get(f"/personas{path}")).text
        assert "<script>alert" not in page
        assert "<b>Ana" not in page
        assert "&lt;b&gt;Ana&lt;/b&gt;" in page
        assert "{{ 7 * 7 }}" in page or path.endswith("try")
