"""Choosing a job: searching the earlier ones, an outline for a title; nothing typed is lost."""

import re
from uuid import UUID

import pytest
from sqlalchemy import select

from preppal.foundation.database import NestedDatabase
from preppal.interviews.model import InterviewSession
from preppal.job_descriptions.changing import archive
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.model import JobDescription
from preppal.job_descriptions.pasting import read_pasted
from tests.booking import POSTING, a_form, publish
from tests.people import MONDAY, Browser

TYPED = {
    "idempotency_key": "typed",
    "persona_id": "hiro-tanabe",
    "minutes": "60",
    "mode": "text",
}


@pytest.fixture(autouse=True)
async def published(database: NestedDatabase) -> None:
    await publish(database)


async def keep(database: NestedDatabase, owner: Browser, *places: str) -> list[UUID]:
    """A posting for each place, used one minute after the other."""
    ids = []
    for minute, place in enumerate(places):
        async with database.transaction() as db:
            pasted = read_pasted(POSTING.replace("Linden", place))
            now = MONDAY.replace(minute=minute)
            ids.append((await keep_job_description(db, owner.me.id, pasted, now=now)).id)
    return ids


def offered(page: str) -> list[str]:
    """The companies that are offered, from the top."""
    return re.findall(r"(\w+) Hospital\. ", page)


def checked(page: str) -> str:
    found = re.search(r'name="job_id" value="([^"]*)" checked', page)
    assert found is not None
    return found[1]


PLACES = ("Alder", "Birch", "Cedar", "Damson", "Elm", "Fir")


async def test_found_among_all_of_them(database: NestedDatabase, owner: Browser) -> None:
    ids = await keep(database, owner, *PLACES, *(f"Oak{chr(97 + n)}" for n in range(18)))
    page = (await owner.get("/interviews/new")).text
    assert len(offered(page)) == 20
    assert "Alder" not in offered(page)
    assert "The 20 used last." in page
    for path in ("/interviews/new?q=alder", "/interviews/new/jobs?q=ALDER+beds"):
        found = (await owner.get(path)).text
        assert offered(found) == ["Alder"]
    assert checked((await owner.get("/interviews/new?q=alder")).text) == str(ids[0])
    assert "1 found" in (await owner.get("/interviews/new?q=alder")).text
    many = (await owner.get("/interviews/new/jobs?q=ward+nurse")).text
    assert "The first 20 that hold it." in many


async def test_archived_ones_are_not_offered(database: NestedDatabase, owner: Browser) -> None:
    ids = await keep(database, owner, *PLACES)
    async with database.transaction() as db:
        await archive(db, owner.me.id, ids[0], now=MONDAY)
    nothing = (await owner.get("/interviews/new/jobs?q=alder")).text
    assert offered(nothing) == []
    assert "Nothing like that among your jobs." in nothing


async def test_the_chosen_one_stays(database: NestedDatabase, owner: Browser) -> None:
    ids = await keep(database, owner, *PLACES)
    form = TYPED | {"job_id": str(ids[1]), "job_text": "kept words", "q": "cedar"}
    answer = await owner.post("/interviews/new/search", data=form)
    assert answer.status_code == 200
    assert offered(answer.text) == ["Birch", "Cedar"]
    assert checked(answer.text) == str(ids[1])
    assert "kept words" in answer.text
    assert 'value="60" checked' in answer.text
    assert 'value="text" checked' in answer.text
    part = (await owner.get(f"/interviews/new/jobs?q=cedar&job={ids[1]}")).text
    assert (offered(part), checked(part)) == (["Birch", "Cedar"], str(ids[1]))
    pasting = await owner.post("/interviews/new/search", data=form | {"job_id": ""})
    assert checked(pasting.text) == ""


async def test_enter_in_the_search_books_nothing(database: NestedDatabase, owner: Browser) -> None:
    """Without scripts Enter sends the form: it is a search until its result is on the page."""
    ids = await keep(database, owner, *PLACES)
    form = a_form(job_id=str(ids[0]), job_text="", q=" cedar ", q_shown="")
    answer = await owner.post("/interviews/new", data=form)
    assert answer.status_code == 422
    assert "These are the ones that were found." in answer.text
    assert offered(answer.text) == ["Alder", "Cedar"]
    booked = await owner.post("/interviews/new", data=form | {"q_shown": "cedar"})
    assert booked.status_code == 303


async def test_few_need_no_search(database: NestedDatabase, owner: Browser) -> None:
    await keep(database, owner, *PLACES[:5])
    assert 'name="q"' not in (await owner.get("/interviews/new")).text
    assert 'name="q"' in (await owner.get("/interviews/new?q=alder")).text


async def test_nobody_elses(database: NestedDatabase, owner: Browser, stranger: Browser) -> None:
    ids = await keep(database, owner, *PLACES)
    assert offered((await stranger.get(f"/interviews/new/jobs?q=ward&job={ids[0]}")).text) == []


async def test_an_outline_for_a_title(database: NestedDatabase, owner: Browser) -> None:
    refused = await owner.post("/interviews/new", data=a_form(job_text="Night  Nurse"))
    assert refused.status_code == 422
    assert "That is only a title." in refused.text
    assert "Write an outline for “Night Nurse”" in refused.text
    form = TYPED | {
        "job_id": "",
        "job_text": "Night Nurse",
        "outline_title": "Night Nurse",
        "outline_company": "Linden Hospital",
    }
    answer = await owner.post("/interviews/new/outline", data=form)
    assert answer.status_code == 200
    assert "An outline, written by Preppal" in answer.text
    assert 'value="60" checked' in answer.text
    found = re.search(r'name="job_text"[^>]*>\n(.*?)</textarea>', answer.text, re.S)
    assert found is not None
    text = found[1].replace("&#39;", "'")
    assert "Company: Linden Hospital" in text
    edited = text.replace("Working nights, weekends and holidays in turn", "Nights only")
    booked = await owner.post("/interviews/new", data=a_form(job_text=edited))
    assert booked.status_code == 303
    lobby = await owner.get(booked.headers["location"])
    assert "Night Nurse at Linden Hospital." in lobby.text
    assert '<span class="tag">Outline</span>' in lobby.text
    async with database.transaction() as db:
        job = (await db.scalars(select(JobDescription))).one()
        interview = (await db.scalars(select(InterviewSession))).one()
    assert (job.is_outline, job.version_id) == (True, None)
    assert interview.job["is_outline"] is True
    for path in ("/interviews/new", "/job-descriptions", f"/job-descriptions/{job.id}"):
        assert '<span class="tag">Outline</span>' in (await owner.get(path)).text, path
    report = await owner.get(f"/interviews/{interview.id}/feedback", follow_redirects=True)
    assert '<span class="tag">Outline</span>' in report.text


async def test_in_the_readers_language(owner: Browser) -> None:
    await owner.post("/locale", data={"locale": "es"})
    page = await owner.post("/interviews/new/outline", data={"outline_title": "Zzyzx"})
    assert "Puesto: Zzyzx" in page.text


@pytest.mark.parametrize(
    ("fields", "sentence"),
    [
        ({"outline_title": " "}, "Write the title of the job first."),
        ({"outline_title": "word " * 13}, "Write only the title"),
        ({"outline_title": "Nurse", "outline_company": "x" * 201}, "too long for a name"),
        ({"outline_title": "Nurse", "job_text": POSTING}, "There is a whole text"),
    ],
)
async def test_what_is_refused(owner: Browser, fields: dict[str, str], sentence: str) -> None:
    answer = await owner.post("/interviews/new/outline", data=TYPED | fields)
    assert answer.status_code == 422
    assert sentence in answer.text
    assert 'value="60" checked' in answer.text
    if "job_text" in fields:
        assert "24 beds" in answer.text


async def test_enter_in_the_title_of_an_outline_books_nothing(owner: Browser) -> None:
    form = a_form(job_text="", outline_title="Night Nurse")
    answer = await owner.post("/interviews/new", data=form)
    assert answer.status_code == 422
    assert "Have the outline written first" in answer.text
    # A posting, or another job, was chosen after all.
    assert (
        await owner.post("/interviews/new", data=form | {"job_text": POSTING})
    ).status_code == 303
