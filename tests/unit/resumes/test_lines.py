"""Hard lines, one habit at a time: in which order and with which marks people write titles and companies."""

import pytest

from preppal.resumes.profile import Said
from preppal.resumes.reading.profile import read_profile
from tests.unit.resumes.written import document_of, read, roles, schools, words

CARE = ("Charge Nurse, Intensive Care", "Cardiff and Vale University Health Board")


@pytest.mark.parametrize(
    ("head", "title", "company"),
    [
        ("Engineer, Kitewing, 2019 – 2021", "Engineer", "Kitewing"),
        ("Kitewing, Engineer (2019 – 2021)", "Engineer", "Kitewing"),
        ("2019 – 2021: Engineer at Kitewing", "Engineer", "Kitewing"),
        ("Engineer | Kitewing | 2019 – 2021", "Engineer", "Kitewing"),
        ("2019 – 2021\tEngineer\tKitewing\tPortland, OR", "Engineer", "Kitewing"),
        ("Softwareentwickler bei Neckar Systeme AG, 2019 – 2021", "Softwareentwickler", "Neckar Systeme AG"),
        ("Tidepool Logistics, Inc. — Software Engineer II — 2019 – 2021", "Software Engineer II", "Tidepool Logistics, Inc."),
        ("Head of Growth @ Lumen & Co (2019 – 2021)", "Head of Growth", "Lumen & Co"),
        ("2019.07-2021.03\t杭州云岫科技有限公司\t后端开发工程师", "后端开发工程师", "杭州云岫科技有限公司"),
        ("Analista de datos en Banco del Mar (2019 – 2021)", "Analista de datos", "Banco del Mar"),
        ("Depuis 2019 : Contrôleuse de gestion – Fonderies du Rhône SAS", "Contrôleuse de gestion", "Fonderies du Rhône SAS"),
    ],
)  # fmt: skip
def test_one_line(head: str, title: str, company: str) -> None:
    (found,) = roles(f"Experience\n{head}\n• Did a thing that mattered to many people.")
    assert found[:2] == (title, company)


def test_the_other_entries_decide_what_no_word_tells() -> None:
    found = roles(
        """
        Experience
        Lumen
        Chief of Delight
        2019 – 2021
        • Answered letters.
        Bexley
        Engineer
        2017 – 2019
        • Built a thing.
        Ardent
        Product Manager
        2015 – 2017
        • Planned a thing.
        """
    )
    assert found[0] == ("Chief of Delight", "Lumen", "2019", "2021")


def test_a_comma_within_a_title_is_no_company() -> None:
    (found,) = roles(
        f"Experience\n{CARE[1]}\tNovember 2019 – Present\n{CARE[0]}\n• Coordinates a unit."
    )
    assert found == (*CARE, "2019-11", "present")


def test_several_roles_below_one_company() -> None:
    found = roles(
        """
        Experience
        Marlowe & Finch
        7 years 2 months
        District Manager
        January 2022 - Present (2 years)
        Chicago, IL
        Store Manager
        August 2018 - December 2021 (3 years 5 months)
        Trellis Home Goods
        Assistant Store Manager
        April 2015 - July 2018 (3 years)
        """
    )
    assert [role[:2] for role in found] == [
        ("District Manager", "Marlowe & Finch"),
        ("Store Manager", "Marlowe & Finch"),
        ("Assistant Store Manager", "Trellis Home Goods"),
    ]


def test_a_company_with_its_whole_period_heads_its_roles() -> None:
    found = roles(
        """
        Experience
        **Northstar Orthopedics, Inc., Minneapolis, MN	2014 – Present**
        Chief Financial Officer (2018 – Present)
        • Raised debt.
        Vice President, Finance (2014 – 2018)
        • Closed the books in five days.
        """
    )
    assert found == [
        ("Chief Financial Officer", "Northstar Orthopedics, Inc.", "2018", "present"),
        ("Vice President, Finance", "Northstar Orthopedics, Inc.", "2014", "2018"),
    ]


def test_labels_of_forms() -> None:
    found = roles(
        """
        Work experience
        Company: Paystream Nigeria Limited
        Role: Full-Stack Developer
        Duration: February 2020 - till date
        Responsibilities:
        • Built dashboards
        Company: Andelar Labs
        Role: Junior Web Developer
        Duration: June 2018 - January 2020
        """
    )
    assert found == [
        ("Full-Stack Developer", "Paystream Nigeria Limited", "2020-02", "present"),
        ("Junior Web Developer", "Andelar Labs", "2018-06", "2020-01"),
    ]


def test_a_degree_keeps_its_subject_and_loses_its_grade() -> None:
    assert schools(
        "Education\nUniversity of Ibadan\nB.Sc. Computer Science, GPA: 3.8\n2013 - 2017"
    ) == [("B.Sc. Computer Science", "University of Ibadan", "2013", "2017")]
    assert schools("教育经历\n2009.09-2013.06\t华中科技大学\t机械设计制造及其自动化\t本科") == [
        ("机械设计制造及其自动化 本科", "华中科技大学", "2009-09", "2013-06")
    ]


def test_a_lone_year_of_a_degree_is_its_end() -> None:
    assert schools("Education\nMBA, University of Minnesota, 2011") == [
        ("MBA", "University of Minnesota", None, "2011")
    ]


def test_degrees_without_dates() -> None:
    found = schools("Education\nMBA, University of Minnesota\nBA in Economics, Macalester College")
    assert [school[:2] for school in found] == [
        ("MBA", "University of Minnesota"),
        ("BA in Economics", "Macalester College"),
    ]


@pytest.mark.parametrize(
    ("line", "skills"),
    [
        ("Python, C++, C#, .NET, CI/CD", ["Python", "C++", "C#", ".NET", "CI/CD"]),
        ("Languages: JavaScript, PHP", ["JavaScript", "PHP"]),
        ("AWS (EC2, S3) • Docker", ["AWS (EC2, S3)", "Docker"]),
        ("Excel ●●●●○", ["Excel"]),
        ("Python (advanced); R – basic", ["Python", "R"]),
        ("Java、Spring Boot、微服务架构", ["Java", "Spring Boot", "微服务架构"]),
        ("Git | Jira | SQL", ["Git", "Jira", "SQL"]),
    ],
)
def test_skills(line: str, skills: list[str]) -> None:
    assert [skill.text for skill in read(f"Skills\n{line}").skills] == skills


TOP = """
**DR. FRIEDERIKE ALBERS**
Projektleiterin Bau
Hafenweg 4a, 28195 Bremen
0421 / 5550 - 812 · f.albers@postamt.example · www.linkedin.com/in/falbers
geboren am 03.11.1980 in Kassel, verheiratet, zwei Kinder
Staatsangehörigkeit: deutsch
Religion: evangelisch

Berufserfahrung
seit 02/2015	Bauleiterin	Hansa AG
"""


def test_the_top_says_who_and_where() -> None:
    profile = read(TOP)
    assert words(profile.name) == "Friederike Albers"
    assert words(profile.email) == "f.albers@postamt.example"
    assert words(profile.phone) == "0421 / 5550 - 812"
    assert words(profile.location) == "Bremen"
    assert [link.text for link in profile.links] == ["linkedin.com/in/falbers"]


@pytest.mark.parametrize(
    "private", ["1980", "Kassel", "verheiratet", "Kinder", "deutsch", "evangelisch"]
)
def test_what_is_private_is_not_in_the_profile(private: str) -> None:
    assert private not in repr(read(TOP))


def test_every_value_stands_on_the_line_it_names() -> None:
    document = document_of(TOP)
    profile = read_profile(document)
    for said in (profile.email, profile.phone, profile.location):
        assert said is not None
        assert said.text in document.lines[said.line].text
    (role,) = profile.experiences
    assert role.title is not None and role.company is not None
    assert role.title.text in document.lines[role.title.line].text
    assert role.company.text in document.lines[role.company.line].text


def test_each_thing_done_names_its_own_lines() -> None:
    document = document_of(
        """
        Ana Ito

        # Experience
        Baker, Fernhill
        2019 - 2021
        • Baked rye,
        and oats
        • Kept the books
        • Hired four
        """
    )
    (role,) = read_profile(document).experiences
    assert [(said.text, said.line, said.more) for said in role.lines] == [
        ("Baked rye, and oats", 4, (5,)),
        ("Kept the books", 6, ()),
        ("Hired four", 7, ()),
    ]


def test_skills_of_a_statement_over_two_lines_name_their_own() -> None:
    document = document_of("Ana Ito\n\n# Skills\nBaking, bookkeeping,\nhiring, first aid")
    skills = {said.text: said.line for said in read_profile(document).skills}
    assert skills == {"Baking": 2, "bookkeeping": 2, "hiring": 3, "first aid": 3}


def test_lines_below_a_table_of_labels_are_not_shifted() -> None:
    """A label's cell is read with its value's; it is a line of the document still."""
    text = "Name:\n\nAna Ito\n\nEmail:\n\nana@example.org\n\n# Experience\nBaker, Fernhill\n2019 - 2021\n• Baked rye"
    document = document_of(text)
    profile = read_profile(document)
    assert profile.name == Said("Ana Ito", 1)
    assert profile.email == Said("ana@example.org", 3)
    (role,) = profile.experiences
    assert role.title is not None and role.company is not None and role.start is not None
    assert (role.title.line, role.company.line, role.start.line) == (5, 5, 6)
    assert role.lines == (Said("Baked rye", 7),)


def test_nothing_is_read_of_nothing() -> None:
    profile = read("The quick brown fox jumps over the lazy dog, and nobody says when.")
    assert (profile.name, profile.email, profile.phone, profile.experiences) == (
        None,
        None,
        None,
        (),
    )
