"""Name, language, theme, patience, delivery."""

import pytest
from sqlalchemy import func, select
from sqlalchemy.exc import IntegrityError
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import Device, SignInCode, User
from preppal.foundation.database import Database, NestedDatabase
from preppal.interviews.feedback import make_feedback
from preppal.interviews.model import Feedback, Status
from tests.interviews import an_interview, keep, some_turns
from tests.people import MONDAY, Browser, TestClock, a_user

GOOD = {"name": "Ana Ruiz", "locale": "en", "theme": "dark"}


async def kept(db: AsyncSession, browser: Browser) -> tuple[str, str | None, str | None]:
    row = await db.execute(
        select(User.name, User.locale, User.theme).where(User.id == browser.me.id)
    )
    return tuple(row.one())  # type: ignore[return-value]


async def test_settings_are_kept_and_shown_at_once(owner: Browser, db: AsyncSession) -> None:
    answer = await owner.post("/settings", data=GOOD)
    assert answer.status_code == 303
    page = await owner.get(answer.headers["location"])
    assert 'value="Ana Ruiz"' in page.text
    assert 'data-theme="dark"' in page.text
    assert await kept(db, owner) == ("Ana Ruiz", "en", "dark")


async def test_nobody_changes_the_settings_of_another(
    owner: Browser, stranger: Browser, visitor: Browser, db: AsyncSession
) -> None:
    before = await kept(db, owner)
    asked = GOOD | {"name": "Mallory", "id": str(owner.me.id), "email": owner.me.email}
    await stranger.post("/settings", data=asked)
    answer = await visitor.post("/settings", data=asked)
    assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in?next=%2Fdashboard")
    answer = await visitor.get("/settings")
    assert answer.headers["location"] == "/sign-in?next=%2Fsettings"
    assert await kept(db, owner) == before
    assert (await kept(db, stranger))[0] == "Mallory"


@pytest.mark.parametrize(
    ("wrong", "sentence"),
    [
        ({"name": "x" * 81}, "under 80 characters"),
        ({"locale": "tlh"}, "one of the languages"),
        ({"theme": "neon"}, "one of the three"),
        ({"theme": ""}, "one of the three"),
    ],
)
async def test_what_cannot_be_kept_comes_back_with_a_sentence(
    owner: Browser, db: AsyncSession, wrong: dict[str, str], sentence: str
) -> None:
    before = await kept(db, owner)
    answer = await owner.post("/settings", data=GOOD | wrong)
    assert answer.status_code == 422
    if "name" in wrong:
        assert sentence in answer.text
        assert wrong["name"] in answer.text
    assert await kept(db, owner) == before


async def test_markup_in_a_name_is_only_a_name(owner: Browser) -> None:
    await owner.post("/settings", data=GOOD | {"name": '"><script>alert(1)</script>'})
    page = await owner.get("/settings")
    assert "<script>alert" not in page.text


async def test_the_page_names_ones_own_browsers_only(owner: Browser, stranger: Browser) -> None:
    await stranger.app.state.database.ping()
    page = await owner.get("/settings")
    assert page.text.count("Firefox, Linux") == 1


async def test_the_language_may_be_chosen_signed_out_and_in(
    visitor: Browser, owner: Browser, db: AsyncSession
) -> None:
    for browser in (visitor, owner):
        answer = await browser.post("/locale", data={"locale": "zh", "back": "/sign-in"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/sign-in")
    assert '<html lang="zh-Hans"' in (await visitor.get("/sign-in")).text
    assert '<html lang="zh-Hans"' in (await owner.get("/settings")).text
    assert (await kept(db, owner))[1] == "zh"


async def test_the_light_may_be_chosen_signed_out_and_in(
    visitor: Browser, owner: Browser, db: AsyncSession
) -> None:
    for browser in (visitor, owner):
        answer = await browser.post("/theme", data={"theme": "light", "back": "/settings"})
        assert (answer.status_code, answer.headers["location"]) == (303, "/settings")
    assert 'data-theme="light"' in (await visitor.get("/sign-in")).text
    assert 'data-theme="light"' in (await owner.get("/settings")).text
    assert (await kept(db, owner))[2] == "light"


async def patience_of(db: AsyncSession, browser: Browser) -> str | None:
    return await db.scalar(select(User.patience).where(User.id == browser.me.id))


async def test_patience_is_chosen_in_the_settings_and_in_the_lobby(
    owner: Browser, stranger: Browser, visitor: Browser, db: AsyncSession
) -> None:
    await owner.post("/settings", data=GOOD | {"patience": "longer"})
    assert await patience_of(db, owner) == "longer"
    page = await owner.get("/settings")
    assert 'name="patience" value="longer" checked' in page.text
    answer = await owner.post("/patience", data={"patience": "longest", "back": "/interviews"})
    assert (answer.status_code, answer.headers["location"]) == (303, "/interviews")
    assert await patience_of(db, owner) == "longest"
    await owner.post("/settings", data=GOOD)  # a page from before there was a choice
    assert await patience_of(db, owner) == "longest"
    for asked in ({"patience": "endless"}, {}):
        assert (await owner.post("/patience", data=asked)).status_code == 422
    assert (await owner.post("/settings", data=GOOD | {"patience": "x"})).status_code == 422
    answer = await visitor.post("/patience", data={"patience": "longer", "back": "/"})
    assert answer.headers["location"].startswith("/sign-in")
    assert await patience_of(db, owner) == "longest"
    assert await patience_of(db, stranger) == "usual"


@pytest.mark.parametrize("path", ["/locale", "/theme"])
async def test_choosing_what_there_is_not_changes_nothing(visitor: Browser, path: str) -> None:
    answer = await visitor.post(path, data={"locale": "xx", "theme": "xx", "back": "/"})
    assert answer.status_code == 422
    assert "set-cookie" not in answer.headers


@pytest.mark.parametrize("back", ["https://evil.example", "//evil.example", "/\\evil.example", ""])
async def test_the_way_back_never_leads_off_the_site(visitor: Browser, back: str) -> None:
    for path, data in (("/locale", {"locale": "en"}), ("/theme", {"theme": "auto"})):
        answer = await visitor.post(path, data=data | {"back": back})
        assert answer.headers["location"] == "/"


async def test_the_browsers_language_is_the_first_guess(visitor: Browser) -> None:
    for accepted, lang in (
        ("es-MX,es;q=0.9", "es"),
        ("zh-CN", "zh-Hans"),
        ("xx", "en"),
        ("", "en"),
    ):
        page = await visitor.get("/sign-in", headers={"accept-language": accepted})
        assert f'<html lang="{lang}"' in page.text


@pytest.mark.parametrize(
    "facts",
    [{"email": "ANA@example.org"}, {"locale": "tlh"}, {"theme": "neon"}],
)
async def test_the_database_has_the_last_word(
    database: NestedDatabase, facts: dict[str, str]
) -> None:
    user = a_user("Cy")
    for name, value in facts.items():
        setattr(user, name, value)
    with pytest.raises(IntegrityError):
        async with database.transaction() as db:
            db.add(user)


async def test_an_address_has_one_account(owner: Browser, database: NestedDatabase) -> None:
    with pytest.raises(IntegrityError):
        async with database.transaction() as db:
            db.add(a_user("Ana"))


async def test_a_device_belongs_to_somebody_and_goes_with_them(
    owner: Browser, database: NestedDatabase
) -> None:
    async with database.transaction() as db:
        await db.delete(await db.get_one(User, owner.me.id))
    async with database.transaction() as db:
        assert await db.scalar(select(func.count()).select_from(Device)) == 0
    with pytest.raises(IntegrityError):
        async with database.transaction() as db:
            db.add(
                Device(
                    user_id=owner.me.id,
                    token_hash=b"x",
                    created_at=MONDAY,
                    last_seen_at=MONDAY,
                    expires_at=MONDAY,
                )
            )


async def test_a_request_that_fails_leaves_nothing(fresh_database: Database) -> None:
    with pytest.raises(RuntimeError):
        async with fresh_database.transaction() as db:
            db.add(a_user("Ana"))
            db.add(
                SignInCode(
                    email="ana@example.org",
                    network="n",
                    token_hash=b"t",
                    code_hash=b"c",
                    created_at=MONDAY,
                    expires_at=MONDAY,
                )
            )
            await db.flush()
            raise RuntimeError
    async with fresh_database.transaction() as db:
        assert await db.scalar(select(func.count()).select_from(User)) == 0
        assert await db.scalar(select(func.count()).select_from(SignInCode)) == 0


async def test_delivery_is_left_out_of_reports_where_one_says_so(
    owner: Browser, database: Database, db: AsyncSession, clock: TestClock
) -> None:
    row = an_interview(
        owner.me, MONDAY, status=Status.COMPLETED, mode="voice", started_at=MONDAY, ended_at=MONDAY
    )
    await keep(db, row, *some_turns(row, spoken=True))
    await keep(db, Feedback(interview_id=row.id, requested_at=MONDAY))
    assert (await owner.post("/settings", data=GOOD | {"delivery": "left_out"})).status_code == 303
    await make_feedback(database, row.id, clock=clock)
    made = await db.get(Feedback, row.id, populate_existing=True)
    assert made is not None
    assert made.assessment is not None
    delivery = made.assessment["delivery"]
    assert (delivery["spoken"], delivery["talk_ratio"], delivery["longest_answer_ms"]) == (
        True,
        None,
        None,
    )
    page = (await owner.get(f"/interviews/{row.id}/feedback")).text
    assert "Left out, as you chose in the settings." in page
    assert "of the time" not in page
    assert (await owner.post("/settings", data=GOOD)).status_code == 303
    assert 'value="left_out" checked' in (await owner.get("/settings")).text
    assert (await owner.post("/settings", data=GOOD | {"delivery": "x"})).status_code == 422
