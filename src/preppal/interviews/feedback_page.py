"""What interviews/feedback.html shows of an interview, at whatever stage its report is."""

import datetime
import math
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from preppal.assessment.baseline import Own
from preppal.assessment.delivery_words import Metric
from preppal.assessment.report import Assessment, Stamps
from preppal.assessment.transcript import AssessedTurn
from preppal.foundation.i18n import Words
from preppal.interviews.claims_page import claims_checked, resume_state
from preppal.interviews.corrections.pages import with_corrections
from preppal.interviews.feedback import AS_HEARD, material_of
from preppal.interviews.gaps import Gap, gaps_before, read_gaps
from preppal.interviews.job_gap import must_rows
from preppal.interviews.measuring import NO_BASELINE
from preppal.interviews.model import (
    CONTINUED_WITHIN,
    LEAST_LEFT_MS,
    Feedback,
    InterviewSession,
    Turn,
)
from preppal.interviews.pages import Dropped, FeedbackPage, Report, WordsFigures
from preppal.interviews.quoting import transcript_turns
from preppal.interviews.report_page import build_report
from preppal.interviews.reports.standing import as_read, standing_of
from preppal.interviews.room_pages import topic_label
from preppal.interviews.stages.place import StagePlace
from preppal.interviews.waiting_page import again_of, failure_of, waiting_of
from preppal.personas.model import manner_of


def feedback_page(
    interview: InterviewSession,
    turns: Sequence[Turn],
    feedback: Feedback | None,
    *,
    now: datetime.datetime,
    speak: Words,
    reviewer: Stamps,
    may_rate: bool = False,
    corrections: Mapping[int, str] = AS_HEARD,
    own: Mapping[Metric, Own] = NO_BASELINE,
    is_measured: bool = True,
    place: StagePlace | None = None,
) -> FeedbackPage:
    made = feedback.assessment if feedback is not None and feedback.status != "WAITING" else None
    failed = feedback is not None and feedback.status == "FAILED"
    # A report stands beside the words that it has read; what was corrected since is marked.
    read = as_read(feedback.corrected) if feedback is not None and made else corrections
    material = material_of(interview, turns, read)
    said = material.turns
    gaps = read_gaps(interview.gaps)
    worded = {turn.seq: turn.worded_by for turn in turns if turn.worded_by}
    dropped, hours_left = _dropped(interview, now)
    assessment = Assessment.from_json(made) if made else None
    report = _report(interview, assessment, said, gaps, worded, own) if assessment else None
    if report and not is_measured:
        report = replace(report, delivery=(), own_share=None, is_measured=False)
    return FeedbackPage(
        id=str(interview.id),
        state="ready" if made else "failed" if failed else "waiting",
        interviewer=interview.persona["name"],
        manner=manner_of(interview.persona),
        job_title=interview.job.get("title", ""),
        company=interview.job.get("company", ""),
        is_outline=bool(interview.job.get("is_outline")),
        topic=topic_label(interview.topic),
        minutes=interview.minutes,
        mode="voice" if material.spoken else "text",
        at=interview.started_at or interview.created_at,
        report=replace(
            report,
            turns=with_corrections(report.turns, turns, corrections, read),
        )
        if report
        else None,
        turns=with_corrections(transcript_turns(said, {}, gaps, worded), turns, corrections, read),
        gaps=gaps,
        gap_after=gaps_before(said, gaps).get(0),
        dropped=dropped,
        hours_left=hours_left,
        resume=resume_state(interview),
        rate=f"/personas/{interview.persona_id}#helped" if may_rate else "",
        words=_words(interview.usage),
        standing=standing_of(feedback, turns, corrections, reviewer),
        waiting=None if made or failed else waiting_of(feedback, speak),
        failure=failure_of(feedback) if feedback is not None and failed else "",
        again=None if made is None or made["enough"] else again_of(interview, feedback, turns, now),
        place=place,
    )


def _report(
    interview: InterviewSession,
    assessment: Assessment,
    said: Sequence[AssessedTurn],
    gaps: Sequence[Gap],
    worded: Mapping[int, str],
    own: Mapping[Metric, Own],
) -> Report:
    claims = claims_checked(interview, said)
    musts = must_rows(interview, assessment)
    language = interview.language
    return build_report(assessment, said, gaps, worded, claims, musts, own=own, language=language)


def _words(usage: Mapping[str, Any]) -> WordsFigures | None:
    """What `usage.added` kept of a model that words lines."""
    words = usage.get("words")
    if not words:
        return None
    tokens = sum(words["tokens"].values())
    return WordsFigures(words["model"], words["requests"], tokens, words["cost_usd"])


def _dropped(interview: InterviewSession, now: datetime.datetime) -> tuple[Dropped, int]:
    """Whether the line ended it, and for how many hours it can still be continued."""
    if not interview.was_dropped or interview.ended_at is None:
        return "", 0
    if not interview.can_continue(now):
        return ("too_short" if interview.remaining_ms < LEAST_LEFT_MS else "too_late"), 0
    left = interview.ended_at + CONTINUED_WITHIN - now
    return "can_continue", math.ceil(left.total_seconds() / 3600)
