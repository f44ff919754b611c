"""An interview held with a simulated candidate, by any Mind, against a clock of its own.

As the live room does it: the wrap-up is cued a minute before the end, an answer that would run into the
last minute is cut there, and silence is waited out.
"""

from dataclasses import dataclass, field

from preppal.interviewer.briefing import Briefing
from preppal.interviewer.patience import LONG_MS, asks_for
from preppal.interviewer.plan import InterviewPlan, build_plan
from preppal.interviewer.simulation.candidates import Candidate
from preppal.interviewer.transcript import Line, Mind, Occasion, SpokenTurn

WORDS_PER_SECOND = 2.5
SILENCE_MS = 10_000
WRAP_UP_MS = 60_000
LAST_ANSWER_MS = 15_000
BREATH_MS = 400
MOST_LINES = 400


@dataclass
class Held:
    """An interview that was held: turns, lines, and when the last word fell. Times are ms."""

    plan: InterviewPlan
    turns: list[SpokenTurn] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    remaining: list[int] = field(default_factory=list)  # when each line was asked for
    ended_ms: int = 0

    @property
    def total_ms(self) -> int:
        return self.plan.minutes * 60_000

    def said(self, intent: str) -> list[Line]:
        """The lines of an intent."""
        return [line for line in self.lines if line.intent == intent]

    @property
    def interviewer_text(self) -> str:
        return "\n".join(line.text for line in self.lines)


async def hold_interview(
    told: Briefing, candidate: Candidate, mind: Mind, plan: InterviewPlan | None = None
) -> Held:
    """Hold it to the goodbye, or for 400 lines; by ``plan`` where it is there, else by that of the briefing."""
    held = Held(plan or build_plan(told))
    leads = {lead.lead_id: lead for lead in (held.plan.warmup, *held.plan.leads, *held.plan.spare)}
    occasion: Occasion = "start"
    now, wrapped, lead = 0, False, None
    while len(held.lines) < MOST_LINES:
        if occasion == "answered" and held.total_ms - now <= WRAP_UP_MS:
            occasion, wrapped = "wrap_up", True
        line = await mind.next_line(
            held.plan,
            told.interviewer,
            tuple(held.turns),
            job_text=told.job_text,
            company=told.company,
            job_title=told.job_title,
            remaining_ms=max(0, held.total_ms - now),
            occasion=occasion,
            hand_over=told.hand_over,
        )
        lead = leads.get(line.lead_id or "", lead)
        now = _speak(held, line, now)
        if line.ends_interview:
            break
        answer = candidate.answer(line, lead)
        if answer is not None and asks_for(line, held.plan) != "case":
            answer = _stopped(answer)
        occasion, now = _answer(held, answer, now, wrapped=wrapped)
    return held


def _stopped(answer: str) -> str:
    """An endless answer as far as the room lets it run: to the first pause after three minutes."""
    words = answer.split()
    most = int(LONG_MS / 1000 * WORDS_PER_SECOND)
    pauses = (at for at in range(most, len(words)) if words[at][-1] in ",.;" or words[at] == "and")
    return " ".join(words[: next(pauses, len(words)) + 1])


def _speak(held: Held, line: Line, now: int) -> int:
    held.lines.append(line)
    held.remaining.append(held.total_ms - now)
    held.ended_ms = now + _duration(line.text)
    held.turns.append(
        SpokenTurn(
            "interviewer",
            line.text,
            now,
            held.ended_ms,
            intent=line.intent,
            lead_id=line.lead_id,
            phrasing=line.phrasing,
        )
    )
    return held.ended_ms


def _answer(held: Held, answer: str | None, now: int, *, wrapped: bool) -> tuple[Occasion, int]:
    """What comes of an answer: the next occasion, and when."""
    if answer is None:
        return "silence", now + SILENCE_MS
    latest = held.total_ms - (LAST_ANSWER_MS if wrapped else WRAP_UP_MS)
    until = max(now + 500, min(now + _duration(answer), max(latest, now + 500)))
    held.turns.append(SpokenTurn("candidate", answer, now, until))
    return "answered", until


def _duration(text: str) -> int:
    return BREATH_MS + int(len(text.split()) / WORDS_PER_SECOND * 1000)
