"""A score that changes has another version beside it: else a report made again would be said to be the same.

What a scorer hears and masks is compared, not its scores: another processor may round their last digit otherwise.
"""

from __future__ import annotations

import hashlib
import json
from pathlib import Path

from preppal.assessment.scoring.hearing import hear
from preppal.assessment.scoring.kinds import kind_of
from preppal.assessment.scoring.masking import masked_sentences
from preppal.assessment.scoring.versions import RULES

ANSWERS = Path(__file__).parents[3] / "training" / "further.jsonl"
HEARD = {"4": "8157302ed587"}


def test_who_hears_otherwise_has_another_version() -> None:
    found = hashlib.sha256()
    for line in ANSWERS.read_text("utf-8").splitlines():
        one = json.loads(line)
        heard = hear(one["question"], kind_of(one["question"]), one["answer"])
        signals = [(at, hit.signal, hit.low, hit.high) for at, hit in heard.signals]
        found.update(f"{one['id']} {masked_sentences(heard)} {signals} {heard.declines}\n".encode())
    assert HEARD.get(RULES) == found.hexdigest()[:12], (
        "Other sentences or signals are heard: give RULES a new version, and write it here with what is heard."
    )
