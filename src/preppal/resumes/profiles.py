"""A person's profile: filled by their first confirmed resume, more taken in, corrected by hand, deleted."""

import datetime
import uuid
from collections.abc import Mapping

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from preppal.resumes.checking import checked
from preppal.resumes.correcting import Confirmed, confirmed_of
from preppal.resumes.merging import ENTRIES, LISTS, SCALARS, Choice, Merged, merge
from preppal.resumes.model import NotConfirmed, Profile, ProfileMovedOn, Resume
from preppal.resumes.queries import profile_of, resume_of

BY_HAND = "hand"
"""In `Profile.sources`: its owner wrote it, or wrote it anew."""

Sources = dict[str, list[str]]


def version_of(profile: Profile | None) -> int:
    """What a form says that it was made from; 0 where there was no profile."""
    return 0 if profile is None else profile.version


def is_compared(profile: Profile, resume: Resume) -> bool:
    """Whether what is confirmed of a resume now has been taken in, or left out, already."""
    return resume.confirmed_at is not None and (
        profile.compared.get(str(resume.id)) == resume.confirmed_at.isoformat()
    )


async def fill_profile(
    db: AsyncSession, user_id: uuid.UUID, resume: Resume, *, now: datetime.datetime
) -> bool:
    """Fill the profile with a confirmed resume, if there is none yet; gives whether it did."""
    if await _held(db, user_id) is not None:
        return False
    await _take_in(db, user_id, None, resume, {}, now=now)
    return True


async def take_into_profile(
    db: AsyncSession,
    user_id: uuid.UUID,
    resume_id: uuid.UUID,
    choices: Mapping[str, Choice],
    *,
    version: int,
    now: datetime.datetime,
) -> None:
    """Take a confirmed resume in by `merging.merge`. ``version`` is that of the profile it was compared with.

    Raises:
        Invalid: together it is more than a profile holds.
        NoSuchResume: not there, or somebody else's.
        NotConfirmed: only what was confirmed is taken in.
        ProfileMovedOn: there is another version.
    """
    profile = await _held(db, user_id)
    resume = await resume_of(db, user_id, resume_id)
    if version_of(profile) != version:
        raise ProfileMovedOn()
    await _take_in(db, user_id, profile, resume, choices, now=now)


async def correct_profile(
    db: AsyncSession,
    user_id: uuid.UUID,
    form: Confirmed,
    *,
    version: int,
    now: datetime.datetime,
) -> None:
    """Write the profile as its owner has it.

    Raises:
        Invalid: with a sentence for each field that needs another word.
        ProfileMovedOn: there is another version.
    """
    profile = await _held(db, user_id)
    if version_of(profile) != version:
        raise ProfileMovedOn()
    right = checked(form)
    had = Confirmed() if profile is None else confirmed_of(profile.confirmed)
    sources = _corrected_sources(had, {} if profile is None else profile.sources, right)
    _write(db, user_id, profile, right, sources, now=now)


async def delete_profile(db: AsyncSession, user_id: uuid.UUID) -> None:
    """Delete it at once; one that is gone already is no error. Resumes stay as they are."""
    profile = await _held(db, user_id)
    if profile is not None:
        await db.delete(profile)


async def _held(db: AsyncSession, user_id: uuid.UUID) -> Profile | None:
    """The profile, whose making and changing is one after the other: a row that is not there cannot be locked."""
    await db.execute(select(User.id).where(User.id == user_id).with_for_update(key_share=True))
    return await profile_of(db, user_id, locked=True)


async def _take_in(
    db: AsyncSession,
    user_id: uuid.UUID,
    profile: Profile | None,
    resume: Resume,
    choices: Mapping[str, Choice],
    *,
    now: datetime.datetime,
) -> None:
    if resume.confirmed is None or resume.confirmed_at is None:
        raise NotConfirmed()
    had = Confirmed() if profile is None else confirmed_of(profile.confirmed)
    merged = merge(had, confirmed_of(resume.confirmed), choices)
    sources = merged_sources({} if profile is None else profile.sources, merged, str(resume.id))
    right = merged.profile if merged.profile == had else checked(merged.profile)
    written = _write(db, user_id, profile, right, sources, now=now)
    written.compared = written.compared | {str(resume.id): resume.confirmed_at.isoformat()}


def _write(
    db: AsyncSession,
    user_id: uuid.UUID,
    profile: Profile | None,
    right: Confirmed,
    sources: Sources,
    *,
    now: datetime.datetime,
) -> Profile:
    if profile is None:
        profile = Profile(
            user_id=user_id, version=int(now.timestamp()), compared={}, created_at=now
        )
        db.add(profile)
    else:
        profile.version += 1
    profile.confirmed, profile.sources, profile.changed_at = right.as_json(), sources, now
    return profile


def merged_sources(had: Mapping[str, list[str]], merged: Merged, resume_id: str) -> Sources:
    """Whence each value comes after a resume was taken in."""
    found: Sources = {}
    for key, source in merged.sources.items():
        field = key.rpartition("_")[0]
        before = [] if source.mine is None else had.get(f"{field}_{source.mine}", [])
        found[key] = [*before, *([resume_id] if source.is_theirs and resume_id not in before else [])]  # fmt: skip
    return found


def _corrected_sources(
    had: Confirmed, sources: Mapping[str, list[str]], right: Confirmed
) -> Sources:
    """A value that stays has its sources still; one that was changed was written by hand, too."""
    found: Sources = {}
    for name in SCALARS:
        if value := getattr(right, name):
            stays = value == getattr(had, name)
            found[f"{name}_0"] = sources.get(f"{name}_0", []) if stays else [BY_HAND]
    for name in (*LISTS, *ENTRIES):
        before = getattr(had, name)
        for number, value in enumerate(getattr(right, name)):
            found[f"{name}_{number}"] = _sources_of(name, value, before, sources)
    return found


def _sources_of(
    name: str, value: object, before: tuple[object, ...], sources: Mapping[str, list[str]]
) -> list[str]:
    if value in before:
        return sources.get(f"{name}_{before.index(value)}", [])
    if name in ENTRIES:
        same = ENTRIES[name].same
        for number, one in enumerate(before):
            if same(one, value):
                known = sources.get(f"{name}_{number}", [])
                return [*known, *([BY_HAND] if BY_HAND not in known else [])]
    return [BY_HAND]
