"""The reader: a small language model that reads an answer beside its question and says what it is worth.

Its last step is a mean over the answer's words of one number each, so that a reading is a sum over
sentences and nothing else (`Reading.worths`). Beside it, it says how much it takes the answer for one of the
traps of GRADING.md (`Reading.doubts`). The files in ``reader/`` hold numbers and names, no code:
``training/reader.py`` makes them, CARD.md says from what and how good it is.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from itertools import pairwise
from pathlib import Path

import msgspec
import numpy as np

from preppal.assessment.scoring.layers import MOST_PIECES, Beginning, Hidden, Layers
from preppal.assessment.scoring.masking import masked_question
from preppal.assessment.scoring.relevance import Relevance

FOLDER = Path(__file__).with_name("reader")
QUESTION_PIECES = 96


class Traps(msgspec.Struct, frozen=True):
    """How an answer is told to be a trap: for each name of ``names`` (the first is none) a row of weights, over the mean
    of the pieces and then the first piece, and what is added to it."""

    names: list[str]
    weights: list[list[float]]
    added: list[float]


class Head(msgspec.Struct, frozen=True):
    """The last step. ``version`` names what was learned from."""

    version: str
    base: float
    weights: list[float]
    traps: Traps


@dataclass(frozen=True, slots=True)
class Reading:
    """``score`` is not yet within 1..5. It is ``rest`` (what the question alone gives) and the ``worths``
    of the sentences, in their order; a sentence that was left out for length has 0. ``doubts``: how likely each
    trap is, 0..1."""

    score: float
    rest: float
    worths: tuple[float, ...]
    doubts: Mapping[str, float]


class Reader:
    """Reads on one thread; any number of threads may share it. ``relevance`` is what was taught beside it."""

    def __init__(self, folder: Path) -> None:
        self._beginning, self._taught = Beginning(folder), Layers(folder / "taught.onnx")
        self.relevance = Relevance(self._beginning, folder)
        self._head = msgspec.json.decode((folder / "head.json").read_bytes(), type=Head)
        self._weights = np.array(self._head.weights, np.float32)
        traps = self._head.traps
        self._traps, self._added = np.array(traps.weights), np.array(traps.added)

    @property
    def version(self) -> str:
        return self._head.version

    def read(self, question: str, sentences: Sequence[str]) -> Reading:
        """Read masked sentences beside a question. What is too long for one reading is read in parts
        first; then the sentences worth most, as many as fit, are read together in their order."""
        asked = self._cut(masked_question(question))
        counts = [len(self._beginning.pieces(text).ids) for text in sentences]
        room = MOST_PIECES - len(self._beginning.encode(asked).ids) - 1
        if sum(counts) <= room:
            return self._read(asked, sentences, range(len(sentences)))
        ranked: list[tuple[float, int]] = []
        for part in _parts(counts, room):
            worths = self._read(asked, sentences, part).worths
            ranked += [(worths[index], index) for index in part]
        chosen: list[int] = []
        for _, index in sorted(ranked, key=lambda pair: (-pair[0], pair[1])):
            if counts[index] <= room:
                chosen.append(index)
                room -= counts[index]
        return self._read(asked, sentences, sorted(chosen))

    def _cut(self, question: str) -> str:
        """A question of unusual length by its beginning."""
        offsets = self._beginning.pieces(question).offsets
        return (
            question[: offsets[QUESTION_PIECES][0]] if len(offsets) > QUESTION_PIECES else question
        )

    def _read(self, question: str, sentences: Sequence[str], chosen: Sequence[int]) -> Reading:
        starts = [0]
        for index in chosen:
            starts.append(starts[-1] + len(sentences[index]) + 1)
        said = " ".join(sentences[index] for index in chosen)
        read = self._beginning.encode(question, said)
        hidden = self._taught.after(self._beginning.read(read))
        shares = np.asarray(np.asarray(hidden @ self._weights, np.float64) / len(hidden))
        pieces = zip(shares.tolist(), read.offsets, read.sequence_ids, strict=False)
        spoken = [(share, place[0]) for share, place, of_whom in pieces if of_whom == 1]
        worths = [0.0] * len(sentences)
        for index, (start, end) in zip(chosen, pairwise(starts), strict=True):
            worths[index] = sum((share for share, place in spoken if start <= place < end), 0.0)
        total = float(shares.sum()) + self._head.base
        return Reading(total, total - sum(worths), tuple(worths), self._doubts(hidden))

    def _doubts(self, hidden: Hidden) -> dict[str, float]:
        """How likely each trap is: no trap is a class of its own, all together are 1."""
        seen = np.concatenate([hidden.mean(axis=0), hidden[0]]).astype(np.float64)
        told = self._traps @ seen + self._added
        likely = np.exp(told - told.max())
        shares = (likely / likely.sum()).tolist()
        return dict(zip(self._head.traps.names[1:], shares[1:], strict=True))


def _parts(counts: Sequence[int], room: int) -> list[range]:
    """Runs of sentences that fit; one that is longer than the room is a run of its own."""
    found: list[range] = []
    begin, held = 0, 0
    for index, count in enumerate(counts):
        if held and held + count > room:
            found.append(range(begin, index))
            begin, held = index, 0
        held += count
    return [*found, range(begin, len(counts))]


@cache
def load_reader() -> Reader:
    """The reader in the package."""
    return Reader(FOLDER)
