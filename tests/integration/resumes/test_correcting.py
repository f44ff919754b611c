"""What was read, put right and confirmed by its owner; pictures of its pages."""

import re
import uuid
from collections.abc import AsyncIterator
from pathlib import Path

import pytest
from sqlalchemy import select

from preppal.foundation.database import NestedDatabase
from preppal.providers.file_store import LocalFiles
from preppal.resumes.correcting import MOST_ROLES
from preppal.resumes.drawing import PagePictures
from preppal.resumes.keeping import keep_resume
from preppal.resumes.model import Resume
from tests.documents import pdf_of, png
from tests.house.reading import read
from tests.people import Browser, TestClock
from tests.resumes import ANA, fresh

FORM = {
    "name": "Ana Ito",
    "email": "ana.ito@example.com",
    "phone": "+351 21 555 0100",
    "location": "Lisbon",
    "summary": "",
    "links": "https://ana.example\n\ngit.example/ana",
    "role_0_title": "Staff Engineer",
    "role_0_company": "Marrow Bank",
    "role_0_start": "2019/3",
    "role_0_end": "Today",
    "role_0_done": "Moved the ledger.\nWrote the runbook.",
    "study_0_degree": "BSc",
    "study_0_institution": "University of Porto",
    "study_0_start": "2011",
    "study_0_end": "2015",
    "skills": "Python\nKafka",
    "languages": "English (C1)",
}


@pytest.fixture
async def here(owner: Browser, database: NestedDatabase, clock: TestClock) -> str:
    """The address of Ana's resume, which was pasted."""
    async with database.transaction() as db:
        resume = await keep_resume(db, owner.me.id, fresh(ANA), now=clock())
    return f"/resumes/{resume.id}"


async def row_at(database: NestedDatabase, here: str) -> Resume:
    async with database.transaction() as db:
        found = await db.scalar(
            select(Resume).where(Resume.id == uuid.UUID(here.rpartition("/")[2]))
        )
    assert found is not None
    return found


async def test_confirmed_as_it_was_read(
    owner: Browser, here: str, database: NestedDatabase
) -> None:
    assert "Until you confirm it" in read((await owner.get(here)).text).text
    answer = await owner.post(here + "/confirm")
    assert answer.headers["location"] == here + "?did=filled"
    row = await row_at(database, here)
    assert row.confirmed is not None and row.confirmed_at is not None
    assert row.confirmed["roles"][0]["company"] == "Marrow Bank"
    assert row.confirmed["roles"][0]["end"] == "present"
    assert row.confirmed["languages"] == ["Portuguese (native)", "English (C1)"]
    page = read((await owner.get(here)).text).text
    assert "What you confirmed" in page
    assert "2019-03 – today" in page


async def test_corrected_and_confirmed(owner: Browser, here: str, database: NestedDatabase) -> None:
    form = await owner.get(here + "/correct")
    assert 'value="Senior Backend Engineer"' in form.text
    assert 'value="2019-03"' in form.text
    answer = await owner.post(here + "/correct", data=FORM)
    assert answer.status_code == 303
    row = await row_at(database, here)
    assert row.confirmed == {
        "name": "Ana Ito",
        "email": "ana.ito@example.com",
        "phone": "+351 21 555 0100",
        "location": "Lisbon",
        "summary": "",
        "links": ["ana.example", "git.example/ana"],
        "roles": [
            {
                "title": "Staff Engineer",
                "company": "Marrow Bank",
                "start": "2019-03",
                "end": "present",
                "location": "",
                "done": ["Moved the ledger.", "Wrote the runbook."],
            }
        ],
        "studies": [
            {"degree": "BSc", "institution": "University of Porto", "start": "2011", "end": "2015"}
        ],
        "skills": ["Python", "Kafka"],
        "languages": ["English (C1)"],
    }
    # What was read stays as it was read, and what was confirmed is what one goes on from.
    assert row.read["experiences"][0]["title"]["text"] == "Senior Backend Engineer"
    assert 'value="Staff Engineer"' in (await owner.get(here + "/correct")).text


@pytest.mark.parametrize(
    ("changes", "field", "sentence"),
    [
        ({"role_0_start": "last spring"}, "role_0_start", "Write a year"),
        ({"role_0_start": "2021-13"}, "role_0_start", "Write a year"),
        ({"role_0_end": "2018"}, "role_0_end", "ends before it begins"),
        ({"role_0_title": "", "role_0_company": ""}, "role_0_title", "Say the role or the company"),
        ({"study_0_degree": "", "study_0_institution": ""}, "study_0_degree", "Say the degree"),
        ({"name": "x" * 201}, "name", "longer than fits"),
        ({"email": "ana.ito@"}, "email", "Write a whole address"),
        ({"email": "ana@example.com, ana@example.org"}, "email", "Write a whole address"),
        ({"phone": "ask me"}, "phone", "Write the number in digits"),
        ({"phone": "12"}, "phone", "Write the number in digits"),
        ({"links": "ana.example\njavascript:alert(1)"}, "links", "no address on the web"),
        ({"links": "data:image/png;base64,iVBORw0KGgo="}, "links", "no address on the web"),
        ({"summary": "I am 35 and bake."}, "summary", "we do not keep it"),
        ({"location": "Lisbon, Nationality: Portuguese"}, "location", "we do not keep it"),
        ({"skills": "Python\nMarital status: single"}, "skills", "we do not keep it"),
        ({"languages": "Date of birth 4 March 1991"}, "languages", "we do not keep it"),
        ({"role_0_done": "Religion: none"}, "role_0_done", "we do not keep it"),
        ({"study_0_degree": "Born: 1991"}, "study_0_degree", "we do not keep it"),
        ({"skills": "\n".join(["x"] * 101)}, "skills", "A hundred lines"),
        ({"role_0_done": "x" * 8_001}, "role_0_done", "longer than fits"),
    ],
    ids=lambda value: value if isinstance(value, str) and "_" in value else None,
)
async def test_refused_with_a_sentence_and_every_word_kept(
    changes: dict[str, str],
    field: str,
    sentence: str,
    owner: Browser,
    here: str,
    database: NestedDatabase,
) -> None:
    answer = await owner.post(here + "/correct", data=FORM | changes)
    assert answer.status_code == 422
    assert re.search(rf'id="{field}-error">[^<]*{sentence}', answer.text)
    for typed in (FORM | changes).values():
        assert all(line in answer.text for line in typed.split("\n"))
    assert (await row_at(database, here)).confirmed is None


async def test_nothing_is_not_confirmed(owner: Browser, here: str) -> None:
    for nothing in ({}, {"name": " ", "role_0_title": "", "study_3_end": " "}):
        answer = await owner.post(here + "/correct", data=nothing)
        assert answer.status_code == 422
        assert "There is nothing to confirm yet" in read(answer.text).text


async def test_entries_come_and_go_by_buttons_and_nothing_is_stored(
    owner: Browser, here: str, database: NestedDatabase
) -> None:
    more = await owner.post(here + "/correct", data=FORM | {"act": "add-role"})
    assert more.status_code == 200
    assert re.search(r'id="role_0_title"[^>]*value=""', more.text)
    assert re.search(r'id="role_1_title"[^>]*value="Staff Engineer"', more.text)
    fewer = await owner.post(here + "/correct", data=FORM | {"act": "drop-study-0"})
    assert "study_0_degree" not in fewer.text
    assert 'value="Staff Engineer"' in fewer.text
    odd = await owner.post(here + "/correct", data=FORM | {"act": "drop-role-99"})
    assert 'value="Staff Engineer"' in odd.text
    full = {f"role_{number}_title": "Baker" for number in range(MOST_ROLES)}
    answer = await owner.post(here + "/correct", data=full | {"act": "add-role"})
    assert answer.status_code == 422
    assert "no room for more entries" in read(answer.text).text
    assert (await row_at(database, here)).confirmed is None


async def test_an_entry_without_a_word_is_left_out(
    owner: Browser, here: str, database: NestedDatabase
) -> None:
    blank = {f"role_7_{name}": "" for name in ("title", "company", "start", "end", "done")}
    assert (await owner.post(here + "/correct", data=FORM | blank)).status_code == 303
    row = await row_at(database, here)
    assert row.confirmed is not None
    assert len(row.confirmed["roles"]) == 1


async def test_others_neither_see_nor_confirm(
    owner: Browser, stranger: Browser, visitor: Browser, here: str, database: NestedDatabase
) -> None:
    assert (await stranger.get(here + "/correct")).status_code == 404
    assert (await stranger.post(here + "/correct", data=FORM)).status_code == 404
    assert (await stranger.post(here + "/confirm")).status_code == 404
    assert (await visitor.post(here + "/confirm")).status_code == 303
    assert (await row_at(database, here)).confirmed is None


@pytest.fixture
async def pictures(owner: Browser, tmp_path: Path) -> AsyncIterator[PagePictures]:
    """The application's, over files of this test's own; its processes end with it."""
    state = owner.app.state
    state.files = state.page_pictures.files = LocalFiles(tmp_path)
    yield state.page_pictures
    await state.page_pictures.readers.close()
    await state.readers.close()


async def test_pictures_of_its_pages_for_its_owner_alone(
    owner: Browser, stranger: Browser, pictures: PagePictures
) -> None:
    sent = await owner.post("/resumes", files={"resume_file": ("a.pdf", pdf_of(ANA, "Page 2"))})
    here = sent.headers["location"].partition("?")[0]
    page = (await owner.get(here)).text
    assert f'src="{here}/pages/1"' in page and f'src="{here}/pages/2"' in page
    drawn = await owner.get(here + "/pages/2")
    assert drawn.status_code == 200
    assert drawn.headers["content-type"] == "image/png"
    assert drawn.headers["cache-control"] == "private, max-age=600"
    assert drawn.content.startswith(b"\x89PNG")
    assert int.from_bytes(drawn.content[16:20]) == 900
    for number in ("3", "0", "-1", "99999999999", "x"):
        assert (await owner.get(f"{here}/pages/{number}")).status_code == 404
    assert (await stranger.get(here + "/pages/1")).status_code == 404
    assert pictures.readers.running == 0


async def test_a_picture_is_its_own_picture(owner: Browser, pictures: PagePictures) -> None:
    sent = await owner.post("/resumes", files={"resume_file": ("scan.png", png())})
    here = sent.headers["location"].partition("?")[0]
    assert (await owner.get(here + "/pages/1")).content == png()
