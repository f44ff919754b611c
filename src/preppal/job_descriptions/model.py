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
    Uuid,
    text,
)
from sqlalchemy.dialects.postgresql import ARRAY, TSVECTOR
from sqlalchemy.orm import Mapped, mapped_column

from preppal.foundation.database import Base, Id
from preppal.foundation.errors import NotFound
from preppal.foundation.i18n import N_

CONTENT_LIMIT = 20_000
"""Characters. A long posting has 8,000."""
NAME_LIMIT = 200
"""Characters of a title or a company's name."""


REASON_LIMIT = 500
"""Characters of a moderator's reason."""


class NoSuchJobDescription(NotFound):
    message = N_("There is no such job description, or it is not yours.")


class NoSuchPosting(NotFound):
    message = N_("There is no such posting in the shared library, or it is not shared any more.")


SHOWN_IN_LIBRARY = text("best_text_id is not null and hidden_at is null")


class JobPosting(Base):
    """One vacancy, whoever pasted it in whichever version. Holds nobody's words.

    A posting that was merged into another stays: its versions are the other's until that is undone.
    What is shared of it is summed up here (`shared.summing_up`), so that the library is quick to look through.
    """

    __tablename__ = "job_postings"
    __table_args__ = (
        CheckConstraint("merged_into_id is null or merged_into_id <> id", name="merged"),
        CheckConstraint(
            "merged_into_id is null or best_text_id is null", name="merged_is_not_shown"
        ),
        Index("ix_job_postings_merged_into_id", "merged_into_id"),
        Index("ix_job_postings_best_text_id", "best_text_id"),
        Index("ix_job_postings_search", "search", postgresql_using="gin"),
        Index(
            "ix_job_postings_new",
            text("shared_at desc"),
            text("id desc"),
            postgresql_where=SHOWN_IN_LIBRARY,
        ),
        Index(
            "ix_job_postings_practised",
            text("practised_count desc"),
            text("id desc"),
            postgresql_where=SHOWN_IN_LIBRARY,
        ),
    )

    id: Mapped[Id]
    merged_into_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("job_postings.id", ondelete="SET NULL")
    )
    created_at: Mapped[datetime.datetime]
    best_text_id: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("shared_texts.job_description_id", ondelete="SET NULL", use_alter=True)
    )
    """The best of its shared texts, those of postings merged into it included; none: it is not shown."""
    shared_at: Mapped[datetime.datetime | None]
    """Since when somebody shares it."""
    practised_count: Mapped[int] = mapped_column(default=0, server_default="0")
    """People who finished an interview for it, whether they share it or not."""
    search: Mapped[Any] = mapped_column(TSVECTOR, nullable=True, deferred=True)
    hidden_at: Mapped[datetime.datetime | None]
    hidden_reason: Mapped[str] = mapped_column(default="", server_default="")


class SharedText(Base):
    """What one person shares of a job description of theirs: the scrubbed text that they agreed to.

    It goes when they take it back, and with their job description.
    """

    __tablename__ = "shared_texts"
    __table_args__ = (
        CheckConstraint(f"char_length(content) between 1 and {CONTENT_LIMIT}", name="content"),
    )

    job_description_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("job_descriptions.id", ondelete="CASCADE"), primary_key=True
    )
    title: Mapped[str]
    company: Mapped[str]
    """As read from the text, not as its owner calls it."""
    content: Mapped[str]
    quality: Mapped[int] = mapped_column(SmallInteger)
    """0 to 100 (`shared.quality`)."""
    shared_at: Mapped[datetime.datetime]


class PostingCandidate(Base):
    """A person who finished an interview for a version of a posting."""

    __tablename__ = "posting_candidates"
    __table_args__ = (Index("ix_posting_candidates_user_id", "user_id"),)

    version_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("posting_versions.id", ondelete="CASCADE"), primary_key=True
    )
    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )


class PostingDecision(Base):
    """What a moderator did with a posting, and why. ``moved``: postings or versions that it concerned."""

    __tablename__ = "posting_decisions"
    __table_args__ = (
        Index("ix_posting_decisions_posting_id", "posting_id", "id"),
        Index("ix_posting_decisions_decided_by", "decided_by"),
        CheckConstraint("act in ('merge','unmerge','split','hide','restore')", name="act"),
        CheckConstraint(f"char_length(reason) <= {REASON_LIMIT}", name="reason"),
    )

    id: Mapped[Id]
    posting_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("job_postings.id", ondelete="CASCADE"))
    act: Mapped[str]
    other_id: Mapped[uuid.UUID | None]
    """The posting it was merged into or taken out of; the new one after a split."""
    moved: Mapped[list[uuid.UUID]] = mapped_column(ARRAY(Uuid), default=list, server_default="{}")
    reason: Mapped[str]
    decided_by: Mapped[uuid.UUID | None] = mapped_column(
        ForeignKey("users.id", ondelete="SET NULL")
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
    is_outline: Mapped[bool] = mapped_column(default=False, server_default="false")
    """Written by Preppal from title and company alone (`outlining`): no employer said this."""
    corrections: Mapped[dict[str, Any]] = mapped_column(default=dict, server_default="{}")
    """What its owner says instead of what was read from it (`correcting`)."""
    archived_at: Mapped[datetime.datetime | None]
    """Out of the way: set-up does not offer it. It comes back when its text is pasted again."""
