"""On one's own machine: no mail, the code is on the page, the first account is the operator's."""

import re

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import User
from tests.people import Browser, Browsers, Postbox


async def sign_in(browser: Browser, email: str) -> None:
    await browser.post("/sign-in", data={"email": email})
    page = await browser.get("/sign-in/code")
    code = re.search(r"\b\d{6}\b", re.sub(r"<[^>]*>", " ", page.text))
    assert code, page.text
    answer = await browser.post("/sign-in/code", data={"code": code[0]})
    assert answer.status_code == 303


async def test_the_code_is_on_the_page_and_in_the_terminal(
    visitor: Browser, postbox: Postbox
) -> None:
    await visitor.post("/sign-in", data={"email": "ana@example.org"})
    page = await visitor.get("/sign-in/code")
    code = re.search(r"\b\d{6}\b", postbox.mails[0].subject)
    assert code
    assert code[0] in page.text


async def test_the_code_is_not_shown_to_other_browsers(
    visitor: Browser, browsers: Browsers, postbox: Postbox
) -> None:
    await visitor.post("/sign-in", data={"email": "ana@example.org"})
    other = await browsers()
    page = await other.get("/sign-in/code", follow_redirects=True)
    assert not re.search(r"\b\d{6}\b", re.sub(r"<[^>]*>", " ", page.text))


async def test_the_first_account_is_the_operator_and_no_other(
    browsers: Browsers, db: AsyncSession
) -> None:
    for email in ("ana@example.org", "bo@example.org", "ana@example.org"):
        await sign_in(await browsers(), email)
    users = (await db.scalars(select(User).order_by(User.id))).all()
    assert [(user.email, user.is_staff) for user in users] == [
        ("ana@example.org", True),
        ("bo@example.org", False),
    ]


async def test_a_page_of_another_name_for_this_machine_gets_nothing(visitor: Browser) -> None:
    """DNS rebinding: a hostile name that leads to 127.0.0.1 must not read the code."""
    for host in ("evil.example:8000", "127.0.0.1.evil.example", "[", ""):
        for method, path in (("GET", "/sign-in"), ("POST", "/sign-in"), ("GET", "/")):
            answer = await visitor.request(
                method, path, headers={"host": host}, data={"email": "ana@example.org"}
            )
            assert answer.status_code == 403, (host, path)
    for host in ("localhost:8000", "127.0.0.1", "[::1]:8000"):
        answer = await visitor.get("/sign-in", headers={"host": host})
        assert answer.status_code == 200, host
