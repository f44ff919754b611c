"""What somebody was at an employer, as it was said and as the resume has it: no alarm for what may be said of one job."""

import pytest

from preppal.assessment.claimed_titles import ClaimedTitle, check_titles, claimed_title
from preppal.assessment.standing import standing_of
from preppal.assessment.transcript import AssessedTurn

ROLES = [
    ("Senior Software Engineer", "Marrow Bank", "2019-03", "present"),
    ("Software Engineer", "Kitewing Ltd", "2014", "2016-06"),
    ("Product Designer", "Kitewing Capital", "2016-06", "2019-02"),
    ("Software Engineering Intern", "Halden Labs", "2013", "2013"),
    ("Store Manager", "Trellis Home", "2011", "2012"),
    ("Co-Founder & CTO", "Lemonhaus", "2010", "2011"),
    ("Growth", "Hatchling", "2009", "2010"),
    ("Lead Engineer", "Tidepool", "2007", "2009"),
    ("Engineer", "Tidepool", "2005", "2007"),
    ("Staff Nurse", "St. Brannoc's", "2003", "2005"),
]


def titles() -> list[ClaimedTitle]:
    return [one for role in ROLES if (one := claimed_title(*role)) is not None]


def status(answer: str, speaker: str = "candidate") -> str:
    turn = AssessedTurn(1, speaker, answer, 0, 900)  # type: ignore[arg-type]
    found = check_titles(titles(), [turn])
    for one in found:
        assert one.spans
        assert all(answer[span.start : span.end] == span.quote for span in one.spans)
    return " ".join(one.status for one in found)


@pytest.mark.parametrize(
    "answer",
    [
        "I was head of engineering at Kitewing.",
        "I was the Head of Engineering at Kitewing, and I hired nine people.",
        "At Kitewing I was head of engineering.",
        "At Kitewing, I was the engineering manager for two years.",
        "I was an engineering manager at Kitewing.",
        "I was CTO at Kitewing.",
        "I was the CTO at Marrow Bank.",
        "I was vice president of technology at Marrow Bank.",
        "I'm the director of engineering at Marrow Bank.",
        "I have been the engineering director at Marrow Bank since 2020.",
        "I worked at Kitewing as a senior engineer.",
        "I worked as a lead engineer at Kitewing.",
        "I was a principal engineer at Kitewing.",
        "My title at Kitewing was engineering manager.",
        "My official title at Marrow Bank is head of platform.",
        "As the head of engineering at Kitewing, I set the budget.",
        "As head of engineering at Kitewing I set the budget.",
        "I was a product manager at Kitewing.",
        "I was a nurse at Kitewing.",
        "I was a software engineer at Kitewing Capital.",
        "I was an intern at Marrow Bank.",
        "I was a senior software engineer at Halden Labs.",
        "I was the founder at Kitewing.",
        "I was team lead at Kitewing.",
        "I was a sr engineer at Kitewing.",
        "I was an engineering director at Tidepool.",
        "I was a lawyer at Trellis Home for a year, and I was a lawyer at Kitewing.",
        "I was head of engineering at Kitewing Ltd.",
        "i was head of engineering at kitewing",
    ],
)
def test_a_title_that_no_role_there_has_differs(answer: str) -> None:
    assert "differs" in status(answer)


@pytest.mark.parametrize(
    "answer",
    [
        "I was a software engineer at Kitewing.",
        "I was an engineer at Kitewing.",
        "I'm a senior software engineer at Marrow Bank.",
        "I am a Sr Software Engineer at Marrow Bank.",
        "I worked at Kitewing as a software engineer until 2016.",
        "I joined Kitewing as a software engineer.",
        "My job title at Trellis Home was store manager.",
        "I was a manager at Trellis Home.",
        "I was CTO at Lemonhaus.",
        "I was a co-founder at Lemonhaus.",
        "At Tidepool I was the lead engineer.",
        "At Tidepool I was an engineer, from 2005.",
        "I was a staff nurse at St. Brannoc's.",
        "I was a product designer at Kitewing Capital.",
        "I was the designer at Kitewing Capital.",
        "As a software engineer at Kitewing, I wrote the importer.",
    ],
)
def test_the_title_of_a_role_there_is_borne_out(answer: str) -> None:
    assert status(answer) == "supported"


@pytest.mark.parametrize(
    "answer",
    [
        # What somebody did is no title.
        "I led the engineering team at Kitewing.",
        "I lead a team of nine at Marrow Bank.",
        "I was leading engineering at Kitewing.",
        "I was the lead at Kitewing on the importer.",
        "I was the tech lead at Marrow Bank for the ledger.",
        "I was the head of a small team at Kitewing.",
        "I was head of the payments guild at Marrow Bank.",
        "I managed four people at Kitewing.",
        "I was in charge at Kitewing when the line went down.",
        "I was responsible for engineering at Kitewing.",
        "I was the owner of the billing service at Kitewing.",
        "I was the mentor at Kitewing whom the interns asked.",
        "I was the first person at Kitewing who knew SQL.",
        "I was happy at Kitewing.",
        "I was on call at Marrow Bank.",
        "I was the one at Marrow Bank who said no.",
        "I was the scrum master at Kitewing for a while.",
        "I was the interviewer at Marrow Bank for juniors.",
        "I wore the product manager hat at Kitewing.",
        # Short and other words for one job.
        "I was a developer at Kitewing.",
        "I was a programmer at Kitewing.",
        "I'm an engineer at Marrow Bank.",
        "I'm a backend developer at Marrow Bank.",
        "I was a data scientist at Kitewing.",
        "I was an engineer at Halden Labs.",
        "I was the shop supervisor at Trellis Home.",
        "I was CEO at Lemonhaus.",
        "I was an engineering manager at Tidepool.",
        "I was head of growth at Hatchling.",
        "I was a staff engineer at Marrow Bank.",
        # Not said for sure, or not said as what one was.
        "I was basically the CTO at Kitewing.",
        "I was effectively head of engineering at Kitewing.",
        "I was kind of an engineering manager at Kitewing.",
        "I was acting head of engineering at Kitewing.",
        "I was the de facto director of engineering at Kitewing.",
        "I think I was an engineering manager at Kitewing.",
        "I was never head of engineering at Kitewing.",
        "I wasn't the head of engineering at Kitewing.",
        "I was not an engineering manager at Kitewing.",
        "I wanted to be head of engineering at Kitewing.",
        "If I was head of engineering at Kitewing, I would have stopped it.",
        "I would have been engineering manager at Kitewing.",
        "I was going to be an engineering manager at Kitewing.",
        "Was I head of engineering at Kitewing?",
        "I was offered the head of engineering role at Kitewing.",
        "I was asked to be CTO at Kitewing.",
        "I was like a product manager at Kitewing.",
        "I was assistant to the director at Kitewing.",
        "I was deputy head of engineering at Kitewing.",
        # Other people, and other employers.
        "I reported to the head of engineering at Kitewing.",
        "I was hired by the head of engineering at Kitewing.",
        "I was working with the CTO at Kitewing.",
        "I was close to the engineering manager at Kitewing.",
        "My boss was head of engineering at Kitewing.",
        "She was the CTO at Kitewing.",
        "They said I was the head of engineering at Kitewing.",
        "My colleague and I was the product manager at Kitewing.",
        "I was head of engineering at Kitewing Aerospace.",
        "I was head of engineering at a small bank.",
        "I was head of engineering at Marrow.",
        "I was head of engineering before I came to Kitewing.",
        "I was head of engineering at Corvid, and then I joined Kitewing.",
        # Who began so may have become something else.
        "I joined Marrow Bank as an intern.",
        "I started at Marrow Bank as a junior developer.",
        "I joined Kitewing as employee number nine.",
        "I joined Kitewing as their first designer.",
    ],
)  # fmt: skip
def test_what_may_be_said_of_one_job_says_nothing(answer: str) -> None:
    assert status(answer) == ""


def test_what_the_interviewer_says_is_no_evidence() -> None:
    assert status("I was head of engineering at Kitewing.", speaker="interviewer") == ""


def test_said_both_ways_it_differs_with_the_words_that_do() -> None:
    first = AssessedTurn(1, "candidate", "I was a software engineer at Kitewing.", 0, 900)
    second = AssessedTurn(3, "candidate", "At Kitewing I was head of engineering.", 0, 900)
    (found,) = check_titles(titles(), [first, second])
    assert (found.status, [span.turn_seq for span in found.spans]) == ("differs", [3])
    assert found.claim.line == "Software Engineer, Kitewing Ltd: 2014 – 2016-06"
    assert found.claim.line[found.claim.start : found.claim.end] == "Software Engineer"


@pytest.mark.parametrize(
    ("title", "level", "family"),
    [
        ("Software Engineer II", "plain", "builder of software"),
        ("Sr. Developer", "senior", "builder of software"),
        ("VP of Engineering", "executive", ""),
        ("Chief Technology Officer", "executive", ""),
        ("Engineering Manager", "manager", ""),
        ("Working Student", "learner", ""),
        ("Charge Nurse, Surgical ICU", "lead", "nurse"),
        ("Staff Nurse", "plain", "nurse"),
        ("Staff Engineer", "lead", "builder of software"),
        ("Product Manager", "plain", "product"),
    ],
)  # fmt: skip
def test_what_a_title_says(title: str, level: str, family: str) -> None:
    standing = standing_of(title)
    assert standing is not None
    assert (standing.level, standing.family) == (level, family)


@pytest.mark.parametrize("title", ["Growth", "Sales Associate", "Project Manager", "Scrum Master", "", "Deputy"])  # fmt: skip
def test_a_title_of_no_certain_standing(title: str) -> None:
    assert standing_of(title) is None


def test_a_role_without_a_title_or_a_name_claims_nothing() -> None:
    assert claimed_title("", "Kitewing", "2014", "2016") is None
    assert claimed_title("Engineer", "IT", "2014", "2016") is None
    assert claimed_title("Engineer", " ", "2014", "2016") is None
