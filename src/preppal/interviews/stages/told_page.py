"""What an interviewer was told by colleagues, in plain sight of the candidate."""

from dataclasses import dataclass

from preppal.interviewer.hand_over import HandOver, Note
from preppal.interviews.wording import COMPETENCY_NAMES


@dataclass(frozen=True, slots=True)
class ToldBy:
    """One colleague's note. ``asked`` and ``open_tasks`` are msgids; the rest is verbatim, ``stories`` and ``facts``
    in the interview's language."""

    colleague: str
    title: str
    asked: tuple[str, ...]
    stories: tuple[str, ...]
    facts: tuple[str, ...]
    open_tasks: tuple[tuple[str, str], ...]
    """What about (a msgid), and what is open (another)."""


@dataclass(frozen=True, slots=True)
class Told:
    """``untested`` are competencies (msgids) that the job insists on and nobody asked about."""

    by: tuple[ToldBy, ...] = ()
    untested: tuple[str, ...] = ()


def told_of(told: HandOver) -> Told:
    """All that the interviewer has, but for the words a story is known again by."""
    return Told(
        by=tuple(_told_by(note, told) for note in told.notes),
        untested=tuple(COMPETENCY_NAMES[one.competency] for one in told.untested_must_haves),
    )


def _told_by(note: Note, told: HandOver) -> ToldBy:
    open_yet = [doubt for doubt in note.open_doubts if doubt in told.doubts]
    return ToldBy(
        colleague=note.colleague,
        title=note.title,
        asked=tuple(COMPETENCY_NAMES[one.competency] for one in note.covered),
        stories=tuple(story.one_line for story in note.stories_used),
        facts=tuple(fact.quote for fact in (*note.facts, *note.logistics)),
        open_tasks=tuple((COMPETENCY_NAMES[d.competency], d.task) for d in open_yet),
    )
