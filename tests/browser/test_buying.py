"""From no credit to an interview and a receipt, in a real browser, with Stripe on this machine."""

import re
import socket
from collections.abc import AsyncIterator, Iterator
from dataclasses import dataclass

import pytest
import pytest_asyncio
from playwright.async_api import Page, expect
from sqlalchemy import select

from preppal.accounts.model import User
from preppal.foundation.database import Database
from tests.browser.conftest import Browsers, Visit, Visiting
from tests.browser.test_typed_interview import ANSWER, your_turn
from tests.credits import assert_clean
from tests.database import TestDatabases
from tests.serving import Server, environment, running
from tests.stripe_server import StripeServer, stripe_server

# The test checkout has a server of its own: what it switches is switched for everybody there.
SERVED_WITH = {"PREPPAL_CREDIT_PACKS": "1 for 4.00 EUR; 5 for 15.00 EUR", "PREPPAL_VOICE": "text"}


@dataclass
class Shop:
    """A server that sells, the Stripe it sells through, and its database."""

    server: Server
    stripe: StripeServer
    behind: Database


def free_port() -> int:
    """The server's own address stands in what Stripe is told, before it has begun to listen."""
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


@pytest.fixture(scope="module")
def served(
    databases: TestDatabases, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[Server, StripeServer, str]]:
    address = databases.clone().as_text()
    directory = tmp_path_factory.mktemp("shop")
    with stripe_server() as stripe:
        variables = environment(
            address,
            directory,
            PREPPAL_PORT=str(free_port()),
            PREPPAL_VOICE="text",
            PREPPAL_CREDITS="metered",
            PREPPAL_STRIPE_KEY=stripe.key,
            PREPPAL_STRIPE_WEBHOOK_SECRET=stripe.secret,
            PREPPAL_STRIPE_URL=stripe.url,
        )
        with running(variables, directory) as server:
            yield server, stripe, address


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def shop(served: tuple[Server, StripeServer, str]) -> AsyncIterator[Shop]:
    server, stripe, address = served
    behind = Database(address)
    yield Shop(server, stripe, behind)
    await behind.dispose()


@pytest.fixture
def notices_come_later(shop: Shop) -> Iterator[None]:
    """Stripe keeps its notices to itself until the test sends them."""
    shop.stripe.send_to = ""
    yield
    shop.stripe.send_to = f"{shop.server.url}/webhooks/stripe"


async def look(visit: Visit) -> None:
    assert await visit.axe() == []
    assert await visit.misfits() == []
    assert await visit.faint() == []


async def to_the_lobby(page: Page) -> str:
    """Set up an interview; the address of its lobby."""
    await page.get_by_role("button", name="A disagreement at work").click()
    await page.wait_for_url("**/lobby")
    return page.url


async def pay_at_stripe(page: Page, shop: Shop, how: str) -> None:
    await page.wait_for_url(f"{shop.stripe.url}/c/pay/*")
    await page.get_by_role("button", name=how, exact=True).click()
    await page.wait_for_url(f"{shop.server.url}/credits/purchases/*")


def tell(shop: Shop, kind: str) -> None:
    """Send the newest notice of that kind, as Stripe would have by now."""
    event = next(one for one in reversed(shop.stripe.book.events) if one["type"] == kind)
    shop.stripe.send_to = f"{shop.server.url}/webhooks/stripe"
    assert shop.stripe.post(shop.stripe.notice(event)) == 200


@pytest.mark.usefixtures("notices_come_later")
async def test_buy_and_hold_the_interview_that_waited(shop: Shop, visiting: Visiting) -> None:
    async with visiting(shop.server.url, accounts=shop.behind) as visit:
        page = visit.page
        await visit.sign_in("buyer@example.org")
        lobby = await to_the_lobby(page)
        await expect(page.get_by_text("This one waits for you as it is.")).to_be_visible()
        await look(visit)

        await page.get_by_label("1 interview").check()
        await page.get_by_label("5 interviews").check()
        await page.get_by_role("button", name="Go on to payment").click()
        await pay_at_stripe(page, shop, "Go back")
        await expect(page.get_by_role("heading", name="You went back")).to_be_visible()
        await page.get_by_role("link", name="Go on to payment").click()
        await pay_at_stripe(page, shop, "Pay")

        await expect(page.get_by_role("heading", name="Confirming")).to_be_visible()
        await look(visit)
        tell(shop, "checkout.session.completed")
        await expect(page.get_by_role("heading", name="5 credits are yours")).to_be_visible()
        await look(visit)

        await page.get_by_role("link", name="On to your interview").click()
        assert page.url == lobby
        await page.get_by_role("button", name="Go in").click()
        await page.wait_for_url("**/session")
        answer = page.get_by_label("Your answer")
        for answered in range(2):
            assert await your_turn(page, answered)
            await answer.fill(ANSWER)
            await answer.press("Enter")
        assert await your_turn(page, 2)

        await visit.go("/credits")
        await expect(page.get_by_role("heading", name="You have 4 credits.")).to_be_visible()
        await expect(page.get_by_text("you answered at least twice")).to_be_visible()
        await look(visit)
        await page.get_by_role("link", name="The purchase and its receipt").click()
        purchase = page.url
        await page.get_by_role("link", name="Stripe’s receipt").click()
        await page.wait_for_url(f"{shop.stripe.url}/receipts/*")

        (key,) = {one["id"] for one in shop.stripe.book.of_kind("checkout.session")}
        shop.stripe.do(lambda book: book.refund(key))
        await page.goto(purchase)
        await reloaded_until(page, "This purchase was refunded")
        await expect(page.get_by_text("1 credit is owed")).to_be_visible()
        await look(visit)
        await visit.go("/credits")
        await expect(page.get_by_role("heading", name="You have no credit left.")).to_be_visible()
        await expect(page.get_by_text("1 credit is owed")).to_be_visible()
        assert visit.console == []
    await assert_clean(shop.behind)


async def reloaded_until(page: Page, heading: str) -> None:
    """The page as it is, loaded again until a task has been run."""

    async def there() -> None:
        await page.reload()
        await expect(page.get_by_role("heading", name=heading)).to_be_visible(timeout=1_000)

    for _ in range(30):
        try:
            await there()
            return
        except AssertionError:
            continue
    await there()


@pytest.mark.usefixtures("notices_come_later")
async def test_without_scripts_it_resolves_all_the_same(
    shop: Shop, browsers: Browsers, visiting: Visiting
) -> None:
    async with visiting(
        shop.server.url, accounts=shop.behind, width=390, java_script_enabled=False
    ) as visit:
        page = visit.page
        await visit.sign_in("plain@example.org")
        await visit.go("/credits")
        await page.get_by_role("button", name="Go on to payment").click()
        await pay_at_stripe(page, shop, "Pay")
        await expect(page.get_by_role("heading", name="Confirming")).to_be_visible()
        await page.get_by_role("button", name="Ask Stripe now").click()
        await expect(page.get_by_role("heading", name="5 credits are yours")).to_be_visible()


@pytest.mark.usefixtures("notices_come_later")
async def test_a_late_notice_is_done_without(shop: Shop, visiting: Visiting) -> None:
    """The page has Stripe asked by itself; the notice that comes after all changes nothing."""
    async with visiting(shop.server.url, accounts=shop.behind) as visit:
        page = visit.page
        await visit.sign_in("late@example.org")
        await visit.go("/credits")
        await page.get_by_role("button", name="Go on to payment").click()
        await pay_at_stripe(page, shop, "Pay")
        await expect(page.get_by_role("heading", name="5 credits are yours")).to_be_visible()
        tell(shop, "checkout.session.completed")
        assert visit.console == []
    async with shop.behind.transaction() as db:
        user = await db.scalar(select(User).where(User.email == "late@example.org"))
        assert user is not None
        assert user.credits == 5


async def test_the_test_checkout_on_a_machine_of_ones_own(
    server: Server, visiting: Visiting, behind: Database
) -> None:
    from_here = re.compile(r"/credits/purchases/[0-9a-f-]+(\?go=1)?$")
    async with visiting(server.url, width=390, dark=True) as visit:
        page = visit.page
        await visit.sign_in("tester@example.org")
        await visit.go("/credits")
        again = page.get_by_role("button", name="Count credits again")
        await again.click()
        await look(visit)
        await page.get_by_role("button", name="Go on to payment").click()
        await page.wait_for_url(from_here)
        await look(visit)
        await page.get_by_role("button", name="Pay, as a bank does").click()
        await expect(page.get_by_role("heading", name="Your bank is working on it")).to_be_visible()
        await look(visit)
        await page.get_by_role("button", name="The money comes").click()
        await expect(page.get_by_role("heading", name="5 credits are yours")).to_be_visible()
        await visit.go("/credits")
        await page.get_by_role("button", name="Make interviews cost nothing").click()
        await expect(
            page.get_by_role("heading", name="Interviews cost nothing here.")
        ).to_be_visible()
        await look(visit)
        assert visit.console == []
