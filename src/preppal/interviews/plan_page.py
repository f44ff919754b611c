"""interviews/plan.html: why these questions, before an interview begins."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby

from preppal.foundation.i18n import N_
from preppal.interviewer.names import FIELD_NAMES
from preppal.interviewer.plan import Focus, InterviewPlan, PlannedLead, ReasonKind
from preppal.interviewer.questions import load_bank
from preppal.interviews.model import InterviewSession, Status
from preppal.interviews.pages import Person
from preppal.interviews.planning import Wishes, wishes_in
from preppal.interviews.queries import person_of
from preppal.interviews.room_pages import topic_label
from preppal.interviews.wording import COMPETENCY_NAMES, GOODBYE, HELLO, YOUR_QUESTIONS

MINUTE_MS = 60_000
OPEN_TASK = N_("An open task")
WARM_UP = N_("Warming up")
SAYS: tuple[tuple[float, str], ...] = (
    (1.5, N_("The job asks for it strongly")),
    (1.1, N_("The job asks for it more than for most")),
    (0.9, N_("The job asks for it as for the rest")),
    (0.6, N_("The job says less about it than about the rest")),
    (0.0, N_("The job hardly mentions it")),
)


@dataclass(frozen=True, slots=True)
class PlanRow:
    """A competency. ``name`` and ``says`` are msgids; ``share`` is of all, in per cent; ``factor`` as in
    `Focus`. ``quote`` is verbatim, of the job or what the candidate added. ``questions`` counts those planned."""

    key: str
    name: str
    share: int
    factor: float
    says: str
    quote: str
    quote_kind: ReasonKind
    must: bool
    choice: str
    questions: int


@dataclass(frozen=True, slots=True)
class PlanPart:
    """A stretch of the interview. ``title`` is a msgid; ``questions`` counts what is asked in it."""

    at_ms: int
    minutes: float
    title: str
    judged: bool
    questions: int = 0


@dataclass(frozen=True, slots=True)
class PlanPage:
    """interviews/plan.html.

    ``planned`` are the competencies that will be asked about, ``others`` those that will not; both empty
    where the plan was made before plans kept them. ``leads`` are read only by who opens them. ``topic`` is a
    msgid, shown where the job has no title; ``fields`` are msgids. ``error`` is a msgid filled by ``params``.
    """

    interview_id: str
    interviewer: Person
    job_title: str
    topic: str
    company: str
    minutes: int
    follow_ups: int
    has_job: bool
    is_outline: bool
    is_topic: bool
    may_change: bool
    saved: bool
    planned: tuple[PlanRow, ...]
    others: tuple[PlanRow, ...]
    parts: tuple[PlanPart, ...]
    leads: tuple[str, ...]
    fields: tuple[str, ...]
    error: str = ""
    params: Mapping[str, object] = field(default_factory=dict)


def plan_page(
    interview: InterviewSession,
    *,
    saved: bool = False,
    wishes: Wishes | None = None,
    error: str = "",
    params: Mapping[str, object] | None = None,
) -> PlanPage:
    """The page; with ``wishes`` those that were refused, as they were sent."""
    plan = InterviewPlan.from_json(interview.plan)
    chosen = wishes or wishes_in(plan)
    rows = [_row(plan, focus, chosen) for focus in plan.focus]
    return PlanPage(
        interview_id=str(interview.id),
        interviewer=person_of(interview.persona),
        job_title=interview.job.get("title", ""),
        topic=topic_label(interview.topic),
        company=interview.job.get("company", ""),
        minutes=interview.minutes,
        follow_ups=plan.follow_up_budget,
        has_job=bool(interview.job.get("content")),
        is_outline=bool(interview.job.get("is_outline")),
        is_topic=bool(plan.topic),
        may_change=interview.status == Status.READY and bool(plan.focus),
        saved=saved,
        planned=tuple(row for row in rows if row.questions),
        others=tuple(row for row in rows if not row.questions),
        parts=tuple(parts_of(plan)),
        leads=tuple(lead.text for lead in plan.leads),
        fields=tuple(FIELD_NAMES[key] for key in plan.fields if key in FIELD_NAMES),
        error=error,
        params=params or {},
    )


def _row(plan: InterviewPlan, focus: Focus, wishes: Wishes) -> PlanRow:
    key = focus.competency
    return PlanRow(
        key=key,
        name=COMPETENCY_NAMES[key],
        share=round(100 * focus.weight),
        factor=focus.factor,
        says=next(says for least, says in SAYS if focus.factor >= least),
        quote=focus.reason,
        quote_kind=focus.reason_kind,
        must=focus.must,
        choice="pinned" if key in wishes.pinned else "dropped" if key in wishes.dropped else "",
        questions=sum(lead.competency == key for lead in plan.leads),
    )


def parts_of(plan: InterviewPlan) -> Iterator[PlanPart]:
    """The interview from hello to goodbye; questions about one thing, one after the other, are one part."""
    cases = {part.id for case in load_bank().cases for part in case.parts}

    def named(lead: PlannedLead) -> str:
        return OPEN_TASK if lead.lead_id in cases else COMPETENCY_NAMES[lead.competency]

    at = 0.0
    stretches: list[tuple[str, float, int]] = [
        (HELLO, plan.opening_minutes, 0),
        (WARM_UP, plan.warmup_minutes, 0),
    ]
    for title, leads in groupby(plan.leads, key=named):
        several = list(leads)
        stretches.append((title, sum(lead.minutes for lead in several), len(several)))
    stretches += [(YOUR_QUESTIONS, plan.questions_minutes, 0), (GOODBYE, plan.closing_minutes, 0)]
    for title, minutes, questions in stretches:
        yield PlanPart(round(at * MINUTE_MS), round(minutes, 1), title, questions > 0, questions)
        at += minutes
