"""Reading every resume of a folder: a line for each file, whatever is in it."""

import os
import time
from collections.abc import AsyncIterator, Iterable
from dataclasses import replace
from pathlib import Path
from typing import Any

from preppal.documents.limits import LIMITS
from preppal.documents.reading import Readers
from preppal.documents.sentences import sentence_of
from preppal.documents.unreadable import Unreadable
from preppal.foundation.log import log
from preppal.resumes.model_reading import ModelReader
from preppal.resumes.profile import ResumeProfile, Said
from preppal.resumes.taking import READER, reader_of, recognises, understand
from preppal.resumes.understanding import Understood

SUFFIXES = frozenset(
    [
        ".pdf",
        ".docx",
        ".txt",
        ".text",
        ".md",
        ".html",
        ".htm",
        ".png",
        ".jpg",
        ".jpeg",
        ".doc",
        ".odt",
        ".rtf",
        ".pages",
    ]
)
MAGIC = (b"%PDF-", b"PK\x03\x04", b"\x89PNG", b"\xff\xd8\xff")
"""How a PDF, a DOCX, a PNG and a JPEG begin; the first one is the longest."""
LONGEST = replace(LIMITS, pages=60, seconds=60.0)
"""Academic resumes are long; nobody waits for a page here."""


def resumes_in(folder: Path) -> list[Path]:
    """The files that a resume may be in, by name: in it and in the folders within it, what is hidden left out.

    One by its ending, or by its first bytes, whatever it is called; also one that cannot be opened.
    """
    found: list[Path] = []
    for place, folders, names in os.walk(folder):
        folders[:] = [name for name in folders if not name.startswith(".")]
        found += [Path(place, name) for name in names if not name.startswith(".")]
    return sorted(path for path in found if may_be_resume(path))


def may_be_resume(path: Path) -> bool:
    if path.suffix.lower() in SUFFIXES:
        return (
            path.is_file() or not path.exists()
        )  # a link to nothing has its line; a pipe would be waited for
    try:
        if not path.is_file():
            return False
        with path.open("rb") as stream:
            return stream.read(len(MAGIC[0])).startswith(MAGIC)
    except OSError:
        return False


def name_in(folder: Path | None, path: Path) -> str:
    """As it is told: from the folder on, in letters that can be written."""
    shown = path.relative_to(folder).as_posix() if folder else path.name
    return os.fsencode(shown).decode("utf-8", "replace")


async def evaluate(
    files: Iterable[Path],
    readers: Readers,
    model: ModelReader | None = None,
    *,
    folder: Path | None = None,
) -> AsyncIterator[dict[str, Any]]:
    """What was read of each file, in the order given; ``error`` says why nothing was. ``file`` is its name, or its
    path from a ``folder`` on.

    ``reader`` is who read it: the model, or the built-in reader where that stood in (``instead`` says why).
    """
    for path in files:
        began = time.perf_counter()
        profile, error, reader, why = ResumeProfile(), "", READER, ""
        try:
            data = path.read_bytes()
            understood = await understand(readers, data, limits=LONGEST)
            reader = reader_of(understood.document)
            if model is not None:
                understood, why = await model.read(readers, data, understood)
                reader = reader if why else model.model.name
            if model is None or why:
                understood = with_words(understood)
            profile = understood.profile
        except Unreadable as problem:
            error = sentence_of(problem)
        except OSError as problem:
            error = f"The file cannot be opened: {problem.strerror}."
        except Exception as problem:  # one odd file does not end the others' reading
            log(__name__).warning("resume_not_read", file=path.name, problem=repr(problem))
            error = "That file could not be read as a resume."
        line = {"file": name_in(folder, path), **facts_of(profile)}
        line |= {"seconds": round(time.perf_counter() - began, 3), "reader": reader}
        yield line | ({"instead": why} if why else {}) | ({"error": error} if error else {})


def with_words(understood: Understood) -> Understood:
    """What was read, if there was anything to read. Raises `Unreadable`: ``needs_ocr``, ``no_ocr``."""
    if not understood.document.lines:
        raise Unreadable("needs_ocr" if recognises() else "no_ocr")
    return understood


def facts_of(profile: ResumeProfile) -> dict[str, Any]:
    """A profile's values without their lines."""
    return {
        "name": text_of(profile.name),
        "email": text_of(profile.email),
        "phone": text_of(profile.phone),
        "location": text_of(profile.location),
        "links": [link.text for link in profile.links],
        "experiences": [
            {
                "company": text_of(role.company),
                "title": text_of(role.title),
                "start": text_of(role.start),
                "end": text_of(role.end),
            }
            for role in profile.experiences
        ],
        "education": [
            {
                "institution": text_of(school.institution),
                "degree": text_of(school.degree),
                "start": text_of(school.start),
                "end": text_of(school.end),
            }
            for school in profile.education
        ],
        "skills": [skill.text for skill in profile.skills],
    }


def text_of(said: Said | None) -> str | None:
    return said.text if said else None
