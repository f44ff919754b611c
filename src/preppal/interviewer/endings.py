"""Does what was said so far look finished, and is it a turn at all? English; pure."""

from __future__ import annotations

import re

WORD = re.compile(r"[a-z0-9]+(?:['’\-][a-z0-9]+)*", re.IGNORECASE)

# After these a sentence goes on: somebody who stops here is thinking. Waiting for one of the few who do
# end on them costs a second; answering into a thought costs the thought.
GOES_ON = """
a about against also although among an and another are aren't as at basically became because
becomes been being between both but by could decided despite during each either er even every
for from gets got had have he he'd he'll he's her here's his how i i'd i'll i'm i've if in
included includes into involved involves is isn't its just let like maybe might must my neither
nor of on only onto or our per quite rather realised realized really seemed seems several she
she'd should since so some started such suggested than the their there's these they they'd
they'll they're they've those thought to toward towards tried uh um unless until upon very via
wanted was wasn't we we'd we'll we're we've were weren't what what's when whenever where
whereas wherever whether which while who whom whose why will with within without would you'd
you'll you've your
"""
DANGLING = frozenset(GOES_ON.split())
THAT_ENDS = "about after all by for from in like of on that's with do did does"
BEFORE_THAT = frozenset(THAT_ENDS.split())
# Nouns that are about something: "the number" of what, "the fact" that what.
ABOUT_SOMETHING = frozenset(["fact", "kind", "sort", "couple", "number", "reason", "lack", "way"])
BEFORE_ABOUT = frozenset(["the", "a", "with", "because"])
SET_PHRASES = (
    "by the way",
    "along the way",
    "in the way",
    "all the way",
    "in a way",
    "that's the way",
)
HUM = "mm mhm mmhm mm-hmm mm-mm mm-hm hmm hm uh-huh uh um er erm ah oh huh mmm hmmm mm-mm-hmm"
HUMS = frozenset(HUM.split())
NODS = "yeah yes yep ok okay right sure exactly cool great"
ENCOURAGEMENT = HUMS | frozenset(NODS.split())
# Said to gain time before the answer. "Yes" and "okay" alone may be the answer itself.
_GAINS = (
    r"(?:sure|of course|gladly|well|hm+|um|uh|er"
    r"|(?:that(?:'s| is) )?(?:an? )?(?:good|great|interesting|tough|hard|difficult|fair) (?:question|one)"
    r"|(?:let me|let's|i(?:'ll| will| have to| need to)) (?:just )?(?:think|see|start|begin|remember)"
    r"(?: about (?:it|that|this)| for a (?:moment|second|minute)| back| now)*"
    r"|(?:give me )?(?:a|one) (?:moment|second|minute)(?: please)?"
    r"|where (?:do|should|shall) i (?:start|begin))"
)
_BESIDE = r"ok|okay|yes|yeah|right|so|and|oh|ah|alright|all right|thanks|thank you|just"
GAINING = re.compile(rf"\b{_GAINS}\b", re.IGNORECASE)
PRELUDE = re.compile(rf"(?:(?:{_GAINS}|{_BESIDE})\b\W*)+", re.IGNORECASE)
LONGEST_PRELUDE = 120  # characters


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


def is_prelude(text: str) -> bool:
    """Nothing but words that gain time: "Sure, let me think." The answer is still to come."""
    said = text.strip().replace("’", "'")
    if len(said) > LONGEST_PRELUDE or not PRELUDE.fullmatch(said):
        return False
    return GAINING.search(said) is not None


def dangles(text: str) -> bool:
    """Does the last word ask for another one, whatever the punctuation?"""
    said = words(text)
    if not said:
        return False
    if said[-1] == "that":  # "I thought that …", but "I learned a lot from that."
        return len(said) < 2 or said[-2] not in BEFORE_THAT
    if said[-1] in ABOUT_SOMETHING and len(said) > 1 and said[-2] in BEFORE_ABOUT:
        return " ".join(said[-3:]) not in SET_PHRASES
    return said[-1] in DANGLING


def says_something(text: str, *, while_listening: bool = False) -> bool:
    """Is there a turn in it? "Mm-hm" is none; said into the interviewer's words (`while_listening`)
    neither is a short "yeah, right"."""
    said = words(text)
    if not said:
        return False
    nothing = ENCOURAGEMENT if while_listening and len(said) <= 3 else HUMS
    return any(word not in nothing and word.strip("mh-") for word in said)
