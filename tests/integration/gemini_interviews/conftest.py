"""An application whose interviews by voice go to the double."""

from __future__ import annotations

from collections.abc import AsyncIterator

import pytest
from fastapi import FastAPI

from preppal.foundation.database import Database
from preppal.foundation.settings import Settings
from preppal.interviews.model import InterviewSession
from preppal.providers.gemini_live.conversation import Pace
from preppal.providers.gemini_live.provider import GeminiLive
from tests.gemini_live import driving
from tests.gemini_live.script import Script
from tests.gemini_live.upstream import Upstream, running
from tests.gemini_live.visiting import LINES
from tests.interviews import an_interview, keep
from tests.people import Browser, Postbox, TestClock, an_app

BRISK = Pace(
    give_up=1.5,
    tries=3,
    first_wait=0.01,
    longest_wait=0.1,
    settle=0.15,
    pause=0.08,
    stall=1.0,
    poll=0.01,
)


@pytest.fixture
def database(fresh_database: Database) -> Database:
    """With real connections: a room that is left may be in the middle of a transaction."""
    return fresh_database


@pytest.fixture
def script() -> Script:
    return Script(list(LINES))


@pytest.fixture
async def upstream(script: Script) -> AsyncIterator[Upstream]:
    async with running(script) as upstream:
        yield upstream


@pytest.fixture
def settings(upstream: Upstream) -> Settings:
    return driving.settings(upstream)


@pytest.fixture
def app(settings: Settings, database: Database, postbox: Postbox, clock: TestClock) -> FastAPI:
    app = an_app(settings, database, postbox, clock)
    app.state.conversations = GeminiLive(settings, pace=BRISK, answer_seconds=2.0)
    return app


@pytest.fixture
async def interview(database: Database, owner: Browser, clock: TestClock) -> InterviewSession:
    row = an_interview(owner.me, clock(), mode="voice")
    async with database.transaction() as db:
        await keep(db, row)
    return row
