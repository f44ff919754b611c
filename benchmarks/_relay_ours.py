"""A relay through our provider: what the application's route costs before rooms and engines.

python -m benchmarks._relay_ours UPSTREAM
"""

from __future__ import annotations

import asyncio
import sys

from starlette.websockets import WebSocket

from benchmarks._relay_serving import serve
from preppal.foundation.settings import Settings
from preppal.providers.gemini_live.provider import GeminiLive
from preppal.providers.protocols import Conversation, ConversationSetup, InterviewerSound

provider = GeminiLive(
    Settings(
        _env_file=None, voice="gemini-live", GEMINI_API_KEY="test", gemini_live_url=sys.argv[1]
    )
)


async def relay(browser: WebSocket) -> None:
    await browser.accept()
    conversation = await provider.open(
        ConversationSetup("Be brief.", "Kore", "en-US", 800, lambda: ())
    )
    speaking = asyncio.create_task(speak(conversation, browser))
    try:
        while (message := await browser.receive())["type"] == "websocket.receive":
            conversation.hear(message["bytes"])
    finally:
        speaking.cancel()
        await conversation.close()


async def speak(conversation: Conversation, browser: WebSocket) -> None:
    async for event in conversation.events():
        if isinstance(event, InterviewerSound):
            await browser.send_bytes(event.pcm24k)


if __name__ == "__main__":
    serve(relay)
