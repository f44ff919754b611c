"""From a panel's rows to what the judgement of a loop is given. Pure, and some hundredths of a second: for a thread."""

from collections.abc import Sequence
from datetime import datetime
from typing import cast

from preppal.assessment.loop.debrief import PanelDebrief, debrief
from preppal.assessment.loop.evidence import Level, StageAhead, StageHeld, stage_held
from preppal.assessment.report import Assessment
from preppal.interviewer.briefing import Stage
from preppal.interviewer.plan import InterviewPlan
from preppal.interviewer.weights import STAGE_WEIGHTS
from preppal.interviews.stages.counting import Counting
from preppal.panels.model import InterviewPanelStage


def debrief_of(
    stages: Sequence[InterviewPanelStage],
    reports: Sequence[Counting],
    *,
    level: str,
    now: datetime,
) -> PanelDebrief:
    """The debrief of the interviews that count; ``stages`` are all of the panel's, in its order.

    Raises:
        ValueError: nothing was held.
    """
    titles = {stage.id: stage.title for stage in stages}
    held = {report.stage_id for report in reports}
    return debrief(
        [_held(report, titles[report.stage_id]) for report in reports],
        now=now,
        level=cast("Level", level),
        ahead=[
            _ahead(stage) for stage in stages if stage.id not in held and stage.skipped_at is None
        ],
    )


def _held(report: Counting, title: str) -> StageHeld:
    plan = InterviewPlan.from_json(report.plan)
    return stage_held(
        Assessment.from_json(report.assessment),
        plan,
        key=str(report.stage_id),
        title=title,
        stage=plan.stage,
        who=report.persona["name"],
        held_at=report.held_at,
    )


def _ahead(stage: InterviewPanelStage) -> StageAhead:
    """What such an interview asks about, and what its focus adds."""
    weights = STAGE_WEIGHTS[cast("Stage", stage.stage)]
    return StageAhead(
        key=str(stage.id),
        title=stage.title,
        stage=stage.stage,
        planned=tuple(dict.fromkeys([*stage.focus, *weights])),
        weights=weights,
    )
