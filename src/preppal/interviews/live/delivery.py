"""When the candidate spoke in the turn under way: its times and its delivery facts. Pure."""

from __future__ import annotations

from preppal.interviews.live.engine import Delivery

PAUSE_MS = 350  # shorter silences are breath


class SpeechTimes:
    def __init__(self) -> None:
        self._spoken: list[list[int]] = []

    def on(self, at: int) -> None:
        if not self._spoken or self._spoken[-1][1] < at:
            self._spoken.append([at, at])

    def off(self, at: int) -> None:
        if self._spoken:
            self._spoken[-1][1] = max(self._spoken[-1][0], at)

    def forget(self) -> None:
        self._spoken = []

    @property
    def voiced_ms(self) -> int:
        """How long they spoke, up to the last time they fell silent."""
        return sum(end - start for start, end in self._spoken)

    def span(self, floor_at: int, now: int) -> tuple[int, int]:
        """First and last moment of speech; from getting the floor until now when none was heard."""
        if not self._spoken:
            return floor_at, now
        return self._spoken[0][0], self._spoken[-1][1]

    def facts(self, floor_at: int) -> Delivery:
        if not self._spoken:
            return {}
        pauses = [
            [before[1], after[0]]
            for before, after in zip(self._spoken, self._spoken[1:], strict=False)
            if after[0] - before[1] >= PAUSE_MS
        ]
        return {
            "speech_ms": self.voiced_ms,
            "first_word_delay_ms": max(0, self._spoken[0][0] - floor_at),
            "pauses": pauses,
        }
