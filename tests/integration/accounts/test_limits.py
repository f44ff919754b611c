"""How often codes may be asked for, also by many at once."""

import asyncio
import re
from datetime import timedelta

import pytest
from sqlalchemy import func, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import CODE_TRIES, Device, SignInCode, User
from preppal.accounts.requesting_code import (
    DAY,
    HOUR,
    PER_ADDRESS,
    PER_NETWORK,
    TooManyCodes,
    request_code,
)
from preppal.accounts.signing_in import CodeIsOver, SignedIn, WrongCode, try_code
from preppal.foundation.database import Database
from tests.people import (
    MONDAY,
    Browser,
    Browsers,
    Postbox,
    TestClock,
    an_app,
    mail_settings,
)


async def ask(browser: Browser, email: str) -> int:
    return (await browser.post("/sign-in", data={"email": email})).status_code


async def test_an_address_gets_five_codes_an_hour_wherever_they_are_asked_for(
    browsers: Browsers, clock: TestClock, postbox: Postbox
) -> None:
    for number in range(PER_ADDRESS[HOUR]):
        assert await ask(await browsers(host=f"203.0.113.{number}"), "ana@example.org") == 303
    refused = await browsers(host="203.0.113.99")
    assert await ask(refused, "ANA@example.org") == 429
    assert await ask(refused, "bo@example.org") == 303
    assert len(postbox.mails) == 6
    clock.forward(hours=1)
    assert await ask(refused, "ana@example.org") == 303


async def test_the_refusal_is_a_sentence_on_the_same_page(
    visitor: Browser, clock: TestClock
) -> None:
    for _ in range(PER_ADDRESS[HOUR]):
        await ask(visitor, "ana@example.org")
    answer = await visitor.post("/sign-in", data={"email": "ana@example.org", "next": "/settings"})
    assert answer.status_code == 429
    assert "Wait an hour" in answer.text
    assert 'value="ana@example.org"' in answer.text
    assert 'value="/settings"' in answer.text


async def test_an_address_gets_fifteen_codes_a_day(db: AsyncSession) -> None:
    made = 0
    for hour in range(23):
        for _ in range(3):
            now = MONDAY + timedelta(hours=hour * 1.01)
            try:
                await request_code(db, email="a@example.org", network=f"n{made}", now=now)
                made += 1
            except TooManyCodes:
                assert made == PER_ADDRESS[DAY]
    assert made == PER_ADDRESS[DAY]


@pytest.mark.parametrize(
    ("hosts", "allowed"),
    [
        (["203.0.113.7"], PER_NETWORK[HOUR]),
        ([f"2001:db8:1:2::{n:x}" for n in range(1, 41)], PER_NETWORK[HOUR]),  # one household
        ([f"2001:db8:1:{n:x}::1" for n in range(1, 41)], 40),  # forty of them
    ],
)
async def test_a_network_gets_twenty_codes_an_hour(
    browsers: Browsers, hosts: list[str], allowed: int
) -> None:
    statuses = []
    for number in range(40):
        browser = await browsers(host=hosts[number % len(hosts)])
        statuses.append(await ask(browser, f"person{number}@example.org"))
    assert statuses == [303] * allowed + [429] * (40 - allowed)


async def test_a_used_code_counts_no_more(visitor: Browser, postbox: Postbox) -> None:
    for _ in range(2 * PER_ADDRESS[HOUR]):
        assert await ask(visitor, "ana@example.org") == 303
        code = re.search(r"\b\d{6}\b", postbox.mails[-1].text)
        assert code
        answer = await visitor.post("/sign-in/code", data={"code": code[0]})
        assert answer.status_code == 303
        await visitor.post("/sign-out")


async def test_codes_that_no_limit_counts_are_forgotten(db: AsyncSession) -> None:
    await request_code(db, email="old@example.org", network="n", now=MONDAY)
    await request_code(db, email="new@example.org", network="n", now=MONDAY + DAY * 1.1)
    assert (await db.scalars(select(SignInCode.email))).all() == ["new@example.org"]


async def test_requests_at_once_do_not_pass_the_limit_together(fresh_database: Database) -> None:
    async def one(number: int) -> bool:
        try:
            async with fresh_database.transaction() as db:
                await request_code(
                    db, email="ana@example.org", network=f"n{number % 4}", now=MONDAY
                )
        except TooManyCodes:
            return False
        return True

    answers = await asyncio.gather(*(one(number) for number in range(16)))
    async with fresh_database.transaction() as db:
        rows = await db.scalar(select(func.count()).select_from(SignInCode))
    assert rows == answers.count(True) == PER_ADDRESS[HOUR]


async def test_tries_at_once_are_all_counted(fresh_database: Database) -> None:
    async with fresh_database.transaction() as db:
        asked = await request_code(db, email="ana@example.org", network="n", now=MONDAY)
    wrong = [f"{number:06d}" for number in range(12) if f"{number:06d}" != asked.code]

    async def one(typed: str) -> object:
        async with fresh_database.transaction() as db:
            return await try_code(
                db, token=asked.token, typed=typed, now=MONDAY, label="", first_is_staff=False
            )

    outcomes = await asyncio.gather(*(one(typed) for typed in wrong))
    left = sorted(o.tries_left for o in outcomes if isinstance(o, WrongCode))
    assert left == list(range(1, CODE_TRIES))
    assert await one(asked.code) == CodeIsOver()
    async with fresh_database.transaction() as db:
        assert await db.scalar(select(SignInCode.attempts)) == CODE_TRIES
        assert await db.scalar(select(func.count()).select_from(Device)) == 0


async def test_the_right_code_sent_twice_at_once_signs_in_once(fresh_database: Database) -> None:
    async with fresh_database.transaction() as db:
        asked = await request_code(db, email="ana@example.org", network="n", now=MONDAY)

    async def one() -> object:
        async with fresh_database.transaction() as db:
            return await try_code(
                db, token=asked.token, typed=asked.code, now=MONDAY, label="", first_is_staff=False
            )

    outcomes = await asyncio.gather(*(one() for _ in range(6)))
    assert sum(isinstance(outcome, SignedIn) for outcome in outcomes) == 1
    assert outcomes.count(CodeIsOver()) == 5


@pytest.mark.parametrize(
    "addresses", [["ana@example.org"] * 6, [f"p{n}@example.org" for n in range(6)]]
)
async def test_of_those_who_arrive_at_once_one_is_the_operator(
    fresh_database: Database, addresses: list[str]
) -> None:
    asked = []
    for number, email in enumerate(addresses):
        async with fresh_database.transaction() as db:
            now = MONDAY + number * HOUR  # so that no limit is met
            asked.append(await request_code(db, email=email, network=f"n{number}", now=now))
            code = (await db.scalars(select(SignInCode).order_by(SignInCode.id.desc()))).first()
            assert code
            code.expires_at = MONDAY + 10 * HOUR

    async def one(number: int) -> object:
        async with fresh_database.transaction() as db:
            return await try_code(
                db,
                token=asked[number].token,
                typed=asked[number].code,
                now=MONDAY,
                label="",
                first_is_staff=True,
            )

    outcomes = await asyncio.gather(*(one(number) for number in range(len(asked))))
    assert all(isinstance(outcome, SignedIn) for outcome in outcomes)
    async with fresh_database.transaction() as db:
        users = (await db.scalars(select(User))).all()
    assert len(users) == len(set(addresses))
    assert [user.is_staff for user in users].count(True) == 1


async def test_tries_sent_at_once_over_the_web_are_all_counted(
    fresh_database: Database, browsers: Browsers, postbox: Postbox, clock: TestClock
) -> None:
    app = an_app(mail_settings(), fresh_database, postbox, clock)
    browser = await browsers(app=app)
    assert await ask(browser, "ana@example.org") == 303
    right = re.search(r"\b\d{6}\b", postbox.mails[-1].text)
    assert right
    wrong = [f"{number:06d}" for number in range(12) if f"{number:06d}" != right[0]]
    answers = await asyncio.gather(
        *(browser.post("/sign-in/code", data={"code": code}) for code in wrong)
    )
    assert {answer.status_code for answer in answers} == {422}
    answer = await browser.post("/sign-in/code", data={"code": right[0]})
    assert answer.status_code == 422
    async with fresh_database.transaction() as db:
        assert await db.scalar(select(SignInCode.attempts)) == CODE_TRIES
