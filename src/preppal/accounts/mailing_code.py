"""The mail that carries a sign-in code."""

from dataclasses import dataclass

from jinja2 import Environment

from preppal.accounts.model import CODE_LIFE
from preppal.accounts.requesting_code import CodeOnItsWay
from preppal.foundation.errors import Unavailable
from preppal.foundation.i18n import N_
from preppal.foundation.log import log
from preppal.providers.protocols import Mailer, MailNotSent


class CodeNotSent(Unavailable):
    message = N_(
        "The mail with your code could not be sent. Check the address, then ask again in a moment."
    )


@dataclass(frozen=True, slots=True)
class CodeMail:
    """What mail/sign_in_code.txt says. Its first line is the subject."""

    code: str
    minutes: int


async def mail_code(mailer: Mailer, environment: Environment, asked: CodeOnItsWay) -> None:
    """Send the code in the language of `environment`.

    Called after the commit that keeps the code and before the answer: no mail server is waited for
    inside a transaction, the code is never written down in plain (a queued task would keep it in a
    table for everybody who reads the database), and a mail that failed is said on the page, where the
    person waits for it. A failed mail still counts against the limits.

    Raises `CodeNotSent`.
    """
    page = CodeMail(asked.code, int(CODE_LIFE.total_seconds() // 60))
    letter = environment.get_template("mail/sign_in_code.txt").render(page=page)
    subject, _, text = letter.strip().partition("\n")
    try:
        await mailer.send(to=asked.email, subject=subject, text=text.lstrip())
    except MailNotSent as problem:
        log(__name__).warning("mail not sent", reason=str(problem))
        raise CodeNotSent from problem
