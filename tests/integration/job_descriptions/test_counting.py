"""What many postings of the library hold says little about any of them."""

from datetime import timedelta
from pathlib import Path

from sqlalchemy import delete, func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.job_descriptions.alike import find_alike
from preppal.job_descriptions.changing import sweep_versions
from preppal.job_descriptions.counting import LEAST, common_pieces, count_again
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.matching.likeness import Verdict, traits
from preppal.job_descriptions.model import CommonPieces, JobDescription, PostingVersion
from preppal.job_descriptions.pasting import read_pasted
from tests.people import MONDAY, Browser

FOLDER = Path(__file__).parents[2] / "data" / "job_descriptions"
TEXTS = [file.read_text() for file in sorted(FOLDER.glob("*.txt"))]
BOARD = """
What this board promises everybody who applies through it
We read every application twice, by two people who do not talk to each other before they decide.
You hear from us within ten days, whatever we decide, with two sentences that say why in plain words.
We pay for the journey to a conversation and for a night in a hotel when the journey is long for you.
Whoever needs an hour more, a ramp, a reader or a quiet room says so once, and it is there on the day.
We keep what you send us for six months and not a day longer, and nobody outside this office reads it.
Our offices are in three towns, our canteens cook twice a day, and our lifts work on most days of the year.
"""


async def fill(db: AsyncSession, owner: Browser, tail: str = "") -> None:
    for text in TEXTS:
        await keep_job_description(db, owner.me.id, read_pasted(text + tail), now=MONDAY)


async def test_a_board_s_own_words_make_no_duplicates(db: AsyncSession, owner: Browser) -> None:
    await fill(db, owner, BOARD)
    stranger = traits("", "", f"Glazier\n\n- You cut glass.\n- You carry it up.\n{BOARD}")
    before = await find_alike(db, stranger)
    assert before, "Without counting, the board's words look like the posting's own."
    assert await count_again(db, now=MONDAY)
    counted = await common_pieces(db)
    assert counted.size == len(TEXTS)
    assert counted.counts.min() >= LEAST
    after = {found.version_id: found.likeness for found in await find_alike(db, stranger)}
    for found in before:
        likeness = after.get(found.version_id)
        assert likeness is None or likeness.similarity < found.likeness.similarity
    assert all(found.verdict is Verdict.RELATED for found in after.values())


async def test_a_posting_is_found_whatever_is_common(db: AsyncSession, owner: Browser) -> None:
    await fill(db, owner, BOARD)
    await count_again(db, now=MONDAY)
    for text in TEXTS:
        found = await find_alike(db, traits("", "", text))
        assert found[0].likeness.verdict in (Verdict.SAME, Verdict.REVISED)


async def test_counted_again_when_it_has_grown(db: AsyncSession, owner: Browser) -> None:
    assert not await count_again(db, now=MONDAY), "There is nothing to count."
    await fill(db, owner)
    assert await count_again(db, now=MONDAY)
    assert not await count_again(db, now=MONDAY + timedelta(days=1))
    await fill(db, owner, BOARD)
    assert await count_again(db, now=MONDAY + timedelta(days=2), sample=5)
    row = (await db.scalars(select(CommonPieces))).one()
    assert (row.sampled, row.versions) == (5, 2 * len(TEXTS))


async def test_versions_that_nobody_has_are_swept_up(db: AsyncSession, owner: Browser) -> None:
    await fill(db, owner)
    hour = timedelta(hours=1)
    assert await sweep_versions(db, before=MONDAY + hour) == 0
    await db.execute(delete(JobDescription).where(JobDescription.title.icontains("nurse")))
    gone = len(TEXTS) - (await db.scalar(select(func.count()).select_from(JobDescription)) or 0)
    assert gone > 0
    assert await sweep_versions(db, before=MONDAY) == 0, "They may have been written just now."
    assert await sweep_versions(db, before=MONDAY + hour) == gone
    left = await db.scalar(select(func.count()).select_from(PostingVersion))
    assert left == len(TEXTS) - gone
