"""A panel as a whole: what it is for, put away, taken out again, deleted; somebody added from their page."""

from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import uuid7
from preppal.interviews.model import InterviewSession
from preppal.panels.model import PanelState
from tests.interviews import an_interview, keep
from tests.panels import A_STAGE, add, make, panel_now, panels_of, stages_now, words_of
from tests.people import Browser, TestClock
from tests.personas import a_public_one, write

ABOUT = {"name": "Plan B", "level": "senior", "interview_on": "2027-03-08", "in_order": "1"}


@pytest.fixture
async def panel_id(owner: Browser) -> UUID:
    return await make(owner, template="teacher")


async def test_what_it_is_for(owner: Browser, db: AsyncSession, panel_id: UUID) -> None:
    answer = await owner.post(f"/panels/{panel_id}/edit", data=ABOUT)
    assert answer.headers["location"] == f"/panels/{panel_id}?did=saved"
    panel = await panel_now(db, panel_id)
    assert (panel.name, panel.level, panel.in_order) == ("Plan B", "senior", True)
    page = words_of(await owner.get(f"/panels/{panel_id}"))
    assert "4 stages left, 7 days." in page
    assert "Opens when those before it are held or skipped." in page
    form = words_of(await owner.get(f"/panels/{panel_id}/edit?form=about"))
    assert 'value="2027-03-08"' in form


async def test_without_a_name_nothing_is_saved(
    owner: Browser, db: AsyncSession, panel_id: UUID
) -> None:
    answer = await owner.post(f"/panels/{panel_id}/edit", data=ABOUT | {"name": " "})
    assert answer.status_code == 422
    assert "Give the panel a name." in words_of(answer)
    assert (await panel_now(db, panel_id)).level == "mid"


async def test_a_day_that_is_over_stays_but_is_not_chosen(
    owner: Browser, db: AsyncSession, panel_id: UUID, clock: TestClock
) -> None:
    await owner.post(f"/panels/{panel_id}/edit", data=ABOUT)
    clock.forward(days=9)
    again = await owner.post(f"/panels/{panel_id}/edit", data=ABOUT | {"name": "Plan C"})
    assert again.status_code == 303
    assert "The day of the real interview is over." in words_of(await owner.get("/panels"))
    other = await owner.post(
        f"/panels/{panel_id}/edit", data=ABOUT | {"interview_on": "2027-03-07"}
    )
    assert other.status_code == 422


async def test_put_away_it_is_read_and_nothing_else(
    owner: Browser, db: AsyncSession, panel_id: UUID
) -> None:
    stage = (await stages_now(db, panel_id))[0]
    for _ in range(2):
        answer = await owner.post(f"/panels/{panel_id}/archive")
        assert answer.headers["location"] == f"/panels/{panel_id}?did=archived"
    assert (await panel_now(db, panel_id)).state == PanelState.ARCHIVED
    page = words_of(await owner.get(f"/panels/{panel_id}"))
    assert "It is put away" in page
    assert "Hold it" not in page
    assert "Teacher" not in words_of(await owner.get("/panels"))
    assert "Teacher" in words_of(await owner.get("/panels?archived=1"))
    here = f"/panels/{panel_id}"
    for path, form in (
        (f"{here}/edit", ABOUT),
        (f"{here}/stages", A_STAGE | {"stage_id": str(uuid7())}),
        (f"{here}/stages/{stage.id}", A_STAGE),
        (f"{here}/stages/{stage.id}/persona", {"persona_id": "noor-rahimi"}),
        (f"{here}/stages/{stage.id}/move", {"way": "down"}),
        (f"{here}/stages/{stage.id}/remove", {}),
        (f"{here}/stages/{stage.id}/skip", {}),
        (f"{here}/stages/{stage.id}/take-up", {}),
        (f"{here}/stages/{stage.id}/start", {"mode": "text"}),
    ):
        assert (await owner.post(path, data=form)).status_code == 409, path
    assert (await owner.get(f"{here}/edit")).headers["location"] == here
    for _ in range(2):
        assert (await owner.post(f"{here}/reopen")).status_code == 303
    assert "Teacher" in words_of(await owner.get("/panels"))


async def test_deleted_its_interviews_stay(
    owner: Browser, db: AsyncSession, panel_id: UUID, clock: TestClock
) -> None:
    stage = (await stages_now(db, panel_id))[0]
    interview = an_interview(owner.me, clock(), panel_stage_id=stage.id)
    await keep(db, interview)
    answer = await owner.post(f"/panels/{panel_id}/delete")
    assert answer.headers["location"] == "/panels?did=deleted"
    assert await panels_of(db, owner) == []
    row = await db.get_one(InterviewSession, interview.id, populate_existing=True)
    assert row.panel_stage_id is None
    assert (await owner.get(f"/panels/{panel_id}")).status_code == 404
    assert (await owner.post(f"/panels/{panel_id}/delete")).status_code == 404
    assert "Deleted." in words_of(await owner.get("/panels?did=deleted"))


async def test_adding_somebody_from_their_page(
    owner: Browser, stranger: Browser, db: AsyncSession, panel_id: UUID
) -> None:
    public = await a_public_one(owner)
    page = words_of(await stranger.get(f"/personas/{public}"))
    assert f"/panels/add?persona={public}" in page
    begin = await stranger.get(f"/panels/add?persona={public}")
    assert begin.headers["location"] == f"/panels/new?persona={public}", "There is no panel yet."
    theirs = await make(stranger, template="sales")
    choices = words_of(await stranger.get(f"/panels/add?persona={public}"))
    assert "Add Yusra Okafor to a panel" in choices
    assert "5 stages so far" in choices
    stage_id = uuid7()
    form = {"persona_id": str(public), "panel_id": str(theirs), "stage_id": str(stage_id)}
    for _ in range(2):
        answer = await stranger.post("/panels/add", data=form)
        assert answer.headers["location"] == f"/panels/{theirs}/edit?did=added&at={stage_id}"
    last = (await stages_now(db, theirs))[-1]
    assert last.persona["name"] == "Yusra Okafor"
    assert len(await stages_now(db, theirs)) == 6
    told = words_of(await stranger.get(answer.headers["location"]))
    assert "Yusra Okafor is in. Say what this stage looks into." in told
    new = await stranger.post("/panels/add", data={"persona_id": str(public), "panel_id": ""})
    assert new.headers["location"] == f"/panels/new?persona={public}"
    other = await stranger.post("/panels/add", data=form | {"panel_id": str(panel_id)})
    assert other.status_code == 404, "Into one's own panels alone."


async def test_adding_somebody_from_ones_own_list(owner: Browser, panel_id: UUID) -> None:
    mine = await write(owner)
    assert f"/panels/add?persona={mine}" in words_of(await owner.get("/personas"))
    draft = await write(owner, act="draft", name="Not yet")
    assert f"/panels/add?persona={draft}" not in words_of(await owner.get("/personas"))
    assert (await owner.get(f"/panels/add?persona={draft}")).status_code == 404


async def test_a_full_panel_is_not_offered(owner: Browser, panel_id: UUID) -> None:
    for _ in range(4):
        await add(owner, panel_id)
    page = words_of(await owner.get("/panels/add?persona=noor-rahimi"))
    assert "Panels with eight stages are full and not shown here." in page
    form = {"persona_id": "noor-rahimi", "panel_id": str(panel_id), "stage_id": str(uuid4())}
    answer = await owner.post("/panels/add", data=form)
    assert answer.status_code == 422
    assert "eight stages at most" in words_of(answer)


async def test_the_list_has_pages(owner: Browser, clock: TestClock) -> None:
    for number in range(9):
        clock.forward(minutes=1)
        await make(owner, name=f"Panel number {number}")
    first, second = [words_of(await owner.get(f"/panels?page={page}")) for page in (1, 2)]
    assert "Panel number 8" in first and "Panel number 0" not in first
    assert "Panel number 0" in second and "Panel number 8" not in second
    assert "/panels?page=2" in first and "/panels?page=1" in second
    assert "Nothing earlier." in words_of(await owner.get("/panels?page=3"))
