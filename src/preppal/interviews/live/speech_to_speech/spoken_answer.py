"""What the candidate says in the turn under way, as a speech-to-speech provider writes it down."""

from __future__ import annotations

from preppal.interviewer.endings import says_something, words
from preppal.interviewer.transcript import SpokenTurn
from preppal.interviews.live.candidate import CandidateTurn
from preppal.interviews.live.delivery import SpeechTimes
from preppal.interviews.live.hearing import join_pieces

MOST_REPEATED = 12  # words: two seconds of quick speech


def overlap(before: list[str], after: list[str]) -> int:
    """How many words of `after` only say again what `before` ends with; two at least, or none."""
    for count in range(min(len(before), len(after), MOST_REPEATED), 1, -1):
        if words(" ".join(before[-count:])) == words(" ".join(after[:count])):
            return count
    return 0


class SpokenAnswer:
    """Words come a little after their sound; those that come too late begin the next turn."""

    def __init__(self, times: SpeechTimes) -> None:
        self._times = times
        self._words = ""
        self._seam = 0  # where in them a connection broke
        self._late = ""
        self._typed: list[str] = []
        self._before = ""  # heard in the turn before

    @property
    def heard(self) -> str:
        """What was heard, with what came too late for the turn before."""
        before, after = self._words[: self._seam].split(), self._words[self._seam :].split()
        return " ".join([*self._late.split(), *before, *after[overlap(before, after) :]])

    @property
    def text(self) -> str:
        """All of the turn, with what was typed."""
        return join_pieces([self.heard, *self._typed])

    @property
    def written(self) -> str:
        return join_pieces(self._typed)

    def hear(self, text: str, *, late: bool) -> None:
        """The next words; `late` when the turn they belong to was committed without them."""
        if late:
            self._late += text
        else:
            self._words += text

    def sent_again(self) -> None:
        """The sound of the newest words goes up once more."""
        self._seam = len(self._words)

    def repeats(self, text: str) -> bool:
        """Whether these words are of the turn before."""
        return bool(text.strip()) and " ".join(text.split()) in self._before

    def write(self, text: str) -> None:
        self._typed.append(text)

    def turn(self, floor_at: int, now: int) -> CandidateTurn | None:
        """What was said (and typed) since `floor_at`; None when it is no turn."""
        text = self.text
        if not text or not (self._typed or says_something(text)):
            return None
        started, ended = self._times.span(floor_at, now)
        spoken = bool(self._words.strip()) and not self._typed
        return CandidateTurn(
            SpokenTurn("candidate", text, started, max(started, ended)),
            self._times.facts(floor_at) if spoken else {},
        )

    def begin_anew(self) -> None:
        """The turn was committed."""
        self._before = self.heard or self._before
        self._words = self._late = ""
        self._seam = 0
        self._typed = []
