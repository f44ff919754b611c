"""MinHash over a posting's pieces, cut into bands that a database can look up.

Two texts with Jaccard similarity J share at least one of b bands of r rows with probability
1 - (1 - J^r)^b (Leskovec, Rajaraman and Ullman, Mining of Massive Datasets, 3.4.2). 42 bands of three
rows find half of the pairs at .25 and 94 % at .4: low, because what is cut off or put around a text
takes more from the union than from what both share.
"""

import hashlib

import numpy as np
from rensa import RMinHash

from preppal.job_descriptions.matching.shingles import Shingles

BANDS = 42
ROWS = 3
SEED = 1
METHOD = 1
"""Goes up whenever texts would get another signature: tokens, pieces, seed, or the library's algorithm.
`preppal db reindex-job-descriptions` then signs anew what was signed by an earlier one."""


def bands(shingles: Shingles) -> list[int]:
    """`BANDS` signed 32-bit numbers, each of one band; none for a text without pieces."""
    if not len(shingles):
        return []
    matrix = RMinHash.digest_matrix_from_flat_token_hashes(
        shingles.astype(np.uint64), [0, len(shingles)], BANDS * ROWS, SEED
    )
    rows = np.array(matrix.to_rows()[0], "<u4").reshape(BANDS, ROWS)
    return [_number(place, row.tobytes()) for place, row in enumerate(rows)]


def _number(place: int, row: bytes) -> int:
    """The band's place is part of it: equal rows in different bands mean nothing."""
    digest = hashlib.blake2b(row, digest_size=4, salt=place.to_bytes(2, "little")).digest()
    return int.from_bytes(digest, "little", signed=True)
