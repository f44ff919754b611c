"""Refusals: what a person asked for and cannot have, as a sentence they can act on.

Each noun defines its own named refusals beneath these categories; the web layer maps a category to
an HTTP status in one place. ``message`` is a gettext msgid; ``params`` fill its placeholders.
"""

from typing import ClassVar

from preppal.foundation.i18n import N_


class Refusal(Exception):
    """A refusal that a person may read."""

    message: ClassVar[str] = N_("That cannot be done.")

    def __init__(self, message: str | None = None, **params: object) -> None:
        self.text = message or self.message
        self.params = params
        super().__init__(self.text % params if params else self.text)


class NotFound(Refusal):
    """Not there, or not yours: the same answer, so that nobody learns what exists."""

    message = N_("There is nothing at this address, or it is not yours.")


class SignInNeeded(Refusal):
    message = N_("Sign in first.")


class NotAllowed(Refusal):
    message = N_("That is not open to you.")


class Conflict(Refusal):
    """The thing has moved on: already ended, already used, changed elsewhere."""

    message = N_("That has changed in the meantime. Load the page again.")


class PaymentNeeded(Refusal):
    """It costs something that is not there."""

    message = N_("That costs a credit, and there is none left.")


class Invalid(Refusal):
    """A form that needs another word. ``fields`` maps a field's name to a msgid."""

    message = N_("One thing needs another look.")

    def __init__(
        self, fields: dict[str, str] | None = None, message: str | None = None, **params: object
    ) -> None:
        self.fields = fields or {}
        super().__init__(message, **params)


class TooMany(Refusal):
    message = N_("That was tried too often. Wait a few minutes.")


class TooLarge(Refusal):
    message = N_("That is larger than we can take.")


class Unavailable(Refusal):
    """Something outside did not answer; trying again may work."""

    message = N_("That did not go through. Try again in a moment.")
