"""Which lines of a posting say nothing about the job: the board's own, and what every employer writes below.

They are marked where a posting is read, and kept: somebody may look for the closing date. Pure.
"""

import re

from preppal.job_descriptions.matching.shingles import furniture

_STATEMENT = re.compile(
    r"\bequal[- ]opportunit(?:y|ies)\b|\bwithout regard to\b|\bregardless of (?:age|race|gender|sex|religion|background|disability)"
    r"|\b(?:we|us) (?:celebrate|welcome|value) (?:diversity|differences|applications from)|\breasonable (?:accommodations?|adjustments?)\b"
    r"|\bdisability confident\b|\bprivacy (?:notice|policy|statement)\b|\bcookies?\b.{0,30}\bpolicy\b|\b(?:GDPR|data protection)\b.{0,60}\b(?:notice|policy|applicants?|application|personal data)\b"
    r"|\b(?:no|strictly no) (?:recruitment )?agenc(?:y|ies)\b|\bunsolicited (?:cvs?|resumes?|applications)\b|\bbackground (?:checks?|screening)\b.{0,40}\b(?:offer|successful|all)\b"
    r"|\b(?:all rights reserved|copyright)\b|©"
    r"|\bunabhängig von (?:alter|geschlecht|herkunft|ihrer|deiner)|\bschwerbehinderte.{0,60}\b(?:bevorzugt|berücksichtigt)|\bdatenschutz(?:hinweise|erklärung)?\b"
    r"|\bigualdad de oportunidades\b|\bsin distinción de\b|\b(?:política|aviso) de privacidad\b|\bprotección de datos\b"
    r"|平等(?:就业)?机会|隐私(?:政策|声明)|版权所有",
    re.IGNORECASE,
)
_SAYS_SOMETHING = re.compile(r"[:：]\s*\S|[£$€¥]\s?\d|\d\s?(?:k\b|[£$€¥]|eur\b|元)", re.IGNORECASE)
"""A label with its value, or an amount: of no use when two texts are compared, but said of the job."""
IN_THE_LAST = 0.5
"""Part of the text in which such a statement is a footer; further up it may be what the job is about."""


def asides(content: str) -> frozenset[int]:
    """The places of those lines in a cleaned posting, from 0."""
    lines = content.split("\n")
    length = sum(map(len, lines))
    found: set[int] = set()
    passed = 0
    for place, (line, is_furniture) in enumerate(zip(lines, furniture(lines), strict=True)):
        if (is_furniture and not _SAYS_SOMETHING.search(line)) or (
            passed >= IN_THE_LAST * length and _STATEMENT.search(line)
        ):
            found.add(place)
        passed += len(line)
    return frozenset(found)
