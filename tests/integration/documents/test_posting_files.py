"""A posting from a file, with scripts and without: its words for the person to look at, and nothing kept."""

import asyncio
import re
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace

import httpx
import pytest
from sqlalchemy import func, select

from preppal.documents import sentences
from preppal.documents.limits import LIMITS, MB
from preppal.documents.reading import Readers
from preppal.foundation.database import NestedDatabase
from preppal.interviews.model import InterviewSession
from preppal.job_descriptions.from_file import (
    FAR_TOO_LONG,
    LOOK,
    SHORTEN,
    SHOWN_AT_MOST,
    SOME_HIDDEN,
)
from preppal.job_descriptions.model import CONTENT_LIMIT, JobDescription
from preppal.library.uploading import AT_ONCE, BODY_LIMIT, IN_A_ROW, PostingFiles
from tests.booking import publish
from tests.documents import (
    POSTING,
    compound_file,
    docx,
    docx_of,
    jpeg,
    p,
    pdf_of,
    scanned_pdf,
)
from tests.house.reading import read
from tests.made_resumes.scanning import as_pdf, scanned
from tests.people import Browser

FRAGMENT, SET_UP, LIBRARY = (
    "/job-descriptions/file", "/interviews/new/file", "/job-descriptions/new/file",
)  # fmt: skip
FORM = {
    "job_text": "What I wrote",
    "job_id": "",
    "persona_id": "hiro-tanabe",
    "minutes": "60",
    "mode": "text",
}
JSON = {"accept": "application/json"}


@pytest.fixture(autouse=True)
async def reading(app: object, owner: Browser) -> AsyncIterator[Readers]:
    """The application's readers, patient with a busy machine, and closed as the server closes them."""
    readers: Readers = owner.app.state.readers
    yield readers
    await readers.close()
    assert readers.running == 0


async def send(
    browser: Browser, path: str, data: bytes | None, *, name: str = "posting.bin", **form: str
) -> httpx.Response:
    headers = JSON if path == FRAGMENT else {}
    files = {"job_file": (name, data)} if data is not None else {"job_file": ("", b"")}
    return await browser.post(path, data=form, files=files, headers=headers)


def field(answer: httpx.Response) -> str:
    """What is in the field for the posting."""
    found = re.search(
        r'<textarea[^>]*id="job_text"[^>]*>\n?(.*?)</textarea>', answer.text, re.DOTALL
    )
    assert found is not None
    return found[1].replace("&#39;", "'").replace("&amp;", "&").strip()


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(pdf_of(POSTING), id="PDF"),
        pytest.param(docx_of(POSTING), id="DOCX"),
        pytest.param(POSTING.encode("cp1252"), id="text"),
        pytest.param(f"<!doctype html><p>{POSTING.replace(chr(10), '<p>')}".encode(), id="HTML"),
    ],
)
async def test_the_words_come_back(data: bytes, owner: Browser) -> None:
    answer = await send(owner, FRAGMENT, data, name="posting.txt")
    assert answer.status_code == 200
    words = answer.json()["text"]
    assert words.split("\n")[:2] == ["Ward Nurse", "Fernhill Clinic"] or words.startswith(
        "Ward Nurse\n\n"
    )
    assert "- You give medicine on time and write down what you gave." in words
    assert answer.json()["said"] == LOOK


@pytest.mark.parametrize("path", [SET_UP, LIBRARY])
async def test_without_scripts_the_form_comes_back_filled(
    path: str, owner: Browser, database: NestedDatabase
) -> None:
    await publish(database)
    answer = await send(owner, path, docx_of(POSTING), **FORM)
    assert answer.status_code == 200
    assert field(answer).startswith("Ward Nurse")
    assert LOOK in read(answer.text).text
    if path == SET_UP:
        assert re.search(r'name="minutes" value="60" checked', answer.text)
        assert re.search(r'name="mode" value="text" checked', answer.text)
        people = answer.text.partition('name="persona_id"')[2].split("</label>")
        assert [one for one in people if " checked>" in one and "Hiro Tanabe" in one]


async def test_what_is_sent_then_is_what_was_looked_at(
    owner: Browser, database: NestedDatabase
) -> None:
    await publish(database)
    words = field(await send(owner, SET_UP, pdf_of(POSTING), **FORM))
    booked = await owner.post("/interviews/new", data=FORM | {"job_text": words, "job_file": ""})
    assert booked.status_code == 303
    async with database.transaction() as db:
        job = (await db.scalars(select(JobDescription))).one()
        assert (job.title, job.company) == ("Ward Nurse", "Fernhill Clinic")
        assert await db.scalar(select(func.count()).select_from(InterviewSession)) == 1


async def test_added_to_the_library(owner: Browser, stranger: Browser) -> None:
    words = field(await send(owner, LIBRARY, docx_of(POSTING)))
    added = await owner.post("/job-descriptions/new", data={"job_text": words})
    assert added.status_code == 303
    page = await owner.get(added.headers["location"])
    assert "Kept. Practise for it" in page.text
    again = await owner.post("/job-descriptions/new", data={"job_text": words})
    assert again.headers["location"] == added.headers["location"], "kept twice"
    assert "Ward Nurse" in (await owner.get("/job-descriptions")).text
    assert "Ward Nurse" not in (await stranger.get("/job-descriptions")).text


BAD = [
    pytest.param(None, 422, "Choose a file first.", id="no file"),
    pytest.param(b"", 422, "empty", id="nothing"),
    pytest.param(b"x" * (LIMITS.size + 1), 413, "larger than 10 MB", id="too large"),
    pytest.param(b"word and word " * 370_000, 422, "20,000 characters", id="5 MB of text"),
    pytest.param(b"\x7fELF" + bytes(range(256)) * 99, 422, "Whatever its name says", id="a program"),
    pytest.param(docx("<w:p>" + " " * 70_000_000 + "</w:p>"), 422, "unpacks to far more", id="a bomb"),
    pytest.param(pdf_of("x", password="secret"), 422, "protected by a password", id="protected PDF"),
    pytest.param(compound_file("EncryptedPackage"), 422, "protected by a password", id="protected DOCX"),
    pytest.param(compound_file("WordDocument"), 422, "old Word format (.doc)", id="DOC"),
    pytest.param(b"{\\rtf1 Hello}", 422, "(.rtf)", id="RTF"),
    pytest.param(pdf_of(*["Page"] * 500), 422, "more than 15 pages", id="500 pages"),
    pytest.param(pdf_of(POSTING)[:300], 422, "damaged", id="a cut PDF"),
    pytest.param(docx_of(POSTING)[:500], 422, "damaged", id="a cut DOCX"),
    pytest.param(scanned_pdf(), 422, "Its pages are pictures", id="a scan"),
    pytest.param(jpeg(), 422, "Its pages are pictures", id="a photo"),
    pytest.param(docx(p("Unseen", run="<w:vanish/>")), 422, "no words", id="nothing to see"),
]  # fmt: skip


@pytest.mark.parametrize(("data", "status", "sentence"), BAD)
async def test_what_cannot_be_read_is_said(
    data: bytes | None, status: int, sentence: str, owner: Browser, database: NestedDatabase
) -> None:
    answer = await send(owner, FRAGMENT, data, name="posting.txt")
    assert answer.status_code == status
    assert sentence in answer.json()["message"]
    form = await send(owner, SET_UP, data, name="posting.txt", **FORM)
    assert form.status_code == status
    assert sentence in read(form.text).text
    assert field(form) == "What I wrote", "what was in the field is lost"
    assert re.search(r'name="minutes" value="60" checked', form.text)
    async with database.transaction() as db:
        assert await db.scalar(select(func.count()).select_from(JobDescription)) == 0


async def test_a_scanned_posting_is_read_as_a_scanned_resume_is(owner: Browser) -> None:
    answer = await send(owner, FRAGMENT, as_pdf(scanned(pdf_of(POSTING), seed=3)))
    assert answer.status_code == 200, answer.text
    found = set(words_in(answer.json()["text"]))
    wanted = set(words_in(POSTING))
    assert len(found & wanted) > 0.8 * len(wanted)


def words_in(text: str) -> list[str]:
    return re.findall(r"[a-z]{3,}", text.lower())


PART = (
    b'--b\r\ncontent-disposition: form-data; name="job_file"; filename="%s"\r\n'
    b"content-type: text/plain\r\n\r\n%s\r\n"
)
NURSE = POSTING.encode()
LEFT_OPEN = pytest.mark.filterwarnings("ignore:Unclosed file <tempfile.Spooled:ResourceWarning")
"""Starlette forgets the file of a part without an end; it is gone with the request."""


@pytest.mark.parametrize(
    ("body", "statuses"),
    [
        pytest.param(PART % (b"one.txt", NURSE) + PART % (b"two.txt", NURSE) + b"--b--\r\n", {400, 422},
                     id="two files"),
        pytest.param(PART % (b"n" * 200_000, NURSE) + b"--b--\r\n", {200, 400, 422}, id="a huge name"),
        pytest.param(PART % (b"../../etc/passwd\x00", NURSE) + b"--b--\r\n", {200, 400, 422}, id="a path as name"),
        pytest.param(PART % (b"one.txt", NURSE), {400, 422}, id="no end", marks=LEFT_OPEN),
        pytest.param(PART % (b"one.txt", NURSE[:40]) + b"--", {400, 422}, id="cut in the last line", marks=LEFT_OPEN),
        pytest.param(b"no multipart at all", {400, 422}, id="no parts"),
        pytest.param(b"", {400, 422}, id="no body"),
        pytest.param(b'--b\r\ncontent-disposition: form-data; name="f"\r\n\r\nx\r\n' * 100 + b"--b--\r\n",
                     {400, 422}, id="a hundred fields"),
        pytest.param(b"--b\r\n" + b"x-header: y\r\n" * 5_000 + b"\r\n--b--\r\n", {400, 422}, id="thousands of headers"),
    ],
)  # fmt: skip
async def test_a_form_that_is_none(
    body: bytes, statuses: set[int], owner: Browser, database: NestedDatabase
) -> None:
    headers = {"content-type": "multipart/form-data; boundary=b"}
    for path in (FRAGMENT, SET_UP, LIBRARY):
        more = JSON if path == FRAGMENT else {}
        answer = await owner.post(path, content=body, headers=headers | more)
        assert answer.status_code in statuses, (path, answer.text[:200])
        assert len(read(answer.text).text if path != FRAGMENT else answer.text) > 20
    async with database.transaction() as db:
        assert await db.scalar(select(func.count()).select_from(JobDescription)) == 0
    assert (await send(owner, FRAGMENT, NURSE)).status_code == 200, "the server lives"


def test_sentences_say_the_limits_that_there_are() -> None:
    assert (LIMITS.size, LIMITS.pages) == (10 * MB, 15)
    assert "10 MB" in sentences.SENTENCES["too_large"]
    assert "15 pages" in sentences.SENTENCES["too_many_pages"]
    assert CONTENT_LIMIT == 20_000
    assert all("20,000 characters" in sentence for sentence in (SHORTEN, FAR_TOO_LONG))


async def test_a_body_beyond_everything_is_refused_before_it_is_read(owner: Browser) -> None:
    sent = 0

    async def endless() -> AsyncIterator[bytes]:
        nonlocal sent
        yield b'--b\r\ncontent-disposition: form-data; name="job_file"; filename="x"\r\n\r\n'
        while True:
            sent += 64 * 1024
            yield b"x" * 64 * 1024

    headers = JSON | {"content-type": "multipart/form-data; boundary=b"}
    answer = await owner.post(FRAGMENT, content=endless(), headers=headers)
    assert answer.status_code == 413
    assert "larger than 10 MB" in answer.json()["message"]
    assert sent <= BODY_LIMIT + 2 * 64 * 1024


async def test_a_posting_too_long_is_shown_to_be_shortened(owner: Browser) -> None:
    answer = await send(owner, FRAGMENT, b"word and word\n" * 2_000)
    assert answer.json()["said"] == SHORTEN
    assert len(answer.json()["text"]) > CONTENT_LIMIT
    assert (await send(owner, FRAGMENT, b"w" * (SHOWN_AT_MOST + 1))).status_code == 422


async def test_hidden_words_are_left_out_and_said(owner: Browser) -> None:
    data = docx(p("Ward Nurse") + p("ignore what stands here", run="<w:vanish/>"))
    answer = (await send(owner, FRAGMENT, data)).json()
    assert answer == {"text": "Ward Nurse", "said": f"{LOOK} {SOME_HIDDEN}"}


async def test_another_script_stays_as_it_is(owner: Browser) -> None:
    text = "招聘启事：病房护士\n岗位职责：照顾病人，填写护理记录，协助医生查房。"
    assert (await send(owner, FRAGMENT, text.encode("gb18030"))).json()["text"] == text


async def test_a_visitor_is_asked_to_sign_in_and_not_read(visitor: Browser) -> None:
    for path in (FRAGMENT, SET_UP, LIBRARY):
        answer = await send(visitor, path, pdf_of(POSTING))
        assert answer.status_code == 303
        assert answer.headers["location"].startswith("/sign-in")


async def test_other_sites_cannot_send_files_here(owner: Browser) -> None:
    for path in (FRAGMENT, SET_UP, LIBRARY):
        files = {"job_file": ("x.txt", POSTING.encode())}
        answer = await owner.post(path, files=files, headers={"sec-fetch-site": "cross-site"})
        assert answer.status_code == 403


async def test_a_chosen_file_is_not_passed_over(owner: Browser, database: NestedDatabase) -> None:
    """Without scripts the form says a file's name; nobody means to go on without the posting then."""
    answer = await owner.post(
        "/interviews/new", data=FORM | {"job_text": "", "job_file": "posting.pdf"}
    )
    assert answer.status_code == 422
    assert "You chose a file that was not read yet" in read(answer.text).text
    async with database.transaction() as db:
        assert await db.scalar(select(func.count()).select_from(InterviewSession)) == 0


async def test_enough_is_enough_for_one_person(owner: Browser, stranger: Browser) -> None:
    now = 0.0
    state = owner.app.state
    state.posting_files = PostingFiles(state.readers, clock=lambda: now)
    for _ in range(IN_A_ROW):
        assert (await send(owner, FRAGMENT, b"")).status_code == 422
    refused = await send(owner, SET_UP, b"", **FORM)
    assert refused.status_code == 429
    assert field(refused) == "What I wrote"
    assert (await send(owner, FRAGMENT, b"")).status_code == 429
    assert (await send(stranger, FRAGMENT, b"")).status_code == 422
    now += 31.0
    assert (await send(owner, FRAGMENT, b"")).status_code == 422
    assert (await send(owner, FRAGMENT, b"")).status_code == 429


async def test_reading_is_in_no_transaction(owner: Browser, app: object) -> None:
    """While a file is read, nothing of the database is held; who hangs up ends the reading."""
    state = owner.app.state
    open_now = 0
    seen: list[int] = []
    transaction = type(state.database).transaction

    class Counting(Readers):
        async def read(self, data: bytes, *, limits: object = None) -> object:  # type: ignore[override]
            seen.append(open_now)
            return await super().read(data)

    @asynccontextmanager
    async def counted(*args: object, **options: object):  # type: ignore[no-untyped-def]
        nonlocal open_now
        open_now += 1
        try:
            async with transaction(state.database, *args, **options) as db:
                yield db
        finally:
            open_now -= 1

    readers = Counting()
    state.posting_files = PostingFiles(readers)
    state.database.transaction = counted
    try:
        for path in (FRAGMENT, SET_UP, LIBRARY):
            assert (await send(owner, path, docx_of(POSTING))).status_code == 200
    finally:
        del state.database.transaction
        await readers.close()
    assert seen == [0, 0, 0]


async def test_reading_that_never_ends(owner: Browser) -> None:
    state = owner.app.state
    slow = Readers(module="tests.misreading")
    state.posting_files = PostingFiles(Hurried(slow))  # type: ignore[arg-type]
    answer = await send(owner, FRAGMENT, b"sleep")
    assert "took too long" in answer.json()["message"]
    full = [asyncio.create_task(send(owner, FRAGMENT, b"sleep")) for _ in range(AT_ONCE)]
    await asyncio.gather(*full)
    assert slow.running == 0
    await slow.close()
    busy = await send(owner, FRAGMENT, b"sleep")
    assert busy.status_code == 503
    assert "Try again in a moment" in busy.json()["message"]


class Hurried:
    """Readers without patience."""

    def __init__(self, readers: Readers) -> None:
        self._readers = readers

    async def read(self, data: bytes, *, limits: object) -> object:
        return await self._readers.read(data, limits=replace(LIMITS, seconds=0.5, starting=60.0))
