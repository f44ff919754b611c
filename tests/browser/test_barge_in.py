"""Cutting in, at the ear: the page falls silent for a voice before the server can have said so.

`ear.js` listens beside the loudspeaker and on the line; the line takes a quarter of a second each way, so
that what the page does by itself and what the server asks for are far apart.
"""

import itertools
import json
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import numpy as np
import pytest
from playwright.async_api import Page, expect

from tests import voices
from tests.browser.conftest import Visiting
from tests.browser.slow_line import slow_line
from tests.browser.test_spoken_interview import (
    PATIENCE,
    go_in_by_voice,
    is_speaking,
    ready_to_talk,  # noqa: F401  a fixture
)
from tests.serving import Server

EAR = (Path(__file__).parent / "ear.js").read_text()
LINE_SECONDS = 0.25
FRAME_MS = 40
SPEECH_MS = 200
"""Speech this long takes the floor; less is a knock."""


@dataclass
class Heard:
    """What `ear.js` noted, in order. Times are milliseconds of the page's clock."""

    notes: list[dict[str, Any]]

    def first(self, what: str, *, after: float = 0.0) -> float:
        return next(
            float(note["at"])
            for note in self.notes
            if note["what"] == what and float(note["at"]) >= after
        )

    def fell_silent(self) -> float:
        """When the last sound before the candidate's first turn ended."""
        over, _ = self.frames("came", "turn")[0]
        silences = [note["at"] for note in self.notes if note["what"] == "silence"]
        return max(float(at) for at in silences if at < over)

    def frames(self, way: str, kind: str) -> list[tuple[float, dict[str, Any]]]:
        """Messages that ``came`` or were ``sent``."""
        messages = [
            (float(note["at"]), json.loads(note["frame"]))
            for note in self.notes
            if note["what"] == way
        ]
        return [(at, message) for at, message in messages if message["type"] == kind]

    def positions(self, turn: int) -> list[tuple[float, int]]:
        """What was acknowledged of this turn."""
        sent = self.frames("sent", "playback")
        return [(at, message["ms"]) for at, message in sent if message["turn"] == turn]


async def listen(page: Page) -> Heard:
    return Heard(sorted(await page.evaluate("ear"), key=lambda note: note["at"]))


def is_about_the_ear(line: str) -> bool:
    return "ScriptProcessorNode is deprecated" in line


@pytest.mark.usefixtures("ready_to_talk")
async def test_a_voice_is_given_way_before_the_server_has_heard_of_it(
    server: Server, visiting: Visiting
) -> None:
    async with (
        slow_line(server.url, LINE_SECONDS) as url,
        visiting(url, microphone="by hand") as visit,
    ):
        page = visit.page
        await page.add_init_script(EAR)
        await visit.sign_in("impatient@example.org")
        await go_in_by_voice(visit, "Telling your story")
        await is_speaking(page)
        await visit.speak(voices.pcm("barge_in"))
        mine = page.locator("[data-part=all-words] [data-speaker=candidate]")
        await expect(mine).to_have_count(1, timeout=PATIENCE)
        heard = await listen(page)
        voice = heard.first("voice")
        silence = heard.fell_silent()
        flush, _ = heard.frames("came", "flush")[0]
        assert silence - voice >= SPEECH_MS - FRAME_MS
        assert silence < flush, "the page waited for the server"
        # Nothing sounded until the interviewer's next turn, and nothing of the first one counts after it.
        _, first = heard.frames("came", "turn")[0]
        assert first["interrupted"]
        next_turn = next(
            at for at, state in heard.frames("came", "state") if state.get("turn") == 3
        )
        assert heard.first("sound", after=silence) >= next_turn
        before = [ms for at, ms in heard.positions(1) if at < silence]
        after = [ms for at, ms in heard.positions(1) if at >= silence]
        assert max(after) - max(before) <= 400
        assert [line for line in visit.console if not is_about_the_ear(line)] == []


@pytest.mark.usefixtures("ready_to_talk")
async def test_what_was_no_voice_costs_a_moment_and_no_word(
    server: Server, visiting: Visiting
) -> None:
    """A cough: the interviewer pauses, the server does not agree, they go on where they stopped."""
    cough = np.random.default_rng(5).standard_normal(voices.RATE * 35 // 100)
    cough = (cough * np.hanning(len(cough)) * 6_000).clip(-32_768, 32_767).astype("<i2")
    async with (
        slow_line(server.url, LINE_SECONDS) as url,
        visiting(url, microphone="by hand") as visit,
    ):
        page = visit.page
        await page.add_init_script(EAR)
        await visit.sign_in("coughing@example.org")
        await go_in_by_voice(visit, "Telling your story")
        await is_speaking(page)
        await visit.speak(cough.tobytes())
        theirs = page.locator("[data-part=all-words] [data-speaker=interviewer]")
        await expect(theirs).to_have_count(1, timeout=PATIENCE)
        heard = await listen(page)
        cough_at = heard.first("voice")
        silence = heard.first("silence", after=cough_at)
        assert heard.first("sound", after=silence) > silence
        assert heard.frames("came", "flush") == []
        _, first = heard.frames("came", "turn")[0]
        assert not first["interrupted"]
        steps = [b - a for (_, a), (_, b) in itertools.pairwise(heard.positions(1))]
        assert min(steps) >= 0
        assert max(steps) <= 400, "a part of the sentence was lost"
