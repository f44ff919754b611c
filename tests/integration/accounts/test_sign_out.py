"""Signing out, here and everywhere. A stranger signs out nobody but themselves."""

from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import Device
from tests.people import Browser, Browsers


async def is_signed_in(browser: Browser) -> bool:
    return (await browser.get("/settings")).status_code == 200


async def test_signing_out_ends_this_browser_only(owner: Browser, browsers: Browsers) -> None:
    second = await browsers(owner.me)
    token = owner.token
    answer = await owner.post("/sign-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert not await is_signed_in(owner)
    owner.cookies.set("preppal", token, domain="127.0.0.1", path="/")  # a thief kept it
    assert not await is_signed_in(owner)
    assert await is_signed_in(second)


async def test_signing_out_everywhere_ends_all_of_ones_own(
    owner: Browser, stranger: Browser, browsers: Browsers, db: AsyncSession
) -> None:
    second = await browsers(owner.me)
    answer = await owner.post("/sign-out-everywhere")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    assert not await is_signed_in(owner)
    assert not await is_signed_in(second)
    assert await is_signed_in(stranger)
    assert await db.scalar(select(func.count()).select_from(Device)) == 1


async def test_a_visitor_has_nothing_to_sign_out_of(visitor: Browser, owner: Browser) -> None:
    answer = await visitor.post("/sign-out")
    assert (answer.status_code, answer.headers["location"]) == (303, "/")
    answer = await visitor.post("/sign-out-everywhere")
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Fdashboard")
    assert await is_signed_in(owner)


async def test_looking_signs_nobody_out(owner: Browser) -> None:
    for path in ("/sign-out", "/sign-out-everywhere"):
        assert (await owner.get(path)).status_code == 405
    assert await is_signed_in(owner)


async def test_another_site_signs_nobody_out(owner: Browser) -> None:
    for headers in (
        {"sec-fetch-site": "cross-site"},
        {"sec-fetch-site": "same-site"},
    ):
        answer = await owner.post("/sign-out", headers=headers)
        assert answer.status_code == 403
    assert await is_signed_in(owner)
