"""What interviews/reports.html receives."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from datetime import datetime

from preppal.assessment.codes import (
    ADVICE,
    NOT_ENOUGH,
    SIGNAL_NAMES,
    STATUS_WORDS,
    VOTE_WORDS,
)
from preppal.assessment.report import Assessment, QuestionFinding, Stamps
from preppal.foundation.i18n import N_
from preppal.interviewer.briefing import Manner
from preppal.interviews.judged_rows import Told
from preppal.interviews.model import Feedback, InterviewSession, Turn
from preppal.interviews.reports.comparing import Change, Moved, compare, rescored
from preppal.interviews.reports.model import FeedbackReport
from preppal.interviews.reports.standing import NO_REPORT, Standing, Why, standing_of, why_newer
from preppal.interviews.wording import COMPETENCY_NAMES
from preppal.personas.model import manner_of

ABSENT = N_("Not in this report")
NO_ADVICE = N_("What was heard")
NO_VOTE = N_("No vote")


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One of the reports of an interview, and what set it apart from the one before."""

    number: int
    made_at: datetime
    why: tuple[Why, ...]


@dataclass(frozen=True, slots=True)
class MovedLine:
    """``name`` is a msgid."""

    name: str
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class ChangeRow:
    """A question in both reports; ``name``, ``before`` and ``after`` are msgids."""

    name: str
    question: str
    before: str
    after: str
    gained: tuple[MovedLine, ...]
    lost: tuple[MovedLine, ...]
    score_before: Told | None = None
    score_after: Told | None = None


@dataclass(frozen=True, slots=True)
class Rescaled:
    """A competency (a msgid) that the two score differently; None is not observed."""

    name: str
    before: Told | None
    after: Told | None


@dataclass(frozen=True, slots=True)
class Headline:
    """A msgid, filled by ``params``."""

    text: str
    params: Mapping[str, str | int | float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class ReportsPage:
    """interviews/reports.html: the newest report beside an earlier one, and the list of all.

    ``headlines`` are what stands above both, ``votes`` their votes (msgids), when they differ; ``scores`` are
    those that do; ``same`` the competency (a msgid) and the
    question of which both say the same.
    """

    id: str
    interviewer: str
    manner: Manner
    at: datetime
    reports: tuple[ReportLine, ...]
    before: ReportLine | None
    after: ReportLine | None
    why: tuple[Why, ...] = ()
    changes: tuple[ChangeRow, ...] = ()
    same: tuple[tuple[str, str], ...] = ()
    headlines: tuple[Headline, Headline] | None = None
    votes: tuple[str, str] | None = None
    scores: tuple[Rescaled, ...] = ()
    standing: Standing = NO_REPORT


def reports_page(
    interview: InterviewSession,
    turns: Sequence[Turn],
    feedback: Feedback | None,
    earlier: Sequence[FeedbackReport],
    corrections: Mapping[int, str],
    *,
    beside: FeedbackReport | None,
    reviewer: Stamps,
) -> ReportsPage:
    """``earlier`` by number, rising; ``beside`` is the one of them to compare with."""
    newest = feedback if feedback is not None and feedback.assessment is not None else None
    every: list[FeedbackReport | Feedback] = [*earlier, *([newest] if newest else [])]
    lines = {
        report.number: _line(report, before)
        for before, report in zip([None, *every], every, strict=False)
    }
    page = ReportsPage(
        id=str(interview.id),
        interviewer=interview.persona["name"],
        manner=manner_of(interview.persona),
        at=interview.started_at or interview.created_at,
        reports=tuple(lines[number] for number in sorted(lines, reverse=True)),
        before=lines[beside.number] if beside else None,
        after=lines[newest.number] if newest else None,
        standing=standing_of(feedback, turns, corrections, reviewer),
    )
    return _with_changes(page, beside, newest) if beside and newest else page


def _line(
    report: FeedbackReport | Feedback, before: FeedbackReport | Feedback | None
) -> ReportLine:
    assert report.made_at is not None
    return ReportLine(report.number, report.made_at, why_newer(before, report) if before else ())


def _with_changes(page: ReportsPage, beside: FeedbackReport, newest: Feedback) -> ReportsPage:
    before = Assessment.from_json(beside.assessment)
    after = Assessment.from_json(newest.assessment or {})
    changes = compare(before, after)
    headlines = _headline(before), _headline(after)
    votes = _vote(before), _vote(after)
    return replace(
        page,
        why=why_newer(beside, newest),
        changes=tuple(_row(change) for change in changes if change.is_change),
        same=tuple(
            (COMPETENCY_NAMES[change.finding.competency], change.finding.short)
            for change in changes
            if not change.is_change
        ),
        headlines=headlines if headlines[0] != headlines[1] else None,
        votes=votes if votes[0] != votes[1] else None,
        scores=tuple(
            Rescaled(COMPETENCY_NAMES.get(one.competency, one.competency), one.before, one.after)
            for one in rescored(before, after)
        ),
    )


def _headline(assessment: Assessment) -> Headline:
    if not assessment.enough:
        wording = NOT_ENOUGH[assessment.not_enough_reason]  # type: ignore[index]
        return Headline(wording.headline)
    if assessment.headline is None:
        return Headline(NO_ADVICE)
    advice = assessment.headline
    return Headline(ADVICE[advice.code].headline, advice.params)  # type: ignore[index]


def _vote(assessment: Assessment) -> str:
    found = assessment.recommendation
    return VOTE_WORDS[found.vote] if found and found.vote else NO_VOTE


def _row(change: Change) -> ChangeRow:
    return ChangeRow(
        name=COMPETENCY_NAMES[change.finding.competency],
        question=change.finding.short,
        before=_word(change.before),
        after=_word(change.after),
        gained=tuple(map(_moved, change.gained)),
        lost=tuple(map(_moved, change.lost)),
        score_before=change.score_before,
        score_after=change.score_after,
    )


def _word(finding: QuestionFinding | None) -> str:
    return STATUS_WORDS[finding.status] if finding else ABSENT


def _moved(moved: Moved) -> MovedLine:
    return MovedLine(SIGNAL_NAMES[moved.signal], moved.quotes)
