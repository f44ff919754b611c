"""The gap to the job: which lines it insists on were asked about, how that went, and what the resume says to them."""

from collections.abc import Iterator, Sequence

from preppal.assessment.report import Assessment, CompetencyScore, QuestionFinding
from preppal.interviewer.fit.fit import Fit
from preppal.interviewer.fit.needs import content_of, read_needs
from preppal.interviewer.fit.words import units
from preppal.interviewer.job_reading import JobLine, corrected_lines, read_lines
from preppal.interviewer.orders import gives_orders
from preppal.interviewer.plan import InterviewPlan
from preppal.interviews.fit_page import cut
from preppal.interviews.judged_rows import MustRow, Told, told
from preppal.interviews.model import InterviewSession
from preppal.interviews.resume_facts import fit_of
from preppal.interviews.wording import COMPETENCY_NAMES
from preppal.job_descriptions.correcting import correction_of

MOST = 12
"""Lines that are shown; a posting that insists on more insists on nothing."""
THE_FIELD = "domain_depth"


def must_rows(interview: InterviewSession, assessment: Assessment) -> tuple[MustRow, ...]:
    """What the interview's own copy of the job insists on; nothing in quick practice. Some milliseconds."""
    content = interview.job.get("content", "")
    if not content or not assessment.enough:
        return ()
    correction = correction_of(interview.job)
    lines = corrected_lines(read_lines(content), added=correction.added, gone=correction.gone)
    return gap(
        [line for line in lines if not gives_orders(line.text)],
        InterviewPlan.from_json(interview.plan),
        assessment,
        fit_of(interview),
    )


def gap(
    lines: Sequence[JobLine], plan: InterviewPlan, assessment: Assessment, fit: Fit
) -> tuple[MustRow, ...]:
    """A row for each must: those that were not asked about first."""
    asked = [finding for finding in assessment.findings if finding.status != "not_asked"]
    scores = {one.competency: one for one in assessment.competencies}
    by_line = _by_line(plan, asked)
    rows = [
        MustRow(
            line=cut(line, what),
            tested_by=tuple(
                (COMPETENCY_NAMES[key], _told(scores.get(key)))
                for key in dict.fromkeys([*by_line.get(line, ()), *_named_in(what, asked)])
            ),
            in_resume=next((one.line for one in fit.matched if one.demand == line), ""),
            is_missing=any(one.demand == line for one in fit.missing),
        )
        for line, what in _musts(lines, plan)
    ]
    return tuple(sorted(rows, key=lambda row: bool(row.tested_by))[:MOST])


def _musts(lines: Sequence[JobLine], plan: InterviewPlan) -> Iterator[tuple[str, str]]:
    """Each line that the job insists on, once, with the words of it that say what is wanted."""
    seen: set[str] = set()
    needs = [(need.line.text, need.what) for need in read_needs(lines) if need.is_must]
    focus = [(one.reason, "") for one in plan.focus if one.must and one.reason]
    for line, what in (*needs, *focus):
        if line not in seen:
            seen.add(line)
            yield line, what


def _by_line(plan: InterviewPlan, asked: Sequence[QuestionFinding]) -> dict[str, list[str]]:
    """The job's line that a question, or all questions about a competency, were planned for."""
    ids = {finding.lead_id for finding in asked}
    found: dict[str, list[str]] = {}
    for lead in (*plan.leads, *plan.spare):
        if lead.lead_id in ids and lead.reason:
            found.setdefault(lead.reason, []).append(lead.competency)
    competencies = {finding.competency for finding in asked}
    for focus in plan.focus:
        if focus.reason and focus.competency in competencies:
            found.setdefault(focus.reason, []).append(focus.competency)
    return found


def _named_in(what: str, asked: Sequence[QuestionFinding]) -> Iterator[str]:
    """Competencies of the questions that name what is wanted."""
    wanted = content_of(what)
    for finding in asked:
        if wanted and all(unit.is_in(units(finding.question).has) for unit in wanted):
            yield finding.competency


def _told(one: CompetencyScore | None) -> Told | None:
    return None if one is None or one.score is None else told(one.score, one.certainty)
