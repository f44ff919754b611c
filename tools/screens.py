"""Write every page at both widths and themes to ``build/screens/`` (``make screens``).

Rendered from sample page objects through the real templates, styles and scripts; Chromium asks for
static files and gets them from the source tree. No server, no database: what a page looks like
depends on its page object alone.
"""

import argparse
import asyncio
import mimetypes
import sys
from pathlib import Path

from playwright.async_api import Browser, Route, async_playwright

from preppal.web.pages import build_pages

ROOT = Path(__file__).resolve().parent.parent
SOURCE = ROOT / "src" / "preppal"
HOST = "http://preppal.test"
WIDTHS = {"1440": (1440, 900), "390": (390, 844)}
THEMES = ("light", "dark")
sys.path.insert(0, str(ROOT / "tools"))

from sample_pages import SAMPLES, Sample  # noqa: E402


def render_all(locale: str) -> dict[str, str]:
    pages = build_pages(SOURCE / "templates", static=lambda path: f"/static/0/{path}")
    environment = pages.get(locale)
    html = {}
    for name, sample in SAMPLES.items():
        html[name] = environment.get_template(sample.template).render(
            page=sample.page,
            nonce="preview",
            viewer=sample.viewer,
            theme="auto",
            path=sample.path,
            reference="3f9a61c2",
        )
    return html


async def shoot(
    browser: Browser, name: str, sample: Sample, html: str, target: Path, only: str
) -> list[str]:
    problems: list[str] = []

    async def answer(route: Route) -> None:
        path = route.request.url.removeprefix(HOST).partition("?")[0]
        if path.startswith("/static/0/"):
            file = SOURCE / "static" / path.removeprefix("/static/0/")
            if not file.is_file():
                problems.append(f"{name}: no {path}")
                await route.fulfill(status=404)
                return
            kind = mimetypes.guess_type(file.name)[0] or "application/octet-stream"
            await route.fulfill(body=file.read_bytes(), content_type=kind)
        elif route.request.resource_type == "document":
            await route.fulfill(body=html, content_type="text/html; charset=utf-8")
        else:
            await route.fulfill(json={"state": "waiting"})

    for width, (w, h) in WIDTHS.items():
        for theme in THEMES:
            if only not in f"{width}-{theme}":
                continue
            context = await browser.new_context(
                viewport={"width": w, "height": h}, color_scheme=theme, reduced_motion="reduce"
            )
            page = await context.new_page()
            page.on(
                "console",
                lambda m: problems.append(f"{name}: {m.text}") if m.type == "error" else None,
            )
            page.on("pageerror", lambda e: problems.append(f"{name}: {e}"))
            await page.route("**/*", answer)
            await page.goto(HOST + sample.path)
            await page.evaluate("document.fonts.ready")
            if sample.before:
                await page.evaluate(sample.before)
            await page.wait_for_timeout(120)
            wide = await page.evaluate("document.documentElement.scrollWidth")
            if wide > w:
                problems.append(f"{name} {width}: scrolls sideways ({wide} px)")
            await page.screenshot(
                path=target / f"{name}-{width}-{theme}.png", full_page=sample.full
            )
            await context.close()
    return problems


async def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("names", nargs="*", help="pages to draw; all by default")
    parser.add_argument("--locale", default="en")
    parser.add_argument("--only", default="", help="e.g. 1440-light")
    parser.add_argument("--out", type=Path, default=ROOT / "build" / "screens")
    arguments = parser.parse_args()
    arguments.out.mkdir(parents=True, exist_ok=True)
    html = render_all(arguments.locale)
    problems = []
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path="/usr/bin/chromium", args=["--no-sandbox"]
        )
        for name in arguments.names or SAMPLES:
            problems += await shoot(
                browser, name, SAMPLES[name], html[name], arguments.out, arguments.only
            )
        await browser.close()
    for problem in dict.fromkeys(problems):
        print(problem)
    return 1 if problems else 0


if __name__ == "__main__":
    sys.exit(asyncio.run(main()))
