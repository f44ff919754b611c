"""Who may do what with a panel in which state: every cell of the table, asked of the product as a browser
asks it. A panel is its owner's alone; nobody reads over their shoulder.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal
from uuid import UUID

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database
from preppal.panels.model import InterviewPanel, InterviewPanelStage, PanelState
from tests.loops import hold, keep_panel, start
from tests.panels import A_STAGE, panel_now, stages_now
from tests.people import Browser, TestClock

Who = Literal["visitor", "stranger", "owner", "moderator"]
PEOPLE: tuple[Who, ...] = ("visitor", "stranger", "owner", "moderator")
STATES = ("fresh", "begun", "in order", "skipped", "archived")
ACTS = ("read", "list", "edit", "start", "skip", "redo", "archive", "delete", "summary")

YES, NO, DOOR = "yes", "no", "signs in first"
Outcome = str | int
Row = tuple[Outcome, ...]

# What visitor, stranger, owner and moderator get. 404: it is not there, as far as they can tell. 409: not in
# this state, or nothing to sum up.
ONES_OWN: Row = (DOOR, 404, YES, 404)
NOT_NOW: Row = (DOOR, 404, 409, 404)
LISTED: Row = (DOOR, NO, YES, NO)
ALWAYS: Mapping[str, Row] = {
    "read": ONES_OWN,
    "list": LISTED,
    "archive": ONES_OWN,
    "delete": ONES_OWN,
}
OPEN: Mapping[str, Row] = {**ALWAYS, "edit": ONES_OWN, "skip": ONES_OWN}
TABLE: Mapping[str, Mapping[str, Row]] = {
    # The second stage is started, the first is held again, where it was held.
    "fresh": {**OPEN, "start": ONES_OWN, "redo": ONES_OWN, "summary": NOT_NOW},
    "begun": {**OPEN, "start": ONES_OWN, "redo": ONES_OWN, "summary": ONES_OWN},
    "in order": {**OPEN, "start": NOT_NOW, "redo": ONES_OWN, "summary": NOT_NOW},
    "skipped": {**OPEN, "start": ONES_OWN, "redo": NOT_NOW, "summary": NOT_NOW},
    "archived": {
        **ALWAYS,
        "edit": NOT_NOW,
        "skip": NOT_NOW,
        "start": NOT_NOW,
        "redo": NOT_NOW,
        "summary": NOT_NOW,
    },
}


def test_there_is_a_cell_for_everything() -> None:
    assert set(TABLE) == set(STATES)
    assert all(set(acts) == set(ACTS) for acts in TABLE.values())


@dataclass
class Asking:
    """Somebody asks to do something with a panel of Ana's."""

    panel: InterviewPanel
    stages: list[InterviewPanelStage]
    browser: Browser

    async def read(self) -> Outcome:
        return outcome_of(await self.browser.get(f"/panels/{self.panel.id}"))

    async def list(self) -> Outcome:
        shown = [await self.browser.get(path) for path in ("/panels", "/panels?archived=1")]
        if shown[0].status_code == 303:
            return DOOR
        return YES if any(f"/panels/{self.panel.id}" in page.text for page in shown) else NO

    async def edit(self) -> Outcome:
        return await self._send(f"stages/{self.stages[0].id}", A_STAGE)

    async def start(self) -> Outcome:
        return await self._send(f"stages/{self.stages[1].id}/start", {"mode": "text"})

    async def redo(self) -> Outcome:
        return await self._send(f"stages/{self.stages[0].id}/start", {"mode": "text"})

    async def skip(self) -> Outcome:
        return await self._send(f"stages/{self.stages[2].id}/skip", {})

    async def archive(self) -> Outcome:
        return await self._send("archive", {})

    async def delete(self) -> Outcome:
        return await self._send("delete", {})

    async def summary(self) -> Outcome:
        return await self._send("summary", {})

    async def _send(self, act: str, form: Mapping[str, str]) -> Outcome:
        path = f"/panels/{self.panel.id}/{act}"
        return outcome_of(await self.browser.post(path, data=form))


def outcome_of(answer: httpx.Response) -> Outcome:
    if answer.status_code == 303:
        return DOOR if answer.headers["location"].startswith("/sign-in?next=") else YES
    return YES if answer.status_code == 200 else answer.status_code


async def a_panel_in(
    state: str, database: Database, owner: Browser, clock: TestClock
) -> tuple[InterviewPanel, list[InterviewPanelStage]]:
    changes: dict[str, Any] = {"in_order": state == "in order"}
    if state == "archived":
        changes["state"] = PanelState.ARCHIVED
    panel, stages = await keep_panel(database, owner.me, clock(), **changes)
    if state == "begun":
        await hold(database, owner.me, await start(owner, panel, stages[0]), clock)
    if state == "skipped":
        await owner.post(f"/panels/{panel.id}/stages/{stages[0].id}/skip")
    return panel, stages


@pytest.mark.parametrize("state", STATES)
async def test_each_gets_what_the_table_says(
    state: str,
    visitor: Browser,
    stranger: Browser,
    owner: Browser,
    staff: Browser,
    database: Database,
    db: AsyncSession,
    clock: TestClock,
) -> None:
    people = dict(zip(PEOPLE, (visitor, stranger, owner, staff), strict=True))
    given: dict[str, tuple[Outcome, ...]] = {}
    panel, stages = await a_panel_in(state, database, owner, clock)
    for act in ACTS:
        if act == "skip":  # what was started or archived before is not in the way of what follows
            panel, stages = await a_panel_in(state, database, owner, clock)
        if act == "summary" and state != "archived":
            panel, stages = await a_panel_in(state, database, owner, clock)
        if act == "delete":
            panel, stages = await a_panel_in(state, database, owner, clock)
        before = await _shown(db, panel.id)
        got: dict[str, Outcome] = {}
        for who in ("visitor", "stranger", "moderator", "owner"):
            got[who] = await getattr(Asking(panel, stages, people[who]), act)()
            if who != "owner":
                assert await _shown(db, panel.id) == before, f"{who} changed it: {act}"
        given[act] = tuple(got[who] for who in PEOPLE)
        if act == "delete":
            panel, stages = await a_panel_in(state, database, owner, clock)
    assert given == TABLE[state]


async def _shown(db: AsyncSession, panel_id: UUID) -> tuple[object, ...]:
    panel = await panel_now(db, panel_id)
    stages = [
        (stage.id, stage.title, stage.minutes, stage.skipped_at)
        for stage in await stages_now(db, panel_id)
    ]
    return panel.name, panel.state, panel.changed_at, stages
