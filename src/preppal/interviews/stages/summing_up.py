"""A panel is summed up when the last report of its stages is there."""

from sqlalchemy import select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.tasks import enqueue
from preppal.interviews.model import InterviewSession
from preppal.interviews.stages.counting import counting_keys
from preppal.interviews.stages.queries import lock_panel_of
from preppal.panels.model import SUMMARISE, InterviewPanelStage


async def ask_for_summary(db: AsyncSession, interview: InterviewSession) -> None:
    """Leave the task, in this transaction, if every stage of the interview's panel has a report that counts or is
    skipped. Nothing for an interview outside a panel.

    Call it when the stage's reports have changed, and are written to ``db``. The panel's row is locked: of two last
    reports that arrive at once, the second sees the first.
    """
    panel = await lock_panel_of(db, interview)
    if panel is None:
        return
    counting = await counting_keys(db, panel.user_id, panel.id)
    stages = await db.execute(
        select(InterviewPanelStage.id, InterviewPanelStage.skipped_at).where(
            InterviewPanelStage.panel_id == panel.id
        )
    )
    reported = {key[0] for key in counting}
    if counting and all(skipped or str(stage) in reported for stage, skipped in stages):
        payload = {"panel_id": str(panel.id)}
        # The key names the reports: others get a task of their own, even while an earlier one's is running.
        reports = " ".join(f"{interview}/{number}" for _, interview, number in counting)
        await enqueue(db, SUMMARISE, payload, key=f"{SUMMARISE} {reports}")
