"""Without a credit an interview waits as it was, and goes on once one is paid."""

import html

from preppal.interviews.model import InterviewSession, Status
from tests.integration.buying.conftest import Till, buy
from tests.interviews import an_interview, keep
from tests.people import MONDAY, Browser


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
