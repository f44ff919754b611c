"""What the operator may set: environment variables, all optional, checked at the start."""

import os
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})


class SettingsError(Exception):
    """A setting is unknown or half set; the message says what to set."""


class Settings(BaseSettings):
    """All settings. Prefix ``PREPPAL_`` unless an alias says otherwise."""

    model_config = SettingsConfigDict(
        env_prefix="PREPPAL_", env_file=".env", extra="ignore", frozen=True, env_ignore_empty=True
    )

    host: str = "127.0.0.1"
    port: int = Field(8000, ge=0, le=65535)
    base_url: str = ""
    """Where people reach this server, e.g. ``https://practice.example.org``; default from host, port."""
    data_dir: Path = Path(".preppal")
    """The embedded database and cached speech live here."""

    database_url: str = Field("", validation_alias="DATABASE_URL")
    database_direct_url: str = Field("", validation_alias="DATABASE_DIRECT_URL")
    """Set when ``DATABASE_URL`` is a transaction-mode pooler: a direct URL for listeners, migrations."""
    branch: str = ""
    """Use this copy of the database instead: see ``preppal db branch``."""
    test_database_url: str = Field("", validation_alias="TEST_DATABASE_URL")

    smtp_host: str = ""
    smtp_port: int = Field(587, ge=1, le=65535)
    smtp_username: str = ""
    smtp_password: str = ""
    smtp_security: Literal["starttls", "tls", "none"] = "starttls"
    mail_from: str = ""

    voice: Literal["auto", "local", "text"] = "auto"
    """``auto``: local speech when its models load, typed otherwise; ``text``: typed only."""
    voice_sessions: int = Field(6, ge=0, le=64)
    """Voice sessions held at once by this process; beyond it typed mode is offered."""
    interviewer: Literal["builtin"] = "builtin"

    tasks: Literal["auto", "here", "worker"] = "auto"
    """Who runs background tasks: this process, or ``preppal worker``. ``auto``: here in local mode."""
    log_format: Literal["auto", "text", "json"] = "auto"
    echo_cancellation: bool = True
    """Ask browsers to cancel echo; off only where a recording plays the candidate."""
    trust_proxy: bool = False
    """Believe ``X-Forwarded-*`` from the proxy in front of this server."""

    @field_validator("base_url")
    @classmethod
    def _base_url_is_one(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in ("http", "https"):
            raise ValueError("PREPPAL_BASE_URL must start with http:// or https://.")
        return value.rstrip("/")

    @field_validator("database_url", "database_direct_url", "test_database_url")
    @classmethod
    def _postgresql_only(cls, value: str) -> str:
        if value and urlsplit(value).scheme not in ("postgresql", "postgres"):
            raise ValueError(
                "A database URL must start with postgresql://; no other database works."
            )
        return value

    @model_validator(mode="after")
    def _nothing_half_set(self) -> "Settings":
        if self.smtp_host and not self.mail_from:
            raise ValueError(
                "PREPPAL_SMTP_HOST is set: set PREPPAL_MAIL_FROM too, the sender's address."
            )
        if bool(self.smtp_username) != bool(self.smtp_password):
            raise ValueError(
                "Set both PREPPAL_SMTP_USERNAME and PREPPAL_SMTP_PASSWORD, or neither."
            )
        if self.database_direct_url and not self.database_url:
            raise ValueError(
                "DATABASE_DIRECT_URL is set: set DATABASE_URL too, the pooled address."
            )
        host = urlsplit(self.database_url).hostname or ""
        if "-pooler." in host and not self.database_direct_url:
            raise ValueError(
                "DATABASE_URL is a pooled address: set DATABASE_DIRECT_URL to the direct one too, "
                "which listeners and migrations need."
            )
        behind_a_proxy = self.trust_proxy or (
            self.base_url and urlsplit(self.base_url).hostname not in LOOPBACK
        )
        if self.loopback and behind_a_proxy and not self.smtp_host:
            raise ValueError(
                "PREPPAL_BASE_URL or PREPPAL_TRUST_PROXY says that others reach this server: set "
                "PREPPAL_SMTP_HOST and PREPPAL_MAIL_FROM, so that sign-in codes go by mail and not "
                "onto the page."
            )
        if not self.loopback and not self.smtp_host:
            raise ValueError(
                "PREPPAL_HOST is reachable from other machines: set PREPPAL_SMTP_HOST and "
                "PREPPAL_MAIL_FROM, so that sign-in codes go by mail and not onto the page."
            )
        return self

    @property
    def loopback(self) -> bool:
        """Only this machine can reach the server."""
        return self.host in LOOPBACK

    @property
    def local_mode(self) -> bool:
        """One person's laptop: no mail; sign-in codes are shown, the first account is the operator."""
        return self.loopback and not self.smtp_host

    @property
    def public_url(self) -> str:
        """Base of every absolute link, without a trailing slash."""
        host = f"[{self.host}]" if ":" in self.host else self.host
        return self.base_url or f"http://{host}:{self.port}"

    @property
    def secure_cookies(self) -> bool:
        return self.public_url.startswith("https://")

    @property
    def json_logs(self) -> bool:
        return self.log_format == "json" or (self.log_format == "auto" and not self.local_mode)

    @property
    def tasks_here(self) -> bool:
        return self.tasks == "here" or (self.tasks == "auto" and self.local_mode)


def read_settings(**values: object) -> Settings:
    """Read the environment (and ``.env``).

    Raises:
        SettingsError: with one sentence per setting that cannot be used.
    """
    known = {
        f"PREPPAL_{name.upper()}"
        for name, field in Settings.model_fields.items()
        if not field.validation_alias
    }
    unknown = sorted(n for n in os.environ if n.startswith("PREPPAL_") and n not in known)
    if unknown:
        raise SettingsError(
            f"{unknown[0]} is no setting of Preppal: see .env.example for those it has."
        )
    try:
        return Settings(**values)  # type: ignore[arg-type]
    except ValidationError as problem:
        lines = []
        for error in problem.errors():
            name = "_".join(str(part) for part in error["loc"]).upper()
            text = error["msg"].removeprefix("Value error, ")
            prefixed = (
                name
                if name.endswith("DATABASE_URL") or name.startswith("DATABASE")
                else f"PREPPAL_{name}"
            )
            lines.append(text if not name else f"{prefixed}: {text}")
        raise SettingsError("\n".join(lines)) from problem
