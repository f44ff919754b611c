"""Two reports beside each other: what is new, what is gone, what stayed."""

from typing import Any

from preppal.assessment.report import Assessment, Delivery, Evidence, QuestionFinding
from preppal.interviews.reports.comparing import compare


def finding(lead: str, *heard: tuple[str, str], status: Any = "partly") -> QuestionFinding:
    evidence: list[Any] = [Evidence(signal, 2, 0, len(q), q) for signal, q in heard]  # type: ignore[arg-type]
    return QuestionFinding(lead, "ownership", "Which?", "Which?", (2,), status, tuple(evidence))


def report(*findings: QuestionFinding) -> Assessment:
    return Assessment(1, True, None, None, (), findings, Delivery(True, 10))


def test_the_same_twice_is_no_change() -> None:
    one = report(finding("a", ("result", "nobody missed a dose")))
    assert [change.is_change for change in compare(one, one)] == [False]


def test_what_is_heard_now_and_what_no_longer() -> None:
    before = report(finding("a", ("result", "nobody missed"), ("own_part", "I moved")))
    after = report(finding("a", ("own_part", "I moved both"), ("reasons", "because of it")))
    (change,) = compare(before, after)
    assert [(moved.signal, moved.quotes) for moved in change.gained] == [
        ("reasons", ("because of it",))
    ]
    assert [(moved.signal, moved.quotes) for moved in change.lost] == [
        ("result", ("nobody missed",))
    ]


def test_a_status_alone_is_a_change() -> None:
    before = report(finding("a", ("result", "x y"), status="partly"))
    after = report(finding("a", ("result", "x y"), status="shown"))
    assert [change.is_change for change in compare(before, after)] == [True]


def test_other_words_for_the_same_are_none() -> None:
    before = report(finding("a", ("result", "nobody mist a dose")))
    after = report(finding("a", ("result", "nobody missed a dose")))
    assert [change.is_change for change in compare(before, after)] == [False]


def test_a_question_that_one_of_them_has() -> None:
    before = report(finding("a"), finding("b"))
    after = report(finding("c"), finding("a"))
    changes = compare(before, after)
    assert [change.finding.lead_id for change in changes] == ["c", "a", "b"]
    assert [change.is_change for change in changes] == [True, False, True]
    assert (changes[0].before, changes[2].after) == (None, None)
