"""The report: it arrives by itself, its letters lead somewhere, it can be asked for again and deleted."""

from uuid import UUID

import pytest_asyncio
from playwright.async_api import expect

from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database
from preppal.interviews.feedback import make_feedback
from preppal.interviews.model import Feedback
from preppal.interviews.progress import Progress
from tests.browser.conftest import Houses, Visit, Visiting
from tests.serving import Server
from tools.sample_interviews import make_history, make_person
from tools.sample_waiting import make_waiting

SERVED_WITH = {"PREPPAL_VOICE": "text", "PREPPAL_TASKS": "worker"}
STANDS_STILL = """element => new Promise(resolve => {
    // A soft scroll moves it at every frame that is drawn; the page may jump once after it.
    let before = NaN, still = 0;
    const look = () => {
        const { top } = element.getBoundingClientRect();
        still = top === before ? still + 1 : 0;
        before = top;
        if (still >= 12) resolve();
        else requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
})"""
DEAD_LINKS = """() => [...document.querySelectorAll('a[href^="#"]')]
    .map(link => link.getAttribute('href'))
    .filter(href => href !== '#' && !document.getElementById(href.slice(1)))"""


@pytest_asyncio.fixture(scope="module", loop_scope="session")
async def history(server: Server, behind: Database, houses: Houses) -> dict[str, UUID | str]:
    """Ines's interviews by the state of their report; her browser's token under "token"."""
    if server.url not in houses.furniture:
        ines, token = await make_person(behind, "Ines Almeida", utc_now())
        houses.furniture[server.url] = {**await make_history(behind, ines), "token": token}
    history: dict[str, UUID | str] = houses.furniture[server.url]
    return history


async def read(visit: Visit, history: dict[str, UUID | str], name: str) -> None:
    await visit.cookie("preppal", str(history["token"]))
    await visit.go(f"/interviews/{history[name]}/feedback")


async def test_it_appears_by_itself(
    server: Server, visiting: Visiting, behind: Database, history: dict[str, UUID | str]
) -> None:
    async with visiting(server.url) as visit:
        await read(visit, history, "waiting")
        await expect(visit.page.get_by_text("The report appears here by itself.")).to_be_visible()
        await make_feedback(behind, UUID(str(history["waiting"])), clock=utc_now)
        await expect(visit.page.locator("main mark").first).to_be_visible()
        assert visit.console == []


async def test_the_steps_finish_before_ones_eyes(
    server: Server, visiting: Visiting, behind: Database
) -> None:
    """And after the line was down, and when the page was away and is looked at again."""
    ana, token = await make_person(behind, "Ana Steps", utc_now())
    interview_id = (await make_waiting(behind, ana))["again"]
    async with visiting(server.url) as visit:
        page = visit.page
        await visit.cookie("preppal", token)
        await visit.go(f"/interviews/{interview_id}/feedback")
        now = page.locator(".step[aria-current=step]")
        await expect(now).to_have_text("Reading your answers")
        await expect(page.get_by_text("The last try failed on our side.")).to_be_visible()
        await tell(behind, interview_id, Progress(3, 6, 3, 7))
        await expect(now).to_have_text("Competencies rated: 3 of 7")
        await expect(page.get_by_role("status")).to_contain_text("Competencies rated: 3 of 7")
        await expect(page.locator("[data-remark]")).to_contain_text("It has begun again.")
        await page.context.set_offline(True)
        await tell(behind, interview_id, Progress(3, 6, 7, 7))
        await page.context.set_offline(False)
        await expect(now).to_have_text("Writing the report")
        assert await page.locator(".step[data-state=done]").count() == 3
        await make_feedback(behind, interview_id, clock=utc_now)
        await expect(page.get_by_role("heading", name="Not enough to judge.")).to_be_visible()
        await page.get_by_role("button", name="Go on with Samira").click()
        await page.wait_for_url("**/lobby")


async def tell(behind: Database, interview_id: UUID, progress: Progress) -> None:
    async with behind.transaction() as db:
        feedback = await db.get_one(Feedback, interview_id)
        feedback.progress, feedback.failure = progress.to_json(), None


async def test_letters_lead_to_the_words_and_back(
    server: Server, visiting: Visiting, history: dict[str, UUID | str]
) -> None:
    async with visiting(server.url) as visit:
        page = visit.page
        await read(visit, history, "report")
        assert await page.evaluate(DEAD_LINKS) == []
        quoted = page.locator(".report-main mark").first
        letter = await quoted.get_attribute("data-letters")
        words = (await visit.quotes())[0]
        await page.locator(f'.report-main a[href="#said-{letter}"]').first.click()
        said = page.locator(f"#said-{letter}")
        await expect(said).to_be_in_viewport()
        assert words in " ".join((await said.text_content() or "").split())
        assert visit.console == []


async def test_every_letter_leads_to_its_own_words(
    server: Server, visiting: Visiting, history: dict[str, UUID | str]
) -> None:
    """Also where its row, which is scrolled to softly, begins with others far from them."""
    async with visiting(server.url) as visit:
        page = visit.page
        await page.emulate_media(reduced_motion="no-preference")
        await read(visit, history, "report")
        links = page.locator('.report-main a[href^="#said-"]:visible')
        count = await links.count()
        assert count > 3
        for number in [*range(count), *reversed(range(count))]:
            letter = await links.nth(number).get_attribute("href")
            words = page.locator(str(letter))
            await links.nth(number).click()
            await words.evaluate(STANDS_STILL)
            await expect(words).to_be_in_viewport(timeout=2_000)


async def test_quotes_alone(
    server: Server, visiting: Visiting, history: dict[str, UUID | str]
) -> None:
    async with visiting(server.url) as visit:
        await read(visit, history, "report")
        transcript = visit.page.get_by_role("region", name="Transcript")
        hello = transcript.get_by_text("What brings you here?")
        await expect(hello).to_be_visible()
        await transcript.get_by_label("Only quoted").check()
        await expect(hello).to_be_hidden()
        await expect(transcript.locator("mark").first).to_be_visible()


async def test_a_failed_one_is_asked_for_again(
    server: Server, visiting: Visiting, history: dict[str, UUID | str]
) -> None:
    async with visiting(server.url) as visit:
        await read(visit, history, "failed")
        await visit.page.get_by_role("button", name="Read it again").click()
        await expect(visit.page.get_by_text("The report appears here by itself.")).to_be_visible()
        assert visit.console == []


async def test_typed_has_no_delivery(
    server: Server, visiting: Visiting, history: dict[str, UUID | str]
) -> None:
    async with visiting(server.url) as visit:
        page = visit.page
        await read(visit, history, "typed")
        await expect(page.get_by_role("heading", name="Content and structure")).to_be_visible()
        await expect(page.get_by_role("heading", name="Delivery")).to_have_count(0)


async def test_deleting_asks_once(
    server: Server, visiting: Visiting, history: dict[str, UUID | str]
) -> None:
    async with visiting(server.url) as visit:
        page = visit.page
        await read(visit, history, "typed")
        delete = page.get_by_role("button", name="Delete this interview")
        await delete.click()
        asked = page.get_by_role("dialog", name="Delete this interview?")
        await asked.get_by_role("button", name="Keep it").click()
        await expect(asked).to_be_hidden()
        await delete.click()
        await asked.get_by_role("button", name="Delete it").click()
        await page.wait_for_url("**/interviews")
        await visit.go(f"/interviews/{history['typed']}/feedback", status=404)
        assert [line for line in visit.console if "404" not in line] == []


async def test_scores_say_their_words_and_open_what_made_them(
    server: Server, visiting: Visiting, history: dict[str, UUID | str]
) -> None:
    async with visiting(server.url) as visit:
        page = visit.page
        await read(visit, history, "report")
        heard = page.get_by_role("region", name="What was heard")
        await expect(heard.get_by_text("fairly sure").first).to_be_visible()
        await expect(heard.get_by_text("If this were real")).to_be_visible()
        why = heard.locator("details.score-why:has(table)").first
        await why.locator("summary").focus()
        await page.keyboard.press("Enter")
        await expect(why.get_by_text("Its score is nearest to this one.")).to_be_visible()
        await expect(why.get_by_role("table").first).to_be_visible()
        table = heard.locator("details", has_text="Show as table")
        await table.locator("summary").click()
        await expect(table.get_by_role("columnheader", name="Competency")).to_be_visible()
        assert await visit.axe() == []
        assert visit.console == []


async def test_a_stronger_shape_holds_own_words_and_questions(
    server: Server, visiting: Visiting, history: dict[str, UUID | str]
) -> None:
    async with visiting(server.url) as visit:
        page = visit.page
        await read(visit, history, "report")
        shape = page.locator("details.shape").first
        await shape.locator("summary").click()
        said = " ".join((await page.locator(".transcript").text_content() or "").split())
        for mark in await shape.locator("mark").all():
            words = " ".join((await mark.text_content() or "").split()).removeprefix("quoted: ")
            assert words in said
        await expect(shape.locator("mark").first).to_be_visible()
        await expect(page.locator(".shape-question").first).to_be_attached()
