"""Which scorer made a score: what was learned, and the rules around it. Two scorers with one version score alike."""

from __future__ import annotations

import hashlib
from functools import cache

from preppal.assessment import language, swaying
from preppal.assessment.scoring import reader, relevance, weights

RULES = "4"
"""Version of what is coded (what is heard, masked, capped, lifted). `test_versions` tells when it must change."""


@cache
def scorer_version() -> str:
    """Changes with every number that was learned, and with the rules."""
    learned = (
        weights.FILE,
        reader.FOLDER / "head.json",  # its numbers change with every reader that is taught
        reader.FOLDER / relevance.FILE,
        swaying.FILE,
        language.COMMON_WORDS,
    )
    found = hashlib.sha256(RULES.encode())
    for file in learned:
        found.update(hashlib.sha256(file.read_bytes()).digest())
    return found.hexdigest()[:12]
