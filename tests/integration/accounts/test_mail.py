"""Mail, against real SMTP servers on this machine."""

import asyncio
import io
import ssl
from collections.abc import AsyncIterator, Callable
from contextlib import AsyncExitStack, asynccontextmanager
from email import message_from_bytes
from email.message import Message
from email.policy import default
from pathlib import Path
from typing import Any, Literal

import pytest
from aiosmtpd.smtp import SMTP, AuthResult, Envelope, LoginPassword

from preppal.foundation.settings import Settings
from preppal.providers.protocols import MailNotSent
from preppal.providers.smtp_mail import SmtpMailer
from preppal.providers.terminal_mail import TerminalMailer
from tests.people import Browser, TestClock, an_app, mail_settings

CERTIFICATE = Path(__file__).parent / "localhost.pem"
"""A certificate for localhost with its key, good until 2126, trusted by nobody but these tests."""

Security = Literal["starttls", "tls", "none"]


class Keeping:
    """Keeps what arrives; refuses recipients whose name begins with "no"."""

    def __init__(self) -> None:
        self.arrived: list[Message] = []
        self.recipients: list[str] = []

    async def handle_RCPT(
        self, _server: SMTP, _session: Any, envelope: Envelope, address: str, _options: list[str]
    ) -> str:
        if address.startswith("no"):
            return "550 5.1.1 no such mailbox"
        envelope.rcpt_tos.append(address)
        return "250 OK"

    async def handle_DATA(self, _server: SMTP, _session: Any, envelope: Envelope) -> str:
        assert isinstance(envelope.content, bytes)
        self.arrived.append(message_from_bytes(envelope.content, policy=default))
        self.recipients += envelope.rcpt_tos
        return "250 OK"


def settings_for(port: int, security: Security, **more: str) -> Settings:
    return Settings(  # type: ignore[call-arg]
        _env_file=None,
        smtp_host="localhost",
        smtp_port=port,
        smtp_security=security,
        mail_from="Preppal <codes@example.org>",
        **more,
    )


def trusting() -> ssl.SSLContext:
    return ssl.create_default_context(cafile=str(CERTIFICATE))


def own_certificate() -> ssl.SSLContext:
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(CERTIFICATE)
    return context


@asynccontextmanager
async def listening(make: Callable[[], asyncio.Protocol], **options: Any) -> AsyncIterator[int]:
    server = await asyncio.get_running_loop().create_server(make, "127.0.0.1", 0, **options)
    try:
        yield server.sockets[0].getsockname()[1]
    finally:
        server.close()


@asynccontextmanager
async def smtp_server(keeping: Keeping, security: Security, **options: Any) -> AsyncIterator[int]:
    tls = own_certificate()
    if security == "starttls":
        options |= {"tls_context": tls, "require_starttls": True}
    async with listening(
        lambda: SMTP(keeping, hostname="localhost", **options),
        **({"ssl": tls} if security == "tls" else {}),
    ) as port:
        yield port


@pytest.mark.parametrize("security", ["starttls", "tls", "none"])
async def test_a_message_arrives_as_it_was_written(security: Security) -> None:
    keeping = Keeping()
    async with smtp_server(keeping, security) as port:
        mailer = SmtpMailer(settings_for(port, security), tls=trusting())
        await mailer.send(to="ana@example.org", subject="Tu código: 123456", text="Hola.\n你好。\n")
    (message,) = keeping.arrived
    assert keeping.recipients == ["ana@example.org"]
    assert message["Subject"] == "Tu código: 123456"
    assert message["From"] == "Preppal <codes@example.org>"
    assert message["To"] == "ana@example.org"
    assert message["Auto-Submitted"] == "auto-generated"
    assert message["Date"] and message["Message-ID"].endswith("@example.org>")
    assert message.get_content_type() == "text/plain"
    assert message.get_content().splitlines() == ["Hola.", "你好。"]  # type: ignore[attr-defined]


async def test_a_name_and_a_password_are_given_to_the_server() -> None:
    seen: list[tuple[bytes, bytes]] = []

    def check(_server: Any, _session: Any, _envelope: Any, _kind: str, given: Any) -> AuthResult:
        assert isinstance(given, LoginPassword)
        seen.append((given.login, given.password))
        return AuthResult(success=given.password == b"right", handled=False)

    keeping = Keeping()
    auth = {"authenticator": check, "auth_required": True}
    async with smtp_server(keeping, "starttls", **auth) as port:
        for password in ("right", "wrong"):
            mailer = SmtpMailer(
                settings_for(port, "starttls", smtp_username="preppal", smtp_password=password),
                tls=trusting(),
            )
            if password == "right":
                await mailer.send(to="ana@example.org", subject="S", text="T")
            else:
                with pytest.raises(MailNotSent) as problem:
                    await mailer.send(to="ana@example.org", subject="S", text="T")
                assert "wrong" not in str(problem.value)
    assert seen[0] == (b"preppal", b"right")
    assert len(keeping.arrived) == 1


@pytest.mark.parametrize("security", ["starttls", "tls"])
async def test_a_server_that_cannot_prove_its_name_gets_nothing(security: Security) -> None:
    keeping = Keeping()
    async with smtp_server(keeping, security) as port:
        with pytest.raises(MailNotSent):
            await SmtpMailer(settings_for(port, security)).send(
                to="ana@example.org", subject="S", text="T"
            )
    assert keeping.arrived == []


async def test_a_server_without_tls_gets_nothing_when_tls_was_asked_for() -> None:
    keeping = Keeping()
    async with smtp_server(keeping, "none") as port:
        for security in ("starttls", "tls"):
            with pytest.raises(MailNotSent):
                await SmtpMailer(settings_for(port, security), tls=trusting()).send(  # type: ignore[arg-type]
                    to="ana@example.org", subject="S", text="T"
                )
    assert keeping.arrived == []


async def test_a_refused_recipient_is_a_mail_not_sent() -> None:
    keeping = Keeping()
    async with smtp_server(keeping, "none") as port:
        with pytest.raises(MailNotSent) as problem:
            await SmtpMailer(settings_for(port, "none")).send(
                to="nobody@example.org", subject="S", text="T"
            )
    assert "nobody@example.org" not in str(problem.value)  # the log tells the reason
    assert keeping.arrived == []


async def test_a_server_that_is_not_there_is_a_mail_not_sent() -> None:
    async with listening(asyncio.Protocol) as port:
        pass
    with pytest.raises(MailNotSent):
        await SmtpMailer(settings_for(port, "none")).send(to="a@example.org", subject="S", text="T")


async def test_a_server_that_says_nothing_is_given_up() -> None:
    async with listening(asyncio.Protocol) as port:
        mailer = SmtpMailer(settings_for(port, "none"), whole_seconds=0.2)
        with pytest.raises(MailNotSent):
            await mailer.send(to="ana@example.org", subject="S", text="T")


async def test_a_whole_sign_in_goes_through_a_real_server(database: Any, clock: TestClock) -> None:
    keeping = Keeping()
    async with AsyncExitStack() as stack:
        port = await stack.enter_async_context(smtp_server(keeping, "starttls"))
        mailer = SmtpMailer(settings_for(port, "starttls"), tls=trusting())
        app = an_app(mail_settings(), database, mailer, clock)
        browser = await stack.enter_async_context(Browser(app))
        answer = await browser.post("/sign-in", data={"email": "ana@example.org"})
        assert answer.status_code == 303
        (message,) = keeping.arrived
        code = message["Subject"].rpartition(" ")[2]
        answer = await browser.post("/sign-in/code", data={"code": code})
        assert answer.status_code == 303
        assert (await browser.get("/settings")).status_code == 200

        answer = await browser.post("/sign-in", data={"email": "nobody@example.org"})
        assert answer.status_code == 503
        assert "could not be sent" in answer.text


async def test_on_ones_own_machine_mail_is_a_line_in_the_terminal() -> None:
    terminal = io.StringIO()
    await TerminalMailer(terminal).send(
        to="ana@example.org", subject="Your sign-in code for Preppal: 123456", text="…"
    )
    assert "ana@example.org" in terminal.getvalue()
    assert "123456" in terminal.getvalue()
