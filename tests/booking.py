"""What the tests of setting up an interview share."""

from typing import Any

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database
from preppal.interviews.model import InterviewSession
from preppal.personas.built_in import publish_built_in
from preppal.personas.model import Persona
from tests.people import MONDAY, Browser

POSTING = """Ward Nurse - Linden Hospital

You plan and give care on a ward of 24 beds and own it end to end.
You explain treatments to patients and their families.
You must be registered, with at least 3 years of experience on a ward.
"""


async def publish(database: Database) -> None:
    """What the web process does when it starts."""
    async with database.transaction() as db:
        await publish_built_in(db, now=MONDAY)


def a_form(**changes: str) -> dict[str, str]:
    return {
        "idempotency_key": "one-page-load",
        "job_id": "",
        "job_text": POSTING,
        "persona_id": "ruth-adeyemi",
        "minutes": "30",
        "mode": "voice",
    } | changes


def a_persona(**changes: Any) -> Persona:
    """A persona that somebody wrote; give an `owner_id`."""
    fields: dict[str, Any] = {
        "name": "Yusra Okafor",
        "headline": "Runs a bakery",
        "stage": "hiring_manager",
        "trade": "service",
        "line": "What did the dough do?",
        "manner": {"warmth": 4, "pace": 3, "probing": 2, "silence": 3},
        "system_instruction": "Warm and floury.",
        "voice_settings": {"voice": "", "speed": 1.0, "language": "en-US", "style": ""},
        "created_at": MONDAY,
    }
    return Persona(**(fields | changes))


async def interviews_in(db: AsyncSession, browser: Browser) -> list[InterviewSession]:
    """All interviews of the person, oldest first."""
    found = await db.scalars(
        select(InterviewSession)
        .where(InterviewSession.user_id == browser.me.id)
        .order_by(InterviewSession.id)
        .execution_options(populate_existing=True)
    )
    return list(found)
