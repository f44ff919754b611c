"""A `ModelMind` on the scripted provider, and an interview that stands before its next line."""

from __future__ import annotations

import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager
from typing import Any

from preppal.foundation.settings import read_settings
from preppal.interviewer.briefing import Briefing, Interviewer, Manner
from preppal.interviewer.model_mind import ModelMind
from preppal.interviewer.plan import InterviewPlan, build_plan
from preppal.interviewer.transcript import Line, Occasion, SpokenTurn
from preppal.providers.language_models import line_writer
from tests.language_models.server import Provider

OPENAI = "openai:gpt-5-mini"
GEMINI = "google:gemini-3.5-flash"
PATIENT = 120.0
RUTH = Interviewer(
    "Ruth", "Team lead in a bakery", "hiring_manager", Manner(4, 3, 3, 3), "Be kind."
)
BRIEFING = Briefing(RUTH, "Baker", "Mill Lane Bread", "You bake at night.", "", 30, 7)


def writer_at(provider: Provider, name: str = OPENAI, key: str = "key-1") -> Any:
    """The real client of ``name``'s dialect, at the scripted provider."""
    values: dict[str, Any] = {"GEMINI_API_KEY": key, "OPENAI_API_KEY": key}
    if name.startswith("google"):
        values["gemini_url"] = provider.url
    else:
        values["openai_url"] = provider.openai_url
    return line_writer(name, read_settings(interviewer=name, **values))


@asynccontextmanager
async def mind_at(
    provider: Provider,
    name: str = OPENAI,
    *,
    key: str = "key-1",
    clock: Callable[[], float] = time.monotonic,
    first_word_seconds: float = PATIENT,
    whole_line_seconds: float = PATIENT,
) -> AsyncIterator[ModelMind]:
    """Patient, unless a test is about being late: a slow machine is no fault."""
    mind = ModelMind(
        writer_at(provider, name, key),
        clock=clock,
        first_word_seconds=first_word_seconds,
        whole_line_seconds=whole_line_seconds,
    )
    try:
        yield mind
    finally:
        await mind.close()


def before_a_follow_up(
    answer: str = "We had a broken oven.",
) -> tuple[InterviewPlan, list[SpokenTurn]]:
    """A lead was asked and answered too shortly: the next line is a follow-up."""
    plan = build_plan(BRIEFING)
    lead = plan.leads[0]
    turns = [
        _line("Hello, I am Ruth. Are you ready?", "opening", None, "greet.1+ready.1"),
        SpokenTurn("candidate", "Yes.", 0, 0),
        _line(plan.warmup.text, "warmup", plan.warmup.lead_id, f"lead.{plan.warmup.lead_id}"),
        SpokenTurn(
            "candidate", "I have baked bread for six years, at night, with my aunt's team.", 0, 0
        ),
        _line(lead.text, "lead", lead.lead_id, f"lead.{lead.lead_id}"),
        SpokenTurn("candidate", answer, 0, 0),
    ]
    return plan, turns


def before_a_lead() -> tuple[InterviewPlan, list[SpokenTurn]]:
    """The warm-up was answered: the next line asks the first question of the plan."""
    plan, turns = before_a_follow_up()
    return plan, turns[:4]


def _line(text: str, intent: Any, lead_id: str | None, phrasing: str) -> SpokenTurn:
    return SpokenTurn("interviewer", text, 0, 0, intent=intent, lead_id=lead_id, phrasing=phrasing)


async def next_of(
    mind: Any, plan: InterviewPlan, turns: list[SpokenTurn], occasion: Occasion = "answered"
) -> Line:
    line: Line = await mind.next_line(plan, RUTH, turns, **details(), occasion=occasion)
    return line


def details() -> dict[str, Any]:
    return {
        "job_text": BRIEFING.job_text,
        "company": BRIEFING.company,
        "job_title": BRIEFING.job_title,
        "remaining_ms": 24 * 60_000,
    }
