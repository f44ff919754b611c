"""The middle: what follows an answer, a silence, or a dropped connection."""

from preppal.interviewer.clock import runs_long
from preppal.interviewer.closing import invite
from preppal.interviewer.echo import echo_of
from preppal.interviewer.follow_ups import (
    FOLLOW_UPS_PER_CASE,
    FOLLOW_UPS_PER_LEAD,
    PROBES,
    Moment,
    Row,
    choose,
    moment_of,
)
from preppal.interviewer.job_answers import find_fact
from preppal.interviewer.levels import fitted, still_planned
from preppal.interviewer.plan import PlannedLead
from preppal.interviewer.questions import load_bank
from preppal.interviewer.requests import goes_on
from preppal.interviewer.scene import Scene, ask, goodbye
from preppal.interviewer.spoken_text import words_of
from preppal.interviewer.standing import AskedLead, Standing
from preppal.interviewer.transcript import Intent, Line
from preppal.interviewer.wordings import (
    Utterance,
    filled,
    in_order,
    phrasing_ids,
    row_of,
    wording_id,
)

# After so many silences in a row nobody is there: the interview ends instead of talking to itself.
SILENCES_BEFORE_GOODBYE = 12
PATIENT = 4  # from this `Manner.silence` on, a question is put again before it is left
CURSORY = 1  # up to this `Manner.probing`, one follow-up a lead
# An echo or "I see" before these would sound like agreement, or like not having listened.
_BARE = frozenset(
    {"clash", "off_topic", "declines", "no_example", "other_story", "real_case", "one_occasion"}
)
_ECHO_SHARE, _ACK_SHARE, _BRIDGE_SHARE = 0.75, 0.4, 0.5
_WRAPPED_SHARE = 0.5  # of echoes, in a sentence of the interviewer's own
WORDS_A_TURN = 25  # INTERVIEWING §5, manner: a follow-up with everything before it


def after_an_answer(scene: Scene, asked: AskedLead) -> Line:
    """A follow-up, a repair or the next question, as the decision table says."""
    standing, words, lead = scene.standing, scene.words, asked.lead
    was_waiting = "pause" in standing.last_rows or "stop_or_go" in standing.last_rows
    is_back = goes_on(standing.answer) and len(words_of(standing.answer)) < 12
    if was_waiting and is_back and words.say("go_on", short=lead.short):
        return scene.line("repair", lead.lead_id)
    row, moment = _row_for(scene, asked)
    if row.move == "next":
        return next_lead(scene, "ack_long" if runs_long(standing) else "ack")
    if row.move == "leave":
        return next_lead(scene, "ack_leave")
    if row.move == "repair":
        _repair(scene, row, lead)
        return scene.line("reassure" if row.name == "reassure" else "repair", lead.lead_id)
    question = load_bank().by_id.get(lead.lead_id)
    probe = question.probes.get(row.name) if question else None
    if row.name == "other_story" and not moment.told_before:
        probe = _heard_elsewhere(scene)
    slots = {"fact": moment.clash} if row.name == "clash" else {}
    _before_a_probe(scene, row, filled(words.next_words(row.name, probe), slots))
    words.say(row.name, probe, **slots)
    return scene.line("follow_up", lead.lead_id)


def _heard_elsewhere(scene: Scene) -> str | None:
    """How to say that a colleague has heard this story, in words not used yet."""
    wordings = in_order("told_elsewhere", scene.plan.seed, scene.interviewer.manner)
    return next(
        (
            wording.text
            for wording in wordings
            if not scene.words.was_said(wording_id("other_story", wording.text))
        ),
        None,
    )


def _row_for(scene: Scene, asked: AskedLead) -> tuple[Row, Moment]:
    """What the decision table says to the newest answer, and what it looked at."""
    bank = load_bank()
    question = bank.by_id.get(asked.lead.lead_id)
    competency = bank.competencies.get(asked.lead.competency)
    moment = moment_of(
        scene.standing,
        asked,
        reflect=competency.reflect if competency else False,
        result_cues=competency.result_cues if competency else (),
        probing=scene.interviewer.manner.probing,
        probes_left=_probes_left(scene, asked),
        resume=scene.resume,
        hand_over=scene.hand_over,
    )
    probes = question.probes if question else {}
    return choose(moment, lambda name: scene.words.can(name, probes.get(name))), moment


def _probes_left(scene: Scene, asked: AskedLead) -> int:
    """Follow-ups this lead may still have: two, three in a case, one when late, none without time or
    budget."""
    standing, clock = scene.standing, scene.clock
    if not clock.allows_probe(standing):
        return 0
    if runs_long(standing) and not clock.allows_lead:
        return 0  # one more answer like that would be the last of the interview
    used_here = sum(row in PROBES for row in asked.rows)
    used = sum(row in PROBES for lead in standing.leads_asked for row in lead.rows)
    cap = FOLLOW_UPS_PER_CASE if asked.lead.kind == "case" else FOLLOW_UPS_PER_LEAD
    hurried = clock.behind(standing) or runs_long(standing)
    if asked.lead.kind == "warmup" or hurried or scene.interviewer.manner.probing <= CURSORY:
        cap = 1
    left = len(still_planned(scene.plan, standing.leads_asked))
    beyond = len(standing.leads_asked) + left - len(scene.plan.leads)
    budget = scene.plan.follow_up_budget + FOLLOW_UPS_PER_LEAD * beyond
    return max(0, min(cap - used_here, budget - used))


def _repair(scene: Scene, row: Row, lead: PlannedLead) -> None:
    """Repeat, wait, or go back; a question is answered by one line of the job, or kept for later."""
    open_question = _open_question(scene.standing, lead)
    if row.name == "park":
        fact = find_fact(scene.standing.answer, scene.job_text)
        told = fact and any(fact in text for text in scene.standing.spoken)
        before = scene.words.next_words("fact_then_back").replace("{short}", "")
        if fact and not told and _fits(before.replace("{fact}", fact), open_question):
            scene.words.say("fact_then_back", fact=fact, short=open_question)
            return
    scene.words.say(row.name, short=open_question)


def _open_question(standing: Standing, lead: PlannedLead) -> str:
    """What the candidate is to answer: the follow-up just asked, else the lead in brief."""
    last = standing.last
    if last is not None and last.intent == "follow_up" and not last.interrupted:
        return last_question(last.text) or lead.short
    return lead.short


def _before_a_probe(scene: Scene, row: Row, question: str) -> None:
    """An answer stopped, a few of their words, or "I see", where the turn stays short enough."""
    words = scene.words
    said = {row_of(part) for part in phrasing_ids(words.phrasing)}
    if "resumed_ack" in said:
        return
    if runs_long(scene.standing) and _fits(words.next_words("stop_there"), question):
        words.say("stop_there")
        return
    if row.name in _BARE:
        return
    if words.chance("echo", _ECHO_SHARE):
        phrase = echo_of(scene.standing.answer, scene.standing.spoken)
        if phrase and _echo(words, phrase, question):
            return
    if words.chance("ack", _ACK_SHARE) and _fits(words.next_words("ack"), question):
        words.say("ack")


def _echo(words: Utterance, phrase: str, question: str) -> bool:
    """Give ``phrase`` back, alone ("Your night shift.") or in a sentence."""
    alone = f"{phrase[0].upper()}{phrase[1:]}."
    wrapped = words.next_words("echo").replace("{x}", phrase)
    if _fits(wrapped, question) and words.chance("wrapped", _WRAPPED_SHARE):
        return words.say("echo", x=phrase)
    name = wording_id("echo", alone)
    if not _fits(alone, question) or words.was_said(name):
        return False
    words.say_words(alone, name)
    return True


def _fits(before: str, question: str) -> bool:
    return bool(before) and len(before.split()) + len(question.split()) <= WORDS_A_TURN


def next_lead(scene: Scene, acknowledgement: str) -> Line:
    """The next planned lead or one of another level in its place, a spare one when there is time, or
    the candidate's turn."""
    standing, plan = scene.standing, scene.plan
    asked = {lead.lead.lead_id for lead in standing.asked}
    planned = still_planned(plan, standing.leads_asked)
    spare = [lead for lead in plan.spare if lead.lead_id not in asked]
    if not scene.clock.allows_lead or not (planned or spare):
        return invite(scene, acknowledgement)
    scene.words.say(acknowledgement)
    if not planned:
        scene.words.say("spare_lead")
        return ask(scene, fitted(spare[0], spare, standing.leads_asked), "lead")
    current = standing.current
    if len(planned) == 1 and len(plan.leads) > 1:
        scene.words.say("last_lead")
    elif current and current.lead.kind != "warmup" and scene.words.chance("bridge", _BRIDGE_SHARE):
        scene.words.say("bridge")
    return ask(scene, fitted(planned[0], spare, standing.leads_asked), "lead")


def after_silence(scene: Scene) -> Line:
    """Reassure, put it again when patient, then move on; never through a whole plan to nobody."""
    standing, words = scene.standing, scene.words
    if standing.phase == "questions":
        return goodbye(scene, "goodbye")
    if standing.silences >= SILENCES_BEFORE_GOODBYE:
        return goodbye(scene, "goodbye_silent")
    if scene.clock.must_invite:
        return invite(scene)
    current = standing.current
    nobody = standing.silent_leads >= 2
    tries = 2 if scene.interviewer.manner.silence >= PATIENT else 1
    so_far = _silences_here(standing)
    if so_far < tries or nobody:
        if nobody and words.say("not_hearing"):
            return scene.line("reassure", current.lead.lead_id if current else None)
        row = "reassure_at_start" if current is None else "rephrase" if so_far else "reassure"
        if words.say(row, short=current.lead.short if current else ""):
            intent: Intent = "repair" if row == "rephrase" else "reassure"
            return scene.line(intent, current.lead.lead_id if current else None)
    if current is None:
        return ask(scene, scene.plan.warmup, "warmup")
    return next_lead(scene, "ack_leave")


def _silences_here(standing: Standing) -> int:
    """How often the open question already met silence, without a word since."""
    if standing.silences == 0 or standing.current is None:
        return standing.silences
    silent = 0
    for row in reversed(standing.current.rows):
        if row not in ("reassure", "rephrase", "not_hearing"):
            break
        silent += 1
    return silent


def after_a_gap(scene: Scene) -> Line:
    """The connection dropped while a question was open: ask it again, briefly."""
    standing, words = scene.standing, scene.words
    current = standing.current
    if standing.phase == "questions":
        words.say("resumed_ack")
        if not words.say("anything_else"):
            words.say_words(
                "What would you like to ask?"
            )  # the line dropped oftener than there are words
        return scene.line("invite_questions")
    if current is None:
        words.say("resumed_ack")
        return ask(scene, scene.plan.warmup, "warmup")
    last = standing.last
    if last is not None and last.intent == "follow_up" and not last.interrupted:
        question = last_question(last.text)
        if question and words.say("resumed_ack"):
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
