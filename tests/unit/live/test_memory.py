"""A long interview keeps no sound and no past: benchmarks/memory.py holds a whole hour."""

from __future__ import annotations

import gc
import tracemalloc

from tests.voices.an_hour import an_hour

FLAT = 1_000_000
"""Bytes. A minute of the candidate's sound is 1.9 MB, one of the interviewer's 2.9."""


async def test_memory_is_flat_over_a_spoken_interview() -> None:
    seen = []

    def look(_minute: int) -> None:
        gc.collect()
        seen.append(tracemalloc.get_traced_memory()[0])

    tracemalloc.start()
    try:
        turns = await an_hour(2, look, every=1)
    finally:
        tracemalloc.stop()
    assert turns > 6
    assert max(seen) - min(seen) < FLAT
