"""What a posting says is put right by its owner, reaches the next interview, and can be undone."""

from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import select

from preppal.foundation.database import NestedDatabase
from preppal.interviewer.briefing import SENIORITIES
from preppal.interviewer.job_answers import find_fact
from preppal.interviewer.questions import load_bank
from preppal.interviews.live.opening import opening_of
from preppal.interviews.model import InterviewSession
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.model import JobDescription
from preppal.job_descriptions.pasting import read_pasted
from tests.booking import POSTING, a_form, publish
from tests.people import MONDAY, Browser

FORM = {
    "title": "Ward Nurse",
    "company": "Linden Hospital",
    "location": "",
    "seniority": "mid",
    "employment": "",
    "salary": "",
    "must_haves": "You must be registered, with at least 3 years of experience on a ward.",
    "nice_to_haves": "",
    "skills": "",
}
"""What is read from the posting."""


@pytest.fixture
async def job_id(database: NestedDatabase, owner: Browser) -> UUID:
    async with database.transaction() as db:
        job = await keep_job_description(db, owner.me.id, read_pasted(POSTING), now=MONDAY)
    return job.id


async def kept(database: NestedDatabase, job_id: UUID) -> JobDescription:
    async with database.transaction() as db:
        return await db.get_one(JobDescription, job_id, populate_existing=True)


async def send(owner: Browser, job_id: UUID, **changes: str) -> str:
    """The page after the form was sent."""
    answer = await owner.post(f"/job-descriptions/{job_id}/facts", data=FORM | changes)
    assert answer.status_code == 303, answer.text
    return (await owner.get(answer.headers["location"])).text


async def test_what_is_read_is_shown_with_its_line_and_stays_uncorrected(
    database: NestedDatabase, owner: Browser, job_id: UUID
) -> None:
    page = (await owner.get(f"/job-descriptions/{job_id}")).text
    assert "<mark>Ward Nurse</mark> - Linden Hospital" in page
    assert "Experienced" in page
    assert "as you say" not in page
    assert "as you say" not in await send(owner, job_id)
    assert (await kept(database, job_id)).corrections == {}


async def test_corrected_and_undone(database: NestedDatabase, owner: Browser, job_id: UUID) -> None:
    page = await send(
        owner, job_id, title="  My  ward ", location="Leeds <b>", seniority="", skills="rye\nRye"
    )
    assert "<h1>My ward</h1>" in page
    assert "Leeds &lt;b&gt;" in page
    assert page.count("as you say") == 4
    assert "24 beds" in page
    corrected = await kept(database, job_id)
    assert corrected.title == "My ward"
    assert corrected.corrections == {"location": "Leeds <b>", "seniority": "", "skills": ["rye"]}

    await owner.post(f"/job-descriptions/{job_id}/facts/as-read", data={"name": "skills"})
    left = await kept(database, job_id)
    assert left.corrections == {"location": "Leeds <b>", "seniority": ""}
    assert left.title == "My ward"
    await owner.post(f"/job-descriptions/{job_id}/facts/as-read", data={"name": ""})
    as_read = await kept(database, job_id)
    assert (as_read.title, as_read.corrections) == ("Ward Nurse", {})


async def test_a_refusal_keeps_what_was_written(
    database: NestedDatabase, owner: Browser, job_id: UUID
) -> None:
    refused = await owner.post(
        f"/job-descriptions/{job_id}/facts",
        data=FORM
        | {"title": " ", "location": "Kept words", "skills": "much too long for one skill"},
    )
    assert refused.status_code == 422
    for words in ("Give it a title", "Kept words", "much too long for", "at most four words"):
        assert words in refused.text
    assert "<h1>Ward Nurse</h1>" in refused.text
    assert (await kept(database, job_id)).corrections == {}


async def booked(database: NestedDatabase, owner: Browser, job_id: UUID) -> InterviewSession:
    form = a_form(job_id=str(job_id), job_text="", idempotency_key=str(len(FORM)), minutes="60")
    await owner.post("/interviews/new", data=form)
    async with database.transaction() as db:
        newest = select(InterviewSession).order_by(InterviewSession.id.desc()).limit(1)
        return (await db.scalars(newest)).one()


def years_off(interview: InterviewSession, level: Any) -> int:
    wanted = SENIORITIES.index(level)
    questions = {question.id: question for question in load_bank().leads}
    return sum(
        min(abs(SENIORITIES.index(one) - wanted) for one in questions[lead["lead_id"]].seniority)
        for lead in interview.plan["leads"]
    )


async def test_it_reaches_the_interview(
    database: NestedDatabase, owner: Browser, job_id: UUID
) -> None:
    await publish(database)
    musts = "Can lift a patient with a colleague"
    await send(owner, job_id, seniority="senior", must_haves=musts, salary="41,000")
    interview = await booked(database, owner, job_id)
    assert interview.job["facts"] == {
        "seniority": "senior",
        "added": [musts],
        "gone": ["You must be registered, with at least 3 years of experience on a ward."],
        "said": {"salary": {"value": "41,000"}},
    }
    assert find_fact("What does it pay?", opening_of(interview, ()).job_text) == (
        "The salary is 41,000"
    )
    reasons = {lead["reason"] for lead in interview.plan["leads"]}
    assert musts in reasons
    assert not reasons & set(interview.job["facts"]["gone"])
    assert years_off(interview, "senior") < years_off(interview, "junior")


async def test_an_uncorrected_one_is_kept_as_ever(
    database: NestedDatabase, owner: Browser, job_id: UUID
) -> None:
    await publish(database)
    interview = await booked(database, owner, job_id)
    assert set(interview.job) == {"title", "company", "content"}


async def test_nobody_else_corrects_it(
    database: NestedDatabase, stranger: Browser, visitor: Browser, job_id: UUID
) -> None:
    for act in ("facts", "facts/as-read"):
        path = f"/job-descriptions/{job_id}/{act}"
        assert (await stranger.post(path, data=FORM | {"title": "Mine"})).status_code == 404
        gone = await visitor.post(path, data=FORM | {"title": "Mine"})
        assert gone.headers["location"].startswith("/sign-in")
    assert (await kept(database, job_id)).title == "Ward Nurse"
