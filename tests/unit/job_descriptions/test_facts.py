"""What a posting says of itself, each with the line that says it; and nothing that it does not say."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.job_descriptions.facts import Facts, read_facts
from preppal.job_descriptions.intake import clean
from tests.unit.job_descriptions.test_likeness import TEXTS

POSTING = """Night Baker
Fernhill Bakery

Location: Ghent, Belgium
Hours: part-time, 24 hours a week

Fernhill has a turnover of €3,000,000 a year and 40 people.

You will
- Bake four kinds of bread between two and six
- Must hold a food hygiene certificate

Requirements
- At least 2 years of experience in a bakery
- Experience with sourdough and wood ovens

Nice to have
- Knowledge of Flemish
- A driving licence

We pay €17.40 to €19.00 an hour, and a learning budget of €500.
"""


def test_each_fact_with_its_line() -> None:
    facts = read_facts("Night Baker", clean(POSTING))
    assert facts.location is not None
    assert (facts.location.value, facts.location.line) == (
        "Ghent, Belgium",
        "Location: Ghent, Belgium",
    )
    assert facts.employment is not None
    kind, fact = facts.employment
    assert (kind, fact.value, fact.line) == (
        "part_time",
        "part-time",
        "Hours: part-time, 24 hours a week",
    )
    assert facts.salary is not None
    assert facts.salary.value == "€17.40 to €19.00 an hour"
    assert facts.must_haves == (
        "At least 2 years of experience in a bakery",
        "Experience with sourdough and wood ovens",
    )
    assert facts.nice_to_haves == ("Knowledge of Flemish", "A driving licence")
    assert [skill.value for skill in facts.skills] == ["sourdough", "wood ovens", "Flemish"]
    assert facts.skills[0].line == "- Experience with sourdough and wood ovens"
    assert facts.seniority == "junior"


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Salary: £31,000 - £34,500", "£31,000 - £34,500"),
        ("Gehalt: 3.200 € brutto im Monat", "3.200 € brutto im Monat"),
        ("薪资：20000-30000元/月", "20000-30000元/月"),
        ("The salary is 52,000 EUR per year.", "52,000 EUR per year"),
        ("The salary band is 41,000 to 46,000.", "41,000 to 46,000"),
        ("You earn $25 an hour.", "$25 an hour"),
        ("Pay: competitive", None),
        ("We raised $40 million and pay attention to detail.", None),
        ("You will own a budget of £2,000,000 a year.", None),
        ("Our 9,000 customers pay us on time.", None),
    ],
)
def test_salary(line: str, value: str | None) -> None:
    found = read_facts("Baker", f"Baker\nYou bake bread.\n{line}").salary
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("line", "value"),
    [
        ("Standort: München", "München"),
        ("工作地点：上海", "上海"),
        ("The role is based in Newcastle upon Tyne, with one day at home.", "Newcastle upon Tyne"),
        ("We are located in Leeds.", "Leeds"),
        ("Decisions are based in evidence.", None),
        ("Where: ", None),
    ],
)
def test_location(line: str, value: str | None) -> None:
    found = read_facts("Baker", f"Baker\n{line}").location
    assert (found.value if found else None) == value


@pytest.mark.parametrize(
    ("line", "kind"),
    [
        ("A permanent contract.", "full_time"),
        ("Vollzeit, unbefristet", "full_time"),
        ("Fixed-term, full-time", "temporary"),
        ("12-month contract", "temporary"),
        ("Media jornada", "part_time"),
        ("Internship", "internship"),
        ("We support part-time study.", None),
        ("You bake bread.", None),
    ],
)
def test_employment(line: str, kind: str | None) -> None:
    found = read_facts("Baker", f"Baker\n{line}").employment
    assert (found[0] if found else None) == kind


def quoted(facts: Facts) -> list[tuple[str, str]]:
    known = [facts.location, facts.salary, facts.employment[1] if facts.employment else None]
    return [(fact.value, fact.line) for fact in [*known, *facts.skills] if fact]


@pytest.mark.parametrize("name", TEXTS)
def test_everything_is_quoted_from_the_text(name: str) -> None:
    content = clean(TEXTS[name])
    facts = read_facts("", content)
    for value, line in quoted(facts):
        assert value in line
        assert line in content.split("\n")
    for line in (*facts.must_haves, *facts.nice_to_haves):
        assert line in content
    assert facts.must_haves


@given(st.text(max_size=600), st.text(max_size=60))
def test_nothing_is_unreadable(content: str, title: str) -> None:
    for value, line in quoted(read_facts(title, content)):
        assert value in line


@pytest.mark.parametrize("sign", ["1", "1,", "1."])
def test_an_amount_has_so_many_digits(sign: str) -> None:
    """Bounded, so that a text of digits is read as fast as any other."""
    far_too_long = read_facts("Baker", f"The pay is {sign * 9_000} euros a year.").salary
    assert far_too_long is None or len(far_too_long.value) < 50
    salary = read_facts("Baker", "The pay is 1.234.567,00 euros a year.").salary
    assert salary is not None
    assert salary.value.startswith("1.234.567,00")
