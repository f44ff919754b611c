"""What became of a resume's numbers, dates and titles, as the report shows it. Only what its owner confirmed is judged by."""

from collections.abc import Mapping, Sequence
from typing import Any

from preppal.assessment.claimed_dates import EDGES, ClaimedDate, check_dates, claimed_date
from preppal.assessment.claimed_titles import ClaimedTitle, check_titles, claimed_title
from preppal.assessment.claims import CLAIM_STATUSES, ClaimFinding, ResumeClaim, check_claims
from preppal.assessment.transcript import AssessedTurn
from preppal.interviews.model import InterviewSession
from preppal.interviews.pages import ClaimLine, ResumeState
from preppal.interviews.quotes import Quoted
from preppal.interviews.quoting import Span, quote_of
from preppal.interviews.resume_facts import fit_of


def resume_state(interview: InterviewSession) -> ResumeState:
    if not interview.resume:
        return ""
    return "confirmed" if interview.resume["is_confirmed"] else "unconfirmed"


def claims_checked(
    interview: InterviewSession, turns: Sequence[AssessedTurn]
) -> tuple[ClaimFinding, ...]:
    """The findings on a confirmed resume's claims, and on those of its titles and dates that were spoken of; of a resume that is
    not confirmed there are none."""
    if resume_state(interview) != "confirmed":
        return ()
    claims = [ResumeClaim(one.line, one.start, one.end) for one in fit_of(interview).claims]
    kept = interview.resume or {}
    found = (
        *check_claims(claims, turns),
        *check_titles(titles_of(kept), turns),
        *check_dates(dates_of(kept), turns),
    )
    return tuple(sorted(found, key=lambda one: CLAIM_STATUSES.index(one.status)))


def dates_of(kept: Mapping[str, Any]) -> list[ClaimedDate]:
    """When each role began and ended, of `resumes.snapshot.snapshot`."""
    made = (
        claimed_date(role["title"], role["company"], role["start"], role["end"], edge)
        for role in kept.get("roles", ())
        for edge in EDGES
    )
    return [one for one in made if one is not None]


def titles_of(kept: Mapping[str, Any]) -> list[ClaimedTitle]:
    """What each role was called, of `resumes.snapshot.snapshot`."""
    made = (
        claimed_title(role["title"], role["company"], role["start"], role["end"])
        for role in kept.get("roles", ())
    )
    return [one for one in made if one is not None]


def claim_line(
    finding: ClaimFinding, letters: Mapping[Span, str], turns: Mapping[int, AssessedTurn]
) -> ClaimLine:
    claim = finding.claim
    return ClaimLine(
        Quoted(
            claim.line[: claim.start], claim.line[claim.start : claim.end], claim.line[claim.end :]
        ),
        finding.status,
        tuple(quote_of(span, letters, turns) for span in finding.spans),
    )
