"""A model words a Panel Summary: it is told no word of the candidate's, and says no number of its own."""

from collections.abc import Callable

import pytest
from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.debriefs.background import register_tasks
from preppal.debriefs.model import PanelSummary
from preppal.debriefs.prose import prose_by
from preppal.foundation.database import Database
from preppal.foundation.tasks import Tasks
from preppal.interviews.model import Turn
from preppal.panels.model import SUMMARISE
from preppal.personas.built_in import publish_built_in
from tests.language_models.judging import judge
from tests.language_models.script import Asked, Reply
from tests.people import Browser, TestClock
from tools.sample_loops import Loop, make_loop

GOOD = (
    "Claire Dufour and Padmini Venkataraman both heard how deep you are in your field.",
    "Ownership was heard less. Practise one story in which the first sign and the last check are yours.",
)


@pytest.fixture
async def loop(database: Database, owner: Browser, clock: TestClock) -> Loop:
    async with database.transaction() as db:
        await publish_built_in(db, now=clock())
    return await make_loop(
        database, owner.me.id, now=clock(), kinds=("strong", "we_only"), minutes=10
    )


async def made(
    database: Database, loop: Loop, clock: TestClock, answering: Callable[[Asked], Reply]
) -> list[Asked]:
    async with judge(answering) as (assessor, provider):
        tasks = Tasks()
        register_tasks(tasks, clock=clock, prose=prose_by(assessor.model))
        await tasks.registered[SUMMARISE].run(database, {"panel_id": str(loop.panel_id)})
        return list(provider.asked)


def says(*paragraphs: str) -> Callable[[Asked], Reply]:
    return lambda _asked: Reply(value={"paragraphs": list(paragraphs)})


async def test_its_paragraphs_stand_on_the_page_with_its_name(
    owner: Browser, loop: Loop, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    (asked,) = await made(database, loop, clock, says(*GOOD))
    page = (await owner.get(f"/panels/{loop.panel_id}/summary")).text
    for paragraph in GOOD:
        assert paragraph in page
    assert "Worded by openai:gpt-5-mini" in page
    said = await db.scalars(select(Turn.text).where(Turn.speaker == "candidate"))
    for text in said:
        for sentence in text.split(". "):
            assert len(sentence) < 25 or sentence not in asked.text, (
                "Nothing that was said is sent."
            )
    assert not any(sign.isdigit() for sign in asked.text)


@pytest.mark.parametrize(
    "wrong",
    [
        "You have a 90 percent chance at this hospital, and everybody there would be glad of you.",
        "Two would vote yes and one would vote no, which settles what the debrief would come to.",
        "You are ready for this job now, and nothing that was heard in these rooms speaks against it.",
        "You seemed nervous to Claire Dufour, and your tone of voice took away from what you told her.",
    ],
)
async def test_what_it_must_not_say_is_not_shown(
    wrong: str,
    owner: Browser,
    loop: Loop,
    database: Database,
    db: AsyncSession,
    clock: TestClock,
) -> None:
    asked = await made(database, loop, clock, says(GOOD[0], wrong))
    assert len(asked) == 2, "It is asked once more, and then left."
    page = (await owner.get(f"/panels/{loop.panel_id}/summary")).text
    assert wrong not in page
    assert GOOD[0] not in page
    assert "Who heard what" in page


@pytest.mark.parametrize("status", [401, 429, 500])
async def test_a_provider_that_is_away_costs_nothing_but_its_words(
    status: int, owner: Browser, loop: Loop, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    await made(database, loop, clock, lambda _asked: Reply(status=status))
    row = await db.get(PanelSummary, loop.panel_id)
    assert row is not None
    assert (row.status, row.prose["paragraphs"]) == ("READY", [])
    assert "Who heard what" in (await owner.get(f"/panels/{loop.panel_id}/summary")).text
