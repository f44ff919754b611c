"""What the interviewer says next, without a model: `BuiltInMind`.

Every line is a function of plan, transcript, time left and occasion. The standing is folded from
the transcript, the decision table picks the move, and `Utterance` finds words not used before.
"""

from collections.abc import Sequence
from dataclasses import replace

from preppal.interviewer.answers import listen
from preppal.interviewer.asking import after_a_gap, after_an_answer, after_silence
from preppal.interviewer.beginning import before_the_first_question, opening
from preppal.interviewer.briefing import Interviewer
from preppal.interviewer.clock import Clock
from preppal.interviewer.closing import invite, their_question, wrap_up
from preppal.interviewer.fit.resume import NO_RESUME, Resume
from preppal.interviewer.hand_over import NOTHING, HandOver
from preppal.interviewer.levels import still_planned
from preppal.interviewer.plan import InterviewPlan
from preppal.interviewer.requests import ends_it, goes_on, read_request
from preppal.interviewer.scene import Scene, goodbye
from preppal.interviewer.standing import stand
from preppal.interviewer.transcript import (
    Intent,
    Line,
    Mind,
    Occasion,
    Phase,
    Progress,
    Speaker,
    SpokenTurn,
)
from preppal.interviewer.wordings import Utterance

__all__ = [
    "BuiltInMind",
    "Intent",
    "Line",
    "Mind",
    "Occasion",
    "Phase",
    "Progress",
    "Speaker",
    "SpokenTurn",
    "progress",
]


class BuiltInMind:
    """The interviewer that needs no model. It has no state; one instance serves all interviews."""

    async def next_line(
        self,
        plan: InterviewPlan,
        interviewer: Interviewer,
        transcript: Sequence[SpokenTurn],
        *,
        job_text: str,
        company: str,
        job_title: str,
        remaining_ms: int,
        occasion: Occasion,
        resume: Resume = NO_RESUME,
        hand_over: HandOver = NOTHING,
        language: str = "en",
    ) -> Line:
        """The next line, which is English whatever the ``language``; ``remaining_ms`` is what is left of the whole
        interview.

        ``resume`` is what the candidate's resume says, for the one question about what does not go
        together with it; a room that has none leaves it out. ``hand_over`` is what the loop's other
        interviewers passed on: one word of it at the beginning, and no story twice.
        """
        job = (job_text, company, job_title)
        scene = _scene(plan, interviewer, transcript, job, remaining_ms)
        return _line(replace(scene, resume=resume, hand_over=hand_over), occasion)


def first_line(
    plan: InterviewPlan,
    interviewer: Interviewer,
    *,
    job_text: str,
    company: str,
    job_title: str,
    hand_over: HandOver = NOTHING,
) -> Line:
    """How `BuiltInMind` will begin, which is known before anybody comes in."""
    job = (job_text, company, job_title)
    scene = _scene(plan, interviewer, (), job, plan.minutes * 60_000)
    return opening(replace(scene, hand_over=hand_over))


def _scene(
    plan: InterviewPlan,
    interviewer: Interviewer,
    transcript: Sequence[SpokenTurn],
    job: tuple[str, str, str],
    remaining_ms: int,
) -> Scene:
    standing = stand(plan, transcript)
    job_text, company, job_title = job
    return Scene(
        plan=plan,
        interviewer=interviewer,
        job_text=job_text,
        company=company,
        job_title=job_title,
        clock=Clock(plan, remaining_ms),
        standing=standing,
        words=Utterance(plan.seed, interviewer.manner, frozenset(standing.used)),
    )


def _line(scene: Scene, occasion: Occasion) -> Line:
    standing = scene.standing
    if standing.last is None:
        return opening(scene)
    if standing.phase == "closing" or scene.clock.over:
        return goodbye(scene, "goodbye_time")
    if occasion == "wrap_up":
        return wrap_up(scene)
    if not standing.answer:
        return after_a_gap(scene) if occasion == "resumed" else after_silence(scene)
    if occasion == "resumed":
        scene.words.say("resumed_ack")
    return _after_words(scene)


def _after_words(scene: Scene) -> Line:
    standing = scene.standing
    if standing.phase == "questions":
        return their_question(scene)
    if "stop_or_go" in standing.last_rows and _wants_no_more(standing.answer):
        return goodbye(scene, "goodbye_stop")
    if scene.clock.must_invite:
        return invite(scene)
    if standing.current is None:
        return before_the_first_question(scene)
    return after_an_answer(scene, standing.current)


def _wants_no_more(said: str) -> bool:
    """Whether the offer to stop is taken: in so many words, or because they say again what brought it about."""
    return ends_it(said) or (read_request(said, listen([said])) == "stop" and not goes_on(said))


def progress(plan: InterviewPlan, transcript: Sequence[SpokenTurn]) -> Progress:
    """Question count and phase. ``lead_count`` grows when a spare lead is asked."""
    standing = stand(plan, transcript)
    asked = standing.leads_asked
    current = standing.current
    return Progress(
        lead_number=len(asked),
        lead_count=len(asked) + len(still_planned(plan, asked)),
        lead_short=current.lead.short if current else "",
        phase=standing.phase,
    )
