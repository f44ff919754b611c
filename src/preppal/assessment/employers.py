"""An employer's name as people say it: without its legal form, and told from other names that begin alike."""

import re
from collections.abc import Sequence

_FORM = r"[,\s]+(?:Inc|Ltd|LLC|GmbH|AG|S\.?A|S\.?L|plc|Corp|Co)\b\.?"
_LEGAL = re.compile(rf"{_FORM}$", re.I)
SHORTEST = 3
"""Characters of an employer's name that can be told from other words."""


def name_of(employer: str) -> str:
    return _LEGAL.sub("", employer.strip())


def employer_pattern(name: str, others: Sequence[str] = ()) -> str:
    """A regular expression for it; ``others`` are employers that are not meant: "Kitewing Capital" is not Kitewing."""
    longer = [
        re.escape(one[len(name) :])
        for one in others
        if one.casefold().startswith(f"{name.casefold()} ")
    ]
    # A name goes on with another capital: "Kitewing Capital".
    after = r"(?!\w)(?!(?-i: [A-Z]\w))" + (f"(?!{'|'.join(longer)})" if longer else "")
    return rf"(?:the )?{re.escape(name)}(?:{_FORM})?{after}"
