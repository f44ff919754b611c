"""Two stages of a panel, one after the other, typed in their rooms: the second interviewer knows of the first."""

from typing import Any
from uuid import UUID

from sqlalchemy import select

from preppal.foundation.database import Database
from preppal.interviewer.hand_over import HandOver
from preppal.interviewer.hand_over_text import spoken_of
from preppal.interviews.feedback import make_feedback
from preppal.interviews.model import InterviewSession, Status, Turn
from tests.loops import interview_of, keep_panel, start
from tests.people import Browser, TestClock

STORIES = (
    "Last winter the night shift lost two pumps within an hour, and nobody knew why. I moved both patients to"
    " the side room, called the technician and wrote the times down, because the spare pump was on another floor."
    " In the end nobody missed a dose, and the night shift has had a spare of its own since then.",
    "In my first year the drug trolley was sorted by nobody. I drew a plan of it, asked the two people who used it"
    " most and moved everything on one Sunday, because half of the searches were for four drugs. As a result a round"
    " takes forty minutes instead of seventy.",
)


async def talk(browser: Browser, interview_id: UUID) -> list[dict[str, Any]]:
    """Hold it to its goodbye; gives what was said."""
    turns: list[dict[str, Any]] = []
    answers = 0
    async with browser.socket(f"/interviews/{interview_id}/live") as socket:
        await socket.send(type="hello", mode="text", last_seq=0)
        for _ in range(400):
            frame = await socket.receive()
            if frame["type"] == "turn":
                turns.append(frame)
            if frame["type"] == "state" and frame["state"] == "listening":
                await socket.send(type="say", text=STORIES[answers % 2] if answers else "Yes.")
                answers += 1
            if frame["type"] == "ended":
                return turns
    raise AssertionError("It did not end.")


async def test_the_second_interviewer_refers_to_the_first(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock(), stages=2)
    first = await start(owner, panel, stages[0])
    said = await talk(owner, first)
    assert not any(
        "Claire" in turn["text"] for turn in said[1:] if turn["speaker"] == "interviewer"
    )
    await make_feedback(database, first, clock=clock)
    assert "Go on to the next stage" in (await owner.get(f"/interviews/{first}/feedback")).text

    second = await start(owner, panel, stages[1])
    row = await interview_of(database, second)
    colleague, subject = spoken_of(HandOver.from_json(row.hand_over), row.persona["name"])
    assert (colleague, subject) == ("Claire", "the night shift")
    said = await talk(owner, second)
    theirs = [turn["text"] for turn in said if turn["speaker"] == "interviewer"]
    assert "Ruth" in theirs[0] and "Claire" in theirs[0] and "the night shift" in theirs[0]
    assert not any("Claire" in text for text in theirs[1:])
    async with database.transaction() as db:
        asked = [
            set(
                await db.scalars(
                    select(Turn.lead_id).where(Turn.interview_id == one, Turn.intent == "lead")
                )
            )
            for one in (first, second)
        ]
        rows = await db.scalars(select(InterviewSession).execution_options(populate_existing=True))
        assert {row.status for row in rows} == {Status.COMPLETED}
    assert asked[0] and asked[1] and not asked[0] & asked[1]
