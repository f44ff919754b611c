"""The table of job descriptions."""

import datetime
import uuid
from typing import Any

from sqlalchemy import CheckConstraint, ForeignKey, Index, UniqueConstraint
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


class JobDescription(Base):
    """One person's copy of a posting, with the title and company read from it."""

    __tablename__ = "job_descriptions"
    __table_args__ = (
        UniqueConstraint("user_id", "content_hash"),
        Index("ix_job_descriptions_user_id_last_used_at", "user_id", "last_used_at", "id"),
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
    created_at: Mapped[datetime.datetime]
    last_used_at: Mapped[datetime.datetime]


def snapshot(job: JobDescription | None) -> dict[str, Any]:
    """What an interview keeps of its job description; empty strings without one."""
    if job is None:
        return {"title": "", "company": "", "content": ""}
    return {"title": job.title, "company": job.company, "content": job.content}
