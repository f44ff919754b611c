"""A voice over the interviewer's: how soon it is silent at the ear, in a real browser at a real server.

    .venv/bin/python -m benchmarks.barge_in [--rounds 3]

A recorded voice is Chromium's microphone and cuts into the greeting; `tests/browser/ear.js` listens
beside the loudspeaker. Measured twice: on loopback, and over a line of a quarter of a second each way.
The clock runs from the first frame of the voice to silence in the audio thread, to which the sound card's
own delay is added. Budget (issue of the live session): silence within 150 ms after the 200 ms of speech
that take the floor. When the server's `flush` came says how long it would have taken without the page.
"""

from __future__ import annotations

import argparse
import asyncio
import contextlib
import statistics
import sys
import tempfile
from collections.abc import AsyncIterator
from pathlib import Path

from playwright.async_api import Browser, Page, async_playwright

from tests import voices
from tests.browser.conftest import FLAGS, chromium, visit_in
from tests.browser.slow_line import slow_line
from tests.browser.test_barge_in import EAR, FRAME_MS, Heard, listen
from tests.serving import environment, running

SPEECH_MS, WITHIN_MS = 200, 150
LINES = {"loopback": 0.0, "0.25 s each way": 0.25}
LONGEST_MS = 120_000
LATENCY = "document.querySelector('live-room').sound.context.outputLatency * 1000"
TURNS = "[data-part=all-words] [data-speaker=candidate]"


async def go_in(page: Page, url: str, email: str) -> None:
    visit = await visit_in(page, url)
    await visit.sign_in(email)
    await page.get_by_role("button", name="Telling your story").click()
    await page.wait_for_url("**/lobby")
    await page.get_by_role("button", name="Go in", exact=True).click()
    await page.locator("live-room[data-floor=speaking]").wait_for(timeout=LONGEST_MS)


async def cut_in(browser: Browser, url: str, email: str) -> tuple[Heard, float]:
    """One interview until the candidate's first words are a turn; what was heard, the card's delay."""
    context = await browser.new_context(permissions=["microphone"], locale="en-GB")
    page = await context.new_page()
    await page.add_init_script(EAR)
    await go_in(page, url, email)
    await page.locator(TURNS).wait_for(state="attached", timeout=LONGEST_MS)
    return await listen(page), await page.evaluate(LATENCY)


@contextlib.asynccontextmanager
async def browser_with(microphone: Path) -> AsyncIterator[Browser]:
    recording = f"--use-file-for-fake-audio-capture={microphone}%noloop"
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(
            executable_path=chromium(), args=[*FLAGS, recording]
        )
        yield browser
        await browser.close()


async def measure(url: str, recording: Path, rounds: int) -> bool:
    async with browser_with(recording) as browser:  # the models load
        await go_in(await browser.new_page(permissions=["microphone"]), url, "early@example.org")
    kept = True
    for name, seconds in LINES.items():
        at_ear, asked = [], []
        async with slow_line(url, seconds) as slow:
            for number in range(rounds):
                async with browser_with(recording) as browser:
                    email = f"{number}-{seconds}@example.org"
                    heard, delay = await cut_in(browser, slow if seconds else url, email)
                onset = heard.first("voice") - FRAME_MS
                at_ear.append(heard.fell_silent() - onset + delay)
                asked.append(heard.frames("came", "flush")[0][0] - onset)
        print(
            f"{name:18} silent at the ear {statistics.median(at_ear):5.0f} ms after the voice began"
            f" (worst {max(at_ear):.0f}); the server asked for it at {statistics.median(asked):5.0f} ms"
        )
        kept = kept and statistics.median(at_ear) <= SPEECH_MS + WITHIN_MS
    print(f"budget: {SPEECH_MS} ms of speech + {WITHIN_MS} ms: {'kept' if kept else 'missed'}")
    return kept


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--rounds", type=int, default=3)
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory(
        prefix="preppal-bench-", ignore_cleanup_errors=True
    ) as scratch:
        directory = Path(scratch)
        directory.chmod(0o711)
        recording = directory / "barge_in.wav"
        voices.write_wav(recording, voices.silence(8), voices.pcm("barge_in"), voices.silence(60))
        variables = environment("", directory / "data", PREPPAL_ECHO_CANCELLATION="false")
        with running(variables, directory) as server:
            kept = asyncio.run(measure(server.url, recording, arguments.rounds))
    return 0 if kept else 1


if __name__ == "__main__":
    sys.exit(main())
