"""What each change of a balance is called, and why it was made."""

from collections.abc import Mapping

from preppal.credits.model import Cause, Kind
from preppal.foundation.i18n import N_

REASONS: Mapping[str, tuple[str, str]] = {
    Kind.WELCOME: (N_("Your first interview"), N_("It comes with your address, once.")),
    Kind.PURCHASE: (N_("Bought"), ""),
    Kind.GRANT: (N_("Given to you"), ""),
    Kind.HOLD: (N_("An interview"), N_("Held while it goes on.")),
    Kind.CAPTURE: (N_("An interview"), N_("Spent: it was held.")),
    Kind.RELEASE: (N_("Given back"), ""),
    Kind.REFUND: (N_("Refunded"), N_("The price went back to you, so the credits are gone.")),
    Kind.DISPUTE: (
        N_("Taken back by your bank"),
        N_("The price went back to you, so the credits are gone."),
    ),
    "won": (N_("Back from your bank"), N_("The payment stands after all.")),
    Kind.CORRECTION: (N_("Corrected"), ""),
}
"""Title and reason by kind; ``won`` is a dispute that ended in the operator's favour."""

CAUSES: Mapping[Cause, str] = {
    Cause.ANSWERED: N_("Spent: you answered at least twice."),
    Cause.LASTED: N_("Spent: it lasted three minutes."),
    Cause.DROPPED: N_("The line dropped before the second answer."),
    Cause.ENDED_EARLY: N_("It was ended before the second answer."),
    Cause.FAILED: N_("It failed on our side."),
    Cause.NEVER_BEGAN: N_("It never began."),
}
