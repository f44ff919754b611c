"""The tables of job descriptions, and of the postings that they are copies of."""

import datetime
import uuid
from typing import Any

from sqlalchemy import (
    CheckConstraint,
    ForeignKey,
    Index,
    Integer,
    LargeBinary,
    SmallInteger,
    UniqueConstraint,
)
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from preppal.foundation.database import Base, Id
from preppal.foundation.errors import NotFound
from preppal.foundation.i18n import N_

CONTENT_LIMIT = 20_000
"""Characters. A long posting has 8,000."""
NAME_LIMIT = 200
"""Characters of a title or a company's name."""


class NoSuchJobDescription(NotFound):
    message = N_("There is no such job description, or it is not yours.")


class JobPosting(Base):
    """One vacancy, whoever pasted it in whichever version. Holds nobody's words.

    A posting that was merged into another stays: its versions are the other's until that is undone.
    """

    __tablename__ = "job_postings"
    __table_args__ = (
        CheckConstraint("merged_into_id is null or merged_into_id <> id", name="merged"),
        Index("ix_job_postings_merged_into_id", "merged_into_id"),
    )

    id: Mapped[Id]
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("job_postings.id", ondelete="SET NULL")
    )
    created_at: Mapped[datetime.datetime]


class PostingVersion(Base):
    """One text of a posting, as what is compared of it (`matching.likeness.Traits`); not the text itself.

    The same text is one version, whoever pasted it: `text_hash` is unique.
    """

    __tablename__ = "posting_versions"
    __table_args__ = (
        UniqueConstraint("text_hash"),
        Index("ix_posting_versions_posting_id", "posting_id"),
        Index("ix_posting_versions_company", "company_key", "created_at"),
        Index(
            "ix_posting_versions_bands",
            "bands",
            postgresql_using="gin",
            postgresql_with={"fastupdate": "off"},
        ),
        Index("ix_posting_versions_method", "method", "id"),
    )

    id: Mapped[Id]
    posting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("job_postings.id"))
    text_hash: Mapped[str]
    """Of the posting's own text (`matching.shingles.own_text`)."""
    title: Mapped[str]
    """Without place and company, as the comparison reads it; empty when unknown."""
    company_key: Mapped[str]
    years: Mapped[list[int]] = mapped_column(ARRAY(SmallInteger))
    bands: Mapped[list[int]] = mapped_column(ARRAY(Integer))
    pieces: Mapped[bytes] = mapped_column(LargeBinary)
    words: Mapped[bytes] = mapped_column(LargeBinary)
    """Sorted 32-bit hashes, little-endian."""
    method: Mapped[int] = mapped_column(SmallInteger)
    """`matching.signature.METHOD` by which it was made."""
    created_at: Mapped[datetime.datetime]


class CommonPieces(Base):
    """What many postings of the library hold, counted in a sample of their versions (`counting`).

    One row for each method; whatever is not in it is rare.
    """

    __tablename__ = "common_pieces"

    method: Mapped[int] = mapped_column(SmallInteger, primary_key=True)
    """`matching.signature.METHOD` of the versions that were counted."""
    pieces: Mapped[bytes] = mapped_column(LargeBinary)
    """As in `PostingVersion`."""
    counts: Mapped[bytes] = mapped_column(LargeBinary)
    """How many of the sample hold each piece: 32 bits, little-endian."""
    sampled: Mapped[int] = mapped_column(Integer)
    """Versions in the sample."""
    versions: Mapped[int] = mapped_column(Integer)
    """Versions that there were."""
    counted_at: Mapped[datetime.datetime]


class JobDescription(Base):
    """One person's copy of a posting, with the title and company read from it."""

    __tablename__ = "job_descriptions"
    __table_args__ = (
        UniqueConstraint("user_id", "content_hash"),
        Index("ix_job_descriptions_user_id_last_used_at", "user_id", "last_used_at", "id"),
        Index("ix_job_descriptions_version_id", "version_id"),
        CheckConstraint(f"char_length(content) between 1 and {CONTENT_LIMIT}", name="content"),
        CheckConstraint(f"char_length(title) <= {NAME_LIMIT}", name="title"),
        CheckConstraint(f"char_length(company) <= {NAME_LIMIT}", name="company"),
    )

    id: Mapped[Id]
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    title: Mapped[str]
    """Empty when none could be read."""
    company: Mapped[str]
    """Empty when none could be read."""
    content: Mapped[str]
    """The cleaned text (`intake.clean`)."""
    content_hash: Mapped[str]
    """`intake.hash_of`: equal for texts that differ only in spacing, case and bullets."""
    version_id: Mapped[uuid.UUID | None] = mapped_column(ForeignKey("posting_versions.id"))
    """Its text among the texts of its posting; none until it was indexed."""
    created_at: Mapped[datetime.datetime]
    last_used_at: Mapped[datetime.datetime]
    archived_at: Mapped[datetime.datetime | None]
    """Out of the way: set-up does not offer it. It comes back when its text is pasted again."""


def snapshot(job: JobDescription | None) -> dict[str, Any]:
    """What an interview keeps of its job description; empty strings without one."""
    if job is None:
        return {"title": "", "company": "", "content": ""}
    return {"title": job.title, "company": job.company, "content": job.content}
