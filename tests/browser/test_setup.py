"""From the sign-in to the first question: with a mouse, with keys alone, with scripts switched off."""

import re

from playwright.async_api import Locator, Page, expect
from sqlalchemy import func, select

from preppal.accounts.model import User
from preppal.foundation.clock import utc_now
from preppal.foundation.database import Database
from preppal.interviews.feedback import make_feedback
from preppal.interviews.model import InterviewSession
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.pasting import read_pasted
from tests.browser.conftest import Visit, Visiting
from tests.serving import Server
from tools.sample_interviews import POSTING, make_history

# What is tried here is not sound; the models need not be loaded for it.
SERVED_WITH = {"PREPPAL_VOICE": "text", "PREPPAL_TASKS": "worker"}
FOCUS = """wanted => {
    const element = document.activeElement;
    const there = element === wanted;
    // What shows the focus: the element itself, or the row or segment around a radio button.
    const shows = [element, element.closest('label'), element.closest('li')].some(one => {
        if (!one || one === document.body) return false;
        const {outlineStyle, outlineWidth} = getComputedStyle(one);
        return outlineStyle !== 'none' && parseFloat(outlineWidth) >= 2;
    });
    // Past the last stop the focus is on the browser's own buttons.
    const hidden = shows || element.matches('body, main, h1, dialog, [data-sheet]') ? ''
        : element.outerHTML.slice(0, 200);
    return [there, hidden];
}"""
MOST_STOPS = 80


async def tab_to(page: Page, wanted: Locator) -> None:
    """Press Tab until `wanted` has the focus; at every stop it can be seen where one is."""
    element = await wanted.element_handle()
    there, _ = await page.evaluate(FOCUS, element)
    for _ in range(MOST_STOPS):
        if there:
            return
        await page.keyboard.press("Tab")
        there, hidden = await page.evaluate(FOCUS, element)
        assert not hidden, f"one cannot see that this has the focus: {hidden}"
    raise AssertionError(f"Tab does not reach {wanted}")


async def test_a_pasted_job_and_the_interviewer_who_was_picked(
    server: Server, visiting: Visiting, behind: Database
) -> None:
    async with visiting(server.url) as visit:
        page = visit.page
        await visit.sign_in("pasting@example.org")
        await page.get_by_role("link", name="Set up an interview").click()
        await page.get_by_label("The job description").fill(POSTING)
        await page.get_by_text("more interviewers").click()
        await page.get_by_role("radio", name=re.compile("Hiro Tanabe")).check()
        await page.get_by_role("radio", name="60 min").check()
        # In a hurry: two presses are one interview.
        await page.get_by_role("button", name="Go to the lobby").dblclick()
        await page.wait_for_url("**/lobby")
        lobby = page.locator("main")
        await expect(lobby).to_contain_text("Senior Data Engineer at Fernhill Health.")
        await expect(lobby).to_contain_text("Hiro Tanabe")
        await expect(lobby).to_contain_text("One hour")
        assert await interviews_of(behind, "pasting@example.org") == 1
        assert visit.console == []


async def test_what_was_written_survives_a_refusal(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url) as visit:
        page = visit.page
        await visit.sign_in("brief@example.org")
        await visit.go("/interviews/new")
        job = page.get_by_label("The job description")
        await job.fill("Data Engineer")
        await page.get_by_role("radio", name="30", exact=True).check()
        await page.get_by_role("button", name="Go to the lobby").click()
        await expect(job).to_have_attribute("aria-invalid", "true")
        await expect(job).to_be_focused()
        await expect(job).to_have_value("Data Engineer")
        await expect(job).to_have_accessible_description(re.compile(r"\w+.*\."))
        await expect(page.get_by_role("radio", name="30", exact=True)).to_be_checked()


async def test_an_outline_comes_without_leaving_the_page(
    server: Server, visiting: Visiting
) -> None:
    async with visiting(server.url) as visit:
        page = visit.page
        await visit.sign_in("outline@example.org")
        await visit.go("/interviews/new")
        await page.get_by_role("radio", name="60 min").check()
        await page.get_by_text("Only a title at hand?").click()
        title = page.get_by_label("Title", exact=True)
        await title.fill(" ")
        await page.get_by_role("button", name="Write an outline").click()
        await expect(title).to_have_attribute("aria-invalid", "true")
        await expect(title).to_be_focused()
        await title.fill("Night Nurse")
        await title.press("Enter")
        job = page.get_by_label("The job description")
        await expect(job).to_be_focused()
        await expect(job).to_have_value(re.compile("Job title: Night Nurse"))
        await expect(page.get_by_text("An outline, written by Preppal")).to_be_visible()
        await expect(page.get_by_role("radio", name="60 min")).to_be_checked()
        await page.get_by_role("button", name="Go to the lobby").click()
        await page.wait_for_url("**/lobby")
        await expect(page.locator("main")).to_contain_text("Night Nurse. Outline")
        assert [line for line in visit.console if "status of 422" not in line] == []


async def test_earlier_jobs_are_found_while_one_types(
    server: Server, visiting: Visiting, behind: Database
) -> None:
    async with visiting(server.url) as visit:
        page = visit.page
        await visit.sign_in("finding@example.org")
        for place in ("Alder", "Birch", "Cedar", "Damson", "Elm", "Fir"):
            async with behind.transaction() as db:
                user = (
                    await db.scalars(select(User).where(User.email == "finding@example.org"))
                ).one()
                pasted = read_pasted(POSTING.replace("Fernhill", place))
                await keep_job_description(db, user.id, pasted, now=utc_now())
        await visit.go("/interviews/new")
        jobs = page.locator(".set-up-jobs .choice")
        await expect(jobs).to_have_count(6)
        await page.get_by_role("radio", name=re.compile("Birch")).check()
        search = page.get_by_label("Search your earlier jobs")
        await search.fill("cedar")
        await expect(page.get_by_text("1 found")).to_be_visible()
        await expect(jobs).to_have_count(2)  # and the chosen one
        await expect(page.get_by_role("radio", name=re.compile("Birch"))).to_be_checked()
        await search.fill("zebra")
        await expect(page.get_by_text("Nothing like that among your jobs.")).to_be_visible()
        await search.press("Enter")
        await search.fill("cedar")
        await page.get_by_role("radio", name=re.compile("Cedar")).check()
        await page.get_by_role("button", name="Go to the lobby").click()
        await page.wait_for_url("**/lobby")
        await expect(page.locator("main")).to_contain_text("Cedar Health")
        assert visit.console == []


async def test_quick_practice_takes_two_clicks(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url) as visit:
        page = visit.page
        await visit.sign_in("quick@example.org")
        await page.get_by_role("button", name="A disagreement at work").click()
        await page.wait_for_url("**/lobby")
        await page.get_by_role("button", name="Go in").click()
        await page.wait_for_url("**/session")
        await expect(page.get_by_role("log").locator("li")).to_have_count(1)
        assert visit.console == []


async def test_keys_alone(server: Server, visiting: Visiting) -> None:
    """Skip link, sign-in, set-up, a typed answer, the end: Tab, Enter, Space and arrows."""
    async with visiting(server.url) as visit:
        page = visit.page
        press = page.keyboard.press
        await visit.go("/")
        await press("Tab")
        skip = page.get_by_role("link", name="Skip to the page")
        await expect(skip).to_be_focused()
        await expect(skip).to_be_in_viewport(ratio=1)
        await press("Enter")
        await expect(page.locator("#main")).to_be_focused()
        await tab_to(page, page.get_by_role("link", name="Start a ten-minute interview"))
        await press("Enter")
        await page.wait_for_url("**/sign-in?next=*")
        await expect(page.get_by_label("Email")).to_be_focused()
        await page.keyboard.type("keys@example.org")
        await press("Enter")
        await page.wait_for_url("**/sign-in/code*")
        await expect(page.get_by_label("Code")).to_be_focused()
        await press("Enter")
        await page.wait_for_url("**/interviews/new")
        await set_up_by_keys(page)
        await page.wait_for_url("**/lobby")
        await tab_to(page, page.get_by_role("button", name="Go in"))
        await press("Enter")
        await page.wait_for_url("**/session")
        await answer_and_end_by_keys(page)
        await page.wait_for_url("**/feedback")
        assert visit.console == []


async def set_up_by_keys(page: Page) -> None:
    press = page.keyboard.press
    await tab_to(page, page.get_by_label("The job description"))
    await page.keyboard.insert_text(POSTING)
    people = page.locator("[name=persona_id]")
    await tab_to(page, people.first)
    await press("ArrowDown")
    await expect(people.nth(1)).to_be_checked()
    await tab_to(page, page.locator(".set-up-others summary"))
    await press("Enter")
    await expect(people.last).to_be_visible()
    await tab_to(page, page.locator("[name=minutes]:checked"))
    await tab_to(page, page.locator("[name=mode]:checked"))
    typed = page.get_by_role("radio", name="In writing")
    if not await typed.is_checked():
        await press("ArrowRight")
    await expect(typed).to_be_checked()
    await tab_to(page, page.get_by_role("button", name="Go to the lobby"))
    await press("Enter")


async def answer_and_end_by_keys(page: Page) -> None:
    press = page.keyboard.press
    said = page.get_by_role("log").locator("li")
    await expect(said).to_have_count(1)
    await expect(page.get_by_label("Your answer")).to_be_focused()
    await page.keyboard.type("Fine, thank you.")
    await press("Shift+Enter")
    await page.keyboard.type("I slept well.")
    await expect(page.get_by_label("Your answer")).to_have_value("Fine, thank you.\nI slept well.")
    await press("Enter")
    await expect(said).to_have_count(3)
    await tab_to(page, page.get_by_role("button", name="End the interview"))
    await press("Enter")
    ending = page.get_by_role("dialog", name="End the interview?")
    await expect(ending).to_be_visible()
    await press("Escape")
    await expect(ending).to_be_hidden()
    await expect(page.get_by_role("button", name="End the interview")).to_be_focused()
    await press("Enter")
    await tab_to(page, ending.get_by_role("button", name="End it"))
    await press("Enter")


async def test_scripts_off(server: Server, visiting: Visiting, behind: Database) -> None:
    """Everything but the room itself works; the room says what it needs."""
    async with visiting(server.url, java_script_enabled=False) as visit:
        page = visit.page
        await visit.sign_in_by_code("without-scripts@example.org")
        await expect(page.get_by_role("heading", name="No interviews yet.")).to_be_visible()
        await page.get_by_role("link", name="Set up an interview").click()
        await page.get_by_label("The job description").fill(POSTING)
        await page.get_by_role("radio", name="In writing").check()
        await page.get_by_role("button", name="Go to the lobby").click()
        await page.wait_for_url("**/lobby")
        await expect(page.locator("main")).to_contain_text("Senior Data Engineer")
        await page.get_by_role("button", name="Go in").click()
        await page.wait_for_url("**/session")
        # Playwright reads no text inside <noscript>, so it is looked at by its shape.
        said = page.locator("noscript p").first
        await expect(said).to_be_in_viewport()
        assert "The room needs scripts" in (await said.text_content() or "")
        await visit.go("/dashboard")
        await expect(page.locator("main")).to_contain_text("Senior Data Engineer")
        await read_reports_without_scripts(visit, behind)


async def read_reports_without_scripts(visit: Visit, behind: Database) -> None:
    page = visit.page
    async with behind.transaction() as db:
        user_id = await db.scalar(
            select(User.id).where(User.email == "without-scripts@example.org")
        )
    assert user_id is not None
    ids = await make_history(behind, user_id)
    await visit.go(f"/interviews/{ids['report']}/feedback")
    await expect(page.locator("main mark").first).to_be_visible()
    for table in (0, 1):  # the scores, and the hour
        await page.get_by_text("Show as table").nth(table).click()
        await expect(page.get_by_role("table").nth(table)).to_be_visible()
    await expect(page.get_by_role("button", name="Print")).to_be_hidden()
    # The waiting page asks again by itself.
    await visit.go(f"/interviews/{ids['waiting']}/feedback")
    await expect(page.get_by_text("The report appears here by itself.")).to_be_visible()
    await make_feedback(behind, ids["waiting"], clock=utc_now)
    await expect(page.locator("main mark").first).to_be_visible()


async def interviews_of(behind: Database, email: str) -> int:
    async with behind.transaction() as db:
        count = await db.scalar(
            select(func.count())
            .select_from(InterviewSession)
            .join(User, User.id == InterviewSession.user_id)
            .where(User.email == email)
        )
    return count or 0


async def test_a_posting_that_is_kept_already_is_used_again(
    server: Server, visiting: Visiting
) -> None:
    async with visiting(server.url) as visit:
        page = visit.page
        await visit.sign_in("again@example.org")
        await page.get_by_role("link", name="Set up an interview").click()
        await page.get_by_label("The job description").fill(POSTING)
        await page.get_by_role("button", name="Go to the lobby").click()
        await page.wait_for_url("**/lobby")
        await visit.go("/interviews/new")
        await page.get_by_role("radio", name="Paste a new one").check()
        field = page.get_by_label("The job description")
        await field.fill(POSTING.upper() + "\nYou look after the lift.")
        told = page.get_by_text("You keep this posting already")
        await expect(told).to_be_visible()
        await page.get_by_text("What changed").click()
        await expect(page.get_by_text("You look after the lift.").last).to_be_visible()
        assert await visit.axe() == []
        assert await visit.misfits() == []
        await page.get_by_role("link", name="Use the one you keep").click()
        kept = page.get_by_role("radio", name=re.compile("Senior Data Engineer"))
        await expect(kept).to_be_checked()
        await expect(kept).to_be_focused()
        await expect(told).to_have_count(0)
        assert visit.console == []
