"""The one entrance: turns and leads in, an `Assessment` out. Pure and deterministic."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from preppal.assessment.report import (
    SIGNALS,
    VERSION,
    Advice,
    Assessment,
    Delivery,
    Evidence,
    QuestionFinding,
    Signal,
    Status,
)
from preppal.assessment.transcript import AssessedTurn, Lead, fold

__all__ = [
    "SIGNALS",
    "VERSION",
    "Advice",
    "Assessment",
    "Delivery",
    "Evidence",
    "QuestionFinding",
    "Signal",
    "Status",
    "assess",
]

NO_PAUSES: Mapping[int, Sequence[tuple[int, int]]] = {}


def assess(
    turns: Sequence[AssessedTurn],
    leads: Sequence[Lead],
    *,
    spoken: bool,
    pauses: Mapping[int, Sequence[tuple[int, int]]] = NO_PAUSES,
) -> Assessment:
    """Judge one interview.

    `turns` in the order of the interview, `leads` as planned (asked or not), `pauses` maps a
    candidate turn's seq to its inner silences as (start_ms, end_ms); leave it out when unknown.
    """
    folded = fold(turns)
    findings = tuple(
        QuestionFinding(
            lead_id=lead.lead_id,
            competency=lead.competency,
            question=lead.text,
            short=lead.short,
            turn_seqs=tuple(a.turn.seq for a in folded.answers.get(lead.lead_id, ())),
            status="not_enough" if lead.lead_id in folded.answers else "not_asked",
            words=sum(len(a.turn.text.split()) for a in folded.answers.get(lead.lead_id, ())),
        )
        for lead in leads
    )
    words = sum(finding.words for finding in findings)
    return Assessment(
        version=VERSION,
        enough=False,
        not_enough_reason="too_few_words",
        headline=None,
        practise=(),
        findings=findings,
        delivery=Delivery(spoken=spoken, words=words),
    )
