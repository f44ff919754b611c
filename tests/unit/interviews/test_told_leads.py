"""Interviews that no plan of ours led: what opens something new, what stays, what is talk."""

from pathlib import Path

import pytest

from preppal.interviews.told_leads import intent_of, tell_leads

UNSEEN = Path(__file__).resolve().parents[2] / "data" / "questions" / "unseen.tsv"
OTHERS = {"follow_up", "warmup", "invite_questions"}
SAM = "interviewer"
KIM = "candidate"


@pytest.mark.parametrize(
    ("said", "intent"),
    [
        (
            "Great, thank you. Now let's talk about planning. How do you prioritise your work?",
            "lead",
        ),
        ("What was the hardest project you have worked on?", "lead"),
        ("Tell me about a time you led a team.", "lead"),
        ("Why do you want this job?", "lead"),
        ("What is a left join?", "lead"),
        ("What would you do if two colleagues called in sick on the same morning?", "lead"),
        ("Okay. What are your strengths?", "lead"),
        ("What would you do differently now?", "follow_up"),
        ("You said you moved the feed. Which part was yours?", "follow_up"),
        ("And what did the customer say?", "follow_up"),
        ("How would you handle that?", "follow_up"),
        ("Tell me more about that.", "follow_up"),
        ("How did it end?", "follow_up"),
        ("Why?", "follow_up"),
        ("Okay, and in the kitchen?", "follow_up"),
        ("What did you learn from it?", "follow_up"),
        ("Run me through your career so far.", "warmup"),
        ("We have five minutes left for your questions.", "invite_questions"),
        ("Tell me a bit about yourself.", "warmup"),
        ("Do you have any questions for us?", "invite_questions"),
        ("I see.", None),
        ("Thank you, that was all. Goodbye.", None),
    ],
)
def test_what_an_interviewer_does(said, intent):
    assert intent_of(said, has_lead=True) == intent


def test_turns_that_were_never_learned_from():
    """What was asked, what stays, hellos, own questions and asides of tests/data/questions/unseen.tsv."""
    lines = [line.split("\t") for line in UNSEEN.read_text().splitlines()]
    right = 0
    for name, text in lines:
        found = intent_of(text, has_lead=name != "warmup")
        wanted = {"none": None, "closing": None}.get(name, name if name in OTHERS else "lead")
        right += found == wanted
    assert right / len(lines) >= 0.93


def test_the_first_question_is_a_lead_however_it_is_put():
    assert intent_of("And how did you come to plan the new ward?", has_lead=False) == "lead"


def test_turns_are_sorted_under_their_questions():
    told = tell_leads(
        [
            (SAM, "Hello. Tell me about yourself."),
            (KIM, "I am a nurse."),
            (SAM, "Thanks. Tell me about a disagreement with a doctor."),
            (KIM, "Last May we disagreed about a dose."),
            (SAM, "What did you do?"),
            (KIM, "I rang the pharmacist."),
            (SAM, "Why do you want to work on this ward?"),
            (KIM, "I trained on it."),
            (SAM, "Any questions for me?"),
            (KIM, "How many beds are there?"),
        ]
    )
    assert [(lead.competency, lead.kind) for lead in told.leads] == [
        ("conflict_handling", "behavioural"),
        ("motivation_fit", "motivation"),
    ]
    assert told.leads[0].text == "Tell me about a disagreement with a doctor."
    on = [turn.lead_id for turn in told.turns]
    first, second = (lead.lead_id for lead in told.leads)
    assert on == [None, None, first, None, first, None, second, None, None, None]
    assert [turn.intent for turn in told.turns if turn.speaker == SAM] == [
        "warmup", "lead", "follow_up", "lead", "invite_questions",
    ]  # fmt: skip
