"""Numbers in text with what they count; stems that bring inflection together."""

import pytest

from preppal.foundation.amounts import amounts
from preppal.foundation.stems import stem, stems


@pytest.mark.parametrize(
    ("text", "value", "unit", "said"),
    [
        ("cut costs 30 %", 30, "%", "30 %"),
        ("by thirty percent", 30, "%", "thirty percent"),
        ("a third fewer falls", 100 / 3, "%", "a third"),
        ("un 30 por ciento", 30, "%", "30 por ciento"),
        ("um 12,5 Prozent", 12.5, "%", "12,5 Prozent"),
        ("成本降低30%", 30, "%", "30%"),
        ("€2.5m a year", 2_500_000, "money", "€2.5m"),
        ("40,000 euros", 40_000, "money", "40,000 euros"),
        ("3x faster", 3, "times", "3x"),
        ("doubled the output", 2, "times", "doubled"),
        ("two hundred and forty orders", 240, "count", "two hundred and forty"),
        ("1.200 Kunden", 1200, "count", "1.200"),
        ("for 5 years", 5, "years", "5 years"),
        ("in 2019", 2019, "year", "2019"),
    ],
)
def test_one_number(text: str, value: float, unit: str, said: str) -> None:
    (found,) = [amount for amount in amounts(text) if text[amount.start : amount.end] == said]

    assert (found.value, found.unit) == (pytest.approx(value), unit)


@pytest.mark.parametrize("text", ["one day", "the 3rd floor", "no one", "", "B2B", "covid-"])
def test_what_is_no_number(text: str) -> None:
    assert amounts(text) == []


def test_counts_of_one_thing_are_of_one_kind() -> None:
    (beds,), (ward,), (staff,) = amounts("28 beds"), amounts("a 30-bed ward"), amounts("28 nurses")

    assert beds.same_kind(ward) and not beds.same_kind(staff)


@pytest.mark.parametrize(
    "family",
    ["teacher teaching taught teach", "planned planning plan", "nurses nursing nurse",
     "certified certificate certification", "managed management managing manager", "licence licensed license",
     "organised organized organisation organization", "enfermera enfermero", "drove driving driver"],
)  # fmt: skip
def test_one_family_has_one_stem(family: str) -> None:
    assert len({stem(word) for word in family.split()}) == 1


def test_stems_leave_out_what_carries_no_meaning() -> None:
    assert stems("the cost of the 2 wards in C++ und im Lager") == ["cost", "2", "ward", "c++", "lager"]  # fmt: skip
