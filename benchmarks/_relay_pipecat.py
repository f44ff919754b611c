"""The same relay as a Pipecat pipeline: transport in, Gemini Live, transport out.

python -m benchmarks._relay_pipecat UPSTREAM
"""

from __future__ import annotations

import sys
import warnings
from typing import Any

from google.genai import live
from google.genai.types import HttpOptions
from loguru import logger
from pipecat.frames.frames import (
    Frame,
    InputAudioRawFrame,
    LLMContextFrame,
    OutputAudioRawFrame,
)
from pipecat.pipeline.pipeline import Pipeline
from pipecat.pipeline.runner import PipelineRunner
from pipecat.pipeline.task import PipelineParams, PipelineTask
from pipecat.processors.aggregators.llm_context import LLMContext
from pipecat.serializers.base_serializer import FrameSerializer
from pipecat.services.google.gemini_live.llm import GeminiLiveLLMService
from pipecat.transports.websocket.fastapi import FastAPIWebsocketParams, FastAPIWebsocketTransport
from starlette.websockets import WebSocket

from benchmarks._relay_serving import serve

dial = live.ws_connect


def dial_plainly(address: str, **options: Any) -> Any:
    """It always dials wss; without TLS every relay here does the same work."""
    options.pop("ssl", None)
    return dial(address.replace("wss:", "ws:", 1), compression=None, proxy=None, **options)


live.ws_connect = dial_plainly


class Sound(FrameSerializer):
    """PCM as it is, both ways."""

    async def serialize(self, frame: Frame) -> bytes | None:
        return frame.audio if isinstance(frame, OutputAudioRawFrame) else None

    async def deserialize(self, data: bytes | str) -> Frame | None:
        if isinstance(data, bytes):
            return InputAudioRawFrame(audio=data, sample_rate=16_000, num_channels=1)
        return None


async def relay(browser: WebSocket) -> None:
    await browser.accept()
    transport = FastAPIWebsocketTransport(
        browser,
        FastAPIWebsocketParams(
            audio_in_enabled=True, audio_out_enabled=True, add_wav_header=False, serializer=Sound()
        ),
    )
    model = GeminiLiveLLMService(
        api_key="test",
        http_options=HttpOptions(base_url=sys.argv[1].replace("ws:", "http:", 1)),
        settings=GeminiLiveLLMService.Settings(model="gemini-3.8-live"),
    )
    task = PipelineTask(
        Pipeline([transport.input(), model, transport.output()]),
        params=PipelineParams(audio_in_sample_rate=16_000, audio_out_sample_rate=24_000),
        cancel_on_idle_timeout=False,
    )
    # It sends no sound before it was given something to begin with.
    begin = LLMContext([{"role": "user", "content": "Begin."}])
    await task.queue_frames([LLMContextFrame(begin)])
    await PipelineRunner(handle_sigint=False).run(task)


if __name__ == "__main__":
    warnings.simplefilter("ignore")
    logger.remove()
    serve(relay)
