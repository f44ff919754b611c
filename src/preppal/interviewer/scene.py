"""What one line of an interview is made from, and the moves that every part of it uses."""

from dataclasses import dataclass

from preppal.interviewer.briefing import Interviewer
from preppal.interviewer.clock import Clock
from preppal.interviewer.fit.resume import NO_RESUME, Resume
from preppal.interviewer.hand_over import NOTHING, HandOver
from preppal.interviewer.orders import gives_orders
from preppal.interviewer.plan import InterviewPlan, PlannedLead
from preppal.interviewer.standing import Standing
from preppal.interviewer.transcript import Intent, Line
from preppal.interviewer.unfit import unfit
from preppal.interviewer.wordings import Utterance


@dataclass(frozen=True, slots=True)
class Scene:
    """The standing of the interview, its clock, and the words being put together."""

    plan: InterviewPlan
    interviewer: Interviewer
    job_text: str
    company: str
    job_title: str
    clock: Clock
    standing: Standing
    words: Utterance
    resume: Resume = NO_RESUME
    hand_over: HandOver = NOTHING

    def line(self, intent: Intent, lead_id: str | None = None, *, ends: bool = False) -> Line:
        """What was put together, as a line."""
        return Line(self.words.text, intent, lead_id, self.words.phrasing, ends)


def ask(scene: Scene, lead: PlannedLead, intent: Intent) -> Line:
    """Ask a lead in its own words, after whatever was said before."""
    scene.words.say_words(lead.text, f"lead.{lead.lead_id}")
    return scene.line(intent, lead.lead_id)


def goodbye(scene: Scene, row: str) -> Line:
    """The last line."""
    if not scene.words.say(row):
        scene.words.say_words("Goodbye.")
    return scene.line("closing", ends=True)


def sayable(text: str, longest: int = 8) -> str:
    """A title or name fit to be spoken inside a sentence, or "" when it is not one.

    At most ``longest`` words and 80 characters, without question marks, links or markup, no order and
    nothing that an interviewer must not say.
    """
    plain = " ".join(text.split())
    if not plain or len(plain) > 80 or len(plain.split()) > longest:
        return ""
    if gives_orders(plain) or unfit(plain):
        return ""
    if any(sign in plain for sign in '?!？！<>{}[]|\\@#"') or "://" in plain:
        return ""
    return plain.rstrip(" .,;:")
