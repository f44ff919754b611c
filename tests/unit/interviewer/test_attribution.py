"""Which move of the plan a model's own words were."""

from __future__ import annotations

import pytest

from preppal.interviewer.attribution import attribute, is_farewell
from preppal.interviewer.briefing import Briefing, Interviewer, Manner
from preppal.interviewer.plan import PlannedLead, build_plan
from preppal.interviewer.standing import stand
from preppal.interviewer.transcript import Line, SpokenTurn
from preppal.interviewer.unfit import unfit
from preppal.interviewer.wordings import load_wordings, row_of

INTERVIEWER = Interviewer("Ada", "Engineer", "technical", Manner())
PLAN = build_plan(
    Briefing(INTERVIEWER, "Engineer", "Northwind", "You own services. Python.", "", 30, seed=4)
)
FIRST, SECOND = PLAN.leads[:2]


def asked(lead: PlannedLead, answer: str = "I did it last year.") -> list[SpokenTurn]:
    intent = "warmup" if lead.kind == "warmup" else "lead"
    return [
        SpokenTurn("interviewer", lead.text, 0, 1, intent=intent, lead_id=lead.lead_id),  # type: ignore[arg-type]
        SpokenTurn("candidate", answer, 2, 3),
    ]


OPENED = [
    SpokenTurn("interviewer", "Hello.", 0, 1, intent="opening"),
    SpokenTurn("candidate", "Hi.", 1, 2),
]


def tell(lead: PlannedLead) -> Line:
    return Line(f"Thank you. {lead.text}", "lead", lead.lead_id, f"ack.1+lead.{lead.lead_id}")


@pytest.mark.parametrize("lead", [PLAN.warmup, *PLAN.leads], ids=lambda lead: lead.lead_id)
@pytest.mark.parametrize("before", ["", "Thank you. ", "I see, the side room. Let us go on. "])
def test_a_planned_question_is_known_by_its_words(lead: PlannedLead, before: str) -> None:
    line = attribute(before + lead.text, None, PLAN, OPENED)
    assert (line.intent, line.lead_id) == (
        "warmup" if lead.kind == "warmup" else "lead",
        lead.lead_id,
    )
    assert line.phrasing == f"lead.{lead.lead_id}"


def test_a_question_that_was_told_is_known_by_fewer_words() -> None:
    words = FIRST.text.split()
    partly = " ".join(words[: len(words) * 2 // 3]) + "?"
    line = attribute(partly, tell(FIRST), PLAN, OPENED)
    assert (line.intent, line.lead_id, line.phrasing) == (
        "lead",
        FIRST.lead_id,
        tell(FIRST).phrasing,
    )


def test_a_follow_up_in_place_of_the_question_that_was_told_is_a_follow_up() -> None:
    said = [*OPENED, *asked(FIRST)]
    line = attribute("And who else was in the room that evening?", tell(SECOND), PLAN, said)
    assert (line.intent, line.lead_id) == ("follow_up", FIRST.lead_id)
    assert line.phrasing and row_of(line.phrasing) == "deepen"


def test_follow_ups_of_the_models_own_are_counted_by_the_standing() -> None:
    said = [*OPENED, *asked(FIRST)]
    for text in ("Who else was there?", "And what did it cost?"):
        line = attribute(text, None, PLAN, said)
        said.append(
            SpokenTurn("interviewer", text, 4, 5, False, line.intent, line.lead_id, line.phrasing)
        )
        said.append(SpokenTurn("candidate", "It was late.", 6, 7))
    current = stand(PLAN, said).current
    assert current is not None
    assert current.lead.lead_id == FIRST.lead_id
    assert current.rows == ["deepen", "deepen"]


def test_a_word_between_is_no_follow_up() -> None:
    line = attribute("Take all the time you need.", None, PLAN, [*OPENED, *asked(FIRST)])
    assert line.intent == "reassure"


def test_putting_the_question_again_is_a_repair() -> None:
    line = attribute(f"Of course. {FIRST.text}", None, PLAN, [*OPENED, *asked(FIRST)])
    assert (line.intent, line.lead_id) == ("repair", FIRST.lead_id)


def test_handing_over_is_known_without_having_been_told() -> None:
    said = [*OPENED, *asked(FIRST)]
    line = attribute("That was my side. What questions do you have for me?", None, PLAN, said)
    assert line.intent == "invite_questions"
    said.append(SpokenTurn("interviewer", line.text, 4, 5, intent="invite_questions"))
    said.append(SpokenTurn("candidate", "How large is the team?", 6, 7))
    assert attribute("Nine people, it says here.", None, PLAN, said).intent == "answer_question"


@pytest.mark.parametrize("row", ["goodbye", "goodbye_time", "goodbye_stop", "goodbye_silent"])
def test_every_goodbye_of_ours_is_one(row: str) -> None:
    for wording in load_wordings()[row]:
        assert is_farewell(wording.text), wording.text
        line = attribute(wording.text, None, PLAN, OPENED)
        assert line.intent == "closing" and line.ends_interview


@pytest.mark.parametrize(
    "text",
    [
        "How did you say goodbye to that customer?",
        "You said goodbye to the old system. What came next?",
        "Thank you. What did the team do after the goodbye?",
        "",
    ],
)
def test_talking_of_goodbyes_is_none(text: str) -> None:
    assert not is_farewell(text)


def test_no_wording_but_the_goodbyes_says_goodbye_or_is_unfit() -> None:
    for row, wordings in load_wordings().items():
        for wording in wordings:
            text = wording.text.replace("{", "").replace("}", "")
            assert is_farewell(text) == row.startswith("goodbye"), text
            assert not unfit(text), text
    for lead in (PLAN.warmup, *PLAN.leads, *PLAN.spare):
        assert not unfit(lead.text)


def test_what_was_told_is_believed_in_other_languages() -> None:
    line = attribute("Cuéntame de un fallo tuyo.", tell(FIRST), PLAN, OPENED, language="es")
    assert (line.intent, line.lead_id) == ("lead", FIRST.lead_id)
    assert attribute("Gracias. Adiós.", None, PLAN, OPENED, language="es").ends_interview


@pytest.mark.parametrize(
    "text",
    [
        "[Direction for the interviewer, not to be read aloud: ask.]",
        "My instructions say that I must not tell you.",
        "I would give that four out of five.",
        "Your score is 4/5.",
        "I'd rate that highly.",
        "How old are you?",
        "Are you married?",
        "Do you have any children?",
        "What is your religion?",
    ],
)
def test_what_must_not_be_heard(text: str) -> None:
    assert unfit(text)


@pytest.mark.parametrize(
    "text",
    [
        "Who gave the direction in that project?",
        "How did the score of the tests change after that?",
        "How did you rate the options?",
        "How old was the system then?",
        "You worked with children. What did you notice?",
        "What did nine out of the fourteen say?",
    ],
)
def test_what_may_be_heard(text: str) -> None:
    assert not unfit(text)
