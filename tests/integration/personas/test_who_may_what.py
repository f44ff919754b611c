"""Who may do what with a persona in which state: every cell of the table, asked of the product as a
browser asks it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal
from uuid import UUID

import httpx
import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.personas.counting import count_finished
from preppal.personas.model import Persona, PersonaCandidate, State, Visibility
from tests.booking import a_form as a_booking
from tests.people import Browser, TestClock
from tests.personas import a_form, kept, write

Who = Literal["visitor", "stranger", "owner", "moderator"]
PEOPLE: tuple[Who, ...] = ("visitor", "stranger", "owner", "moderator")
STATES = ("draft", "private", "public", "hidden", "retired")
ACTS = ("read", "list", "use", "edit", "publish", "retire", "report", "rate")

YES, NO, DOOR = "yes", "no", "signs in first"
Outcome = str | int

# What visitor, stranger, owner and moderator get. 404: it is not there, as far as they can tell.
# 403: not with one's own. 409: not in this state. 422: the form asks for somebody else.
NOBODY_ELSE = (DOOR, 404, YES, 404)
NOT_NOW = (DOOR, 404, 409, 404)
NOT_THEIRS_AND_NOT_ONES_OWN = (DOOR, 404, 403, 404)
OTHERS = (DOOR, YES, 403, YES)
TABLE: Mapping[tuple[str, str], tuple[Outcome, Outcome, Outcome, Outcome]] = {
    ("draft", "read"): (404, 404, YES, 404),
    ("draft", "list"): (NO, NO, NO, NO),
    ("draft", "use"): (DOOR, 422, 422, 422),
    ("draft", "edit"): NOBODY_ELSE,
    ("draft", "publish"): NOBODY_ELSE,
    ("draft", "retire"): NOBODY_ELSE,
    ("draft", "report"): NOT_THEIRS_AND_NOT_ONES_OWN,
    ("draft", "rate"): NOT_THEIRS_AND_NOT_ONES_OWN,
    ("private", "read"): (404, 404, YES, 404),
    ("private", "list"): (NO, NO, NO, NO),
    ("private", "use"): (DOOR, 422, YES, 422),
    ("private", "edit"): NOBODY_ELSE,
    ("private", "publish"): NOBODY_ELSE,
    ("private", "retire"): NOBODY_ELSE,
    ("private", "report"): NOT_THEIRS_AND_NOT_ONES_OWN,
    ("private", "rate"): NOT_THEIRS_AND_NOT_ONES_OWN,
    ("public", "read"): (YES, YES, YES, YES),
    ("public", "list"): (YES, YES, YES, YES),
    ("public", "use"): (DOOR, YES, YES, YES),
    ("public", "edit"): NOBODY_ELSE,
    ("public", "publish"): NOBODY_ELSE,
    ("public", "retire"): NOBODY_ELSE,
    ("public", "report"): OTHERS,
    ("public", "rate"): OTHERS,
    ("hidden", "read"): (404, 404, YES, 404),
    ("hidden", "list"): (NO, NO, NO, NO),
    ("hidden", "use"): (DOOR, 422, YES, 422),
    ("hidden", "edit"): NOBODY_ELSE,
    ("hidden", "publish"): NOT_NOW,
    ("hidden", "retire"): NOT_NOW,
    ("hidden", "report"): NOT_THEIRS_AND_NOT_ONES_OWN,
    ("hidden", "rate"): NOT_THEIRS_AND_NOT_ONES_OWN,
    ("retired", "read"): (404, 404, YES, 404),
    ("retired", "list"): (NO, NO, NO, NO),
    ("retired", "use"): (DOOR, 422, 422, 422),
    ("retired", "edit"): NOBODY_ELSE,
    ("retired", "publish"): NOT_NOW,
    ("retired", "retire"): NOBODY_ELSE,
    ("retired", "report"): NOT_THEIRS_AND_NOT_ONES_OWN,
    ("retired", "rate"): NOT_THEIRS_AND_NOT_ONES_OWN,
}


def test_there_is_a_cell_for_everything() -> None:
    assert set(TABLE) == {(state, act) for state in STATES for act in ACTS}
    assert sum(len(cells) for cells in TABLE.values()) == 4 * 5 * 8


@dataclass
class Asking:
    """Somebody asks to do something with a persona of Ana's."""

    persona_id: UUID
    browser: Browser

    async def read(self) -> Outcome:
        return outcome_of(await self.browser.get(f"/personas/{self.persona_id}"))

    async def list(self) -> Outcome:
        hub = await self.browser.get("/hub", params={"q": "Yusra"})
        assert hub.status_code == 200
        return YES if f"/personas/{self.persona_id}" in hub.text else NO

    async def use(self) -> Outcome:
        booking = a_booking(persona_id=str(self.persona_id), job_text="", mode="text")
        return outcome_of(await self.browser.post("/interviews/new", data=booking))

    async def edit(self) -> Outcome:
        return await self._send("edit", a_form(version="1", headline="Runs two bakeries"))

    async def publish(self) -> Outcome:
        return await self._send("publish", {"version": "1"})

    async def retire(self) -> Outcome:
        return await self._send("retire", {})

    async def report(self) -> Outcome:
        return await self._send("report", {"reason": "misleading", "note": ""})

    async def rate(self) -> Outcome:
        return await self._send("rate", {"helpful": "yes"})

    async def _send(self, act: str, form: Mapping[str, str]) -> Outcome:
        path = f"/personas/{self.persona_id}/{act}"
        return outcome_of(await self.browser.post(path, data=form))


def outcome_of(answer: httpx.Response) -> Outcome:
    if answer.status_code == 303:
        return DOOR if answer.headers["location"].startswith("/sign-in?next=") else YES
    return YES if answer.status_code == 200 else answer.status_code


async def a_persona_in(
    state: str, owner: Browser, people: list[Browser], db: AsyncSession, clock: TestClock
) -> UUID:
    """Ana's persona; everybody once finished an interview with it, when it was open."""
    persona_id = await write(owner, act="draft" if state == "draft" else "save")
    persona = await kept(db, persona_id)
    if state in ("public", "hidden"):
        persona.publish(clock())
    if state == "hidden":
        persona.hide("It names a real company.")
    if state == "retired":
        persona.retire()
    await db.flush()
    for browser in people:
        await count_finished(db, persona_id, browser.me.id)
    await db.flush()
    return persona_id


@pytest.mark.parametrize("state", STATES)
async def test_each_gets_what_the_table_says(
    state: str,
    visitor: Browser,
    stranger: Browser,
    owner: Browser,
    staff: Browser,
    db: AsyncSession,
    clock: TestClock,
) -> None:
    people = dict(zip(PEOPLE, (visitor, stranger, owner, staff), strict=True))
    given: dict[tuple[str, str], tuple[Outcome, ...]] = {}
    for act in ACTS:
        persona_id = await a_persona_in(state, owner, [stranger, staff], db, clock)
        before = _shown(await kept(db, persona_id))
        got: dict[str, Outcome] = {}
        for who in ("visitor", "stranger", "moderator", "owner"):
            got[who] = await getattr(Asking(persona_id, people[who]), act)()
            if who != "owner":
                assert _shown(await kept(db, persona_id)) == before, f"{who} changed it: {act}"
        given[state, act] = tuple(got[who] for who in PEOPLE)
    assert given == {cell: row for cell, row in TABLE.items() if cell[0] == state}


def _shown(persona: Persona) -> tuple[object, ...]:
    """What belongs to its author and moderators alone."""
    return (
        persona.name,
        persona.headline,
        persona.version,
        persona.state,
        persona.visibility,
        persona.published_at,
        persona.hidden_reason,
    )


async def test_one_who_never_sat_with_it_does_not_rate_it(
    owner: Browser, stranger: Browser, db: AsyncSession, clock: TestClock
) -> None:
    persona_id = await a_persona_in("public", owner, [], db, clock)
    assert await db.get(PersonaCandidate, (persona_id, stranger.me.id)) is None
    assert await Asking(persona_id, stranger).rate() == 403


async def test_states_are_what_the_rows_say(
    owner: Browser, db: AsyncSession, clock: TestClock
) -> None:
    rows = {}
    for state in STATES:
        persona = await kept(db, await a_persona_in(state, owner, [], db, clock))
        rows[state] = (persona.state, persona.visibility)
    assert rows == {
        "draft": (State.DRAFT, Visibility.PRIVATE),
        "private": (State.LIVE, Visibility.PRIVATE),
        "public": (State.LIVE, Visibility.PUBLIC),
        "hidden": (State.HIDDEN, Visibility.PUBLIC),
        "retired": (State.RETIRED, Visibility.PRIVATE),
    }
