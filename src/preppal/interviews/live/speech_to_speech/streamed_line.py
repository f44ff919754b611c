"""A line of a speech-to-speech provider: its sound and its words arrive in pieces, not together.

Which words a piece of sound holds is not said. So words are spread over the sound by their letters:
over all of it once both are complete, before that no faster than anybody speaks.
"""

from __future__ import annotations

from preppal.interviews.live.playing import BYTES_A_MS, LinePlayback, Spoken, sentences

MS_A_LETTER = 45  # of a quick speaker: words may arrive long before their sound
LONGEST_MS = 180_000  # of one line; more is no turn of an interview
CAPTION_EVERY_MS = 320


class StreamedLine(LinePlayback):
    """`number`, `began` and `hushed` are set once it is spoken."""

    def __init__(self) -> None:
        super().__init__()
        self.number = 0
        self.began = 0
        self.hushed = 0
        self.void = False
        """The candidate has not heard it and will not: what still comes of it is dropped."""
        self.broken = False
        """No more of it comes, and what came is not all."""
        self.is_unfit = False
        """It says what must not be heard."""
        self.voice_before = 0
        """How much the candidate had spoken when it came."""
        self._words = ""
        self._is_spread = True
        self._captioned_ms = -CAPTION_EVERY_MS
        self._captioned = 0

    @property
    def is_empty(self) -> bool:
        return not self._sound and not self._words.strip()

    @property
    def has_sound(self) -> bool:
        return bool(self._sound)

    @property
    def words(self) -> str:
        """All that is known of its words."""
        return " ".join(self._words.split())

    def add_sound(self, pcm24k: bytes) -> None:
        room = LONGEST_MS * BYTES_A_MS - len(self._sound)
        if room > 0:
            self._sound += pcm24k[: min(len(pcm24k) // 2 * 2, room)]
            self._is_spread = False

    def add_words(self, text: str) -> None:
        if self.total_ms < LONGEST_MS:
            self._words += text
            self._is_spread = False

    def close(self, *, broken: bool = False) -> None:
        """Nothing more comes."""
        self.complete = True
        self.broken = broken
        self._is_spread = False

    def heard_text(self, now: int) -> str:
        self._spread()
        return super().heard_text(now)

    def rewind(self, now: int) -> None:
        self._spread()
        super().rewind(now)
        self._captioned_ms = self._base - CAPTION_EVERY_MS
        self._captioned = 0

    def next_caption(self) -> str:
        """The words up to the newest sound that was sent; "" when it is too soon to show more."""
        done = self.complete and self._sent >= len(self._sound)
        if not done and self.sent_ms - self._captioned_ms < CAPTION_EVERY_MS:
            return ""
        self._captioned_ms = self.sent_ms
        self._spread()
        text = self.text if done else self._text_until(self.sent_ms)
        if len(text) <= self._captioned:
            return ""
        self._captioned = len(text)
        return text

    def _text_until(self, ms: int) -> str:
        """Whole words; unlike what was heard, the newest ones may run a little ahead."""
        text, begins = self.text, 0
        for spoken in self._sentences:
            if spoken.start_ms + spoken.ms >= ms:
                into = len(spoken.text) * max(0, ms - spoken.start_ms) // max(1, spoken.ms)
                end = text.find(" ", begins + into)
                return text if end < 0 else text[:end]
            begins += len(spoken.text) + 1
        return text

    def _spread(self) -> None:
        """Give each sentence its part of the sound."""
        if self._is_spread:
            return
        self._is_spread = True
        text = self.words
        whole = self.complete and not self.broken
        total = self.total_ms if whole else max(self.total_ms, MS_A_LETTER * len(text))
        self._sentences, letters = [], 0
        for sentence in sentences(text):
            start = total * letters // max(1, len(text))
            letters += len(sentence) + 1
            end = total * min(letters, len(text)) // max(1, len(text))
            self._sentences.append(Spoken(sentence, start, end - start))
