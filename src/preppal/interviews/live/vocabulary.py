"""Which words to expect: a prompt for the recogniser from the job, the resume and the plan.

A prompt of terms brings the word errors from 8 % down to 3 % (shared measurements), and written as
sentences it makes the recogniser punctuate, which is how a finished turn is told from a pause.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from itertools import zip_longest

TERM = re.compile(r"[A-Za-z](?:[A-Za-z0-9+#/-]|\.(?=[a-z]))*")
SENTENCE_START = re.compile(r"(?:^|[.!?:;•*\-–\n]\s*)[\"'(]*$")
STYLE = "Yes, I did. I led the team, and we shipped it."
CHARACTERS = 260  # about 60 tokens: each one costs time in every recognition
COMMON = frozenset(
    [
        "I",
        "We",
        "You",
        "They",
        "It",
        "The",
        "This",
        "Our",
        "Your",
        "And",
        "Or",
        "As",
        "At",
        "In",
        "On",
        "For",
        "With",
        "To",
        "Of",
        "Who",
        "What",
        "About",
    ]
)


def terms(job_text: str, most: int = 14) -> list[str]:
    """Names and technical words of a job description or a resume, the most frequent first."""
    counted: Counter[str] = Counter()
    for found in TERM.finditer(job_text[:20_000]):
        word = found.group().rstrip("-/")
        if len(word) < 2 or len(word) > 24 or word in COMMON:
            continue
        technical = any(c.isupper() or c.isdigit() or c in "+#" for c in word[1:])
        before = job_text[max(0, found.start() - 8) : found.start()]
        named = word[0].isupper() and not SENTENCE_START.search(before)
        if technical or named:
            counted[word] += 1
    return [word for word, _ in counted.most_common(most)]


def expected_words(
    *,
    job_title: str,
    company: str,
    job_text: str,
    competencies: Sequence[str],
    resume: str = "",
) -> str:
    """The recogniser's prompt, at most a few dozen tokens: what the two will name most, job and resume in turn."""
    asked_about = [competency.replace("_", " ") for competency in competencies]
    wanted: list[str] = []
    known: set[str] = set()
    named = [one for pair in zip_longest(terms(job_text), terms(resume)) for one in pair if one]
    for word in [job_title, company, *named, *asked_about]:
        plain = " ".join(word.split())
        if not known.issuperset(plain.lower().split()):
            wanted.append(plain)
            known.update(plain.lower().split())
    listed = ""
    for word in wanted:
        longer = f"{listed}, {word}" if listed else word
        if len(longer) > CHARACTERS:
            break
        listed = longer
    return f"Interview about {listed}. {STYLE}" if listed else f"An interview. {STYLE}"
