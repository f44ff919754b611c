"""The plan's clock: what there is still time for (INTERVIEWING §4). All in ms unless it says minutes."""

from dataclasses import dataclass

from preppal.interviewer.plan import InterviewPlan
from preppal.interviewer.standing import Standing

MINUTE = 60_000
# What a new lead needs besides the end part: the question, an answer and usually one probe. With less,
# one more probe and no second.
NEW_LEAD_MINUTES = 2.5
PROBE_MINUTES = (
    0.9  # a probe .2 and its answer .7, so that no probe eats into the candidate's questions
)
BEHIND = 1.2  # times the planned minutes
LONG_ANSWER, LONG_ANSWER_TO_A_CASE = 180_000, 300_000
WORDS_A_MINUTE = 140  # of typed answers
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
        return not self._is_late(self.remaining)

    def allows_probe(self, standing: Standing) -> bool:
        """Whether there is time for a follow-up; when there is none for a lead, for one more at most."""
        if self.remaining < self.end_part + PROBE_MINUTES * MINUTE:
            return False
        if self.allows_lead:
            return True
        total = self.plan.minutes * MINUTE
        probed = (at for asked in standing.asked for at in asked.probed_ms)
        return not any(self._is_late(total - at) for at in probed)

    def _is_late(self, remaining: float) -> bool:
        return remaining < self.end_part + NEW_LEAD_MINUTES * MINUTE

    @property
    def allows_question(self) -> bool:
        """Whether the candidate can still ask something and be answered."""
        return self.remaining >= max(TOO_LATE_FOR_A_QUESTION, self.plan.closing_minutes * MINUTE)

    @property
    def over(self) -> bool:
        return self.remaining < TOO_LATE_FOR_A_QUESTION

    def behind(self, standing: Standing) -> bool:
        """Whether the leads so far took over a fifth longer than planned.

        The published rule for the other side, a spare lead when 15 % ahead, is `asking.next_lead`: spare
        leads are asked once the planned ones are done and there is time for a lead. Waiting for 15 % ended
        hours after 45 minutes.
        """
        planned = self.plan.opening_minutes + self.plan.warmup_minutes
        planned += sum(asked.lead.minutes for asked in standing.leads_asked)
        return self.plan.minutes * MINUTE - self.remaining > BEHIND * planned * MINUTE


def runs_long(standing: Standing) -> bool:
    """Whether the newest answer took over three minutes, five in a case; typed, by its words."""
    is_case = standing.current is not None and standing.current.lead.kind == "case"
    longest = LONG_ANSWER_TO_A_CASE if is_case else LONG_ANSWER
    words = standing.answer.count(" ") + 1
    return standing.answer_ms > longest or words > longest / MINUTE * WORDS_A_MINUTE
