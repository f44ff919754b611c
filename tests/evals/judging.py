"""What must hold in an interview: for everybody, and for one kind of candidate (conversations/*.yaml)."""

import re
from collections.abc import Iterable, Mapping
from typing import Any

from preppal.interviewer.follow_ups import FOLLOW_UPS_PER_CASE, FOLLOW_UPS_PER_LEAD, GAPS, PROBES
from preppal.interviewer.plan import PlannedLead
from preppal.interviewer.simulation.holding import Held
from preppal.interviewer.transcript import Line
from preppal.interviewer.unfit import unfit
from preppal.interviewer.wordings import phrasing_ids, row_of
from tests.unit.interviewer.test_bank import FORBIDDEN
from tests.unit.interviewer.test_wordings import PRAISE

WORDS_OF_A_FOLLOW_UP = 30
"""INTERVIEWING §5: the built-in mind says 25 at most, a model's line is refused above 30."""
WORDS_OF_A_LINE = 75
MARKUP = re.compile(r"[*#<>{}\[\]|]|https?:")


def faults_of_any(held: Held, *, most_words: int = WORDS_OF_A_FOLLOW_UP) -> list[str]:
    """What is wrong with an interview, whoever was interviewed by whom."""
    lines = held.lines
    found = [
        *([] if lines[0].intent == "opening" else ["begins without an opening"]),
        *([] if lines[-1].ends_interview else ["has no end"]),
        *(["goes on after its end"] if any(x.ends_interview for x in lines[:-1]) else []),
        *(["runs over its time"] if held.ended_ms > held.total_ms else []),
    ]
    for line in lines:
        found += _faults_of_a_line(line, most_words)
    asked = [line.lead_id for line in lines if line.intent in ("lead", "warmup")]
    if len(asked) != len(set(asked)):
        found.append("asks a lead twice")
    phrasings = [part for line in lines for part in phrasing_ids(line.phrasing)]
    if len(phrasings) != len(set(phrasings)):
        found.append("uses a phrasing twice")
    return found + _faults_of_follow_ups(held)


def _faults_of_a_line(line: Line, most_words: int) -> list[str]:
    text, words = line.text, len(line.text.split())
    wrong = {
        "says nothing": words == 0,
        "is too long": words > (most_words if line.intent == "follow_up" else WORDS_OF_A_LINE),
        "asks two things": text.count("?") > 1,
        "praises, scores or teaches": PRAISE.search(text) or unfit(text),
        "touches a private matter": FORBIDDEN.search(text),
        "has markup": MARKUP.search(text),
    }
    return [f"{fault}: {text}" for fault, there in wrong.items() if there]


def _faults_of_follow_ups(held: Held) -> list[str]:
    found = []
    for lead, rows in rows_by_lead(held):
        most = FOLLOW_UPS_PER_CASE if lead.kind == "case" else FOLLOW_UPS_PER_LEAD
        follow_ups = _follow_ups(held, lead)
        if len(follow_ups) > most:
            found.append(f"{len(follow_ups)} follow-ups to {lead.lead_id}")
        probes = [row for row in rows if row in PROBES]
        if len(probes) != len(set(probes)):
            found.append(f"{lead.lead_id} is asked by one row twice: {probes}")
    for gap in GAPS:
        if _running(held, gap) > 2:
            found.append(f"{gap} is asked for on three leads running")
    return found


def faults_of_kind(held: Held, wanted: Mapping[str, Any]) -> list[str]:
    """What of ``each`` of a conversation does not hold."""
    known = _knows_rows(held)
    used, leads = rows_of(held), held.said("lead")
    found = []
    if known:
        found += [f"never {row}" for row in wanted.get("rows", ()) if row not in used]
        found += [f"says {row}" for row in wanted.get("never_rows", ()) if row in used]
        found += _faults_of_order(held, wanted)
    for word in wanted.get("never_words", ()):
        found += [f"{word}: {x.text}" for x in held.lines if re.search(word, x.text, re.I)]
    found += [f"no {x}" for x in wanted.get("intents", ()) if not held.said(x)]
    for word in wanted.get("says", ()):
        if not re.search(word, held.interviewer_text, re.I):
            found.append(f"does not say {word}")
    least = wanted.get("leads", 0)
    if len(leads) < (len(held.plan.leads) if least == "all" else least):
        found.append(f"only {len(leads)} leads of {least}")
    if len(leads) > wanted.get("most_leads", 99):
        found.append(f"{len(leads)} leads")
    if len(held.lines) > wanted.get("most_lines", 400):
        found.append(f"{len(held.lines)} lines")
    if wanted.get("questions_offered") and not (
        held.said("invite_questions") or held.said("wrap_up")
    ):
        found.append("no time for the candidate's questions")
    for lead, _ in rows_by_lead(held):
        if len(_follow_ups(held, lead)) > wanted.get("follow_ups_per_lead", 3):
            found.append(f"too many follow-ups to {lead.lead_id}")
    return found


def _faults_of_order(held: Held, wanted: Mapping[str, Any]) -> list[str]:
    found = []
    for lead, rows in rows_by_lead(held):
        probes = [row for row in rows if row in PROBES]
        first = wanted.get("first_rows")
        if first and lead.kind == "behavioural" and probes and probes[0] not in first:
            found.append(f"{lead.lead_id} is first asked by {probes[0]}")
    for row, most in wanted.get("most_leads_running", {}).items():
        if _running(held, row) > most:
            found.append(f"{row} on {_running(held, row)} leads running")
    return found


def rows_of(held: Held) -> set[str]:
    """All rows used in an interview."""
    return {row_of(part) for line in held.lines for part in phrasing_ids(line.phrasing)}


def rows_by_lead(held: Held) -> Iterable[tuple[PlannedLead, list[str]]]:
    """The leads asked, each with the rows of what followed, in order."""
    plan = held.plan
    leads = {x.lead_id: x for x in (*plan.leads, *plan.spare)}
    for asked in held.said("lead"):
        yield (
            leads[asked.lead_id or ""],
            [
                row_of(part)
                for line in held.lines
                if line.lead_id == asked.lead_id and line.intent not in ("lead", "warmup")
                for part in phrasing_ids(line.phrasing)
            ],
        )


def _follow_ups(held: Held, lead: PlannedLead) -> list[Line]:
    return [line for line in held.said("follow_up") if line.lead_id == lead.lead_id]


def _running(held: Held, row: str) -> int:
    longest = now = 0
    for _, rows in rows_by_lead(held):
        now = now + 1 if row in rows else 0
        longest = max(longest, now)
    return longest


def _knows_rows(held: Held) -> bool:
    return all(line.phrasing for line in held.lines)
