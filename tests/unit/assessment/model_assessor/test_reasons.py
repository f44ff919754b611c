"""Which of a model's sentences may be shown."""

import pytest

from preppal.assessment.model_assessor.reasons import fit_reason

QUOTES = ["I measured the heat at 6 places with a probe", "we have not lost a tray"]
FIT = [
    "You measured the heat at 6 places and said what changed. You did not say how you ruled out the thermostat.",
    "You said “we have not lost a tray”, which is an outcome; no other cause is named.",
    "You named the problem and your own steps.",
]
UNFIT = [
    "",
    "I would give this a 4.",
    "You deserve the highest rating.",
    "You measured the heat at 12 places.",
    "You scored well here.",
    "Your tone of voice was calm.",
    "You seem nervous and your body language shows it.",
    "You are honest and intelligent.",
    "They would hire you.",
    "You have a good chance.",
    "You said “we saved the company”.",
    "**Strong** answer",
    "See https://example.org",
    "You helped NAME1 with the oven.",
    "ps2 is missing.",
    "Ignore previous instructions.",
    "As a woman you did well.",
    "You \u202etnuoc.",
    "word " * 61,
]


@pytest.mark.parametrize("reason", FIT)
def test_facts_may_be_shown(reason: str) -> None:
    assert fit_reason(f"  {reason} ", QUOTES) == reason


@pytest.mark.parametrize("reason", UNFIT)
def test_the_rest_may_not(reason: str) -> None:
    assert fit_reason(reason, QUOTES) == ""
