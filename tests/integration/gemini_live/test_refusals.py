"""Every way in which there is no conversation: the reason, one line for the log, and never the key."""

import asyncio
import logging
import socket
import ssl
import time
from dataclasses import replace

import pytest

from preppal.providers.gemini_live.conversation import Pace
from preppal.providers.gemini_live.provider import GeminiLive
from preppal.providers.protocols import ConversationLost
from tests.gemini_live.driving import marks, ours, settings, setup, until
from tests.gemini_live.script import (
    Close,
    Cut,
    Fault,
    HttpRefusal,
    Mute,
    Script,
    Send,
    Wait,
)
from tests.gemini_live.upstream import running

KEY = "AIzaSy-not-a-real-key-0123456789"
BRISK = Pace(
    resuming=0.05, opening=5.0, give_up=5.0, first_wait=0.01, longest_wait=0.05, tries=4, stall=0.3
)
EXHAUSTED = "You exceeded your current quota, please check your plan and billing details."
QUOTA = "429 RESOURCE_EXHAUSTED: Maximum concurrent sessions exceeded"
LOCATION = "User location is not supported for the API use."


def at_setup(code: int, sentence: str) -> Script:
    return Script(key=KEY, every=[Fault("setupComplete", Close(code, sentence))])


async def refused(how: Script, **values: str) -> ConversationLost:
    async with running(how) as upstream:
        with pytest.raises(ConversationLost) as caught:
            async with ours(upstream, pace=BRISK, **values):
                pass
    return caught.value


@pytest.mark.parametrize(
    ("how", "reason", "dials"),
    [
        (at_setup(1011, EXHAUSTED), "limit", 1),
        (at_setup(1011, QUOTA), "limit", 1),
        (at_setup(1008, "Quota exceeded for quota metric 'Bidi requests'"), "limit", 1),
        (Script(key=KEY, every=[HttpRefusal(429)]), "limit", 1),
        (at_setup(1007, "API key expired. Please renew the API key."), "key", 1),
        (at_setup(1008, "Your API key was reported as leaked."), "key", 1),
        (at_setup(1007, LOCATION), "key", 1),
        (Script(key=KEY, every=[HttpRefusal(401)]), "key", 1),
        (Script(key=KEY, every=[HttpRefusal(403)]), "key", 1),
        (Script(key=KEY, every=[HttpRefusal(400, f"API key not valid: {KEY}")]), "key", 1),
        (Script(key=KEY, every=[HttpRefusal(404)]), "protocol", 1),
        (Script(key=KEY, every=[HttpRefusal(503)]), "unreachable", 4),
        (at_setup(1011, "Internal error encountered."), "unreachable", 4),
        (at_setup(1007, "Request contains an invalid argument."), "protocol", 4),
        (Script(key=KEY, every=[Fault("setupComplete", Cut())]), "unreachable", 4),
        (Script(key=KEY, every=[Fault("setupComplete", Cut(half=True))]), "unreachable", 4),
        (Script(key=KEY, every=[Fault("setupComplete", Send((b"\xff\x00",) * 30))]), "protocol", 4),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
async def test_no_conversation(
    how: Script, reason: str, dials: int, caplog: pytest.LogCaptureFixture
) -> None:
    caplog.set_level(logging.DEBUG)
    async with running(how) as upstream:
        with pytest.raises(ConversationLost) as caught:
            async with ours(upstream, pace=BRISK):
                pass
    assert caught.value.reason == reason
    assert str(caught.value).strip()
    assert upstream.dialled == dials
    said = repr(caught.value) + str(caught.value)
    said += "".join(r.getMessage() for r in caplog.records if not r.name.startswith("websockets.s"))
    assert KEY not in said


async def test_an_invalid_key() -> None:
    lost = await refused(Script(), GEMINI_API_KEY="wrong-key")
    assert lost.reason == "key"
    assert "API key not valid" in str(lost)


async def test_an_unknown_model() -> None:
    lost = await refused(Script(), gemini_live_model="gemini-9-live")
    assert lost.reason == "model"


async def test_nobody_there() -> None:
    with socket.socket() as taken:
        taken.bind(("127.0.0.1", 0))
        async with running(Script()) as upstream:
            address = f"ws://127.0.0.1:{taken.getsockname()[1]}"
            with pytest.raises(ConversationLost) as caught:
                async with ours(upstream, pace=BRISK, gemini_live_url=address):
                    pass
    assert caught.value.reason == "unreachable"


async def test_a_certificate_that_nobody_trusts(
    tls: tuple[ssl.SSLContext, ssl.SSLContext],
) -> None:
    async with running(Script(), tls[0]) as upstream:
        with pytest.raises(ConversationLost) as caught:
            async with ours(upstream, pace=BRISK):
                pass
    assert caught.value.reason == "unreachable"
    assert "CERTIFICATE" in str(caught.value)


async def test_a_setup_that_is_never_answered() -> None:
    async with running(Script(every=[Fault("setupComplete", Mute())])) as upstream:
        provider = GeminiLive(settings(upstream), pace=BRISK, answer_seconds=0.1)
        with pytest.raises(ConversationLost) as caught:
            await provider.open(setup())
        assert caught.value.reason == "unreachable"
        assert "setup" in str(caught.value)
        assert upstream.dialled == 4


async def test_a_slow_setup_is_waited_for() -> None:
    async with running(Script(faults={0: [Fault("setupComplete", Wait(0.3))]})) as upstream:
        async with ours(upstream, pace=BRISK) as client:
            await client.tell("Begin.", answer=True)
            await marks(client, "over")


async def test_a_first_failure_is_tried_again() -> None:
    down = [HttpRefusal(503)]
    async with running(Script(faults={0: down, 1: down})) as upstream:  # type: ignore[dict-item]
        async with ours(upstream, pace=BRISK) as client:
            await client.tell("Begin.", answer=True)
            await marks(client, "over")
        assert upstream.dialled == 3


async def test_a_model_that_chooses_its_language_is_not_told_one() -> None:
    async with running(Script(refuses_language=True)) as upstream:
        provider = GeminiLive(settings(upstream), pace=BRISK)
        for _ in range(2):
            conversation = await provider.open(setup())
            await conversation.close()
        speech = [s["generationConfig"]["speechConfig"] for s in upstream.memory.setups]
        assert ["languageCode" in config for config in speech] == [True, False, False]


@pytest.mark.parametrize(
    ("gone", "reason"),
    [
        (Close(1011, "Internal error encountered."), "unreachable"),
        (Close(1011, EXHAUSTED), "limit"),
        (Close(1007, "API key expired. Please renew the API key."), "key"),
        (Close(1007, "Request contains an invalid argument."), "protocol"),
        (Cut(), "unreachable"),
    ],
    ids=["down", "limit", "key", "invalid", "cut"],
)
async def test_gone_for_good(gone: Close | Cut, reason: str) -> None:
    """Lost in the middle, and no later connection can be had: it gives up, in bounded time."""
    later = {n: [Fault("setupComplete", gone)] for n in range(1, 40)}
    how = Script(faults={0: [Fault("turnComplete", Cut())]} | later)  # type: ignore[operator]
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        await client.tell("Begin.", answer=True)
        await until(lambda: client.seen.lost is not None)
        assert client.seen.lost is not None
        assert client.seen.lost.reason == reason
        assert upstream.dialled <= 10
        await client.hear(bytes(1280))
        await client.tell("Is anybody there?", answer=True)


async def test_connections_that_never_last() -> None:
    """Each can be had and breaks at once: that is bounded too."""
    how = Script(faults={0: []}, every=[Fault("heard", Close(1011), nth=2)], handles=False)
    async with running(how) as upstream, ours(upstream, pace=BRISK) as client:
        while client.seen.lost is None:
            await client.hear(bytes(1280))
            await asyncio.sleep(0.002)
        assert client.seen.lost.reason == "unreachable"
        assert upstream.dialled <= 6


async def test_an_answer_that_never_comes() -> None:
    """Silence where an answer is owed: another connection is tried, in the end it is given up."""
    how = Script(every=[Fault("sound", Mute())])
    pace = replace(BRISK, tries=8)
    async with running(how) as upstream, ours(upstream, pace=pace) as client:
        began = time.monotonic()
        await client.tell("Begin.", answer=True)
        await marks(client, "crossed")
        assert client.seen.crossings[0].unfinished
        await client.tell("Go on.", answer=True)
        await until(lambda: client.seen.lost is not None)
        assert client.seen.lost is not None
        assert client.seen.lost.reason == "unreachable"
        assert "no answer" in str(client.seen.lost)
        assert time.monotonic() - began < 15


async def test_the_key_is_not_shown() -> None:
    async with running(Script(key=KEY)) as upstream:
        chosen = settings(upstream)
        provider = GeminiLive(chosen)
        assert KEY not in repr(provider) + repr(vars(provider)) + repr(chosen)
        conversation = await provider.open(setup())
        assert KEY not in repr(conversation) + repr(vars(conversation))
        await conversation.close()
