"""An invented shared library for the pictures: postings that people of other trades share."""

from datetime import datetime, timedelta
from pathlib import Path
from uuid import UUID

from sqlalchemy import select

from preppal.foundation.database import Database
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.model import JobDescription, PostingVersion
from preppal.job_descriptions.pasting import read_pasted
from preppal.job_descriptions.shared.practising import count_practised
from preppal.job_descriptions.shared.sharing import share
from tools.sample_interviews import POSTING, make_person

FOLDER = Path(__file__).parent.parent / "tests" / "data" / "job_descriptions"
NOTES = """
I spoke to their recruiter on Tuesday, she was kind.
Contact: Rowena Achterberg, rowena@fernhill.example, 0113 496 0821
"""


async def make_library(database: Database, user_id: UUID, *, now: datetime) -> dict[str, UUID]:
    """What others share, and one that this person keeps with notes in it; gives ids of both."""
    texts = [file.read_text() for file in sorted(FOLDER.glob("*.txt"))]
    texts += [POSTING + "- A driving licence\n", POSTING + "- A driving licence, and Dutch\n"]
    people = [(await make_person(database, f"Reader {n}", now))[0] for n in range(4)]
    for number, text in enumerate(texts):
        async with database.transaction() as db:
            for person in people[: 1 + number % 4]:
                job = await keep_job_description(db, person, read_pasted(text), now=now)
                await count_practised(db, job.id, person)
            last = people[number % (1 + number % 4)]
            at = now - timedelta(days=30 - number)
            job = await keep_job_description(db, last, read_pasted(text), now=now)
            await share(db, last, job.id, names=[], left_out=(), now=at)
    async with database.transaction() as db:
        mine = await keep_job_description(db, user_id, read_pasted(POSTING + NOTES), now=now)
        posting = await db.scalar(
            select(PostingVersion.posting_id)
            .join(JobDescription, JobDescription.version_id == PostingVersion.id)
            .where(JobDescription.id == job.id)
        )
        assert posting is not None
        return {"noted": mine.id, "posting": posting}
