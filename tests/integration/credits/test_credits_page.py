"""/credits: what there is, what came and went, and whether interviews cost anything here."""

import csv
import html
import io

from preppal.credits.granting import COMMAND_LINE, ByHand, grant_credits
from preppal.credits.history import PAGE
from preppal.credits.holding import end_hold, hold_credit
from preppal.credits.model import Cause, Kind
from preppal.credits.switch import is_unlimited, note_setting
from preppal.foundation.database import NestedDatabase
from preppal.foundation.settings import Settings
from preppal.interviewer.topics import TOPICS
from preppal.interviews.model import Status
from preppal.interviews.queries import names_of
from tests.credits import give, metered
from tests.interviews import an_interview, keep
from tests.people import (
    MONDAY,
    Browser,
    Browsers,
    Postbox,
    TestClock,
    a_user,
    an_app,
    mail_settings,
)


async def test_paid_and_given_are_told_apart(owner: Browser, database: NestedDatabase) -> None:
    await metered(database)
    await give(database, owner.me.id, granted=1, paid=4)
    page = (await owner.get("/credits")).text
    assert "You have 5 credits." in page
    assert "4 paid for, 1 given to you." in page


async def test_an_operators_reason_is_read_as_it_was_written(
    owner: Browser, stranger: Browser, database: NestedDatabase, clock: TestClock
) -> None:
    await metered(database)
    async with database.transaction() as db:
        by_hand = ByHand(2, "<b>For the class</b> of 100%", COMMAND_LINE, "once")
        await grant_credits(db, owner.me.id, by_hand, now=clock())
    page = (await owner.get("/credits")).text
    assert "&lt;b&gt;For the class&lt;/b&gt; of 100%" in page
    assert "For the class" not in (await stranger.get("/credits")).text


async def test_the_history_has_pages(owner: Browser, database: NestedDatabase) -> None:
    await metered(database)
    for _ in range(PAGE + 5):
        await give(database, owner.me.id, granted=1)
    first = (await owner.get("/credits")).text
    assert first.count("<time ") == PAGE
    assert 'href="/credits?before=6#history"' in first
    second = (await owner.get("/credits?before=6")).text
    assert second.count("<time ") == 5
    assert "before=" not in second
    for nonsense in ("0", "-1", "x", str(2**40)):
        assert (await owner.get(f"/credits?before={nonsense}")).status_code == 422


async def test_all_of_it_as_a_spreadsheet(
    owner: Browser, visitor: Browser, database: NestedDatabase, clock: TestClock
) -> None:
    await metered(database)
    await give(database, owner.me.id, paid=3)
    for number in range(PAGE):
        await give(database, owner.me.id, granted=number + 1)
    answer = await owner.get("/credits/history.csv")
    assert 'filename="preppal-credits.csv"' in answer.headers["content-disposition"]
    rows = list(csv.DictReader(io.StringIO(answer.content.decode("utf-8-sig"))))
    assert len(rows) == PAGE + 1
    assert (rows[0]["kind"], rows[0]["change"], rows[0]["why"]) == ("purchase", "3", "Bought.")
    assert sum(int(row["change"]) for row in rows) == int(rows[-1]["balance"])
    assert (await visitor.get("/credits/history.csv")).headers["location"].startswith("/sign-in")


async def test_a_row_says_which_interview_it_was_for(
    owner: Browser, stranger: Browser, database: NestedDatabase
) -> None:
    """As long as it is there; whoever deletes it has it forgotten here, too."""
    await metered(database)
    await give(database, owner.me.id, granted=4)
    job = an_interview(owner.me, MONDAY)
    topic = an_interview(owner.me, MONDAY, job={"title": "", "company": "", "content": ""})
    topic.topic = "your_story"
    job.job = {**job.job, "title": "=Fitter <1>"}
    begun = an_interview(owner.me, MONDAY)
    gone = an_interview(owner.me, MONDAY)
    async with database.transaction() as db:
        await keep(db, job, topic, begun, gone)
        for one in (job, topic, begun, gone):
            await hold_credit(db, owner.me.id, one.id, now=MONDAY)
        await end_hold(db, job.id, Kind.CAPTURE, Cause.ANSWERED, now=MONDAY)
        await end_hold(db, topic.id, Kind.RELEASE, Cause.DROPPED, now=MONDAY)
        for one in (job, topic):
            one.status = Status.COMPLETED
        await db.delete(gone)
    who = job.persona["name"]
    page = (await owner.get("/credits")).text
    assert f'href="/interviews/{job.id}/feedback">=Fitter &lt;1&gt;, with {who}</a>' in page
    label = html.escape(TOPICS["your_story"].label)
    rows = f'href="/interviews/{topic.id}/feedback">{label}, with {who}</a>'
    assert page.count(rows) == 2, "held, and given back"
    assert f'href="/interviews/{begun.id}/lobby">' in page
    assert str(gone.id) not in page
    sheet = (await owner.get("/credits/history.csv")).content.decode("utf-8-sig")
    told = [
        (row["kind"], row["about"], row["interviewer"])
        for row in csv.DictReader(io.StringIO(sheet))
        if row["interview"] in (str(job.id), str(gone.id))
    ]
    assert told == [
        ("hold", "'=Fitter <1>", who),
        ("hold", "", ""),
        ("capture", "'=Fitter <1>", who),
    ]
    async with database.transaction() as db:
        assert await names_of(db, stranger.me.id, [job.id]) == {}


async def test_one_click_makes_the_machine_unlimited_and_back(
    owner: Browser, database: NestedDatabase
) -> None:
    await metered(database)
    await give(database, owner.me.id, paid=3)
    answer = await owner.post("/credits/switch", data={"credits": "unlimited"})
    page = (await owner.get(answer.headers["location"])).text
    assert "Interviews cost nothing here." in page
    assert "Get more" not in page
    answer = await owner.post("/credits/switch", data={"credits": "metered"})
    page = (await owner.get(answer.headers["location"])).text
    assert "You have 3 credits." in page


async def test_where_others_come_it_is_the_operators(
    database: NestedDatabase, postbox: Postbox, clock: TestClock, browsers: Browsers
) -> None:
    await metered(database)
    app = an_app(mail_settings(), database, postbox, clock)
    guest = await browsers(a_user("Guest"), app=app)
    assert "Make interviews cost nothing" not in (await guest.get("/credits")).text
    answer = await guest.post("/credits/switch", data={"credits": "unlimited"})
    assert answer.status_code == 404
    operator = await browsers(a_user("Operator", is_staff=True), app=app)
    assert "Make interviews cost nothing" in (await operator.get("/credits")).text
    answer = await operator.post("/credits/switch", data={"credits": "unlimited"})
    assert answer.status_code == 303
    async with database.transaction() as db:
        assert await is_unlimited(db)


async def test_a_setting_has_the_last_word(owner: Browser, database: NestedDatabase) -> None:
    async with database.transaction() as db:
        await note_setting(db, "metered")
    assert "Make interviews cost nothing" not in (await owner.get("/credits")).text
    answer = await owner.post("/credits/switch", data={"credits": "unlimited"})
    assert answer.status_code == 409


async def test_terms_and_privacy_say_what_happens_to_credits_and_payments(
    visitor: Browser,
    database: NestedDatabase,
    postbox: Postbox,
    clock: TestClock,
    browsers: Browsers,
) -> None:
    assert "the next ones you buy settle it first" in (await visitor.get("/terms")).text
    assert "Stripe" not in (await visitor.get("/privacy")).text
    sells = Settings(  # type: ignore[call-arg]
        _env_file=None, voice="text", stripe_key="sk_test_1", stripe_webhook_secret="whsec_1"
    )
    shopper = await browsers(app=an_app(sells, database, postbox, clock))
    assert "Stripe takes payments" in (await shopper.get("/privacy")).text
    free = Settings(_env_file=None, voice="text", credits="unlimited")  # type: ignore[call-arg]
    guest = await browsers(app=an_app(free, database, postbox, clock))
    assert "settle it first" not in (await guest.get("/terms")).text
