"""What an address, a name and a code may be, and which network somebody comes from."""

from datetime import UTC, datetime, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st
from starlette.requests import HTTPConnection

from preppal.accounts.model import (
    CODE_LIFE,
    CODE_TRIES,
    EMAIL_LENGTH,
    SignInCode,
    read_email,
    read_name,
)
from preppal.accounts.requesting_code import network_of
from preppal.accounts.signing_in import device_label, read_code
from preppal.foundation.errors import Invalid

NOW = datetime(2027, 3, 1, 9, 0, tzinfo=UTC)


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("ana@example.org", "ana@example.org"),
        ("  Ana.Ruiz+jobs@Example.ORG \n", "ana.ruiz+jobs@example.org"),
        ("ana@bücher.example", "ana@xn--bcher-kva.example"),
        ("ana@localhost", "ana@localhost"),
    ],
)
def test_addresses_are_folded(typed: str, kept: str) -> None:
    assert read_email(typed) == kept
    assert read_email(kept) == kept


@pytest.mark.parametrize(
    "typed",
    [
        "",
        "ana",
        "@example.org",
        "ana@",
        "ana@example",
        "ana@example..org",
        "ana@-example.org",
        "ana ruiz@example.org",
        "ana@example.org, bo@example.org",
        "ana@example.org\nBcc: bo@example.org",
        "ana@b@example.org",
        "Ana <ana@example.org>",
        "añá@example.org",
        "ana@[127.0.0.1]",
        "a" * 65 + "@example.org",
        "ana@" + "a." * 130 + "org",
        "ana@" + "a" * 100_000,
        "ana@\udc80.org",
    ],
)
def test_what_is_no_address_gets_a_sentence(typed: str) -> None:
    with pytest.raises(Invalid) as refusal:
        read_email(typed)
    assert list(refusal.value.fields) == ["email"]


@given(st.text(st.characters()))
def test_an_address_is_one_plain_line_or_refused(typed: str) -> None:
    try:
        email = read_email(typed)
    except Invalid:
        return
    assert email.isascii()
    assert email.isprintable()
    assert email == email.lower()
    assert len(email) <= EMAIL_LENGTH


def test_a_name_is_one_line_of_at_most_80_characters() -> None:
    assert read_name("  Ana\n  Ruiz ") == "Ana Ruiz"
    assert read_name("") == ""
    with pytest.raises(Invalid):
        read_name("x" * 81)


@pytest.mark.parametrize("typed", ["123456", " 123 456 ", "123-456", "１２３４５６", "123 456"])
def test_a_code_is_read_however_it_was_typed(typed: str) -> None:
    assert read_code(typed) == "123456"


@given(st.text(st.characters()))
def test_anything_typed_as_a_code_can_be_read(typed: str) -> None:
    assert isinstance(read_code(typed), str)


def test_a_code_is_over_when_used_old_or_tried_too_often() -> None:
    def code(**facts: object) -> SignInCode:
        return SignInCode(**{"attempts": 0, "expires_at": NOW + CODE_LIFE} | facts)

    assert not code().is_over(NOW)
    assert not code().is_over(NOW + CODE_LIFE - timedelta(seconds=1))
    assert code().is_over(NOW + CODE_LIFE)
    assert code(used_at=NOW).is_over(NOW)
    assert not code(attempts=CODE_TRIES - 1).is_over(NOW)
    assert code(attempts=CODE_TRIES).is_over(NOW)


@pytest.mark.parametrize(
    ("host", "network"),
    [
        ("203.0.113.9", "203.0.113.9"),
        ("::ffff:203.0.113.9", "203.0.113.9"),
        ("2001:db8:1:2:3:4:5:6", "2001:db8:1:2::/64"),
        ("2001:db8:1:2:ffff::", "2001:db8:1:2::/64"),
        ("fe80::1%eth0", "fe80::/64"),
        ("", "unknown"),
        ("unix:", "unknown"),
    ],
)
def test_an_ipv6_household_is_one_network(host: str, network: str) -> None:
    assert network_of(HTTPConnection({"type": "http", "client": (host, 1)})) == network
    assert network_of(HTTPConnection({"type": "http", "client": None})) == "unknown"


@pytest.mark.parametrize(
    ("agent", "label"),
    [
        (
            "Mozilla/5.0 (X11; Linux x86_64; rv:146.0) Gecko/20100101 Firefox/146.0",
            "Firefox, Linux",
        ),
        (
            "Mozilla/5.0 (iPhone; CPU iPhone OS 19_0 like Mac OS X) AppleWebKit/605.1.15 "
            "(KHTML, like Gecko) Version/19.0 Mobile/15E148 Safari/604.1",
            "Safari, iPhone",
        ),
        (
            "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) "
            "Chrome/156.0.0.0 Safari/537.36 Edg/156.0.0.0",
            "Edge, Windows",
        ),
        ("curl/8.1", ""),
        ("", ""),
    ],
)
def test_a_browser_is_named_as_its_owner_would(agent: str, label: str) -> None:
    assert device_label(agent) == label
