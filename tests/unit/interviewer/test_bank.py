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
OF_FIELDS = tuple(question for ladder in BANK.ladders.values() for question in ladder.questions)
OF_CASES = tuple(question for case in BANK.cases for question in case.parts)
EVERYTHING = (*BANK.warm_ups, *BANK.leads, *OF_FIELDS, *OF_CASES)

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
        "neighbours": bool(wrong_neighbours(question)),
        "lexicon": question.kind not in ("warmup", "case") and len(set(question.lexicon)) < 12,
        "points": bool(wrong_points(question)),
        "domains": not set(question.domains) <= {"any", *BANK.ladders},
    }
    spoken = unsayable(question.text, 25) + unsayable(question.short, 18)
    return [fault for fault, there in found.items() if there] + spoken


def wrong_neighbours(question: Question) -> list[str]:
    """Harder, easier and alternative leads that are not there, or not what they are called."""
    others = {key: BANK.by_id.get(key) for key in (question.harder, question.easier) if key}
    alternates = {key: BANK.by_id.get(key) for key in question.alternates}
    needed = question.kind not in ("warmup", "case")
    wrong = [] if question.alternates or not needed else ["no alternates"]
    for key, other in (others | alternates).items():
        if other is None or other is question or other.competency != question.competency:
            wrong.append(key)
    levels = {
        question.harder: lambda other: other.difficulty == question.difficulty + 1,
        question.easier: lambda other: other.difficulty == question.difficulty - 1,
    } | {key: lambda other: set(other.seniority) & set(question.seniority) for key in alternates}
    return wrong + [key for key, holds in levels.items() if key and not holds(BANK.by_id[key])]


def wrong_points(question: Question) -> list[str]:
    """Only questions of a field have points: two to four, one at least a must, with words of their own."""
    if question.domains == ("any",) or question.kind == "case":
        return ["points"] if question.points else []
    wrong = []
    if not 2 <= len(question.points) <= 4 or not any(point.must for point in question.points):
        wrong.append("how many")
    for at, point in enumerate(question.points, start=1):
        aliases = [alias.casefold() for alias in point.aliases]
        if point.id != f"p{at}" or len(set(aliases)) != len(aliases) or len(aliases) < 3:
            wrong.append(point.id)
        if len(point.text.split()) > 16:
            wrong.append(f"{point.id} text")
    return wrong


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
    assert faults(replace(sound, easier="warm-001")) == ["neighbours"]
    assert faults(replace(sound, lexicon=("plan",), domains=("magic",))) == [
        "lexicon",
        "points",
        "domains",
    ]
    known = BANK.by_id["nurs-101"]
    assert faults(replace(known, points=known.points[1:])) == ["points"]
    assert faults(replace(sound, id="x", difficulty=9)) == ["id", "difficulty", "neighbours"]


def test_no_question_is_there_twice() -> None:
    assert len(BANK.by_id) == len(EVERYTHING)
    for field in ("text", "short"):
        counted = Counter(getattr(question, field).casefold() for question in EVERYTHING)
        assert [text for text, count in counted.items() if count > 1] == []


def test_no_two_leads_are_nearly_the_same() -> None:
    sets = {
        question.id: set(re.findall(r"\w{4,}", question.text.lower()))
        for question in (*BANK.leads, *OF_FIELDS, *OF_CASES)
    }
    near = [
        (left, right)
        for left, right in combinations(sets, 2)
        if len(sets[left] & sets[right]) > 0.6 * len(sets[left] | sets[right])
    ]
    assert near == []


def test_there_are_ladders_of_at_least_eight_fields() -> None:
    assert len(BANK.ladders) >= 8
    for ladder in BANK.ladders.values():
        levels = Counter((q.difficulty, q.seniority) for q in ladder.questions)
        assert set(levels.values()) == {4}
        assert len(levels) == 3
        assert len(set(map(str.casefold, ladder.terms))) == len(ladder.terms) >= 12


def test_every_field_has_a_case_and_any_trade_has_four() -> None:
    counted = Counter(case.family for case in BANK.cases)
    assert counted["any"] >= 4
    assert set(counted) == {"any", *BANK.ladders}
    for case in BANK.cases:
        assert sum(part.minutes for part in case.parts) == 25


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
