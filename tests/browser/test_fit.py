"""From a resume to its claims in the report: uploaded, confirmed, chosen, its fit seen, talked about, looked up."""

import re

from playwright.async_api import expect

from tests.browser.conftest import Visiting
from tests.browser.test_typed_interview import your_turn
from tests.browser.test_upload import a_file
from tests.documents import pdf_of
from tests.serving import Server

SERVED_WITH = {"PREPPAL_VOICE": "text"}
# Reading starts a process: a busy machine takes its time over it.
SLOWLY = 60_000

RESUME = """\
Nia Brandt
Leeds | nia.brandt@example.com | +44 113 496 0000

Experience
Charge Nurse, Brookfield Hospital
2019-04 - present
• Cut patient falls on the ward by 30 % within a year.
• Led a team of 14 nurses on an acute ward.

Skills
Registered nurse, Cannulation
"""
POSTING = """Ward Sister - Linden Hospital

Essential requirements
- Registered nurse
- Experience of leading a team
- Dementia care
- You plan and give care on a ward of 24 beds and own it end to end
"""
ANSWER = (
    "When I came to the ward, patients fell about once a week. I asked for a round every two hours at night and moved"
    " those at risk next to the desk, because most falls happened on the way to the bathroom. In that year I cut patient"
    " falls on the ward by 60 percent, and since then I do the round on every new ward."
)


async def test_from_the_resume_to_its_claims(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url) as visit:
        page = visit.page
        await visit.sign_in("claims@example.org")
        await visit.go("/resumes")
        picker = page.get_by_label("A file: drop it here, or choose it")
        await picker.set_input_files(a_file(pdf_of(RESUME), "Nia_Brandt.pdf"))  # type: ignore[arg-type]
        await page.wait_for_url("**/resumes/*?did=kept", timeout=SLOWLY)
        await page.get_by_role("button", name="This is right").click()
        await page.wait_for_url("**/resumes/*?did=filled")

        await visit.go("/interviews/new")
        await expect(page.get_by_label("Which one the interviewer has read")).not_to_have_value("")
        await page.get_by_role("textbox", name="The job description").fill(POSTING)
        await page.get_by_text("In writing", exact=True).click()
        await page.locator("label", has_text=re.compile(r"^\s*10\s*$")).click()
        assert await visit.axe() == []
        await page.get_by_role("button", name="Go to the lobby").last.click()
        await page.wait_for_url("**/lobby")
        await page.get_by_role("link", name="See how it fits").click()
        await page.wait_for_url("**/fit")
        main = page.get_by_role("main")
        await expect(main).to_contain_text("Have these ready")
        await expect(page.get_by_role("region", name="Not found in your resume")).to_contain_text(
            "Dementia care"
        )
        await expect(page.get_by_role("region", name="In both")).to_contain_text(
            "Led a team of 14 nurses on an acute ward."
        )
        await expect(
            page.get_by_role("region", name="Numbers you may be asked about")
        ).to_contain_text("30 %")
        assert await visit.axe() == []
        assert await visit.misfits() == []

        await page.get_by_role("link", name="Back to the lobby").click()
        await page.wait_for_url("**/lobby")
        await page.get_by_role("button", name="Go in").click()
        await page.wait_for_url("**/session")
        answer = page.get_by_label("Your answer")
        answered = 0
        while await your_turn(page, answered):
            await answer.fill(ANSWER)
            await answer.press("Enter")
            answered += 1
            mine = page.get_by_role("log").locator("[data-speaker=candidate]")
            await expect(mine).to_have_count(answered)
        await page.wait_for_url(re.compile("/feedback$"))
        claims = page.get_by_role("region", name="Your resume’s claims")
        await expect(claims).to_contain_text("Said otherwise")
        await expect(claims.locator("mark").first).to_contain_text("60 percent")
        for quote in await visit.quotes():
            assert (
                quote in ANSWER or f"- {quote}\n" in POSTING
            )  # what the job asks for is quoted, too
        assert await visit.axe() == []
        assert visit.console == []
