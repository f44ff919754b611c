"""What the interviewer of a stage is told by those of others: stored, shown, used, and forgotten where it must be."""

import html
import json
from typing import Any
from uuid import UUID, uuid4

from sqlalchemy import select

from preppal.foundation.database import Database
from preppal.interviewer.hand_over import HandOver
from preppal.interviewer.plan import InterviewPlan
from preppal.interviews.corrections.model import TurnCorrection
from preppal.interviews.live.opening import opening_of
from preppal.interviews.model import Feedback, InterviewSession, Turn
from preppal.interviews.stages.hand_over import hand_over_for
from preppal.panels.model import InterviewPanel, InterviewPanelStage
from preppal.resumes.confirming import confirm
from preppal.resumes.keeping import keep_resume
from tests.loops import hold, interview_of, keep_panel, start
from tests.people import Browser, TestClock
from tests.resumes import fresh

NURSE = """\
Ana Ito
ana.ito@example.com | +351 21 555 0100

Experience
Ward Nurse, Linden Hospital
2019-03 - present
• Planned care for 24 beds.

Skills
Triage
"""


async def said_in(database: Database, interview_id: UUID) -> str:
    async with database.transaction() as db:
        found = await db.scalars(
            select(Turn.text).where(Turn.interview_id == interview_id, Turn.speaker == "candidate")
        )
        return "\n".join(found)


async def two_stages(
    owner: Browser, database: Database, clock: TestClock, **changes: Any
) -> tuple[InterviewPanel, list[InterviewPanelStage], UUID, UUID]:
    """The first is held, the second is set up."""
    panel, stages = await keep_panel(database, owner.me, clock(), minutes=30, **changes)
    first = await start(owner, panel, stages[0])
    await hold(database, owner.me, first, clock)
    return panel, stages, first, await start(owner, panel, stages[1])


async def told_to(database: Database, interview_id: UUID) -> HandOver:
    return HandOver.from_json((await interview_of(database, interview_id)).hand_over)


async def test_it_is_stored_with_the_interview_and_known_in_the_room(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    _, _, first, second = await two_stages(owner, database, clock)
    told = await told_to(database, second)
    [note] = told.notes
    assert (note.interview, note.colleague, note.title) == (str(first), "Claire Obi", "First talk")
    said = await said_in(database, first)
    assert note.stories_used and note.facts and note.covered
    assert all(quote in said for quote in told.quotes)
    row = await interview_of(database, second)
    assert opening_of(row, ()).hand_over == told


async def test_it_does_not_depend_on_what_a_report_says(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    _, stages, first, second = await two_stages(owner, database, clock)
    before = (await interview_of(database, second)).hand_over
    async with database.transaction() as db:
        feedback = await db.get_one(Feedback, first)
        assert feedback.assessment is not None
        report = json.dumps(feedback.assessment)
        await db.delete(feedback)
    async with database.transaction() as db:
        again = await hand_over_for(db, owner.me.id, stages[1].id)
    assert again.to_json() == before
    assert "recommendation" in report and "recommendation" not in json.dumps(before)


async def test_a_report_is_made_without_it(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    _, _, _, second = await two_stages(owner, database, clock)
    await hold(database, owner.me, second, clock)
    async with database.transaction() as db:
        made = (await db.get_one(Feedback, second)).assessment
    told = await told_to(database, second)
    own = await said_in(database, second)
    text = json.dumps(made, ensure_ascii=False)
    assert made is not None
    assert not any(q in text for q in told.quotes if len(q) > 40 and q not in own)


async def test_the_candidate_sees_in_the_lobby_what_was_passed_on(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    _, _, first, second = await two_stages(owner, database, clock)
    text = html.unescape((await owner.get(f"/interviews/{second}/lobby")).text)
    assert "What Ruth was told by colleagues" in text
    assert "Claire Obi" in text
    told = await told_to(database, second)
    shown = [*(s.one_line for s in told.stories), *(f.quote for n in told.notes for f in n.facts)]
    assert shown and all(words in text for words in shown)
    assert "What Claire was told" not in (await owner.get(f"/interviews/{first}/lobby")).text


async def test_the_latest_interview_of_each_other_stage_speaks(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages, first, second = await two_stages(owner, database, clock)
    await hold(database, owner.me, second, clock, reported=False)
    again = await start(owner, panel, stages[0])
    # The first stage, held again, hears of the second and not of itself.
    assert [note.interview for note in (await told_to(database, again)).notes] == [str(second)]
    await hold(database, owner.me, again, clock, reported=False)
    third = await start(owner, panel, stages[2])
    notes = [note.interview for note in (await told_to(database, third)).notes]
    assert notes == [str(second), str(again)]
    assert str(first) not in notes


async def test_what_was_set_up_before_hears_it_when_it_is_started_again_or_planned_again(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages = await keep_panel(database, owner.me, clock(), minutes=30)
    second, third = await start(owner, panel, stages[1]), await start(owner, panel, stages[2])
    assert not await told_to(database, second)
    await owner.post(f"/interviews/new/{second}", data={"planning": "pinned"})
    first = await start(owner, panel, stages[0])
    await hold(database, owner.me, first, clock, reported=False)
    assert await start(owner, panel, stages[1]) == second
    row = await interview_of(database, second)
    assert [n.interview for n in HandOver.from_json(row.hand_over).notes] == [str(first)]
    # What the candidate wished for stays.
    plan = InterviewPlan.from_json(row.plan)
    assert [f.competency for f in plan.focus if f.choice == "pinned"] == ["planning"]
    await owner.post(f"/interviews/new/{third}", data={"ownership": "pinned"})
    assert [n.interview for n in (await told_to(database, third)).notes] == [str(first)]


async def test_corrected_words_are_passed_on(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    _, stages, first, second = await two_stages(owner, database, clock)
    [note] = (await told_to(database, second)).notes
    quote, turn = note.facts[0].quote, note.facts[0].turn
    async with database.transaction() as db:
        heard = await db.scalar(
            select(Turn.text).where(Turn.interview_id == first, Turn.seq == turn)
        )
        assert heard is not None and quote in heard
        mended = heard.replace(quote, "I looked after eleven rooms on my own that night.")
        correction = TurnCorrection(interview_id=first, seq=turn, text=mended, corrected_at=clock())
        db.add(correction)
    async with database.transaction() as db:
        told = await hand_over_for(db, owner.me.id, stages[1].id)
    assert quote not in told.quotes
    assert "I looked after eleven rooms on my own that night." in told.quotes


async def test_a_deleted_interview_is_passed_on_no_longer(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    _, _, first, second = await two_stages(owner, database, clock)
    assert await told_to(database, second)
    assert (await owner.post(f"/interviews/{first}/delete")).status_code == 303
    assert (await interview_of(database, second)).hand_over == {}
    assert "was told by colleagues" not in (await owner.get(f"/interviews/{second}/lobby")).text


async def test_nor_when_the_panel_went_first(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, _, first, second = await two_stages(owner, database, clock)
    async with database.transaction() as db:
        await db.delete(await db.get_one(InterviewPanel, panel.id))
    assert await told_to(database, second)
    await owner.post(f"/interviews/{first}/delete")
    assert (await interview_of(database, second)).hand_over == {}


async def test_of_two_the_other_is_still_passed_on(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    panel, stages, first, second = await two_stages(owner, database, clock)
    await hold(database, owner.me, second, clock, reported=False)
    third = await start(owner, panel, stages[2])
    await owner.post(f"/interviews/{first}/delete")
    assert [n.interview for n in (await told_to(database, third)).notes] == [str(second)]


async def test_a_resume_that_is_taken_out_takes_out_what_it_led_to(
    owner: Browser, database: Database, clock: TestClock
) -> None:
    async with database.transaction() as db:
        resume = await keep_resume(db, owner.me.id, fresh(NURSE), now=clock())
        await confirm(db, owner.me.id, resume.id, None, now=clock())
    panel, stages = await keep_panel(database, owner.me, clock(), minutes=30, resume_id=resume.id)
    first = await start(owner, panel, stages[0])
    assert (await interview_of(database, first)).resume["roles"][0]["company"] == "Linden Hospital"
    await hold(database, owner.me, first, clock, reported=False)
    said = "At Linden Hospital I planned the care of a ward with my colleagues."
    async with database.transaction() as db:
        answer = await db.scalar(
            select(Turn)
            .where(Turn.interview_id == first, Turn.speaker == "candidate", Turn.seq > 3)
            .order_by(Turn.seq)
            .limit(1)
        )
        assert answer is not None
        answer.text = f"{said} {answer.text}"
    second = await start(owner, panel, stages[1])
    [note] = (await told_to(database, second)).notes
    assert note.resume == str(resume.id)
    assert [fact.quote for fact in note.facts if fact.of_resume] == [said]
    answer_to = await owner.post(f"/resumes/{resume.id}/delete", data={"from_interviews": "1"})
    assert answer_to.status_code == 303
    row = await interview_of(database, second)
    assert said not in json.dumps(row.hand_over)
    assert str(resume.id) not in json.dumps(row.hand_over)
    # What was said without it stays.
    assert HandOver.from_json(row.hand_over).stories
    assert said not in html.unescape((await owner.get(f"/interviews/{second}/lobby")).text)


async def test_nothing_of_another_persons_loop_is_touched(
    owner: Browser, stranger: Browser, database: Database, clock: TestClock
) -> None:
    _, _, first, second = await two_stages(owner, database, clock)
    assert (await stranger.post(f"/interviews/{first}/delete")).status_code == 404
    assert (await stranger.post(f"/interviews/{uuid4()}/delete")).status_code == 404
    assert await told_to(database, second)
    async with database.transaction() as db:
        assert await db.get(InterviewSession, first) is not None
