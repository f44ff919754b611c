"""Sorted hashes and their counts as the bytes that a row holds: 32 bits each, little-endian."""

import numpy as np
from numpy.typing import NDArray

from preppal.job_descriptions.matching.shingles import Shingles

_FOUR_BYTES = np.dtype("<u4")


def packed(numbers: Shingles | NDArray[np.int64]) -> bytes:
    return numbers.astype(_FOUR_BYTES).tobytes()


def unpacked(row: bytes) -> Shingles:
    return np.frombuffer(row, _FOUR_BYTES).astype(np.uint32, copy=False)
