"""What every row of the ledger says to its owner, as a sentence. Pure."""

from dataclasses import dataclass, field

from preppal.credits.model import Cause, CreditTransaction, Kind
from preppal.foundation.i18n import N_

CAUSES = {
    Cause.ANSWERED: N_("Spent: you answered at least twice, so the interview happened."),
    Cause.LASTED: N_("Spent: the interview went on for three minutes."),
    Cause.DROPPED: N_(
        "Given back: the line dropped before your second answer and before three minutes."
    ),
    Cause.ENDED_EARLY: N_(
        "Given back: the interview was ended before your second answer and before three minutes."
    ),
    Cause.FAILED: N_("Given back: the interview failed on our side."),
    Cause.NEVER_BEGAN: N_("Given back: the interview never took place."),
}
HELD = N_(
    "Held for an interview that has begun. It is spent with your second answer, or after three minutes."
)
KINDS = {
    Kind.WELCOME: N_("Welcome: the first interview is free."),
    Kind.PURCHASE: N_("Bought."),
    Kind.GRANT: N_("Given by the operator: %(reason)s"),
    Kind.HOLD: N_("Held for an interview."),
    Kind.REFUND: N_("The price was refunded, so the credits went back."),
    Kind.CORRECTION: N_("Corrected by the operator: %(reason)s"),
}
DISPUTED = N_("The payment was disputed at the bank, so the credits went back.")
WON = N_("The bank decided that the payment stands, so the credits came back.")
OWED = N_(
    "Some of them were spent already: %(count)s owed to the operator, and the next purchase pays them first."
)
SETTLED = N_("%(count)s of them paid what was owed after a refund.")


@dataclass(frozen=True, slots=True)
class Sentence:
    """A msgid and what fills it."""

    text: str
    params: dict[str, object] = field(default_factory=dict)


def receipt_of(row: CreditTransaction, *, is_open: bool = False) -> tuple[Sentence, ...]:
    """One sentence, and a second where a debt was made or paid. ``is_open``: a hold that has not ended."""
    return (_what(row, is_open), *_debt(row))


def _what(row: CreditTransaction, is_open: bool) -> Sentence:
    kind = Kind(row.kind)
    match kind:
        case Kind.CAPTURE | Kind.RELEASE:
            return Sentence(CAUSES[Cause(row.reason)])
        case Kind.HOLD if is_open:
            return Sentence(HELD)
        case Kind.DISPUTE:
            return Sentence(WON if row.paid - row.owed > 0 else DISPUTED)
        case Kind.GRANT | Kind.CORRECTION:
            return Sentence(KINDS[kind], {"reason": row.reason})
        case _:
            return Sentence(KINDS[kind])


def _debt(row: CreditTransaction) -> tuple[Sentence, ...]:
    if row.owed > 0:
        return (Sentence(OWED, {"count": row.owed}),)
    if row.owed < 0:
        return (Sentence(SETTLED, {"count": -row.owed}),)
    return ()
