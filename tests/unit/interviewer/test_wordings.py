"""Everything else an interviewer says: short, neutral, one question, enough ways to say it."""

import re
from itertools import combinations

import pytest

from preppal.interviewer.briefing import Manner
from preppal.interviewer.follow_ups import ROWS
from preppal.interviewer.wordings import (
    Utterance,
    filled,
    in_order,
    load_wordings,
    phrasing_ids,
    row_of,
    suits,
)
from tests.unit.interviewer.test_bank import FORBIDDEN

ROWS_OF_SPEECH = load_wordings()
ALL = [wording for row in ROWS_OF_SPEECH.values() for wording in row]
SLOTS = {
    **{row: {"short"} for row in ("rephrase", "unheard", "repeat", "park", "back_to_question")},
    **{row: {"short"} for row in ("go_on", "resumed")},
    "fact_then_back": {"fact", "short"},
    "fact": {"fact"},
    "clash": {"fact"},
    "echo": {"x"},
    "greet": {"name"},
    "frame_job_company": {"job", "company"},
    "frame_job": {"job"},
    "frame_topic": {"topic"},
    "outline": {"minutes"},
    "handed_over": {"colleague", "subject"},
}
# Rows that ask: exactly one question mark, or an imperative that asks.
ASKING = {row.name for row in ROWS if row.move == "probe"} | {"invite", "invite_parked", "ready"}
PRAISE = re.compile(
    r"\b(great|excellent|amazing|impressive|fantastic|wonderful|perfect|brilliant|well done|good (?:answer|job|point|example)"
    r"|nice (?:answer|work)|you (?:are|were) wrong|incorrect|weak|score|mark you|you should have|a better answer|next time)\b",
    re.IGNORECASE,
)


def faults(text: str) -> list[str]:
    """What keeps a wording from being spoken."""
    found = {
        "too long": len(text.split()) > 30,
        "two questions": text.count("?") > 1,
        "signs": re.search(r"[!;()\[\]*#_/&\"]|  ", text),
        "please": re.search(r"\bplease\b|\boops\b", text, re.IGNORECASE),
        "forbidden": FORBIDDEN.search(text),
        "judges": PRAISE.search(text),
        "no end": text[-1] not in ".?}",
    }
    return [fault for fault, there in found.items() if there]


def test_every_wording_can_be_spoken() -> None:
    assert {w.text: faults(w.text) for w in ALL if faults(w.text)} == {}


def test_the_faults_are_found() -> None:
    assert faults("That was a great answer! What else? And then?") == [
        "two questions",
        "signs",
        "judges",
    ]
    assert faults("Are you married") == ["forbidden", "no end"]


def test_slots_are_those_of_the_row() -> None:
    for wording in ALL:
        assert set(re.findall(r"\{(\w+)\}", wording.text)) == SLOTS.get(wording.row, set()), wording
        # The short question brings its own question mark.
        assert not ("{short}" in wording.text and "?" in wording.text), wording


def test_rows_that_do_not_ask_hold_no_question() -> None:
    not_asking = ("ack", "bridge", "begin", "last_lead", "spare_lead", "ack_leave", "ack_long")
    not_asking += (
        "handed_over",
        "echo",
        "greet",
        "outline",
        "unknown",
        "about_result",
        "unfinished",
        "narrow",
    )
    for row in (*not_asking, "resumed_ack", "park_at_start", "start_anyway", "reassure", "pause"):
        assert [w.text for w in ROWS_OF_SPEECH[row] if "?" in w.text] == []


def test_every_row_of_the_table_has_six_wordings_for_any_manner() -> None:
    for row in {row.name for row in ROWS if row.name}:
        for_anyone = [w for w in ROWS_OF_SPEECH[row] if w.temper == "any"]
        assert len(for_anyone) >= (4 if row == "stop_or_go" else 6), row


@pytest.mark.parametrize("manner", [Manner(warmth=5), Manner(warmth=1)])
def test_every_probe_has_words_of_its_own_for_warm_and_dry(manner: Manner) -> None:
    for row in {row.name for row in ROWS if row.move == "probe"}:
        order = in_order(row, 7, manner)
        assert len(order) >= 8, row
        assert sum(w.temper != "any" for w in order) >= 2, row
        assert order[0].temper in ("warm", "dry"), row


def test_follow_ups_ask_one_short_thing() -> None:
    for row in ASKING:
        for wording in ROWS_OF_SPEECH[row]:
            assert len(wording.text.split()) <= 25, wording
            assert wording.text.count("?") == 1, wording


def test_no_wording_is_there_twice() -> None:
    assert len({wording.id for wording in ALL}) == len(ALL)
    texts = [wording.text.casefold() for wording in ALL]
    assert [text for text in set(texts) if texts.count(text) > 1] == []


def test_no_two_wordings_of_a_row_are_nearly_the_same() -> None:
    for row, wordings in ROWS_OF_SPEECH.items():
        for left, right in combinations(wordings, 2):
            a, b = (set(re.findall(r"\w{2,}", w.text.lower())) for w in (left, right))
            assert len(a & b) <= 0.75 * len(a | b), (row, left.text, right.text)


def test_manner_changes_the_words() -> None:
    def first(manner: Manner, seed: int) -> str:
        utterance = Utterance(seed, manner, frozenset())
        utterance.say("ack")
        return utterance.text

    warm = {first(Manner(warmth=5), seed) for seed in range(40)}
    dry = {first(Manner(warmth=1), seed) for seed in range(40)}
    brisk = {first(Manner(pace=5), seed) for seed in range(40)}
    assert not warm & dry
    assert not warm & brisk
    assert suits("patient", Manner(pace=1))
    assert not suits("any", Manner())


def test_an_utterance_never_says_a_thing_twice_and_then_refuses() -> None:
    utterance = Utterance(3, Manner(), frozenset())
    said = 0
    while utterance.say("outcome"):
        said += 1
    assert said == len([w for w in ROWS_OF_SPEECH["outcome"] if w.temper == "any"])
    parts = phrasing_ids(utterance.phrasing)
    assert len(parts) == len(set(parts)) == said
    assert {row_of(part) for part in parts} == {"outcome"}
    assert not utterance.can("outcome")
    assert utterance.say("outcome", probe="What became of the drain?")
    assert not utterance.say("outcome", probe="What became of the drain?")


def test_filled_in_text_is_never_read_for_slots() -> None:
    assert filled("{name} and {job}", {"name": "{job}", "job": "{name}"}) == "{job} and {name}"
