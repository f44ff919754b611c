"""What somebody pasted, read and made ready to be compared: for a thread, before a transaction begins."""

from dataclasses import dataclass

from preppal.job_descriptions.intake import Posting, read_posting
from preppal.job_descriptions.matching.likeness import Traits, traits
from preppal.job_descriptions.outlining import is_outline


@dataclass(frozen=True, slots=True)
class Pasted:
    """The posting, and what of it is compared with others; an outline is compared with none."""

    posting: Posting
    compared: Traits
    is_outline: bool = False


def read_pasted(text: str, *, title: str = "", company: str = "") -> Pasted:
    """Read a pasted posting as `read_posting` does. Raises `Invalid`."""
    posting = read_posting(text, title=title, company=company)
    return Pasted(
        posting,
        traits(posting.title, posting.company, posting.content),
        is_outline(posting.content),
    )
