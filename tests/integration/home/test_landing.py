"""What anybody may read: the landing page, privacy, terms; and what machines ask for."""

import pytest

from preppal.foundation.database import Database
from tests.people import Browser


async def test_a_visitor_reads_what_this_is_and_where_to_begin(visitor: Browser) -> None:
    page = await visitor.get("/")
    assert page.status_code == 200
    assert "/sign-in" in page.text
    assert "Ruth Adeyemi" in page.text


async def test_somebody_signed_in_goes_to_their_own_page(owner: Browser) -> None:
    answer = await owner.get("/")
    assert (answer.status_code, answer.headers["location"]) == (303, "/dashboard")


@pytest.mark.parametrize("path", ["/", "/privacy", "/terms"])
async def test_a_page_for_everybody_costs_a_visitor_no_statement(
    visitor: Browser, database: Database, path: str
) -> None:
    with database.count_statements() as sent:
        assert (await visitor.get(path)).status_code == 200
    assert sent == []


@pytest.mark.parametrize("path", ["/privacy", "/terms"])
async def test_notices_are_for_everybody(visitor: Browser, owner: Browser, path: str) -> None:
    for browser in (visitor, owner):
        page = await browser.get(path)
        assert page.status_code == 200
        assert "<h1" in page.text


async def test_robots_keep_out_of_private_rooms(visitor: Browser) -> None:
    answer = await visitor.get("/robots.txt")
    assert answer.status_code == 200
    for path in ("/dashboard", "/interviews", "/settings"):
        assert f"Disallow: {path}\n" in answer.text
    assert "Disallow: /\n" not in answer.text


async def test_there_is_an_icon(visitor: Browser) -> None:
    answer = await visitor.get("/favicon.ico")
    assert answer.status_code == 200
    assert answer.headers["content-type"] == "image/svg+xml"
    assert b"<svg" in answer.content
