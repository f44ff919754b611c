"""Setting an interview up, at /interviews/new."""

import asyncio
import html
import threading
from uuid import UUID, uuid4

import pytest
from sqlalchemy import delete, func, select, update
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database, NestedDatabase
from preppal.foundation.settings import Settings
from preppal.interviewer.plan import InterviewPlan
from preppal.interviews import booking
from preppal.interviews.booking import (
    CHOOSE_A_JOB,
    CHOOSE_AN_INTERVIEWER,
    CHOOSE_MINUTES,
    CHOOSE_MODE,
)
from preppal.interviews.model import InterviewSession, Status, Turn
from preppal.job_descriptions.intake import ONLY_A_TITLE, TOO_LONG
from preppal.job_descriptions.model import JobDescription
from preppal.job_descriptions.pasting import Pasted, read_pasted
from preppal.job_descriptions.queries import LISTED
from preppal.personas.model import Persona
from tests.booking import POSTING, a_form, a_persona, interviews_in, publish
from tests.interviews import an_interview, keep
from tests.people import MONDAY, Browser, Browsers, Postbox, TestClock, a_user, an_app


@pytest.fixture(autouse=True)
async def personas(database: Database) -> None:
    await publish(database)


async def book(browser: Browser, **changes: str) -> UUID:
    answer = await browser.post("/interviews/new", data=a_form(**changes))
    assert answer.status_code == 303, answer.text
    assert answer.headers["location"].endswith("/lobby")
    return UUID(answer.headers["location"].split("/")[2])


async def refused(browser: Browser, sentence: str, **changes: str) -> str:
    answer = await browser.post("/interviews/new", data=a_form(**changes))
    text = html.unescape(answer.text)
    assert answer.status_code == 422
    assert sentence in text
    return text


async def test_what_was_chosen_becomes_an_interview(owner: Browser, db: AsyncSession) -> None:
    interview_id = await book(owner)
    [interview] = await interviews_in(db, owner)
    assert interview.id == interview_id
    assert (interview.status, interview.mode, interview.minutes) == (Status.READY, "voice", 30)
    assert interview.persona["name"] == "Ruth Adeyemi"
    assert interview.job == {
        "title": "Ward Nurse",
        "company": "Linden Hospital",
        "content": POSTING.strip(),
    }
    plan = InterviewPlan.from_json(interview.plan)
    assert plan.minutes == 30
    assert len(plan.leads) == 6
    assert all(lead.reason in POSTING for lead in plan.leads)
    assert any(lead.reason for lead in plan.leads)


async def test_the_pasted_text_is_kept_for_the_next_time(owner: Browser, db: AsyncSession) -> None:
    await book(owner)
    job = (await db.scalars(select(JobDescription))).one()
    assert (job.user_id, job.title, job.company) == (owner.me.id, "Ward Nurse", "Linden Hospital")
    page = await owner.get("/interviews/new")
    assert "Ward Nurse" in page.text
    assert "Linden Hospital" in page.text


async def test_an_earlier_job_description_is_used_again(
    owner: Browser, db: AsyncSession, clock: TestClock
) -> None:
    await book(owner)
    job = (await db.scalars(select(JobDescription))).one()
    clock.forward(days=3)
    await book(owner, job_id=str(job.id), job_text="left over in the field", minutes="10")
    await db.refresh(job)
    assert job.last_used_at == clock()
    first, second = await interviews_in(db, owner)
    assert first.job == second.job
    assert second.job_description_id == job.id


async def test_without_a_job_description_the_questions_come_from_the_stage(
    owner: Browser, db: AsyncSession
) -> None:
    await book(owner, job_text=" \n", persona_id="claire-dufour", minutes="10", mode="text")
    [interview] = await interviews_in(db, owner)
    assert interview.job == {"title": "", "company": "", "content": ""}
    assert interview.job_description_id is None
    assert interview.mode == "text"
    assert InterviewPlan.from_json(interview.plan).stage == "recruiter"


async def test_the_chosen_length_decides_how_much_is_planned(
    owner: Browser, db: AsyncSession
) -> None:
    for minutes in ("10", "30", "60"):
        await book(owner, minutes=minutes)
    counts = [len(interview.plan["leads"]) for interview in await interviews_in(db, owner)]
    assert counts == sorted(counts)
    assert counts[0] < counts[-1]


async def test_snapshots_stay_as_they_were(owner: Browser, db: AsyncSession) -> None:
    interview_id = await book(owner)
    await db.execute(update(Persona).values(name="Somebody Else", system_instruction="Shout."))
    await db.execute(delete(JobDescription))
    interview = await db.get(InterviewSession, interview_id, populate_existing=True)
    assert interview is not None
    assert interview.persona["name"] == "Ruth Adeyemi"
    assert interview.job["title"] == "Ward Nurse"
    assert interview.job_description_id is None


@pytest.mark.parametrize(
    ("changes", "sentence"),
    [
        ({"job_text": "Ward Nurse at Linden Hospital"}, ONLY_A_TITLE),
        ({"job_text": "One duty of this ward is care. " * 700}, TOO_LONG),
        ({"minutes": "45"}, CHOOSE_MINUTES),
        ({"minutes": ""}, CHOOSE_MINUTES),
        ({"mode": "telepathy"}, CHOOSE_MODE),
        ({"persona_id": ""}, CHOOSE_AN_INTERVIEWER),
        ({"persona_id": "nobody-here"}, CHOOSE_AN_INTERVIEWER),
        ({"persona_id": str(uuid4())}, CHOOSE_AN_INTERVIEWER),
        ({"job_id": str(uuid4())}, CHOOSE_A_JOB),
        ({"job_id": "no id at all"}, CHOOSE_A_JOB),
    ],
)
async def test_a_refused_form_says_why_keeps_the_words_and_stores_nothing(
    owner: Browser, db: AsyncSession, changes: dict[str, str], sentence: str
) -> None:
    page = await refused(owner, sentence, **changes)
    words = changes.get("job_text", POSTING).strip().splitlines()[0]
    assert words in page
    assert await interviews_in(db, owner) == []
    assert await db.scalar(select(func.count()).select_from(JobDescription)) == 0


async def test_characters_that_cannot_be_stored_are_dropped(
    owner: Browser, db: AsyncSession
) -> None:
    await book(owner, job_text="\x00" + POSTING.replace("ward", "wa\x00rd"))
    [interview] = await interviews_in(db, owner)
    assert interview.job["content"] == POSTING.strip()


async def test_more_than_the_server_takes_is_refused(owner: Browser, db: AsyncSession) -> None:
    answer = await owner.post("/interviews/new", data=a_form(job_text="a duty " * 100_000))
    assert answer.status_code == 413
    assert await interviews_in(db, owner) == []


async def test_a_visitor_is_asked_to_sign_in(visitor: Browser, db: AsyncSession) -> None:
    for answer in (
        await visitor.get("/interviews/new"),
        await visitor.post("/interviews/new", data=a_form()),
    ):
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")
    assert await db.scalar(select(func.count()).select_from(InterviewSession)) == 0


async def test_somebody_elses_job_description_is_not_there(
    owner: Browser, stranger: Browser, db: AsyncSession
) -> None:
    await book(owner)
    job = (await db.scalars(select(JobDescription))).one()
    page = await refused(stranger, CHOOSE_A_JOB, job_id=str(job.id), job_text="")
    assert "Linden Hospital" not in page
    listed = await stranger.get(f"/interviews/new?job={job.id}")
    assert listed.status_code == 200
    assert "Linden Hospital" not in listed.text
    assert await interviews_in(db, stranger) == []


async def test_a_private_persona_is_its_owners_alone(
    owner: Browser, stranger: Browser, db: AsyncSession
) -> None:
    persona = a_persona(owner_id=owner.me.id)
    await keep(db, persona)
    await refused(stranger, CHOOSE_AN_INTERVIEWER, persona_id=str(persona.id))
    assert persona.name not in (await stranger.get("/interviews/new")).text
    assert persona.name in (await owner.get("/interviews/new")).text
    await book(owner, persona_id=str(persona.id))
    [interview] = await interviews_in(db, owner)
    assert interview.persona["system_instruction"] == "Warm and floury."


async def test_a_public_persona_is_for_everybody(
    owner: Browser, stranger: Browser, db: AsyncSession
) -> None:
    persona = a_persona(owner_id=owner.me.id, visibility="PUBLIC")
    await keep(db, persona)
    await book(stranger, persona_id=str(persona.id))
    [interview] = await interviews_in(db, stranger)
    assert interview.persona["name"] == persona.name


async def test_a_retired_persona_is_offered_to_nobody(owner: Browser, db: AsyncSession) -> None:
    await db.execute(update(Persona).where(Persona.slug == "ruth-adeyemi").values(state="RETIRED"))
    await refused(owner, CHOOSE_AN_INTERVIEWER)
    assert "Ruth Adeyemi" not in (await owner.get("/interviews/new")).text


async def test_sending_the_page_twice_books_once(owner: Browser, db: AsyncSession) -> None:
    assert await book(owner) == await book(owner)
    assert len(await interviews_in(db, owner)) == 1


async def test_sending_it_again_with_another_choice_books_another(
    owner: Browser, db: AsyncSession
) -> None:
    assert await book(owner) != await book(owner, minutes="60")
    assert len(await interviews_in(db, owner)) == 2


async def test_the_same_key_of_another_person_is_another_interview(
    owner: Browser, stranger: Browser, db: AsyncSession
) -> None:
    assert await book(owner) != await book(stranger)
    assert len(await interviews_in(db, stranger)) == 1


async def test_clicks_at_the_same_instant_book_once(
    fresh_database: Database,
    settings: Settings,
    postbox: Postbox,
    clock: TestClock,
    browsers: Browsers,
) -> None:
    app = an_app(settings, fresh_database, postbox, clock)
    await publish(fresh_database)
    ana, bo = await browsers(a_user("Ana"), app=app), await browsers(a_user("Bo"), app=app)
    booked = await asyncio.gather(*(book(browser) for browser in (ana, ana, bo, ana, ana, bo)))
    async with fresh_database.transaction() as db:
        [mine] = await interviews_in(db, ana)
        [theirs] = await interviews_in(db, bo)
        assert await db.scalar(select(func.count()).select_from(JobDescription)) == 2
    assert booked == [mine.id, mine.id, theirs.id, mine.id, mine.id, theirs.id]


async def test_the_database_itself_refuses_a_second_use_of_a_key(
    owner: Browser, db: AsyncSession
) -> None:
    await keep(db, an_interview(owner.me, MONDAY, idempotency_key="same"))
    with pytest.raises(IntegrityError, match="uq_interview_sessions_user_id_idempotency_key"):
        await keep(db, an_interview(owner.me, MONDAY, idempotency_key="same"))


@pytest.mark.parametrize(
    ("changes", "constraint"),
    [
        ({"mode": "telepathy"}, "ck_interview_sessions_mode"),
        ({"status": "LOST"}, "ck_interview_sessions_status"),
        ({"persona_id": uuid4()}, "fk_interview_sessions_persona_id"),
        ({"job_description_id": uuid4()}, "fk_interview_sessions_job_description_id"),
        ({"user_id": uuid4()}, "fk_interview_sessions_user_id"),
    ],
)
async def test_the_database_itself_refuses_what_cannot_be(
    owner: Browser, db: AsyncSession, changes: dict[str, object], constraint: str
) -> None:
    with pytest.raises(IntegrityError, match=constraint):
        await keep(db, an_interview(owner.me, MONDAY, **changes))


async def test_questions_asked_lately_are_not_planned_again(
    owner: Browser, db: AsyncSession
) -> None:
    await book(owner, minutes="10")
    [first] = await interviews_in(db, owner)
    first.status, first.started_at = Status.COMPLETED, MONDAY
    asked = [lead["lead_id"] for lead in (*first.plan["leads"], *first.plan["spare"])]
    await keep(
        db,
        *(
            Turn(
                interview_id=first.id,
                seq=seq,
                speaker="interviewer",
                text="A question.",
                started_ms=0,
                ended_ms=1,
                lead_id=lead,
            )
            for seq, lead in enumerate(asked, 1)
        ),
    )
    await book(owner, minutes="10", idempotency_key="another page load")
    again = (await interviews_in(db, owner))[1]
    assert not set(asked) & {lead["lead_id"] for lead in again.plan["leads"]}


async def test_a_link_chooses_job_and_interviewer_beforehand(
    owner: Browser, db: AsyncSession
) -> None:
    await book(owner)
    job = (await db.scalars(select(JobDescription))).one()
    page = await owner.get(f"/interviews/new?job={job.id}&persona=hiro-tanabe")
    hiro = await db.scalar(select(Persona.id).where(Persona.slug == "hiro-tanabe"))
    assert checked(page.text, job.id)
    assert checked(page.text, hiro)


def checked(page: str, value: object) -> bool:
    return "checked" in page.split(f'value="{value}"')[1].split(">")[0]


async def test_a_link_to_an_older_job_than_are_listed_still_chooses_it(
    owner: Browser, db: AsyncSession, clock: TestClock
) -> None:
    await book(owner)
    oldest = (await db.scalars(select(JobDescription))).one()
    for number in range(LISTED):
        clock.forward(hours=1)
        await book(owner, job_text=POSTING.replace("24 beds", f"{number + 30} beds"))
    assert str(oldest.id) not in (await owner.get("/interviews/new")).text
    assert checked((await owner.get(f"/interviews/new?job={oldest.id}")).text, oldest.id)


async def test_the_job_used_last_is_chosen_beforehand(owner: Browser, db: AsyncSession) -> None:
    await book(owner)
    job = (await db.scalars(select(JobDescription))).one()
    assert checked((await owner.get("/interviews/new")).text, job.id)
    pasted = await refused(owner, ONLY_A_TITLE, job_text="Ward Nurse", job_id="")
    assert not checked(pasted, job.id)


async def test_earlier_jobs_come_newest_use_first(
    owner: Browser, db: AsyncSession, clock: TestClock
) -> None:
    for place in ("Alder", "Birch", "Cedar"):
        await book(owner, job_text=POSTING.replace("Linden", place))
        clock.forward(days=1)
    alder = await db.scalar(
        select(JobDescription.id).where(JobDescription.company == "Alder Hospital")
    )
    await book(owner, job_id=str(alder), job_text="")
    page = (await owner.get("/interviews/new")).text
    order = [page.index(f"{place} Hospital") for place in ("Alder", "Cedar", "Birch")]
    assert order == sorted(order)


async def test_the_page_asks_the_database_little_whatever_one_owns(
    owner: Browser, database: Database, db: AsyncSession
) -> None:
    async def statements() -> int:
        with database.count_statements() as sent:
            assert (await owner.get("/interviews/new")).status_code == 200
        return len(sent)

    empty = await statements()
    jobs = [
        JobDescription(
            user_id=owner.me.id,
            title=f"Nurse {number}",
            company="Linden",
            content=POSTING,
            content_hash=str(number),
            created_at=MONDAY,
            last_used_at=MONDAY,
        )
        for number in range(60)
    ]
    await keep(db, *jobs)
    await keep(
        db,
        *(
            an_interview(owner.me, MONDAY, job_description_id=job.id, started_at=MONDAY)
            for job in jobs
        ),
        *(a_persona(owner_id=owner.me.id, name=f"Persona {n}") for n in range(60)),
    )
    full = await statements()
    assert empty <= full <= 6


async def test_what_was_pasted_is_read_while_no_transaction_waits(
    owner: Browser, database: NestedDatabase, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []

    def reading(text: str) -> Pasted:
        seen.append((database.in_use, threading.current_thread() is threading.main_thread()))
        return read_pasted(text)

    monkeypatch.setattr(booking, "read_pasted", reading)
    assert (await owner.post("/interviews/new", data=a_form())).status_code == 303
    assert seen == [(False, False)]


async def test_a_visitor_is_asked_to_sign_in_before_anything_is_read(
    visitor: Browser, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen: list[str] = []
    monkeypatch.setattr(booking, "read_pasted", seen.append)
    answer = await visitor.post("/interviews/new", data=a_form())
    assert answer.status_code == 303
    assert answer.headers["location"].startswith("/sign-in")
    assert seen == []
