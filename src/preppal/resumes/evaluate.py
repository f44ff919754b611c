"""Reading every resume of a folder: a line for each file, whatever is in it."""

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
LONGEST = replace(LIMITS, pages=60, seconds=60.0)
"""Academic resumes are long; nobody waits for a page here."""


def resumes_in(folder: Path) -> list[Path]:
    """The files that a resume may be in, by name."""
    return sorted(
        path
        for path in folder.iterdir()
        if path.is_file() and path.suffix.lower() in SUFFIXES and not path.name.startswith(".")
    )


async def evaluate(
    files: Iterable[Path], readers: Readers, model: ModelReader | None = None
) -> AsyncIterator[dict[str, Any]]:
    """What was read of each file, in the order given; ``error`` says why nothing was.

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
        line = {"file": path.name, **facts_of(profile)}
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
