"""An hour of conversation, in less time: the provider ends a connection every ten minutes, each time in
another way. Every frame of the candidate's is accounted for, every frame of the interviewer's comes once.
"""

import asyncio
import itertools

from preppal.providers.gemini_live.conversation import Pace
from tests.gemini_live import sounds
from tests.gemini_live.driving import Ours, ours, setup, until
from tests.gemini_live.script import Away, Close, Cut, Fault, Line, Script
from tests.gemini_live.upstream import Upstream, running

HOUR = 60 * 60 * 25
"""Frames of 40 ms."""
TEN_MINUTES = HOUR // 6
IN_FLIGHT = 6
"""Frames that the microphone is ahead of what was heard: 240 ms, a slow path."""
PHRASE, BREATH, ANSWER, SILENCE = 85, 15, 10, 25

LINES = [Line(f"This is question number {n}. " * 4, 200) for n in range(7)]
SPEECH = TEN_MINUTES * 2 // 3
"""Frames of speech in ten minutes: each ending comes in the middle of an answer."""
ENDINGS = [
    [Fault("speech", Away(6.0), nth=SPEECH - 1000)],
    [Fault("speech", Close(1011, "Deadline expired before operation could complete."), SPEECH)],
    [Fault("speech", Cut(), nth=SPEECH)],
    [Fault("speech", Away(6.0), nth=SPEECH - 1000)],
    [Fault("speech", Close(1011, "Internal error encountered."), nth=SPEECH)],
    [Fault("speech", Cut(half=True), nth=SPEECH)],
]


class Candidate:
    """Speaks as fast as the double listens."""

    def __init__(self, client: Ours, upstream: Upstream) -> None:
        self.client = client
        self.upstream = upstream
        self.frames = 0
        self.loud: list[int] = []

    async def send(self, *, loud: bool) -> None:
        if loud:
            self.loud.append(self.frames)
        await self.client.hear(sounds.heard(self.frames, loud=loud))
        self.frames += 1
        if self.frames - self.arrived < IN_FLIGHT:
            return
        async with asyncio.timeout(20):
            while self.frames - self.arrived > 1:
                assert self.client.seen.lost is None, self.client.seen.lost
                self.upstream.memory.news.clear()
                await self.upstream.memory.news.wait()

    @property
    def arrived(self) -> int:
        """How many frames the double has heard, up to the newest."""
        if not self.upstream.memory.heard:
            return 0
        newest = self.upstream.memory.heard[-1][1]
        return sounds.numbers(newest, sounds.UP_BYTES)[0] + 1

    async def answer(self) -> None:
        for _ in range(ANSWER):
            for place in range(PHRASE + BREATH):
                await self.send(loud=place < PHRASE)

    async def listen(self, lines: int) -> None:
        while self.client.seen.marks.count("over") < lines:
            await self.send(loud=False)


async def test_an_hour() -> None:
    how = Script(LINES, faults=dict(enumerate(ENDINGS)), frames_a_message=5)  # type: ignore[arg-type]
    # The candidate waits for the double, so that nothing is lost by settling at leisure.
    pace = Pace(
        first_wait=0.01, longest_wait=0.1, pause=0.2, settle=1.0, longest_settle=2.5, poll=0.01
    )
    asked = setup(silence_ms=SILENCE * 40 - 200)
    async with running(how) as upstream, ours(upstream, pace=pace, asked=asked) as client:
        candidate = Candidate(client, upstream)
        await client.tell("Begin.", answer=True)
        for lines in itertools.count(1):
            await candidate.listen(lines)
            if candidate.frames > HOUR:
                break
            await candidate.answer()
        await until(lambda: candidate.arrived == candidate.frames)

        received = sounds.numbers(upstream.memory.sound, sounds.UP_BYTES)
        assert sounds.without_repeats(received, reach=50) == list(range(candidate.frames))
        assert len(received) - candidate.frames < 3 * 50 + 50
        assert client.conversation.dropped_ms == 0  # type: ignore[attr-defined]

        assert client.seen.frames == list(range(upstream.memory.spoken))
        assert client.seen.words == "".join(LINES[n % 7].text for n in range(lines))
        assert client.seen.marks.count("made") == lines
        assert "cut_in" not in client.seen.marks

        # Every frame that was speech is in some word of the transcript.
        spans = [word.split("-") for word in client.seen.heard.split()]
        covered = {n for first, last in spans for n in range(int(first), int(last) + 1)}
        assert set(candidate.loud) <= covered

        assert [(c.resumed, c.unfinished) for c in client.seen.crossings] == [(True, False)] * 6
        assert upstream.dialled == 7
