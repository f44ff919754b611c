"""A candidate's purchases in every state."""

from datetime import timedelta
from uuid import UUID

from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database
from tests.purchases import a_purchase

STATES = ("refunded", "disputed", "paid", "failed", "expired", "pending", "open", "test")


async def make_purchases(database: Database, user_id: UUID) -> dict[str, UUID]:
    """One in every state, oldest first."""
    now = utc_now()
    return {
        f"purchase_{state}": await a_purchase(
            database, user_id, state, now=now - timedelta(days=len(STATES) - number)
        )
        for number, state in enumerate(STATES)
    }
