"""What reading an answer keeps for the next one is bounded.

That reading takes as long as it has words, pattern by pattern and as a whole, is looked at by
`benchmarks/next_line.py`: it takes a clock to see.
"""

from preppal.interviewer import answers, orders, requests, spoken_text


def test_what_is_remembered_is_bounded() -> None:
    for remembered in (answers._read, orders._kept_of, spoken_text._rare_terms):
        size = remembered.cache_info().maxsize
        assert size is not None
        assert size <= 256
    assert requests.asks_back("How big is the team?")
