"""Names that several pages show for codes of the interviewer: competencies, chapters."""

from collections.abc import Mapping

from preppal.assessment.claims import ClaimStatus
from preppal.foundation.i18n import N_

COMPETENCY_NAMES: Mapping[str, str] = {
    "problem_solving": N_("Problem solving"),
    "ownership": N_("Ownership"),
    "communication": N_("Communication"),
    "collaboration": N_("Collaboration"),
    "leadership": N_("Leadership"),
    "customer_focus": N_("Customer focus"),
    "domain_depth": N_("Depth in the field"),
    "design_tradeoffs": N_("Design and trade-offs"),
    "execution_results": N_("Getting results"),
    "learning_adaptability": N_("Learning and adapting"),
    "integrity_judgement": N_("Integrity and judgement"),
    "motivation_fit": N_("Motivation"),
    "planning": N_("Planning"),
    "conflict_handling": N_("Handling conflict"),
}

HELLO = N_("Hello")
YOUR_QUESTIONS = N_("Your questions")
GOODBYE = N_("Goodbye")

CLAIM_WORDS: Mapping[ClaimStatus, str] = {
    "contradicted": N_("Said otherwise"),
    "differs": N_("Said differently"),
    "softened": N_("Said more softly"),
    "supported": N_("Borne out"),
    "mentioned": N_("Spoken of, without the number"),
    "not_asked": N_("Not asked"),
}
"""What became of a number, a date or a title in the resume."""
CLAIM_SENTENCES: Mapping[ClaimStatus, str] = {
    "contradicted": N_("Put right whichever of the two is wrong: an interviewer would ask which one holds."),
    "differs": N_("Your resume has another title for this employer. Either may be right: know which one you stand by."),
    "softened": N_("Have the number and how you know it at hand, or write it as carefully as you say it."),
    "supported": N_("You said the same, or numbers that come to the same."),
    "mentioned": N_("Say the number too, and how it was measured."),
    "not_asked": "",
}  # fmt: skip

FAILURES: Mapping[str, str] = {
    "judging": N_("Judging it failed on our side, at every try."),
    "stopped": N_("The server stopped each time while it was at it."),
}
"""Why a report was not made: `Feedback.failure`."""
