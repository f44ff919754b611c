"""What the page of a Panel Summary reads."""

from collections.abc import Iterable
from uuid import UUID

from sqlalchemy import select, tuple_
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.assessment.loop.debrief import PanelDebrief
from preppal.assessment.loop.evidence import Said
from preppal.debriefs.model import PanelSummary
from preppal.debriefs.summary_page import Held, summed_of
from preppal.debriefs.summary_rows import State, SummaryPage
from preppal.debriefs.wording import FAILURES
from preppal.foundation.i18n import Words
from preppal.interviews.model import InterviewSession, Turn
from preppal.interviews.stages.counting import counting_keys
from preppal.job_descriptions.model import JobDescription
from preppal.panels.model import InterviewPanel, NoSuchPanel
from preppal.personas.model import manner_of


async def summary_page(
    db: AsyncSession, user_id: UUID, panel_id: UUID, speak: Words
) -> SummaryPage:
    """Four statements, however long the loop.

    Raises:
        NoSuchPanel: not there, or not this person's.
    """
    panel, row, title, company = await _panel(db, user_id, panel_id)
    keys = await counting_keys(db, user_id, panel_id)
    found = _found(row)
    summed = None
    if row is not None and found is not None:
        summed = summed_of(row, found, await _held(db, row, found), speak)
    return SummaryPage(
        id=str(panel.id),
        name=panel.name,
        job_title=title or "",
        company=company or "",
        state=_state(row),
        is_stale=row is not None and found is not None and row.made_of != keys,
        can_make=bool(keys),
        failure=FAILURES.get(row.failure or "", "") if row else "",
        made_at=row.made_at if row else None,
        summed=summed,
    )


async def summary_state(db: AsyncSession, user_id: UUID, panel_id: UUID) -> State:
    """Whether it is there. Raises `NoSuchPanel`."""
    _, row, _, _ = await _panel(db, user_id, panel_id)
    return _state(row)


def _found(row: PanelSummary | None) -> PanelDebrief | None:
    """None as well where another version stored it: then there is nothing to show until it is made again."""
    if row is None or row.debrief is None:
        return None
    try:
        return PanelDebrief.from_json(row.debrief)
    except ValueError:
        return None


def _state(row: PanelSummary | None) -> State:
    return row.status.lower() if row is not None else "none"  # type: ignore[return-value]


async def _panel(
    db: AsyncSession, user_id: UUID, panel_id: UUID
) -> tuple[InterviewPanel, PanelSummary | None, str | None, str | None]:
    """The panel, its summary, and what its job is called, where there are any."""
    found = await db.execute(
        select(InterviewPanel, PanelSummary, JobDescription.title, JobDescription.company)
        .outerjoin(PanelSummary, PanelSummary.panel_id == InterviewPanel.id)
        .outerjoin(JobDescription, JobDescription.id == InterviewPanel.job_description_id)
        .where(InterviewPanel.id == panel_id, InterviewPanel.user_id == user_id)
    )
    row = found.one_or_none()
    if row is None:
        raise NoSuchPanel()
    panel, summary, title, company = row
    return panel, summary, title, company


async def _held(db: AsyncSession, row: PanelSummary, found: PanelDebrief) -> dict[str, Held]:
    """The interviews that a summary has read, by stage."""
    read = {UUID(interview): stage for stage, interview, _ in row.made_of}
    stages = {stage: interview for interview, stage in read.items()}
    places = sorted({(stages[said.stage], said.turn_seq) for said in _quoted(found)})
    spoken: dict[UUID, dict[int, int]] = {}
    turns = await db.execute(
        select(Turn.interview_id, Turn.seq, Turn.started_ms).where(
            tuple_(Turn.interview_id, Turn.seq).in_(places)
        )
    )
    for interview_id, seq, started_ms in turns:
        spoken.setdefault(interview_id, {})[seq] = started_ms
    interviews = await db.execute(
        select(InterviewSession.id, InterviewSession.persona).where(
            InterviewSession.id.in_(list(read))
        )
    )
    return {
        read[one.id]: Held(str(one.id), manner_of(one.persona), spoken.get(one.id, {}))
        for one in interviews
    }


def _quoted(found: PanelDebrief) -> Iterable[Said]:
    """All words that a debrief quotes."""
    for apart in found.disagreements:
        yield from (side.said for side in (apart.higher, apart.lower) if side.said)
    shown = [one.said for one in (*found.strongest, *found.weakest)]
    shown += [one.said for one in found.must_haves]
    yield from (said for said in shown if said)
    for veto in found.vetoes:
        yield from veto.said
