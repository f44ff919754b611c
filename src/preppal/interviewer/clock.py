"""The plan's clock: what there is still time for (INTERVIEWING §4). All in ms unless it says minutes."""

from dataclasses import dataclass

from preppal.interviewer.plan import InterviewPlan
from preppal.interviewer.standing import Standing

MINUTE = 60_000
# A new lead needs time for the question, an answer and usually one probe; in ten minutes, an answer.
NEW_LEAD_MINUTES = 2.5
NEW_LEAD_MINUTES_OF_TEN = 1.9
PROBE_MINUTES = 0.9
BEHIND = 1.2  # times the planned minutes
LONG_ANSWER = 180_000
LONG_ANSWER_WORDS = 420
TOO_LATE_FOR_A_QUESTION = 20_000
QUESTIONS_ANSWERED = {10: 3, 30: 6, 60: 9}


@dataclass(frozen=True, slots=True)
class Clock:
    """What is left, against the plan."""

    plan: InterviewPlan
    remaining: int

    @property
    def end_part(self) -> float:
        """What the candidate's questions and the goodbye need."""
        return (self.plan.questions_minutes + self.plan.closing_minutes) * MINUTE

    @property
    def must_invite(self) -> bool:
        return self.remaining < self.end_part

    @property
    def allows_lead(self) -> bool:
        need = NEW_LEAD_MINUTES_OF_TEN if self.plan.minutes <= 10 else NEW_LEAD_MINUTES
        return self.remaining >= self.end_part + need * MINUTE

    @property
    def allows_probe(self) -> bool:
        return self.remaining >= self.end_part + PROBE_MINUTES * MINUTE

    @property
    def allows_question(self) -> bool:
        """Whether the candidate can still ask something and be answered."""
        return self.remaining >= max(TOO_LATE_FOR_A_QUESTION, self.plan.closing_minutes * MINUTE)

    @property
    def over(self) -> bool:
        return self.remaining < TOO_LATE_FOR_A_QUESTION

    def behind(self, standing: Standing) -> bool:
        """Whether the leads so far took a fifth longer than planned."""
        planned = self.plan.opening_minutes + self.plan.warmup_minutes
        planned += sum(asked.lead.minutes for asked in standing.leads_asked)
        return self.plan.minutes * MINUTE - self.remaining > BEHIND * planned * MINUTE
