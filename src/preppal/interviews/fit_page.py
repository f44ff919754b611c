"""What interviews/fit.html shows: how the resume of an interview fits its job, before it begins."""

from dataclasses import dataclass

from preppal.interviewer.fit.fit import Claim, Fit, Focus, Matched, Missing
from preppal.interviews.model import InterviewSession
from preppal.interviews.quotes import Quoted
from preppal.interviews.resume_facts import fit_of
from preppal.interviews.room_pages import topic_label


@dataclass(frozen=True, slots=True)
class MatchRow:
    """The job's line and the resume's; ``last_year`` is 0 where the role has not ended or has no date."""

    demand: Quoted
    is_must: bool
    line: str
    role: str
    employer: str
    last_year: int
    months: int | None


@dataclass(frozen=True, slots=True)
class MissingRow:
    """``line`` is what comes nearest, or ""; ``months``: so much time in such roles, where years are asked for."""

    demand: Quoted
    is_must: bool
    line: str
    months: int | None


@dataclass(frozen=True, slots=True)
class ClaimRow:
    line: Quoted
    role: str
    employer: str
    has_method: bool


@dataclass(frozen=True, slots=True)
class FitPage:
    """interviews/fit.html. ``topic`` is a msgid, shown where the job has no title.

    ``has_resume`` is false in quick practice, when none was chosen, and when it was taken out since.
    """

    interview_id: str
    job_title: str
    company: str
    topic: str
    has_job: bool
    has_resume: bool
    resume_id: str
    resume_name: str
    is_confirmed: bool
    is_over: bool
    focus: tuple[Focus, ...] = ()
    matched: tuple[MatchRow, ...] = ()
    stale: tuple[MatchRow, ...] = ()
    missing: tuple[MissingRow, ...] = ()
    claims: tuple[ClaimRow, ...] = ()

    @property
    def says_nothing(self) -> bool:
        return not (self.matched or self.stale or self.missing)


def fit_page(interview: InterviewSession) -> FitPage:
    fit, kept = fit_of(interview), interview.resume
    return FitPage(
        interview_id=str(interview.id),
        job_title=interview.job.get("title", ""),
        company=interview.job.get("company", ""),
        topic=topic_label(interview.topic),
        has_job=bool(interview.job.get("content")),
        has_resume=bool(kept),
        resume_id=str(interview.resume_id or ""),
        resume_name=kept.get("name", ""),
        is_confirmed=bool(kept.get("is_confirmed")),
        is_over=interview.ended,
        focus=fit.focus,
        matched=tuple(map(_match_row, _musts_first(fit.matched))),
        stale=tuple(map(_match_row, _musts_first(fit.stale))),
        missing=tuple(
            MissingRow(cut(one.demand, one.what), one.is_must, one.line, one.months)
            for one in _missing_first(fit)
        ),
        claims=tuple(map(_claim_row, fit.claims)),
    )


def cut(line: str, words: str) -> Quoted:
    """The line around the words; all of it is quoted where it does not hold them."""
    at = line.find(words)
    if at < 0 or not words:
        return Quoted("", line, "")
    return Quoted(line[:at], words, line[at + len(words) :])


def _musts_first(found: tuple[Matched, ...]) -> list[Matched]:
    return sorted(found, key=lambda one: not one.is_must)


def _missing_first(fit: Fit) -> list[Missing]:
    return sorted(fit.missing, key=lambda one: not one.is_must)


def _match_row(one: Matched) -> MatchRow:
    return MatchRow(
        demand=cut(one.demand, one.what),
        is_must=one.is_must,
        line=one.line,
        role="" if one.title == one.line else one.title,
        employer=one.employer,
        last_year=0 if one.is_current else one.last_year or 0,
        months=one.months,
    )


def _claim_row(claim: Claim) -> ClaimRow:
    line = Quoted(claim.line[: claim.start], claim.number, claim.line[claim.end :])
    return ClaimRow(line, claim.title, claim.employer, claim.has_method)
