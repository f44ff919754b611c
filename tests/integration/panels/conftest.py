"""The built-in interviewers are there, as the web process publishes them at its start."""

import pytest

from preppal.foundation.database import Database
from tests.panels import publish


@pytest.fixture(autouse=True)
async def house(database: Database) -> None:
    await publish(database)
