"""Whether there is a microphone, how much of its sound waits, and up to when silence is silence. Pure."""

from __future__ import annotations

from preppal.providers.protocols import HEARD_RATE

UPLINK_BYTES = 2 * 2 * HEARD_RATE  # 2 s of PCM16
DEAF_AFTER_MS = 2_000  # no frame for this long: there is no microphone


class Microphone:
    """Times are ms on the interview clock."""

    def __init__(self) -> None:
        self.muted = False
        self._waiting = 0  # bytes that arrived and were not listened to
        self._arrived: int | None = None
        self._heard: int | None = None

    def arrives(self, frame: bytes, now: int) -> bool:
        """A frame came in; False when too many wait already, and it is left out."""
        if self._waiting + len(frame) > UPLINK_BYTES:
            return False
        self._waiting += len(frame)
        self._arrived = now
        return True

    def listened(self, frame: bytes, arrived: int) -> None:
        self._waiting -= len(frame)
        self._heard = arrived

    def is_silent_at(self, now: int) -> bool:
        """Off, gone, or never there."""
        there = self._arrived is not None and now - self._arrived < DEAF_AFTER_MS
        return self.muted or not there

    @property
    def silent_from(self) -> int | None:
        """When it has to be taken for gone, unless a frame comes."""
        return None if self._arrived is None else self._arrived + DEAF_AFTER_MS

    def heard_until(self, now: int) -> int:
        """Up to when silence is known to be silence: its last frame that was listened to."""
        return now if self._heard is None else self._heard
