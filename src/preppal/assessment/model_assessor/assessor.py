"""The entrance: the built-in reviewer's report in, the same report with a model's scores out.

Whatever the model does not, cannot or will not judge stays the built-in reviewer's, one competency at a time,
and says so. Votes, bands and means are computed by the code either way.
"""

from __future__ import annotations

import asyncio
from collections.abc import Awaitable, Callable, Mapping, Sequence, Set
from dataclasses import dataclass, field, replace

from preppal.assessment.advice import without
from preppal.assessment.findings import LEAST_WORDS
from preppal.assessment.language import can_read
from preppal.assessment.model_assessor.budget import Asking, Budget, GaveUp
from preppal.assessment.model_assessor.extracting import extract
from preppal.assessment.model_assessor.masking import NOBODY, Hidden
from preppal.assessment.model_assessor.prompts import version
from preppal.assessment.model_assessor.rating import CONFIDENT, rate
from preppal.assessment.model_assessor.rubric import Rubrics
from preppal.assessment.model_assessor.showing import Shown, mask_text, show
from preppal.assessment.rating import combine
from preppal.assessment.recommending import recommend
from preppal.assessment.report import AnswerScore, Assessment, CompetencyScore, Stamps
from preppal.assessment.sentences import filler_flags, words_in
from preppal.assessment.strengths import LEAST_SCORE
from preppal.assessment.transcript import UNJUDGED_KINDS, AnswerTurn, AssessedTurn, Lead, fold
from preppal.foundation.log import log
from preppal.providers.protocols import FormModel, WordsUsed

LONGEST_REFUSAL = 60  # words
LOWEST = 1.0
OF_MODEL = 1.0
"""What a model's confidence counts in a mean (INTERVIEWING.md §9)."""
DECLINED, NO_WORDS, OFF_TOPIC, CANNOT_TELL = (
    "declined",
    "no words to show",
    "off topic",
    "nobody could tell",
)
CUT, ORDERED = "cut", "order left out"
"""Keys of `codes.SCORE_RULES`."""


Told = Callable[[int, int], Awaitable[None]]
Spent = Callable[[WordsUsed], None]


@dataclass(frozen=True, slots=True)
class ModelReport:
    """``used`` is what each request took; ``fell_back`` says why a competency is the built-in reviewer's."""

    assessment: Assessment
    used: tuple[WordsUsed, ...] = ()
    fell_back: Mapping[str, str] = field(default_factory=dict)


class ModelAssessor:
    """One instance serves all reports: nothing of any is kept."""

    def __init__(
        self,
        model: FormModel,
        rubrics: Rubrics,
        *,
        clock: Callable[[], float],
        budget: Budget | None = None,
    ) -> None:
        """``clock`` gives seconds that only grow."""
        self.model = model
        self._rubrics = rubrics
        self._clock = clock
        self._budget = budget or Budget()

    async def assess(
        self,
        assessment: Assessment,
        turns: Sequence[AssessedTurn],
        leads: Sequence[Lead],
        *,
        must: Set[str] = frozenset(),
        hidden: Hidden = NOBODY,
        told: Told | None = None,
        spent: Spent | None = None,
    ) -> ModelReport:
        """``assessment`` is what the built-in reviewer made of the same turns and leads.

        ``told`` is awaited with how many competencies are rated, of how many; ``spent`` hears of each
        request's use at once. What goes wrong with the model is in ``fell_back``; nothing is raised for it.
        """
        if not assessment.enough or not assessment.competencies:
            return ModelReport(self._nothing_to_rate(assessment))
        asking = Asking(self.model, self._budget, self._clock, spent)
        judged = [lead for lead in leads if lead.kind not in UNJUDGED_KINDS]
        answers = fold(turns, judged={lead.lead_id for lead in judged}).answers
        builtin = {score.lead_id: score for score in assessment.answers}
        names = [score.competency for score in assessment.competencies]
        of = {name: [lead for lead in judged if lead.competency == name] for name in names}
        outcomes: dict[str, list[AnswerScore] | str] = {}
        asked = sum(any(map(answers.get, _ids(of[name]))) for name in names)

        async def rate_one(name: str) -> None:
            outcomes[name] = await self._competency(asking, of[name], answers, builtin, hidden)
            if told is not None:
                await told(min(len(outcomes), asked), asked)

        async with asyncio.TaskGroup() as group:
            for name in names:
                group.create_task(rate_one(name))
        rated = {name: found for name, found in outcomes.items() if not isinstance(found, str)}
        fell_back = {n: why for n, why in outcomes.items() if isinstance(why, str) and why}
        if fell_back:
            log(__name__).warning(
                "scored_by_the_builtin_instead", model=self.model.name, reasons=fell_back
            )
        if rated or fell_back:
            made = self._with(assessment, rated, must)
        else:
            made = self._nothing_to_rate(assessment)
        return ModelReport(made, tuple(asking.used), fell_back)

    async def rate_answer(
        self,
        lead: Lead,
        answers: Sequence[AnswerTurn],
        *,
        builtin: float | None = None,
        spent: Spent | None = None,
    ) -> AnswerScore:
        """One answer alone, as an operator's file has it. Raises `GaveUp`."""
        asking = Asking(self.model, self._budget, self._clock, spent)
        return await self._answer(asking, lead, answers, NOBODY, builtin)

    async def _competency(
        self,
        asking: Asking,
        leads: Sequence[Lead],
        answers: Mapping[str, tuple[AnswerTurn, ...]],
        builtin: Mapping[str, AnswerScore],
        hidden: Hidden,
    ) -> list[AnswerScore] | str:
        """All of its answers, each rated alone; or why not, "" when there was nothing to rate."""
        asked = [lead for lead in leads if worth_asking(answers.get(lead.lead_id, ()))]
        if not asked:
            return ""
        outcomes = await asyncio.gather(
            *(
                self._answer(
                    asking,
                    lead,
                    answers[lead.lead_id],
                    hidden,
                    builtin[lead.lead_id].score if lead.lead_id in builtin else None,
                )
                for lead in asked
            ),
            return_exceptions=True,
        )
        for outcome in outcomes:
            if isinstance(outcome, GaveUp):
                return outcome.reason
            if isinstance(outcome, BaseException):
                raise outcome
        return [outcome for outcome in outcomes if isinstance(outcome, AnswerScore)]

    async def _answer(
        self,
        asking: Asking,
        lead: Lead,
        answers: Sequence[AnswerTurn],
        hidden: Hidden,
        builtin: float | None,
    ) -> AnswerScore:
        """Raises `GaveUp`."""
        rubric = self._rubrics.of(lead.competency, lead.kind)
        shown = show(answers, hidden)
        rules = (ORDERED,) if any(turn.left_out for turn in shown) else ()
        turns = [turn for turn in shown if turn.text.strip()]
        question = mask_text(lead.text, hidden)
        seed = f"{lead.competency} {question} {' '.join(turn.text for turn in turns)}"
        if not turns:
            return AnswerScore(lead.lead_id, lead.competency, None, rules=(NO_WORDS, *rules))
        extracted = await extract(asking, rubric, question, turns, seed)
        if extracted.status == "off_topic":  # it decides alone: only when it is said twice
            extracted = await extract(asking, rubric, question, turns, f"{seed} again")
        rules = (*rules, CUT) if extracted.cut else rules
        declined = extracted.status == "declined" and _is_short(turns)
        if declined or not extracted.quotes:
            rule = DECLINED if declined else NO_WORDS
            return AnswerScore(lead.lead_id, lead.competency, None, rules=(rule, *rules))
        if extracted.status == "off_topic":
            return AnswerScore(
                lead.lead_id,
                lead.competency,
                LOWEST,
                CONFIDENT["medium"],
                tuple(replace(one, shows="general") for one in extracted.quotes[:1]),
                rules=(OFF_TOPIC, *rules),
            )
        rated = await rate(
            asking, rubric, question, lead.kind, extracted, seed=seed, builtin=builtin
        )
        if rated.score is None:
            return AnswerScore(lead.lead_id, lead.competency, None, rules=(CANNOT_TELL, *rules))
        return AnswerScore(
            lead_id=lead.lead_id,
            competency=lead.competency,
            score=rated.score,
            confidence=rated.confidence,
            evidence=rated.evidence,
            worths=rated.worths,
            rules=rules,
            rationale=rated.reason,
        )

    def _with(
        self, assessment: Assessment, rated: Mapping[str, list[AnswerScore]], must: Set[str]
    ) -> Assessment:
        """The report with these competencies' answers in the place of the built-in reviewer's."""
        if not rated:
            return assessment
        by_lead = {score.lead_id: score for scores in rated.values() for score in scores}
        competencies = tuple(
            self._combined(old.competency, rated[old.competency])
            if old.competency in rated
            else old
            for old in assessment.competencies
        )
        answers = tuple(by_lead.get(old.lead_id, old) for old in assessment.answers)
        good = {one.lead_id for one in by_lead.values() if (one.score or 0.0) >= LEAST_SCORE}
        headline, practise = without(
            "answer_the_question", good, assessment.headline, assessment.practise
        )
        low = {one.lead_id for one in by_lead.values() if (one.score or 0.0) < LEAST_SCORE}
        return replace(
            assessment,
            headline=headline,
            practise=practise,
            answers=answers,
            competencies=competencies,
            recommendation=recommend(competencies, must=must),
            strengths=tuple(one for one in assessment.strengths if one.lead_id not in low),
            stamps=self.stamps(assessment.stamps),
        )

    def stamps(self, builtin: Stamps) -> Stamps:
        """Of a report that this model rates, on top of the built-in reviewer's."""
        return replace(
            builtin,
            rubric=f"{builtin.rubric}+{self._rubrics.version}",
            assessor=self.model.name,
            prompt=version(),
        )

    def _nothing_to_rate(self, assessment: Assessment) -> Assessment:
        return replace(assessment, stamps=replace(assessment.stamps, asked=self.model.name))

    def _combined(self, competency: str, scores: Sequence[AnswerScore]) -> CompetencyScore:
        """From its answers alone, as the built-in reviewer's are; the reason of the surest."""
        made = combine(competency, scores, assessor=self.model.name, weight=OF_MODEL)
        told = [one for one in scores if one.rationale]
        surest = max(told, key=lambda one: one.confidence, default=None)
        return replace(made, rationale=surest.rationale if surest else "")

    async def close(self) -> None:
        """Let go of the provider."""
        await self.model.close()


def worth_asking(answers: Sequence[AnswerTurn]) -> bool:
    """Long enough to be judged, and in a language whose orders and names are known."""
    text = "\n".join(answer.turn.text for answer in answers)
    words = words_in(text)
    return len(words) - sum(filler_flags(words)) >= LEAST_WORDS and can_read(text)


def _is_short(turns: Sequence[Shown]) -> bool:
    """As short as a refusal is; a long answer is none, whatever a model calls it."""
    return sum(len(words_in(turn.text)) for turn in turns) < LONGEST_REFUSAL


def _ids(leads: Sequence[Lead]) -> list[str]:
    return [lead.lead_id for lead in leads]
