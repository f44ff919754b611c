"""Easier or harder: what the answers so far say about the next question (INTERVIEWING §5, limits).

Two weak leads on one competency, or two running: an easier one of the next competency in the place of
the planned one. Two strong: a harder one. Only spare leads of the plan stand in, so that everything
asked is a lead that the plan knows and the report can read.
"""

from collections.abc import Sequence
from typing import Literal

from preppal.interviewer.answers import listen
from preppal.interviewer.plan import InterviewPlan, PlannedLead
from preppal.interviewer.questions import load_bank
from preppal.interviewer.standing import AskedLead
from preppal.interviewer.star import star_of

Verdict = Literal["weak", "strong", ""]
STORIES = ("behavioural",)
A_FEW_WORDS = 25
SPECIFIC = 0.25


def verdict(asked: AskedLead) -> Verdict:
    """How a lead was answered, for choosing the next. What is private or unheard says nothing."""
    if not asked.answers or "declines" in asked.rows:
        return ""
    competency = load_bank().competencies.get(asked.lead.competency)
    cues = competency.result_cues if competency else ()
    heard = listen(asked.answers, cues)
    if not heard.readable:
        return ""
    if asked.lead.kind in STORIES:
        star = star_of(heard, listen(asked.answers[:1], cues))
        if heard.own == 0 or len(star.missing) >= 2:
            return "weak"
        whole = not star.missing and heard.own >= 2 and heard.reasons > 0
        return "strong" if whole and (heard.measured or heard.specifics >= SPECIFIC) else ""
    if heard.words < A_FEW_WORDS:
        return "weak"
    return "strong" if heard.reasons >= 2 and heard.specifics >= SPECIFIC else ""


def still_planned(plan: InterviewPlan, asked: Sequence[AskedLead]) -> list[PlannedLead]:
    """The planned leads that were neither asked nor stood in for by a spare one of their competency."""
    left = list(plan.leads)
    for one in asked:
        place = next((lead for lead in left if lead.lead_id == one.lead.lead_id), None)
        place = place or next((x for x in left if x.competency == one.lead.competency), None)
        if place is not None:
            left.remove(place)
    return left


def fitted(
    lead: PlannedLead, spare: Sequence[PlannedLead], asked: Sequence[AskedLead]
) -> PlannedLead:
    """``lead``, or the spare one of its competency that fits better what was heard so far."""
    heard = _heard_lately(lead, asked) if lead.kind != "case" else ""
    if not heard:
        return lead
    level, question = _difficulty(lead), load_bank().by_id.get(lead.lead_id)
    others = [one for one in spare if one.competency == lead.competency]
    named = (question.easier if heard == "weak" else question.harder) if question else ""
    for one in others:
        if one.lead_id == named:
            return one
    if heard == "weak":
        easier = [one for one in others if _difficulty(one) < level]
        return max(easier, key=_difficulty, default=lead)
    harder = [one for one in others if _difficulty(one) > level]
    return min(harder, key=_difficulty, default=lead)


def _heard_lately(lead: PlannedLead, asked: Sequence[AskedLead]) -> Verdict:
    """ "weak" or "strong" when two leads agree: the last two of this competency, else the last two."""
    same = [one for one in asked if one.lead.competency == lead.competency]
    two = same[-2:] if len(same) >= 2 else asked[-2:]
    if len(two) < 2:
        return ""
    first, second = (verdict(one) for one in two)
    return first if first == second else ""


def _difficulty(lead: PlannedLead) -> int:
    question = load_bank().by_id.get(lead.lead_id)
    return question.difficulty if question else 2
