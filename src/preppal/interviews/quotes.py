"""Words as a page quotes them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Quote:
    """Words of the candidate, verbatim, with the letter that finds them in the transcript."""

    letter: str
    text: str
    turn_seq: int
    at_ms: int


@dataclass(frozen=True, slots=True)
class Quoted:
    """A line cut where the words in question stand in it: before, the words, behind. Joined they are the line."""

    before: str
    words: str
    after: str
