"""What the interviewers of a loop pass on: what was said and what was asked, never what anybody thought of it.

The record is INTERVIEWING §2's. It is made from plan and transcript alone (`passing_on.py`), so nothing of a
report can be in it: no score, vote, adjective or verdict. Whoever is told of it is judged without it.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, replace
from typing import Any, Literal

from preppal.foundation.i18n import N_

VERSION = 1
Confidence = Literal["low", "medium", "high"]
"""How much was heard on a competency: nothing whole, one whole answer, two or more."""
CONFIDENCES: tuple[Confidence, ...] = ("low", "medium", "high")
Gap = Literal["untested", "own_part", "outcome", "reasons", "measure"]

QUESTIONS: Mapping[Gap, str] = {
    "untested": "Could you take me through one occasion of that?",
    "own_part": "Which part of that was yours?",
    "outcome": "How did that turn out in the end?",
    "reasons": "What made you decide it that way?",
    "measure": "How was that measured?",
}
"""What settles a doubt, as it would be asked."""
NOT_HEARD: Mapping[Gap, str] = {
    "own_part": N_("not heard yet: which part was their own"),
    "outcome": N_("not heard yet: how it turned out"),
    "reasons": N_("not heard yet: what it was decided by"),
    "measure": N_("not heard yet: how it was measured"),
}
UNTESTED: Mapping[str, str] = {
    "problem_solving": N_("untested: finding the cause of something nobody could explain"),
    "ownership": N_("untested: carrying something to its end that was nobody's task"),
    "communication": N_("untested: explaining something to somebody of another trade"),
    "collaboration": N_("untested: work that only several together could do"),
    "leadership": N_("untested: bringing others to do something"),
    "customer_focus": N_("untested: changing something for the people it is done for"),
    "domain_depth": N_("untested: how a thing of the trade works, and where it stops working"),
    "design_tradeoffs": N_("untested: choosing between two ways that both cost something"),
    "execution_results": N_("untested: work whose end was measured"),
    "learning_adaptability": N_("untested: learning something new under way"),
    "integrity_judgement": N_("untested: a decision under lack of data"),
    "motivation_fit": N_("untested: what speaks for this job"),
    "planning": N_("untested: more to do than there was time for"),
    "conflict_handling": N_("untested: a disagreement at work"),
}


@dataclass(frozen=True, slots=True)
class Fact:
    """What the candidate said, verbatim, in which of the interview's turns (from 1).

    ``of_resume``: it was picked because it names an employer of their resume.
    """

    quote: str
    turn: int
    of_resume: bool = False


@dataclass(frozen=True, slots=True)
class Covered:
    """How many leads asked for a competency, and how much was heard."""

    competency: str
    n_leads: int
    confidence: Confidence


@dataclass(frozen=True, slots=True)
class Story:
    """A story that was told. ``one_line`` and ``subject`` are verbatim; the latter is a thing in it that is
    fit to be named ("the night shift"), or "". By its ``terms``, which nobody is shown, it is known again."""

    id: str
    one_line: str
    subject: str = ""
    terms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Doubt:
    """Something open, as a task: what is not heard yet, and what would settle it. ``quote`` is verbatim or ""."""

    competency: str
    gap: Gap
    question_to_ask: str
    quote: str = ""

    @property
    def task(self) -> str:
        """A msgid such as "untested: a decision under lack of data"."""
        if self.gap == "untested":
            return UNTESTED[self.competency]
        return NOT_HEARD[self.gap]


@dataclass(frozen=True, slots=True)
class Note:
    """What one colleague passes on of one interview. ``resume`` is the id of the resume it was held with, or ""."""

    interview: str
    colleague: str
    title: str = ""
    resume: str = ""
    facts: tuple[Fact, ...] = ()
    covered: tuple[Covered, ...] = ()
    stories_used: tuple[Story, ...] = ()
    open_doubts: tuple[Doubt, ...] = ()
    logistics: tuple[Fact, ...] = ()

    @property
    def quotes(self) -> tuple[str, ...]:
        """All words of the candidate in it."""
        said = [fact.quote for fact in (*self.facts, *self.logistics)]
        said += [words for story in self.stories_used for words in (story.one_line, story.subject)]
        said += [doubt.quote for doubt in self.open_doubts]
        return tuple(words for words in said if words)


@dataclass(frozen=True, slots=True)
class MustHave:
    """A competency that the job insists on; ``line`` is a verbatim line of it, or ""."""

    competency: str
    line: str = ""


@dataclass(frozen=True, slots=True)
class HandOver:
    """The notes of a loop's other interviewers, in the order they held theirs. Empty outside a panel."""

    notes: tuple[Note, ...] = ()
    must_haves: tuple[MustHave, ...] = ()

    def __bool__(self) -> bool:
        return bool(self.notes)

    @property
    def covered(self) -> dict[str, Covered]:
        """By competency, over all colleagues: leads add up, and so does what was heard."""
        found: dict[str, Covered] = {}
        for one in (one for note in self.notes for one in note.covered):
            before = found.get(one.competency)
            found[one.competency] = _together(before, one) if before else one
        return found

    @property
    def stories(self) -> tuple[Story, ...]:
        return tuple(story for note in self.notes for story in note.stories_used)

    @property
    def doubts(self) -> tuple[Doubt, ...]:
        """Those of all colleagues that no other of them heard settled, one a competency."""
        open_yet: dict[str, Doubt] = {}
        for note in self.notes:
            settled = {one.competency for one in note.covered if one.confidence != "low"}
            settled -= {doubt.competency for doubt in note.open_doubts}
            open_yet = {key: doubt for key, doubt in open_yet.items() if key not in settled}
            for doubt in note.open_doubts:
                open_yet[doubt.competency] = doubt
        return tuple(open_yet.values())

    @property
    def untested_must_haves(self) -> tuple[MustHave, ...]:
        asked = self.covered
        return tuple(one for one in self.must_haves if one.competency not in asked)

    @property
    def quotes(self) -> tuple[str, ...]:
        return tuple(quote for note in self.notes for quote in note.quotes)

    def without_interview(self, interview: str) -> "HandOver":
        """What is left when that interview is gone."""
        return replace(self, notes=tuple(n for n in self.notes if n.interview != interview))

    def without_resume(self, resume: str) -> "HandOver":
        """What is left when that resume is gone: what was said stays, unless the resume led to it."""
        return replace(
            self,
            notes=tuple(
                replace(
                    note, resume="", facts=tuple(one for one in note.facts if not one.of_resume)
                )
                if note.resume == resume
                else note
                for note in self.notes
            ),
        )

    def to_json(self) -> dict[str, Any]:
        """Plain values for a JSON column, {} for nothing; `from_json` gives an equal one back."""
        if not self:
            return {}
        return {
            "version": VERSION,
            "notes": [_plain(asdict(note)) for note in self.notes],
            "must_haves": [asdict(one) for one in self.must_haves],
            "untested_must_haves": [one.competency for one in self.untested_must_haves],
        }

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> "HandOver":
        """Raises ValueError when it was stored by another version."""
        if not stored:
            return NOTHING
        if stored.get("version") != VERSION:
            raise ValueError(f"a hand-over of version {stored.get('version')!r}")
        return cls(
            tuple(_note(note) for note in stored["notes"]),
            tuple(MustHave(**one) for one in stored["must_haves"]),
        )


NOTHING = HandOver()


def _together(one: Covered, other: Covered) -> Covered:
    """Two whole answers make it high, whoever heard them."""
    heard = CONFIDENCES.index(one.confidence) + CONFIDENCES.index(other.confidence)
    confidence = CONFIDENCES[min(heard, len(CONFIDENCES) - 1)]
    return Covered(one.competency, one.n_leads + other.n_leads, confidence)


def _plain(note: dict[str, Any]) -> dict[str, Any]:
    listed = {key: list(value) for key, value in note.items() if isinstance(value, tuple)}
    stories = [{**story, "terms": list(story["terms"])} for story in note["stories_used"]]
    return {**note, **listed, "stories_used": stories}


def _note(stored: Mapping[str, Any]) -> Note:
    stories: Iterable[Mapping[str, Any]] = stored["stories_used"]
    return Note(
        interview=stored["interview"],
        colleague=stored["colleague"],
        title=stored["title"],
        resume=stored["resume"],
        facts=tuple(Fact(**fact) for fact in stored["facts"]),
        covered=tuple(Covered(**one) for one in stored["covered"]),
        stories_used=tuple(Story(**{**story, "terms": tuple(story["terms"])}) for story in stories),
        open_doubts=tuple(Doubt(**doubt) for doubt in stored["open_doubts"]),
        logistics=tuple(Fact(**fact) for fact in stored["logistics"]),
    )
