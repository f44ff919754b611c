"""What the interviewer says next, without a model: `BuiltInMind`.

Every line is a function of plan, transcript, time left and occasion. The standing is folded from
the transcript, the decision table picks the move, and `Utterance` finds words not used before.
"""

from collections.abc import Sequence
from dataclasses import dataclass

from preppal.interviewer.answers import words_of
from preppal.interviewer.briefing import Interviewer
from preppal.interviewer.clock import LONG_ANSWER, LONG_ANSWER_WORDS, QUESTIONS_ANSWERED, Clock
from preppal.interviewer.echo import echo_of
from preppal.interviewer.follow_ups import FOLLOW_UPS_PER_LEAD, Row, choose, moment_of
from preppal.interviewer.job_answers import asks_about_result, find_fact
from preppal.interviewer.plan import InterviewPlan, PlannedLead
from preppal.interviewer.questions import load_bank
from preppal.interviewer.requests import asks_back, ends_it, goes_on, is_question, only_announces
from preppal.interviewer.standing import AskedLead, Standing, stand
from preppal.interviewer.topics import TOPICS
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
from preppal.interviewer.wordings import Utterance, phrasing_ids, row_of

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

MINUTES_SPOKEN = {10: "ten minutes", 30: "thirty minutes", 60: "an hour"}
# After so many silences in a row nobody is there: the interview ends instead of talking to itself.
SILENCES_BEFORE_GOODBYE = 8
REPAIRS_IN_ALL = 3  # of one kind while the interviewer waits for "yes, I am ready"


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
    ) -> Line:
        standing = stand(plan, transcript)
        words = Utterance(plan.seed, interviewer.manner, frozenset(standing.used))
        scene = _Scene(
            plan=plan,
            interviewer=interviewer,
            job_text=job_text,
            company=company,
            job_title=job_title,
            clock=Clock(plan, remaining_ms),
            standing=standing,
            words=words,
        )
        return _line(scene, occasion)


@dataclass(frozen=True, slots=True)
class _Scene:
    """All that a line is made from."""

    plan: InterviewPlan
    interviewer: Interviewer
    job_text: str
    company: str
    job_title: str
    clock: Clock
    standing: Standing
    words: Utterance

    def line(self, intent: Intent, lead_id: str | None = None, *, ends: bool = False) -> Line:
        return Line(self.words.text, intent, lead_id, self.words.phrasing, ends)


def _line(scene: _Scene, occasion: Occasion) -> Line:
    standing = scene.standing
    if standing.last is None:
        return _opening(scene)
    if standing.phase == "closing" or scene.clock.over:
        return _goodbye(scene, "goodbye_time")
    if occasion == "wrap_up":
        return _wrap_up(scene)
    if not standing.answer:
        return _resumed(scene) if occasion == "resumed" else _silence(scene)
    if occasion == "resumed":
        scene.words.say("resumed_ack")
    return _answered(scene)


# Opening


def _opening(scene: _Scene) -> Line:
    words, plan = scene.words, scene.plan
    job, company = sayable(scene.job_title), sayable(scene.company)
    words.say("greet", name=sayable(scene.interviewer.name) or "your interviewer")
    if plan.topic in TOPICS:
        words.say("frame_topic", topic=TOPICS[plan.topic].spoken)
    elif job and company:
        words.say("frame_job_company", job=job, company=company)
    elif job:
        words.say("frame_job", job=job)
    else:
        words.say("frame_plain")
    words.say("outline", minutes=MINUTES_SPOKEN.get(plan.minutes, f"{plan.minutes} minutes"))
    words.say("ready")
    return scene.line("opening")


def sayable(text: str, longest: int = 8) -> str:
    """A title or name fit to be spoken inside a sentence, or "" when it is not one.

    At most ``longest`` words on one line, without question marks, links or markup.
    """
    plain = " ".join(text.split())
    if not plain or len(plain) > 80 or len(plain.split()) > longest:
        return ""
    if any(sign in plain for sign in '?!<>{}[]|\\@#"') or "://" in plain:
        return ""
    return plain.rstrip(" .,;:")


# Answers


def _answered(scene: _Scene) -> Line:
    standing = scene.standing
    if standing.phase == "questions":
        return _their_question(scene)
    if "stop_or_go" in standing.last_rows and ends_it(standing.answer):
        return _goodbye(scene, "goodbye_stop")
    if scene.clock.must_invite:
        return _invite(scene)
    current = standing.current
    if current is None:
        return _before_the_first_question(scene)
    was_waiting = "pause" in standing.last_rows or "stop_or_go" in standing.last_rows
    is_back = goes_on(standing.answer) and len(words_of(standing.answer)) < 12
    if was_waiting and is_back and scene.words.say("go_on", short=current.lead.short):
        return scene.line("repair", current.lead.lead_id)
    return _after_an_answer(scene, current)


def _before_the_first_question(scene: _Scene) -> Line:
    """The opening was answered: wait, or warm up."""
    said = scene.standing.answer
    waiting = {row_of(part) for part in scene.standing.used} & {"pause"}
    row = _row_for(scene, None)
    if row is not None and row.name in ("pause", "stop_or_go") and not waiting:
        scene.words.say(row.name)
        return scene.line("repair")
    if asks_back(said):
        scene.words.say("park", short=scene.plan.warmup.text)
        return scene.line("warmup", scene.plan.warmup.lead_id)
    scene.words.say("ack")
    return _ask(scene, scene.plan.warmup, "warmup")


def _row_for(scene: _Scene, asked: AskedLead | None) -> Row | None:
    """What the decision table says to the newest answer."""
    lead = asked or AskedLead(scene.plan.warmup, answers=[scene.standing.answer])
    bank = load_bank()
    question = bank.by_id.get(lead.lead.lead_id)
    competency = bank.competencies.get(lead.lead.competency)
    moment = moment_of(
        scene.standing,
        lead,
        question,
        reflect=competency.reflect if competency else False,
        result_cues=competency.result_cues if competency else (),
        probing=scene.interviewer.manner.probing,
        probes_left=_probes_left(scene, lead),
    )
    probes = question.probes if question else {}
    return choose(moment, lambda name: scene.words.can(name, probes.get(name)))


PROBES = frozenset(
    [
        *("declines", "no_example", "one_occasion", "real_case", "say_more", "other_story"),
        *("own_part", "scene", "outcome", "reasons", "measure", "plain_words", "detail"),
        *("limits", "learning", "deepen"),
    ]
)


def _probes_left(scene: _Scene, asked: AskedLead) -> int:
    """Follow-ups this lead may still have: two, one when late, none without time or budget."""
    standing, clock = scene.standing, scene.clock
    if not clock.allows_probe:
        return 0
    used_here = sum(row in PROBES for row in asked.rows)
    used = sum(row in PROBES for lead in standing.asked for row in lead.rows)
    cap = FOLLOW_UPS_PER_LEAD
    if asked.lead.kind == "warmup" or clock.behind(standing) or _was_long(standing):
        cap = 1
    if scene.interviewer.manner.probing <= 1:
        cap = min(cap, 1)
    return max(0, min(cap - used_here, scene.plan.follow_up_budget - used))


def _was_long(standing: Standing) -> bool:
    return standing.answer_ms > LONG_ANSWER or len(standing.answer) > LONG_ANSWER_WORDS * 6


def _after_an_answer(scene: _Scene, asked: AskedLead) -> Line:
    row = _row_for(scene, asked)
    if row is None or row.move == "next":
        return _next(scene, "ack_long" if _was_long(scene.standing) else "ack")
    if row.move == "leave":
        return _next(scene, "ack_leave")
    words, lead = scene.words, asked.lead
    if row.move == "repair":
        if row.name == "park":
            _park(scene, lead)
        else:
            words.say(row.name, short=lead.short)
        return scene.line("reassure" if row.name == "reassure" else "repair", lead.lead_id)
    _before_a_probe(scene, row)
    question = load_bank().by_id.get(lead.lead_id)
    words.say(row.name, question.probes.get(row.name) if question else None)
    return scene.line("follow_up", lead.lead_id)


def _park(scene: _Scene, lead: PlannedLead) -> None:
    """One sentence from the job if it answers, else kept for the end; then back to the question."""
    fact = find_fact(scene.standing.answer, scene.job_text)
    if fact is None or not scene.words.say("fact_then_back", fact=fact, short=lead.short):
        scene.words.say("park", short=lead.short)


# What a follow-up stands on its own after: an echo or "I see" would sound like agreement.
_BARE = frozenset({"declines", "no_example", "other_story", "real_case", "one_occasion"})


def _before_a_probe(scene: _Scene, row: Row) -> None:
    if row.name in _BARE or "resumed_ack" in (
        row_of(p) for p in phrasing_ids(scene.words.phrasing)
    ):
        return
    if scene.words.chance("echo", 0.4):
        phrase = echo_of(scene.standing.answer)
        if phrase and scene.words.say("echo", x=phrase):
            return
    if scene.words.chance("ack", 0.4):
        scene.words.say("ack")


def _next(scene: _Scene, acknowledgement: str) -> Line:
    """The next planned lead, a spare one when there is time, or the candidate's turn."""
    standing, plan = scene.standing, scene.plan
    asked = {lead.lead.lead_id for lead in standing.asked}
    planned = [lead for lead in plan.leads if lead.lead_id not in asked]
    spare = [lead for lead in plan.spare if lead.lead_id not in asked]
    if not scene.clock.allows_lead or not (planned or spare):
        return _invite(scene, acknowledgement)
    scene.words.say(acknowledgement)
    if not planned:
        scene.words.say("spare_lead")
        return _ask(scene, spare[0], "lead")
    current = standing.current
    if len(planned) == 1 and len(plan.leads) > 1:
        scene.words.say("last_lead")
    elif current and current.lead.kind != "warmup" and scene.words.chance("bridge", 0.5):
        scene.words.say("bridge")
    return _ask(scene, planned[0], "lead")


def _ask(scene: _Scene, lead: PlannedLead, intent: Intent) -> Line:
    scene.words.say_words(lead.text, f"lead.{lead.lead_id}")
    return scene.line(intent, lead.lead_id)


# Silence and return


def _silence(scene: _Scene) -> Line:
    """Reassure, rephrase when patient, then move on; never through a whole plan to nobody."""
    standing, words = scene.standing, scene.words
    if standing.phase == "questions":
        return _goodbye(scene, "goodbye")
    if standing.silences >= SILENCES_BEFORE_GOODBYE:
        return _goodbye(scene, "goodbye_silent")
    if scene.clock.must_invite:
        return _invite(scene)
    current = standing.current
    tries = 2 if scene.interviewer.manner.silence >= 4 else 1
    so_far = _silences_here(standing)
    if so_far < tries or standing.silent_since_lead >= 2:
        row = "rephrase" if so_far == 1 and current is not None else "reassure"
        if words.say(row, short=current.lead.short if current else ""):
            intent: Intent = "reassure" if row == "reassure" else "repair"
            return scene.line(intent, current.lead.lead_id if current else None)
    if current is None:
        return _ask(scene, scene.plan.warmup, "warmup")
    return _next(scene, "ack_leave")


def _silences_here(standing: Standing) -> int:
    """How often this question already met silence."""
    rows = standing.current.rows if standing.current else list(standing.last_rows)
    silent = 0
    for row in reversed(rows):
        if row not in ("reassure", "rephrase"):
            break
        silent += 1
    return silent if standing.silences else 0


def _resumed(scene: _Scene) -> Line:
    """The line dropped while a question was open: ask it again, briefly."""
    standing, words = scene.standing, scene.words
    current = standing.current
    if standing.phase == "questions":
        words.say("resumed_ack")
        words.say("anything_else")
        return scene.line("invite_questions")
    if current is None:
        words.say("resumed_ack")
        return _ask(scene, scene.plan.warmup, "warmup")
    if standing.last is not None and standing.last.intent == "follow_up":
        question = last_question(standing.last.text)
        if question and not standing.last.interrupted and words.say("resumed_ack"):
            words.say_words(question)
            return scene.line("repair", current.lead.lead_id)
    if not words.say("resumed", short=current.lead.short):
        words.say_words(current.lead.short)
    return scene.line("repair", current.lead.lead_id)


def last_question(text: str) -> str:
    """The sentence of ``text`` that asks, or ""."""
    if "?" not in text:
        return ""
    before = text[: text.rindex("?")]
    start = max(before.rfind(". "), before.rfind("? ")) + 1
    return f"{before[start:].strip()}?"


# The candidate's own questions, and goodbye


def _invite(scene: _Scene, acknowledgement: str = "ack") -> Line:
    standing, words = scene.standing, scene.words
    if standing.invited:
        return _goodbye(scene, "goodbye_time" if scene.clock.must_invite else "goodbye")
    if standing.answer:
        words.say(acknowledgement)
    late = scene.clock.remaining < scene.clock.end_part / 2
    if late and words.say("wrap_up"):
        return scene.line("wrap_up")
    words.say("invite_parked" if standing.parked else "invite")
    return scene.line("invite_questions")


def _wrap_up(scene: _Scene) -> Line:
    """A minute before the end: the one thing they still want to ask, or goodbye."""
    standing = scene.standing
    if standing.invited:
        if standing.answer and is_question(standing.answer):
            return _their_question(scene)
        return _goodbye(scene, "goodbye_time")
    if standing.answer:
        scene.words.say("ack")
    scene.words.say("wrap_up")
    return scene.line("wrap_up")


def _their_question(scene: _Scene) -> Line:
    standing, words, clock = scene.standing, scene.words, scene.clock
    said = standing.answer
    if only_announces(said) and clock.allows_question and words.say("go_ahead"):
        return scene.line("answer_question")
    if not is_question(said):
        return _goodbye(scene, "goodbye")
    fact = find_fact(said, scene.job_text)
    if asks_about_result(said):
        answered = words.say("about_result")
    elif fact is not None and words.say("fact", fact=fact):
        answered = True
    else:
        answered = words.say("unknown")
    more = standing.questions_answered + 1 < QUESTIONS_ANSWERED.get(scene.plan.minutes, 6)
    may_ask = answered and more and not standing.hurried and clock.allows_question
    if may_ask and words.say("anything_else"):
        return scene.line("answer_question")
    return _goodbye(scene, "goodbye")


def _goodbye(scene: _Scene, row: str) -> Line:
    if not scene.words.say(row):
        scene.words.say_words("Goodbye.")
    return scene.line("closing", ends=True)


# The screen


def progress(plan: InterviewPlan, transcript: Sequence[SpokenTurn]) -> Progress:
    """Question count and phase. ``lead_count`` grows when a spare lead is asked."""
    standing = stand(plan, transcript)
    asked = standing.leads_asked
    planned = {lead.lead_id for lead in plan.leads}
    spare_asked = sum(lead.lead.lead_id not in planned for lead in asked)
    current = standing.current
    return Progress(
        lead_number=len(asked),
        lead_count=len(plan.leads) + spare_asked,
        lead_short=current.lead.short if current else "",
        phase=standing.phase,
    )
