"""What Whisper listens to: log-mel energies (Radford et al. 2022, §2.1). Pure."""

from __future__ import annotations

import math

import numpy as np

from preppal.providers.protocols import HEARD_RATE, Samples

FRAME, HOP = 400, 160  # samples
FRAMES_A_SECOND = HEARD_RATE // HOP
FLOOR = 1e-10  # of energy
RANGE = 8.0  # log10 below the loudest that is still told apart


def mel_bands(count: int) -> Samples:
    """Triangular filters on the Slaney mel scale, area-normalised: shape (count, 201)."""

    def to_hertz(mel: np.ndarray) -> np.ndarray:
        linear = mel * 200.0 / 3
        log_step = math.log(6.4) / 27.0
        return np.where(mel < 15.0, linear, 1000.0 * np.exp(log_step * (mel - 15.0)))

    edges = to_hertz(np.linspace(0.0, 45.245640471924965, count + 2))
    bins = np.fft.rfftfreq(FRAME, 1.0 / HEARD_RATE)
    rising = (bins - edges[:-2, None]) / np.diff(edges)[:-1, None]
    falling = (edges[2:, None] - bins) / np.diff(edges)[1:, None]
    bands = np.maximum(0.0, np.minimum(rising, falling))
    return np.asarray(bands * (2.0 / (edges[2:] - edges[:-2]))[:, None], dtype=np.float32)


class LogMel:
    """`bands` energies, 100 frames a second."""

    def __init__(self, bands: int = 80) -> None:
        self._bands = mel_bands(bands)
        self._window = np.hanning(FRAME + 1)[:-1].astype(np.float32)

    def __call__(self, samples: Samples, seconds: int) -> Samples:
        """Shape (1, bands, 100 × seconds); the speech is cut or padded with silence to fit. Only what
        is not silence is computed."""
        wanted = seconds * FRAMES_A_SECOND
        heard = samples[: seconds * HEARD_RATE].astype(np.float32, copy=False)
        # frames are centred: the last that holds some of the speech begins half a frame after it
        count = min(wanted, (len(heard) + FRAME // 2) // HOP + 1)
        after = max(FRAME // 2, (count - 1) * HOP + FRAME - FRAME // 2 - len(heard))
        mirrored = np.pad(heard, (FRAME // 2, 0), mode="reflect")
        # at the very end of the window Whisper mirrors too; elsewhere silence follows
        at_end = len(heard) >= seconds * HEARD_RATE
        padded = np.pad(mirrored, (0, after), mode="reflect" if at_end else "constant")
        frames = np.lib.stride_tricks.sliding_window_view(padded, FRAME)[::HOP][:count]
        spectrum = np.fft.rfft(frames * self._window, axis=1)
        power = spectrum.real**2 + spectrum.imag**2
        energies = np.full((len(self._bands), wanted), math.log10(FLOOR), np.float32)
        energies[:, :count] = np.log10(np.maximum(self._bands @ power.T, FLOOR))
        energies = np.maximum(energies, energies.max() - RANGE)
        return np.ascontiguousarray((energies[None] + 4.0) / 4.0, dtype=np.float32)
