"""What the templates in profile/ receive, and how it is put together."""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from sqlalchemy.ext.asyncio import AsyncSession

from preppal.resumes.correcting import Confirmed, confirmed_of
from preppal.resumes.merging import LISTS, Choice, Difference, compare, with_more
from preppal.resumes.model import NotConfirmed, Profile, Resume
from preppal.resumes.profiles import BY_HAND, Sources, is_compared, version_of
from preppal.resumes.queries import profile_of, resume_of, resumes_of
from preppal.resumes.sameness import fold, tongue_and_level

DID = ("corrected", "merged", "deleted")


@dataclass(frozen=True, slots=True)
class Origin:
    """One place that values came from. ``id`` and ``name`` are empty for a resume that is gone, and for one's hand."""

    number: int
    id: str = ""
    name: str = ""
    is_hand: bool = False


@dataclass(frozen=True, slots=True)
class ProfileResume:
    """A resume beside the profile. ``state``: ``unconfirmed``, ``taken`` (looked at as it is now) or ``more``."""

    id: str
    name: str
    state: str


@dataclass(frozen=True, slots=True)
class ProfilePage:
    """profile/one.html. ``marks`` has the numbers of `Origin` for each value, as `Profile.sources` names it."""

    profile: Confirmed | None
    resumes: tuple[ProfileResume, ...]
    changed_at: datetime | None = None
    origins: tuple[Origin, ...] = ()
    marks: Mapping[str, tuple[int, ...]] = field(default_factory=dict)
    did: str = ""


@dataclass(frozen=True, slots=True)
class ProfileForm:
    """profile/correct.html. ``errors`` are as in `pages.CorrectPage`; ``is_stale``: it was changed elsewhere."""

    form: Confirmed
    version: int
    errors: Mapping[str, str] = field(default_factory=dict)
    is_stale: bool = False


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose. ``adds`` and ``loses`` are lines against what the profile has."""

    choice: str
    value: Any
    is_proposed: bool
    adds: tuple[str, ...] = ()
    loses: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Question:
    """A `Difference` as it is asked. ``about`` tells entries of a kind apart."""

    key: str
    field: str
    about: str
    mine: Any
    theirs: Any
    options: tuple[Option, ...]


@dataclass(frozen=True, slots=True)
class MergePage:
    """profile/merge.html. ``problem`` is a msgid."""

    resume_id: str
    resume_name: str
    version: int
    questions: tuple[Question, ...]
    is_stale: bool = False
    problem: str = ""


async def profile_page(db: AsyncSession, user_id: uuid.UUID, *, did: str = "") -> ProfilePage:
    """The profile, and the resumes beside it. Two statements."""
    profile = await profile_of(db, user_id)
    resumes = await resumes_of(db, user_id)
    beside = tuple(_beside(resume, profile) for resume in resumes)
    if profile is None:
        return ProfilePage(None, beside, did=did if did == "deleted" else "")
    origins = _origins(profile.sources, {str(resume.id): resume.name for resume in resumes})
    numbers = {key: origin.number for key, origin in origins.items()}
    return ProfilePage(
        profile=confirmed_of(profile.confirmed),
        resumes=beside,
        changed_at=profile.changed_at,
        origins=tuple(dict.fromkeys(origins.values())),
        marks={
            at: tuple(dict.fromkeys(numbers[key] for key in keys))
            for at, keys in profile.sources.items()
        },
        did=did if did in DID else "",
    )


def _beside(resume: Resume, profile: Profile | None) -> ProfileResume:
    state = "unconfirmed"
    if resume.confirmed is not None:
        is_taken = profile is not None and is_compared(profile, resume)
        state = "taken" if is_taken else "more"
    return ProfileResume(str(resume.id), resume.name, state)


def _origins(sources: Sources, names: Mapping[str, str]) -> dict[str, Origin]:
    """By what `Profile.sources` says; resumes that are gone are one."""
    keys = dict.fromkeys(key for keys in sources.values() for key in keys)
    found: dict[str, Origin] = {}
    gone: Origin | None = None
    number = 0
    for key in sorted(keys, key=lambda key: (key == BY_HAND, key not in names)):
        if key not in names and key != BY_HAND and gone is not None:
            found[key] = gone
            continue
        number += 1
        known = key in names
        found[key] = Origin(number, key if known else "", names.get(key, ""), key == BY_HAND)
        if not known and key != BY_HAND:
            gone = found[key]
    return found


async def profile_form(
    db: AsyncSession,
    user_id: uuid.UUID,
    *,
    form: Confirmed | None = None,
    version: int | None = None,
    errors: Mapping[str, str] | None = None,
    is_stale: bool = False,
) -> ProfileForm:
    """The form over the profile; ``form`` and ``version`` are those of one that was sent."""
    profile = await profile_of(db, user_id)
    if form is None:
        form = Confirmed() if profile is None else confirmed_of(profile.confirmed)
    current = version_of(profile) if version is None else version
    return ProfileForm(form, current, errors or {}, is_stale)


async def merge_page(
    db: AsyncSession,
    user_id: uuid.UUID,
    resume_id: uuid.UUID,
    *,
    is_stale: bool = False,
    problem: str = "",
) -> MergePage:
    """What a confirmed resume says otherwise than the profile.

    Raises:
        NoSuchResume: not there, or somebody else's.
        NotConfirmed: nothing of it is confirmed yet.
    """
    resume = await resume_of(db, user_id, resume_id)
    if resume.confirmed is None:
        raise NotConfirmed()
    profile = await profile_of(db, user_id)
    return MergePage(
        resume_id=str(resume.id),
        resume_name=resume.name,
        version=version_of(profile),
        questions=tuple(map(_question, differences(profile, resume))),
        is_stale=is_stale,
        problem=problem,
    )


def differences(profile: Profile | None, resume: Resume) -> tuple[Difference, ...]:
    """What is confirmed of a resume, compared with the profile, if there is one."""
    has = Confirmed() if profile is None else confirmed_of(profile.confirmed)
    return compare(has, confirmed_of(resume.confirmed or {}))


def _question(one: Difference) -> Question:
    options = tuple(_option(one, choice) for choice in one.choices)
    return Question(
        one.key, one.field, _about(one.theirs, one.field), one.mine, one.theirs, options
    )


def _about(said: Any, name: str) -> str:
    if name == "languages":
        return tongue_and_level(said)[0]
    if name == "roles":
        return " · ".join(filter(None, (said.title, said.company)))
    return " · ".join(filter(None, (said.degree, said.institution))) if name == "studies" else ""


def _option(one: Difference, choice: Choice) -> Option:
    value = one.outcome(choice)
    has, gets = _lines(one.field, one.mine), _lines(one.field, value)
    by = LISTS.get(one.field, fold)
    adds = with_more(has, gets, by)[len(has) :] if one.mine else ()
    loses = with_more(gets, has, by)[len(gets) :] if value and one.mine else ()
    return Option(choice.value, value, choice is one.proposed, adds, loses)


def _lines(name: str, value: Any) -> tuple[str, ...]:
    """What a choice may add to, or take from."""
    if value is None:
        return ()
    if name in LISTS:
        return tuple(value)
    return tuple(value.done) if name == "roles" else ()
