"""Whatever is said, every quote is verbatim, short, and the same on every run."""

import json

from hypothesis import given
from hypothesis import strategies as st

from preppal.assessment.assess import Assessment, assess
from preppal.assessment.transcript import AssessedTurn
from tests.unit.assessment.marked import all_evidence, asked, judged, lead, marked

STORIES = [answer.text for answer in marked("tune")]
PIECES = st.one_of(
    st.text(max_size=60),
    st.sampled_from([sentence for story in STORIES for sentence in story.split(". ")]),
    st.sampled_from(
        [
            "İstanbul’da I called the man. ",
            "我做了这个。",
            "I\u00a0fixed the “pump”—twice! ",
            "\n\n",
            "…",
        ]
    ),
)
SAID = st.lists(PIECES, max_size=12).map(" ".join)


@st.composite
def interviews(draw):
    """Turns in any order and with any intent, times that need not make sense."""
    turns = []
    for seq in range(1, draw(st.integers(0, 10)) + 1):
        speaker = draw(st.sampled_from(["interviewer", "candidate"]))
        start = draw(st.integers(0, 100_000))
        intent = draw(
            st.sampled_from(
                [
                    None,
                    "opening",
                    "warmup",
                    "lead",
                    "follow_up",
                    "repair",
                    "wrap_up",
                    "invite_questions",
                    "answer_question",
                    "closing",
                ]
            )
        )
        turns.append(
            AssessedTurn(
                seq,
                speaker,
                draw(SAID),
                start,
                start + draw(st.integers(-10, 90_000)),
                draw(st.booleans()),
                intent if speaker == "interviewer" else None,
                draw(st.sampled_from([None, "a", "b", "gone"]))
                if speaker == "interviewer"
                else None,
            )
        )
    return turns


LEADS = [
    lead(lead_id="a"),
    lead("What would you do?", "situational", lead_id="b"),
    lead(lead_id="c"),
]


@given(interviews(), st.booleans())
def test_every_quote_is_a_verbatim_part_of_a_candidate_turn(turns, spoken):
    texts = {turn.seq: turn.text for turn in turns if turn.speaker == "candidate"}
    assessment = assess(turns, LEADS, spoken=spoken, pauses={2: [(0, 2_500)]})
    for seq, start, end, quote in all_evidence(assessment):
        assert texts[seq][start:end] == quote
        assert quote.strip() == quote != ""
        assert len(quote.split()) <= 40
    for question in assessment.candidate_questions:
        assert any(question in text for text in texts.values())


@given(interviews())
def test_judging_twice_says_the_same(turns):
    assert assess(turns, LEADS, spoken=True) == assess(list(turns), tuple(LEADS), spoken=True)


@given(interviews(), st.booleans())
def test_an_assessment_survives_its_way_through_json(turns, spoken):
    assessment = assess(turns, LEADS, spoken=spoken)
    assert Assessment.from_json(json.loads(json.dumps(assessment.to_json()))) == assessment


@given(st.lists(st.sampled_from(STORIES), min_size=1, max_size=4))
def test_quotes_of_one_answer_are_disjoint_or_the_same(stories):
    evidence = judged(" ".join(stories)).findings[0].evidence
    for one in evidence:
        for other in evidence:
            same = (one.start, one.end) == (other.start, other.end)
            assert same or one.end <= other.start or other.end <= one.start
        assert len(one.quote.split()) <= 30
    for signal in {item.signal for item in evidence}:
        assert sum(item.signal == signal for item in evidence) <= 2


def test_quotes_are_clauses_and_not_paragraphs():
    lengths = [
        len(quote.split())
        for answer in marked("tune")
        for _, _, _, quote in all_evidence(
            judged(answer.text, about=lead(answer.question, answer.kind))
        )
    ]
    assert len(lengths) > 60
    within = sum(4 <= length <= 25 for length in lengths)
    assert within >= 0.97 * len(lengths)


def test_a_very_long_answer_is_read_to_its_end():
    story = next(answer.text for answer in marked("tune") if answer.id == "t-dev-3")
    words = (story + " ") * 200
    assert len(words.split()) > 20_000
    found = judged(words).findings[0]
    assert {item.signal for item in found.evidence} >= {"situation", "own_part", "result"}


def test_an_interviewer_alone_is_no_evidence():
    about = lead()
    turns = [turn for turn in asked("x", about=about) if turn.speaker == "interviewer"]
    assessment = assess(turns, [about], spoken=True)
    assert assessment.not_enough_reason == "nothing_said"
    assert assessment.findings[0].status == "not_enough"
    assert assessment.delivery.words == 0
