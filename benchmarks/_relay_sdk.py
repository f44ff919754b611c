"""The same relay through google-genai's live client.

python -m benchmarks._relay_sdk UPSTREAM
"""

from __future__ import annotations

import asyncio
import sys
import warnings
from typing import Any

from google import genai
from google.genai import live, types
from starlette.websockets import WebSocket

from benchmarks._relay_serving import serve

CONFIG = types.LiveConnectConfig(response_modalities=[types.Modality.AUDIO])
client = genai.Client(
    api_key="test",
    http_options=types.HttpOptions(base_url=sys.argv[1].replace("ws:", "http:", 1)),
)
dial = live.ws_connect


def dial_plainly(address: str, **options: Any) -> Any:
    """It always dials wss; without TLS every relay here does the same work."""
    options.pop("ssl", None)
    return dial(address.replace("wss:", "ws:", 1), compression=None, proxy=None, **options)


live.ws_connect = dial_plainly


async def relay(browser: WebSocket) -> None:
    await browser.accept()
    async with client.aio.live.connect(model="gemini-3.8-live", config=CONFIG) as session:
        speaking = asyncio.create_task(speak(session, browser))
        try:
            while (message := await browser.receive())["type"] == "websocket.receive":
                blob = types.Blob(data=message["bytes"], mime_type="audio/pcm;rate=16000")
                await session.send_realtime_input(audio=blob)
        finally:
            speaking.cancel()


async def speak(session: live.AsyncSession, browser: WebSocket) -> None:
    while True:
        async for message in session.receive():
            content = message.server_content
            turn = content.model_turn if content is not None else None
            for part in (turn.parts if turn is not None else None) or []:
                if part.inline_data is not None and part.inline_data.data:
                    await browser.send_bytes(part.inline_data.data)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    serve(relay)
