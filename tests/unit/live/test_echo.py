"""The echo guard in simulated rooms; recordings stand in for both voices."""

from __future__ import annotations

import numpy as np
import pytest
from numpy.typing import NDArray

from preppal.interviews.live.echo import EchoGuard, repeats
from tests import voices

SECONDS = 8
RATE = 16_000


def interviewer() -> NDArray[np.float64]:
    return voices.samples("answer_3")[: SECONDS * RATE].astype(np.float64)


def candidate(start: float) -> NDArray[np.float64]:
    sound = np.zeros(SECONDS * RATE)
    begin = int(start * RATE)
    sound[begin:] = voices.samples("answer_1")[: len(sound) - begin]
    return sound


def room(sound: NDArray[np.float64], gain: float, delay_ms: int) -> NDArray[np.float64]:
    """The loudspeaker at the microphone: direct sound, reverberation, hiss."""
    rng = np.random.default_rng(3)
    tail = rng.standard_normal(RATE // 5) * np.exp(-np.arange(RATE // 5) / (0.04 * RATE))
    tail /= np.sqrt((tail**2).sum())
    tail[0] += 1.4
    heard = np.convolve(np.concatenate((np.zeros(delay_ms * 16), sound)), tail)[: len(sound)]
    return gain * heard + rng.standard_normal(len(sound)) * 0.0008


def listen(
    played: NDArray[np.float64], mic: NDArray[np.float64], guard: EchoGuard | None = None
) -> tuple[EchoGuard, list[bool]]:
    """For each window in which the microphone hears anything: was it called echo? First second aside."""
    guard, verdicts = guard or EchoGuard(), []
    at_24k = np.interp(np.arange(SECONDS * 24_000) / 1.5, np.arange(len(played)), played)
    pcm = (at_24k * 32767).astype("<i2").tobytes()
    for number in range(SECONDS * 25):
        guard.played(pcm[number * 1_920 : (number + 1) * 1_920], number * 40)
    for start in range(0, len(mic) - 512, 512):
        window = mic[start : start + 512].astype(np.float32)
        at = (start + 512) // 16
        echo = guard.is_echo(window, at, speech=True)
        if at > 1_500 and float(np.sqrt(np.mean(window**2))) > 0.005:
            verdicts.append(echo)
    return guard, verdicts


@pytest.mark.parametrize(("gain", "delay_ms"), [(0.3, 150), (0.1, 400), (0.05, 700)])
def test_an_echo_is_known_and_its_delay_found(gain: float, delay_ms: int) -> None:
    guard, verdicts = listen(interviewer(), room(interviewer(), gain, delay_ms))
    assert guard.delay_ms == pytest.approx(delay_ms, abs=40)
    assert len(verdicts) > 30
    assert np.mean(verdicts) > 0.9


def test_after_another_device_the_echo_is_learnt_anew() -> None:
    """Louder and sooner than before: what was known of the old way would let it pass for a voice."""
    known, _ = listen(interviewer(), room(interviewer(), 0.05, 400))
    assert known.delay_ms == pytest.approx(400, abs=40)
    known.forget_delay()
    assert known.delay_ms is None
    guard, verdicts = listen(interviewer(), room(interviewer(), 0.4, 90), known)
    assert guard.delay_ms == pytest.approx(90, abs=40)
    fresh, as_if_new = listen(interviewer(), room(interviewer(), 0.4, 90))
    assert guard.delay_ms == fresh.delay_ms
    assert np.mean(verdicts) > 0.9
    assert np.mean(verdicts) >= np.mean(as_if_new) - 0.02


def test_a_voice_over_the_echo_is_heard() -> None:
    alone = np.abs(candidate(4.0)) > 0.02
    mic = room(interviewer(), 0.1, 250) + candidate(4.0)
    _, before = listen(interviewer(), np.where(np.arange(len(mic)) < 4 * RATE, mic, 0.0))
    _, both = listen(interviewer(), mic)
    assert alone.any()
    assert np.mean(before) > 0.95
    assert np.mean(both[len(before) :]) < 0.35


def test_with_headphones_nothing_is_ever_called_echo_after_the_greeting() -> None:
    guard, verdicts = listen(interviewer(), candidate(0.5) + room(interviewer(), 0.0, 0))
    assert guard.delay_ms is None
    assert not any(verdicts)


def test_nothing_is_echo_when_nothing_is_played() -> None:
    guard = EchoGuard()
    assert not guard.is_echo(np.ones(512, np.float32), 500, speech=True)


def test_what_was_flushed_explains_nothing() -> None:
    guard = EchoGuard()
    for number in range(50):
        guard.played(bytes(1_920), number * 40)
    guard.flushed(100)
    assert not guard.is_echo(np.ones(512, np.float32), 1_900, speech=True)


@pytest.mark.parametrize(
    ("text", "same"),
    [
        ("Tell me about a time you.", True),
        ("Tell me about the time you disagreed", True),
        ("Sorry, may I stop you there?", False),
        ("A colleague.", False),
        ("You", False),
        ("", False),
    ],
)
def test_the_interviewers_own_words_are_recognised(text: str, same: bool) -> None:
    line = "Tell me about a time you disagreed with your team. What did you do?"
    assert repeats(text, line) is same
