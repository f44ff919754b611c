"""Delivery is measured where it can be, and absent where it cannot."""

from dataclasses import replace

import pytest

from preppal.assessment.assess import Delivery, assess
from preppal.assessment.delivery import USUAL, place
from preppal.assessment.delivery_words import DELIVERY, METRICS
from preppal.assessment.transcript import AssessedTurn
from tests.unit.assessment.marked import lead

ABOUT = lead()
PLAIN = "I moved the boxes to the other hall and we counted them on the way out again. "  # 17 words


def turns(*candidate: tuple[str, int, int]) -> list[AssessedTurn]:
    """Candidate turns as (text, start, end), each after a question that ended 1 s before."""
    found: list[AssessedTurn] = []
    for text, start, end in candidate:
        intent = "lead" if not found else "follow_up"
        found.append(
            AssessedTurn(
                len(found) + 1,
                "interviewer",
                "And?",
                start - 3_000,
                start - 1_000,
                False,
                intent,
                ABOUT.lead_id,
            )
        )
        found.append(AssessedTurn(len(found) + 1, "candidate", text, start, end))
    return found


def measured(*candidate, spoken=True, pauses=None) -> Delivery:
    return assess(turns(*candidate), [ABOUT], spoken=spoken, pauses=pauses or {}).delivery


def test_pace_is_words_over_speech_time():
    delivery = measured((PLAIN * 5, 10_000, 44_000))
    assert delivery.words_per_minute == pytest.approx(85 / 34 * 60, abs=0.1)


def test_long_pauses_are_taken_out_of_the_pace_and_counted_by_the_minute():
    delivery = measured(
        (PLAIN * 5, 10_000, 70_000), pauses={2: [(20_000, 30_000), (40_000, 41_500)]}
    )
    assert delivery.words_per_minute == pytest.approx(85 / 50 * 60, abs=0.1)
    assert delivery.long_pauses_per_minute == 1.0


def test_a_turn_without_pauses_counts_among_those_that_have_some():
    delivery = measured(
        (PLAIN * 5, 10_000, 70_000), (PLAIN, 80_000, 140_000), pauses={2: [(20_000, 30_000)]}
    )
    assert delivery.long_pauses_per_minute == 0.5


def test_unknown_pauses_are_not_zero_pauses():
    assert measured((PLAIN * 5, 10_000, 70_000)).long_pauses_per_minute is None


def test_fillers_are_counted_once_each():
    text = "Um, so I, you know, moved the, uh, boxes. " + PLAIN * 5
    words = 9 + 1 + 85  # "you know" has two words and is one filler
    assert measured((text, 10_000, 60_000)).fillers_per_100 == pytest.approx(
        100 * 3 / words, abs=0.06
    )


def test_answer_lengths_and_first_word():
    delivery = measured((PLAIN, 10_000, 40_000), (PLAIN, 50_000, 60_000))
    assert (delivery.longest_answer_ms, delivery.median_answer_ms) == (30_000, 20_000)
    assert delivery.first_word_delay_ms == 1_000
    assert delivery.talk_ratio == pytest.approx(40 / 44, abs=0.001)
    assert delivery.own_we == (2, 2)


def test_cutting_in_is_no_delay():
    said = turns((PLAIN, 10_000, 40_000))
    said[0] = AssessedTurn(1, "interviewer", "And?", 7_000, 12_000, True, "lead", ABOUT.lead_id)
    assert assess(said, [ABOUT], spoken=True).delivery.first_word_delay_ms is None


def test_typed_interviews_have_words_and_nothing_else():
    delivery = measured((PLAIN * 5, 10_000, 44_000), spoken=False)
    assert delivery == Delivery(spoken=False, words=85, own_we=(5, 5))


def test_too_little_material_is_not_measured():
    delivery = measured(("Yes, that is right.", 10_000, 12_000))
    assert delivery.words_per_minute is None
    assert delivery.fillers_per_100 is None
    assert delivery.long_pauses_per_minute is None


def test_times_that_cannot_be_give_no_pace():
    assert measured((PLAIN * 5, 10_000, 10_000)).words_per_minute is None
    assert measured((PLAIN * 5, 10_000, 12_000)).words_per_minute is None


@pytest.mark.parametrize(
    ("metric", "value", "expected"),
    [
        ("words_per_minute", 150, "usual"),
        ("words_per_minute", 190, "near"),
        ("words_per_minute", 201, "above"),
        ("words_per_minute", 90, "below"),
        ("first_word_delay_ms", 0, "usual"),
        ("first_word_delay_ms", 8_000, "near"),
        ("talk_ratio", 0.4, "below"),
        ("own_we", 1.0, "usual"),
    ],
)
def test_places(metric, value, expected):
    assert place(metric, value) == expected


def test_every_metric_has_a_range_and_words():
    assert set(USUAL) == set(METRICS) == set(DELIVERY)


def test_what_was_typed_in_a_spoken_interview_is_not_measured():
    said = turns((PLAIN * 5, 10_000, 44_000), (PLAIN * 5, 60_000, 70_000))
    spoken = assess(said[:2], [ABOUT], spoken=True).delivery
    said[3] = replace(said[3], timed=False, started_ms=400_000, ended_ms=400_000)
    both = assess(said, [ABOUT], spoken=True).delivery
    assert (both.words, both.own_we) == (170, (10, 10))
    assert replace(both, words=85, own_we=(5, 5)) == spoken


def test_fillers_are_those_of_the_language():
    text = "Ähm, ich habe die Kisten, ähm, sozusagen in die andere Halle gebracht. " * 6
    said = turns((text, 10_000, 60_000))
    german = assess(said, [ABOUT], spoken=True, language="de").delivery
    english = assess(said, [ABOUT], spoken=True).delivery
    assert german.fillers_per_100 == pytest.approx(100 * 3 / 12, abs=0.1)
    assert english.fillers_per_100 == 0
    assert assess(said, [ABOUT], spoken=True, language="fi").delivery.fillers_per_100 is None


HEDGED = "I think we moved them and maybe it helped, I guess it probably did somehow in the hall. "


def test_hedges_are_counted_in_a_hundred_words():
    delivery = measured((HEDGED + PLAIN * 5, 10_000, 60_000))
    assert delivery.hedges_per_100 == pytest.approx(100 * 4 / 102, abs=0.06)
    assert measured((PLAIN * 5, 10_000, 60_000)).hedges_per_100 == 0


def test_what_is_worth_a_remark_says_where_it_could_be_heard():
    text = HEDGED * 4
    silences = [(at, at + 2_500) for at in (12_000, 17_000, 22_000, 27_000)]
    delivery = measured((text, 10_000, 40_000), pauses={2: silences})
    places = {one.metric for one in delivery.occasions}
    assert {"hedges_per_100", "words_per_minute", "long_pauses_per_minute"} <= places
    for one in delivery.occasions:
        assert text[one.start : one.end] == one.quote
        assert one.turn_seq == 2
        remarked = getattr(delivery, one.metric)
        assert place(one.metric, remarked) in ("below", "above")


def test_a_usual_delivery_has_no_occasions():
    said = (PLAIN * 10, 10_000, 85_000)
    delivery = measured(said)
    assert delivery.words_per_minute == pytest.approx(136, abs=1)
    assert {one.metric for one in delivery.occasions} <= {"talk_ratio"}


def test_words_that_recognition_was_unsure_of_are_not_counted():
    said = [replace(turn, sure=0.3) for turn in turns((PLAIN * 5, 10_000, 44_000))]
    delivery = assess(said, [ABOUT], spoken=True).delivery
    assert delivery == Delivery(spoken=True, words=85, own_we=(5, 5), unsure=True)
    surely = [replace(turn, sure=0.8) for turn in said]
    assert assess(surely, [ABOUT], spoken=True).delivery.words_per_minute is not None
    corrected = [replace(turn, sure=None) for turn in said]
    assert not assess(corrected, [ABOUT], spoken=True).delivery.unsure
