"""Cutting speech into pieces: windows of 32 ms with given probabilities."""

from __future__ import annotations

from itertools import pairwise

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.interviews.live.segmenting import (
    TOO_LONG_MS,
    WINDOW,
    WINDOW_MS,
    Piece,
    Segmenter,
    Signal,
    VoiceOff,
    VoiceOn,
    Windows,
    samples_of,
)


def run(*parts: tuple[float, int]) -> list[Signal]:
    """Parts of (probability, ms)."""
    segmenter, now, signals = Segmenter(), 0, []
    for probability, ms in parts:
        for _ in range(round(ms / WINDOW_MS)):
            now += WINDOW_MS
            signals += segmenter.feed(np.full(WINDOW, probability, np.float32), probability, now)
    return signals


def pieces(signals: list[Signal]) -> list[Piece]:
    return [signal for signal in signals if isinstance(signal, Piece)]


def test_a_piece_is_handed_out_at_a_quarter_second_of_silence() -> None:
    on, off, piece = run((0, 640), (1, 3_200), (0, 640))
    assert on == VoiceOn(640)
    assert off == VoiceOff(640 + 3_200)
    assert isinstance(piece, Piece)
    assert piece.upto == 640 + 3_200 + 256
    assert piece.voiced_ms == 3_200
    # it begins a little before the first sure sound
    assert len(piece.samples) / 16 == pytest.approx(3_200 + 256 + 320, abs=80)


def test_a_long_enough_piece_is_closed_by_a_pause_and_the_next_begins() -> None:
    first, second = pieces(run((0, 320), (1, 3_200), (0, 480), (1, 1_600), (0, 480)))
    assert second.number == first.number + 1
    assert second.voiced_ms == pytest.approx(1_600, abs=64)


def test_a_short_piece_stays_open_over_a_pause() -> None:
    first, second = pieces(run((0, 320), (1, 960), (0, 480), (1, 1_600), (0, 480)))
    assert second.number == first.number
    assert len(second.samples) > len(first.samples)


def test_a_short_piece_is_closed_by_a_long_pause() -> None:
    first, second = pieces(run((0, 320), (1, 960), (0, 1_280), (1, 960), (0, 480)))
    assert second.number == first.number + 1


def test_speech_without_a_pause_is_cut_at_its_weakest_moment() -> None:
    signals = run((0, 320), (1, 8_960), (0.4, 224), (1, 4_800), (0, 480))
    first, second = pieces(signals)
    assert first.upto == pytest.approx(320 + 8_960 + 112, abs=64)
    assert second.number == first.number + 1
    assert [type(s) for s in signals] == [VoiceOn, Piece, VoiceOff, Piece]


def test_a_click_is_no_voice() -> None:
    assert run((0, 320), (1, 32), (0, 640)) == []


@given(
    st.lists(st.tuples(st.sampled_from([0.0, 0.4, 0.6, 1.0]), st.integers(1, 5_000)), max_size=8)
)
def test_no_piece_is_longer_than_the_recogniser_takes(parts: list[tuple[float, int]]) -> None:
    signals = run(*parts)
    for piece in pieces(signals):
        assert len(piece.samples) / 16 <= TOO_LONG_MS + 1_000
    voices = [signal for signal in signals if not isinstance(signal, Piece)]
    for one, other in pairwise(voices):
        assert type(one) is not type(other)
    numbers = [piece.number for piece in pieces(signals)]
    assert numbers == sorted(numbers)


def test_windows_keep_time_by_counting_samples_when_frames_come_in_bunches() -> None:
    windows, ended = Windows(), []
    for arrival in (40, 200, 200, 200, 200, 240):  # four frames were late together
        _, times = windows.feed(np.zeros(640, np.float32), arrival)
        ended += times
    assert np.diff(ended).tolist() == [WINDOW_MS] * (len(ended) - 1)


def test_windows_follow_the_clock_over_a_gap() -> None:
    windows = Windows()
    windows.feed(np.zeros(640, np.float32), 40)
    _, times = windows.feed(np.zeros(640, np.float32), 9_000)
    assert times[-1] == pytest.approx(9_000, abs=WINDOW_MS)


def test_half_a_sample_is_dropped() -> None:
    assert samples_of(b"\x00\x40\x01").tolist() == [0.5]
    assert len(samples_of(b"")) == 0
