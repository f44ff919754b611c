"""What the operator may set: environment variables, all optional, checked at the start."""

import os
import re
from pathlib import Path
from typing import Literal
from urllib.parse import urlsplit

from pydantic import Field, ValidationError, ValidationInfo, field_validator, model_validator
from pydantic_settings import BaseSettings, SettingsConfigDict

from preppal.foundation.packs import Pack, read_packs

MOST_VOICE_SESSIONS = 64
LOOPBACK = frozenset({"127.0.0.1", "::1", "localhost"})
BUILT_IN = "builtin"
A_BUCKET = re.compile(r"s3://[a-z0-9][a-z0-9.-]{1,61}[a-z0-9](?:/[A-Za-z0-9._-]+)*/?")
GOOGLES = frozenset({"google", "google-gla"})
OPENAIS = frozenset({"openai", "openai-chat", "openai-responses"})
A_MODEL = re.compile(r"[a-z0-9][a-z0-9-]*:[^\s:][^\s]*")


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
    """The embedded database, cached speech and what people upload live here."""

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

    voice: Literal["auto", "local", "gemini-live", "text"] = "auto"
    """``auto``: local speech when its models load, typed otherwise; ``gemini-live``: speech to speech
    at Google, local speech when that cannot be reached; ``text``: typed only."""
    gemini_api_key: str = Field("", validation_alias="GEMINI_API_KEY", repr=False)
    gemini_live_model: str = "gemini-3.8-live"
    """The model that ``PREPPAL_VOICE=gemini-live`` talks to."""
    gemini_live_url: str = "wss://generativelanguage.googleapis.com"
    """Where it answers: scheme and host, for a proxy or a region of one's own."""
    voice_sessions: str = "auto"
    """Voice sessions held at once by this process, which offers typed mode beyond. ``auto``: three a
    processor."""
    whisper_model: str = ""
    """A folder with other recognition weights than the packaged English ones."""
    interviewer: str = BUILT_IN
    """Who words the interviewer's lines: the built-in phrasings, or a model by its pydantic-ai name."""
    resume_reader: str = BUILT_IN
    """Who reads resumes: the rules that come with Preppal, or a model by its pydantic-ai name."""
    assessor: str = BUILT_IN
    """Who scores answers: the scorer that comes with Preppal, or a model by its pydantic-ai name."""
    assessor_samples: Literal[1, 3] = 3
    """How often a model rates each answer; the median counts. ``1`` costs a third and is less sure."""
    openai_api_key: str = Field("", validation_alias="OPENAI_API_KEY", repr=False)
    openai_url: str = ""
    """A server that speaks OpenAI's chat completions, with its path: ``https://models.example.org/v1``."""
    gemini_url: str = ""
    """Where Gemini's models answer, when not at Google: scheme and host."""
    ollama_url: str = "http://127.0.0.1:11434/v1"

    credits: Literal["auto", "metered", "unlimited"] = "auto"
    """What an interview costs: a credit, or nothing. ``auto``: a credit, until the operator makes the
    installation unlimited on the credits page."""

    files: str = ""
    """Where people's files are kept: ``s3://bucket/prefix``; a folder of ``data_dir`` without it."""
    files_endpoint: str = ""
    """The address of that storage, when it is not Amazon's: scheme and host."""
    files_region: str = "us-east-1"
    files_key: str = ""
    files_secret: str = Field("", repr=False)

    credit_packs: str = "1 for 4.00 EUR; 5 for 15.00 EUR; 20 for 48.00 EUR"
    """What is sold: ``credits for price currency``, each with a name before a colon if it has one."""
    stripe_key: str = Field("", repr=False)
    """Stripe's secret key. Without one nothing is sold, and an operator grants credits."""
    stripe_webhook_secret: str = Field("", repr=False)
    """What Stripe signs its notices to ``/webhooks/stripe`` with."""
    stripe_url: str = ""
    """Where Stripe's interface answers, for a proxy: scheme and host."""

    tasks: Literal["auto", "here", "worker"] = "auto"
    """Who runs background tasks: this process, or ``preppal worker``. ``auto``: here in local mode."""
    log_format: Literal["auto", "text", "json"] = "auto"
    echo_cancellation: bool = True
    """Ask browsers to cancel echo; off only where a recording plays the candidate."""
    metrics_token: str = Field("", repr=False)
    """Whoever sends this as a bearer token may read ``/metrics``; without one, this machine may."""
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

    @field_validator("voice_sessions", mode="before")
    @classmethod
    def _auto_or_a_number(cls, value: object) -> str:
        said = str(value).strip()
        if said != "auto" and not (said.isdecimal() and int(said) <= MOST_VOICE_SESSIONS):
            raise ValueError(
                f"PREPPAL_VOICE_SESSIONS must be auto or a number from 0 to {MOST_VOICE_SESSIONS}."
            )
        return said

    @field_validator("assessor_samples", mode="before")
    @classmethod
    def _one_or_three(cls, value: object) -> int:
        said = str(value).strip()
        if said not in ("1", "3"):
            raise ValueError("PREPPAL_ASSESSOR_SAMPLES must be 1 or 3.")
        return int(said)

    @field_validator("whisper_model")
    @classmethod
    def _recognition_weights(cls, value: str) -> str:
        folder = Path(value)
        vocabulary = any((folder / f"vocabulary.{kind}").is_file() for kind in ("json", "txt"))
        files = all((folder / name).is_file() for name in ("model.bin", "tokenizer.json"))
        if value and not (vocabulary and files):
            raise ValueError(
                "PREPPAL_WHISPER_MODEL must be a folder with a Whisper model as CTranslate2 reads it: "
                "model.bin, tokenizer.json and vocabulary.json (or .txt)."
            )
        return value

    @field_validator("interviewer", "resume_reader", "assessor")
    @classmethod
    def _built_in_or_a_model(cls, value: str, info: ValidationInfo) -> str:
        if value != BUILT_IN and not A_MODEL.fullmatch(value):
            raise ValueError(
                f"PREPPAL_{str(info.field_name).upper()} must be builtin or a model's name with its maker: "
                "google:gemini-3.5-flash, openai:gpt-5-mini, ollama:qwen3:8b."
            )
        return value

    @field_validator("files")
    @classmethod
    def _a_bucket(cls, value: str) -> str:
        if value and not A_BUCKET.fullmatch(value):
            raise ValueError("PREPPAL_FILES must be s3://bucket or s3://bucket/prefix.")
        return value

    @field_validator("credit_packs")
    @classmethod
    def _packs_can_be_read(cls, value: str) -> str:
        read_packs(value)
        return value

    @field_validator("openai_url", "gemini_url", "ollama_url", "files_endpoint", "stripe_url")
    @classmethod
    def _an_http_address(cls, value: str, info: ValidationInfo) -> str:
        if value and (
            urlsplit(value).scheme not in ("http", "https") or not urlsplit(value).hostname
        ):
            raise ValueError(
                f"PREPPAL_{str(info.field_name).upper()} must start with http:// or https://."
            )
        return value.rstrip("/")

    @field_validator("gemini_live_url")
    @classmethod
    def _a_socket_address(cls, value: str) -> str:
        if urlsplit(value).scheme not in ("ws", "wss") or not urlsplit(value).hostname:
            raise ValueError("PREPPAL_GEMINI_LIVE_URL must start with wss:// (or ws://).")
        return value.rstrip("/")

    @model_validator(mode="after")
    def _nothing_half_set(self) -> "Settings":
        if self.voice == "gemini-live" and not self.gemini_api_key:
            raise ValueError("PREPPAL_VOICE is gemini-live: set GEMINI_API_KEY too.")
        self._models_have_keys()
        self._files_have_keys()
        self._stripe_has_both_keys()
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

    def _files_have_keys(self) -> None:
        if self.files and not (self.files_key and self.files_secret):
            raise ValueError(
                "PREPPAL_FILES is a bucket: set PREPPAL_FILES_KEY and PREPPAL_FILES_SECRET too."
            )
        if not self.files and (self.files_endpoint or self.files_key or self.files_secret):
            raise ValueError(
                "PREPPAL_FILES_ENDPOINT, PREPPAL_FILES_KEY or PREPPAL_FILES_SECRET is set: set PREPPAL_FILES "
                "too, to s3:// and the bucket's name."
            )

    def _stripe_has_both_keys(self) -> None:
        if bool(self.stripe_key) != bool(self.stripe_webhook_secret):
            raise ValueError(
                "Set both PREPPAL_STRIPE_KEY and PREPPAL_STRIPE_WEBHOOK_SECRET, or neither: without the "
                "second no payment is believed."
            )
        if self.stripe_url and not self.stripe_key:
            raise ValueError("PREPPAL_STRIPE_URL is set: set PREPPAL_STRIPE_KEY too.")

    def _models_have_keys(self) -> None:
        models = {
            "PREPPAL_INTERVIEWER": self.interviewer,
            "PREPPAL_RESUME_READER": self.resume_reader,
            "PREPPAL_ASSESSOR": self.assessor,
        }
        makers = {model.partition(":")[0] for model in models.values()}
        for setting, model in models.items():
            maker = model.partition(":")[0]
            if maker in GOOGLES and not self.gemini_api_key:
                raise ValueError(f"{setting} is {model}: set GEMINI_API_KEY too.")
            if maker in OPENAIS and not self.openai_api_key and not self.openai_url:
                raise ValueError(
                    f"{setting} is {model}: set OPENAI_API_KEY too, or PREPPAL_OPENAI_URL for a server "
                    "that asks for no key."
                )
        for setting, address, of in (
            ("PREPPAL_OPENAI_URL", self.openai_url, OPENAIS),
            ("PREPPAL_GEMINI_URL", self.gemini_url, GOOGLES),
        ):
            if address and not makers & of:
                raise ValueError(
                    f"{setting} is set and no model uses it: set PREPPAL_INTERVIEWER, "
                    f"PREPPAL_RESUME_READER or PREPPAL_ASSESSOR too, to {min(of, key=len)}: and the model's name."
                )

    @property
    def packs(self) -> tuple[Pack, ...]:
        """What is sold, in the operator's order."""
        return read_packs(self.credit_packs)

    @property
    def voice_elsewhere(self) -> bool:
        """The candidate's voice goes to another company's model."""
        return self.voice == "gemini-live"

    @property
    def loopback(self) -> bool:
        """Only this machine can reach the server."""
        return self.host in LOOPBACK

    @property
    def voice_places(self) -> int | None:
        """How many voice sessions at once; None: as many as the processors carry."""
        return None if self.voice_sessions == "auto" else int(self.voice_sessions)

    @property
    def whisper_folder(self) -> Path | None:
        return Path(self.whisper_model) if self.whisper_model else None

    @property
    def files_folder(self) -> Path:
        """What people upload. A copy of the database has files of its own: deleting in it deletes no others."""
        return self.data_dir / "files" / self.files_branch

    @property
    def files_branch(self) -> str:
        return self.branch or "main"

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
