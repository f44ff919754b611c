"""Panels to test with, made through the forms as a person makes them."""

import html
from uuid import UUID

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database, uuid7
from preppal.panels.model import InterviewPanel, InterviewPanelStage
from preppal.personas.built_in import publish_built_in
from tests.people import MONDAY, Browser

A_STAGE = {"persona_id": "ruth-adeyemi", "minutes": "30", "title": "", "stage": "", "note": ""}


async def publish(database: Database) -> None:
    """What the web process does when it starts."""
    async with database.transaction() as db:
        await publish_built_in(db, now=MONDAY)


def words_of(answer: httpx.Response) -> str:
    return html.unescape(answer.text)


def id_in(answer: httpx.Response) -> UUID:
    """Of the panel that one is led to."""
    assert answer.status_code == 303, words_of(answer)
    return UUID(answer.headers["location"].split("/")[2].partition("?")[0])


async def make(browser: Browser, **fields: str) -> UUID:
    """Send the form of a new panel; gives its id. Empty unless a ``template`` is named."""
    form = {"template": "", "idempotency_key": uuid7().hex} | fields
    return id_in(await browser.post("/panels/new", data=form))


async def add(browser: Browser, panel_id: UUID, **fields: str) -> UUID:
    """Add a stage; gives its id."""
    stage_id = uuid7()
    form = A_STAGE | {"stage_id": str(stage_id)} | fields
    answer = await browser.post(f"/panels/{panel_id}/stages", data=form)
    assert answer.status_code == 303, words_of(answer)
    return stage_id


async def panel_now(db: AsyncSession, panel_id: UUID) -> InterviewPanel:
    return await db.get_one(InterviewPanel, panel_id, populate_existing=True)


async def stages_now(db: AsyncSession, panel_id: UUID) -> list[InterviewPanelStage]:
    """In order; their places are checked to be without gaps."""
    query = (
        select(InterviewPanelStage)
        .where(InterviewPanelStage.panel_id == panel_id)
        .order_by(InterviewPanelStage.position)
        .execution_options(populate_existing=True)
    )
    found = list(await db.scalars(query))
    assert [stage.position for stage in found] == list(range(len(found)))
    return found


async def titles_now(db: AsyncSession, panel_id: UUID) -> list[str]:
    return [stage.title for stage in await stages_now(db, panel_id)]


async def panels_of(db: AsyncSession, browser: Browser) -> list[InterviewPanel]:
    query = select(InterviewPanel).where(InterviewPanel.user_id == browser.me.id)
    return list(await db.scalars(query.order_by(InterviewPanel.id)))
