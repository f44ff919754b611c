"""A candidate's credits with a history, purchases in every state, and somebody who has none left."""

from datetime import timedelta
from uuid import UUID

from preppal.credits.granting import COMMAND_LINE, ByHand, grant_credits
from preppal.credits.welcome import welcome
from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database, uuid7
from preppal.interviews.booking import quick_practice
from tests.purchases import a_purchase

STATES = ("refunded", "disputed", "paid", "failed", "expired", "pending", "open", "test")
GIVEN = 20
"""More than the samples' interviews take."""


async def give_credits(database: Database, user_id: UUID) -> None:
    """Before there is any interview: they cost one each."""
    now = utc_now()
    by_hand = ByHand(GIVEN, "For the evening class, weeks 3 to 9", COMMAND_LINE, uuid7().hex)
    async with database.transaction() as db:
        await welcome(db, user_id, now=now - timedelta(days=24))
        await grant_credits(db, user_id, by_hand, now=now - timedelta(days=22))


async def make_purchases(database: Database, user_id: UUID) -> dict[str, UUID]:
    """One in every state, oldest first."""
    now = utc_now()
    return {
        f"purchase_{state}": await a_purchase(
            database, user_id, state, now=now - timedelta(days=len(STATES) - number)
        )
        for number, state in enumerate(STATES)
    }


async def make_lobby_without_credit(database: Database, user_id: UUID) -> dict[str, UUID]:
    """An interview that waits for somebody who has no credit."""
    async with database.transaction() as db:
        return {"waits": await quick_practice(db, user_id, "conflict", now=utc_now())}
