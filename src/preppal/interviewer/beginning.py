"""The first minute: who is here, what will happen, and whether the candidate is ready."""

from preppal.interviewer.answers import listen
from preppal.interviewer.hand_over_text import spoken_of
from preppal.interviewer.requests import asks_back, is_not_ready, read_request
from preppal.interviewer.scene import Scene, ask, sayable
from preppal.interviewer.topics import TOPICS
from preppal.interviewer.transcript import Line

MINUTES_SPOKEN = {10: "ten minutes", 30: "thirty minutes", 60: "an hour"}
PAUSES_BEFORE_STARTING = 2


def opening(scene: Scene) -> Line:
    """Greeting, subject, what a colleague passed on, course, and one small question, each in the persona's manner."""
    words, plan = scene.words, scene.plan
    job, company = sayable(scene.job_title), sayable(scene.company)
    words.say("greet", name=sayable(scene.interviewer.name) or "your interviewer")
    if plan.topic in TOPICS:
        asked_for = sayable(plan.practice_line)
        words.say("frame_topic", topic=asked_for or TOPICS[plan.topic].spoken)
    elif job and company:
        words.say("frame_job_company", job=job, company=company)
    elif job:
        words.say("frame_job", job=job)
    else:
        words.say("frame_plain")
    colleague, subject = spoken_of(scene.hand_over, scene.interviewer.name)
    if colleague:
        words.say("handed_over", colleague=colleague, subject=subject)
    words.say("outline", minutes=MINUTES_SPOKEN.get(plan.minutes, f"{plan.minutes} minutes"))
    words.say("ready")
    return scene.line("opening")


def before_the_first_question(scene: Scene) -> Line:
    """The opening was answered: wait if asked to, else warm up."""
    said = scene.standing.answer
    request = read_request(said, listen([said]))
    waited = sum(part.startswith("pause.") for part in scene.standing.used)
    waits = request in ("pause", "thinking") or (request != "stop" and is_not_ready(said))
    if waits and waited < PAUSES_BEFORE_STARTING:
        scene.words.say("pause")
        return scene.line("repair")
    if request == "stop" and scene.words.say("stop_or_go"):
        return scene.line("repair")
    if request in ("repeat", "clarify"):
        scene.words.say("start_anyway")
    else:
        scene.words.say("park_at_start" if asks_back(said) else "begin")
    return ask(scene, scene.plan.warmup, "warmup")
