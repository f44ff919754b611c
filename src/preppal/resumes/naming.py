"""What a file and a resume are called."""

import datetime
import re
from collections.abc import Mapping
from typing import Any

from preppal.documents.model import Kind
from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.foundation.visible import visible_text
from preppal.resumes.model import NAME_LIMIT

ENDINGS = {Kind.PDF: ".pdf", Kind.DOCX: ".docx", Kind.HTML: ".html", Kind.TEXT: ".txt",
           Kind.PNG: ".png", Kind.JPEG: ".jpg"}  # fmt: skip
NO_NAME = N_("Give it a name, so that you find it again.")
NAME_TOO_LONG = N_("That is too long for a name. 100 characters are enough.")
FIRST_WORDS = 6
_UNSAFE = re.compile(r'[\x00-\x1f\x7f"*:<>?|%;]+')


def clean_file_name(said: str, kind: Kind) -> str:
    """What a browser said, without folders and signs that a disk or a header minds; with the ending of its kind."""
    last = re.split(r"[/\\]", visible_text(said.replace("\n", " ")))[-1]
    stem = " ".join(_UNSAFE.sub(" ", last).split()).strip(". ")
    before, dot, ending = stem.rpartition(".")
    if dot and re.fullmatch(r"[A-Za-z0-9]{1,5}", ending):
        stem = before.rstrip(". ")
    ending = ENDINGS[kind]
    return (stem[: NAME_LIMIT - len(ending)] or "resume") + ending


def name_from(file_name: str) -> str:
    """A resume's first name: the file's, without its ending, spaces for what stands in for them."""
    stem = file_name.rpartition(".")[0]
    return " ".join(re.sub(r"[_+]+", " ", stem).split())[:NAME_LIMIT]


def name_read(read: Mapping[str, Any], text: str, day: datetime.date) -> str:
    """What pasted words are called at first, from `taking.as_read`: their person, and the newest role's title or
    employer; without them a school, their first words, or the day when nothing else can be said. Never ""."""
    role = (read.get("experiences") or [{}])[0]
    school = (read.get("education") or [{}])[0]
    said = (read.get("name"), role.get("title") or role.get("company"))
    named = [one["text"] for one in said if one] or [
        one["text"] for one in (school.get("institution"), school.get("degree")) if one
    ]
    name = ", ".join(named[:2]) or " ".join(visible_text(text).split()[:FIRST_WORDS])
    return name[:NAME_LIMIT].rstrip(" ,") or day.isoformat()


def clean_name(said: str) -> str:
    """What its owner calls it. Raises `Invalid`: none, or too long."""
    name = " ".join(visible_text(said).split())
    if not name or len(name) > NAME_LIMIT:
        raise Invalid({"name": NAME_TOO_LONG if name else NO_NAME})
    return name
