"""What was said of when a job began or ended, beside what the resume says: never more than was said.

Only sentences that say it of the employer itself count ("I joined Marrow Bank in 2021"): "since 2021 I have led a team
at Marrow Bank" may be true of one who came in 2019. Any role at the employer will do, so that a promotion or a
return is no contradiction. A year beside the resume's may be its winter: softened. English, and years in digits.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from preppal.assessment.claims import (
    ANOTHER,
    MOST_SPANS,
    NO_FACT,
    SOFT,
    ClaimFinding,
    ClaimSpan,
    ClaimStatus,
    ResumeClaim,
    span_of,
)
from preppal.assessment.employers import SHORTEST, name_of
from preppal.assessment.orders import without_orders
from preppal.assessment.sentences import sentences
from preppal.assessment.transcript import AssessedTurn

Edge = Literal["start", "end"]
EDGES: tuple[Edge, ...] = ("start", "end")

# "In the 2021 migration" is no year in which anything began.
_YEAR = (
    r"(?P<year>(?:19|20)\d\d)(?=\s*(?:[.,;:!?)…–—-]|$|(?:and|as|at|but|after|before|because|for|from|in|on|so|straight"
    r"|then|to|until|when|where|which|while|with)\b))"
)
_WHEN = (
    r"(?:(?:the )?(?:early|mid|late|spring|summer|autumn|fall|winter|end|beginning|start)[ -]?(?:of )?)?"
    r"(?:(?:January|February|March|April|May|June|July|August|September|October|November|December) (?:of )?)?"
)
_MORE = r"(?: (?:again|as|for|on|straight|right|back)\b[^,.;0-9]{0,40}?)?,?"
_WORKED = r"(?:(?:have|['’]ve) (?:been(?: working)?|worked)|worked|was|stayed)"
_SAID: dict[Edge, tuple[str, ...]] = {
    "start": (
        rf"\bI joined EMPLOYER{_MORE} in {_WHEN}{_YEAR}",
        rf"\bI (?:started|began)(?: working| work)? (?:at|with|for) EMPLOYER{_MORE} in {_WHEN}{_YEAR}",
        rf"\bI ?{_WORKED} (?:at|with|for) EMPLOYER{_MORE} (?:since|from) {_WHEN}{_YEAR}",
    ),
    "end": (
        rf"\bI left EMPLOYER{_MORE} in {_WHEN}{_YEAR}",
        rf"\bI ?{_WORKED} (?:at|with|for) EMPLOYER{_MORE} (?:from {_WHEN}\d{{4}} )?(?:until|till|to) {_WHEN}{_YEAR}",
    ),
}
_NOT = re.compile(r"\bnot\b|n['’]t\b|\bnever\b", re.I)


@dataclass(frozen=True, slots=True)
class ClaimedDate:
    """When a job began, or ended: ``claim.line[claim.start:claim.end]`` is the year."""

    claim: ResumeClaim
    employer: str
    edge: Edge

    @property
    def year(self) -> int:
        return int(self.claim.line[self.claim.start : self.claim.end])


def claimed_date(title: str, employer: str, start: str, end: str, edge: Edge) -> ClaimedDate | None:
    """A role's, from its dates as ``2019-03``, ``2019`` or ``present``; None where there is no year or no name."""
    said = (start if edge == "start" else end)[:4]
    name = name_of(employer)
    if not re.fullmatch(r"(?:19|20)\d\d", said) or len(name) < SHORTEST:
        return None
    head = ", ".join(part for part in (title, employer) if part)
    line = f"{head}: {start} – {end}" if start and end else f"{head}: {start or end}"
    at = len(head) + 2 if edge == "start" else len(line) - len(end)
    return ClaimedDate(ResumeClaim(line, at, at + 4), name, edge)


def check_dates(
    dates: Sequence[ClaimedDate], turns: Sequence[AssessedTurn]
) -> tuple[ClaimFinding, ...]:
    """A finding for each date that somebody said; nothing of the others."""
    found: list[ClaimFinding] = []
    seen: set[tuple[str, Edge]] = set()
    for one in dates:
        key = (one.employer.casefold(), one.edge)
        if key in seen:
            continue
        seen.add(key)
        alike = [date for date in dates if (date.employer.casefold(), date.edge) == key]
        found.extend(_of_employer(alike, turns))
    return tuple(found)


def _of_employer(
    alike: Sequence[ClaimedDate], turns: Sequence[AssessedTurn]
) -> Iterator[ClaimFinding]:
    heard: dict[ClaimedDate, list[tuple[ClaimStatus, ClaimSpan]]] = {}
    for year, is_soft, span in _heard(_patterns(alike[0]), turns):
        date = min(alike, key=lambda one: abs(one.year - year))
        heard.setdefault(date, []).append((_compared(date.year, year, is_soft=is_soft), span))
    for date, said in heard.items():
        statuses = {status for status, _ in said}
        status: ClaimStatus = next(iter(statuses)) if len(statuses) == 1 else "softened"
        yield ClaimFinding(
            date.claim, status, tuple(dict.fromkeys(span for _, span in said))[:MOST_SPANS]
        )


def _heard(
    patterns: Sequence[re.Pattern[str]], turns: Sequence[AssessedTurn]
) -> Iterator[tuple[int, bool, ClaimSpan]]:
    """Each year that a candidate says, whether softly, and in which sentence."""
    for turn in turns:
        if turn.speaker != "candidate":
            continue
        for sentence in without_orders(turn.text, sentences(turn.text)):
            text = sentence.text_in(turn.text)
            if not text or sentence.is_question or _is_no_fact(text):
                continue
            for year in _years(patterns, text):
                yield year, bool(SOFT.search(text)), span_of(turn, sentence)


def _patterns(date: ClaimedDate) -> list[re.Pattern[str]]:
    name = rf"(?:the )?{re.escape(date.employer)}"
    return [re.compile(one.replace("EMPLOYER", name), re.IGNORECASE) for one in _SAID[date.edge]]


def _years(patterns: Iterable[re.Pattern[str]], text: str) -> set[int]:
    return {int(match["year"]) for one in patterns for match in one.finditer(text)}


def _is_no_fact(text: str) -> bool:
    return any(one.search(text) for one in (NO_FACT, ANOTHER, _NOT))


def _compared(known: int, said: int, *, is_soft: bool) -> ClaimStatus:
    if known == said:
        return "supported"
    return "softened" if is_soft or abs(known - said) == 1 else "contradicted"
