"""Database addresses: what people paste, turned into what asyncpg understands.

Neon, RDS and Heroku hand out libpq addresses (`postgres://…?sslmode=require&channel_binding=require`).
asyncpg has its own names for these options and rejects some of them.
"""

import ssl
from dataclasses import dataclass
from typing import Any

from sqlalchemy.engine import URL, make_url
from sqlalchemy.exc import ArgumentError

from preppal.foundation.settings import SettingsError

SCHEMES = frozenset({"postgres", "postgresql", "postgresql+asyncpg"})

# libpq options that mean nothing to asyncpg and are safe to leave out. asyncpg does channel
# binding by itself where the server offers it.
IGNORED = frozenset({"channel_binding", "gssencmode", "target_session_attrs", "sslnegotiation"})


@dataclass(frozen=True, slots=True)
class Address:
    """A parsed database address.

    `url` is what to show and to compare; `arguments` are the keyword arguments of
    `asyncpg.connect`.
    """

    url: URL
    arguments: dict[str, Any]

    @property
    def name(self) -> str:
        """The name of the database."""
        return self.url.database or ""

    def with_name(self, name: str) -> "Address":
        """The same server, another database."""
        return Address(self.url.set(database=name), {**self.arguments, "database": name})

    def as_text(self) -> str:
        """The address with its password, as a person would paste it."""
        return self.url.set(drivername="postgresql").render_as_string(hide_password=False)

    def same_database(self, other: "Address") -> bool:
        """Whether both lead to the same database on the same server."""

        def place(address: Address) -> tuple[str, int, str]:
            host = str(address.arguments.get("host") or "localhost").lower()
            if host in {"127.0.0.1", "::1"}:
                host = "localhost"
            return host, int(address.arguments.get("port") or 5432), address.name

        return place(self) == place(other)


def parse_address(text: str, *, setting: str = "DATABASE_URL") -> Address:
    """Read a PostgreSQL address.

    Raises `SettingsError`, naming `setting`, when the text is no PostgreSQL address.
    """
    try:
        url = make_url(text.strip())
    except (ArgumentError, ValueError):
        raise SettingsError(
            f"{setting} is not an address; it looks like postgresql://user:password@host/database."
        ) from None
    if url.drivername not in SCHEMES:
        raise SettingsError(
            f"{setting} begins with {url.drivername}://, but Preppal runs on PostgreSQL only;"
            " it looks like postgresql://user:password@host/database."
        )
    if not url.database:
        raise SettingsError(f"{setting} names no database; add /name after the host.")
    url = url.set(drivername="postgresql+asyncpg")
    return Address(url, _asyncpg_arguments(url))


def _asyncpg_arguments(url: URL) -> dict[str, Any]:
    query = {
        name: value if isinstance(value, str) else value[-1] for name, value in url.query.items()
    }
    arguments: dict[str, Any] = {
        "host": query.pop("host", None) or url.host,
        "port": int(query.pop("port", 0)) or url.port,
        "user": query.pop("user", None) or url.username,
        "password": query.pop("password", None) or url.password,
        "database": url.database,
    }
    mode = query.pop("sslmode", None) or query.pop("ssl", None)
    root_certificate = query.pop("sslrootcert", None)
    if mode in {"verify-ca", "verify-full"} or root_certificate:
        context = ssl.create_default_context(
            cafile=None if root_certificate in {None, "system"} else root_certificate
        )
        context.check_hostname = mode != "verify-ca"
        arguments["ssl"] = context
    elif mode:
        arguments["ssl"] = mode
    if timeout := query.pop("connect_timeout", None):
        arguments["timeout"] = float(timeout)
    # What is left (application_name, options=endpoint%3D…) travels in the start-up packet.
    settings = {name: value for name, value in query.items() if name not in IGNORED}
    if settings:
        arguments["server_settings"] = settings
    return {name: value for name, value in arguments.items() if value is not None}
