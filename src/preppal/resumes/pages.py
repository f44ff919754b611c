"""What the templates in resumes/ receive, and how it is put together."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.documents.model import Kind
from preppal.resumes.correcting import Confirmed, confirmed_of, from_read
from preppal.resumes.marking import MarkedPage, marked_pages
from preppal.resumes.model import MOST_RESUMES, Resume
from preppal.resumes.profile_pages import differences
from preppal.resumes.profiles import is_compared
from preppal.resumes.queries import profile_of, resume_of, resumes_of
from preppal.resumes.taking import READER, RECOGNISER, recognises

DID = ("kept", "known", "named", "confirmed", "filled")


@dataclass(frozen=True, slots=True)
class ResumeRow:
    """``about``: the newest role and its company, as far as they were read."""

    id: str
    name: str
    about: tuple[str, ...]
    added_at: datetime
    confirmed_at: datetime | None
    is_scanned: bool


@dataclass(frozen=True, slots=True)
class ResumesPage:
    """resumes/list.html. ``errors`` maps ``resume_file`` or ``resume_text`` to a msgid."""

    rows: tuple[ResumeRow, ...]
    is_full: bool
    did: str = ""
    words: str = ""
    errors: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ResumePage:
    """resumes/one.html. ``read`` is `taking.as_read`."""

    id: str
    name: str
    file_name: str
    kind: str
    added_at: datetime
    confirmed_at: datetime | None
    read: Mapping[str, Any]
    hidden: tuple[str, ...]
    lines: tuple[str, ...]
    scanned_count: int
    pages: tuple[MarkedPage, ...]
    """Those that can be shown as pictures."""
    confirmed: Confirmed | None = None
    has_profile: bool = False
    differs: int = 0
    """In how many values what is confirmed and the profile differ, or the profile has none."""
    is_compared: bool = False
    """Its owner has decided about that already."""
    did: str = ""
    reader: str = ""
    """`Resume.reader`."""
    can_recognise: bool = False
    """This server can read pictures."""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_marked(self) -> bool:
        return any(page.marks for page in self.pages)

    @property
    def is_scanned(self) -> bool:
        """Nothing was read, because all of it is pictures."""
        return self.scanned_count > 0 and not self.lines

    @property
    def doubtful(self) -> tuple[str, ...]:
        """Values that a model said and the file's words do not."""
        return doubtful_of(self.read)

    @property
    def is_recognised(self) -> bool:
        return self.reader == RECOGNISER

    @property
    def model(self) -> str:
        """The model that read it; "" for the built-in reader."""
        return "" if self.reader in (READER, RECOGNISER) else self.reader


@dataclass(frozen=True, slots=True)
class CorrectPage:
    """resumes/correct.html. ``errors`` maps a field, or ``add-role`` or ``add-study``, to a msgid."""

    id: str
    name: str
    form: Confirmed
    lines: tuple[str, ...]
    pages: tuple[MarkedPage, ...]
    doubtful: tuple[str, ...] = ()
    """Values that a model said and the file's words do not."""
    errors: Mapping[str, str] = field(default_factory=dict)

    @property
    def is_marked(self) -> bool:
        return any(page.marks for page in self.pages)


async def resumes_page(
    db: AsyncSession,
    user_id: uuid.UUID,
    *,
    did: str = "",
    words: str = "",
    errors: Mapping[str, str] | None = None,
) -> ResumesPage:
    """All that this person keeps. One statement."""
    rows = tuple(_row(resume) for resume in await resumes_of(db, user_id))
    return ResumesPage(
        rows=rows,
        is_full=len(rows) >= MOST_RESUMES,
        did=did if did == "deleted" else "",
        words=words,
        errors=errors or {},
    )


def _row(resume: Resume) -> ResumeRow:
    return ResumeRow(
        id=str(resume.id),
        name=resume.name,
        about=_about(resume),
        added_at=resume.created_at,
        confirmed_at=resume.confirmed_at,
        is_scanned=resume.scanned_count > 0,
    )


def _about(resume: Resume) -> tuple[str, ...]:
    roles = (resume.read or {}).get("experiences") or [{}]
    said = (roles[0].get("title"), roles[0].get("company"))
    return tuple(one["text"] for one in said if one)


async def resume_page(
    db: AsyncSession,
    user_id: uuid.UUID,
    resume_id: uuid.UUID,
    *,
    did: str = "",
    written: Mapping[str, str] | None = None,
    errors: Mapping[str, str] | None = None,
) -> ResumePage:
    """One of this person's resumes; ``written`` is a refused form's. Raises `NoSuchResume`."""
    resume = await resume_of(db, user_id, resume_id)
    profile = await profile_of(db, user_id)
    return ResumePage(
        id=str(resume.id),
        name=(written or {}).get("name", resume.name),
        file_name=resume.file_name,
        kind=resume.kind,
        added_at=resume.created_at,
        confirmed_at=resume.confirmed_at,
        read=resume.read,
        hidden=tuple(resume.hidden),
        lines=_lines_of(resume),
        scanned_count=resume.scanned_count,
        reader=resume.reader,
        pages=marked_pages(resume.read, pictures_of(resume)),
        confirmed=confirmed_of(resume.confirmed) if resume.confirmed is not None else None,
        has_profile=profile is not None,
        differs=0 if resume.confirmed is None else len(differences(profile, resume)),
        is_compared=profile is not None and is_compared(profile, resume),
        did=did if did in DID else "",
        can_recognise=recognises(),
        errors=errors or {},
    )


async def correct_page(
    db: AsyncSession,
    user_id: uuid.UUID,
    resume_id: uuid.UUID,
    *,
    form: Confirmed | None = None,
    errors: Mapping[str, str] | None = None,
) -> CorrectPage:
    """The form over what was confirmed, else read; ``form`` is one that was sent. Raises `NoSuchResume`."""
    resume = await resume_of(db, user_id, resume_id)
    if form is None:
        kept = resume.confirmed
        form = from_read(resume.read) if kept is None else confirmed_of(kept)
    return CorrectPage(
        id=str(resume.id),
        name=resume.name,
        form=form,
        lines=_lines_of(resume),
        pages=marked_pages(resume.read, pictures_of(resume), form),
        doubtful=doubtful_of(resume.read) if resume.confirmed is None else (),
        errors=errors or {},
    )


def _lines_of(resume: Resume) -> tuple[str, ...]:
    return tuple(line for line in resume.text.split("\n") if line.strip())


def pictures_of(resume: Resume) -> int:
    """Pages of the file that there are pictures of."""
    is_drawn = resume.kind in (Kind.PDF, Kind.PNG, Kind.JPEG) and resume.file_key is not None
    return resume.page_count if is_drawn else 0


def doubtful_of(read: Any) -> tuple[str, ...]:
    """The values of `taking.as_read` that are to be checked, in their order."""
    if isinstance(read, dict):
        if read.get("check"):
            return (read["text"],)
        read = list(read.values())
    if isinstance(read, list):
        return tuple(value for one in read for value in doubtful_of(one))
    return ()
