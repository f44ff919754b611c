"""The Panel Summary: a task reads the reports of a panel and writes what they come to together.

It is made when the last stage's report arrives, and when somebody asks. Whoever makes it reads in one
transaction, thinks outside any, and writes in another, if it is still what was asked for.
"""

import asyncio
import contextlib
import datetime
import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass
from typing import Any

from sqlalchemy import delete, select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.assessment.loop.debrief import PanelDebrief
from preppal.debriefs.model import PanelSummary
from preppal.debriefs.musts import must_lines
from preppal.debriefs.reading import debrief_of
from preppal.foundation.clock import Clock
from preppal.foundation.database import Database
from preppal.foundation.errors import Conflict
from preppal.foundation.i18n import N_
from preppal.foundation.outage import DatabaseAway
from preppal.foundation.tasks import enqueue
from preppal.interviews.model import InterviewSession
from preppal.interviews.stages.counting import Counting, counting_interviews, counting_keys
from preppal.panels.model import SUMMARISE, InterviewPanel, InterviewPanelStage, NoSuchPanel

FORGOTTEN_AFTER = datetime.timedelta(minutes=1)
"""A summary waited for this long is looked after: does its task still exist?"""
MOST_FORGOTTEN = 100

Prose = Callable[[PanelDebrief], Awaitable[dict[str, Any]]]
"""Whoever words the findings; gives what `PanelSummary.prose` keeps. Called outside any transaction."""


@dataclass(frozen=True, slots=True)
class Material:
    """What a summary is made of, and for which request."""

    level: str
    stages: Sequence[InterviewPanelStage]
    reports: Sequence[Counting]
    request: datetime.datetime

    @property
    def made_of(self) -> list[Any]:
        return [one.key for one in self.reports]


class NothingToSum(Conflict):
    message = N_(
        "No interview of this panel has a report yet. Hold one, and its Panel Summary can be made."
    )


class NoSummaryToMake(Conflict):
    message = N_("The Panel Summary is on its way already.")


async def built_in_prose(_debrief: PanelDebrief) -> dict[str, Any]:
    """None: the page has words of its own for every finding."""
    return {}


async def ask_for_summary(
    db: AsyncSession, user_id: uuid.UUID, panel_id: uuid.UUID, *, now: datetime.datetime
) -> None:
    """Want a summary of what was held so far, for the first time or anew.

    Raises:
        NoSuchPanel: not there, or not this person's.
        NothingToSum: no interview of it counts yet.
        NoSummaryToMake: one is being made.
    """
    panel = await db.scalar(
        select(InterviewPanel)
        .where(InterviewPanel.id == panel_id, InterviewPanel.user_id == user_id)
        .with_for_update(key_share=True)
    )
    if panel is None:
        raise NoSuchPanel()
    if not await counting_keys(db, user_id, panel_id):
        raise NothingToSum()
    summary = await _summary(db, panel_id, now)
    if summary.status == "WAITING" and summary.requested_at != now:
        raise NoSummaryToMake()
    await _want(db, summary, now)


async def make_summary(
    database: Database,
    panel_id: uuid.UUID,
    *,
    clock: Clock,
    prose: Prose = built_in_prose,
) -> None:
    """Read, sum up, write. Safe to run twice, also at the same time: one summary comes of it."""
    try:
        await _make(database, panel_id, clock, prose)
    except Exception:
        await _note_failure(database, panel_id)
        raise


async def _make(database: Database, panel_id: uuid.UUID, clock: Clock, prose: Prose) -> None:
    async with database.transaction() as db:
        material = await _begin(db, panel_id, now=clock())
    if material is None:
        return
    debrief, musts = await asyncio.to_thread(_sum_up, material, clock())
    worded = await prose(debrief)
    async with database.transaction() as db:
        # Interviews before the summary: a deletion locks them in this order.
        all_there = await _all_there(db, material.reports)
        summary = await db.get(PanelSummary, panel_id, with_for_update=True)
        # Reports that came meanwhile make it stale, no more; another request's summary is not this one's.
        if summary is None or summary.status == "READY" or summary.requested_at != material.request:
            return
        if not all_there:
            await _want(db, summary, clock())
            return
        summary.finish(debrief.to_json(), musts, worded, material.made_of, clock())


async def _all_there(db: AsyncSession, reports: Sequence[Counting]) -> bool:
    """Whether none was deleted meanwhile; until the commit none can be."""
    found = await db.scalars(
        select(InterviewSession.id)
        .where(InterviewSession.id.in_([one.interview_id for one in reports]))
        .order_by(InterviewSession.id)
        .with_for_update(read=True, key_share=True)
    )
    return len(list(found)) == len(reports)


def _sum_up(material: Material, now: datetime.datetime) -> tuple[PanelDebrief, list[Any]]:
    debrief = debrief_of(material.stages, material.reports, level=material.level, now=now)
    return debrief, [line.to_json() for line in must_lines(material.reports)]


async def _begin(
    db: AsyncSession, panel_id: uuid.UUID, *, now: datetime.datetime
) -> Material | None:
    """None when nothing is wanted: the panel is gone, nothing of it counts, or what there is has read just
    these reports."""
    panel = await db.get(InterviewPanel, panel_id, with_for_update={"key_share": True})
    if panel is None:
        return None
    reports = await counting_interviews(db, panel.user_id, panel_id)
    if not reports:
        await db.execute(delete(PanelSummary).where(PanelSummary.panel_id == panel_id))
        return None
    summary = await _summary(db, panel_id, now)
    made_of = [one.key for one in reports]
    if summary.status == "READY" and summary.made_of == made_of:
        return None
    if summary.status != "WAITING":
        summary.ask(now)
    stages = await db.scalars(
        select(InterviewPanelStage)
        .where(InterviewPanelStage.panel_id == panel_id)
        .order_by(InterviewPanelStage.position)
    )
    return Material(panel.level, list(stages), reports, summary.requested_at)


async def _summary(db: AsyncSession, panel_id: uuid.UUID, now: datetime.datetime) -> PanelSummary:
    """The panel's row, locked; written as waited for when there was none."""
    await db.execute(
        insert(PanelSummary)
        .values(panel_id=panel_id, status="WAITING", requested_at=now)
        .on_conflict_do_nothing(index_elements=[PanelSummary.panel_id])
    )
    summary = await db.get(PanelSummary, panel_id, with_for_update=True)
    assert summary is not None
    return summary


async def _want(db: AsyncSession, summary: PanelSummary, now: datetime.datetime) -> None:
    summary.ask(now)
    await db.flush()
    await enqueue_summary(db, summary.panel_id, now)


async def enqueue_summary(
    db: AsyncSession, panel_id: uuid.UUID, requested_at: datetime.datetime
) -> None:
    """The task of a request, unless it is there."""
    key = f"{SUMMARISE} {panel_id} {requested_at.isoformat()}"
    await enqueue(db, SUMMARISE, {"panel_id": str(panel_id)}, key=key)


async def _note_failure(database: Database, panel_id: uuid.UUID) -> None:
    """So that who waits is told. The task is tried again, or given up, whether this succeeds or not."""
    with contextlib.suppress(DatabaseAway):
        async with database.transaction() as db:
            summary = await db.get(PanelSummary, panel_id, with_for_update=True)
            if summary is not None and summary.status == "WAITING":
                summary.failure = "summing"


async def mark_summary_failed(db: AsyncSession, panel_id: uuid.UUID) -> None:
    """The task gave up: the page offers to try again."""
    summary = await db.get(PanelSummary, panel_id, with_for_update=True)
    if summary is not None:
        summary.give_up()


async def ask_for_forgotten(db: AsyncSession, *, now: datetime.datetime) -> int:
    """Give summaries that are waited for a task where theirs is gone; gives how many are waited for."""
    waiting = await db.execute(
        select(PanelSummary.panel_id, PanelSummary.requested_at)
        .where(PanelSummary.status == "WAITING", PanelSummary.requested_at < now - FORGOTTEN_AFTER)
        .order_by(PanelSummary.requested_at)
        .limit(MOST_FORGOTTEN)
    )
    count = 0
    for panel_id, requested_at in waiting:
        await enqueue_summary(db, panel_id, requested_at)
        count += 1
    return count
