from __future__ import annotations

from collections.abc import AsyncIterator

import pytest_asyncio

from preppal.providers.local_speech import LocalSpeech
from preppal.providers.protocols import SpeechSlot


@pytest_asyncio.fixture(scope="package", loop_scope="package")
async def speech() -> AsyncIterator[LocalSpeech]:
    models = LocalSpeech(capacity=4)
    await models.wait_ready()
    yield models
    await models.close()


@pytest_asyncio.fixture(loop_scope="package")
async def slot(speech: LocalSpeech) -> AsyncIterator[SpeechSlot]:
    place = speech.acquire()
    assert place is not None
    yield place
    place.release()
