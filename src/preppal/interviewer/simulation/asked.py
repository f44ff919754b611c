"""What a line asks for, as a simulated candidate understands it.

The built-in mind names the row of the table in ``phrasing``; another mind's words are understood by
their own.
"""

import re

from preppal.interviewer.follow_ups import PROBES
from preppal.interviewer.transcript import Line
from preppal.interviewer.wordings import phrasing_ids, row_of

_BY_WORDS = tuple(
    (row, re.compile(words, re.IGNORECASE))
    for row, words in (
        ("own_part", r"your (?:own )?(?:part|share|role)|you yourself|did you do\b|were yours|you take on"),
        ("other_story", r"\b(?:another|different|second|fresh) (?:case|example|story|one)\b"),
        ("measure", r"how (?:much|many|large|big|often|long)|in (?:figures|numbers)|how (?:did|could) you (?:know|tell)"),
        ("outcome", r"\b(?:come of it|turn out|in the end|result|outcome|end up|how did it end|lead to)\b"),
        ("reasons", r"\bwhy\b|what made you|other ways|weigh|choose|give up for"),
        ("learning", r"differently|take from it|learn|teach|habit|change"),
        ("scene", r"where (?:was|were)|situation|at stake|who else|what was going on|when did"),
        ("deepen", r"half the time|suppose|critic|against it|weakest|could have gone"),
        ("limits", r"not (?:work|hold)|what else would|edges|limit"),
        ("real_case", r"really|for real|last time"),
        ("one_occasion", r"one (?:occasion|time|day|moment)"),
    )
)  # fmt: skip


def sought_by(line: Line) -> str:
    """The row of the table that the line asks by: "outcome", "reasons" …; "" for a lead."""
    if line.intent not in ("follow_up", "repair"):
        return ""
    for part in reversed(phrasing_ids(line.phrasing)):
        if row_of(part) in PROBES:
            return row_of(part)
    if line.intent == "repair":
        return ""
    return next((row for row, words in _BY_WORDS if words.search(line.text)), "say_more")
