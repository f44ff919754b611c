"""What the candidate has said in the turn under way, as recognition comes back piece by piece."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass

from preppal.interviewer.endings import dangles
from preppal.interviews.live.segmenting import CLICK_MS, Piece
from preppal.providers.protocols import SpeechRecognizer, SpeechUnavailable


@dataclass(slots=True)
class Said:
    """One piece. `upto` is what its `text` accounts for, None before the first words are back."""

    text: str = ""
    sure: float = 0.0
    upto: int | None = None
    task: asyncio.Task[None] | None = None
    voiced_ms: int = 0  # of the newest version, and what it will account for
    wanted: int = 0


class Hearing:
    """Recognises pieces out of order, keeps their words in order.

    `urgent()` says whether somebody waits for the words: nobody does while the person still speaks.
    `changed(text, upto)` is called when words came back: `text` is the turn so far, and every sound up to
    `upto` is accounted for. `failed(problem)` is called when recognition does not work.
    """

    def __init__(
        self,
        recognizer: SpeechRecognizer,
        *,
        prompt: str,
        language: str,
        urgent: Callable[[], bool],
        changed: Callable[[str, int], None],
        failed: Callable[[SpeechUnavailable], None],
    ) -> None:
        self._recognizer = recognizer
        self._prompt = prompt
        self._language = language
        self._urgent = urgent
        self._changed = changed
        self._failed = failed
        self._pieces: dict[int, Said] = {}
        self._covered = 0

    @property
    def text(self) -> str:
        return join_pieces([said.text for _, said in sorted(self._pieces.items())])

    @property
    def sure(self) -> float:
        """How sure recognition was of the turn so far, 0..1, each piece for its length; 0 without words."""
        heard = [(said.sure, len(said.text)) for said in self._pieces.values() if said.text]
        length = sum(letters for _, letters in heard)
        return sum(sure * letters for sure, letters in heard) / length if length else 0.0

    @property
    def working(self) -> bool:
        return any(said.task is not None for said in self._pieces.values())

    def take(self, piece: Piece) -> None:
        """Recognise a piece; an earlier version of it is no longer of interest, unless only silence
        has come since: then it has all the words, or soon will."""
        said = self._pieces.setdefault(piece.number, Said())
        same = said.wanted > 0 and said.voiced_ms == piece.voiced_ms
        said.voiced_ms, said.wanted = piece.voiced_ms, piece.upto
        if same and said.task is not None:
            return
        if said.task is not None:
            said.task.cancel()
        if same or piece.voiced_ms < CLICK_MS:
            said.task = None
            said.upto = piece.upto
            self._report()
            return
        said.task = asyncio.get_running_loop().create_task(self._recognise(said, piece))

    def forget(self) -> None:
        """The turn is over, or it was none."""
        for said in self._pieces.values():
            if said.task is not None:
                said.task.cancel()
        self._pieces = {}

    async def settle(self) -> None:
        """Wait until all words are back."""
        while tasks := [said.task for said in self._pieces.values() if said.task is not None]:
            await asyncio.wait(tasks)

    async def _recognise(self, said: Said, piece: Piece) -> None:
        try:
            heard = await self._recognizer.transcribe(
                piece.samples, prompt=self._prompt, language=self._language, urgent=self._urgent
            )
        except SpeechUnavailable as problem:
            said.task = None
            said.upto = said.wanted
            self._failed(problem)
            self._report()
            return
        said.task = None
        said.text, said.sure = heard.text, heard.confidence
        said.upto = said.wanted
        self._report()

    def _report(self) -> None:
        for _, said in sorted(self._pieces.items()):
            if said.upto is None:
                break
            self._covered = max(self._covered, said.upto)
            if said.task is not None:
                break
        self._changed(self.text, self._covered)


def join_pieces(pieces: list[str]) -> str:
    """One text of pieces that were cut at pauses.

    The recogniser ends every piece like a sentence. Where the last word cannot end one, the pause was a
    thinking pause: the full stop goes and the next piece continues in lower case.
    """
    text = ""
    for piece in pieces:
        words = piece.strip()
        if not words:
            continue
        if text and dangles(text):
            text = text.rstrip(".?!,… ")
            first = words.split(maxsplit=1)[0]
            if first[1:].islower() and not first.startswith(("I'", "I’")):
                words = words[0].lower() + words[1:]
        text = f"{text} {words}" if text else words
    return text
