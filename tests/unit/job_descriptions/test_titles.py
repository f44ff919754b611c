"""What titles and texts say that guards against taking one template's roles for one vacancy."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.job_descriptions.matching.titles import (
    bare_title,
    other_core,
    other_level,
    other_years,
    read_title,
    years_asked,
)

LEVELS = {
    "Data Analyst": ([], None),
    "Sr. Data Analyst II (m/f/d)": (["senior"], 2),
    "Software Engineer, L5": ([], 5),
    "Entry-Level Buyer": (["junior"], None),
    "Working Student Controlling": (["trainee"], None),
    "Staff Software Engineer": (["staff"], None),
    "Staff Nurse": ([], None),
    "Assistant Store Manager": (["deputy"], None),
    "Healthcare Assistant - Nights": ([], None),
    "Associate Director": (["associate", "director"], None),
    "Sales Associate": ([], None),
    "Deputy Head Teacher": (["deputy", "head"], None),
    "Chief of Staff": ([], None),
    "Art Director": ([], None),
    "Mid-level Electrician": ([], None),
    "Praktikantin Vertrieb (m/w/d)": (["intern"], None),
    "Analista de datos sénior": (["senior"], None),
    "高级后端工程师": (["senior"], None),
    "": ([], None),
}


@pytest.mark.parametrize("title", LEVELS)
def test_the_level_of_a_title(title: str) -> None:
    levels, grade = LEVELS[title]
    read = read_title(title)
    assert (sorted(read.levels), read.grade) == (levels, grade)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Junior Accountant", "Senior Accountant"),
        ("Accountant", "Senior Accountant"),
        ("Accountant II", "Accountant III"),
        ("Accountant", "Accountant II"),
        ("Store Manager", "Assistant Store Manager"),
        ("Nurse (Night Shift)", "Nurse (Day Shift)"),
        ("Teacher (Year 2)", "Teacher (Year 5)"),
        ("初级会计", "高级会计"),
    ],
)
def test_levels_that_exclude_each_other(one: str, other: str) -> None:
    assert other_level(read_title(one), read_title(other))
    assert other_level(read_title(other), read_title(one))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Senior Accountant", "Sr. Accountant (m/w/d)"),
        ("Senior Accountant", "Accountant, Senior"),
        ("Accountant I", "Accountant"),
        ("Accountant", "Accountant - Req 40177"),
        ("Accountant", "Accountant (JR65296)"),
        ("Accountant", "ACCOUNTANT (Full-time, Remote)"),
        ("Senior Accountant", ""),
    ],
)
def test_levels_that_may_be_one(one: str, other: str) -> None:
    assert not other_level(read_title(one), read_title(other))


@pytest.mark.parametrize(
    ("one", "other", "excluded"),
    [
        ("Backend Engineer", "Frontend Engineer", True),
        ("Data Analyst", "Sales Manager", True),
        ("Payroll Accountant", "Tax Accountant", True),
        ("后端工程师", "前端工程师", True),
        ("Backend Engineer", "Back-End Engineer", False),
        ("RN, Cardiology", "Registered Nurse - Cardiology", False),
        ("Software Engineer", "Software Engineer, Billing", False),
        ("SWE", "Software Engineer", False),
        ("Data Analyst", "", False),
    ],
)
def test_work_that_is_named_otherwise(one: str, other: str, excluded: bool) -> None:
    assert other_core(read_title(one), read_title(other)) is excluded
    assert other_core(read_title(other), read_title(one)) is excluded


def test_a_title_without_company_and_place() -> None:
    content = "Location: Ghent, Belgium\nYou plan routes.\nOur office in Leeds is on the river."
    assert bare_title("Planner at Fernhill - Ghent", "Fernhill", content) == "Planner"
    assert bare_title("Planner, Leeds", "", content) == "Planner"
    assert bare_title("Planner, Night Trains", "", content) == "Planner, Night Trains"


@pytest.mark.parametrize(
    ("text", "years"),
    [
        ("3+ years of experience with SQL", {3}),
        ("two to four years' experience in a kitchen", {2, 4}),
        ("at least five (5) years on a ward, hands-on", {5}),
        ("2–4 years of relevant experience", {2, 4}),
        ("mindestens drei Jahre Erfahrung", {3}),
        ("mínimo 2 años de experiencia", {2}),
        ("3年以上工作经验", {3}),
        ("We were founded 12 years ago and have much experience.", set()),
        ("With 40 years of experience we are the oldest.", set()),
        ("A three-year contract.", set()),
        ("", set()),
    ],
)
def test_years_that_are_asked_for(text: str, years: set[int]) -> None:
    assert years_asked(text) == years


def test_years_exclude_each_other_only_where_both_ask() -> None:
    assert other_years(frozenset({1, 2}), frozenset({5}))
    assert not other_years(frozenset({2, 4}), frozenset({4}))
    assert not other_years(frozenset(), frozenset({5}))


@given(st.text(max_size=200))
def test_no_title_is_unreadable(title: str) -> None:
    read = read_title(title)
    assert not other_level(read, read)
    assert not other_core(read, read)
    assert bare_title(title, "", "") is not None
    years_asked(title)
