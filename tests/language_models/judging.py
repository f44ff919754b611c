"""A scripted judge: it reads the two forms' prompts as a model would and fills them in by rule; and what it is given."""

from __future__ import annotations

import json
import re
import time
from collections.abc import AsyncIterator, Callable, Mapping, Sequence
from contextlib import asynccontextmanager
from typing import Any

from preppal.assessment.assess import assess
from preppal.assessment.model_assessor.assessor import ModelAssessor, ModelReport
from preppal.assessment.model_assessor.budget import Budget
from preppal.assessment.model_assessor.masking import NOBODY, Hidden
from preppal.assessment.report import Assessment
from preppal.assessment.transcript import AssessedTurn, Lead
from preppal.foundation.settings import read_settings
from preppal.interviews.rubrics import bank_rubrics
from preppal.providers.language_models import form_model
from tests.language_models.script import Asked, Reply, Script
from tests.language_models.server import Provider, running

OPENAI = "openai:gpt-5-mini"
PATIENT = Budget(samples=3, request_seconds=120, whole_seconds=600, pause_seconds=0)
ONE_SAMPLE = Budget(samples=1, request_seconds=120, whole_seconds=600, pause_seconds=0)

OVEN = Lead(
    "prob-1",
    "problem_solving",
    "Walk me through the hardest problem you solved last year.",
    "A hard problem.",
    "behavioural",
)
KEYS = Lead(
    "own-1",
    "ownership",
    "Tell me about something you took on though nobody asked.",
    "Something you took on.",
    "behavioural",
)
OVEN_ANSWER = (
    "Last winter the big oven in our bakery burnt every third tray. I measured the heat at six places with a "
    "probe and found that the back was forty degrees hotter. I first thought of the thermostat, so I swapped it, "
    "and nothing changed. Then I opened the fan housing and the blade was bent. I fitted a new one and since then "
    "we have not lost a tray."
)
KEYS_ANSWER = (
    "Nobody looked after the keys of the storeroom and two went missing in spring. I made a list, asked everybody "
    "to sign, and checked it each Friday. When a key was missing in June I found it the same day because the list "
    "said who had it. My manager kept the list when I left."
)


def turns_of(*said: tuple[Lead, str]) -> list[AssessedTurn]:
    """Each lead asked and answered, in this order."""
    turns: list[AssessedTurn] = []
    for lead, answer in said:
        seq = len(turns) + 1
        turns.append(
            AssessedTurn(seq, "interviewer", lead.text, 0, 0, intent="lead", lead_id=lead.lead_id)
        )
        turns.append(AssessedTurn(seq + 1, "candidate", answer, 0, 0))
    return turns


TWO = ((OVEN, OVEN_ANSWER), (KEYS, KEYS_ANSWER))


# -- the scripted judge ------------------------------------------------------------------------------


def extracts(asked: Asked) -> bool:
    """Whether this asks for quotations; the other form asks for a rating."""
    assert asked.schema is not None
    return "quotes" in asked.schema["properties"]


def told(asked: Asked) -> list[dict[str, Any]]:
    """The lines of data: the question first."""
    lines = asked.text.splitlines()
    begin = next(n for n, line in enumerate(lines) if line.startswith("BEGIN "))
    end = next(n for n, line in enumerate(lines) if line.startswith("END "))
    return [json.loads(line) for line in lines[begin + 1 : end]]


def said_in(asked: Asked) -> list[str]:
    return [line["said"] for line in told(asked) if "said" in line]


def checks_in(asked: Asked) -> list[str]:
    return re.findall(r"^([a-z]{2}\d): ", asked.system, re.M)


def sentences_in(asked: Asked) -> list[str]:
    """The answer's sentences of a length that may be quoted."""
    split = [s for said in said_in(asked) for s in re.split(r"(?<=[.!?])\s+", said)]
    return [s for s in split if 4 <= len(s.split()) <= 40][:12]


def quotes(*texts: str, status: str = "answered", shows: str = "own_part") -> Reply:
    return Reply(value={"quotes": [{"quote": t, "shows": shows} for t in texts], "status": status})


def ticks(
    asked: Asked,
    yes: int = 4,
    *,
    rating: int | None = 4,
    observed: bool = True,
    confidence: str = "high",
    reason: str = "You told what you measured and what you swapped, and that no tray was lost since.",
) -> Reply:
    """``yes`` checks ticked, those with the lowest ids; each with another quotation."""
    numbers = [line["number"] for line in told(asked) if "number" in line]
    ids = sorted(checks_in(asked))
    checks = [
        {
            "id": check,
            "quote": numbers[n % len(numbers)] if n < yes else None,
            "verdict": "yes" if n < yes else "no",
        }
        for n, check in enumerate(ids)
    ]
    return Reply(
        value={
            "checks": checks,
            "counter_evidence": [],
            "missing": ids[yes:],
            "reason": reason,
            "observed": observed,
            "rating": rating if observed else None,
            "confidence": confidence,
        }
    )


def honest(asked: Asked) -> Reply:
    """Copies sentences, ticks four of five."""
    return quotes(*sentences_in(asked)) if extracts(asked) else ticks(asked)


Answering = Callable[[Asked], Reply]


# -- what asks it ------------------------------------------------------------------------------------


def assessor_at(
    provider: Provider,
    name: str = OPENAI,
    *,
    key: str = "key-1",
    budget: Budget = PATIENT,
    clock: Callable[[], float] = time.monotonic,
) -> ModelAssessor:
    """The real client of ``name``'s dialect, at the scripted provider."""
    values: dict[str, Any] = {"GEMINI_API_KEY": key, "OPENAI_API_KEY": key}
    values["ollama_url"] = provider.openai_url
    if name.startswith("google"):
        values["gemini_url"] = provider.url
    elif name.startswith("openai"):
        values["openai_url"] = provider.openai_url
    model = form_model(name, read_settings(assessor=name, **values))
    assert model is not None
    return ModelAssessor(model, bank_rubrics(), clock=clock, budget=budget)


@asynccontextmanager
async def judge(
    answering: Answering = honest, name: str = OPENAI, *, budget: Budget = PATIENT, key: str = ""
) -> AsyncIterator[tuple[ModelAssessor, Provider]]:
    async with running(Script(answering=answering, key=key)) as provider:
        assessor = assessor_at(provider, name, budget=budget)
        try:
            yield assessor, provider
        finally:
            await assessor.close()


async def judged(
    answering: Answering = honest,
    said: Sequence[tuple[Lead, str]] = TWO,
    name: str = OPENAI,
    *,
    budget: Budget = PATIENT,
    hidden: Hidden = NOBODY,
) -> tuple[ModelReport, list[Asked]]:
    """A whole interview judged by script: the report and all that was asked."""
    async with judge(answering, name, budget=budget) as (assessor, provider):
        turns = turns_of(*said)
        leads = [lead for lead, _ in said]
        report = await assessor.assess(builtin(said), turns, leads, hidden=hidden)
        return report, provider.asked


def builtin(said: Sequence[tuple[Lead, str]] = TWO) -> Assessment:
    return assess(turns_of(*said), [lead for lead, _ in said], spoken=False)


def by_competency(assessment: Assessment) -> Mapping[str, Any]:
    return {one.competency: one for one in assessment.competencies}
