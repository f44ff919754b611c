"""When not to believe a recogniser."""

from __future__ import annotations

import pytest

from preppal.providers.local_recognition import SAFE_WINDOW, windows
from preppal.providers.recognition_doubts import (
    Decoded,
    echoes,
    is_loop,
    is_silence,
    says_it_twice,
)


@pytest.mark.parametrize(
    "text",
    [
        "I hold the eighteenth edition. I hold the eighteenth edition.",
        "I traced it, so I opened a ticket and closed it. I opened a ticket and closed it.",
        "But a simple model was as good, but a simple model was as good.",
        "我们把所有的流量都移走了。我们把所有的流量都移走了。",
    ],
)
def test_a_sentence_said_twice_is_the_decoder(text: str) -> None:
    assert says_it_twice(text)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "I, I, I think it was, it was the cache.",
        "No, no, no, no, that was the other team.",
        "We tested it, we shipped it, and we watched it.",
        "First we moved ten percent of the traffic, then ten percent of the rest.",
        "It was very, very, very slow.",
    ],
)
def test_people_repeat_words_but_not_sentences(text: str) -> None:
    assert not says_it_twice(text)


def test_loops_are_fast_or_compress_too_well() -> None:
    assert is_loop("and so on " * 20, 60.0)
    assert is_loop("I moved the traffic one customer at a time, and I watched the latency.", 1.0)
    assert not is_loop("I moved the traffic one customer at a time.", 4.0)
    assert not is_loop("", 1.0)


@pytest.mark.parametrize(
    ("log_probability", "silence", "nobody"),
    [(-0.2, 0.95, True), (-1.2, 0.7, True), (-0.2, 0.7, False), (-1.2, 0.1, False)],
)
def test_words_for_silence(log_probability: float, silence: float, nobody: bool) -> None:
    assert is_silence(Decoded("Thank you.", log_probability, silence)) is nobody


def test_the_prompt_come_back_from_faint_sounds() -> None:
    prompt = "Interview about Kafka. Yes, I did."
    assert echoes(prompt, Decoded(" Yes, I did.", -0.5, 0.4))
    assert not echoes(prompt, Decoded("Yes, I did.", -0.1, 0.01))
    assert not echoes(prompt, Decoded("No.", -0.5, 0.5))


def test_windows_grow_with_the_speech_and_end_at_the_safe_ones() -> None:
    assert list(windows(0.4)) == [(6, True), (12, True), (30, False)]
    assert list(windows(4.3)) == [(8, True), (12, True), (30, False)]
    assert next(iter(windows(8.0))) == (11, True)
    assert list(windows(9.5)) == [(13, True), (30, False)]
    assert list(windows(12.0)) == [(15, True), (30, False)]
    assert list(windows(28.0)) == [(30, True), (30, False)]
    for seconds in (0.1, 3.0, 11.9, 29.0):
        assert all(window >= min(seconds + 3, 30) for window, _ in windows(seconds))
        assert max(window for window, _ in windows(seconds)) >= SAFE_WINDOW
