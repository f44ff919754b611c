"""What became of a resume's numbers, as the report shows it. Only what its owner confirmed is judged by."""

from collections.abc import Mapping, Sequence

from preppal.assessment.claims import ClaimFinding, ResumeClaim, check_claims
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
    """The findings on a confirmed resume's claims; of one that is not confirmed there are none."""
    if resume_state(interview) != "confirmed":
        return ()
    claims = [ResumeClaim(one.line, one.start, one.end) for one in fit_of(interview).claims]
    return check_claims(claims, turns)


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
