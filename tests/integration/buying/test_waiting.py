"""Without a credit an interview waits as it was, and goes on once one is paid."""

import html

from sqlalchemy import text

from preppal.credits.granting import ByHand, correct_credits
from preppal.foundation.database import uuid7
from preppal.interviews.ending import abandon_dropped
from preppal.interviews.lease import enter_room
from preppal.interviews.model import InterviewSession, Status
from tests.credits import give
from tests.integration.buying.conftest import Till, buy
from tests.interviews import an_interview, keep
from tests.people import MONDAY, Browser, TestClock


async def test_it_waits_and_goes_on(till: Till, ana: Browser) -> None:
    interview = an_interview(ana.me, MONDAY)
    async with till.database.transaction() as db:
        await keep(db, interview)
    here = f"/interviews/{interview.id}"
    lobby = (await ana.get(f"{here}/lobby")).text
    assert "This one waits for you as it is." in lobby
    assert f'name="back" value="{here}/lobby"' in lobby
    assert "€15.00" in lobby

    refused = await ana.post(f"{here}/start", data={"mode": "text"})
    assert refused.status_code == 402
    assert f'href="/credits?back={here}/lobby"' in refused.text
    shop = html.unescape((await ana.get(f"/credits?back={here}/lobby")).text)
    assert f'name="back" value="{here}/lobby"' in shop
    async with till.database.transaction() as db:
        kept = await db.get_one(InterviewSession, interview.id)
        assert (kept.status, kept.plan) == (Status.READY, interview.plan)

    purchase_id = await buy(ana, back=f"{here}/lobby")
    key = await till.checkout_of(purchase_id)
    await till.tell(till.stripe.do(lambda book: book.pay(key)))
    await till.work()
    paid = (await ana.get(f"/credits/purchases/{purchase_id}?paid=1")).text
    assert f'href="{here}/lobby"' in paid
    assert "On to your interview" in paid
    started = await ana.post(f"{here}/start", data={"mode": "text"})
    assert started.headers["location"] == f"{here}/session"


async def test_one_that_the_line_cut_off_waits_too(
    till: Till, ana: Browser, clock: TestClock
) -> None:
    """Its credit came back and was spent elsewhere: bought anew, one is led back to where it goes on."""
    interview = an_interview(ana.me, clock())
    async with till.database.transaction() as db:
        await keep(db, interview)
    await give(till.database, ana.me.id, granted=1)
    async with till.database.transaction() as db:
        await enter_room(
            db, ana.me.id, interview.id, visit=uuid7(), mode="text", take_over=False, now=clock()
        )
    clock.forward(minutes=3)
    async with till.database.transaction() as db:
        await abandon_dropped(db, now=clock())
        await db.execute(text("delete from pgqueuer"))  # its report: this till's worker makes none
        spent = ByHand(-1, "Spent elsewhere.", "command line", "once")
        await correct_credits(db, ana.me.id, spent, now=clock())
    here = f"/interviews/{interview.id}"
    refused = await ana.post(f"{here}/continue")
    assert refused.status_code == 402
    assert f'href="/credits?back={here}/feedback"' in refused.text
    purchase_id = await buy(ana, back=f"{here}/feedback")
    key = await till.checkout_of(purchase_id)
    await till.tell(till.stripe.do(lambda book: book.pay(key)))
    await till.work()
    assert f'href="{here}/feedback"' in (await ana.get(f"/credits/purchases/{purchase_id}")).text
    went_on = await ana.post(f"{here}/continue")
    assert went_on.headers["location"] == f"{here}/lobby"
