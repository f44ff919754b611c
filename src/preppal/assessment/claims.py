"""What became of the numbers in a resume when they were talked about: supported, softened or contradicted.

Only the candidate's own words count, only whole sentences, and no statement is made without the span that it rests
on: `turn.text[start:end] == quote`. Targets, hypotheses, other people's doings and orders to the reviewer count for
nothing. A number said otherwise and taken back in the same breath is softened, not contradicted.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from preppal.assessment.orders import without_orders
from preppal.assessment.sentences import Sentence, sentences
from preppal.assessment.transcript import AssessedTurn
from preppal.foundation.amounts import COUNT, MONEY, PERCENT, TIMES, Amount, amounts
from preppal.foundation.stems import listed, plain, stem, stems

ClaimStatus = Literal["contradicted", "differs", "softened", "supported", "mentioned", "not_asked"]
CLAIM_STATUSES: tuple[ClaimStatus, ...] = (
    "contradicted",
    "differs",
    "softened",
    "supported",
    "mentioned",
    "not_asked",
)

CLOSE = 0.12
"""Numbers that differ by no more of the larger one are one number, rounded."""
SHARED, SHARED_WHEN_ASKED = 2, 1
"""Stems of a claim that what was said must hold to be about it; fewer when the interviewer has just quoted it."""
QUOTED_WORDS = 4
"""Words of a claim in a row that an interviewer says when quoting it."""
MOST_SPANS = 3

_WEIGHED = (PERCENT, MONEY, TIMES, COUNT)
NO_FACT = re.compile(
    r"\bif\b|\bwould\b|\bcould have\b|\bimagine\b|\bsuppose\b|\bplan(?:ned|s)? to\b|\bwant(?:ed)? to\b|\bgoing to\b|\bgoal\b|\btarget\b|\bhoped\b|\baim(?:ed)?\b",
    re.I,
)
ANOTHER = re.compile(
    r"\b(?:he|she|they(?! (?:went|fell|rose|dropped|were|came|grew))|(?:my|another|a) (?:colleague|manager|boss|friend|predecessor|mentor)s?"
    r"|(?:another|the other|a different) (?:team|shop|ward|department|school|site)s?)\b",
    re.I,
)
SOFT = re.compile(
    r"\bi think\b|\bmaybe\b|\bperhaps\b|\bi guess\b|\bprobably\b|\bnot (?:entirely |quite |really |so )?(?:sure|certain|exact)\b"
    r"|\b(?:don't|do not|can't|cannot) (?:really |exactly )?(?:know|remember|recall|say)\b|\b(?:an )?estimat(?:e|ed|ion)\b|\bguess(?:ed|timate)?\b"
    r"|\b(?:never|didn't|did not|wasn't|was not|weren't|were not|hard to) (?:really |properly |ever )?(?:measur\w+|track\w*|count\w*)\b"
    r"|\bmore like\b|\bcloser to\b|\bto be honest\b|\bhonestly\b|\bin (?:fact|truth|reality)\b|\bactually\b|\bexaggerat\w+\b|\brounded up\b|\bon a good\b|\bat best\b|\bup to\b"
    r"|\bnot (?:just|only) (?:me|my|mine|i)\b|\b(?:wasn't|was not|isn't) (?:just|only|all) (?:me|mine|my)\b|\bpartly\b|\bin part\b|\bteam effort\b|\bsort of\b|\bmight have\b",
    re.I,
)
_DENIED = re.compile(
    r"\bthat(?:'s| is| was|number is|figure is) (?:wrong|not (?:right|true|correct|accurate|mine))\b|\bthat (?:number|figure) (?:is|was)(?: not|n't)? (?:wrong|right|correct|true)"
    r"|\bthat (?:wasn't|isn't|was not|is not) (?:true|right|correct|accurate|me|mine)\b|\bi (?:made|invented) (?:that|it) up\b|\bi (?:did not|didn't|never) do that\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class ResumeClaim:
    """A resume's line, and the number in it: ``line[start:end]``."""

    line: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class ClaimSpan:
    """Verbatim words of a candidate's turn. Offsets count characters of the turn's raw text."""

    turn_seq: int
    start: int
    end: int
    quote: str


@dataclass(frozen=True, slots=True)
class ClaimFinding:
    """``spans`` is empty when the claim was ``not_asked``, and only then. ``mentioned``: it was spoken of, and its
    number was not; ``differs``: another title than the resume has."""

    claim: ResumeClaim
    status: ClaimStatus
    spans: tuple[ClaimSpan, ...] = ()


@dataclass(frozen=True, slots=True)
class _Said:
    """A sentence that is about a claim, and what it says of it."""

    status: ClaimStatus
    span: ClaimSpan


def check_claims(
    claims: Sequence[ResumeClaim], turns: Sequence[AssessedTurn]
) -> tuple[ClaimFinding, ...]:
    """One finding for each claim, those that were contradicted first and those not asked last."""
    topics = [_topic(claim.line) for claim in claims]
    found = [
        _checked(claim, turns, others=[one for one in topics if one != _topic(claim.line)])
        for claim in claims
    ]
    return tuple(sorted(found, key=lambda one: CLAIM_STATUSES.index(one.status)))


def _checked(
    claim: ResumeClaim, turns: Sequence[AssessedTurn], *, others: Sequence[frozenset[str]]
) -> ClaimFinding:
    said = list(_all_said(claim, turns, others))
    statuses = {one.status for one in said}
    status: ClaimStatus = "not_asked"
    if "softened" in statuses or {"supported", "contradicted"} <= statuses:
        status = "softened"
    else:
        status = next((one for one in CLAIM_STATUSES if one in statuses), "not_asked")
    # What decides it stands first; of a claim said both ways, both are shown.
    deciding = (status,) if status != "softened" else ("softened", "contradicted", "supported")
    spans = [one.span for kind in deciding for one in said if one.status == kind]
    return ClaimFinding(claim, status, tuple(dict.fromkeys(spans))[:MOST_SPANS])


def _all_said(
    claim: ResumeClaim, turns: Sequence[AssessedTurn], others: Sequence[frozenset[str]]
) -> Iterator[_Said]:
    is_asked = False
    for turn in turns:
        if turn.speaker == "interviewer":
            is_asked = _quotes(claim, turn.text)
        else:
            yield from _of_turn(claim, turn, others, is_asked=is_asked)


def _quotes(claim: ResumeClaim, text: str) -> bool:
    """Whether an interviewer's line gives words of the claim back, or its number with a word of it."""
    words, said = plain(claim.line).split(), " ".join(plain(text).split())
    runs = (" ".join(words[at : at + QUOTED_WORDS]) for at in range(len(words) - QUOTED_WORDS + 1))
    if any(run.strip(".,;") in said for run in runs):
        return True
    number = " ".join(plain(claim.line[claim.start : claim.end]).split())
    return number in said and bool(_topic(claim.line) & _topic(text))


def _of_turn(
    claim: ResumeClaim, turn: AssessedTurn, others: Sequence[frozenset[str]], *, is_asked: bool
) -> Iterator[_Said]:
    topic = _topic(claim.line)
    known = [amount for amount in amounts(claim.line) if amount.unit in _WEIGHED]
    spoken = without_orders(turn.text, sentences(turn.text))
    texts = [sentence.text_in(turn.text) for sentence in spoken]
    for at, (sentence, text) in enumerate(zip(spoken, texts, strict=True)):
        if not text or sentence.is_question or NO_FACT.search(text) or ANOTHER.search(text):
            continue
        near = texts[max(0, at - 1) : at + 2]
        if _DENIED.search(text) and is_asked:
            yield _Said("contradicted", span_of(turn, sentence))
            continue
        shared = topic & {word for one in near for word in _topic(one)}
        if len(shared) < (SHARED_WHEN_ASKED if is_asked else SHARED):
            continue
        own = topic & _topic(text)
        if not own and not is_asked:
            continue
        if any(len(other & _topic(text)) > len(own) for other in others):
            continue  # it is about another line of the resume
        status = _says(known, text, near)
        if status is not None:
            yield _Said(status, span_of(turn, sentence))


def _says(known: Sequence[Amount], text: str, near: Sequence[str]) -> ClaimStatus | None:
    """What one sentence about the claim says of its numbers."""
    heard = [amount for amount in amounts(text) if amount.unit in _WEIGHED]
    is_soft = bool(SOFT.search(text))
    if any(_is_same(amount, one) for amount in heard for one in known):
        return "softened" if is_soft else "supported"
    if _comes_to(known, heard):
        return "softened" if is_soft else "supported"
    others = [amount for amount in heard if any(amount.same_kind(one) for one in known)]
    if not others:
        return "softened" if is_soft and _is_of_measuring(text) else "mentioned"
    around = [amount for one in near for amount in amounts(one)]
    if any(_is_same(amount, one) for amount in around for one in known) or _comes_to(known, around):
        return "softened" if is_soft else "mentioned"
    return "softened" if is_soft or _is_negated(text) else "contradicted"


def _is_of_measuring(text: str) -> bool:
    return bool(re.search(r"\b(?:measur|track|count|estimat|number|figure|guess)\w*", text, re.I))


def _is_negated(text: str) -> bool:
    return bool(re.search(r"\bnot\b|n't\b|\bnever\b", text, re.I))


def _is_same(amount: Amount, known: Amount) -> bool:
    return amount.same_kind(known) and _close(amount.value, known.value)


def _comes_to(known: Iterable[Amount], heard: Sequence[Amount]) -> bool:
    """Whether two numbers said ("from 20 to 14") come to one that is known ("30 %")."""
    counts = [one.value for one in heard if one.unit not in (PERCENT, TIMES) and one.value]
    for one in known:
        for first in counts:
            for second in counts:
                change = abs(first - second) / first * 100
                if one.unit == PERCENT and first != second and _close(change, one.value):
                    return True
                if one.unit == TIMES and first != second and _close(second / first, one.value):
                    return True
    return False


def _close(left: float, right: float) -> bool:
    return abs(left - right) <= CLOSE * max(abs(left), abs(right))


_OF_NO_TOPIC = frozenset(
    stem(word)
    for word in listed(
        "year years month months week weeks day days time times percent euro euros dollars pounds first second new old"
        " number numbers result results work working job good better best many much lot thing things own part about around"
    )
)


def _topic(text: str) -> frozenset[str]:
    """What a text is about: its stems without numbers, times and words that fit everything."""
    return frozenset(
        word
        for word in stems(text)
        if len(word) > 2 and not word[0].isdigit() and word not in _OF_NO_TOPIC
    )


def span_of(turn: AssessedTurn, sentence: Sentence) -> ClaimSpan:
    start, end = sentence.words[0].start, sentence.words[-1].end
    return ClaimSpan(turn.seq, start, end, turn.text[start:end])
