"""What an author is told before a persona is published. Pure: text in, findings out.

Some things have no place in what everybody reads (a key, an address, a number, orders to the
reviewer): they must go first. Others are worth a second look (age, family, religion: an interviewer
must not ask after them): the author may publish after reading the warning.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from preppal.foundation.giveaways import EMAIL, LINK, SECRET, phones, plain
from preppal.foundation.i18n import N_
from preppal.personas.suspicions import ORDERS, protected

Kind = Literal["secret", "email", "phone", "link", "orders", "protected"]

MUST_GO: frozenset[Kind] = frozenset({"secret", "email", "phone", "orders"})

SENTENCES: Mapping[Kind, str] = {
    "secret": N_("This looks like a key or a password. Everybody could read it: take it out."),
    "email": N_("An email address would be public. Take it out."),
    "phone": N_("A phone number would be public. Take it out."),
    "link": N_("Interviewers cannot open links, and nobody can follow one that is spoken."),
    "orders": N_(
        "This tries to change what is asked, scored or charged. It has no effect there; take it out."
    ),
    "protected": N_(
        "An interviewer must not ask about this. Whatever is written here, they will not."
    ),
}

MOST = 12
LONGEST_QUOTE = 120


@dataclass(frozen=True, slots=True)
class Caution:
    """Something in the field ``field``; ``quote`` stands there word for word."""

    kind: Kind
    field: str
    quote: str

    @property
    def must_go(self) -> bool:
        return self.kind in MUST_GO

    @property
    def sentence(self) -> str:
        return SENTENCES[self.kind]


def cautions_in(fields: Mapping[str, str]) -> tuple[Caution, ...]:
    """Findings field by field, what must go first, at most a dozen; each quote once."""
    found: dict[tuple[Kind, str, str], Caution] = {}
    for name, text in fields.items():
        for kind, quote in _findings(text):
            found.setdefault((kind, name, quote.lower()), Caution(kind, name, quote))
    ordered = sorted(found.values(), key=lambda caution: not caution.must_go)
    return tuple(ordered[:MOST])


def _findings(text: str) -> Iterator[tuple[Kind, str]]:
    for kind, start, end in _places(plain(text)):
        quote = text[start:end].strip(' \t\n\r.,;:!?"“”()—–-')
        if quote:
            yield kind, quote[:LONGEST_QUOTE].strip()


def _places(text: str) -> Iterator[tuple[Kind, int, int]]:
    taken: list[tuple[int, int]] = []
    for kind, pattern in (("secret", SECRET), ("email", EMAIL), ("link", LINK)):
        for hit in pattern.finditer(text):
            # what is part of a key or an address is not told twice
            if not any(start < hit.end() and hit.start() < end for start, end in taken):
                taken.append(hit.span())
                yield kind, *hit.span()  # type: ignore[misc]
    for start, end in phones(text):
        if not any(begin < end and start < until for begin, until in taken):
            yield "phone", start, end
    for hit in ORDERS.finditer(text):
        yield "orders", *hit.span()
    for start, end in protected(text):
        yield "protected", start, end
