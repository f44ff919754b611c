"""STAR: which parts of a story were heard on a lead, over all its answers together.

Situation, task, action and result are looked for from the first answer on and stay found; the table
asks for what is still missing. Source: INTERVIEWING §5, rows 14 to 16.
"""

from dataclasses import dataclass
from typing import Literal

from preppal.interviewer.answers import Heard

Part = Literal["situation", "task", "action", "result"]
OWN_PART = 0.25
"""Of the acts told, own and shared: with three shared ones or more, less than this is no part of one's own."""
SHARED = 3


@dataclass(frozen=True, slots=True)
class Star:
    """What is there of a story. ``action`` is the candidate's own."""

    situation: bool = False
    task: bool = False
    action: bool = False
    result: bool = False

    @property
    def placed(self) -> bool:
        """Whether one knows where the story stands: a situation or a task is enough."""
        return self.situation or self.task

    @property
    def missing(self) -> tuple[Part, ...]:
        """The parts still to be asked for, in the order of the table."""
        gaps: tuple[tuple[Part, bool], ...] = (
            ("action", self.action),
            ("situation", self.placed),
            ("result", self.result),
        )
        return tuple(part for part, there in gaps if not there)


def star_of(*answers: Heard) -> Star:
    """The parts of the story told in any of these: each answer alone, and all of them together.

    A result told first and followed by a lesson is no longer what comes last, and still told.
    """
    found = [_star_of(heard) for heard in answers]
    return Star(
        situation=any(star.situation for star in found),
        task=any(star.task for star in found),
        action=any(star.action for star in found),
        result=any(star.result for star in found),
    )


def _star_of(heard: Heard) -> Star:
    lost_among_others = heard.own_share < OWN_PART and heard.we >= SHARED
    return Star(
        situation=heard.scene > 0,
        task=heard.task > 0,
        action=heard.own > 0 and not lost_among_others,
        result=heard.result > 0,
    )
