"""The one place that asks what time it is. Everything below main takes ``now`` as a value."""

from collections.abc import Callable
from datetime import UTC, datetime

Clock = Callable[[], datetime]


def utc_now() -> datetime:
    """Now, in UTC, aware."""
    return datetime.now(UTC)
