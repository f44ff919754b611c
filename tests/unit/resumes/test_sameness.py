"""What counts as one thing written twice."""

import pytest

from preppal.resumes.correcting import Role, Study
from preppal.resumes.sameness import (
    are_alike,
    fold_company,
    fold_link,
    fold_phone,
    fold_words,
    same_role,
    same_study,
    same_tongue,
)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Marrow Bank", "MARROW  BANK"),
        ("Marrow Bank", "Marow Bank"),
        ("José Peña", "Jose Pena"),
        ("PostgreSQL", "Postgre SQL"),
        ("R&D Lead", "R & D lead"),
        ("上海烹饪学校", "上海烹饪学校"),
    ],
)
def test_spelling_aside(first: str, second: str) -> None:
    assert are_alike(first, second)


@pytest.mark.parametrize(
    ("first", "second"),
    [
        ("Senior Product Manager", "Senior Project Manager"),
        ("Analyst II", "Analyst III"),
        ("Java", "JavaScript"),
        ("C", "C++"),
        ("Bank 24", "Bank 25"),
        ("高级后端工程师", "高级前端工程师"),
        ("", ""),
        ("Baker", ""),
    ],
)
def test_another_thing(first: str, second: str) -> None:
    assert not are_alike(first, second)


def test_short_forms_and_legal_ones() -> None:
    assert fold_words("Sr. Eng.") == fold_words("Senior engineer") == "senior engineer"
    assert fold_company("Hansa AG") == fold_company("hansa")
    assert fold_company("AG") == "ag"
    assert fold_phone("+351 21 555-0100") == fold_phone("00351 215550100")
    assert fold_link("https://www.GitHub.com/ana/") == fold_link("github.com/ana")


BAKER = Role("Baker", "Fernhill", "2019-03", "2021-06")


@pytest.mark.parametrize(
    ("other", "is_same"),
    [
        (Role("baker", "Fernhill Ltd.", "2019", "2021"), True),
        (Role("Baker", "Fernhill", "2022", "present"), False),  # came back
        (Role("Baker", "", "2019-03", ""), True),
        (Role("", "Fernhill", "2020", ""), True),
        (Role("Head Baker", "Fernhill", "2019-03", "2021-06"), True),  # renamed
        (Role("Head Baker", "Fernhill", "2021-01", "2021-06"), False),  # promoted
        (Role("Baker", "Riverside", "2019-03", "2021-06"), False),
    ],
)
def test_one_role(other: Role, is_same: bool) -> None:
    assert same_role(BAKER, other) is is_same
    assert same_role(other, BAKER) is is_same


def test_one_study_and_one_language() -> None:
    mine = Study("BSc in Computer Science", "University of Porto", "2011", "2015")
    assert same_study(mine, Study("BSc in computer science", "Univ. of Porto", "", "2015"))
    assert not same_study(mine, Study("MSc in Computer Science", "University of Porto", "2015", ""))
    assert same_tongue("English (C1)", "english")
    assert not same_tongue("English (C1)", "Spanish (C1)")
