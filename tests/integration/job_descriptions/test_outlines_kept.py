"""An outline is kept as one, beneath no posting, edited or not."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.job_descriptions.indexing import count_outdated, index_next
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.model import JobPosting
from preppal.job_descriptions.outlining import outline
from preppal.job_descriptions.pasting import read_pasted
from tests.booking import POSTING
from tests.people import MONDAY, Browser

TEXT = outline("Night Nurse", "Linden Hospital", locale="en").text


async def test_kept_as_an_outline(db: AsyncSession, owner: Browser, stranger: Browser) -> None:
    edited = TEXT.replace("A registration that is valid where you work", "A registration for Wales")
    for browser, text in ((owner, TEXT), (stranger, TEXT), (owner, edited)):
        kept = await keep_job_description(db, browser.me.id, read_pasted(text), now=MONDAY)
        assert (kept.is_outline, kept.version_id) == (True, None)
        assert (kept.title, kept.company) == ("Night Nurse", "Linden Hospital")
    assert await db.scalar(select(func.count()).select_from(JobPosting)) == 0
    assert await count_outdated(db) == 0
    assert await index_next(db, now=MONDAY) is None


async def test_a_posting_is_grouped_as_ever(db: AsyncSession, owner: Browser) -> None:
    await keep_job_description(db, owner.me.id, read_pasted(TEXT), now=MONDAY)
    kept = await keep_job_description(db, owner.me.id, read_pasted(POSTING), now=MONDAY)
    assert not kept.is_outline
    assert kept.version_id is not None


async def test_it_is_compared_with_nothing(db: AsyncSession, owner: Browser) -> None:
    posting = TEXT.partition("\n")[2].replace("- ", "- Reliably: ")
    await keep_job_description(db, owner.me.id, read_pasted(posting), now=MONDAY)
    await db.commit()
    alike = await owner.post("/job-descriptions/alike", data={"job_text": TEXT})
    assert alike.status_code == 200
    assert 'class="alike"' not in alike.text
    # What is compared at all would have been found.
    again = await owner.post("/job-descriptions/alike", data={"job_text": posting})
    assert 'class="alike"' in again.text
