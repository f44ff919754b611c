"""One line of the interviewer on its way to the candidate's ear: sent in time, and how much was heard.

Times are ms on the interview clock. The browser acknowledges what it has played; without
acknowledgements the clock is believed instead.
"""

from __future__ import annotations

import re
from dataclasses import dataclass

from preppal.providers.protocols import SPOKEN_RATE

CHUNK_MS = 40
AHEAD_MS = 2_000  # sound sent before it is due: rides out a hiccup, and is little to take back
BYTES_A_MS = 2 * SPOKEN_RATE // 1000
TRAVEL_MS = 150  # from here to the ear, when nobody says how long it takes
LATE_MS = 2_000  # a line that was not acknowledged this long after its end was heard
ACKNOWLEDGED_MS = 60  # the last block may never be reported
BETWEEN_ACKNOWLEDGEMENTS_MS = 400

SENTENCE_END = re.compile(
    r"(?<=[.!?…])[\"'”’)]*\s+(?=[\"'“‘(¿¡]?[A-ZÀ-ÖØ-Þ0-9])"
    r"|(?<=[。！？])[”’」』）]*\s*(?=[^\s。！？…”’」』）])"
)
# Chinese and Japanese have no spaces: there every sign may be the last one heard
WORD = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]|[^\s\u3040-\u30ff\u3400-\u9fff]+")
ABBREVIATION = re.compile(r"\b(?:Mr|Mrs|Ms|Dr|St|e\.g|i\.e|vs|No)\.$")


def sentences(text: str) -> list[str]:
    """The sentences of a line, each to be spoken on its own."""
    parts: list[str] = []
    start = 0
    for gap in SENTENCE_END.finditer(text):
        part = text[start : gap.end()].strip()
        if not ABBREVIATION.search(part):
            parts.append(part)
            start = gap.end()
    rest = text[start:].strip()
    return [*parts, rest] if rest else parts


@dataclass(frozen=True, slots=True)
class Spoken:
    text: str
    start_ms: int
    ms: int


class LinePlayback:
    """The sound of one line; sentences are added as they are synthesised."""

    def __init__(self) -> None:
        self.complete = False
        """No further sentence will be added."""
        self._sentences: list[Spoken] = []
        self._sound = bytearray()
        self._sent = 0  # bytes
        self._began: int | None = None  # when the ear was at 0, had it never waited
        self._base = 0  # where a resumed line began again
        self._heard = 0  # acknowledged since then
        self._ack_at: int | None = None

    @property
    def total_ms(self) -> int:
        return len(self._sound) // BYTES_A_MS

    @property
    def sent_ms(self) -> int:
        return self._sent // BYTES_A_MS

    @property
    def text(self) -> str:
        return " ".join(sentence.text for sentence in self._sentences)

    @property
    def text_sent(self) -> str:
        """The sentences of which some sound was sent."""
        return " ".join(s.text for s in self._sentences if s.start_ms <= self.sent_ms)

    def add(self, text: str, pcm24k: bytes) -> None:
        self._sentences.append(Spoken(text, self.total_ms, len(pcm24k) // BYTES_A_MS))
        self._sound += pcm24k[: len(pcm24k) // BYTES_A_MS * BYTES_A_MS]

    def wait_ms(self, now: int) -> int | None:
        """How long until the next chunk is due; None when there is nothing to send."""
        if self._sent >= len(self._sound):
            return None
        if self._began is None:
            return 0
        return max(0, self.sent_ms + CHUNK_MS - self._base - (now - self._began) - AHEAD_MS)

    def ear_at(self, now: int) -> int:
        """When the next chunk is played, travel aside: later than now by what was sent ahead."""
        if self._began is None:
            return now
        return max(now, self._began + self.sent_ms - self._base)  # or the ear had to wait for it

    def take(self, now: int) -> bytes:
        """The next chunk, of `CHUNK_MS` at most."""
        self._began = self.ear_at(now) - (self.sent_ms - self._base)
        chunk = bytes(self._sound[self._sent : self._sent + CHUNK_MS * BYTES_A_MS])
        self._sent += len(chunk)
        return chunk

    def acknowledge(self, ms: int, now: int) -> None:
        """The browser says it played `ms` of this turn; it counts anew when a line is resumed."""
        ms = max(0, ms)
        self._heard = max(self._heard, ms)
        self._ack_at = now

    def heard_ms(self, now: int) -> int:
        """How far the ear is in this line."""
        if self._began is None:
            return self._base
        if self._ack_at is not None:
            since = min(max(0, now - self._ack_at), BETWEEN_ACKNOWLEDGEMENTS_MS)
            heard = self._heard + since
        else:
            heard = max(0, now - self._began - TRAVEL_MS)
        return min(self._base + heard, self.sent_ms)

    def remaining_ms(self, now: int) -> int | None:
        """Until the line is heard to its end; None while more of it is being made."""
        return self.total_ms - self.heard_ms(now) if self.complete else None

    def end_ms(self) -> int | None:
        """When the clock alone says that the line was heard."""
        if not self.complete or self._sent < len(self._sound):
            return None
        if self._began is None:
            return 0  # a line without sound
        return self._began + self.total_ms - self._base + LATE_MS

    def is_heard(self, now: int) -> bool:
        end = self.end_ms()
        if end is None:
            return False
        acknowledged = self._base + self._heard >= self.total_ms - ACKNOWLEDGED_MS
        return now >= end or (self._ack_at is not None and acknowledged)

    def heard_text(self, now: int) -> str:
        """The whole words that were heard; inside a sentence time is spread over its letters."""
        position = self.heard_ms(now)
        heard: list[str] = []
        for sentence in self._sentences:
            into = position - sentence.start_ms
            if into <= 0:
                break
            if into >= sentence.ms - ACKNOWLEDGED_MS:
                heard.append(sentence.text)
                continue
            letters = len(sentence.text) * into / sentence.ms
            heard.append(whole_words(sentence.text, letters))
            break
        return " ".join(part for part in heard if part)

    def rewind(self, now: int) -> None:
        """Begin again at the sentence that was cut."""
        position = self.heard_ms(now)
        start = max((s.start_ms for s in self._sentences if s.start_ms <= position), default=0)
        self._sent = start * BYTES_A_MS
        self._base = start
        self._heard = 0
        self._began = None
        self._ack_at = None


def whole_words(text: str, letters: float) -> str:
    """As many whole words of `text` as fit into its first `letters` characters."""
    end = 0
    for word in WORD.finditer(text):
        if word.end() > letters:
            break
        end = word.end()
    return text[:end]
