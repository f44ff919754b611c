"""An interviewer is written, heard, tried, published and used: with keys alone, and without scripts."""

import re
from typing import Literal

from playwright.async_api import Locator, Page, Response, expect

from tests.browser.conftest import Visit, Visiting
from tests.browser.test_setup import tab_to
from tests.browser.test_typed_interview import ANSWER, YOUR_TURN
from tests.serving import Server

NAME, DOES = "Yusra Okafor", "Runs a bakery with eleven people"


async def fill(page: Page, label: str, words: str) -> None:
    """Go to the field by Tab and write, the first word key by key."""
    await tab_to(page, page.get_by_label(label, exact=True))
    first, _, rest = words.partition(" ")
    await page.keyboard.type(first)
    await page.keyboard.insert_text(f" {rest}")


async def move(page: Page, legend: str, *keys: str) -> Locator:
    """Go to a scale by Tab and move along it with arrow keys."""
    scale = page.get_by_role("group", name=legend)
    await tab_to(page, scale.locator("input:checked"))
    for key in keys:
        await page.keyboard.press(key)
    return scale.locator("input:checked")


async def first_ring(page: Page) -> str:
    ring = page.locator("[data-part=figure] path").last
    return await ring.get_attribute("d") or ""


async def enter(page: Page, role: Literal["link", "button"], name: str | re.Pattern[str]) -> None:
    """Go there by Tab and press Enter."""
    await tab_to(page, page.get_by_role(role, name=name).first)
    await page.keyboard.press("Enter")


async def is_sound(visit: Visit) -> None:
    """What the accessibility rules find; `test_pages` looks at the other width and at colours."""
    assert await visit.axe(colours=False) == [], visit.page.url


async def test_from_writing_one_to_a_strangers_thanks_with_keys_alone(
    server: Server, visiting: Visiting
) -> None:
    """Written, heard, tried and published; found in the Hub by somebody else, heard, used in an
    interview to its end, and rated."""
    async with visiting(server.url) as visit:
        page = visit.page
        await visit.sign_in("author@example.org")
        await visit.go("/settings")
        await fill(page, "Name", "Mara Lindgren")
        await page.keyboard.press("Enter")
        await page.wait_for_url("**/settings?saved=1")
        await visit.go("/dashboard")
        await enter(page, "link", "Write an interviewer")
        await page.wait_for_url("**/personas/new")
        await write_by_keys(page)
        await hear_by_keys(page)
        await is_sound(visit)
        await enter(page, "button", "Save")
        await page.wait_for_url("**/personas?did=saved*")
        await expect(page.get_by_role("status")).to_contain_text("Saved.")
        await enter(page, "link", "Try three answers")
        await page.wait_for_url("**/try")
        await try_by_keys(page)
        await is_sound(visit)
        await enter(page, "link", "Publish")
        await page.wait_for_url("**/publish")
        await expect(page.locator("main")).to_contain_text("Written by Mara Lindgren")
        await is_sound(visit)
        await enter(page, "button", "Publish")
        await page.wait_for_url("**/personas?did=published*")
        await expect(page.locator("main")).to_contain_text("In the Hub since")
        await is_sound(visit)
        assert visit.console == []
    async with visiting(server.url) as visit:
        await find_by_keys(visit)
        await sit_by_keys(visit)
        await rate_by_keys(visit)
        assert visit.console == []


async def write_by_keys(page: Page) -> None:
    await fill(page, "Name", NAME)
    await expect(page.locator("[data-for=name] [data-count]")).to_have_text(str(len(NAME)))
    await expect(page.locator("[data-part=figure] text")).to_have_text("YO")
    await fill(page, "What they do", DOES)
    await expect(page.locator("[data-part=opening]")).to_contain_text(NAME)
    await tab_to(page, page.get_by_role("checkbox", name="Recruiter"))
    await page.keyboard.press("Space")
    before, lines = await first_ring(page), await page.locator("[data-part=opening]").inner_text()
    warmth = await move(page, "Tone", "ArrowLeft", "ArrowLeft")
    await expect(warmth).to_have_attribute("value", "5")
    pace = await move(page, "Pace", "ArrowRight", "ArrowRight")
    await expect(pace).to_have_attribute("value", "5")
    assert await first_ring(page) != before
    await expect(page.locator("[data-part=opening]")).not_to_have_text(lines)
    await expect(page.locator("[data-part=told]")).to_contain_text("Tone: very warm. Pace: brisk.")
    await fill(page, "In your own words", "Speak plainly. Ask for one morning and stay with it.")
    await expect(page.locator("[data-part=told]")).to_contain_text("| Speak plainly.")


async def hear_by_keys(page: Page) -> None:
    """The models load on the first press; the form says so, then the voice is heard."""
    heard: list[Response] = []
    page.on("response", lambda got: heard.append(got) if "/personas/voice" in got.url else None)
    speed = page.get_by_label(re.compile("Pace of speech"))
    await tab_to(page, speed)
    await page.keyboard.press("ArrowRight")
    await expect(page.locator("[data-part=pace]")).to_have_text("1.02")
    await tab_to(page, page.get_by_role("link", name="Hear this voice"))
    await page.keyboard.press("Enter")
    said = page.locator("[data-part=said]")
    await expect(said).not_to_be_empty()
    await expect(said).to_have_text("Speaking", timeout=120_000)
    last = heard[-1]
    assert (last.status, last.headers["content-type"]) == (200, "audio/wav")
    assert "speed=1.02" in last.url
    assert int(last.headers["content-length"]) > 48_000
    await expect(said).to_be_empty(timeout=30_000)


async def try_by_keys(page: Page) -> None:
    for number in range(3):
        await expect(page.locator(".turn-words")).to_have_count(2 + 2 * number)
        await tab_to(page, page.get_by_label("Your answer"))
        await page.keyboard.insert_text("The oven failed, so I moved the bread: we open at six.")
        await tab_to(page, page.get_by_role("button", name="Answer"))
        await page.keyboard.press("Enter")
        await expect(page.locator(".turn-words")).to_have_count(4 + 2 * number)
    await expect(page.locator("main")).to_contain_text("That was the trial")


async def find_by_keys(visit: Visit) -> None:
    """A visitor looks around, hears the voice, and signs in to sit down."""
    page = visit.page
    await visit.go("/")
    await enter(page, "link", "Hub")
    await page.wait_for_url("**/hub")
    await tab_to(page, page.get_by_role("searchbox"))
    await page.keyboard.type("bak yusra")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/hub?q=bak+yusra")
    await expect(page.locator(".persona")).to_have_count(1)
    await is_sound(visit)
    await enter(page, "link", NAME)
    await page.wait_for_url("**/personas/*")
    await expect(page.locator("main")).to_contain_text("written by Mara Lindgren")
    async with page.expect_response("**/personas/*/voice") as heard:
        await enter(page, "link", "Hear this voice")
    assert (await heard.value).status == 200, "It was made once, for its author."
    await is_sound(visit)
    await enter(page, "link", "Sit with Yusra")
    await page.wait_for_url("**/sign-in?next=*")
    await expect(page.get_by_label("Email")).to_be_focused()
    await page.keyboard.type("reader@example.org")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/sign-in/code*")
    await expect(page.get_by_label("Code")).to_be_focused()
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/interviews/new?persona=*")


async def sit_by_keys(visit: Visit) -> None:
    """Ten minutes in writing, two answers, and to the end of it."""
    page, press = visit.page, visit.page.keyboard.press
    chosen = page.locator("[name=persona_id]:checked")
    assert await page.get_by_role("radio", name=re.compile(NAME)).is_checked()
    await tab_to(page, chosen)
    await tab_to(page, page.locator("[name=mode]:checked"))
    typed = page.get_by_role("radio", name="In writing")
    if not await typed.is_checked():
        await press("ArrowRight")
    await expect(typed).to_be_checked()
    await enter(page, "button", "Go to the lobby")
    await page.wait_for_url("**/lobby")
    await expect(page.locator("main")).to_contain_text(NAME)
    await enter(page, "button", re.compile("Go in"))
    await page.wait_for_url("**/session")
    log = page.get_by_role("log")
    await expect(log.locator("li").first).to_contain_text(NAME)
    for number in (1, 2):
        await page.wait_for_function(YOUR_TURN, arg=number - 1)
        await tab_to(page, page.get_by_label("Your answer"))
        await page.keyboard.insert_text(ANSWER)
        await press("Enter")
        await expect(log.locator("[data-speaker=candidate]")).to_have_count(number)
    await page.wait_for_function(YOUR_TURN, arg=2)
    await is_sound(visit)
    await enter(page, "button", "End the interview")
    await enter(page, "button", "End it")
    await page.wait_for_url(re.compile("/feedback$"))


async def rate_by_keys(visit: Visit) -> None:
    page = visit.page
    await expect(page.get_by_role("heading", name="How to read this")).to_be_visible()
    await is_sound(visit)
    await enter(page, "link", "Say whether Yusra helped")
    await page.wait_for_url("**/personas/*#helped")
    helped = page.get_by_role("button", name="It helped")
    await expect(helped).to_be_in_viewport()
    await enter(page, "button", "It helped")
    await page.wait_for_url("**/personas/*?thanks=rating")
    await expect(page.locator(".notice")).to_contain_text("Kept.")
    await expect(helped).to_have_attribute("aria-pressed", "true")
    await expect(page.locator(".who-numbers")).to_contain_text("1 of 1")
    await is_sound(visit)


async def test_without_scripts(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url, java_script_enabled=False) as visit:
        page = visit.page
        await visit.sign_in("plain@example.org")
        await visit.go("/personas/new")
        await page.get_by_label("Name", exact=True).fill(NAME)
        await page.get_by_role("group", name="Tone").get_by_label("5 of 5").check()
        await page.get_by_role("button", name="Show a first question").click()
        await expect(page.locator("[data-part=opening]")).to_contain_text(NAME)
        await expect(page.locator("[data-part=told]")).to_contain_text("Tone: dry.")
        await expect(page.get_by_label("Name", exact=True)).to_have_value(NAME)
        hear = page.get_by_role("link", name="Hear this voice")
        assert (await hear.get_attribute("href") or "").startswith("/personas/voice?voice=&speed=1")
        await page.get_by_label("What they do", exact=True).fill(DOES)
        # Enter in a field saves; it neither shows a question nor plays a voice.
        await page.get_by_label("What they do", exact=True).press("Enter")
        await page.wait_for_url("**/personas?did=saved*")
        await page.get_by_role("link", name="Edit").click()
        await expect(page.get_by_label("Name", exact=True)).to_have_value(NAME)


async def test_a_word_too_many_is_told_while_one_writes(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url, width=390) as visit:
        page = visit.page
        await visit.sign_in("wordy@example.org")
        await visit.go("/personas/new")
        count = page.locator("[data-for=headline]")
        await page.get_by_label("What they do", exact=True).fill("x" * 121)
        await expect(count).to_contain_text("121 of 120 characters")
        await expect(count).to_contain_text("Too long: shorten it.")
        await page.get_by_label("What they do", exact=True).fill("x" * 120)
        await expect(count.locator(".field-over")).to_be_hidden()


async def test_a_second_tab_is_told(server: Server, visiting: Visiting) -> None:
    async with visiting(server.url) as visit:
        page = visit.page
        await visit.sign_in("two-tabs@example.org")
        await visit.go("/personas/new")
        await page.get_by_label("Name", exact=True).fill(NAME)
        await page.get_by_label("What they do", exact=True).fill(DOES)
        await page.get_by_role("button", name="Save").click()
        await page.get_by_role("link", name="Edit").click()
        other = await page.context.new_page()
        await other.goto(page.url)
        await other.get_by_label("What they do", exact=True).fill("Runs two bakeries")
        await other.get_by_role("button", name="Save").click()
        await other.wait_for_url("**/personas?did=saved*")
        await page.get_by_label("What they do", exact=True).fill("Runs three bakeries")
        await page.get_by_role("button", name="Save").click()
        await expect(page.get_by_role("alert")).to_contain_text("edited in another tab")
        await expect(page.get_by_label("What they do", exact=True)).to_have_value(
            "Runs three bakeries"
        )
        await page.get_by_role("button", name="Save").click()
        await page.wait_for_url("**/personas?did=saved*")
        await expect(page.locator("main")).to_contain_text("Runs three bakeries")
        await expect(page.locator("main")).to_contain_text("Version 3")
