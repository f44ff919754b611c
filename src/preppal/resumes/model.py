"""The tables of resumes."""

import datetime
import uuid
from typing import Any

from sqlalchemy import BigInteger, CheckConstraint, ForeignKey, Index, UniqueConstraint
from sqlalchemy.dialects.postgresql import JSONB
from sqlalchemy.orm import Mapped, mapped_column

from preppal.foundation.database import Base, Id
from preppal.foundation.errors import Conflict, NotFound, TooMany, Unavailable
from preppal.foundation.i18n import N_

NAME_LIMIT = 100
"""Characters of what its owner calls it, and of a file's name."""
MOST_RESUMES = 20
"""One person's own."""


class NoSuchResume(NotFound):
    message = N_("There is no such resume, or it is not yours.")


class NoSuchFile(NotFound):
    message = N_("The file of this resume is not there.")


class FilesNotReached(Unavailable):
    message = N_("Files cannot be reached just now. Try again in a moment.")


class TooManyResumes(TooMany):
    message = N_("You keep twenty resumes already. Delete one first.")


class NotConfirmed(Conflict):
    message = N_(
        "Confirm what was read of this resume first. Only what you confirmed gets into your profile."
    )


class ProfileMovedOn(Conflict):
    message = N_("Your profile was changed in another tab in the meantime.")


class ResumeFile(Base):
    """That a file of this key is in the store, or about to be: written before the file, deleted after it.

    One that no resume has is left over from an upload that failed or a resume that was deleted.
    """

    __tablename__ = "resume_files"

    key: Mapped[str] = mapped_column(primary_key=True)
    created_at: Mapped[datetime.datetime]


class Resume(Base):
    """One resume of a person's: where its file is, what was read of it, and what they confirmed of that."""

    __tablename__ = "resumes"
    __table_args__ = (
        UniqueConstraint("user_id", "digest"),
        UniqueConstraint("file_key"),
        Index("ix_resumes_user_id_last_used_at", "user_id", "last_used_at", "id"),
        CheckConstraint(f"char_length(name) <= {NAME_LIMIT}", name="name"),
        CheckConstraint("(confirmed is null) = (confirmed_at is null)", name="confirmed"),
    )

    id: Mapped[Id]
    user_id: Mapped[uuid.UUID] = mapped_column(ForeignKey("users.id", ondelete="CASCADE"))
    name: Mapped[str]
    """What its owner calls it ("for backend roles"); at first the file's name without its ending, or of
    pasted words whose they are, else what they begin with (`naming.name_read`)."""
    file_name: Mapped[str]
    """As it was called, cleaned; empty when the words were pasted."""
    kind: Mapped[str]
    """`documents.model.Kind`."""
    size: Mapped[int]
    """Bytes of the file, or of the words."""
    digest: Mapped[str]
    """SHA-256 of the file or of the words: the same one twice is one resume."""
    file_key: Mapped[str | None] = mapped_column(ForeignKey("resume_files.key"))
    """None when the words were pasted."""
    text: Mapped[str]
    """Its words in reading order, without what is `private`."""
    read: Mapped[dict[str, Any]]
    """`taking.as_read`: the profile as it was read, each value with the words of its line."""
    hidden: Mapped[list[str]] = mapped_column(default=list)
    """Words in it that nobody sees who looks at it."""
    page_count: Mapped[int]
    scanned_count: Mapped[int]
    """Pages that are pictures, whose words were not read."""
    reader: Mapped[str]
    confirmed: Mapped[dict[str, Any] | None] = mapped_column(JSONB(none_as_null=True))
    """What its owner says is right; nothing else is used to judge."""
    confirmed_at: Mapped[datetime.datetime | None]
    created_at: Mapped[datetime.datetime]
    last_used_at: Mapped[datetime.datetime]


class Profile(Base):
    """What a person confirmed of themselves, across their resumes. One a person."""

    __tablename__ = "profiles"

    user_id: Mapped[uuid.UUID] = mapped_column(
        ForeignKey("users.id", ondelete="CASCADE"), primary_key=True
    )
    version: Mapped[int] = mapped_column(BigInteger)
    """One more with each change: a form says which one it was made from. The first one is the second in which
    it was made, so that no form of a profile that was deleted fits one that came after it."""
    confirmed: Mapped[dict[str, Any]]
    """`correcting.Confirmed`."""
    sources: Mapped[dict[str, Any]]
    """For each value, under its field and number (``name_0``, ``roles_2``), whence it came: ids of resumes, and
    `profiles.BY_HAND`. A resume that was deleted since is among them still."""
    compared: Mapped[dict[str, Any]]
    """For each resume that was taken in, by its id, when what was taken in had been confirmed."""
    created_at: Mapped[datetime.datetime]
    changed_at: Mapped[datetime.datetime]
