"""Files made of the layouts: Chromium prints them, one browser for all."""

import shutil
from collections.abc import Iterable, Iterator
from pathlib import Path

from playwright.sync_api import sync_playwright

BROWSERS = ("chromium", "chromium-browser", "google-chrome-stable", "google-chrome")


def chromium() -> str:
    for name in BROWSERS:
        found = shutil.which(name)
        if found:
            return found
    raise FileNotFoundError("There is no Chromium: install the package chromium.")


def print_pages(pages: Iterable[tuple[str, str]]) -> Iterator[tuple[str, bytes]]:
    """For each name and HTML page, the name and the PDF."""
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(
            executable_path=chromium(), args=["--no-sandbox", "--disable-gpu"]
        )
        try:
            page = browser.new_page()
            for name, html in pages:
                page.set_content(html)
                yield name, page.pdf(prefer_css_page_size=True, print_background=True)
        finally:
            browser.close()


def write_all(pages: Iterable[tuple[str, str]], folder: Path) -> None:
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in print_pages(pages):
        (folder / name).write_bytes(data)
