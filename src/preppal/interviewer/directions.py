"""Stage directions for a speech-to-speech model: what its next turn is for, in writing. Pure."""

from preppal.interviewer.marking import plain_line, quoted
from preppal.interviewer.transcript import Intent, Line

OPENS = "[Direction for the interviewer, not to be read aloud: "

_SAY: dict[Intent, str] = {
    "opening": "open the interview now. In your own manner, say: {text}",
    "warmup": "ask the warm-up now, in these words, after a word of your own at most: {text}",
    "lead": "go on to the next planned question now, in these words: {text}",
    "follow_up": "ask one short follow-up to what you just heard, to this effect: {text}",
    "repair": "do not go on yet. In your own words, say: {text}",
    "reassure": "the candidate needs a moment. Say one short kind sentence, such as {text}, and ask nothing new",
    "wrap_up": "one minute is left. In your own words, say: {text}",
    "invite_questions": "your questions are done. Hand over to the candidate's: {text}",
    "answer_question": "answer in one sentence, from the JOB text only or not at all, to this effect: {text}",
    "closing": "the interview is over. Say goodbye now, in one or two sentences, with the word goodbye: {text}",
}


def direction(text: str) -> str:
    """``text`` marked as a direction; there is no other bracket in it."""
    inside = plain_line(text).replace("[", "(").replace("]", ")").rstrip(". ")
    return f"{OPENS}{inside}.]"


def next_move(line: Line) -> str:
    """What the interviewer is to do next, from the line that the built-in mind would say."""
    return _SAY[line.intent].format(text=quoted(line.text))


def after_the_break(heard: str, line: Line | None) -> str:
    """The connection broke inside a line, of which the candidate ``heard`` only so much."""
    told = f"the line broke while you spoke. The candidate heard only {quoted(heard)}"
    rest = f", of what you were asked to say: {quoted(line.text)}" if line else ""
    return f"{told}{rest}. Finish that thought in one sentence, without beginning again"


def not_heard() -> str:
    return "the candidate was still speaking and has not heard your last words"


def interrupted(heard: str) -> str:
    return f"the candidate stopped you and heard only {quoted(heard)}. Listen now"


def without(reason: str) -> str:
    """The last line had to be stopped before it was heard to its end."""
    return f"your last words were stopped: {reason}. Do not say that again"
