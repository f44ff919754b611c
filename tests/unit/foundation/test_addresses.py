"""Addresses as people paste them."""

import ssl

import pytest

from preppal.foundation.addresses import parse_address
from preppal.foundation.settings import SettingsError

NEON = (
    "postgresql://ada:s%40cret@ep-cool-1.eu-central-1.aws.neon.tech/main"
    "?sslmode=require&channel_binding=require"
)


def test_what_neon_hands_out_becomes_what_the_driver_takes() -> None:
    assert parse_address(NEON).arguments == {
        "host": "ep-cool-1.eu-central-1.aws.neon.tech",
        "user": "ada",
        "password": "s@cret",
        "database": "main",
        "ssl": "require",
    }


@pytest.mark.parametrize("scheme", ["postgres", "postgresql", "postgresql+asyncpg"])
def test_every_usual_scheme_is_taken(scheme: str) -> None:
    address = parse_address(f"{scheme}://u:p@host:6543/db")
    assert address.url.drivername == "postgresql+asyncpg"
    assert address.arguments["port"] == 6543


def test_a_socket_directory_is_a_host() -> None:
    address = parse_address("postgresql://preppal@/preppal?host=/var/run/pg")
    assert address.arguments == {"host": "/var/run/pg", "user": "preppal", "database": "preppal"}


@pytest.mark.parametrize(("mode", "checks_name"), [("verify-full", True), ("verify-ca", False)])
def test_a_mode_that_verifies_does(mode: str, checks_name: bool) -> None:
    context = parse_address(f"postgres://h/d?sslmode={mode}&sslrootcert=system").arguments["ssl"]
    assert isinstance(context, ssl.SSLContext)
    assert context.verify_mode is ssl.CERT_REQUIRED
    assert context.check_hostname is checks_name


def test_other_options_travel_to_the_server() -> None:
    address = parse_address(
        "postgres://h/d?options=endpoint%3Dep-1&application_name=x&connect_timeout=7"
    )
    assert address.arguments["server_settings"] == {
        "options": "endpoint=ep-1",
        "application_name": "x",
    }
    assert address.arguments["timeout"] == 7.0


def test_an_address_survives_being_written_and_read() -> None:
    address = parse_address(NEON)
    assert parse_address(address.as_text()).arguments == address.arguments
    assert parse_address(address.with_name("other").as_text()).name == "other"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("mysql://u@h/d", "PostgreSQL only"),
        ("sqlite:///x.db", "PostgreSQL only"),
        ("postgresql://host", "names no database"),
        ("postgresql://host/", "names no database"),
        ("not an address", "is not an address"),
        ("postgresql://host:port/db", "is not an address"),
        ("", "is not an address"),
    ],
)
def test_what_is_no_address_is_refused_by_the_name_of_its_setting(
    text: str, complaint: str
) -> None:
    with pytest.raises(SettingsError, match=rf"THE_SETTING .*{complaint}"):
        parse_address(text, setting="THE_SETTING")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("postgres://a@localhost/d", "postgresql://b:x@127.0.0.1:5432/d?sslmode=prefer", True),
        ("postgres://h/d", "postgres://H/d", True),
        ("postgres:///d", "postgres://localhost/d", True),
        ("postgres://h/d", "postgres://h/d_test", False),
        ("postgres://h/d", "postgres://g/d", False),
        ("postgres://h:1/d", "postgres://h:2/d", False),
        ("postgres:///d?host=/run/a", "postgres:///d?host=/run/b", False),
    ],
)
def test_the_same_database_is_recognised(one: str, other: str, same: bool) -> None:
    assert parse_address(one).same_database(parse_address(other)) is same
