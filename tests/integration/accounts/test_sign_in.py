"""Signing in: an address, a code, a browser that stays signed in."""

import re
from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import Device, SignInCode, User
from preppal.accounts.tokens import digest
from preppal.foundation.settings import Settings
from tests.people import Browser, Browsers, Postbox, TestClock, mail_settings


@pytest.fixture
def settings() -> Settings:
    return mail_settings()


def code_in(postbox: Postbox) -> str:
    found = re.search(r"\b\d{6}\b", postbox.mails[-1].text)
    assert found
    return found[0]


def another(code: str) -> str:
    return f"{(int(code) + 1) % 1_000_000:06d}"


async def ask(browser: Browser, email: str = "ana@example.org", **more: str) -> None:
    answer = await browser.post("/sign-in", data={"email": email, **more})
    assert answer.status_code == 303, answer.text


async def sign_in(browser: Browser, postbox: Postbox, email: str = "ana@example.org") -> None:
    await ask(browser, email)
    answer = await browser.post("/sign-in/code", data={"code": code_in(postbox)})
    assert answer.status_code == 303, answer.text


async def is_signed_in(browser: Browser) -> bool:
    return (await browser.get("/settings")).status_code == 200


async def test_a_visitor_gets_in_with_the_code_from_their_mail(
    visitor: Browser, postbox: Postbox, db: AsyncSession
) -> None:
    await ask(visitor, "Ana@Example.org", next="/interviews/new?topic=design")
    assert [mail.to for mail in postbox.mails] == ["ana@example.org"]
    page = await visitor.get("/sign-in/code")
    assert "ana@example.org" in page.text
    assert code_in(postbox) not in page.text

    answer = await visitor.post(
        "/sign-in/code", data={"code": code_in(postbox), "next": "/interviews/new?topic=design"}
    )
    assert answer.status_code == 303
    assert answer.headers["location"] == "/interviews/new?topic=design"
    assert await is_signed_in(visitor)
    user = (await db.scalars(select(User))).one()
    assert (user.email, user.is_staff) == ("ana@example.org", False)


async def test_the_cookie_is_for_this_host_over_https_and_not_for_scripts(
    visitor: Browser, postbox: Postbox, db: AsyncSession
) -> None:
    await ask(visitor)
    answer = await visitor.post("/sign-in/code", data={"code": code_in(postbox)})
    cookie = next(
        value
        for value in answer.headers.get_list("set-cookie")
        if value.startswith("__Host-preppal=")
    )
    facts = {part.strip().lower() for part in cookie.split(";")[1:]}
    assert {"httponly", "secure", "samesite=lax", "path=/"} <= facts
    assert not any(fact.startswith("domain") for fact in facts)
    token = cookie.partition("=")[2].partition(";")[0]
    device = (await db.scalars(select(Device))).one()
    assert device.token_hash == digest(token)
    assert device.label == "Firefox, Linux"


async def test_the_database_keeps_no_code_that_could_be_guessed_from_it(
    visitor: Browser, postbox: Postbox, db: AsyncSession
) -> None:
    await ask(visitor)
    row = (await db.scalars(select(SignInCode))).one()
    kept = [getattr(row, column.key) for column in SignInCode.__table__.columns]
    assert code_in(postbox) not in repr(kept)
    # Not even whoever tries all million codes finds it: the key is in the browser alone.
    assert digest(code_in(postbox)) not in (row.code_hash, row.token_hash)


async def test_known_and_unknown_addresses_get_the_same_answer_and_the_same_work(
    browsers: Browsers, postbox: Postbox, app, database
) -> None:
    await sign_in(await browsers(), postbox, "known@example.org")
    seen = []
    for email in ("known@example.org", "unknown@example.org"):
        browser = await browsers()
        with database.count_statements() as statements:
            answer = await browser.post("/sign-in", data={"email": email})
        page = await browser.get("/sign-in/code")
        wrong = await browser.post("/sign-in/code", data={"code": another(code_in(postbox))})
        seen.append(
            (
                [re.sub(r"\s+", " ", statement) for statement in statements],
                answer.status_code,
                answer.headers["location"],
                len(answer.headers.get_list("set-cookie")),
                plain(page.text, email),
                plain(wrong.text, email),
            )
        )
    assert seen[0] == seen[1]
    assert len(postbox.mails) == 3


def plain(html: str, email: str) -> str:
    return re.sub(r'nonce="[^"]*"', "", html.replace(email, "EMAIL"))


async def test_no_account_is_made_by_typing_an_address(
    visitor: Browser, postbox: Postbox, db: AsyncSession
) -> None:
    await ask(visitor)
    await visitor.post("/sign-in/code", data={"code": another(code_in(postbox))})
    assert await db.scalar(select(func.count()).select_from(User)) == 0


async def test_the_account_is_found_again(browsers: Browsers, postbox: Postbox, db: AsyncSession):
    for typed in ("ana@example.org", " ANA@example.org"):
        browser = await browsers()
        await sign_in(browser, postbox, typed)
        assert await is_signed_in(browser)
    assert await db.scalar(select(func.count()).select_from(User)) == 1
    assert await db.scalar(select(func.count()).select_from(Device)) == 2


async def test_a_code_is_good_once(visitor: Browser, postbox: Postbox) -> None:
    await ask(visitor)
    cookies = dict(visitor.cookies)
    first = await visitor.post("/sign-in/code", data={"code": code_in(postbox)})
    visitor.cookies.clear()
    for name, value in cookies.items():
        visitor.cookies.set(name, value, domain="practice.example.org", path="/")
    again = await visitor.post("/sign-in/code", data={"code": code_in(postbox)})
    assert (first.status_code, again.status_code) == (303, 422)
    assert not await is_signed_in(visitor)


async def test_a_code_is_good_for_ten_minutes(
    browsers: Browsers, postbox: Postbox, clock: TestClock
) -> None:
    late, in_time = await browsers(), await browsers()
    await ask(in_time, "bo@example.org")
    clock.forward(minutes=9, seconds=59)
    answer = await in_time.post("/sign-in/code", data={"code": code_in(postbox)})
    assert answer.status_code == 303

    await ask(late)
    clock.forward(minutes=10)
    answer = await late.post("/sign-in/code", data={"code": code_in(postbox)})
    assert answer.status_code == 422
    assert not await is_signed_in(late)


async def test_the_fifth_wrong_try_closes_the_code(visitor: Browser, postbox: Postbox) -> None:
    await ask(visitor)
    right = code_in(postbox)
    for _ in range(5):
        answer = await visitor.post("/sign-in/code", data={"code": another(right)})
        assert answer.status_code == 422
    answer = await visitor.post("/sign-in/code", data={"code": right})
    assert answer.status_code == 422
    assert not await is_signed_in(visitor)


async def test_the_fourth_wrong_try_leaves_one(visitor: Browser, postbox: Postbox) -> None:
    await ask(visitor)
    right = code_in(postbox)
    for _ in range(4):
        await visitor.post("/sign-in/code", data={"code": another(right)})
    answer = await visitor.post("/sign-in/code", data={"code": right})
    assert answer.status_code == 303


async def test_a_code_opens_nothing_in_another_browser(
    browsers: Browsers, postbox: Postbox
) -> None:
    asked, other = await browsers(), await browsers()
    await ask(asked)
    right = code_in(postbox)
    for _ in range(6):  # and cannot be used up from there either
        answer = await other.post("/sign-in/code", data={"code": right})
        assert answer.status_code == 422
    answer = await asked.post("/sign-in/code", data={"code": right})
    assert answer.status_code == 303


@pytest.mark.parametrize("typed", ["", "ana", "ana@example.org\nBcc: bo@example.org"])
async def test_what_is_no_address_is_kept_for_correction(
    visitor: Browser, postbox: Postbox, typed: str
) -> None:
    answer = await visitor.post("/sign-in", data={"email": typed})
    assert answer.status_code == 422
    assert "such as ana@example.org" in answer.text
    assert postbox.mails == []


async def test_a_mail_that_cannot_be_sent_is_said_on_the_page(
    visitor: Browser, postbox: Postbox
) -> None:
    postbox.refuses = True
    answer = await visitor.post("/sign-in", data={"email": "ana@example.org"})
    assert answer.status_code == 503
    assert "could not be sent" in answer.text
    assert "ana@example.org" in answer.text
    assert "set-cookie" not in answer.headers


async def test_the_mail_is_in_the_readers_language(visitor: Browser, postbox: Postbox) -> None:
    await visitor.post("/locale", data={"locale": "es", "back": "/sign-in"})
    await ask(visitor)
    english = "If you did not ask for it"
    assert code_in(postbox) in postbox.mails[0].subject
    assert english not in postbox.mails[0].text


@pytest.mark.parametrize("onwards", ["https://evil.example/", "//evil.example", "/\\evil.example"])
async def test_signing_in_never_leads_off_the_site(
    visitor: Browser, postbox: Postbox, onwards: str
) -> None:
    answer = await visitor.post("/sign-in", data={"email": "ana@example.org", "next": onwards})
    assert "evil" not in answer.headers["location"]
    answer = await visitor.post("/sign-in/code", data={"code": code_in(postbox), "next": onwards})
    assert answer.headers["location"] == "/dashboard"
    answer = await visitor.get("/sign-in", params={"next": onwards})
    assert answer.headers["location"] == "/dashboard"


async def test_who_is_signed_in_already_goes_on(owner: Browser) -> None:
    answer = await owner.get("/sign-in", params={"next": "/settings"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/settings")


async def test_without_a_code_on_its_way_the_address_comes_first(visitor: Browser) -> None:
    answer = await visitor.get("/sign-in/code")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Fdashboard")


async def test_a_browser_stays_signed_in_for_30_days_after_it_was_last_seen(
    visitor: Browser, postbox: Postbox, clock: TestClock
) -> None:
    await sign_in(visitor, postbox)
    for _ in range(3):
        clock.forward(days=29)
        assert await is_signed_in(visitor)
    clock.forward(days=30)
    assert not await is_signed_in(visitor)


async def test_being_seen_is_written_down_once_an_hour(
    owner: Browser, clock: TestClock, db: AsyncSession
) -> None:
    async def seen() -> timedelta:
        await owner.get("/settings")
        found = await db.scalar(select(Device.last_seen_at).where(Device.user_id == owner.me.id))
        assert found
        return clock.now - found

    assert await seen() == timedelta(0)
    clock.forward(minutes=59)
    assert await seen() == timedelta(minutes=59)
    clock.forward(minutes=1)
    assert await seen() == timedelta(0)


async def test_a_made_up_cookie_is_nobody(visitor: Browser) -> None:
    for value in ("x", "x" * 4000, "%00", ":"):
        visitor.cookies.clear()
        visitor.cookies.set("__Host-preppal", value, domain="practice.example.org", path="/")
        answer = await visitor.get("/settings")
        assert (answer.status_code, answer.headers["location"]) == (
            303,
            "/sign-in?next=%2Fsettings",
        )


async def test_what_one_came_for_is_there_after_the_sign_in(visitor: Browser) -> None:
    """With its query: whoever was chosen in the Hub is still chosen."""
    path = "/interviews/new?persona=ruth-adeyemi&x=%C3%A9+%2F"
    door = await visitor.get(path)
    assert parse_qs(urlsplit(door.headers["location"]).query) == {"next": [path]}
    form = await visitor.get(door.headers["location"])
    assert 'name="next" value="/interviews/new?persona=ruth-adeyemi&amp;x=%C3%A9+%2F"' in form.text
    endless = await visitor.get("/interviews/new?persona=" + "x" * 5_000)
    assert endless.headers["location"] == "/sign-in?next=%2Finterviews%2Fnew"
