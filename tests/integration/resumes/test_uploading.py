"""A resume added, opened, given back and deleted: by its owner, a stranger, a visitor."""

import asyncio
import json
import re
import uuid
from collections.abc import AsyncIterator
from datetime import timedelta
from pathlib import Path

import httpx
import pytest
from sqlalchemy import func, select

from preppal.accounts.model import User
from preppal.documents.reading import Readers
from preppal.foundation.database import Database, NestedDatabase
from preppal.providers.file_store import LocalFiles
from preppal.providers.protocols import FileNotKept
from preppal.resumes.deleting import sweep_files
from preppal.resumes.keeping import FileNotStored, keep_with_file
from preppal.resumes.model import MOST_RESUMES, Resume, ResumeFile, TooManyResumes
from preppal.resumes.taking import take_file
from preppal.resumes.uploading import AT_ONCE, BODY_LIMIT
from tests.documents import docx_of, pdf_of, png, scanned_pdf
from tests.house.reading import read
from tests.people import MONDAY, Browser, Browsers, a_user
from tests.resumes import ANA, fresh

PRIVATE = ("1991", "married")
JSON = {"accept": "application/json"}


@pytest.fixture
def folder(owner: Browser, tmp_path: Path) -> Path:
    """Where the application keeps this test's files."""
    owner.app.state.files = LocalFiles(tmp_path / "files")
    return tmp_path / "files"


@pytest.fixture(autouse=True)
async def reading(owner: Browser, folder: Path) -> AsyncIterator[Readers]:
    readers: Readers = owner.app.state.readers
    yield readers
    await readers.close()
    assert readers.running == 0


def kept_in(folder: Path) -> list[Path]:
    return [path for path in folder.rglob("*") if path.is_file()]


async def send(
    browser: Browser, data: bytes, name: str = "Ana_Ito.pdf", **headers: str
) -> httpx.Response:
    files = {"resume_file": (name, data)}
    return await browser.post("/resumes", files=files, headers=headers)


async def rows(database: NestedDatabase) -> list[Resume]:
    async with database.transaction() as db:
        return list(await db.scalars(select(Resume).order_by(Resume.id)))


def id_in(answer: httpx.Response) -> str:
    found = re.search("/resumes/([0-9a-f-]{36})", answer.headers.get("location", answer.text))
    assert found is not None
    return found[1]


async def test_read_kept_and_given_back_to_its_owner_alone(
    owner: Browser, stranger: Browser, visitor: Browser, database: NestedDatabase, folder: Path
) -> None:
    data = pdf_of(ANA)
    sent = await send(owner, data)
    assert sent.status_code == 303
    here = f"/resumes/{id_in(sent)}"
    page = read((await owner.get(here)).text)
    assert page.headings == ["Ana Ito"]
    for said in ("Senior Backend Engineer · Marrow Bank", "2019-03 – today", "University of Porto"):
        assert said in page.text
    assert "From the line: Lisbon, Portugal |" in page.text
    given = await owner.get(here + "/file")
    assert given.content == data
    assert given.headers["content-disposition"].startswith('attachment; filename="Ana_Ito.pdf"')
    assert given.headers["content-type"] == "application/octet-stream"
    assert given.headers["x-content-type-options"] == "nosniff"
    assert given.headers["cache-control"] == "private, no-store"
    (path,) = kept_in(folder)
    assert path.stat().st_mode & 0o777 == 0o600
    for path_asked in (here, here + "/file"):
        assert (await stranger.get(path_asked)).status_code == 404
        assert (await visitor.get(path_asked)).status_code == 303
    for act in ("/name", "/delete"):
        assert (await stranger.post(here + act, data={"name": "Mine"})).status_code == 404
    assert "Ana Ito" in read((await owner.get("/resumes")).text).text
    assert "Ana Ito" not in read((await stranger.get("/resumes")).text).text
    assert len(await rows(database)) == 1


STEPS = {"accept": "application/x-ndjson, application/json"}


def lines_of(answer: httpx.Response) -> list[dict[str, str]]:
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "application/x-ndjson"
    return [json.loads(line) for line in answer.text.splitlines()]


async def test_a_script_is_told_the_steps_as_they_are_done(
    owner: Browser, visitor: Browser, database: NestedDatabase
) -> None:
    *steps, last = lines_of(await send(owner, pdf_of(ANA), **STEPS))
    assert steps == [{"step": "received"}, {"step": "read"}, {"step": "understood"}]
    (row,) = await rows(database)
    assert last == {"address": f"/resumes/{row.id}?did=kept"}
    *steps, last = lines_of(await send(owner, pdf_of("x", password="x"), **STEPS))
    assert steps == [{"step": "received"}]
    assert "protected by a password" in last["message"]
    assert len(await rows(database)) == 1
    assert (await send(visitor, pdf_of(ANA), **STEPS)).status_code == 303


async def test_the_words_are_read_before_they_are_understood(reading: Readers) -> None:
    told: list[str] = []
    await take_file(reading, pdf_of(ANA), tell=told.append)
    # Once by the process that reads, before it goes on, and once when its answer is there.
    assert told == ["read", "read", "understood"]


@pytest.mark.parametrize("make", [pdf_of, docx_of, str.encode], ids=["pdf", "docx", "txt"])
async def test_nothing_private_is_stored(
    make: object, owner: Browser, database: NestedDatabase, folder: Path
) -> None:
    assert callable(make)
    await send(owner, make(ANA))
    (row,) = await rows(database)
    for word in PRIVATE:
        assert word not in row.text
        assert word not in str(row.read)
    assert row.read["name"]["text"] == "Ana Ito"


async def test_pasted_words_have_no_file(
    owner: Browser, database: NestedDatabase, folder: Path
) -> None:
    sent = await owner.post("/resumes/pasted", data={"resume_text": ANA})
    here = f"/resumes/{id_in(sent)}"
    assert "Marrow Bank" in (await owner.get(here)).text
    assert (await owner.get(here + "/file")).status_code == 404
    assert kept_in(folder) == []
    named = read((await owner.get("/resumes")).text)
    assert "Ana Ito, Senior Backend Engineer" in named.text
    again = await owner.post("/resumes/pasted", data={"resume_text": ANA})
    assert id_in(again) == id_in(sent)
    assert len(await rows(database)) == 1


@pytest.mark.parametrize(
    ("data", "status", "sentence"),
    [
        (b"", 422, "Choose a file first."),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 600, 422, "Whatever its name says"),
        (b"%PDF-1.7 and then nothing", 422, "damaged"),
        (pdf_of("secret", password="x"), 422, "protected by a password"),
        (pdf_of(*["page"] * 16), 422, "more than 15 pages"),
        (b"x" * (10 * 1024 * 1024 + 1), 413, "larger than 10 MB"),
    ],
    ids=["none", "unknown", "damaged", "locked", "pages", "large"],
)
async def test_what_cannot_be_read_keeps_nothing(
    data: bytes,
    status: int,
    sentence: str,
    owner: Browser,
    database: NestedDatabase,
    folder: Path,
) -> None:
    answer = await send(owner, data, "resume.pdf" if data else "")
    assert answer.status_code == status
    assert sentence in read(answer.text).text
    told = await send(owner, data, "resume.pdf" if data else "", **JSON)
    assert told.status_code == status
    assert sentence in told.json()["message"]
    assert kept_in(folder) == []
    assert await rows(database) == []
    async with database.transaction() as db:
        assert await db.scalar(select(func.count()).select_from(ResumeFile)) == 0


async def test_a_body_far_too_large_is_refused_before_it_is_read(owner: Browser) -> None:
    headers = {"content-length": str(BODY_LIMIT + 1), **JSON}
    headers["content-type"] = "multipart/form-data; boundary=b"
    answer = await owner.post("/resumes", content=b"--b", headers=headers)
    assert answer.status_code == 413
    assert "larger than 10 MB" in answer.json()["message"]


@pytest.mark.parametrize("data", [scanned_pdf(), png()], ids=["pdf", "png"])
async def test_a_scan_is_kept_and_says_what_to_do(
    data: bytes, owner: Browser, folder: Path
) -> None:
    sent = await send(owner, data, "scan")
    page = read((await owner.get(f"/resumes/{id_in(sent)}")).text)
    assert "Its pages are pictures" in page.text
    assert (await owner.get(f"/resumes/{id_in(sent)}/file")).content == data


async def test_pasted_words_of_nobody_are_called_after_what_they_begin_with(owner: Browser) -> None:
    sent = await owner.post("/resumes/pasted", data={"resume_text": "looked after two gardens"})
    page = read((await owner.get(f"/resumes/{id_in(sent)}")).text)
    assert page.headings[0] == "looked after two gardens"
    assert "looked after two gardens" in read((await owner.get("/resumes")).text).text


@pytest.mark.parametrize(
    ("is_local", "can_recognise", "said", "not_said"),
    [
        (True, False, "pip install 'preppal[ocr]'", "Whoever runs it"),
        (False, False, "Whoever runs it can install", "pip install"),
        (False, True, "A sharper scan", "Whoever runs it"),
    ],
    ids=["host", "guest", "blank"],
)
async def test_pages_that_are_pictures_say_what_would_read_them(
    is_local: bool, can_recognise: bool, said: str, not_said: str, owner: Browser
) -> None:
    """The page as it is for this person on a server that has the extra, and on one that has not."""
    here = f"/resumes/{id_in(await send(owner, png(), 'scan.png'))}"
    page = read((await owner.get(here)).text).text
    assert "Its pages are pictures" in page
    template = owner.app.state.pages.get("en").get_template("resumes/_reader.html")
    text = read(str(template.module.not_pictures(is_local, can_recognise, ""))).text
    assert said in text and not_said not in text


async def test_deleting_takes_the_file_from_the_disk(
    owner: Browser, database: NestedDatabase, folder: Path
) -> None:
    here = f"/resumes/{id_in(await send(owner, pdf_of(ANA)))}"
    assert len(kept_in(folder)) == 1
    answer = await owner.post(here + "/delete")
    assert answer.headers["location"] == "/resumes?did=deleted"
    assert kept_in(folder) == []
    assert await rows(database) == []
    for gone in (here, here + "/file"):
        assert (await owner.get(gone)).status_code == 404
    assert (await owner.post(here + "/delete")).status_code == 404


async def test_a_name_of_its_own(owner: Browser, folder: Path) -> None:
    sent = await send(owner, ANA.encode(), "../../..\\Ana*Ito.exe")
    here = f"/resumes/{id_in(sent)}"
    given = await owner.get(here + "/file")
    assert 'filename="Ana Ito.txt"' in given.headers["content-disposition"]
    await owner.post(here + "/name", data={"name": "  For\tbackend  roles "})
    assert read((await owner.get(here)).text).headings == ["For backend roles"]
    for wrong, sentence in (("", "Give it a name"), ("x" * 101, "too long for a name")):
        answer = await owner.post(here + "/name", data={"name": wrong})
        assert answer.status_code == 422
        assert sentence in read(answer.text).text


async def test_no_more_than_so_many_at_once(owner: Browser, folder: Path) -> None:
    readers = owner.app.state.resume_readers
    held = [readers.turns.of(owner.me.id, AssertionError) for _ in range(AT_ONCE)]
    for turn in held:
        turn.__enter__()
    assert (await send(owner, pdf_of(ANA))).status_code == 429
    for turn in held:
        turn.__exit__(None, None, None)
    assert (await send(owner, pdf_of(ANA))).status_code == 303


async def someone(database: Database) -> User:
    async with database.transaction() as db:
        db.add(user := a_user("Ana"))
        await db.flush()
    return user


async def count(database: Database, table: type[Resume] | type[ResumeFile]) -> int:
    async with database.transaction() as db:
        return await db.scalar(select(func.count()).select_from(table)) or 0


async def test_the_same_file_twice_at_once_is_one_resume(
    fresh_database: Database, folder: Path, owner: Browser
) -> None:
    user, files = await someone(fresh_database), LocalFiles(folder)
    one = fresh(ANA, "ana.txt")
    ids = await asyncio.gather(
        *(keep_with_file(fresh_database, files, user.id, one, now=MONDAY) for _ in range(4))
    )
    assert len(set(ids)) == 1
    assert len(kept_in(folder)) == 1
    assert await count(fresh_database, ResumeFile) == 1


async def test_two_at_once_do_not_pass_the_limit(
    fresh_database: Database, folder: Path, owner: Browser
) -> None:
    user, files = await someone(fresh_database), LocalFiles(folder)

    async def keep(number: int) -> uuid.UUID:
        one = fresh(f"{ANA}\n{number}", "ana.txt")
        return await keep_with_file(fresh_database, files, user.id, one, now=MONDAY)

    for number in range(MOST_RESUMES - 1):
        await keep(number)
    both = await asyncio.gather(keep(100), keep(101), return_exceptions=True)
    assert sorted(type(one) for one in both if isinstance(one, Exception)) == [TooManyResumes]
    assert await count(fresh_database, Resume) == MOST_RESUMES
    assert len(kept_in(folder)) == MOST_RESUMES
    assert await count(fresh_database, ResumeFile) == MOST_RESUMES


class FullDisk(LocalFiles):
    """A disk that takes nothing."""

    async def keep(self, key: str, data: bytes) -> None:
        raise FileNotKept("No space left on device.")


async def test_a_disk_that_refuses_leaves_nothing(
    fresh_database: Database, folder: Path, owner: Browser
) -> None:
    user = await someone(fresh_database)
    with pytest.raises(FileNotStored):
        await keep_with_file(
            fresh_database, FullDisk(folder), user.id, fresh(ANA, "a.txt"), now=MONDAY
        )
    assert await count(fresh_database, Resume) == await count(fresh_database, ResumeFile) == 0


async def test_an_account_that_goes_takes_its_files_with_the_next_sweep(
    fresh_database: Database, folder: Path, owner: Browser
) -> None:
    user, files = await someone(fresh_database), LocalFiles(folder)
    await keep_with_file(fresh_database, files, user.id, fresh(ANA, "a.txt"), now=MONDAY)
    later = MONDAY + timedelta(hours=2)
    assert await sweep_files(fresh_database, files, before=later) == 0
    async with fresh_database.transaction() as db:
        await db.delete(await db.get_one(User, user.id))
    assert await sweep_files(fresh_database, files, before=MONDAY) == 0  # it may be on its way
    assert len(kept_in(folder)) == 1
    assert await sweep_files(fresh_database, files, before=later) == 1
    assert kept_in(folder) == []
    assert await count(fresh_database, ResumeFile) == 0


async def test_twenty_are_enough(browsers: Browsers, owner: Browser, folder: Path) -> None:
    for number in range(MOST_RESUMES):
        async with owner.app.state.database.transaction() as db:
            db.add(a_row(owner, number))
    assert "You keep twenty resumes already" in read((await owner.get("/resumes")).text).text
    answer = await owner.post("/resumes/pasted", data={"resume_text": ANA})
    assert answer.status_code == 429
    assert kept_in(folder) == []


def a_row(owner: Browser, number: int) -> Resume:
    return Resume(
        user_id=owner.me.id, name=f"Number {number}", file_name="", kind="text", size=3,
        digest=str(number), file_key=None, text="Ana", read={"experiences": []}, hidden=[],
        page_count=1, scanned_count=0, reader="built-in", confirmed=None, confirmed_at=None,
        created_at=MONDAY, last_used_at=MONDAY,
    )  # fmt: skip
