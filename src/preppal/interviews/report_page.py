"""From an assessment to what the feedback page writes out. Pure: values in, values out."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from preppal.assessment.baseline import Own
from preppal.assessment.claims import ClaimFinding
from preppal.assessment.codes import ADVICE, NOT_ENOUGH
from preppal.assessment.delivery_words import Metric
from preppal.assessment.report import SIGNALS, Advice, Assessment, QuestionFinding
from preppal.assessment.transcript import OUTSIDE_LEADS, AssessedTurn
from preppal.interviewer.topics import TOPICS
from preppal.interviews.claims_page import claim_line
from preppal.interviews.gaps import Gap
from preppal.interviews.judged_page import answer_rows, judged_rows
from preppal.interviews.judged_rows import AnswerRow, MustRow
from preppal.interviews.measuring import NO_BASELINE, delivery_rows
from preppal.interviews.pages import AdviceLine, DeliveryRow, FindingRow, Report, SignalRow
from preppal.interviews.quoting import (
    NOBODY,
    Span,
    Verbatim,
    letter_spans,
    quote_of,
    spoken_at,
    transcript_turns,
)
from preppal.interviews.wording import COMPETENCY_NAMES, GOODBYE, HELLO, YOUR_QUESTIONS
from preppal.web.charts import Said, Timeline, timeline

STATUS_ORDER = ("partly", "shown", "not_enough", "declined", "not_asked")
"""What can be worked on comes first, what was not asked last."""


def build_report(
    assessment: Assessment,
    turns: Sequence[AssessedTurn],
    gaps: Sequence[Gap] = (),
    worded: Mapping[int, str] = NOBODY,
    claims: Sequence[ClaimFinding] = (),
    musts: Sequence[MustRow] = (),
    *,
    own: Mapping[Metric, Own] = NO_BASELINE,
    language: str = "en",
) -> Report:
    """The report of an interview with these ``turns``, in the order in which they were said; ``worded`` as
    `transcript_turns` has it, ``claims`` are what became of its resume's, ``musts`` what its job insists on;
    ``own`` is what is usual for this person in this ``language``."""
    by_seq = {turn.seq: turn for turn in turns}
    about_claims = (
        [span for finding in claims for span in finding.spans] if assessment.enough else []
    )
    rows = _measured(assessment, own, language)
    # A remark is shown with where it could be heard; what is not remarked on is not marked either.
    heard_in = {
        row.metric: [
            one for one in assessment.delivery.occasions if row.remark and one.metric == row.metric
        ]
        for row in rows
    }
    occasions = [one for found in heard_in.values() for one in found]
    letters = letter_spans([*_all_evidence(assessment), *about_claims, *occasions])
    findings = {finding.lead_id: finding for finding in assessment.findings}
    answers = answer_rows(assessment, letters, by_seq)

    def advice_line(advice: Advice) -> AdviceLine:
        about = findings.get(advice.lead_id or "")
        wording = ADVICE[advice.code]  # type: ignore[index]
        quote = quote_of(advice.evidence, letters, by_seq) if advice.evidence else None
        return AdviceLine(
            code=advice.code,
            headline=wording.headline,
            body=wording.body,
            params=advice.params,
            question=about.short if about else "",
            quote=quote,
            topic=topic_for(about.competency) if about else "",
        )

    reason = assessment.not_enough_reason
    wording = NOT_ENOUGH[reason] if reason and not assessment.enough else None  # type: ignore[index]
    delivery = assessment.delivery
    return Report(
        headline=advice_line(assessment.headline) if assessment.headline else None,
        not_enough=(wording.headline, wording.body) if wording else None,
        practise=tuple(advice_line(advice) for advice in assessment.practise),
        findings=tuple(
            _finding_row(finding, letters, by_seq, answers[finding.lead_id])
            for finding in sorted(assessment.findings, key=lambda f: STATUS_ORDER.index(f.status))
        ),
        turns=transcript_turns(turns, letters, gaps, worded),
        timeline=_timeline(turns, assessment, letters, gaps) if delivery.spoken else None,
        delivery=tuple(
            replace(
                row, quotes=tuple(quote_of(one, letters, by_seq) for one in heard_in[row.metric])
            )
            for row in rows
        ),
        spoken=delivery.spoken,
        is_unsure=delivery.unsure,
        claims=tuple(claim_line(finding, letters, by_seq) for finding in claims)
        if assessment.enough
        else (),
        candidate_questions=assessment.candidate_questions,
        judged=judged_rows(assessment, letters, by_seq, musts),
        own_share=None if delivery.talk_ratio is None else round(100 * delivery.talk_ratio),
    )


def topic_for(competency: str) -> str:
    """The quick practice that asks most for ``competency``; "" when none does."""
    found = max(TOPICS.values(), key=lambda topic: topic.emphasis.get(competency, 0.0))
    return found.key if found.emphasis.get(competency) else ""


def _all_evidence(assessment: Assessment) -> Iterable[Verbatim]:
    for finding in assessment.findings:
        yield from finding.evidence
    for advice in (assessment.headline, *assessment.practise):
        if advice and advice.evidence:
            yield advice.evidence
    for answer in assessment.answers:
        yield from answer.evidence
    for competency in assessment.competencies:
        yield from competency.evidence
    for strength in assessment.strengths:
        yield strength.evidence


def _measured(
    assessment: Assessment, own: Mapping[Metric, Own], language: str
) -> tuple[DeliveryRow, ...]:
    """Of an interview in a language that is not read, how it was spoken is still measured."""
    if assessment.enough or assessment.not_enough_reason == "other_language":
        return delivery_rows(assessment.delivery, own, language=language)
    return ()


def _finding_row(
    finding: QuestionFinding,
    letters: dict[Span, str],
    turns: dict[int, AssessedTurn],
    answer: AnswerRow,
) -> FindingRow:
    heard = {signal: [e for e in finding.evidence if e.signal == signal] for signal in SIGNALS}
    first = turns.get(min(finding.turn_seqs, default=0))
    return FindingRow(
        lead_id=finding.lead_id,
        name=COMPETENCY_NAMES[finding.competency],
        question=finding.short,
        status=finding.status,
        signals=tuple(
            SignalRow(
                signal,
                tuple(quote_of(evidence, letters, turns) for evidence in heard[signal]),
                after_prompt=signal in finding.after_prompt,
            )
            for signal in SIGNALS
            if heard[signal] or signal in finding.missing
        ),
        at_ms=first.started_ms if first else None,
        answer=answer,
    )


def _timeline(
    turns: Sequence[AssessedTurn],
    assessment: Assessment,
    letters: dict[Span, str],
    gaps: Sequence[Gap],
) -> Timeline:
    by_seq = {turn.seq: turn for turn in turns}
    return timeline(
        [Said(t.speaker, t.started_ms, t.ended_ms, t.interrupted) for t in turns],
        total_ms=max((turn.ended_ms for turn in turns), default=0),
        quoted=[
            (spoken_at(by_seq[seq], start), spoken_at(by_seq[seq], end))
            for seq, start, end in sorted(letters)
        ],
        chapters=_chapters(turns, {f.lead_id: f.competency for f in assessment.findings}),
        gaps=[gap.at_ms for gap in gaps],
    )


def _chapters(turns: Sequence[AssessedTurn], competencies: dict[str, str]) -> list[tuple[int, str]]:
    """A chapter starts where the interviewer moves on: hello, each question, yours, goodbye."""
    chapters: list[tuple[int, str]] = []
    current = ""
    for turn in turns:
        if turn.speaker != "interviewer":
            continue
        if turn.lead_id in competencies and turn.intent not in OUTSIDE_LEADS:
            place, name = turn.lead_id or "", COMPETENCY_NAMES[competencies[turn.lead_id or ""]]
        elif turn.intent in ("invite_questions", "answer_question"):
            place = name = YOUR_QUESTIONS
        elif turn.intent == "closing":
            place = name = GOODBYE
        elif not chapters:
            place = name = HELLO
        else:
            continue
        if place != current:
            chapters.append((turn.started_ms if chapters else 0, name))
            current = place
    return chapters
