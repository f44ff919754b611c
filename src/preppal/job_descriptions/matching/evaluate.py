"""The comparison over a file of pairs, which are also the library that says what is rare."""

from collections import defaultdict
from collections.abc import Iterable, Iterator
from typing import Any

import msgspec

from preppal.foundation.json_lines import read_json_lines
from preppal.job_descriptions.matching.containment import NOTHING, Surroundings, count_pieces
from preppal.job_descriptions.matching.likeness import Traits, compare, traits
from preppal.job_descriptions.matching.shingles import Shingles


class Side(msgspec.Struct):
    """A posting as somebody pasted it; title and company are empty when nobody gave them."""

    text: str
    title: str = ""
    company: str = ""


class Pair(msgspec.Struct):
    id: str
    a: Side
    b: Side


def read_pairs(lines: Iterable[bytes]) -> Iterator[Pair]:
    """The pairs of a JSONL file.

    Raises:
        UnreadableLine: a line is no pair.
    """
    return read_json_lines(lines, Pair, what=" is no pair")


def evaluate(pairs: Iterable[Pair]) -> Iterator[dict[str, Any]]:
    """For each pair its id, verdict and similarity, in the order given."""
    read: dict[tuple[str, str, str], Traits] = {}

    def of(side: Side) -> Traits:
        key = (side.title, side.company, side.text)
        if key not in read:
            read[key] = traits(*key)
        return read[key]

    compared = [(pair.id, of(pair.a), of(pair.b)) for pair in pairs]
    texts = {posting.exact: posting for posting in read.values()}
    companies: dict[str, list[Shingles]] = defaultdict(list)
    for posting in texts.values():
        companies[posting.company].append(posting.shingles)
    library = count_pieces([posting.shingles for posting in texts.values()])
    own = {company: count_pieces(postings) for company, postings in companies.items() if company}
    for name, one, other in compared:
        around = Surroundings(
            library,
            own.get(one.company, NOTHING) if one.company == other.company else NOTHING,
            one_in=True,
            other_in=one.exact != other.exact,
        )
        likeness = compare(one, other, around)
        yield {"id": name, "verdict": str(likeness.verdict), "similarity": likeness.similarity}
