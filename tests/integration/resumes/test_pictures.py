"""Resumes that are pictures: read in the process that recognises, or kept for their owner to write beside them."""

import io
from collections.abc import AsyncIterator

import pytest
from PIL import Image

from preppal.documents.limits import LIMITS, MB, PICTURED
from preppal.documents.model import Kind
from preppal.documents.reading import Readers
from preppal.documents.unreadable import Unreadable
from preppal.resumes import taking
from preppal.resumes.evaluate import facts_of
from preppal.resumes.taking import READER, RECOGNISER, take_file, understand
from tests.made_resumes.layouts import DEVELOPED_WITH
from tests.made_resumes.people import read_person, truth
from tests.made_resumes.printing import print_pages
from tests.made_resumes.scanning import as_pdf, as_picture, scanned
from tests.made_resumes.scoring import micro_f1, new_tallies, score

SIDEBAR = next(layout for layout in DEVELOPED_WITH if layout.name == "dark_sidebar")
DANA = read_person("dana")


@pytest.fixture(scope="module")
def sheets() -> list[Image.Image]:
    """One page, white on dark beside dark on white, as a scanner sees it."""
    [(_, pdf)] = print_pages([("one", SIDEBAR.draw(DANA))])
    return scanned(pdf, seed=5)


@pytest.fixture
async def readers() -> AsyncIterator[Readers]:
    readers = Readers(at_once=1)
    yield readers
    await readers.close()


async def f1_of(readers: Readers, data: bytes) -> float:
    understood = await understand(readers, data)
    facts = facts_of(understood.profile)
    tallies = new_tallies()
    score(tallies, truth(DANA, SIDEBAR.form), facts | {"experience": facts["experiences"]})
    return micro_f1(tallies)


async def test_a_scan_in_columns_is_read(readers: Readers, sheets: list[Image.Image]) -> None:
    assert await f1_of(readers, as_pdf(sheets)) >= 0.95


@pytest.mark.parametrize("kind", ["PNG", "JPEG"])
async def test_a_picture_is_read(readers: Readers, sheets: list[Image.Image], kind: str) -> None:
    assert await f1_of(readers, as_picture(sheets[0], kind)) >= 0.95


@pytest.mark.parametrize("quarters", [1, 2, 3])
async def test_a_page_that_lies_on_its_side_or_head_is_read(
    readers: Readers, sheets: list[Image.Image], quarters: int
) -> None:
    turned = sheets[0].rotate(90 * quarters, expand=True, fillcolor=255)
    assert await f1_of(readers, as_picture(turned)) >= 0.95


async def test_a_telephone_says_in_the_file_how_it_was_held(
    readers: Readers, sheets: list[Image.Image]
) -> None:
    made = io.BytesIO()
    exif = Image.Exif()
    exif[0x0112] = 6  # shown a quarter turn clockwise
    sheets[0].rotate(90, expand=True).save(made, "JPEG", exif=exif)
    understood = await understand(readers, made.getvalue())
    assert understood.profile.name is not None
    assert understood.profile.name.text == DANA.name
    [(across, down)] = understood.document.page_sizes
    assert down > across > 0, "places on the page are told as it is shown"


async def test_what_is_kept_says_what_read_it(readers: Readers, sheets: list[Image.Image]) -> None:
    taken = await take_file(readers, as_picture(sheets[0]))
    assert (taken.kind, taken.reader, taken.scanned_count) == (Kind.PNG, RECOGNISER, 0)
    assert taken.read["email"]["text"] == DANA.email


async def test_white_paper_is_kept_and_has_no_words(readers: Readers) -> None:
    taken = await take_file(readers, as_picture(Image.new("RGB", (1240, 1754), "white")))
    assert (taken.text, taken.reader, taken.scanned_count) == ("", READER, 1)


async def test_a_server_that_cannot_recognise_keeps_the_file_without_words(
    readers: Readers, sheets: list[Image.Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(taking, "find_spec", lambda name: None)
    taken = await take_file(readers, as_pdf(sheets))
    assert (taken.text, taken.reader, taken.scanned_count) == ("", READER, 1)


@pytest.mark.parametrize(
    ("data", "reason"),
    [
        (as_picture(Image.new("1", (9000, 9000), 1)), "too_many_pixels"),
        (as_picture(Image.new("L", (400, 400), 90), "JPEG")[:300], "damaged"),
        (b"\x89PNG\r\n\x1a\n" + b"no picture at all", "damaged"),
    ],
    ids=["a small file of many dots", "half a JPEG", "not a PNG"],
)
async def test_a_picture_that_cannot_be_unpacked(
    readers: Readers, data: bytes, reason: str
) -> None:
    with pytest.raises(Unreadable) as problem:
        await understand(readers, data)
    assert problem.value.reason == reason


async def test_too_little_memory_ends_the_process_and_not_the_upload(
    readers: Readers, sheets: list[Image.Image], monkeypatch: pytest.MonkeyPatch
) -> None:
    little = PICTURED.__class__(memory=LIMITS.memory + 200 * MB, starting=60.0, seconds=60.0)
    monkeypatch.setattr(taking, "PICTURED", little)
    taken = await take_file(readers, as_picture(sheets[0]))
    assert (taken.text, taken.scanned_count) == ("", 1)
    assert readers.running == 0
