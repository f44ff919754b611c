"""The echo guard for sound that is hardly ever looked at: it learns only when there is something to suspect.

The guard costs more than everything else done with a frame. So what was played and heard of late is
only remembered, until something loud is heard while the interviewer speaks; then the guard catches up.
"""

from __future__ import annotations

from collections import deque
from collections.abc import Iterable

from preppal.interviews.live.echo import EchoGuard
from preppal.interviews.live.segmenting import Windows, samples_of
from preppal.providers.protocols import Samples

REMEMBERED_HEARD = 60  # frames: 2.4 s
REMEMBERED_PLAYED = 140  # chunks: as long, what an echo may lag behind, and what was sent ahead
TAIL_MS = 900  # an echo is heard this long after its sound was due


class SuspectedEcho:
    """Fed with everything played, and every frame heard while it plays."""

    def __init__(self) -> None:
        self._guard = EchoGuard()
        self._windows = Windows()
        self._played: deque[tuple[bytes, float]] = deque(maxlen=REMEMBERED_PLAYED)
        self._heard: deque[tuple[bytes, int]] = deque(maxlen=REMEMBERED_HEARD)
        self._until = -TAIL_MS

    @property
    def heard_often(self) -> bool:
        return self._guard.heard_often

    @property
    def is_known(self) -> bool:
        """There is an echo in this room, and what it is like is known."""
        return self._guard.delay_ms is not None

    def is_playing(self, at: int) -> bool:
        """What is heard now may be an echo."""
        return at - self._until <= TAIL_MS

    def played(self, pcm24k: bytes, at: int) -> None:
        self._played.append((pcm24k, at))
        self._until = at + len(pcm24k) // 48

    def flushed(self, now: int) -> None:
        """What was to be heard later than now never will be."""
        self._played = deque((one for one in self._played if one[1] <= now), REMEMBERED_PLAYED)
        self._guard.flushed(now)
        self._until = min(self._until, now)

    def forget(self) -> None:
        """Another microphone or loudspeaker: learn anew."""
        self._guard.forget_delay()
        self._heard.clear()

    def quiet(self, frame: bytes, at: int) -> None:
        """A frame with nothing in it to suspect."""
        self._heard.append((frame, at))

    def explains(self, frame: bytes, at: int) -> bool:
        """Is this loud frame an echo, and nothing else?"""
        self._guard.played_all(self._played)
        self._played.clear()
        self._ask(self._heard, speech=False)
        self._heard.clear()
        echoes = self._ask([(frame, at)], speech=True)
        return bool(echoes) and all(echoes)

    def _ask(self, frames: Iterable[tuple[bytes, int]], *, speech: bool) -> list[bool]:
        windows: list[Samples] = []
        ends: list[int] = []
        for frame, at in frames:
            more, ended = self._windows.feed(samples_of(frame), at)
            windows.extend(more)
            ends.extend(ended)
        return self._guard.are_echoes(windows, ends, speech=speech)
