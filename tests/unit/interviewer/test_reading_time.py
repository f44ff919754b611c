"""Reading an answer takes as long as it has words: compared with itself, with much room, not in seconds.

Each pattern alone is looked at by `benchmarks/next_line.py`.
"""

import re

import pytest

from benchmarks.next_line import PIECES, growth
from preppal.interviewer import answers, orders, requests, spoken_text
from preppal.interviewer.answers import listen
from preppal.interviewer.echo import echo_of
from preppal.interviewer.orders import gives_orders
from preppal.interviewer.requests import asks_back, is_question

QUADRATIC = 12.0
"""Times as long for four times the text. A linear pattern takes four, a quadratic one sixteen."""


def test_a_quadratic_pattern_would_be_found() -> None:
    pattern = re.compile(r"\w+ed")
    assert growth(pattern.findall, "aaaaaaaaaa", words=250) > QUADRATIC


@pytest.mark.parametrize("piece", PIECES)
def test_the_readers_are_not_either(piece: str) -> None:
    def read(text: str) -> None:
        answers._read.cache_clear()
        orders._kept_of.cache_clear()
        listen([text])
        gives_orders(text)
        echo_of(text)
        asks_back(text)
        is_question(text)

    assert any(growth(read, piece, words=200) <= QUADRATIC for _ in range(3))


def test_what_is_remembered_is_bounded() -> None:
    for remembered in (answers._read, orders._kept_of, spoken_text._rare_terms):
        size = remembered.cache_info().maxsize
        assert size is not None
        assert size <= 256
    assert requests.asks_back("How big is the team?")
