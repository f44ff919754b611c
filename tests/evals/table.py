"""Answers of rows/*.yaml, each put to the decision table as the first answer to a lead."""

from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

import yaml

from preppal.interviewer.fit.resume import Resume, Role
from preppal.interviewer.follow_ups import choose, moment_of
from preppal.interviewer.plan import PlannedLead
from preppal.interviewer.standing import AskedLead, Standing

ROWS = Path(__file__).parent / "rows"


@dataclass(frozen=True, slots=True)
class Told:
    """One answer: ``hit`` says whether ``row`` must be chosen for it, or must not."""

    row: str
    hit: bool
    text: str
    setting: dict[str, Any]


@cache
def told(half: str) -> tuple[Told, ...]:
    """All answers of rows/``half``.yaml."""
    entries = yaml.safe_load((ROWS / f"{half}.yaml").read_text(encoding="utf-8"))
    return tuple(
        Told(entry["row"], key == "hits", " ".join(str(text).split()), entry)
        for entry in entries
        for key in ("hits", "near")
        for text in entry[key]
    )


def chosen(one: Told) -> str:
    """The row that the table picks, or its move where it has no words."""
    setting = one.setting
    lead = PlannedLead(
        lead_id="lead-1",
        competency=setting.get("competency", "planning"),
        text=setting.get("question", "Tell me about something you did at work that mattered."),
        short="Tell me about it.",
        minutes=3.7,
        kind=setting.get("kind", "behavioural"),
        reason="",
        reason_kind="stage",
    )
    asked = AskedLead(lead, answers=[one.text])
    before = [AskedLead(lead, answers=[setting["earlier"]])] if "earlier" in setting else []
    standing = Standing(phase="leads", asked=[*before, asked], answer=one.text)
    moment = moment_of(
        standing,
        asked,
        reflect=setting.get("reflect", False),
        result_cues=(),
        probing=3,
        probes_left=2,
        resume=Resume(
            roles=tuple(
                Role(**{**role, "lines": tuple(role["lines"])})
                for role in setting.get("resume", ())
            )
        ),
    )
    row = choose(moment, lambda name: True)
    return row.name or row.move
