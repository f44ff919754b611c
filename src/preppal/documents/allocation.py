"""Memory given back to the system at once, instead of being kept for the next page.

Recognising asks for many large pieces of ever other sizes. The C library keeps what it is given back of them, and cuts
it up, until a process that needs 220 MB holds 360. Where it is not glibc there is nothing to say, and nothing is said.
"""

import ctypes

_TRIM_THRESHOLD, _MMAP_THRESHOLD, _ARENA_MAX = -1, -3, -8  # of mallopt(3)
KEPT = 128 * 1024
"""Bytes. A larger piece is a mapping of its own, which ends with it; that costs half a second a page."""


def give_back_at_once() -> None:
    """For good, and from now on: to be called before anything large is asked for."""
    try:
        mallopt = ctypes.CDLL(None).mallopt
    except (AttributeError, OSError):
        return
    for what, value in ((_ARENA_MAX, 1), (_MMAP_THRESHOLD, KEPT), (_TRIM_THRESHOLD, KEPT)):
        mallopt(what, value)
