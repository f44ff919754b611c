"""Nothing grows without end, and nothing that the provider sends breaks us."""

import asyncio
import base64
import itertools
import json
import socket

import pytest

from preppal.providers.gemini_live.connection import LARGEST
from preppal.providers.gemini_live.conversation import Pace
from preppal.providers.gemini_live.outbox import MOST_SOUND
from preppal.providers.gemini_live.provider import GeminiLive
from preppal.providers.protocols import ConversationLost, InterviewerSound
from tests.gemini_live import sounds
from tests.gemini_live.driving import marks, ours, settings, setup, until
from tests.gemini_live.script import (
    Close,
    Fault,
    HttpRefusal,
    Huge,
    Line,
    Script,
    Send,
    Wait,
)
from tests.gemini_live.upstream import running

BRISK = Pace(first_wait=0.01, longest_wait=0.05)
LINE = Line("What brings you here?")
NOISE = (
    b"",
    b"\x00\xff\xfe",
    b"{",
    b"[]",
    b"null",
    b'"text"',
    b"7",
    b'{"serverContent": 5}',
    b'{"serverContent": {"modelTurn": {"parts": [{"inlineData": {"data": "%%%"}}]}}}',
    b'{"serverContent": {"modelTurn": {"parts": {}}}}',
    '{"goAway": {"timeLeft": 3}}',
    b"[" * 100_000,
    '{"unheard": {"of": true}}',
    b'{"serverContent": {}}',
    b'{"sessionResumptionUpdate": {"resumable": false}}',
)


@pytest.mark.parametrize("at", ["setupComplete", "sound", "turnComplete"])
async def test_noise_between_messages(at: str) -> None:
    how = Script([LINE], faults={0: [Fault(at, Send(NOISE))]})  # type: ignore[arg-type]
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await client.tell("Begin.", answer=True)
        await marks(client, "over")
        assert client.seen.marks == ["made", "over"]
        assert client.seen.frames == list(range(25))
        assert upstream.dialled == 1


async def test_nothing_but_noise() -> None:
    """Half way through a conversation: the connection is given up, another takes over."""
    how = Script([LINE], faults={0: [Fault("turnComplete", Send((b"noise",) * 40))]})
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await client.tell("Begin.", answer=True)
        await marks(client, "crossed")
        assert client.seen.frames == list(range(25))
        await client.tell("Go on.", answer=True)
        await marks(client, "over", 2)


@pytest.mark.parametrize(
    "how",
    [
        Script([LINE], snake_case=True, text_frames=True),
        Script([LINE], urlsafe=True),
        Script([LINE], snake_case=True, urlsafe=True, several=True, extra_fields=True),
    ],
    ids=["snake", "urlsafe", "all"],
)
async def test_other_spellings(how: Script) -> None:
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await client.tell("Begin.", answer=True)
        await marks(client, "over")
        assert client.seen.frames == list(range(25))
        assert client.seen.words == LINE.text
        await until(lambda: bool(client.seen.tokens))


async def test_several_parts_and_torn_samples_in_one_message() -> None:
    pcm = b"".join(sounds.spoken(n) for n in range(4))
    cuts = [0, 1921, 3000, 3001, 3001, len(pcm)]
    parts = [
        {
            "inlineData": {
                "data": base64.b64encode(pcm[a:b]).decode(),
                "mimeType": "audio/pcm;rate=24000",
            }
        }
        for a, b in itertools.pairwise(cuts)
    ]
    others = [{"text": "thinking", "thought": True}, {"inlineData": {"mimeType": "image/png"}}]
    content = {"modelTurn": {"parts": [*others, *parts]}, "outputTranscription": {"text": "Hm."}}
    frame = json.dumps({"serverContent": content, "usageMetadata": {"promptTokenCount": 7}})
    how = Script([], faults={0: [Fault("heard", Send((frame,)))]})
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await client.hear(sounds.heard(0, loud=False))
        await until(lambda: bool(client.seen.tokens))
        assert client.seen.frames == [0, 1, 2, 3]
        assert client.seen.words == "Hm."
        assert client.seen.tokens == {"text_in": 7}


async def test_a_large_message_is_taken() -> None:
    minute = 60 * 48_000
    how = Script([LINE], faults={0: [Fault("generationComplete", Huge(minute))]})
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await client.tell("Begin.", answer=True)
        await marks(client, "over")
        assert len(client.seen.sound) == 25 * sounds.DOWN_BYTES + minute
        assert upstream.dialled == 1


async def test_a_huge_message_ends_its_connection() -> None:
    how = Script([LINE], faults={0: [Fault("turnComplete", Huge(LARGEST))]})
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await client.tell("Begin.", answer=True)
        await marks(client, "crossed")
        assert len(client.seen.sound) == 25 * sounds.DOWN_BYTES
        assert client.seen.lost is None


async def test_events_that_nobody_takes() -> None:
    """Two minutes of sound at most wait for a slow reader; then it gets those, and the reason."""
    how = Script([Line("A line without end. " * 50, 100_000)], frames_a_message=25)
    async with running(how) as upstream:
        conversation = await GeminiLive(settings(upstream)).open(setup())
        await conversation.tell("Begin.", answer=True)
        [talk] = upstream.talks
        await until(lambda: talk.link.close_code is not None)
        taken = 0
        with pytest.raises(ConversationLost) as caught:
            async for event in conversation.events():
                taken += len(event.pcm24k) if isinstance(event, InterviewerSound) else 0
        assert MOST_SOUND < taken <= MOST_SOUND + 25 * sounds.DOWN_BYTES
        assert caught.value.reason == "protocol"
        await conversation.close()


async def test_two_seconds_are_kept_while_there_is_no_connection() -> None:
    """The oldest goes first, and is counted; what is told is not sound and stays."""
    down = {n: [HttpRefusal(503)] for n in range(1, 6)}
    how = Script([LINE], faults={0: [Fault("heard", Close(1011), nth=5)]} | down)  # type: ignore[operator]
    pace = Pace(first_wait=0.05, longest_wait=0.2, tries=20)
    async with running(how) as upstream:
        conversation = await GeminiLive(settings(upstream), pace=pace).open(setup())
        for n in range(5):
            conversation.hear(sounds.heard(n, loud=False))
        await until(lambda: upstream.dialled > 1)
        await conversation.tell("Ask about testing.", answer=False)
        for n in range(5, 205):
            conversation.hear(sounds.heard(n, loud=False))
        await until(lambda: len(upstream.talks) == 2 and len(upstream.memory.heard) >= 55)
        numbers = sounds.numbers(upstream.memory.sound, sounds.UP_BYTES)
        assert numbers[-50:] == list(range(155, 205))
        assert conversation.dropped_ms == 150 * 40
        assert [told[2] for told in upstream.memory.told] == ["Ask about testing."]
        await conversation.close()


async def test_a_provider_that_takes_nothing() -> None:
    """It reads no more: what is kept is bounded, and nothing waits for it."""
    how = Script([LINE], faults={0: [Fault("heard", Wait(4.0))]})
    async with running(how) as upstream:
        conversation = await GeminiLive(settings(upstream)).open(setup())
        [talk] = upstream.talks
        own = talk.link.transport.get_extra_info("socket")
        own.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
        async with asyncio.timeout(20):
            for n in range(20_000):
                conversation.hear(sounds.heard(n, loud=False))
                if n % 100 == 0:
                    await asyncio.sleep(0)
        assert conversation.dropped_ms > 60_000
        await conversation.close()


async def test_closing_twice_and_using_it_after() -> None:
    async with running(Script([LINE])) as upstream:
        conversation = await GeminiLive(settings(upstream)).open(setup())
        await conversation.close()
        await conversation.close()
        conversation.hear(bytes(1280))
        await conversation.silence()
        await conversation.tell("Hello?", answer=True)
        assert [event async for event in conversation.events()] == []


async def test_closing_while_it_crosses() -> None:
    later = {n: [HttpRefusal(503)] for n in range(1, 50)}
    how = Script([LINE], faults={0: [Fault("heard", Close(1011))]} | later)  # type: ignore[operator]
    async with running(how) as upstream:
        conversation = await GeminiLive(settings(upstream)).open(setup())
        conversation.hear(bytes(1280))
        await until(lambda: upstream.dialled > 1)
        await conversation.close()
        assert [event async for event in conversation.events()] == []
