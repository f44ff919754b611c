"""The question bank says everything it must, in words that can be spoken."""

import re
from collections import Counter
from dataclasses import replace
from itertools import combinations, product

import pytest

from preppal.interviewer.briefing import SENIORITIES, STAGES
from preppal.interviewer.follow_ups import ROWS
from preppal.interviewer.questions import (
    COMPETENCIES,
    BankError,
    Question,
    load_bank,
    read_competency,
)

BANK = load_bank()
EVERYTHING = (*BANK.warm_ups, *BANK.leads)

# Private matters an interviewer must not ask about (INTERVIEWING §1), and words of scores.
FORBIDDEN = re.compile(
    r"\b(how old|your age|born|birth|married|marriage|husband|wife|spouse|partner's|children of your"
    r"|pregnan\w*|family plan\w*|your family|your health|disab\w*|illness|sick leave|religio\w*|church|pray"
    r"|politic\w*|nationalit\w*|citizen\w*|ethnic\w*|race\b|accent|native speaker|gender|sexual"
    r"|current salary|earn now|previous pay|your pay|criminal record|arrest\w*|union member"
    r"|score|rating|points out of|strengths? and weakness\w*)\b",
    re.IGNORECASE,
)


def faults(question: Question) -> list[str]:
    """What the schema of a question forbids."""
    slots = set(re.findall(r"\{(\w+)\}", question.text))
    probe_rows = {row.name for row in ROWS if row.move == "probe"}
    found = {
        "id": not re.fullmatch(r"[a-z]{3,5}-\d{3}", question.id),
        "slots": slots != set(question.slots)
        or not set(re.findall(r"\{(\w+)\}", question.short)) <= slots,
        "stages": len(set(question.stages)) != len(question.stages),
        "one stage only": len(question.stages) < 2 and "senior" not in question.seniority,
        "secondary": question.competency in question.secondary,
        "difficulty": not 1 <= question.difficulty <= 3,
        "minutes": not 2.0 <= question.minutes <= 25.0,
        "source": question.source != "original" or question.lang != "en",
        "avoid_with": not set(question.avoid_with) <= set(BANK.by_id) - {question.id},
        "probes": not set(question.probes) <= probe_rows,
    }
    spoken = unsayable(question.text, 30) + unsayable(question.short, 18)
    return [fault for fault, there in found.items() if there] + spoken


def unsayable(text: str, longest: int) -> list[str]:
    filled = text.replace("{skill}", "stock control")
    found = {
        "length": not 4 <= len(filled.split()) <= longest,
        "two questions": text.count("?") > 1,
        "no end": text[-1] not in ".?",
        "no beginning": not text[0].isupper(),
        "signs": re.search(r"[!;()\[\]*#_/&\"]|\b(e\.g|i\.e|etc)\b|  ", text),
        "please": re.search(r"\bplease\b|\boops\b", text, re.IGNORECASE),
        "forbidden": FORBIDDEN.search(text),
    }
    return [fault for fault, there in found.items() if there]


def test_every_question_keeps_to_the_schema_and_can_be_spoken() -> None:
    assert {q.id: faults(q) for q in EVERYTHING if faults(q)} == {}


def test_the_faults_are_found() -> None:
    sound = BANK.by_id["plan-021"]
    assert faults(replace(sound, text="How old are you? And your husband?")) == [
        "two questions",
        "forbidden",
    ]
    assert faults(replace(sound, text="Tell me about {skill} and what you did.")) == ["slots"]
    assert faults(replace(sound, id="x", difficulty=9)) == ["id", "difficulty"]


def test_no_question_is_there_twice() -> None:
    assert len(BANK.by_id) == len(EVERYTHING)
    for field in ("text", "short"):
        counted = Counter(getattr(question, field).casefold() for question in EVERYTHING)
        assert [text for text, count in counted.items() if count > 1] == []


def test_no_two_leads_are_nearly_the_same() -> None:
    sets = {
        question.id: set(re.findall(r"\w{4,}", question.text.lower())) for question in BANK.leads
    }
    near = [
        (left, right)
        for left, right in combinations(sets, 2)
        if len(sets[left] & sets[right]) > 0.6 * len(sets[left] | sets[right])
    ]
    assert near == []


def test_every_competency_has_four_leads_at_every_level() -> None:
    for competency, level in product(COMPETENCIES, SENIORITIES):
        leads = [q for q in BANK.competencies[competency].questions if level in q.seniority]
        assert len(leads) >= 4, (competency, level)
        assert len([q for q in leads if not q.slots]) >= 2, (competency, level)


def test_the_catalogue_is_whole() -> None:
    assert list(BANK.competencies) == list(COMPETENCIES)
    assert len(COMPETENCIES) == 14
    assert len(BANK.leads) >= 84


@pytest.mark.parametrize("key", COMPETENCIES)
def test_a_competency_has_anchors_cues_and_words(key: str) -> None:
    competency = BANK.competencies[key]
    assert set(competency.anchors) == {1, 3, 5}
    assert len(set(competency.anchors.values())) == 3
    assert len(competency.lexicon) >= 12
    assert len(set(competency.lexicon)) == len(competency.lexicon)
    assert len(competency.result_cues) >= 5
    terms = [cue.term for cue in competency.jd_cues]
    assert len(terms) >= 8
    assert terms == [term.lower() for term in terms]
    assert all(0 < cue.weight <= 2 for cue in competency.jd_cues)


def test_every_stage_has_a_warm_up_at_every_level() -> None:
    for stage, level in product(STAGES, SENIORITIES):
        fitting = [q for q in BANK.warm_ups if stage in q.stages and level in q.seniority]
        assert len(fitting) >= 2, (stage, level)


def test_a_file_that_lacks_something_is_refused() -> None:
    head = {
        "name": "Planning",
        "reflect": False,
        "lexicon": ["order"],
        "result_cues": ["on time"],
        "anchors": {"1": "a", "3": "b", "5": "c"},
        "jd_cues": {"plan": 1},
    }
    question = {
        "id": "plan-900",
        "seniority": ["mid"],
        "kind": "behavioural",
        "stages": ["technical"],
        "text": "Tell me about a plan.",
        "short": "A plan.",
    }
    assert read_competency("planning", {"competency": head, "question": [question]})
    for wrong in (
        {**question, "seniority": ["expert"]},
        {**question, "text": ""},
        {**question, "colour": "red"},
        {key: value for key, value in question.items() if key != "short"},
    ):
        with pytest.raises(BankError, match="plan-900"):
            read_competency("planning", {"competency": head, "question": [wrong]})
    with pytest.raises(BankError, match="anchors"):
        read_competency(
            "planning",
            {"competency": {**head, "anchors": {"1": "a"}}, "question": [question]},
        )
