"""What an interview keeps of a resume: what is asked about, without name, address, telephone and links."""

from typing import Any

import msgspec

from preppal.resumes.correcting import Confirmed, confirmed_of, from_read
from preppal.resumes.model import Resume

KEPT = ("summary", "roles", "studies", "skills", "languages")


def snapshot(resume: Resume | None) -> dict[str, Any]:
    """What its owner confirmed, else what was read of it; ``is_confirmed`` says which. {} without a resume."""
    if resume is None:
        return {}
    kept = resume.confirmed
    form = from_read(resume.read) if kept is None else confirmed_of(kept)
    return kept_of(form, name=resume.name, is_confirmed=kept is not None)


def kept_of(form: Confirmed, *, name: str = "", is_confirmed: bool = False) -> dict[str, Any]:
    said: dict[str, Any] = msgspec.to_builtins(form)
    return {"name": name, "is_confirmed": is_confirmed, **{one: said[one] for one in KEPT}}


def says_something(resume: Resume) -> bool:
    """Whether there is anything of it to ask about: of a scan that nobody wrote out there is not."""
    said = resume.confirmed if resume.confirmed is not None else resume.read
    return any(
        said.get(name)
        for name in ("roles", "experiences", "skills", "summary", "studies", "education")
    )
