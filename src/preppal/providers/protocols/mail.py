"""Letters."""

from __future__ import annotations

from typing import Protocol


class MailNotSent(Exception):
    """The mail server refused the message or could not be reached."""


class Mailer(Protocol):
    async def send(self, *, to: str, subject: str, text: str) -> None:
        """Send one plain-text message. Raises `MailNotSent`."""
        ...
