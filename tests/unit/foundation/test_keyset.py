"""Cursors of lists: what was written is read back, and anything else is no cursor."""

import uuid
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.foundation.keyset import Value, cursor_after, read_cursor

KINDS: list[type[Value]] = [datetime, int, float]
values = st.one_of(
    st.datetimes(timezones=st.just(UTC)),
    st.integers(0, 2**31 - 1),
    st.floats(allow_nan=False, allow_infinity=False),
)


@given(values, st.uuids())
def test_read_as_written(value: Value, row_id: uuid.UUID) -> None:
    assert read_cursor(cursor_after(value, row_id), type(value)) == (value, row_id)


@given(st.text(max_size=80), st.sampled_from(KINDS))
def test_anything_else_is_none(written: str, kind: type[Value]) -> None:
    found = read_cursor(written, kind)
    assert found is None or isinstance(found[0], kind)


@pytest.mark.parametrize("value", ["nan", "inf", "-1", "2147483648", "2027-03-01T09:00:00", ""])
def test_no_values(value: str) -> None:
    written = f"{value}~{uuid.UUID(int=7)}"
    assert [read_cursor(written, kind) for kind in KINDS][:2] == [None, None]
    if value in ("nan", "inf", ""):
        assert read_cursor(written, float) is None
