"""Names that several pages show for codes of the interviewer: competencies, chapters."""

from collections.abc import Mapping

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
