"""Easier and harder: a spare lead in the place of a planned one, and nothing else changes."""

from dataclasses import replace

from preppal.interviewer.conversation import progress
from preppal.interviewer.levels import fitted, still_planned, verdict
from preppal.interviewer.plan import PlannedLead
from preppal.interviewer.points import missing_points
from preppal.interviewer.questions import load_bank
from preppal.interviewer.standing import AskedLead
from tests.unit.interviewer.candidates import STORIES, briefing, hold, strong


def lead(lead_id: str, kind: str = "behavioural") -> PlannedLead:
    question = load_bank().by_id[lead_id]
    return PlannedLead(
        lead_id, question.competency, question.text, question.short, 3.7, kind, "", "stage"
    )


def asked(lead_id: str, *answers: str, rows: tuple[str, ...] = ()) -> AskedLead:
    return AskedLead(lead(lead_id), rows=list(rows), answers=list(answers))


WEAK, STRONG = "I fixed it quickly.", STORIES[2]


def pair() -> tuple[str, str]:
    """Two leads of planning, the easier first."""
    questions = sorted(load_bank().competencies["planning"].questions, key=lambda q: q.difficulty)
    return questions[0].id, questions[-1].id


def test_how_a_lead_was_answered() -> None:
    easy, _ = pair()
    assert verdict(asked(easy, WEAK)) == "weak"
    assert verdict(asked(easy, STRONG)) == "strong"
    assert verdict(asked(easy)) == ""
    assert verdict(asked(easy, WEAK, rows=("declines",))) == ""
    assert verdict(asked(easy, "去年我在医院工作的时候，有一位病人的血压一直在下降。" * 2)) == ""


def test_two_weak_leads_bring_an_easier_one_and_two_strong_a_harder() -> None:
    easy, hard = pair()
    others = ("own-021", "coll-021")
    weak = [asked(one, WEAK) for one in others]
    fine = [asked(one, STRONG) for one in others]
    assert fitted(lead(hard), [lead(easy)], weak).lead_id == easy
    assert fitted(lead(easy), [lead(hard)], fine).lead_id == hard
    # One of each, one alone, no spare of this competency, an open task: as planned.
    assert fitted(lead(hard), [lead(easy)], [weak[0], fine[1]]).lead_id == hard
    assert fitted(lead(hard), [lead(easy)], weak[:1]).lead_id == hard
    assert fitted(lead(hard), [lead("own-022")], weak).lead_id == hard
    assert fitted(lead(easy), [lead(hard)], weak).lead_id == easy
    case = replace(lead(hard), kind="case")
    assert fitted(case, [lead(easy)], weak) == case


def test_two_on_one_competency_count_more_than_the_last_two() -> None:
    easy, hard = pair()
    same = [
        q.id for q in load_bank().competencies["planning"].questions if q.id not in (easy, hard)
    ]
    history = [asked(same[0], WEAK), asked(same[1], WEAK), asked("own-021", STRONG)]
    assert fitted(lead(hard), [lead(easy)], [*history, asked("coll-021", STRONG)]).lead_id == easy


def test_who_stands_in_takes_the_place_of_the_planned() -> None:
    held = hold(briefing("ward_nurse", minutes=30), strong)
    plan = held.plan
    planned = {one.lead_id: one for one in plan.leads}
    spare = {one.lead_id: one for one in plan.spare}
    count = len(plan.leads)
    places = [
        (planned.get(x.lead_id or "") or spare[x.lead_id or ""]).competency
        for x in held.said("lead")[:count]
    ]
    assert places == [one.competency for one in plan.leads]
    for step in range(len(held.turns) + 1):
        now = progress(plan, held.turns[:step])
        assert now.lead_number <= now.lead_count
    assert still_planned(plan, []) == list(plan.leads)
    assert still_planned(plan, [AskedLead(one) for one in plan.leads]) == []


def test_points_that_were_not_named() -> None:
    points = load_bank().by_id["nurs-102"].points
    assert missing_points(points, ["I look."]) == ("p1", "p2")
    assert missing_points(points, ["The name on the wristband", "and the dose"]) == ()
    assert missing_points(points, ["The name, and no dose"]) == ("p2",)
