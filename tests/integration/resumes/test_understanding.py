"""Words that are made to make their reader slow: it is killed in time, and says so."""

from collections.abc import AsyncIterator
from dataclasses import replace
from pathlib import Path

import pytest

from preppal.documents.limits import LIMITS
from preppal.documents.reading import Readers
from preppal.documents.unreadable import Unreadable
from preppal.providers.file_store import LocalFiles
from preppal.resumes.taking import take_file, take_words, taken
from tests.documents import docx_of, pdf_of
from tests.house.reading import read
from tests.people import Browser
from tests.resumes import ANA, fresh

PATIENT = replace(LIMITS, seconds=60.0, starting=60.0, waiting=60.0)
SHORT = replace(PATIENT, seconds=1.0)
# Each takes minutes where it is not stopped: a year after a year is a period with every other one.
YEARS = "Experience\n" + "2019 " * 19_000
ROLES = "Experience\n" + "Engineer, Bank 2019 - 2020\n" * 15_000
DIGITS = "1" * 400_000
SLOW = {"years": YEARS, "roles": ROLES, "digits": DIGITS}


@pytest.fixture
async def readers() -> AsyncIterator[Readers]:
    readers = Readers()
    yield readers
    await readers.close()
    assert readers.running == 0


@pytest.mark.parametrize("text", SLOW.values(), ids=list(SLOW))
async def test_killed_in_time(text: str, readers: Readers) -> None:
    with pytest.raises(Unreadable, match="too_slow"):
        await take_file(readers, text.encode(), limits=SHORT)
    assert readers.running == 0


async def test_pasted_words_too(readers: Readers) -> None:
    with pytest.raises(Unreadable, match="too_slow"):
        await take_words(readers, YEARS, limits=SHORT)
    with pytest.raises(Unreadable, match="too_long"):
        await take_words(readers, "word " * 20_001, limits=PATIENT)
    for nothing in ("", " \n\t"):
        with pytest.raises(Unreadable, match="no_words"):
            await take_words(readers, nothing, limits=PATIENT)


async def test_apart_it_reads_what_it_reads_here(readers: Readers) -> None:
    """Its process opens no file, and needs none: names of places and languages come with it."""
    assert await take_words(readers, ANA, limits=PATIENT) == fresh(ANA).taken
    german = ANA.replace("Portuguese (native)", "Portugiesisch").replace("Portugal", "Österreich")
    assert await take_words(readers, german, limits=PATIENT) == fresh(german).taken
    for data in (pdf_of(ANA), docx_of(ANA)):
        document = await readers.read(data, limits=PATIENT)
        assert await take_file(readers, data, limits=PATIENT) == taken(document)


async def test_markup_that_was_pasted_is_words(readers: Readers) -> None:
    said = await take_words(readers, "<html><p>Ana Ito", limits=PATIENT)
    assert said.text == "<html><p>Ana Ito"


def in_folder(folder: Path) -> list[Path]:
    return list(folder.rglob("*"))


@pytest.mark.parametrize(
    ("path", "sent", "sentence"),
    [
        ("/resumes", {"files": {"resume_file": ("a.txt", YEARS.encode())}}, "Reading that file took too long"),
        ("/resumes/pasted", {"data": {"resume_text": YEARS}}, "Reading these words took too long"),
    ],
    ids=["file", "words"],
)  # fmt: skip
async def test_who_sent_it_is_told(
    path: str, sent: dict[str, dict[str, object]], sentence: str, owner: Browser, tmp_path: Path
) -> None:
    state = owner.app.state
    state.files = LocalFiles(tmp_path)
    state.resume_readers.limits = SHORT
    answer = await owner.post(path, **sent)  # type: ignore[arg-type]
    assert answer.status_code == 422
    page = read(answer.text).text
    assert sentence in page and "No resumes yet" in page
    assert in_folder(tmp_path) == []
    await state.readers.close()
