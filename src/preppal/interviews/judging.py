"""Who scores the answers of one report: the built-in reviewer, and a model on top of it where the settings name one.

A model is asked outside any transaction, and is told no name: those it could be told are masked.
"""

import asyncio
import time

from preppal.assessment.model_assessor.assessor import ModelAssessor
from preppal.assessment.model_assessor.budget import Budget, Samples
from preppal.assessment.rating import stamps
from preppal.assessment.report import Assessment, Stamps
from preppal.interviews.feedback import Material, Told, judge
from preppal.interviews.rubrics import bank_rubrics
from preppal.providers.protocols import FormModel, WordsUsed


def model_assessor(model: FormModel | None, samples: Samples) -> ModelAssessor | None:
    """``model`` with the bank's rubrics; None for the built-in reviewer alone."""
    if model is None:
        return None
    return ModelAssessor(
        model, bank_rubrics(), clock=time.monotonic, budget=Budget(samples=samples)
    )


def stamps_now(assessor: ModelAssessor | None) -> Stamps:
    """Of a report that is made now: what an earlier one is held against."""
    return assessor.stamps(stamps()) if assessor else stamps()


class Judging:
    """One report's; ``used`` is what its model took, also when nothing came of it."""

    def __init__(self, assessor: ModelAssessor | None) -> None:
        self._assessor = assessor
        self.used: list[WordsUsed] = []

    async def assess(self, material: Material, told: Told) -> Assessment:
        """An `Assessor`."""
        made = await asyncio.to_thread(judge, material)
        if self._assessor is None:
            return made
        report = await self._assessor.assess(
            made,
            material.turns,
            material.leads,
            must=material.must,
            hidden=material.hidden,
            told=told,
            spent=self.used.append,
        )
        return report.assessment
