"""The people, for every test of the house."""

from tests.house.world import world
from tests.people import (
    app,
    browsers,
    clock,
    owner,
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
    "owner",
    "postbox",
    "settings",
    "staff",
    "stranger",
    "visitor",
    "world",
]
