"""Where the interviews of a loop agree and where they do not, with both sides' words (INTERVIEWING.md §2)."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from preppal.assessment.loop.evidence import CompetencyHeard, Place, Said, StageHeld, place
from preppal.assessment.report import Certainty, Vote, certainty_of

FAR_APART = 2.0  # points between two interviews, from which they disagree
TOGETHER = 1.0  # points, up to which they agree
YES_SIDE: tuple[Vote, ...] = ("yes", "strong_yes")


@dataclass(frozen=True, slots=True)
class Side:
    """What one interview heard. ``competency`` is what the quote is about; ``vote`` is there where the
    votes disagree."""

    stage: str
    competency: str
    place: Place | None
    certainty: Certainty | None
    said: Said | None
    vote: Vote | None = None


@dataclass(frozen=True, slots=True)
class Disagreement:
    """Two sides of one thing. ``settle`` is a key of `codes.SETTLE`: what would settle it.

    ``competency`` is what they differ on; where the votes do, what the lower vote stands on.
    """

    kind: Literal["competency", "votes"]
    competency: str
    higher: Side
    lower: Side
    settle: str


@dataclass(frozen=True, slots=True)
class Agreement:
    """A competency that two interviews and more heard within a point of each other; ``lowest`` and
    ``highest`` are told. ``said`` is of the one that scored it highest."""

    competency: str
    stages: tuple[str, ...]
    lowest: Place
    highest: Place
    said: Said | None


@dataclass(frozen=True, slots=True)
class _Scored:
    stage: StageHeld
    heard: CompetencyHeard
    score: float


def disagreements(stages: Sequence[StageHeld]) -> tuple[Disagreement, ...]:
    """The widest first; the votes, where they lie on both sides, before all."""
    apart = []
    for scored in _by_competency(stages):
        lower, higher = scored[0], scored[-1]
        if higher.score - lower.score >= FAR_APART:
            name = lower.heard.competency
            apart.append(
                (
                    lower.score - higher.score,
                    Disagreement("competency", name, _side(higher), _side(lower), name),
                )
            )
    apart.sort(key=lambda pair: (pair[0], pair[1].competency))
    return (*_of_votes(stages), *(found for _, found in apart))


def agreements(stages: Sequence[StageHeld]) -> tuple[Agreement, ...]:
    """The highest first."""
    found = [
        (
            -scored[-1].score,
            Agreement(
                scored[0].heard.competency,
                tuple(one.stage.key for one in sorted(scored, key=lambda one: one.stage.held_at)),
                place(scored[0].score),
                place(scored[-1].score),
                quote_of(scored[-1].heard),
            ),
        )
        for scored in _by_competency(stages)
        if scored[-1].score - scored[0].score <= TOGETHER
    ]
    return tuple(one for _, one in sorted(found, key=lambda pair: (pair[0], pair[1].competency)))


def quote_of(heard: CompetencyHeard) -> Said | None:
    """The longest of its quotes."""
    return max(heard.said, key=lambda said: (said.end - said.start, -said.turn_seq), default=None)


def _by_competency(stages: Sequence[StageHeld]) -> list[list[_Scored]]:
    """What two interviews and more have a score of, each from the lowest to the highest."""
    found: dict[str, list[_Scored]] = {}
    for stage in stages:
        for score, heard in stage.scored():
            found.setdefault(heard.competency, []).append(_Scored(stage, heard, score))
    return [
        sorted(scored, key=lambda one: (one.score, one.stage.held_at, one.stage.key))
        for _, scored in sorted(found.items())
        if len(scored) > 1
    ]


def _of_votes(stages: Sequence[StageHeld]) -> list[Disagreement]:
    """The highest against the lowest vote, where one would hire and another would not."""
    cast = [
        (stage.vote.mean or 0.0, stage.key, stage.vote.vote, stage)
        for stage in stages
        if stage.vote is not None and stage.vote.vote is not None
    ]
    cast.sort(key=lambda one: one[:2])
    pro = [one for one in cast if one[2] in YES_SIDE]
    contra = [one for one in cast if one[2] not in YES_SIDE]
    if not pro or not contra:
        return []
    *_, yes, pro_stage = pro[-1]
    *_, no, contra_stage = contra[0]
    best, worst = pro_stage.scored()[:1], contra_stage.scored()[-1:]
    held_by = contra_stage.vote.held_by if contra_stage.vote else ""
    stands_on = held_by or (worst[0][1].competency if worst else "")
    return [
        Disagreement(
            "votes",
            stands_on,
            _voting(pro_stage, best[0][1].competency if best else "", yes),
            _voting(contra_stage, stands_on, no),
            stands_on,
        )
    ]


def _voting(stage: StageHeld, competency: str, vote: Vote) -> Side:
    heard = stage.of(competency)
    if heard is None or heard.score is None:
        return Side(stage.key, competency, None, None, None, vote)
    said = quote_of(heard)
    return Side(
        stage.key, competency, place(heard.score), certainty_of(heard.confidence), said, vote
    )


def _side(one: _Scored) -> Side:
    return Side(
        one.stage.key,
        one.heard.competency,
        place(one.score),
        certainty_of(one.heard.confidence),
        quote_of(one.heard),
    )
