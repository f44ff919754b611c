"""A stronger shape holds the candidate's own words and questions, and nothing else."""

from collections import Counter

from preppal.assessment import codes
from preppal.assessment.assess import assess
from preppal.assessment.shapes import shape_of
from tests.unit.assessment.marked import asked, finding, lead

REVERSED = (
    "I rang three plumbers before seven and moved two classes into the gym, because the others needed"
    " two days. Last March the boiler in our school had failed on a Monday."
)
WITHOUT_END = (
    "Last March the boiler in our school failed on a Monday. I rang three plumbers before seven and"
    " moved two classes into the gym, because the others needed two days."
)


def test_own_words_stand_in_the_order_that_carries():
    found = finding(REVERSED)
    shape = shape_of(found)
    assert shape is not None
    assert [slot.signal for slot in shape.slots] == ["situation", "own_part", "reasons", "result"]
    said = {evidence.quote for evidence in found.evidence}
    assert {one.quote for slot in shape.slots for one in slot.evidence} <= said
    assert all(quote in REVERSED for quote in said)


def test_what_is_missing_is_a_question_to_oneself():
    shape = shape_of(finding(WITHOUT_END))
    assert shape is not None
    last = shape.slots[-1]
    assert (last.signal, last.evidence, last.asks) == ("result", (), "result")
    assert shape.gaps == 1
    assert all(not slot.asks or slot.asks in codes.SHAPE_QUESTIONS for slot in shape.slots)


def test_a_result_without_its_size_asks_for_it_where_size_is_part_of_the_story():
    told = WITHOUT_END + " In the end the heating was running again and nobody froze."
    for competency, asks in (("execution_results", "size"), ("ownership", "")):
        about = lead(competency=competency)
        shape = shape_of(assess(asked(told, about=about), [about], spoken=False).findings[0])
        assert shape is not None
        assert shape.slots[-1].asks == asks


def test_what_came_after_a_follow_up_is_to_be_said_earlier():
    parts = REVERSED.split(". ")
    shape = shape_of(finding(parts[0] + ".", parts[1], follow_ups=True))
    assert shape is not None
    earlier = {slot.signal: slot.earlier for slot in shape.slots}
    assert earlier["situation"]
    assert not earlier["own_part"]


def test_without_words_there_is_nothing_to_build_on():
    assert shape_of(finding("I can't think of anything right now.")) is None
    assert shape_of(finding("I fixed the lift.")) is None
    not_asked = assess(asked(WITHOUT_END, about=lead()), [lead(), lead(lead_id="b")], spoken=False)
    assert shape_of(not_asked.findings[1]) is None


def test_no_words_stand_in_a_shape_more_than_twice():
    packed = (
        "In 2019 we won the cup because I saved two penalties in the last ten minutes of the final."
    )
    found = finding(packed, "I trained the keeper after me for a whole year in the evenings.")
    shape = shape_of(found)
    assert shape is not None
    quotes = Counter(one.quote for slot in shape.slots for one in slot.evidence)
    assert max(quotes.values()) <= 2
