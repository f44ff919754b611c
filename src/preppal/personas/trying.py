"""*Try it*: three answers in writing, free of credits, and nothing is kept.

The form holds the answers so far. What the interviewer said is not in it: the same answers always
give the same lines, so they are found again each time.
"""

import uuid
from collections.abc import Mapping
from dataclasses import dataclass

from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.interviewer.briefing import Interviewer
from preppal.interviewer.transcript import SpokenTurn
from preppal.personas.previewing import READY, Talk

ANSWERS = 3
ANSWER_LIMIT = 2000
"""Characters of one answer."""
DIFFERENT_TALKS = 16
"""A persona begins in one of so many ways, always the same one."""

SAY_SOMETHING = N_("Write an answer first. A sentence is enough.")
TOO_LONG = N_("That is longer than fits here. Two thousand characters are enough to try.")


@dataclass(frozen=True, slots=True)
class Trial:
    """What was said so far, and whether that was all."""

    turns: tuple[SpokenTurn, ...]
    is_over: bool


def read_answers(fields: Mapping[str, str]) -> tuple[str, ...]:
    """The answers that the form holds, oldest first; the last is the one just written.

    Raises:
        Invalid: with the field ``answer``: it is empty, or longer than fits.
    """
    answer = fields.get("answer", "").strip()
    if not answer:
        raise Invalid({"answer": SAY_SOMETHING})
    if len(answer) > ANSWER_LIMIT:
        raise Invalid({"answer": TOO_LONG})
    return (*earlier_answers(fields), answer)


def earlier_answers(fields: Mapping[str, str]) -> tuple[str, ...]:
    """What was answered before."""
    earlier = [fields.get(f"answer_{number}", "").strip() for number in range(1, ANSWERS)]
    return tuple(text[:ANSWER_LIMIT] for text in earlier if text)


async def try_out(
    persona_id: uuid.UUID, interviewer: Interviewer, answers: tuple[str, ...]
) -> Trial:
    """The conversation so far: the opening and a first question, then a line after each answer."""
    talk = Talk(interviewer, seed=persona_id.int % DIFFERENT_TALKS)
    await talk.next_line()
    talk.answer(READY)
    line = await talk.next_line()
    for answer in answers:
        if line.ends_interview:
            break
        talk.answer(answer)
        line = await talk.next_line()
    shown = (talk.turns[0], *talk.turns[2:])  # nobody wrote that they are ready
    return Trial(shown, is_over=len(answers) >= ANSWERS or line.ends_interview)
