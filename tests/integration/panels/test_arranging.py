"""The stages of a panel: added, changed, moved, skipped, taken out."""

import random
from uuid import UUID, uuid4

import pytest
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import uuid7
from preppal.interviews.model import InterviewSession
from tests.interviews import an_interview, keep
from tests.panels import A_STAGE, add, make, panel_now, stages_now, titles_now, words_of
from tests.people import Browser, TestClock
from tests.personas import a_public_one, edit, kept, write


@pytest.fixture
async def panel_id(owner: Browser) -> UUID:
    """The graduate's four stages."""
    return await make(owner, template="graduate_assessment")


async def move(browser: Browser, panel_id: UUID, stage_id: UUID, **to: str) -> str:
    answer = await browser.post(f"/panels/{panel_id}/stages/{stage_id}/move", data=to)
    assert answer.status_code == 303, words_of(answer)
    return answer.headers["location"]


async def test_adding_one(owner: Browser, db: AsyncSession, panel_id: UUID) -> None:
    await add(
        owner,
        panel_id,
        persona_id="dev-malhotra",
        stage="hiring_manager",
        title="The last word",
        minutes="60",
        focus_ownership="1",
        focus_planning="1",
        note="Ask about the team.",
    )
    last = (await stages_now(db, panel_id))[-1]
    assert (last.title, last.stage, last.minutes) == ("The last word", "hiring_manager", 60)
    assert last.focus == ["ownership", "planning"]
    assert last.note == "Ask about the team."
    assert last.persona["name"] == "Dev Malhotra"
    page = words_of(await owner.get(f"/panels/{panel_id}/edit"))
    assert "The last word" in page


async def test_what_is_not_said_is_the_usual(
    owner: Browser, db: AsyncSession, panel_id: UUID
) -> None:
    await add(owner, panel_id, persona_id="dev-malhotra", title=" \u200b ")
    last = (await stages_now(db, panel_id))[-1]
    assert (last.title, last.stage) == ("Senior management", "senior")


async def test_sent_twice_it_is_added_once(
    owner: Browser, db: AsyncSession, panel_id: UUID
) -> None:
    stage_id = str(uuid7())
    for _ in range(2):
        await owner.post(f"/panels/{panel_id}/stages", data=A_STAGE | {"stage_id": stage_id})
    assert len(await stages_now(db, panel_id)) == 5
    other = await make(owner)
    answer = await owner.post(f"/panels/{other}/stages", data=A_STAGE | {"stage_id": stage_id})
    assert answer.status_code == 409, "It is another panel's stage."


async def test_ones_own_anothers_and_built_in_ones_may_hold_it(
    owner: Browser, stranger: Browser, db: AsyncSession, panel_id: UUID
) -> None:
    mine = await write(owner)
    public = await a_public_one(stranger, name="Benedikt Lind")
    private = await write(stranger, name="Not for others")
    draft = await write(owner, act="draft", name="Not yet")
    for key in (str(mine), str(public), "noor-rahimi"):
        await add(owner, panel_id, persona_id=key)
    for key in (str(private), str(draft), str(uuid4()), "nobody", ""):
        form = A_STAGE | {"persona_id": key, "stage_id": str(uuid7()), "title": "Kept words"}
        answer = await owner.post(f"/panels/{panel_id}/stages", data=form)
        assert answer.status_code == 422, key
        assert "Kept words" in words_of(answer)
    names = [stage.persona["name"] for stage in await stages_now(db, panel_id)][4:]
    assert names == ["Yusra Okafor", "Benedikt Lind", "Noor Rahimi"]


async def test_eight_are_enough(owner: Browser, db: AsyncSession, panel_id: UUID) -> None:
    for _ in range(4):
        await add(owner, panel_id)
    form = A_STAGE | {"stage_id": str(uuid7())}
    answer = await owner.post(f"/panels/{panel_id}/stages", data=form)
    assert answer.status_code == 422
    assert "eight stages at most" in words_of(answer)
    assert len(await stages_now(db, panel_id)) == 8
    page = words_of(await owner.get(f"/panels/{panel_id}/edit"))
    assert "Eight stages are as many as a panel has." in page


@pytest.mark.parametrize(
    ("fields", "says"),
    [
        ({"minutes": "45"}, "Choose 10, 30 or 60 minutes."),
        ({"stage": "astronaut"}, "Choose one of the kinds of interview."),
        ({"title": "x" * 61}, "longer than fits here"),
        ({"note": "x" * 501}, "longer than fits here"),
        (
            {
                "minutes": "10",
                "focus_ownership": "1",
                "focus_planning": "1",
                "focus_leadership": "1",
            },
            "Ten minutes have room for two",
        ),
        (
            {
                f"focus_{key}": "1"
                for key in ("ownership", "planning", "leadership", "communication", "collaboration")
            },
            "Choose four of these at most.",
        ),
    ],
)
async def test_what_cannot_be_is_said(
    owner: Browser, db: AsyncSession, panel_id: UUID, fields: dict[str, str], says: str
) -> None:
    before = await titles_now(db, panel_id)
    stage = (await stages_now(db, panel_id))[0]
    for path in ("stages", f"stages/{stage.id}"):
        answer = await owner.post(f"/panels/{panel_id}/{path}", data=A_STAGE | fields)
        assert answer.status_code == 422
        assert says in words_of(answer)
    assert await titles_now(db, panel_id) == before


async def test_changing_one(owner: Browser, db: AsyncSession, panel_id: UUID) -> None:
    stage = (await stages_now(db, panel_id))[1]
    form = A_STAGE | {
        "persona_id": "",
        "title": "Case by letter",
        "stage": "technical",
        "minutes": "10",
        "focus_domain_depth": "1",
    }
    answer = await owner.post(f"/panels/{panel_id}/stages/{stage.id}", data=form)
    assert answer.headers["location"].startswith(f"/panels/{panel_id}/edit?did=saved")
    now = (await stages_now(db, panel_id))[1]
    assert (now.title, now.stage, now.minutes) == ("Case by letter", "technical", 10)
    assert now.focus == ["domain_depth"]
    assert now.persona["slug"] == "lorcan-oduya", "Who was there stays."


async def test_the_persona_stays_as_it_was_chosen(
    owner: Browser, db: AsyncSession, panel_id: UUID
) -> None:
    """Edited, retired, or hidden by a moderator: the panel keeps the version, and says so."""
    persona_id = await write(owner)
    stage_id = await add(owner, panel_id, persona_id=str(persona_id))
    await edit(owner, persona_id, 1, headline="Runs two bakeries")
    here = f"/panels/{panel_id}"
    assert "They were edited since you chose them." in words_of(await owner.get(f"{here}/edit"))
    stage = (await stages_now(db, panel_id))[-1]
    assert (stage.persona["version"], stage.persona["headline"]) == (1, "Runs a bakery")
    persona = await kept(db, persona_id)
    persona.retire()
    await db.flush()
    assert "No longer offered to you." in words_of(await owner.get(f"{here}/edit"))
    assert "is no longer offered to you" in words_of(await owner.get(here))
    answer = await owner.post(
        f"{here}/stages/{stage_id}/persona", data={"persona_id": str(persona_id)}
    )
    assert answer.status_code == 422, "A retired one cannot be chosen again."
    persona.bring_back()
    await db.flush()
    await owner.post(f"{here}/stages/{stage_id}/persona", data={"persona_id": str(persona_id)})
    stage = (await stages_now(db, panel_id))[-1]
    assert (stage.persona["version"], stage.persona["headline"]) == (2, "Runs two bakeries")
    await owner.post(f"{here}/stages/{stage_id}/persona", data={"persona_id": "noor-rahimi"})
    assert (await stages_now(db, panel_id))[-1].persona["name"] == "Noor Rahimi"


async def test_moving_up_and_down(owner: Browser, db: AsyncSession, panel_id: UUID) -> None:
    first, second, third, fourth = await titles_now(db, panel_id)
    stages = await stages_now(db, panel_id)
    led_to = await move(owner, panel_id, stages[0].id, way="down")
    assert await titles_now(db, panel_id) == [second, first, third, fourth]
    page = words_of(await owner.get(led_to))
    assert f"“{first}” is stage 2 of 4 now." in page
    assert f'id="down-{stages[0].id}" autofocus' in page, "The key press goes on where it was."
    await move(owner, panel_id, stages[3].id, way="up")
    assert await titles_now(db, panel_id) == [second, first, fourth, third]
    await move(owner, panel_id, stages[3].id, to="0")
    assert await titles_now(db, panel_id) == [fourth, second, first, third]
    for to in ({"way": "up"}, {"to": "0"}):
        await move(owner, panel_id, stages[3].id, **to)
    assert await titles_now(db, panel_id) == [fourth, second, first, third]
    await move(owner, panel_id, stages[3].id, to="999999")
    assert await titles_now(db, panel_id) == [second, first, third, fourth]


async def test_whatever_is_done_places_have_no_gaps(owner: Browser, db: AsyncSession) -> None:
    """Acts drawn from a fixed seed; `stages_now` looks at the places after each."""
    draw = random.Random(20270301)
    panel_id = await make(owner, template="sales")
    expected = [stage.id for stage in await stages_now(db, panel_id)]
    for _ in range(40):
        act = draw.choice(["up", "down", "to", "add", "remove", "skip"])
        if act == "add":
            if len(expected) < 8:
                expected.append(await add(owner, panel_id))
            continue
        if not expected:
            continue
        stage_id = draw.choice(expected)
        at = expected.index(stage_id)
        here = f"/panels/{panel_id}/stages/{stage_id}"
        if act == "remove":
            await owner.post(f"{here}/remove")
            expected.remove(stage_id)
        elif act == "skip":
            await owner.post(f"{here}/skip")
        else:
            to = draw.randrange(9)
            await move(
                owner, panel_id, stage_id, **({"to": str(to)} if act == "to" else {"way": act})
            )
            place = {"up": at - 1, "down": at + 1, "to": to}[act]
            expected.remove(stage_id)
            expected.insert(min(max(place, 0), len(expected)), stage_id)
        assert [stage.id for stage in await stages_now(db, panel_id)] == expected


async def test_skipping_and_taking_up(owner: Browser, db: AsyncSession, panel_id: UUID) -> None:
    stage = (await stages_now(db, panel_id))[0]
    here = f"/panels/{panel_id}/stages/{stage.id}"
    for _ in range(2):
        answer = await owner.post(f"{here}/skip", data={"back": "panel"})
        assert answer.headers["location"].startswith(f"/panels/{panel_id}?did=skipped")
    page = words_of(await owner.get(answer.headers["location"].partition("#")[0]))
    assert "is skipped. You can take it up after all." in page
    assert "Noor Rahimi, skipped" in page
    answer = await owner.post(f"{here}/take-up")
    assert answer.headers["location"].startswith(f"/panels/{panel_id}/edit?did=taken-up")
    assert (await stages_now(db, panel_id))[0].skipped_at is None


async def test_a_skipped_stage_asks_nothing(
    owner: Browser, panel_id: UUID, db: AsyncSession
) -> None:
    before = words_of(await owner.get(f"/panels/{panel_id}/edit"))
    assert "Nobody asks about leadership or integrity and judgement." in before
    for stage in (await stages_now(db, panel_id))[:3]:
        await owner.post(f"/panels/{panel_id}/stages/{stage.id}/skip")
    after = words_of(await owner.get(f"/panels/{panel_id}/edit"))
    assert "motivation" in after.partition("Nobody asks about")[2].partition("</p>")[0]


async def test_taken_out_its_interviews_stay(
    owner: Browser, db: AsyncSession, panel_id: UUID, clock: TestClock
) -> None:
    stage = (await stages_now(db, panel_id))[0]
    interview = an_interview(owner.me, clock(), panel_stage_id=stage.id)
    await keep(db, interview)
    await owner.post(f"/panels/{panel_id}/stages/{stage.id}/remove")
    assert len(await stages_now(db, panel_id)) == 3
    row = await db.get_one(InterviewSession, interview.id, populate_existing=True)
    assert row.panel_stage_id is None
    assert (await owner.get(f"/interviews/{interview.id}/lobby")).status_code == 200


async def test_a_change_is_news(
    owner: Browser, db: AsyncSession, panel_id: UUID, clock: TestClock
) -> None:
    clock.forward(hours=1)
    stage = (await stages_now(db, panel_id))[0]
    await owner.post(f"/panels/{panel_id}/stages/{stage.id}/move", data={"way": "up"})
    assert (await panel_now(db, panel_id)).changed_at < clock(), "It stayed where it was."
    await owner.post(f"/panels/{panel_id}/stages/{stage.id}/move", data={"way": "down"})
    assert (await panel_now(db, panel_id)).changed_at == clock()
