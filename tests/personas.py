"""Personas to test with, written through the form as a person does."""

import html
from typing import Any
from uuid import UUID

import httpx
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.personas.model import Persona, PersonaVersion
from tests.people import Browser

WRITTEN = {
    "name": "Yusra Okafor",
    "headline": "Runs a bakery",
    "description": "Warm hands, short sentences. Wants to hear what the dough did.",
    "line": "What did the dough do?",
    "trade": "service",
    "stage_hiring_manager": "1",
    "language_en": "1",
    "warmth": "4",
    "pace": "4",
    "probing": "2",
    "silence": "2",
    "voice": "warm",
    "speed": "1.04",
    "style": "lively",
    "system_instruction": "Speak plainly. Ask for one morning and stay with it.",
}


def a_form(**changes: str) -> dict[str, str]:
    return {"act": "save"} | WRITTEN | changes


def words_of(answer: httpx.Response) -> str:
    return html.unescape(answer.text)


async def write(browser: Browser, **changes: str) -> UUID:
    """Send the form; gives the id of the persona that came of it."""
    answer = await browser.post("/personas/new", data=a_form(**changes))
    assert answer.status_code == 303, words_of(answer)
    return UUID(answer.headers["location"].rpartition("about=")[2])


async def edit(browser: Browser, persona_id: UUID, version: int, **changes: str) -> httpx.Response:
    form = a_form(version=str(version), **changes)
    return await browser.post(f"/personas/{persona_id}/edit", data=form)


async def publish(
    browser: Browser, persona_id: UUID, version: int = 1, **more: str
) -> httpx.Response:
    form = {"version": str(version)} | more
    return await browser.post(f"/personas/{persona_id}/publish", data=form)


async def a_public_one(browser: Browser, **changes: str) -> UUID:
    persona_id = await write(browser, **changes)
    assert (await publish(browser, persona_id, read_cautions="1")).status_code == 303
    return persona_id


async def kept(db: AsyncSession, persona_id: UUID) -> Persona:
    """The row as it is now."""
    return await db.get_one(Persona, persona_id, populate_existing=True)


async def versions_of(db: AsyncSession, persona_id: UUID) -> list[dict[str, Any]]:
    """The contents of its versions, in order."""
    query = (
        select(PersonaVersion.content)
        .where(PersonaVersion.persona_id == persona_id)
        .order_by(PersonaVersion.number)
    )
    return list(await db.scalars(query))


async def personas_by(db: AsyncSession, browser: Browser) -> list[Persona]:
    query = select(Persona).where(Persona.owner_id == browser.me.id).order_by(Persona.id)
    return list(await db.scalars(query.execution_options(populate_existing=True)))
