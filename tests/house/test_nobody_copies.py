"""A persona is used as it is, or one writes one's own: nothing anywhere copies one.

Not by name: no route, page, field, script or function is called so. Not in effect: whatever somebody
sends about another's persona, no row of theirs comes to hold its words.
"""

import re
from pathlib import Path

from fastapi import FastAPI
from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

import preppal
from tests.house.access import TABLE
from tests.house.routes import routes_of
from tests.house.test_access import path_of
from tests.house.world import PERSONA_FORM, World
from tests.people import Browser

PACKAGE = Path(preppal.__file__).parent
COPYING = re.compile(
    r"\b(?:fork|copy|copies|copied|clone(?!Node)|duplicate|remix|template_of)\w*\b|_(?:fork|copy|clone)\b",
    re.I,
)
ABOUT_PERSONAS = (
    "personas/**/*",
    "hub/**/*",
    "templates/personas/*",
    "templates/hub/*",
    "static/js/personas/*",
)
NOT_CODE = re.compile(r'""".*?"""|\{#.*?#\}|/\*.*?\*/|(?<!:)//[^\n]*|(?m:#[^\n]*$)', re.DOTALL)
"""What explains why nobody copies may say so."""


def test_no_route_is_called_so(app: FastAPI) -> None:
    assert [path for _, path in routes_of(app) if COPYING.search(path.replace("/", " "))] == []


def test_no_page_and_no_code_about_personas_says_so() -> None:
    files = {
        path
        for pattern in ABOUT_PERSONAS
        for path in PACKAGE.glob(pattern)
        if path.suffix in (".py", ".html", ".js")
    }
    assert len(files) > 20, "Nothing was read."
    said = {
        f"{path.relative_to(PACKAGE)}: {found[0]}"
        for path in files
        for found in COPYING.finditer(NOT_CODE.sub("", path.read_text("utf-8")))
    }
    assert said == set()


def test_it_would_be_found() -> None:
    assert COPYING.search("/personas/{persona_id}/fork".replace("/", " "))
    assert COPYING.search("copy_persona(db)")
    assert COPYING.search(NOT_CODE.sub("", "<button>Duplicate</button>"))
    assert not COPYING.search(NOT_CODE.sub("", '"""Nobody copies one."""'))


async def test_whatever_is_sent_nothing_of_it_becomes_theirs(
    world: World, stranger: Browser, db: AsyncSession
) -> None:
    """Every form of the product, about Ana's public persona, with its id in every field."""
    public = str(world.ids["persona_public"])
    for row in TABLE:
        if row.method != "POST" or row.path.startswith("/sign-"):
            continue
        fields = dict(row.form) | dict.fromkeys(
            ("persona_id", "about", "from", "of", "source", "copy", "fork", "persona"), public
        )
        path = path_of(row, stranger, world, "persona_public" if "{" in row.path else "")
        await stranger.post(path, data=fields)
    words = (PERSONA_FORM["headline"], PERSONA_FORM["line"], PERSONA_FORM["system_instruction"])
    theirs = await db.scalars(
        text("select to_jsonb(p)::text from personas p where owner_id = :id"),
        {"id": stranger.me.id},
    )
    assert [row for row in theirs if any(word in row for word in words)] == []
    for page in ("/personas/new?persona=" + public, "/personas/new?from=" + public):
        answer = await stranger.get(page)
        assert not any(word in answer.text for word in words)
