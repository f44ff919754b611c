"""Moderators hide and restore with a reason, the author is told; nobody else sees the queue."""

import asyncio
from uuid import UUID

import pytest
from sqlalchemy import select

from preppal.admin.telling import register_tasks
from preppal.foundation.database import Database
from preppal.foundation.tasks import Tasks
from preppal.hub.model import PersonaReport
from preppal.personas.model import Persona, PersonaDecision, State
from preppal.personas.moderation import TELL_AUTHOR, hide_persona
from tests.hub import written
from tests.people import MONDAY, Browser, Browsers, Postbox, a_user


async def report_of(database: Database, persona: Persona, *browsers: Browser) -> UUID:
    """The first report, after everybody sent one."""
    for browser in browsers:
        form = {"reason": "misleading", "note": f"Seen by {browser.me.name}."}
        await browser.post(f"/personas/{persona.id}/report", data=form)
    async with database.transaction() as db:
        query = select(PersonaReport.id).where(PersonaReport.persona_id == persona.id)
        found = await db.scalar(query.order_by(PersonaReport.id).limit(1))
    assert found is not None
    return found


async def state_of(database: Database, persona: Persona) -> tuple[str, str]:
    async with database.transaction() as db:
        row = await db.get_one(Persona, persona.id, populate_existing=True)
        return row.state, row.hidden_reason


async def test_the_queue_is_the_operators_alone(
    database: Database, owner: Browser, stranger: Browser, visitor: Browser, staff: Browser
) -> None:
    persona = await written(database, owner.me.id, MONDAY, public=True)
    report = await report_of(database, persona, stranger)
    for browser, status in ((visitor, 303), (stranger, 404), (owner, 404)):
        assert (await browser.get("/admin")).status_code == status
        for path in (f"reports/{report}/uphold", f"reports/{report}/dismiss"):
            answer = await browser.post(f"/admin/{path}", data={"reason": "Because."})
            assert answer.status_code == status
        for act in ("hide", "restore"):
            answer = await browser.post(
                f"/admin/personas/{persona.id}/{act}", data={"reason": "Because."}
            )
            assert answer.status_code == status
    page = await staff.get("/admin")
    assert "Yusra Okafor" in page.text
    assert "Seen by Bo." in page.text
    assert "Warm and floury." in page.text
    assert await state_of(database, persona) == (State.LIVE, "")


async def test_hiding_settles_every_report_and_restoring_brings_it_back(
    database: Database, owner: Browser, stranger: Browser, staff: Browser, browsers: Browsers
) -> None:
    other = await browsers(a_user("Cy"))
    persona = await written(database, owner.me.id, MONDAY, public=True)
    report = await report_of(database, persona, stranger, other)
    assert "2 reports" in (await staff.get("/admin")).text
    refused = await staff.post(f"/admin/reports/{report}/uphold", data={"reason": " "})
    assert refused.status_code == 422
    assert "the author reads it" in refused.text
    assert await state_of(database, persona) == (State.LIVE, "")
    why = "It names a real bakery."
    answer = await staff.post(f"/admin/reports/{report}/uphold", data={"reason": why})
    assert answer.headers["location"] == "/admin"
    assert await state_of(database, persona) == (State.HIDDEN, why)
    assert (await stranger.get(f"/personas/{persona.id}")).status_code == 404
    assert why in (await owner.get(f"/personas/{persona.id}")).text
    async with database.transaction() as db:
        states = set(await db.scalars(select(PersonaReport.state)))
    assert states == {"UPHELD"}
    again = await staff.post(f"/admin/reports/{report}/uphold", data={"reason": why})
    assert again.status_code == 404
    path = f"/admin/personas/{persona.id}/restore"
    assert (await staff.post(path, data={"reason": ""})).status_code == 422
    assert await state_of(database, persona) == (State.HIDDEN, why)
    assert (await staff.post(path, data={"reason": "Mended."})).status_code == 303
    assert await state_of(database, persona) == (State.LIVE, "")
    assert (await stranger.get(f"/personas/{persona.id}")).status_code == 200
    assert (await staff.post(path, data={"reason": "Again."})).status_code == 409


async def test_dismissing_leaves_it_as_it_is(
    database: Database, owner: Browser, stranger: Browser, staff: Browser
) -> None:
    persona = await written(database, owner.me.id, MONDAY, public=True)
    report = await report_of(database, persona, stranger)
    assert (await staff.post(f"/admin/reports/{report}/dismiss")).status_code == 303
    assert await state_of(database, persona) == (State.LIVE, "")
    assert "Nothing waits" in (await staff.get("/admin")).text
    assert (await staff.post(f"/admin/reports/{report}/dismiss")).status_code == 404


async def test_the_words_that_were_reported_are_shown(
    database: Database, owner: Browser, stranger: Browser, staff: Browser
) -> None:
    persona = await written(
        database, owner.me.id, MONDAY, public=True, system_instruction="The first wording."
    )
    await report_of(database, persona, stranger)
    async with database.transaction() as db:
        row = await db.get_one(Persona, persona.id)
        row.system_instruction, row.version = "Quickly made harmless.", 2
    page = (await staff.get("/admin")).text
    assert "The first wording." in page
    assert "Quickly made harmless." not in page
    assert "edited since" in page


@pytest.mark.parametrize("name", ["Yusra Okafor", "O’Neil & <Sons>"])
async def test_the_author_gets_a_letter(
    database: Database, owner: Browser, staff: Browser, postbox: Postbox, name: str
) -> None:
    persona = await written(database, owner.me.id, MONDAY, public=True, name=name)
    reason = 'It says "call us" & more.'
    await staff.post(f"/admin/personas/{persona.id}/hide", data={"reason": reason})
    tasks = Tasks()
    register_tasks(tasks, mailer=postbox, public_url="https://practice.example.org")
    async with database.transaction() as db:
        decision = await db.scalar(select(PersonaDecision.id))
        connection = await db.connection()
        queued = await connection.exec_driver_sql("select entrypoint from pgqueuer")
        assert [row[0] for row in queued] == [TELL_AUTHOR]
    await tasks.registered[TELL_AUTHOR].run(database, {"decision_id": str(decision)})
    (mail,) = postbox.mails
    assert mail.to == "ana@example.org"
    assert mail.subject == f"{name} was taken out of the Hub"
    assert reason in mail.text
    assert f"https://practice.example.org/personas/{persona.id}" in mail.text


async def test_two_moderators_at_once_decide_once(fresh_database: Database) -> None:
    author, *moderators = [a_user(name) for name in ("Ana", "Sol", "Luz")]
    async with fresh_database.transaction() as db:
        db.add_all([author, *moderators])
    persona = await written(fresh_database, author.id, MONDAY, public=True)
    outcomes = await asyncio.gather(
        *(_hide(fresh_database, persona.id, who.id) for who in moderators), return_exceptions=True
    )
    assert sum(outcome is None for outcome in outcomes) == 1
    async with fresh_database.transaction() as db:
        assert len(list(await db.scalars(select(PersonaDecision)))) == 1


async def _hide(database: Database, persona_id: UUID, staff_id: UUID) -> None:
    async with database.transaction() as db:
        await hide_persona(db, persona_id, staff_id=staff_id, reason="No.", now=MONDAY)


async def test_what_would_be_put_back_can_be_read_first(
    database: Database, owner: Browser, stranger: Browser, staff: Browser
) -> None:
    """Its author has mended it meanwhile, or has not."""
    persona = await written(database, owner.me.id, MONDAY, public=True)
    await staff.post(f"/admin/personas/{persona.id}/hide", data={"reason": "It shouts."})
    async with database.transaction() as db:
        row = await db.get_one(Persona, persona.id)
        row.system_instruction, row.headline = "Speaks softly now.", "Runs a quiet bakery"
    page = (await staff.get("/admin")).text
    assert "Speaks softly now." in page
    assert "Runs a quiet bakery" in page
    assert "It shouts." in page
