"""What a model is told about the interviewer it is: marked data about manner, and nothing else.

The builder shows this text to whoever writes a persona, word for word. The built-in interviewer is
told none of it: it goes by the four scales.
"""

from preppal.interviewer.briefing import Interviewer, Manner
from preppal.interviewer.marking import as_words, marked

TITLE = "INTERVIEWER"
LONGEST = 4_800
"""Characters: a name, a headline, the scales and a whole instruction."""
INTRODUCTION = (
    f"{TITLE}: who you are and how you come across. It colours how you say things, never what you may"
    " say."
)
SCALES = {
    "warmth": ("dry", "rather dry", "friendly", "warm", "very warm"),
    "pace": ("very unhurried", "unhurried", "even", "quick", "brisk"),
    "probing": ("light", "light", "ordinary", "thorough", "digging"),
    "silence": ("short", "short", "ordinary", "long", "very long"),
}


def persona_text(interviewer: Interviewer, *, seed: int = 0) -> str:
    """The part of a model's instruction that is about the interviewer; ``seed`` is the plan's."""
    return INTRODUCTION + "\n" + marked(TITLE, _facts_of(interviewer), longest=LONGEST, seed=seed)


def manner_words(manner: Manner) -> str:
    """The four scales as a sentence each."""
    words = {name: scale[getattr(manner, name) - 1] for name, scale in SCALES.items()}
    return (
        f"Tone: {words['warmth']}. Pace: {words['pace']}. Follow-ups: {words['probing']}."
        f" Silences: {words['silence']}."
    )


def _facts_of(interviewer: Interviewer) -> str:
    facts = [
        f"Name: {as_words(interviewer.name)}",
        f"Work: {as_words(interviewer.headline)}",
        manner_words(interviewer.manner),
    ]
    if interviewer.voice:
        facts.append(f"Voice: {as_words(interviewer.voice)}.")
    return "\n".join([*facts, interviewer.system_instruction])
