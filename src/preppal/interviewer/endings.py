"""Does what was said so far look finished, and is it a turn at all? English; pure."""

from __future__ import annotations

import re

WORD = re.compile(r"[a-z0-9]+(?:['’\-][a-z0-9]+)*", re.IGNORECASE)

# After these a sentence goes on: somebody who stops here is thinking. Waiting for one of the few who do
# end on them costs a second; answering into a thought costs the thought.
GOES_ON = """
a about although an and as at basically because been being between but by could decided
during each every for from had have he he's her his i i'd i'm i've if into its like maybe
might must my of on or our really she should since so some started than the their these
they they're those to tried uh um er very wanted was we we're were when where whether
which while who will with without would your
"""
DANGLING = frozenset(GOES_ON.split())
THAT_ENDS = "about after all by for from in like of on that's with do did does"
BEFORE_THAT = frozenset(THAT_ENDS.split())
HUM = "mm mhm mmhm mm-hmm mm-mm mm-hm hmm hm uh-huh uh um er erm ah oh huh mmm hmmm mm-mm-hmm"
HUMS = frozenset(HUM.split())
NODS = "yeah yes yep ok okay right sure exactly cool great"
ENCOURAGEMENT = HUMS | frozenset(NODS.split())


def words(text: str) -> list[str]:
    return [word.lower().replace("’", "'") for word in WORD.findall(text)]


def word_count(text: str) -> int:
    return len(words(text))


def looks_finished(text: str) -> bool:
    """A full stop, question or exclamation mark at the end, and a last word that can stand there."""
    ended = text.rstrip(" \"'”’)")
    if not ended or ended[-1] not in ".?!" or ended.endswith(("..", "…")):
        return False
    return bool(words(ended)) and not dangles(ended)


def dangles(text: str) -> bool:
    """Does the last word ask for another one, whatever the punctuation?"""
    said = words(text)
    if not said:
        return False
    if said[-1] == "that":  # "I thought that …", but "I learned a lot from that."
        return len(said) < 2 or said[-2] not in BEFORE_THAT
    return said[-1] in DANGLING


def says_something(text: str, *, while_listening: bool = False) -> bool:
    """Is there a turn in it? "Mm-hm" is none; said into the interviewer's words (`while_listening`)
    neither is a short "yeah, right"."""
    said = words(text)
    if not said:
        return False
    nothing = ENCOURAGEMENT if while_listening and len(said) <= 3 else HUMS
    return any(word not in nothing and word.strip("mh-") for word in said)
