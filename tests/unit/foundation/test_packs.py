"""Packs as an operator writes them."""

from decimal import Decimal

import pytest

from preppal.foundation.packs import Pack, price_of, read_packs
from preppal.foundation.settings import Settings


def test_the_default_is_three_packs_that_grow_cheaper() -> None:
    packs = Settings(_env_file=None).packs  # type: ignore[call-arg]
    each = [pack.amount / pack.credits for pack in packs]
    assert len(packs) == 3
    assert each == sorted(each, reverse=True)


def test_a_name_is_kept_and_may_be_left_out() -> None:
    assert read_packs("A  week : 5 for 15 EUR;20 for 48.50 USD;") == (
        Pack("A week", 5, 1500, "EUR"),
        Pack("", 20, 4850, "USD"),
    )


def test_a_currency_without_a_smaller_unit() -> None:
    (pack,) = read_packs("5 for 1500 JPY")
    assert pack.amount == 1500
    assert price_of(pack.amount, pack.currency) == Decimal(1500)
    assert price_of(1550, "EUR") == Decimal("15.50")


@pytest.mark.parametrize(
    "written",
    [
        "",
        " ; ",
        "5 for 15 euros",
        "5 for 15,00 EUR",
        "five for 15.00 EUR",
        "0 for 15.00 EUR",
        "5 for 0 EUR",
        "5 for 15.001 EUR",
        "5 for 15.50 JPY",
        "5 for 15.000 KWD",
        "5 for 15 KWD",
        "5 for 99999999.99 EUR",
        "-5 for 15.00 EUR",
        "5 for 15.00 EUR; Twice: 5 for 15 EUR",
        "; ".join(f"{number} for 15.00 EUR" for number in range(1, 9)),
    ],
)
def test_what_cannot_be_sold_is_said(written: str) -> None:
    with pytest.raises(ValueError, match="PREPPAL_CREDIT_PACKS"):
        read_packs(written)
