"""The people, for every test of the house."""

import pytest

from tests.house.world import database, furnished, owner, world
from tests.people import (
    Browser,
    app,
    browsers,
    clock,
    postbox,
    settings,
    staff,
    stranger,
    visitor,
)

__all__ = [
    "app",
    "browsers",
    "clock",
    "database",
    "furnished",
    "owner",
    "people",
    "postbox",
    "settings",
    "staff",
    "stranger",
    "visitor",
    "world",
]


@pytest.fixture
def people(
    visitor: Browser, owner: Browser, stranger: Browser, staff: Browser
) -> dict[str, Browser]:
    """Who looks at a `places.Place`, by name."""
    return {"visitor": visitor, "owner": owner, "newcomer": stranger, "staff": staff}
