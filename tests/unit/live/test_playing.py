"""What was sent of a line, what was heard of it, and which words that were."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.interviews.live.playing import AHEAD_MS, CHUNK_MS, LinePlayback, sentences

FIRST, SECOND = "Tell me about a hard bug.", "How did you find it?"


def line(*, complete: bool = True) -> LinePlayback:
    sound = LinePlayback()
    sound.add(FIRST, bytes(48 * 2_000))
    sound.add(SECOND, bytes(48 * 1_000))
    sound.complete = complete
    return sound


def send(sound: LinePlayback, now: int) -> int:
    """Everything that is due; ms of sound sent."""
    sent = 0
    while sound.wait_ms(now) == 0:
        sent += len(sound.take(now)) // 48
    return sent


def test_at_most_two_seconds_are_ahead_of_the_ear() -> None:
    sound = line()
    assert send(sound, 100) == AHEAD_MS
    assert sound.wait_ms(100) == CHUNK_MS
    assert send(sound, 400) == pytest.approx(300, abs=CHUNK_MS)
    assert send(sound, 5_000) == pytest.approx(700, abs=CHUNK_MS)
    assert sound.wait_ms(5_000) is None


def test_the_end_is_heard_when_it_is_acknowledged_and_not_before() -> None:
    sound = line()
    for now in (0, 1_000, 2_000):
        send(sound, now)
    sound.acknowledge(2_400, 2_700)
    assert not sound.is_heard(2_700)
    sound.acknowledge(2_950, 3_200)
    assert sound.is_heard(3_200)


def test_without_acknowledgements_the_clock_is_believed_two_seconds_later() -> None:
    sound = line()
    for now in (0, 1_000, 2_000):
        send(sound, now)
    assert sound.end_ms() == 5_000
    assert not sound.is_heard(4_999)
    assert sound.is_heard(5_000)


def test_an_incomplete_line_is_never_heard_to_its_end() -> None:
    sound = line(complete=False)
    for now in (0, 1_000, 2_000):
        send(sound, now)
    sound.acknowledge(3_000, 3_100)
    assert not sound.is_heard(60_000)
    assert sound.remaining_ms(60_000) is None


@pytest.mark.parametrize(
    ("position", "heard"),
    [
        (0, ""),
        (400, "Tell"),
        (1_100, "Tell me about"),
        (1_960, FIRST),
        (2_500, f"{FIRST} How did"),
        (3_000, f"{FIRST} {SECOND}"),
    ],
)
def test_only_whole_words_that_were_heard(position: int, heard: str) -> None:
    sound = line()
    for now in (0, 1_000, 2_000):
        send(sound, now)
    sound.acknowledge(position, 2_000)
    assert sound.heard_text(2_000) == heard


@given(st.integers(-100, 10_000), st.lists(st.integers(-500, 5_000), max_size=5))
def test_never_a_broken_word_and_never_more_than_was_sent(now: int, acks: list[int]) -> None:
    sound = line()
    send(sound, 0)
    for ms in acks:
        sound.acknowledge(ms, 0)
    text, whole = sound.heard_text(now), f"{FIRST} {SECOND}"
    assert whole.startswith(text)
    assert len(text) == len(whole) or not text or whole[len(text)] == " "
    assert 0 <= sound.heard_ms(now) <= sound.sent_ms


def test_a_resumed_line_begins_at_the_sentence_that_was_cut() -> None:
    sound = line()
    for now in (0, 1_000):
        send(sound, now)
    sound.acknowledge(2_400, 2_600)
    sound.rewind(2_600)
    assert send(sound, 4_000) == 1_000
    sound.acknowledge(240, 4_300)
    assert sound.heard_text(4_300) == f"{FIRST} How"
    sound.acknowledge(1_000, 5_100)
    assert sound.is_heard(5_100)


def test_a_pause_for_synthesis_moves_the_ear() -> None:
    sound = LinePlayback()
    sound.add(FIRST, bytes(48 * 1_000))
    send(sound, 0)
    sound.add(SECOND, bytes(48 * 1_000))
    sound.complete = True
    send(sound, 3_000)  # the second sentence came two seconds late
    assert sound.end_ms() == 3_000 + 1_000 + 2_000


def test_a_line_without_sound_is_heard_at_once() -> None:
    sound = LinePlayback()
    sound.add(FIRST, b"")
    sound.complete = True
    assert sound.is_heard(0)
    assert sound.text_sent == FIRST


@pytest.mark.parametrize(
    ("text", "parts"),
    [
        ("One. Two? Three!", ["One.", "Two?", "Three!"]),
        ("I met Dr. Smith. We spoke.", ["I met Dr. Smith.", "We spoke."]),
        ('"Why?" they asked, e.g. yesterday.', ['"Why?" they asked, e.g. yesterday.']),
        ("Version 2.5 shipped. Good.", ["Version 2.5 shipped.", "Good."]),
        ("  ", []),
        ("No full stop", ["No full stop"]),
    ],
)
def test_sentences(text: str, parts: list[str]) -> None:
    assert sentences(text) == parts
