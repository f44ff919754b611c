"""Names that several pages show for codes of the interviewer: chapters, claims; competencies are in `names`."""

from collections.abc import Mapping

from preppal.assessment.claims import ClaimStatus
from preppal.foundation.i18n import N_
from preppal.interviewer.names import COMPETENCY_NAMES as COMPETENCY_NAMES

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
