"""What is not kept of a resume's lines, and what only looks like it."""

import pytest

from preppal.resumes.private import lines_without_private, says_private, without_private


@pytest.mark.parametrize(
    "line",
    [
        "Date of birth: 4 March 1991",
        "Nationality Portuguese",
        "• Marital status: married",
        "Age: 35",
        "Fecha de nacimiento: 4/3/1991",
        "Estado civil: casada",
        "Geburtsdatum 04.03.1991",
        "Née le 4 mars 1991",
        "出生年月：1991.3",
        "性别 男",
        "已婚",
        "35 years old",
    ],
)
def test_left_out(line: str) -> None:
    assert without_private(line) == ""


@pytest.mark.parametrize(
    "line",
    [
        "Race conditions found and fixed in the scheduler",
        "Age verification service for online shops",
        "Religion editor at the Harbour Times",
        "Sex education programme, Red Cross",
        "National health data platform",
        "Children's hospital, night shifts",
        "民族乐团大提琴手",
        "2019 – 2021",
        "Lisbon, Portugal | ana@example.com",
    ],
)
def test_kept_as_it_is(line: str) -> None:
    assert without_private(line) == line


def test_only_the_part_that_says_it_goes() -> None:
    line = "Lisbon | Nationality: Portuguese | ana@example.com"
    assert without_private(line) == "Lisbon | ana@example.com"
    assert without_private("Date of birth: 4 March 1991 | Lisbon") == "Lisbon"


def test_a_comma_parts_only_what_has_a_label() -> None:
    assert without_private("Lisbon, Age: 35") == "Lisbon"
    assert without_private("Lisbon, Portugal, age of sail museum") == (
        "Lisbon, Portugal, age of sail museum"
    )


@pytest.mark.parametrize(
    "text",
    [
        "I am 35 and bake.",
        "Baker. I'm married and have two ovens.",
        "I was born in March 1991.",
        "Tengo 35 años y horneo.",
        "今年 35 岁，烘焙师。",
        "Baker; nationality: Portuguese",
        "Date of birth 4 March 1991",
    ],
)
def test_written_by_hand_it_is_known_too(text: str) -> None:
    assert says_private(text)


@pytest.mark.parametrize(
    "text",
    [
        "Religion",  # a subject
        "Gender studies",
        "I am 35% faster than the oven",
        "Taught 12-year-olds to bake",
        "Wrote the form that asks for the date of birth",
        "35 years of baking",
    ],
)
def test_written_by_hand_and_no_such_thing(text: str) -> None:
    assert not says_private(text)


def test_a_value_beneath_its_label_goes_with_it() -> None:
    lines = ["Date of birth", "4 March 1991", "Experience", "Baker"]
    assert lines_without_private(lines) == ["", "", "Experience", "Baker"]
