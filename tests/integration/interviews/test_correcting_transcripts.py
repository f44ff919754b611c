"""The candidate corrects what was misheard: their own words, kept beside what was heard."""

from uuid import uuid4

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database
from preppal.interviews.corrections.correcting import corrections_of
from preppal.interviews.corrections.model import TurnCorrection
from preppal.interviews.feedback import make_feedback
from preppal.interviews.model import Feedback, InterviewSession, Status, Turn
from tests.interviews import an_interview, keep, some_turns
from tests.people import MONDAY, Browser, TestClock

SAID = (
    "Last winter on the night shift two of our perfusors failed within an hour. I moved both"
    " patients to the side room and called the technician, because the spare pump was on"
    " another floor. In the end nobody missed a dose, and since then I check the spares at"
    " the start of every shift."
)


@pytest.fixture
async def spoken(owner: Browser, db: AsyncSession) -> InterviewSession:
    """A finished interview by voice; its report is on its way. Turns 2 and 4 are the candidate's."""
    interview = an_interview(
        owner.me, MONDAY, status=Status.COMPLETED, mode="voice", started_at=MONDAY, ended_at=MONDAY
    )
    await keep(db, interview, *some_turns(interview, spoken=True))
    await keep(db, Feedback(interview_id=interview.id, requested_at=MONDAY))
    return interview


def url(interview: InterviewSession, seq: int = 4, act: str = "correct") -> str:
    return f"/interviews/{interview.id}/turns/{seq}/{act}"


async def heard(db: AsyncSession, interview: InterviewSession, seq: int = 4) -> str:
    text = await db.scalar(
        select(Turn.text).where(Turn.interview_id == interview.id, Turn.seq == seq)
    )
    assert text is not None
    return text


async def count(db: AsyncSession) -> int:
    return await db.scalar(select(func.count()).select_from(TurnCorrection)) or 0


async def test_a_correction_stands_beside_what_was_heard(
    owner: Browser, spoken: InterviewSession, db: AsyncSession, clock: TestClock
) -> None:
    before = await heard(db, spoken)
    answer = await owner.post(url(spoken), data={"text": f"  {SAID}\r\n"})
    assert (answer.status_code, answer.headers["location"]) == (
        303,
        f"/interviews/{spoken.id}/transcript?did=saved#turn-4",
    )
    assert await corrections_of(db, spoken.id) == {4: SAID}
    kept = await db.scalar(select(TurnCorrection))
    assert kept is not None
    assert kept.corrected_at == clock()
    assert await heard(db, spoken) == before
    page = (await owner.get(f"/interviews/{spoken.id}/transcript")).text
    assert "<ins>perfusors </ins>" in page
    assert "<del>pumps </del>" in page
    assert "corrected by you" in page


async def test_the_newest_correction_counts(
    owner: Browser, spoken: InterviewSession, db: AsyncSession
) -> None:
    await owner.post(url(spoken), data={"text": "Two pumps."})
    await owner.post(url(spoken), data={"text": SAID})
    assert await corrections_of(db, spoken.id) == {4: SAID}


async def test_going_back_restores_what_was_heard(
    owner: Browser, spoken: InterviewSession, db: AsyncSession
) -> None:
    plain = (await owner.get(f"/interviews/{spoken.id}/transcript")).text
    await owner.post(url(spoken), data={"text": SAID})
    answer = await owner.post(url(spoken, act="revert"))
    assert answer.status_code == 303
    assert await count(db) == 0
    again = (await owner.get(f"/interviews/{spoken.id}/transcript")).text
    assert words_of(again) == words_of(plain)
    assert (await owner.post(url(spoken, act="revert"))).status_code == 303


def words_of(page: str) -> str:
    """The transcript of a page."""
    return page[page.index('<ol class="transcript">') : page.index("</ol>")]


async def test_written_as_it_was_heard_nothing_is_corrected(
    owner: Browser, spoken: InterviewSession, db: AsyncSession
) -> None:
    await owner.post(url(spoken), data={"text": SAID})
    await owner.post(url(spoken), data={"text": await heard(db, spoken) + "\u200b "})
    assert await count(db) == 0


async def test_nothing_was_said_where_words_were_heard(
    owner: Browser, spoken: InterviewSession, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    await owner.post(url(spoken), data={"text": " \u200b"})
    assert await corrections_of(db, spoken.id) == {4: ""}
    assert "Nothing was said here." in (await owner.get(f"/interviews/{spoken.id}/transcript")).text
    await make_feedback(database, spoken.id, clock=clock)
    page = await owner.get(f"/interviews/{spoken.id}/feedback")
    assert page.status_code == 200
    assert "Nothing was said here." in page.text
    assert "Not enough to judge" in page.text


async def test_another_answer_is_refused_and_its_words_stay_in_the_form(
    owner: Browser, spoken: InterviewSession, db: AsyncSession
) -> None:
    longer = SAID + " And then I did another thing." * 20
    answer = await owner.post(url(spoken), data={"text": longer})
    assert answer.status_code == 422
    assert "A correction mends what was misheard" in answer.text
    assert longer in answer.text
    assert await count(db) == 0


async def test_the_interviewers_words_stay(
    owner: Browser, spoken: InterviewSession, db: AsyncSession
) -> None:
    for seq in (1, 3, 99):
        assert (await owner.post(url(spoken, seq), data={"text": "Fine."})).status_code == 404
        assert (await owner.post(url(spoken, seq, "revert"))).status_code == 404
    assert await count(db) == 0
    opened = (await owner.get(f"/interviews/{spoken.id}/transcript?turn=3")).text
    assert "<textarea" not in opened


@pytest.mark.parametrize("seq", ["0", "-1", "x", "99999999999999999999"])
async def test_a_number_that_none_is(owner: Browser, spoken: InterviewSession, seq: str) -> None:
    answer = await owner.post(f"/interviews/{spoken.id}/turns/{seq}/correct", data={"text": "x"})
    assert answer.status_code in (404, 422)
    assert (
        await owner.get(f"/interviews/{spoken.id}/transcript?turn={seq}&did={seq}")
    ).status_code == 200


async def test_what_was_typed_was_not_misheard(owner: Browser, db: AsyncSession) -> None:
    typed = an_interview(
        owner.me, MONDAY, status=Status.COMPLETED, started_at=MONDAY, ended_at=MONDAY
    )
    await keep(db, typed, *some_turns(typed))
    answer = await owner.post(url(typed), data={"text": SAID})
    assert answer.status_code == 409
    assert await count(db) == 0
    page = (await owner.get(f"/interviews/{typed.id}/transcript?turn=4")).text
    assert "<textarea" not in page


async def test_an_open_room_is_not_corrected(owner: Browser, db: AsyncSession) -> None:
    live = an_interview(
        owner.me, MONDAY, status=Status.LIVE, mode="voice", started_at=MONDAY, last_seen_at=MONDAY
    )
    await keep(db, live, *some_turns(live, spoken=True))
    assert (await owner.post(url(live), data={"text": SAID})).status_code == 409
    assert (await owner.post(url(live, act="revert"))).status_code == 409
    assert await count(db) == 0


@pytest.mark.parametrize("act", ["correct", "revert"])
async def test_nobody_else_can(
    act: str,
    owner: Browser,
    stranger: Browser,
    staff: Browser,
    visitor: Browser,
    spoken: InterviewSession,
    db: AsyncSession,
) -> None:
    await owner.post(url(spoken), data={"text": SAID})
    for browser in (stranger, staff):
        missing = await browser.post(f"/interviews/{uuid4()}/turns/4/{act}", data={"text": "No."})
        answer = await browser.post(url(spoken, act=act), data={"text": "No."})
        assert answer.status_code == missing.status_code == 404
        assert (await browser.get(f"/interviews/{spoken.id}/transcript")).status_code == 404
    for answer in (
        await visitor.post(url(spoken, act=act), data={"text": "No."}),
        await visitor.get(f"/interviews/{spoken.id}/transcript"),
    ):
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")
    assert await corrections_of(db, spoken.id) == {4: SAID}


async def test_deleting_the_interview_takes_them(
    owner: Browser, spoken: InterviewSession, db: AsyncSession
) -> None:
    await owner.post(url(spoken), data={"text": SAID})
    await owner.post(f"/interviews/{spoken.id}/delete")
    assert await count(db) == 0
