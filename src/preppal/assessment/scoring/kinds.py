"""What a question asks for: an occasion, steps not yet taken, how something works, a reason to come."""

from __future__ import annotations

import re

_ASKS = (
    (
        "motivation",
        re.compile(
            r"\b(?:why (?:do|did|would|are) you (?:want|apply|choose|interested|drawn|leave|leaving)|why (?:this|us|our|here|nursing|teaching)|what (?:draws|attracts|brings|interests|motivates|drew) you|where do you see yourself|what (?:are|is) you(?:r)? (?:looking for|hoping))"
        ),
    ),
    (
        "behavioural",
        re.compile(
            r"\b(?:tell (?:me|us) (?:about|how)|give (?:me|us) an (?:example|instance)|describe (?:a|an|the|one|how you)|think of|walk (?:me|us) through (?:a|an|the|one|your|how you)|talk (?:me|us) through (?:a|an|the|one|how you)|share an? |when (?:did|have|were) you|have you ever|what (?:did|have|was|were) (?:you|your|the)|which .{0,40}\b(?:did|have) you|how (?:did|have) you|last time|a time|an occasion|a situation (?:where|when|in which))"
        ),
    ),
    (
        "situational",
        re.compile(
            r"\b(?:how would you|what would you|what do you do (?:when|if)|where would you|which would you|would you|imagine|suppose|if you (?:were|had|saw|found)|how will you|what steps)"
        ),
    ),
    (
        "knowledge",
        re.compile(
            r"\b(?:explain|how (?:does|do|is|are|can|should)|what (?:is|are|does|do|happens|makes|would|could|goes|can|should|causes)|why (?:is|are|do|does|can|should|would)|when (?:is|are|do|does|would|should)|what's|difference|compare|which)"
        ),
    ),
)


def kind_of(question: str) -> str:
    """One of the bank's kinds, by how the question is put; "behavioural" where nothing tells."""
    asked = " ".join(question.lower().split())
    found = [(match.start(), kind) for kind, pattern in _ASKS if (match := pattern.search(asked))]
    return min(found, key=lambda one: one[0])[1] if found else "behavioural"
