"""Whisper's features: what is computed of speech alone is what the whole window would have given."""

from __future__ import annotations

import numpy as np
import pytest

from preppal.providers.log_mel import FRAME, HOP, LogMel, mel_bands
from preppal.providers.protocols import HEARD_RATE, Samples


def of_the_whole_window(samples: Samples, seconds: int, bands: int = 80) -> Samples:
    """The definition, silence and all (openai/whisper, `log_mel_spectrogram`)."""
    fitted = np.zeros(seconds * HEARD_RATE)
    heard = samples[: len(fitted)]
    fitted[: len(heard)] = heard
    padded = np.pad(fitted, FRAME // 2, mode="reflect")
    window = np.hanning(FRAME + 1)[:-1]
    energies = np.array(
        [
            np.abs(np.fft.rfft(padded[start : start + FRAME] * window)) ** 2
            for start in range(0, seconds * HEARD_RATE, HOP)
        ]
    )
    logs = np.log10(np.maximum(mel_bands(bands) @ energies.T, 1e-10))
    return np.asarray((np.maximum(logs, logs.max() - 8.0) + 4.0) / 4.0)


@pytest.mark.parametrize("length", [1_600, 15_999, 16_000, 16_001, 48_123, 96_000, 130_000])
@pytest.mark.parametrize("bands", [80, 128])
def test_silence_need_not_be_computed(length: int, bands: int) -> None:
    speech = np.random.default_rng(length).normal(0, 0.1, length).astype(np.float32)
    features = LogMel(bands)(speech, 6)
    assert features.shape == (1, bands, 600)
    assert features.dtype == np.float32
    np.testing.assert_allclose(features[0], of_the_whole_window(speech, 6, bands), atol=2e-3)


def test_a_steady_tone_lies_in_its_band() -> None:
    tone = np.sin(2 * np.pi * 1_000 * np.arange(HEARD_RATE) / HEARD_RATE).astype(np.float32)
    loudest = int(np.argmax(LogMel()(tone, 6)[0, :, 50]))
    bins = np.fft.rfftfreq(FRAME, 1 / HEARD_RATE)
    assert abs(bins[int(np.argmax(mel_bands(80)[loudest]))] - 1_000) <= 40
