"""Which sentences will probably be spoken, in the order of the plan, and whose sound may stay on disk.

On disk only: sentences that stand in the question bank word for word. A sentence with a filled slot may
hold a name, a job's words or the candidate's own; it is spoken and forgotten.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

from preppal.interviewer.briefing import Interviewer
from preppal.interviewer.conversation import first_line
from preppal.interviewer.plan import InterviewPlan, PlannedLead
from preppal.interviewer.questions import Question, load_bank
from preppal.interviewer.wordings import in_order, load_wordings
from preppal.interviews.live.engine import Opening
from preppal.interviews.live.playing import sentences
from preppal.personas.voices import nearest_voice
from preppal.providers.protocols import ReadyLine, Voice

WORDINGS_AHEAD = 2  # of every row: few are said three times


@cache
def bank_sentences() -> frozenset[str]:
    """Every sentence of the bank that is spoken as it stands there."""
    bank = load_bank()
    texts = [text for question in (*bank.warm_ups, *bank.leads) for text in _texts(question)]
    texts += [wording.text for row in load_wordings().values() for wording in row]
    return frozenset(part for text in texts for part in sentences(text) if "{" not in part)


def lines_ahead(opening: Opening, voices: Sequence[Voice]) -> list[ReadyLine]:
    """What an interview will probably need, soonest first, each sentence once, in the one of `voices`
    that will speak it."""
    voice = nearest_voice(opening.voice, voices)
    kept = bank_sentences()
    texts = [*_greeting(opening), *_in_plan_order(opening.plan, opening.interviewer)]
    wanted = dict.fromkeys(part for text in texts for part in sentences(text) if "{" not in part)
    return [ReadyLine(part, voice, opening.speed, part in kept) for part in wanted]


def _greeting(opening: Opening) -> Iterator[str]:
    if not opening.transcript:
        yield first_line(
            opening.plan,
            opening.interviewer,
            job_text=opening.job_text,
            company=opening.company,
            job_title=opening.job_title,
            hand_over=opening.hand_over,
        ).text


def _in_plan_order(plan: InterviewPlan, interviewer: Interviewer) -> Iterator[str]:
    rows = load_wordings()
    likely = {
        row: [wording.text for wording in in_order(row, plan.seed, interviewer.manner)]
        for row in rows
    }
    yield from likely["begin"][:WORDINGS_AHEAD]
    yield from _lead(plan.warmup)
    for first in range(WORDINGS_AHEAD):
        for row in rows:
            yield from likely[row][first : first + 1]
        if first == 0:
            for lead in plan.leads:
                yield from _lead(lead)
    for lead in plan.spare:
        yield from _lead(lead)


def _lead(lead: PlannedLead) -> Iterator[str]:
    """The question as it was planned, then the follow-ups that the bank has for it."""
    yield lead.text
    question = load_bank().by_id.get(lead.lead_id)
    if question is not None:
        yield from question.probes.values()


def _texts(question: Question) -> Iterator[str]:
    yield question.text
    yield question.short
    yield from question.probes.values()
