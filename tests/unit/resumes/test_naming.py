"""What pasted words are called at first: never nothing."""

import datetime
from typing import Any

import pytest

from preppal.resumes.model import NAME_LIMIT
from preppal.resumes.naming import name_read

DAY = datetime.date(2026, 11, 27)


def said(text: str) -> dict[str, Any]:
    return {"text": text, "said": "", "at": []}


@pytest.mark.parametrize(
    ("read", "text", "name"),
    [
        (
            {
                "name": said("Ines Albarracin"),
                "experiences": [{"title": said("Night Porter"), "company": said("Miralbueno")}],
            },
            "",
            "Ines Albarracin, Night Porter",
        ),
        (
            {"name": said("Ines Albarracin"), "experiences": [{"company": said("Miralbueno")}]},
            "",
            "Ines Albarracin, Miralbueno",
        ),
        ({"experiences": [{"company": said("Miralbueno")}]}, "", "Miralbueno"),
        ({"education": [{"institution": said("Escuela del Ebro")}]}, "", "Escuela del Ebro"),
        ({}, "looked\nafter two gardens and a very old dog", "looked after two gardens and a"),
        ({}, "x" * 300, "x" * NAME_LIMIT),
        ({}, "", "2026-11-27"),
    ],
)
def test_what_it_is_called(read: dict[str, Any], text: str, name: str) -> None:
    assert name_read(read, text, DAY) == name
