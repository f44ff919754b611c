"""A new panel: from each template, empty, for a job, once however often it is sent."""

from uuid import uuid4

import pytest
from sqlalchemy import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.pasting import read_pasted
from preppal.panels.making import MOST_PANELS
from preppal.panels.model import InterviewPanel
from preppal.panels.templates import templates
from preppal.personas.model import Persona, State
from tests.booking import POSTING
from tests.panels import make, panel_now, panels_of, stages_now, titles_now, words_of
from tests.people import MONDAY, Browser
from tests.personas import a_public_one, write


async def a_job(database: Database, browser: Browser) -> str:
    async with database.transaction() as db:
        job = await keep_job_description(db, browser.me.id, read_pasted(POSTING), now=MONDAY)
        return str(job.id)


async def test_the_page_shows_every_template_with_its_reasons(owner: Browser) -> None:
    page = words_of(await owner.get("/panels/new"))
    for template in templates().values():
        assert template.name in page
        assert template.about in page
        for stage in template.stages:
            assert stage.why in page
    assert "An empty panel" in page


@pytest.mark.parametrize("key", templates())
async def test_from_a_template_it_is_ones_own(owner: Browser, db: AsyncSession, key: str) -> None:
    template = templates()[key]
    panel_id = await make(owner, template=key)
    panel, stages = await panel_now(db, panel_id), await stages_now(db, panel_id)
    assert panel.name == template.name
    assert panel.template == template.named
    assert (panel.level, panel.in_order) == (template.level, template.in_order)
    assert [stage.title for stage in stages] == [stage.title for stage in template.stages]
    for stage, wanted in zip(stages, template.stages, strict=True):
        assert (stage.stage, stage.minutes) == (wanted.stage, wanted.minutes)
        assert stage.focus == list(wanted.focus)
        assert stage.persona["slug"] == wanted.persona
        assert stage.persona["version"] == 1
    page = words_of(await owner.get(f"/panels/{panel_id}"))
    assert f"0 of {len(stages)} stages held." in page


async def test_it_is_in_the_words_of_its_owner(owner: Browser, db: AsyncSession) -> None:
    await owner.post("/locale", data={"locale": "es"})
    panel_id = await make(owner, template="teacher")
    assert (await panel_now(db, panel_id)).name == "Docente"
    assert (await titles_now(db, panel_id))[0] == "Dirección del centro"


async def test_it_is_called_after_the_job(
    database: Database, owner: Browser, db: AsyncSession
) -> None:
    job_id = await a_job(database, owner)
    panel = await panel_now(db, await make(owner, template="sales", job_id=job_id))
    assert panel.name == "Linden Hospital, Ward Nurse"
    assert str(panel.job_description_id) == job_id
    named = await panel_now(db, await make(owner, template="sales", name="  Plan \u202e B "))
    assert named.name == "Plan B"


async def test_what_was_chosen_is_kept(owner: Browser, db: AsyncSession) -> None:
    panel_id = await make(owner, template="sales", level="senior", interview_on="2027-03-20")
    panel = await panel_now(db, panel_id)
    assert panel.level == "senior"
    assert str(panel.interview_on) == "2027-03-20"
    assert "5 stages left, 19 days." in words_of(await owner.get(f"/panels/{panel_id}"))


async def test_the_same_page_sent_twice_makes_one(owner: Browser, db: AsyncSession) -> None:
    first = await make(owner, template="sales", idempotency_key="a")
    assert await make(owner, template="sales", idempotency_key="a") == first
    assert len(await panels_of(db, owner)) == 1
    other = await make(owner, template="teacher", idempotency_key="a")
    assert other != first, "Changed and sent again, it is another."


async def test_two_people_may_send_the_same_key(owner: Browser, stranger: Browser) -> None:
    first = await make(owner, idempotency_key="a")
    assert await make(stranger, idempotency_key="a") != first


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"template": "astronaut"}, "Choose one of these"),
        ({"level": "chief"}, "Choose one of the levels."),
        ({"interview_on": "next week"}, "That is no day."),
        ({"interview_on": "2027-02-30"}, "That is no day."),
        ({"interview_on": "9999-12-31"}, "That is no day."),
        ({"interview_on": "2027-02-01"}, "That day is over."),
        ({"name": "x" * 81}, "longer than fits here"),
        ({"job_id": str(uuid4())}, "not there any more"),
        ({"job_id": "x"}, "not there any more"),
        ({"resume_id": str(uuid4())}, "not there any more"),
        ({"persona_id": "nobody"}, "not open to you any more"),
    ],
)
async def test_what_cannot_be_is_said_and_the_words_are_kept(
    owner: Browser, db: AsyncSession, fields: dict[str, str], says: str
) -> None:
    form = {"template": "sales", "name": "My words", "idempotency_key": "a"} | fields
    answer = await owner.post("/panels/new", data=form)
    assert answer.status_code == 422
    assert says in words_of(answer) or "persona_id" in fields
    assert fields.get("name", "My words") in words_of(answer)
    assert await panels_of(db, owner) == [], "Nothing is half made."


async def test_somebody_elses_job_is_not_there(
    database: Database, owner: Browser, stranger: Browser
) -> None:
    job_id = await a_job(database, stranger)
    answer = await owner.post("/panels/new", data={"template": "sales", "job_id": job_id})
    assert answer.status_code == 422


async def test_one_who_was_taken_out_is_stood_in_for(owner: Browser, db: AsyncSession) -> None:
    """A moderator may hide a built-in one too; the templates go on."""
    from_template = templates()["sales"].stages[0]
    hidden = await db.scalar(
        Persona.__table__.select().where(Persona.slug == from_template.persona)
    )
    persona = await db.get_one(Persona, hidden)
    persona.state = State.HIDDEN
    await db.flush()
    first = (await stages_now(db, await make(owner, template="sales")))[0]
    assert first.persona["slug"] != from_template.persona
    assert "recruiter" in first.persona["stages"]


async def test_with_somebody_to_begin_with(
    owner: Browser, stranger: Browser, db: AsyncSession
) -> None:
    mine, public = await write(owner), await a_public_one(stranger, name="Benedikt Lind")
    page = words_of(await owner.get(f"/panels/new?persona={mine}"))
    assert "Yusra Okafor holds the last stage of it." in page
    alone = await stages_now(db, await make(owner, persona_id=str(mine)))
    assert [stage.persona["name"] for stage in alone] == ["Yusra Okafor"]
    assert (alone[0].stage, alone[0].title) == ("hiring_manager", "Hiring manager")
    last = (await stages_now(db, await make(owner, template="sales", persona_id=str(public))))[-1]
    assert last.persona["name"] == "Benedikt Lind"
    assert last.position == 5


async def test_there_is_an_end_to_it(owner: Browser, db: AsyncSession) -> None:
    rows = [
        {
            "user_id": owner.me.id,
            "idempotency_key": str(number),
            "name": "Many",
            "created_at": MONDAY,
            "changed_at": MONDAY,
        }
        for number in range(MOST_PANELS)
    ]
    await db.execute(insert(InterviewPanel), rows)
    answer = await owner.post("/panels/new", data={"template": "sales"})
    assert answer.status_code == 429
    assert "sixty panels" in words_of(answer)
