"""How far the making of a report has come: what is finished is stored, and shown as it is stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal, Self

import msgspec

from preppal.assessment.transcript import UNJUDGED_KINDS, AssessedTurn, Lead
from preppal.foundation.i18n import N_, Words

StepState = Literal["done", "now", "later"]


@dataclass(frozen=True, slots=True)
class Progress:
    """``tries`` counts how often the task began; ``answers`` are those it has read, None before it did;
    ``rated`` of ``of`` competencies are rated."""

    tries: int = 0
    answers: int | None = None
    rated: int = 0
    of: int = 0

    def to_json(self) -> dict[str, Any]:
        plain: dict[str, Any] = msgspec.to_builtins(self)
        return plain

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Of what `to_json` gave, or of nothing: not begun."""
        return msgspec.convert(stored, cls)


NOT_BEGUN = Progress()


@dataclass(frozen=True, slots=True)
class Step:
    """A step on the waiting page, in the reader's language."""

    name: str
    state: StepState
    text: str


def begun(before: Progress, turns: tuple[AssessedTurn, ...], leads: tuple[Lead, ...]) -> Progress:
    """A further try has read everything; of the competencies that were asked about none is rated yet."""
    asked = {turn.lead_id for turn in turns}
    rateable = {
        lead.competency
        for lead in leads
        if lead.lead_id in asked and lead.kind not in UNJUDGED_KINDS
    }
    answers = sum(turn.speaker == "candidate" for turn in turns)
    return Progress(before.tries + 1, answers, 0, len(rateable))


def steps_of(progress: Progress, speak: Words) -> tuple[Step, ...]:
    """The steps of a report that is on its way: nothing is told that is not stored."""
    read = progress.answers is not None
    rated = read and 0 < progress.of <= progress.rated
    rating: StepState = "done" if rated else "now" if read else "later"
    return (
        Step("kept", "done", speak(N_("Every word is kept"))),
        Step("read", "done" if read else "now", _reading(progress, speak)),
        Step("rated", rating, _rating(progress, speak)),
        Step("written", "now" if rated else "later", speak(N_("Writing the report"))),
    )


def _reading(progress: Progress, speak: Words) -> str:
    if progress.answers is None:
        return speak(N_("Reading your answers"))
    return speak(N_("Answers read: %(num)s"), num=progress.answers)


def _rating(progress: Progress, speak: Words) -> str:
    if not progress.of:
        return speak(N_("Rating what was heard"))
    return speak(
        N_("Competencies rated: %(rated)s of %(all)s"), rated=progress.rated, all=progress.of
    )


def remark_on(failure: str | None, progress: Progress, speak: Words) -> str:
    """What there is to say of this try; "" when it is the first and goes well."""
    if failure:
        return speak(N_("The last try failed on our side. It is tried again."))
    if progress.tries > 1:
        return speak(N_("The server stopped in the middle of it. It has begun again."))
    return ""
