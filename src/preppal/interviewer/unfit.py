"""What an interviewer must never say, recognised in a model's words before they are heard to their end.

Only what is certain: directions read aloud, scores given, and questions about private matters. Praise
cannot be told from courtesy by words alone, and stays.
"""

import re

_LEAK = re.compile(
    r"\bdirections? for the interviewer|\bnot to be read aloud|\bmy (?:system )?(?:prompt|instructions) (?:is|are|say)|\bsystem (?:prompt|instruction)",
    re.I,
)
_NUMBER = r"(?:\d{1,3}(?:[.,]\d)?|one|two|three|four|five|six|seven|eight|nine|ten)"
_SCORE = re.compile(
    rf"\b{_NUMBER} (?:out of|over) (?:five|ten|5|10|100)\b|\b{_NUMBER}\s?/\s?(?:5|10|100)\b"
    r"|\bI(?:'d|’d| would| will|'ll|’ll)? (?:rate|score|grade) (?:you|that|this|your)\b"
    r"|\byour (?:score|grade|rating) (?:is|would be)\b",
    re.I,
)
_PRIVATE = re.compile(
    r"\bhow old (?:are|were) you\b|\b(?:what(?:'s| is)|tell me) your (?:age|date of birth|religion|nationality|sexual orientation|current salary|present salary)\b"
    r"|\bwhen were you born\b|\bare you (?:married|single|divorced|pregnant|religious|disabled|gay|straight|a citizen)\b"
    r"|\b(?:do|will) you (?:have|want|plan(?: to have| on having)?) (?:any )?(?:children|kids|a family)\b"
    r"|\b(?:do you have|are you living with) (?:any |a )?(?:disabilit\w+|illness\w*|chronic \w+)\b"
    r"|\bwhich (?:church|party) do you\b|\bwho (?:do|did) you vote for\b|\bwhere (?:are you|is your accent|is that accent) (?:really |originally )?from originally\b"
    r"|\bwhat (?:do|did) you (?:currently )?(?:earn|make) (?:now|at present|in your (?:last|current) job)\b|\bhave you ever been arrested\b|\bcriminal record\b",
    re.I,
)


def unfit(text: str) -> str:
    """Why ``text`` must not be heard, or ""."""
    if _LEAK.search(text):
        return "directions are not to be read aloud"
    if _SCORE.search(text):
        return "scores are not given in an interview"
    if _PRIVATE.search(text):
        return "that is a private matter"
    return ""
