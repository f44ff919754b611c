"""A debrief in a language model's words: it words findings, the code finds them.

It is told codes and names, and nothing that a candidate said or wrote: so nothing of theirs can steer it, and
nothing of theirs leaves the machine for it. Numbers, votes and the word of readiness are on the page already;
a text that speaks of them, or of what nobody can see in a transcript, is not shown.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from typing import Annotated

from pydantic import BaseModel, Field

from preppal.assessment.loop import codes
from preppal.assessment.loop.debrief import PanelDebrief
from preppal.assessment.model_assessor.reasons import fit_reason
from preppal.foundation.log import log
from preppal.providers.protocols import AnswerUnfit, FormModel, ModelUnavailable, WordsUsed

VERSION = "panel-prose-1"
TRIES = 2
TEMPERATURE = 0.3
MOST_CHARACTERS = 420
_ON_THE_PAGE = re.compile(r"\b(?:vot\w+|veto\w*|read(?:y|iness)|not yet|outcome|bar)\b", re.I)
_GIVEN = re.compile(r"\bchecks?\b", re.I)
"""A word of `codes.SETTLE`, which in a reason for a score would be about the rubric."""

INSTRUCTION = f"""You word the findings of a practice hiring loop for the candidate, in plain English, addressed as "you".
You are given findings as lines "kind: value". They are complete and right. Write two or three short paragraphs,
each under {MOST_CHARACTERS} characters and under sixty words:
first what several interviewers heard well, then where they differ or what is missing, last what to practise and why.
Name interviewers and competencies as they are named. Add no finding, no number, no quotation, no praise and no
prediction. Do not mention votes, scores, readiness or the outcome: they are shown elsewhere. Nothing about
personality, feelings, looks or voice. No lists, no markup."""


class PanelProse(BaseModel):
    """What the model fills in."""

    paragraphs: list[Annotated[str, Field(min_length=40, max_length=MOST_CHARACTERS)]] = Field(
        min_length=2, max_length=3
    )


def findings(found: PanelDebrief, names: Mapping[str, str]) -> str:
    """What the model is told. ``names`` has the English name of every competency."""
    return "\n".join(_lines(found, names))


def _lines(found: PanelDebrief, names: Mapping[str, str]) -> Iterator[str]:
    who = {stage.key: f"{stage.who} ({stage.title})" for stage in found.stages}
    for stage in found.stages:
        yield f"interview: {who[stage.key]}"
    for one in found.strongest:
        yield f"heard most: {names[one.competency]}"
    for one in found.weakest:
        yield f"heard least: {names[one.competency]}"
    for agreed in found.agreements:
        yield f"heard alike: {names[agreed.competency]}, by {', '.join(who[key] for key in agreed.stages)}"
    for apart in found.disagreements:
        if apart.kind == "competency":
            yield (
                f"they differ: {names[apart.competency]}, heard more by {who[apart.higher.stage]},"
                f" less by {who[apart.lower.stage]}"
            )
            yield f"what would settle it: {codes.SETTLE[apart.settle]}"
    for must in found.must_haves:
        yield f"the job insists on it: {names[must.competency]}. {codes.MUST_SENTENCES[must.state]}"
    for name in found.untested:
        yield f"nobody has heard it: {names[name]}"
    if found.exercise:
        name = found.exercise.competency
        yield f"practise next: {names[name]}. {codes.SETTLE[name]} {codes.EXERCISE_REASONS[found.exercise.reason]}"


def fit_paragraphs(paragraphs: list[str]) -> tuple[str, ...]:
    """All of them as they may be shown, or none: half a text says something else than the whole."""
    if not all(fit_reason(_GIVEN.sub("step", one), ()) for one in paragraphs):
        return ()
    if any(_ON_THE_PAGE.search(one) for one in paragraphs):
        return ()
    return tuple(" ".join(one.split()) for one in paragraphs)


async def panel_prose(
    found: PanelDebrief,
    model: FormModel,
    names: Mapping[str, str],
    spent: Callable[[WordsUsed], None],
) -> tuple[str, ...]:
    """Paragraphs; none where the model gave none that may be shown. Nothing is raised for it."""
    text = findings(found, names)
    for _ in range(TRIES):
        try:
            made = await model.fill(
                PanelProse, INSTRUCTION, text, temperature=TEMPERATURE, spent=spent
            )
        except AnswerUnfit:
            continue
        except ModelUnavailable as away:
            log(__name__).warning("panel_prose_not_had", model=model.name, reason=away.reason)
            return ()
        if fit := fit_paragraphs(made.paragraphs):
            return fit
    log(__name__).warning("panel_prose_unfit", model=model.name)
    return ()
