"""When a job began or ended, as it was said and as the resume has it: no alarm for what may be true of both."""

import pytest

from preppal.assessment.claimed_dates import ClaimedDate, check_dates, claimed_date
from preppal.assessment.transcript import AssessedTurn

ROLES = [
    ("Senior Engineer", "Marrow Bank", "2019-03", "present"),
    ("Engineer", "Kitewing Ltd", "2014", "2016-06"),
    ("Lead Engineer", "Kitewing Ltd", "2016-06", "2019-02"),
]


def dates() -> list[ClaimedDate]:
    made = [claimed_date(*role, edge) for role in ROLES for edge in ("start", "end")]  # type: ignore[arg-type]
    return [one for one in made if one is not None]


def status(answer: str, speaker: str = "candidate") -> str:
    turn = AssessedTurn(1, speaker, answer, 0, 900)  # type: ignore[arg-type]
    found = check_dates(dates(), [turn])
    for one in found:
        assert all(answer[span.start : span.end] == span.quote for span in one.spans)
        assert one.spans
    return " ".join(one.status for one in found)


@pytest.mark.parametrize(
    ("expected", "answer"),
    [
        ("supported", "I joined Marrow Bank in 2019."),
        ("supported", "I joined Marrow Bank as a senior engineer in March 2019."),
        ("supported", "I've been at Marrow Bank since 2019."),
        ("supported", "I started at Kitewing in 2014 and learned the trade there."),
        ("supported", "I joined Kitewing again, in the lead's seat. I left Kitewing in 2019."),
        ("supported", "I worked for Kitewing until February 2019."),
        ("contradicted", "I joined Marrow Bank in 2021."),
        ("contradicted", "I have been at Marrow Bank since 2021."),
        ("contradicted", "I have worked for Marrow Bank since early 2022, mostly on payments."),
        ("contradicted", "I left Kitewing in 2012."),
        ("softened", "I joined Marrow Bank in 2018."),
        ("softened", "I think I joined Marrow Bank in 2022."),
        ("softened", "I joined Marrow Bank in 2019. No: I joined Marrow Bank in 2023."),
        # True of one who came in 2019 all the same.
        ("", "Since 2021 I have led the payments team at Marrow Bank."),
        ("", "I have been the lead at Marrow Bank since 2021."),
        ("", "I was promoted at Marrow Bank in 2021."),
        ("", "I joined the payments team at Marrow Bank in 2021."),
        ("", "I joined Marrow Bank's payments team in 2021."),
        ("", "In 2021 Marrow Bank had an outage that I led us through."),
        ("", "My colleague joined Marrow Bank in 2021."),
        ("", "A colleague said I joined Marrow Bank in 2021, which is not so."),
        ("", "I would have joined Marrow Bank in 2017 if they had asked."),
        ("", "I joined Marrow Bank just before the 2021 migration."),
        ("", "I joined Marrow Bank to work on the 2021 migration."),
        ("", "I joined Marrow Bank for the 2021 migration."),
        ("", "I joined Marrow Bank in the 2021 hiring round."),
        ("", "When I joined Marrow Bank, the roadmap went to 2025."),
        ("", "I was at Marrow Bank from 9 to 5."),
        ("", "I joined another bank in 2021."),
        ("", "Did I join Marrow Bank in 2021?"),
        # A promotion is a beginning as well.
        ("supported", "I started at Kitewing as the lead in 2016."),
        ("supported", "I was at Kitewing until 2016, in that first job."),
    ],
)  # fmt: skip
def test_what_one_answer_says_of_a_date(expected: str, answer: str) -> None:
    assert status(answer) == expected


def test_what_the_interviewer_says_is_no_evidence() -> None:
    assert status("I joined Marrow Bank in 2021.", speaker="interviewer") == ""


def test_the_line_shows_which_year_it_is() -> None:
    date = claimed_date("Engineer", "Kitewing Ltd", "2014", "2016-06", "end")
    assert date is not None
    assert date.claim.line == "Engineer, Kitewing Ltd: 2014 – 2016-06"
    assert (date.year, date.claim.start, date.employer) == (2016, 31, "Kitewing")
    for role in (
        ("", "IT", "2014", ""),
        ("Cook", "Kitewing", "", ""),
        ("Cook", "", "2014", "2015"),
    ):
        assert claimed_date(*role, "start") is None
    assert claimed_date("Cook", "Kitewing", "2014", "present", "end") is None
