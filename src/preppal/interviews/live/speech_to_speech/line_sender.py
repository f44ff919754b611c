"""The interviewer's line on its way to the browser: sent where it arrives, a little ahead of the ear.

No task stands between a provider that speaks in real time and the browser. One that is faster is held
back by a task that sleeps: what has not left can be taken back.
"""

from __future__ import annotations

import asyncio
from collections.abc import Callable

from preppal.interviews.live.actor import Actor, Sleep
from preppal.interviews.live.channel import Channel
from preppal.interviews.live.engine import Audio, Caption
from preppal.interviews.live.playing import CHUNK_MS
from preppal.interviews.live.speech_to_speech.streamed_line import StreamedLine
from preppal.interviews.live.speech_to_speech.suspected_echo import SuspectedEcho


class LineSender:
    """Sends the line that is being spoken. Raises `TooSlow`, out of the actor's tasks too."""

    def __init__(
        self,
        channel: Channel,
        echo: SuspectedEcho,
        actor: Actor,
        *,
        now: Callable[[], int],
        sleep: Sleep,
    ) -> None:
        self._channel = channel
        self._echo = echo
        self._actor = actor
        self._now = now
        self._sleep = sleep
        self._line: StreamedLine | None = None
        self._pacer: asyncio.Task[None] | None = None

    @property
    def line(self) -> StreamedLine | None:
        """The line that sounds; None while the interviewer is silent."""
        return self._line

    def start(self, line: StreamedLine) -> None:
        self._line = line
        self.send()

    def stop(self) -> None:
        self._line = None
        if self._pacer is not None:
            self._pacer.cancel()
            self._pacer = None

    def send(self) -> None:
        """Whatever is due of the line."""
        wait = self._send_due()
        if wait and self._pacer is None:
            self._pacer = self._actor.start(self._pace(wait))

    def _send_due(self) -> int | None:
        """How long until more is due; None when there is nothing more to send."""
        line = self._line
        if line is None:
            return None
        while (wait := line.wait_ms(now := self._now())) == 0:
            if not self._channel.has_room():  # the room may be waiting for its database
                return CHUNK_MS
            at = line.ear_at(now)
            chunk = line.take(now)
            self._echo.played(chunk, at)
            self._channel.offer(Audio(chunk))
        if self._channel.has_room() and (text := line.next_caption()):
            self._channel.offer(Caption("interviewer", text))
        return wait

    async def _pace(self, wait: int | None) -> None:
        try:
            while wait:
                await self._sleep(wait / 1000)
                wait = self._send_due()
        finally:
            self._pacer = None
