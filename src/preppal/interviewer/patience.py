"""How long an interviewer waits, in ms: thresholds of the turn machine, derived from a manner. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from preppal.interviewer.briefing import Manner
from preppal.interviewer.endings import looks_finished, word_count


@dataclass(frozen=True, slots=True)
class Patience:
    """Thresholds in ms. Defaults fit manner 3/3; `of` derives them from an interviewer's manner."""

    finished_ms: int = 600
    """Silence after words that look finished. Recognition itself takes most of it."""
    brief_ms: int = 1_200
    """The same after fewer than `brief_words`, when the question asked for a story."""
    brief_words: int = 12
    unfinished_ms: int = 1_800
    rhythm: float = 1.3
    """Somebody who paused between two sentences of this turn may do so again: wait this many times
    their longest such pause, `brief_ms` at most."""
    barge_in_ms: int = 200
    confirm_ms: int = 1_200
    """Speech this long takes the floor even before its words are known."""
    silence_ms: int = 8_000
    silence_again_ms: int = 45_000
    stalled_ms: int = 5_000
    """Stop waiting for words that recognition owes."""
    wrap_up_ms: int = 1_500

    @classmethod
    def of(cls, manner: Manner, *, extra: float = 1.0) -> Patience:
        """Patience of a manner (1..5 each): who is at ease with silence waits longer, who is brisk
        less. `extra` stretches every wait, for people who need more time to speak."""
        ease = (manner.silence - 3) / 2
        brisk = (manner.pace - 3) / 2
        return cls(
            finished_ms=round((600 + 80 * ease - 60 * brisk) * extra),
            brief_ms=round((1_200 + 200 * ease) * extra),
            unfinished_ms=round((1_750 + 250 * ease) * extra),
            silence_ms=round(max(8_000, 8_000 + 3_000 * ease) * extra),
            silence_again_ms=round(45_000 * extra),
        )

    def after(self, text: str, *, brief_welcome: bool, longest_pause: int = 0) -> int:
        """How long a silence after `text` must be before the turn is over."""
        if not looks_finished(text):
            return self.unfinished_ms
        if not brief_welcome and word_count(text) < self.brief_words:
            return max(self.brief_ms, self.finished_ms)
        return max(self.finished_ms, min(self.brief_ms, round(self.rhythm * longest_pause)))
