"""What one line may send, and how many lines there may be.

A browser sends what a person says, and nobody says it faster than time passes. Every limit leaves room
for a network that stood still and then delivers at once what had piled up; the page gives up a line that
was dead for 16 s.
"""

import uuid
from collections import Counter
from collections.abc import Callable

from preppal.providers.protocols import HEARD_RATE
from preppal.web.limits import Gauge

FASTEST = 2.0
"""Seconds of sound a second that may go on for ever. A microphone has one."""
AHEAD_SECONDS = 20.0
"""Sound beyond that which is still listened to."""
FAR_AHEAD_SECONDS = 60.0
"""And beyond this the line is closed."""
FRAMES_A_SECOND, MOST_FRAMES = 100.0, 1_000.0
"""Of sound, however short. Browsers send 25."""
BOOKED_FRAMES, BOOKED_BYTES = 25, 2 * HEARD_RATE
"""So much sound goes by before it is counted, while nothing is near a limit: a second."""
MESSAGES_A_SECOND, MOST_MESSAGES = 50.0, 250.0
"""Browsers send four while they play a voice."""
MESSAGE_CHARACTERS = 4_096
"""A longer message counts as several."""

LINES_BEFORE_HELLO = 256
"""Of this process, whoever opened them. Each goes on or away within seconds."""
LINES_AN_ACCOUNT = 12
"""Tabs of one person in rooms, or on their way into one."""


class TooFast(Exception):
    """More came in than any browser sends."""


class Unwelcome(Exception):
    """There are too many lines; ``name`` says of whom, as in the table of close codes."""

    def __init__(self, name: str) -> None:
        self.name = name
        super().__init__(name)


class Uplink:
    """Measures what one browser sends."""

    def __init__(self, clock: Callable[[], float]) -> None:
        self._sound = Gauge(FASTEST, clock)
        self._frames = Gauge(FRAMES_A_SECOND, clock)
        self._messages = Gauge(MESSAGES_A_SECOND, clock)
        self._frames_unbooked = self._bytes_unbooked = 0
        self._at_ease = True

    def takes(self, frame: bytes) -> bool:
        """Whether this frame of PCM16 is to be listened to; False: it came too early.

        Raises:
            TooFast: and so did too many before it.
        """
        self._book()
        ahead = self._sound.add(len(frame) / (2 * HEARD_RATE))
        if ahead > FAR_AHEAD_SECONDS or self._frames.add(1.0) > MOST_FRAMES:
            raise TooFast()
        return ahead <= AHEAD_SECONDS

    def takes_surely(self, frame: bytes) -> bool:
        """Whether this frame is to be listened to and no limit is near; only then it is counted.

        Frames are counted by the second: a gauge costs more than all else that is done with one.
        """
        if self._frames_unbooked >= BOOKED_FRAMES or self._bytes_unbooked >= BOOKED_BYTES:
            self._book()
        if not self._at_ease:
            return False
        self._frames_unbooked += 1
        self._bytes_unbooked += len(frame)
        return True

    def _book(self) -> None:
        sound = self._sound.add(self._bytes_unbooked / (2 * HEARD_RATE))
        frames = self._frames.add(self._frames_unbooked)
        self._frames_unbooked = self._bytes_unbooked = 0
        self._at_ease = sound < AHEAD_SECONDS / 2 and frames < MOST_FRAMES / 2

    def count(self, message: str) -> None:
        """Count a text frame.

        Raises:
            TooFast: there were too many of late.
        """
        if self._messages.add(1.0 + len(message) // MESSAGE_CHARACTERS) > MOST_MESSAGES:
            raise TooFast()


class Lines:
    """The lines of this process: those that have not said hello yet, and those of each account."""

    def __init__(self) -> None:
        self.before_hello = 0
        self._of: Counter[uuid.UUID] = Counter()

    def __len__(self) -> int:
        """Lines whose account is known."""
        return self._of.total()

    def open(self) -> "Entry":
        """A new line.

        Raises:
            Unwelcome: too many others have not said hello.
        """
        if self.before_hello >= LINES_BEFORE_HELLO:
            raise Unwelcome("busy")
        self.before_hello += 1
        return Entry(self)

    def belongs(self, account: uuid.UUID) -> None:
        if self._of[account] >= LINES_AN_ACCOUNT:
            raise Unwelcome("too_many")
        self._of[account] += 1

    def leaves(self, account: uuid.UUID) -> None:
        self._of[account] -= 1
        if self._of[account] <= 0:
            del self._of[account]


class Entry:
    """A line's place in `Lines`; `close` it when the line is gone."""

    def __init__(self, lines: Lines) -> None:
        self._lines = lines
        self._waiting = True
        self._account: uuid.UUID | None = None

    def belongs(self, account: uuid.UUID) -> None:
        """Raises `Unwelcome` when that account has too many lines."""
        self._lines.belongs(account)
        self._account = account

    def said_hello(self) -> None:
        if self._waiting:
            self._waiting = False
            self._lines.before_hello -= 1

    def close(self) -> None:
        self.said_hello()
        if self._account is not None:
            self._lines.leaves(self._account)
            self._account = None
