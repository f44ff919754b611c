"""How many processors this process may use, and how many voice sessions they carry."""

from __future__ import annotations

import math
import os
from pathlib import Path

SESSIONS_A_PROCESSOR = 3
"""Measured (docs/decisions, `benchmarks/local_voice_latency.py`): somebody who talks without pause costs
40 to 60 ms of processor time a second, so a processor is busy for a fifth of the time. That leaves what
makes an answer quick when several people finish at once, when the machine does something else too, or
when it is three times slower."""
MOST_SESSIONS = 64
QUOTA = Path("/sys/fs/cgroup/cpu.max")  # of a container, where there is one


def usable_processors(quota: Path = QUOTA) -> int:
    """Processors that this process may run on, at least 1; a container's share is rounded down."""
    if hasattr(os, "sched_getaffinity"):
        count = len(os.sched_getaffinity(0))
    else:
        count = os.cpu_count() or 1
    try:
        allowed, period = quota.read_text().split()
        count = min(count, math.floor(int(allowed) / int(period)))
    except (OSError, ValueError, ZeroDivisionError):  # no quota, or "max"
        pass
    return max(1, count)


def voice_sessions_here() -> int:
    """Voice sessions that this machine's processors carry at once."""
    return min(MOST_SESSIONS, SESSIONS_A_PROCESSOR * usable_processors())
