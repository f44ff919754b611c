"""What a resume says of a person: each value with the line of the document it was read from.

Nothing here is a guess: what the file does not say is None or absent. Age, date of birth, marital status,
nationality, religion and the photo have no place in it, whatever the file says.
"""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Said:
    """A value and the index of the document's line that says it."""

    text: str
    line: int
    more: tuple[int, ...] = ()
    """Further lines that it goes on over."""
    is_doubtful: bool = False
    """A model says it, and the file's words do not."""

    def __str__(self) -> str:
        return self.text


@dataclass(frozen=True, slots=True)
class Experience:
    """One role; two roles at a company are two. Dates are `YYYY-MM`, `YYYY` or `present`."""

    company: Said | None
    title: Said | None
    start: Said | None
    end: Said | None
    location: Said | None = None
    lines: tuple[Said, ...] = ()
    """What was done there: one for each item or paragraph."""


@dataclass(frozen=True, slots=True)
class Education:
    """``degree`` holds its subject ("M.S. in Information Systems")."""

    institution: Said | None
    degree: Said | None
    start: Said | None
    end: Said | None


@dataclass(frozen=True, slots=True)
class Language:
    name: Said
    level: str | None = None


@dataclass(frozen=True, slots=True)
class ResumeProfile:
    name: Said | None = None
    email: Said | None = None
    phone: Said | None = None
    location: Said | None = None
    links: tuple[Said, ...] = ()
    """Addresses without scheme; ``line`` is -1 where only the link behind the words says it."""
    summary: str | None = None
    summary_lines: tuple[int, ...] = ()
    experiences: tuple[Experience, ...] = ()
    education: tuple[Education, ...] = ()
    skills: tuple[Said, ...] = ()
    languages: tuple[Language, ...] = ()
