"""What somebody said that they were at an employer, beside the titles that the resume has for it.

Only a sentence that says it outright counts ("I was head of engineering at Kitewing"), with a title that people are
given: "I led the team", "I was the lead on it", "I was basically the CTO" say what one did. Any role at the employer
will do. Titles that may be said of one job ("developer" of a software engineer, "engineer" of an intern) say nothing;
``differs`` is a profession or a standing that none of the roles there has: a statement about two texts, not about who
wrote them. English.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from preppal.assessment.claims import (
    MOST_SPANS,
    NO_FACT,
    SOFT,
    ClaimFinding,
    ClaimSpan,
    ClaimStatus,
    ResumeClaim,
    span_of,
)
from preppal.assessment.employers import SHORTEST, employer_pattern, name_of
from preppal.assessment.orders import without_orders
from preppal.assessment.sentences import sentences, word_set
from preppal.assessment.standing import Standing, standing_of
from preppal.assessment.transcript import AssessedTurn

_ARTICLE = r"(?:(?:the|a|an|their|its|our) )?"
_TITLE = r"(?P<title>[A-Za-z&/’'.-]+(?: (?:[A-Za-z&/.-]+)){0,6}?)"
_WAS = r"I(?: was|[’']m| am| became|[’']d been| had been|(?:[’']ve| have) been)"
_WORKED = r"\bI(?:[’']ve| have|[’']d| had)? (?:worked|been working|work|served|serve)"
_ENDS = r"(?= *(?:[.,;:!–—]|$|(?:from|since|until|for|and|in|where|when)\b))"
_SAID = (
    rf"\b{_WAS} {_ARTICLE}{_TITLE},? (?:at|for|with) EMPLOYER",
    rf"\b(?:at|with) EMPLOYER,? {_WAS} {_ARTICLE}{_TITLE}{_ENDS}",
    rf"{_WORKED} as {_ARTICLE}{_TITLE},? (?:at|for|with) EMPLOYER",
    rf"{_WORKED} (?:at|for|with) EMPLOYER,? as {_ARTICLE}{_TITLE}{_ENDS}",
    rf"\bMy (?:job |official |formal )?(?:title|role|position) (?:at|with) EMPLOYER (?:is|was) {_ARTICLE}{_TITLE}{_ENDS}",
    rf"\bAs {_ARTICLE}{_TITLE} (?:at|for|with) EMPLOYER,? I\b",
)
_BEGAN = (
    rf"\bI (?:joined|started (?:out )?(?:at|with)|came to) EMPLOYER as {_ARTICLE}{_TITLE}{_ENDS}"
)
"""One who began so may have had another title later, and the resume may give the last one alone: it can bear out."""
_INFORMAL = re.compile(
    r"\b(?:acting|interim|de facto|basically|effectively|practically|essentially|almost|nearly|like|kind of|sort of|more or less|in all but name"
    r"|unofficial(?:ly)?|informal(?:ly)?|so[- ]called|deputy|assistant to|supposed|sometimes|half|only|just|what you(?:[’']d| would) call)\b",
    re.I,
)
_NOT = re.compile(r"\bnot\b|n['’]t\b|\bnever\b|\bneither\b|\bno longer\b", re.I)
_OTHERS = re.compile(
    r"\b(?:he|she|they)\b|\b(?:told|said|says|thinks?|thought|asked|offered|promised|called|considered)\b"
    r"|\bmy (?:colleague|boss|friend|predecessor|mentor|brother|sister|father|mother|wife|husband|partner)s?\b",
    re.I,
)
_NO_TITLE = word_set(
    "by with to from under who which that working hired asked made responsible only part one not so very too there here"
    " trying when where while because if between among on up down out my his her we i you it the a an this"
)


@dataclass(frozen=True, slots=True)
class ClaimedTitle:
    """A role's title at an employer: ``claim.line[claim.start:claim.end]``."""

    claim: ResumeClaim
    employer: str

    @property
    def title(self) -> str:
        return self.claim.line[self.claim.start : self.claim.end]


def claimed_title(title: str, employer: str, start: str, end: str) -> ClaimedTitle | None:
    """A role's, as the resume has it; None where it has no title, or no name that can be told from other words."""
    title, employer = title.strip(), employer.strip()
    if not title or len(name_of(employer)) < SHORTEST:
        return None
    line = f"{title}, {employer}"
    if start or end:
        line += f": {start} – {end}" if start and end else f": {start or end}"
    return ClaimedTitle(ResumeClaim(line, 0, len(title)), name_of(employer))


def check_titles(
    titles: Sequence[ClaimedTitle], turns: Sequence[AssessedTurn]
) -> tuple[ClaimFinding, ...]:
    """A finding for each employer of which somebody said outright what they were there; nothing of the others."""
    found: list[ClaimFinding] = []
    for employer in dict.fromkeys(one.employer.casefold() for one in titles):
        alike = [one for one in titles if one.employer.casefold() == employer]
        others = [one.employer for one in titles if one.employer.casefold() != employer]
        heard = list(_heard(alike, others, turns))
        for status in ("differs", "supported"):
            said = [(one, span) for kind, one, span in heard if kind == status]
            if said:
                spans = tuple(dict.fromkeys(span for _, span in said))[:MOST_SPANS]
                found.append(ClaimFinding(said[0][0].claim, status, spans))
                break
    return tuple(found)


def _heard(
    alike: Sequence[ClaimedTitle], others: Sequence[str], turns: Sequence[AssessedTurn]
) -> Iterator[tuple[ClaimStatus, ClaimedTitle, ClaimSpan]]:
    name = employer_pattern(alike[0].employer, others)
    outright = [re.compile(one.replace("EMPLOYER", name), re.I) for one in _SAID]
    began = re.compile(_BEGAN.replace("EMPLOYER", name), re.I)
    for turn in turns:
        if turn.speaker != "candidate":
            continue
        for sentence in without_orders(turn.text, sentences(turn.text)):
            text = sentence.text_in(turn.text)
            if not text or sentence.is_question or _is_no_fact(text):
                continue
            for said in _titles(outright, text):
                status, one = _compared(alike, said)
                if status is not None:
                    yield status, one, span_of(turn, sentence)
            for said in _titles([began], text):
                status, one = _compared(alike, said)
                if status == "supported":
                    yield status, one, span_of(turn, sentence)


def _titles(patterns: Sequence[re.Pattern[str]], text: str) -> Iterator[Standing]:
    """What the sentence says, where it is a title."""
    for pattern in patterns:
        for match in pattern.finditer(text):
            words = match["title"].casefold().split()
            if any(word in _NO_TITLE for word in words):
                continue
            said = standing_of(match["title"])
            if said is not None:
                yield said


def _is_no_fact(text: str) -> bool:
    return any(one.search(text) for one in (NO_FACT, SOFT, _INFORMAL, _NOT, _OTHERS))


def _compared(
    alike: Sequence[ClaimedTitle], said: Standing
) -> tuple[ClaimStatus | None, ClaimedTitle]:
    """Whether one of the roles has it, or none is near; else nothing, and the role that is shown with it."""
    known = [(one, standing_of(one.title)) for one in alike]
    for one, standing in known:
        if standing is not None and standing.is_same(said):
            return "supported", one
    if any(standing is None or standing.is_near(said) for _, standing in known):
        return None, alike[0]
    return "differs", alike[0]
