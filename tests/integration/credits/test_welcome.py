"""One welcome credit for a mail box: not for each account, each spelling, or each sign-in."""

from sqlalchemy import delete

from preppal.accounts.model import User
from preppal.foundation.database import Database
from tests.credits import assert_clean, metered
from tests.people import Browser, Browsers


async def sign_in(browser: Browser, email: str) -> None:
    """As a person does in local mode, where the page shows the code."""
    await browser.post("/sign-in", data={"email": email})
    page = (await browser.get("/sign-in/code")).text
    code = page.split('name="code"')[1].split('value="')[1].split('"')[0]
    answer = await browser.post("/sign-in/code", data={"code": code})
    assert answer.headers["location"] == "/dashboard"


async def test_the_first_interview_is_free_once_a_mail_box(
    browsers: Browsers, database: Database
) -> None:
    await metered(database)
    for email, shown in (
        ("ana.sanz@gmail.com", "1 credit"),
        ("Ana.Sanz@gmail.com", "1 credit"),
        ("anasanz+trial@googlemail.com", "0 credits"),
        ("bo@example.org", "1 credit"),
        ("bo+1@example.org", "1 credit"),
    ):
        browser = await browsers()
        await sign_in(browser, email)
        assert f">{shown}</a>" in (await browser.get("/dashboard")).text, email
    await assert_clean(database)


async def test_an_account_made_anew_has_had_its_welcome(
    browsers: Browsers, database: Database
) -> None:
    await metered(database)
    await sign_in(await browsers(), "cy@example.org")
    async with database.transaction() as db:
        await db.execute(delete(User).where(User.email == "cy@example.org"))
    browser = await browsers()
    await sign_in(browser, "cy@example.org")
    assert ">0 credits</a>" in (await browser.get("/dashboard")).text
    await assert_clean(database)
