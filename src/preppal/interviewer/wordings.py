"""Everything an interviewer says besides lead questions: speech/*.toml, chosen by seed and manner.

A file holds rows ("ack", "outcome", "goodbye"); a row holds wordings for any manner and for
warm, dry, brisk or patient interviewers. A wording's id is its row and a digest of its text, so
ids in stored transcripts stay true when wordings are added or moved.
"""

import hashlib
import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files

from preppal.interviewer.briefing import Manner

TEMPERS = ("any", "warm", "dry", "brisk", "patient")


@dataclass(frozen=True, slots=True)
class Wording:
    """``text`` may hold slots such as {short}; ``temper`` is "any" or the manner it suits."""

    id: str
    row: str
    temper: str
    text: str


@cache
def load_wordings() -> Mapping[str, tuple[Wording, ...]]:
    """All wordings by row, read once a process."""
    rows: dict[str, tuple[Wording, ...]] = {}
    folder = files("preppal.interviewer") / "speech"
    for name in ("opening", "moves", "repairs", "follow_ups", "closing"):
        document = tomllib.loads((folder / f"{name}.toml").read_text(encoding="utf-8"))
        for row, tempers in document.items():
            if row in rows or set(tempers) - set(TEMPERS):
                raise ValueError(f"speech/{name}.toml: {row} is there twice or has unknown tables")
            rows[row] = tuple(
                Wording(id=wording_id(row, text), row=row, temper=temper, text=text)
                for temper, texts in tempers.items()
                for text in texts
            )
    return rows


def wording_id(row: str, text: str) -> str:
    """ "outcome.9b20c1": the row and six hexadecimal digits of the text's digest."""
    return f"{row}.{hashlib.blake2b(text.encode(), digest_size=3).hexdigest()}"


def row_of(phrasing_id: str) -> str:
    """The row of a wording's id."""
    return phrasing_id.partition(".")[0]


def phrasing_ids(phrasing: str | None) -> list[str]:
    """The ids joined in a stored ``phrasing``."""
    return [part for part in (phrasing or "").split("+") if part]


def suits(temper: str, manner: Manner) -> bool:
    """Whether a wording of ``temper`` belongs to this manner in particular."""
    return {
        "warm": manner.warmth >= 4,
        "dry": manner.warmth <= 2,
        "brisk": manner.pace >= 4,
        "patient": manner.pace <= 2,
    }.get(temper, False)


class Utterance:
    """One line in the making: pieces of speech, none of them said before in this interview."""

    def __init__(self, seed: int, manner: Manner, used: frozenset[str]) -> None:
        self._seed = seed
        self._manner = manner
        self._used = set(used)
        self._texts: list[str] = []
        self._ids: list[str] = []

    @property
    def text(self) -> str:
        return " ".join(self._texts)

    @property
    def phrasing(self) -> str | None:
        return "+".join(self._ids) or None

    def can(self, row: str, probe: str | None = None) -> bool:
        """Whether the row still has something unsaid."""
        return self._pick(row, probe) is not None

    def next_words(self, row: str, probe: str | None = None) -> str:
        """What `say` would say of the row, slots unfilled; "" when all of it was said."""
        wording = self._pick(row, probe)
        return wording.text if wording else ""

    def say(self, row: str, probe: str | None = None, **slots: str) -> bool:
        """Add a wording of ``row``; False, and nothing added, when all of them were said.

        ``probe`` is a wording a lead brings along for this row; it goes first.
        """
        wording = self._pick(row, probe)
        if wording is None:
            return False
        self._used.add(wording.id)
        self._ids.append(wording.id)
        self._texts.append(filled(wording.text, slots))
        return True

    def was_said(self, phrasing_id: str) -> bool:
        """Whether these words were chosen before, be they a model's in the end."""
        return phrasing_id in self._used

    def say_words(self, text: str, phrasing_id: str | None = None) -> None:
        """Add words that are no wording of a row: a lead question, or part of an earlier turn."""
        self._texts.append(text)
        if phrasing_id:
            self._ids.append(phrasing_id)

    def chance(self, name: str, share: float) -> bool:
        """A coin that falls the same way whenever the interview stands at the same point."""
        return random.Random(f"{self._seed}:{len(self._used)}:{name}").random() < share

    def _pick(self, row: str, probe: str | None) -> Wording | None:
        if probe is not None:
            own = Wording(id=wording_id(row, probe), row=row, temper="any", text=probe)
            if own.id not in self._used:
                return own
        wordings = in_order(row, self._seed, self._manner)
        return next((w for w in wordings if w.id not in self._used), None)


def in_order(row: str, seed: int, manner: Manner) -> list[Wording]:
    """How they are used up: those of the interviewer's own manner first, each group in the seed's
    order."""
    wordings = load_wordings()[row]
    order = {w.id: random.Random(f"{seed}:{w.id}").random() for w in wordings}
    own = sorted((w for w in wordings if suits(w.temper, manner)), key=lambda w: order[w.id])
    rest = sorted((w for w in wordings if w.temper == "any"), key=lambda w: order[w.id])
    return own + rest


def filled(text: str, slots: Mapping[str, str]) -> str:
    """Replace {name} slots in one pass: a filled-in text is never searched for slots again."""
    pieces: list[str] = []
    rest = text
    while "{" in rest:
        before, _, tail = rest.partition("{")
        name, _, rest = tail.partition("}")
        pieces += [before, slots[name]]
    return "".join([*pieces, rest])
