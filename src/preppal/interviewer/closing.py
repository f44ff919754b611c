"""The last part: the candidate's own questions, the time that is up, and goodbye."""

from preppal.interviewer.clock import QUESTIONS_ANSWERED
from preppal.interviewer.job_answers import asks_about_result, find_fact
from preppal.interviewer.requests import is_question, only_announces
from preppal.interviewer.scene import Scene, goodbye
from preppal.interviewer.transcript import Line


def invite(scene: Scene, acknowledgement: str = "ack") -> Line:
    """Hand over to the candidate's questions; goodbye when they had their turn."""
    standing, words = scene.standing, scene.words
    if standing.invited:
        return goodbye(scene, "goodbye_time" if scene.clock.must_invite else "goodbye")
    if standing.answer:
        words.say(acknowledgement)
    late = scene.clock.remaining < scene.clock.end_part / 2
    if late and words.say("wrap_up"):
        return scene.line("wrap_up")
    words.say("invite_parked" if standing.parked else "invite")
    return scene.line("invite_questions")


def wrap_up(scene: Scene) -> Line:
    """A minute before the end: the one thing they still want to ask, or goodbye."""
    standing = scene.standing
    if standing.invited:
        if standing.answer and is_question(standing.answer):
            return their_question(scene)
        return goodbye(scene, "goodbye_time")
    if standing.answer:
        scene.words.say("unfinished" if standing.answer_ms > 60_000 else "ack")
    scene.words.say("wrap_up")
    return scene.line("wrap_up")


def their_question(scene: Scene) -> Line:
    """Answer from the job text or say that it is not known; then another, or goodbye."""
    standing, words, clock = scene.standing, scene.words, scene.clock
    said = standing.answer
    if only_announces(said) and clock.allows_question and words.say("go_ahead"):
        return scene.line("answer_question")
    if not is_question(said):
        return goodbye(scene, "goodbye")
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
    return goodbye(scene, "goodbye")
