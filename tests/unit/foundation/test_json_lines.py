from __future__ import annotations

import msgspec
import pytest

from preppal.foundation.json_lines import UnreadableLine, read_json_lines


class Pair(msgspec.Struct):
    id: str
    size: int = 0


def test_lines_are_read_in_their_order_and_empty_ones_passed_over() -> None:
    lines = [b'{"id": "a", "size": 3}\n', b"\n", b"  \r\n", b'{"id": "b"}']
    assert list(read_json_lines(lines, Pair)) == [Pair("a", 3), Pair("b")]


def test_the_mark_an_editor_begins_a_file_with_is_none_of_its_line() -> None:
    assert list(read_json_lines([b'\xef\xbb\xbf{"id": "a"}\n'], Pair)) == [Pair("a")]
    assert list(read_json_lines([b"\xef\xbb\xbf\n", b'{"id": "a"}'], Pair)) == [Pair("a")]


@pytest.mark.parametrize(
    "bad",
    [
        b"{",
        b"[]",
        b'{"size": 1}',
        b'{"id": "a", "size": "large"}',
        b'{"id": "\xff"}',
        b'{"id": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
    ],
    ids=["cut short", "a list", "without an id", "words for a number", "not UTF-8", "deep"],
)
def test_a_line_that_cannot_be_read_is_named(bad: bytes) -> None:
    read = read_json_lines([b'{"id": "a"}\n', b"\n", bad], Pair, what=" is no pair")
    assert next(read) == Pair("a")
    with pytest.raises(UnreadableLine, match=r"^Line 3 is no pair: "):
        next(read)
