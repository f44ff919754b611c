"""Dates and periods in all the ways that resumes write them."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.resumes.reading.dates import MONTHS, PRESENT, find_periods, without_dates


@pytest.mark.parametrize(
    ("text", "start", "end"),
    [
        ("Mar 2021 – present", "2021-03", "present"),
        ("2019–21", "2019", "2021"),
        ("2019/20", "2019", "2020"),
        ("2020.07 - 至今", "2020-07", "present"),
        ("2016年7月 – 2018年5月", "2016-07", "2018-05"),
        ("2019年7月至2021年3月", "2019-07", "2021-03"),
        ("10/2012 – heute", "2012-10", "present"),
        ("März 2019 bis heute", "2019-03", "present"),
        ("seit 04/2020", "2020-04", "present"),
        ("01.04.2019 - 31.12.2020", "2019-04", "2020-12"),
        ("enero de 2020 – la actualidad", "2020-01", "present"),
        ("janv. 2019 – aujourd’hui", "2019-01", "present"),
        ("De février à août 2019", "2019-02", "2019-08"),
        ("depuis sept. 2019", "2019-09", "present"),
        ("dal 2019 al 2021", "2019", "2021"),
        ("mrt 2019 - okt 2020", "2019-03", "2020-10"),
        ("Jan – Mar 2021", "2021-01", "2021-03"),
        ("09/19 – 03/21", "2019-09", "2021-03"),
        ("Nov. ’19 – Feb. ’21", "2019-11", "2021-02"),
        ("February 2020 - till date", "2020-02", "present"),
        ("Fall 2016 - Spring 2018", "2016", "2018"),
        ("July 2018 to August 2020 (2 years 2 months)", "2018-07", "2020-08"),
        ("2019 -", "2019", "present"),
        ("since 2019", "2019", "present"),
    ],
)
def test_periods(text: str, start: str, end: str) -> None:
    (period,) = find_periods(text)
    assert (period.start, period.end, period.is_range) == (start, end, True)


@pytest.mark.parametrize(
    ("text", "date"),
    [
        ("Oct ’16", "2016-10"),
        ("03/2021", "2021-03"),
        ("Summer 2013", "2013"),
        ("2013", "2013"),
        ("Graduated May 2016", "2016-05"),
        ("21. März 1984", "1984-03"),
        ("05/06/2019", "2019"),
        ("Q3 2019", "2019"),
    ],
)
def test_single_dates(text: str, date: str) -> None:
    (period,) = find_periods(text)
    assert (period.start, period.end, period.is_range) == (date, date, False)


@pytest.mark.parametrize(
    "text",
    [
        "2 yrs 3 mos",
        "(5 Jahre 2 Monate)",
        "3 años",
        "for 2000 users",
        "€2020",
        "Room 1234",
        "may also",
    ],
)
def test_what_is_no_date(text: str) -> None:
    assert find_periods(text) == []


YEARS = st.integers(min_value=1960, max_value=2035)
MONTH = st.integers(min_value=1, max_value=12)
WORDS = st.sampled_from(sorted(MONTHS))
DASH = st.sampled_from([" - ", " – ", "—", "-", " to ", " bis ", " \u00ad "])


@given(YEARS, MONTH, YEARS, MONTH, DASH)
def test_numbers_come_back_as_written(y1: int, m1: int, y2: int, m2: int, dash: str) -> None:
    first, last = sorted([(y1, m1), (y2, m2)])
    (period,) = find_periods(f"{first[1]:02d}/{first[0]}{dash}{last[1]:02d}/{last[0]}")
    assert period.start == f"{first[0]}-{first[1]:02d}"
    assert period.end == f"{last[0]}-{last[1]:02d}"


@given(WORDS, YEARS, DASH)
def test_every_month_is_known_in_every_language(word: str, year: int, dash: str) -> None:
    (period,) = find_periods(f"{word} {year}{dash}{word.capitalize()} {year + 1}")
    assert period.start == f"{year}-{MONTHS[word]:02d}"
    assert period.end == f"{year + 1}-{MONTHS[word]:02d}"


@given(st.text(max_size=200))
def test_nothing_breaks_it_and_what_it_says_stands_in_the_text(text: str) -> None:
    before = 0
    for period in find_periods(text):
        assert before <= period.begin < period.stop <= len(text)
        before = period.stop
        for date in (period.start, period.end):
            assert date is None or date == PRESENT or 4 <= len(date) <= 7
    without_dates(text)
