"""The people, for every integration test."""

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
]
