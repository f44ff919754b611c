"""Vetoes, the outcome of the debrief, and the word that goes with it (INTERVIEWING.md §2.5-2.7 and §9).

The outcome is made from the word that the formula gives, the votes and the vetoes; then the word is held
down to what goes with the outcome. So the two cannot contradict each other, and the word never falls when a
score rises. What may stand together is `GOES_WITH`.

Two rules of §2 meet here in one reading. A "no" on the table is never averaged away by strong yeses (§2.7):
with votes on both sides there is no hire, and where their mean is 3.0 or more, no "no" either. And a "no"
takes a veto, or a band that lies under the bar as a whole: whatever leaves the answer open is a hold.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import fsum
from typing import Literal

from preppal.assessment.loop.differing import YES_SIDE, quote_of
from preppal.assessment.loop.evidence import GROUNDS, LEVELS, SENIOR_STAGE, Level, Said, StageHeld
from preppal.assessment.loop.readiness import (
    BARS,
    MIXED,
    Readiness,
    Weighed,
    Word,
    chance,
)
from preppal.assessment.recommending import MUST_AT_MOST
from preppal.assessment.report import Vote

Outcome = Literal["no", "hold", "hire_lower", "hire"]
Why = Literal[
    "evidence_missing",
    "veto",
    "under_the_bar",
    "votes_on_both_sides",
    "must_in_doubt",
    "votes_short",
    "near_the_bar",
    "under_the_level",
    "votes_and_bar",
]
VetoGround = Literal["fabrication", "blame", "unsafe_practice", "must_have", "senior"]

VOTE_VALUES: Mapping[Vote, int] = {"strong_no": 1, "no": 2, "yes": 3, "strong_yes": 4}
CARRIES = 3.0  # mean of the votes from which they are for hiring
MORE_NO = 2.5  # mean under which they are rather against
OF_LEVEL = ("leadership", "design_tradeoffs")
"""Competencies whose lack speaks for a lower level, not against hiring."""
TWICE = 2
LEAST_SURE = 0.01

GOES_WITH: Mapping[Outcome, frozenset[Word]] = {
    "hire": frozenset({"ready", "close"}),
    "hire_lower": frozenset({"close", "mixed", "not_yet"}),
    "hold": frozenset({"not_enough", "close", "mixed", "not_yet"}),
    "no": frozenset({"not_yet"}),
}


@dataclass(frozen=True, slots=True)
class Veto:
    """Never without words of the candidate. ``reason`` is what was written with an objection; for the
    other grounds `codes.VETO_SENTENCES` has it."""

    ground: VetoGround
    competency: str
    stages: tuple[str, ...]
    said: tuple[Said, ...]
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Decision:
    outcome: Outcome
    why: Why
    readiness: Readiness


def vetoes(stages: Sequence[StageHeld], must_haves: frozenset[str]) -> tuple[Veto, ...]:
    """All that stand. What was said in refusal, in silence or as an order to the reviewer is no ground."""
    return (*_objections(stages), *_musts(stages, must_haves), *_senior(stages))


def _objections(stages: Sequence[StageHeld]) -> list[Veto]:
    return [
        Veto(one.ground, "integrity_judgement", (stage.key,), (one.said,), one.reason.strip())
        for stage in stages
        for one in stage.objections
        if one.ground in GROUNDS and one.reason.strip() and one.said.quote.strip()
    ]


def _musts(stages: Sequence[StageHeld], must_haves: frozenset[str]) -> list[Veto]:
    found = []
    for name in sorted(must_haves):
        low = [
            (stage, said)
            for stage in stages
            if (heard := stage.of(name)) is not None
            and heard.score is not None
            and heard.score <= MUST_AT_MOST
            and (said := quote_of(heard)) is not None
        ]
        if len(low) >= TWICE:
            keys = tuple(stage.key for stage, _ in low)
            found.append(Veto("must_have", name, keys, tuple(said for _, said in low)))
    return found


def _senior(stages: Sequence[StageHeld]) -> list[Veto]:
    found = []
    for stage in stages:
        strong_no = stage.vote is not None and stage.vote.vote == "strong_no"
        if stage.stage != SENIOR_STAGE or not strong_no:
            continue
        for _, heard in reversed(stage.scored()):
            if said := quote_of(heard):
                found.append(Veto("senior", heard.competency, (stage.key,), (said,)))
                break
    return found


def mean_vote(stages: Sequence[StageHeld]) -> float | None:
    """Of the votes that were cast, 1..4, by how sure each is; None without any."""
    cast = [
        (max(stage.vote.confidence, LEAST_SURE), VOTE_VALUES[stage.vote.vote])
        for stage in stages
        if stage.vote is not None and stage.vote.vote is not None
    ]
    whole = fsum(sure for sure, _ in cast)
    # Rounded, so that nothing but yeses has a mean of exactly 3.
    return round(fsum(sure * value for sure, value in cast) / whole, 6) if cast else None


def decide(
    stages: Sequence[StageHeld], weighed: Weighed, level: Level, standing: Sequence[Veto]
) -> Decision:
    """The outcome and the word that goes with it."""
    found = weighed.readiness(level)
    mean = mean_vote(stages)
    votes = [stage.vote.vote for stage in stages if stage.vote and stage.vote.vote]
    if found.word == "not_enough":
        return Decision("hold", "evidence_missing", found)
    if standing:
        return Decision("no", "veto", found.held("not_yet", "veto"))
    split = 0 < sum(vote in YES_SIDE for vote in votes) < len(votes)
    carried = mean is not None and mean >= CARRIES
    if carried and not split:
        if _under_the_level(weighed, level):
            if _fits_below(weighed, level):
                return Decision("hire_lower", "under_the_level", found.held("close", "lower_level"))
        elif found.word in ("ready", "close"):
            return Decision("hire", "votes_and_bar", found)
    if mean is not None and mean < MORE_NO:
        found = found.held("mixed", "votes")
    if not carried and weighed.total.high <= BARS[level]:
        return Decision("no", "under_the_bar", found)
    return Decision("hold", _open(weighed, split, carried), found.held("close", "one_more"))


def _open(weighed: Weighed, split: bool, carried: bool) -> Why:
    """Why it is a hold, the weightiest reason first."""
    if weighed.must_in_doubt:
        return "must_in_doubt"
    if split:
        return "votes_on_both_sides"
    return "near_the_bar" if carried else "votes_short"


def _under_the_level(weighed: Weighed, level: Level) -> bool:
    """Whether leadership or design was tested and is so far under the bar that its own word were "not yet".

    Juniors have no lower level.
    """
    tested = [weighed.estimates[name] for name in OF_LEVEL if name in weighed.estimates]
    return level != LEVELS[0] and any(
        one.answers and chance(one, BARS[level]) < MIXED for one in tested
    )


def _fits_below(weighed: Weighed, level: Level) -> bool:
    """Whether the whole is ready, or close, for the level below."""
    below = LEVELS[LEVELS.index(level) - 1]
    return weighed.readiness(below).word in ("ready", "close")
