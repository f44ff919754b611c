"""Mail through an SMTP server."""

import asyncio
import re
import ssl
from email.message import EmailMessage
from email.policy import SMTP
from email.utils import formatdate, make_msgid, parseaddr
from typing import Literal

import aiosmtplib

from preppal.foundation.settings import Settings
from preppal.providers.protocols import MailNotSent

STEP_SECONDS = 10.0
"""How long one step of the talk with the server may take."""
WHOLE_SECONDS = 20.0
"""How long the whole talk may take: somebody waits for the page."""


class SmtpMailer:
    """Sends through the server of `settings`, one connection a message.

    `tls` is the trust to check the server's certificate with; by default the system's.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        tls: ssl.SSLContext | None = None,
        whole_seconds: float = WHOLE_SECONDS,
    ) -> None:
        self.host = settings.smtp_host
        self.port = settings.smtp_port
        self.username = settings.smtp_username or None
        self.password = settings.smtp_password or None
        self.security: Literal["starttls", "tls", "none"] = settings.smtp_security
        self.sender = settings.mail_from
        self.tls = tls
        self.whole_seconds = whole_seconds

    async def send(self, *, to: str, subject: str, text: str) -> None:
        """Send one plain-text message.

        Raises `MailNotSent`, which quotes neither the message nor whom it was for.
        """
        message = EmailMessage(policy=SMTP)
        message["From"] = self.sender
        message["To"] = to
        message["Subject"] = subject
        message["Date"] = formatdate()
        message["Message-ID"] = make_msgid(domain=parseaddr(self.sender)[1].rpartition("@")[2])
        message["Auto-Submitted"] = "auto-generated"  # RFC 3834: no "I am away" in return
        message.set_content(text)
        try:
            async with asyncio.timeout(self.whole_seconds):
                await aiosmtplib.send(
                    message,
                    hostname=self.host,
                    port=self.port,
                    username=self.username,
                    password=self.password,
                    use_tls=self.security == "tls",
                    start_tls=self.security == "starttls",
                    tls_context=self.tls if self.security != "none" else None,
                    timeout=min(STEP_SECONDS, self.whole_seconds),
                )
        except (aiosmtplib.SMTPException, OSError, TimeoutError) as problem:
            reason = re.sub(re.escape(to), "the recipient", str(problem), flags=re.IGNORECASE)
            raise MailNotSent(f"{type(problem).__name__}: {reason}") from problem
