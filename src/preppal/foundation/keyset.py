"""Where the next page of a list begins: after a value and an id (keyset paging), as a word of an address.

What somebody writes into an address by hand is no cursor, and then the list begins at its beginning.
"""

import math
import uuid
from datetime import UTC, datetime

Value = datetime | int | float

_LARGEST = 2**31
"""Of an integer column."""


def cursor_after(value: Value, row_id: uuid.UUID) -> str:
    """Of the last row that was shown: what the list is ordered by, and its id."""
    written = value.isoformat() if isinstance(value, datetime) else repr(value)
    return f"{written}~{row_id}"


def read_cursor(written: str, kind: type[Value]) -> tuple[Value, uuid.UUID] | None:
    """Value and id of a cursor whose values are of this kind; None for anything else."""
    value, _, key = written.partition("~")
    try:
        row_id = uuid.UUID(key)
        if kind is datetime:
            moment = datetime.fromisoformat(value)
            return None if moment.tzinfo is None else (moment.astimezone(UTC), row_id)
        if kind is int:
            count = int(value)
            return (count, row_id) if 0 <= count < _LARGEST else None
        number = float(value)
    except (ValueError, OverflowError):
        return None
    return (number, row_id) if math.isfinite(number) else None
