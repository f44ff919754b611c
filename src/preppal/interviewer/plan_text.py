"""A plan to be read: by a program as JSON, by a person as lines. Plain text, no markup."""

from typing import Any

from preppal.interviewer.plan import InterviewPlan, PlannedLead
from preppal.interviewer.questions import load_bank

SHOWN = 5
"""Competencies that are shown with their reasons."""


def plan_facts(plan: InterviewPlan) -> dict[str, Any]:
    """The stored plan, with when each part begins, in minutes."""
    stored = plan.to_json()
    leads = [
        {**lead, "at": at} for lead, (_, at) in zip(stored["leads"], begins(plan), strict=True)
    ]
    return {**stored, "leads": leads, "planned_minutes": planned_minutes(plan)}


def begins(plan: InterviewPlan) -> list[tuple[PlannedLead, float]]:
    """Each lead, with the minute it begins at when nothing takes longer than planned."""
    at = plan.opening_minutes + plan.warmup_minutes
    times = []
    for lead in plan.leads:
        times.append((lead, round(at, 2)))
        at += lead.minutes
    return times


def planned_minutes(plan: InterviewPlan) -> float:
    """All parts together; at most the length of the interview."""
    fixed = plan.opening_minutes + plan.warmup_minutes
    fixed += plan.questions_minutes + plan.closing_minutes
    return round(fixed + sum(lead.minutes for lead in plan.leads), 2)


def plan_lines(plan: InterviewPlan) -> list[str]:
    """The plan as somebody would read it."""
    names = {key: competency.name for key, competency in load_bank().competencies.items()}
    lines = [
        f"{plan.minutes} minutes, {plan.stage.replace('_', ' ')}, {plan.seniority} level,"
        f" seed {plan.seed}. Planned: {planned_minutes(plan):g} minutes,"
        f" at most {plan.follow_up_budget} follow-ups.",
        "",
        "What counts most",
    ]
    for focus in plan.focus[:SHOWN]:
        must = ", a must" if focus.must else ""
        lines.append(
            f"  {names[focus.competency]}: {focus.weight:.0%} (the job's say: x{focus.factor:g}{must})"
        )
        if focus.reason:
            lines.append(f"    “{focus.reason}”")
    if plan.fields:
        lines += ["", "Fields: " + ", ".join(load_bank().ladders[key].name for key in plan.fields)]
    lines += ["", f"{_minute(0)}  Opening", f"{_minute(plan.opening_minutes)}  {plan.warmup.text}"]
    for lead, at in begins(plan):
        lines.append(f"{_minute(at)}  {lead.text}")
        lines.append(f"       {names[lead.competency]}, {lead.minutes:g} minutes, {lead.lead_id}")
    at = planned_minutes(plan) - plan.closing_minutes
    lines.append(f"{_minute(at - plan.questions_minutes)}  Your own questions")
    lines.append(f"{_minute(at)}  Goodbye")
    return lines


def _minute(at: float) -> str:
    return f"{int(at):02d}:{round(at % 1 * 60):02d}"
