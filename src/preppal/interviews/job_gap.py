"""The gap to the job: which lines it insists on were asked about, how that went, and what the resume says to them."""

from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from preppal.assessment.report import Assessment, CompetencyScore, QuestionFinding
from preppal.foundation.stems import stems
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
NO_NAMES = frozenset(stems("something anything similar else"))
"""Words of "Airflow or something like it" that many questions hold."""


def must_rows(interview: InterviewSession, assessment: Assessment) -> tuple[MustRow, ...]:
    """What the interview's own copy of the job insists on; nothing in quick practice. Some milliseconds."""
    plan = InterviewPlan.from_json(interview.plan)
    return musts_of(interview.job, plan, assessment, fit_of(interview))


def musts_of(
    job: Mapping[str, Any], plan: InterviewPlan, assessment: Assessment, fit: Fit
) -> tuple[MustRow, ...]:
    """`must_rows` from an interview's snapshot of the job."""
    content = job.get("content", "")
    if not content or not assessment.enough:
        return ()
    correction = correction_of(job)
    lines = corrected_lines(read_lines(content), added=correction.added, gone=correction.gone)
    return gap([line for line in lines if not gives_orders(line.text)], plan, assessment, fit)


def gap(
    lines: Sequence[JobLine], plan: InterviewPlan, assessment: Assessment, fit: Fit
) -> tuple[MustRow, ...]:
    """A row for each must: those that were not asked about first."""
    asked = [finding for finding in assessment.findings if finding.status != "not_asked"]
    scores = {one.competency: one for one in assessment.competencies}
    musts = _musts(lines, plan)
    by_line = _by_line(plan, asked)
    named = {line: list(_named_in(options, asked)) for line, (_, options) in musts.items()}
    rows = [
        MustRow(
            line=cut(line, what),
            tested_by=tuple(
                (COMPETENCY_NAMES[key], _told(scores.get(key)))
                for key in dict.fromkeys([*by_line.get(line, ()), *named[line]])
            ),
            is_near=not named[line],
            in_resume=next((one.line for one in fit.matched if one.demand == line), ""),
            is_missing=any(one.demand == line for one in fit.missing),
        )
        for line, (what, _) in musts.items()
    ]
    return tuple(sorted(rows, key=lambda row: bool(row.tested_by))[:MOST])


def _musts(
    lines: Sequence[JobLine], plan: InterviewPlan
) -> Mapping[str, tuple[str, tuple[str, ...]]]:
    """Each line that the job insists on, the words of it that say what is wanted, and what it may be called."""
    found: dict[str, tuple[str, tuple[str, ...]]] = {}
    for need in read_needs(lines):
        if need.is_must:
            what, options = found.get(need.line.text, (need.what, ()))
            found[need.line.text] = what, (*options, *need.options)
    for one in plan.focus:
        if one.must and one.reason:
            found.setdefault(one.reason, ("", ()))
    return found


def _by_line(plan: InterviewPlan, asked: Sequence[QuestionFinding]) -> dict[str, list[str]]:
    """Lines that call for a competency which was asked about. Questions on the field itself name what they are of."""
    competencies = {finding.competency for finding in asked} - {THE_FIELD}
    found: dict[str, list[str]] = {}
    for focus in plan.focus:
        if focus.reason and focus.competency in competencies:
            found.setdefault(focus.reason, []).append(focus.competency)
    return found


def _named_in(options: Sequence[str], asked: Sequence[QuestionFinding]) -> Iterator[str]:
    """Competencies of the questions that name what is wanted, by any of its names."""
    wanted = [content for option in options if (content := content_of(option))]
    for finding in asked:
        has = units(finding.question).has - NO_NAMES
        if any(all(unit.is_in(has) for unit in content) for content in wanted):
            yield finding.competency


def _told(one: CompetencyScore | None) -> Told | None:
    return None if one is None or one.score is None else told(one.score, one.certainty)
