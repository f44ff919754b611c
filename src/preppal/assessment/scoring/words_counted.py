"""The English words and phrases that some features count. Plain lists, so that a figure can be checked by eye."""

from __future__ import annotations

import re

from preppal.assessment.sentences import word_set

_COUNT = (
    r"(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|fifteen|twenty|thirty|forty|"
    r"sixty|ninety|\d+|a|an|half an?)"
)
HEDGES = re.compile(
    r"\b(?:i think|maybe|perhaps|kind of|sort of|probably|i guess|somehow|or something|and stuff|"
    r"and so on|things like that|basically|whatever|various|several|a lot of|lots of|everything|always|"
    r"everyone)\b"
)
TIMES = re.compile(
    r"\b(?:\d{1,2}(?::\d\d)? ?(?:am|pm|o'clock)|"
    rf"{_COUNT} (?:minutes?|hours?|days?|weeks?|months?|years?|seconds?)|"
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|january|february|march|april|may|june|july|august|"
    r"september|october|november|december|morning|evening|afternoon|night|"
    r"last (?:year|month|week|spring|summer|autumn|winter))\b"
)
TALK = re.compile(
    r"\b(?:(?:he|she|they|i|we) (?:\w+ )?(?:said|asked|told|rang|called|wrote|emailed|showed|explained|"
    r"suggested|agreed|refused)|said (?:that|he|she|they|i|no|yes)|"
    r"asked (?:him|her|them|me|the|whether|if|why|what))\b"
)
CONTRASTS = re.compile(
    r"\b(?:but|although|though|however|instead|rather|except|unless|whereas|while|until|turned out|"
    r"despite|even)\b"
)
CAUSES = re.compile(
    r"\b(?:because|so that|since|otherwise|which meant|that's why|in case|if|when|so)\b"
)
PEOPLE = word_set(
    "manager boss colleague colleagues customer client patient parent pupil student nurse doctor driver"
    " supplier engineer developer designer mother father daughter son wife husband chef waiter owner director"
    " sister neighbour man woman lady gentleman boy girl tenant teacher foreman supervisor apprentice auditor"
    " buyer inspector"
)
SUPERLATIVES = word_set(
    "very really extremely incredibly absolutely truly always never best greatest amazing fantastic excellent"
    " passionate passion huge massive world-class everyone everything every constantly"
)
SPEAKER = word_set("i i'd i've i'm my me i'll")
GROUP = word_set("we our us we'd we've we're")
LISTENER = word_set("you your you're")
ABSTRACT_ENDINGS = ("tion", "ment", "ness", "ity", "ance", "ence", "ship")
