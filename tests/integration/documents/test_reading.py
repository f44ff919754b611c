"""Reading in a process of its own: every kind, every way to go wrong, and nothing left behind."""

import asyncio
import os
import signal
import sys
from collections.abc import AsyncIterator
from dataclasses import replace

import pytest

from preppal.documents.limits import LIMITS, Limits
from preppal.documents.model import Kind
from preppal.documents.reading import Readers
from preppal.documents.unreadable import Unreadable
from tests.documents import (
    POSTING,
    compound_file,
    docx,
    docx_of,
    jpeg,
    pdf_of,
    png,
    raw_pdf,
    scanned_pdf,
)

# A busy machine starts a process slowly; what is tested here is not how fast.
PATIENT = replace(LIMITS, seconds=60.0, starting=60.0, waiting=60.0)
WORDS = ["Ward Nurse", "Fernhill Clinic"]


@pytest.fixture
async def readers() -> AsyncIterator[Readers]:
    readers = Readers()
    yield readers
    await readers.close()
    assert readers.running == 0


@pytest.fixture
async def wrong() -> AsyncIterator[Readers]:
    """Readers whose processes go wrong as they are told."""
    readers = Readers(at_once=1, module="tests.misreading")
    yield readers
    await readers.close()
    assert readers.running == 0


async def why(readers: Readers, data: bytes, limits: Limits = PATIENT) -> str:
    with pytest.raises(Unreadable) as refused:
        await readers.read(data, limits=limits)
    return refused.value.reason


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        pytest.param(pdf_of(POSTING), Kind.PDF, id="PDF"),
        pytest.param(docx_of(POSTING), Kind.DOCX, id="DOCX"),
        pytest.param(f"<html><p>{POSTING.replace(chr(10), '<p>')}".encode(), Kind.HTML, id="HTML"),
        pytest.param(POSTING.encode(), Kind.TEXT, id="text"),
    ],
)  # fmt: skip
async def test_every_kind(data: bytes, kind: Kind, readers: Readers) -> None:
    document = await readers.read(data, limits=PATIENT)
    assert document.kind is kind
    assert [line.text for line in document.lines][:2] == WORDS
    assert "forgotten" in document.text


@pytest.mark.parametrize("encoding", ["utf-16", "shift_jis", "gb18030", "cp1252"])
async def test_encodings_are_known_where_no_file_can_be_opened(
    encoding: str, readers: Readers
) -> None:
    text = (
        "病棟看護師を募集しています。患者さんのケアを担当"
        if encoding != "cp1252"
        else "Größe, Übung, Öl, süß"
    )
    assert (await readers.read(text.encode(encoding), limits=PATIENT)).text == text


async def test_pictures_have_no_words_yet(readers: Readers) -> None:
    for data, kind in ((png(), Kind.PNG), (jpeg(), Kind.JPEG)):
        document = await readers.read(data, limits=PATIENT)
        assert (document.kind, document.lines, document.scanned_pages) == (kind, (), (0,))
    scan = await readers.read(scanned_pdf(3), limits=PATIENT)
    assert (scan.lines, scan.page_count, scan.scanned_pages) == ((), 3, (0, 1, 2))


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        pytest.param(b"", "empty", id="nothing"),
        pytest.param(b"\n\n", "empty", id="blank"),
        pytest.param(b"x" * (LIMITS.size + 1), "too_large", id="too large"),
        pytest.param(b"word " * 200_000, "too_long", id="too long"),
        pytest.param(b"\x7fELF" + bytes(range(256)) * 9, "unknown_kind", id="a program"),
        pytest.param(compound_file("WordDocument"), "legacy_doc", id="DOC"),
        pytest.param(compound_file("EncryptedPackage"), "encrypted", id="protected DOCX"),
        pytest.param(pdf_of("Secret", password="secret"), "encrypted", id="protected PDF"),
        pytest.param(pdf_of(*["Page"] * 500), "too_many_pages", id="500 pages"),
        pytest.param(pdf_of(POSTING)[:300], "damaged", id="a cut PDF"),
        pytest.param(docx_of(POSTING)[:900], "damaged", id="a cut DOCX"),
        pytest.param(docx("<w:p>" + " " * 70_000_000 + "</w:p>"), "too_large_inside", id="a bomb"),
    ],
)  # fmt: skip
async def test_what_cannot_be_read(data: bytes, reason: str, readers: Readers) -> None:
    assert await why(readers, data) == reason


SAID = b"BT /F1 12 Tf 72 700 Td (Ward Nurse) Tj ET "


@pytest.mark.parametrize(
    ("data", "ends"),
    [
        pytest.param(raw_pdf(SAID), {"read"}, id="nothing wrong"),
        pytest.param(raw_pdf(b" " * 500_000_000 + SAID), {"too_much_memory"}, id="a bomb"),
        pytest.param(raw_pdf(b"q " * 3_000_000 + SAID), {"too_much_memory", "too_slow", "read"}, id="states"),
        pytest.param(raw_pdf(SAID, more=[b"[" * 300_000 + b"]" * 300_000]), {"read"}, id="arrays"),
        pytest.param(raw_pdf(SAID, catalog=b"/Names" + b"[" * 99_000), {"read", "damaged"}, id="open arrays"),
        pytest.param(raw_pdf(SAID).replace(b"[3 0 R]", b"[2 0 R]"), {"damaged", "read"}, id="circle"),
        pytest.param(raw_pdf(SAID).replace(b"/Count 1>>", b"/Count 2000000000>>"),
                     {"read", "too_many_pages", "damaged"}, id="a lie about pages"),
    ],
)  # fmt: skip
async def test_hostile_pdfs_end(data: bytes, ends: set[str], readers: Readers) -> None:
    """Some are read, some are not; none takes the test or the server with it."""
    try:
        await readers.read(data, limits=PATIENT)
        end = "read"
    except Unreadable as problem:
        end = problem.reason
    assert end in ends
    assert readers.running == 0


@pytest.mark.parametrize(
    ("wish", "reason"),
    [
        ("abort", "too_much_memory"),
        ("SIGKILL", "too_much_memory"),
        ("SIGSEGV", "damaged"),
        ("silent", "damaged"),
        ("nonsense", "damaged"),
        ("wrong", "damaged"),
        ("flood", "too_long"),
        ("greedy", "too_much_memory"),
        ("reach", "nothing"),
    ],
)
async def test_a_process_that_goes_wrong(wish: str, reason: str, wrong: Readers) -> None:
    assert await why(wrong, wish.encode()) == reason
    assert wrong.running == 0
    assert (await wrong.read(b"read", limits=PATIENT)).text == "Words", "its place is taken still"


@pytest.mark.parametrize("wish", ["sleep", "spin"])
async def test_reading_that_never_ends_is_killed(wish: str, wrong: Readers) -> None:
    assert await why(wrong, wish.encode(), replace(PATIENT, seconds=0.3)) == "too_slow"
    assert wrong.running == 0


async def test_a_process_that_does_not_start_in_time(readers: Readers) -> None:
    """Nothing can: it has a millisecond."""
    assert await why(readers, b"Words", replace(PATIENT, starting=0.001)) == "busy"
    assert readers.running == 0


async def test_processor_time_ends_too() -> None:
    """Also where nobody waits for it: the process is told how long it may be by itself."""
    process = await asyncio.create_subprocess_exec(sys.executable, "-c", _SPINNING)
    assert await process.wait() == -signal.SIGXCPU


_SPINNING = """
from preppal.documents.limits import Limits
from preppal.documents.reader_process import confine
confine(Limits(seconds=0.5))
while True: pass
"""


async def started(readers: Readers) -> None:
    while not readers.running:  # noqa: ASYNC110
        await asyncio.sleep(0.01)


async def test_who_goes_away_leaves_no_process(wrong: Readers) -> None:
    reading = asyncio.create_task(wrong.read(b"sleep", limits=PATIENT))
    await started(wrong)
    (process,) = wrong._running
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert wrong.running == 0
    assert process.returncode == -9
    with pytest.raises(ProcessLookupError):
        os.kill(process.pid, 0)


async def test_who_comes_later_waits_and_then_is_told(wrong: Readers) -> None:
    first = asyncio.create_task(wrong.read(b"sleep", limits=PATIENT))
    await started(wrong)
    assert await why(wrong, b"read", replace(PATIENT, waiting=0.1)) == "busy"
    second = asyncio.create_task(wrong.read(b"read", limits=PATIENT))
    await asyncio.sleep(0)
    assert wrong.running == 1
    first.cancel()
    assert (await second).text == "Words"


async def test_not_more_wait_than_there_is_hope_for(wrong: Readers) -> None:
    waiting = [asyncio.create_task(wrong.read(b"sleep", limits=PATIENT)) for _ in range(17)]
    await started(wrong)
    assert await why(wrong, b"read") == "busy"
    for task in waiting:
        task.cancel()
    await asyncio.gather(*waiting, return_exceptions=True)
    assert wrong.running == 0


async def test_a_server_that_stops_ends_them_all(wrong: Readers) -> None:
    first = asyncio.create_task(why(wrong, b"sleep"))
    second = asyncio.create_task(why(wrong, b"sleep"))
    await started(wrong)
    await wrong.close()
    assert (await first, await second) == ("busy", "busy")
    assert wrong.running == 0
    assert await why(wrong, b"read") == "busy"
