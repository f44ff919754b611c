"""The debrief of a loop: all interviews laid side by side after every vote was cast. Pure, and the same for
the same input; the order of the interviews makes no difference."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal, Self

import msgspec

from preppal.assessment.loop.deciding import Outcome, Veto, Why, decide, vetoes
from preppal.assessment.loop.differing import (
    Agreement,
    Disagreement,
    agreements,
    disagreements,
    quote_of,
)
from preppal.assessment.loop.evidence import (
    LEVELS,
    Level,
    Place,
    Said,
    StageAhead,
    StageHeld,
    place,
)
from preppal.assessment.loop.heat import Heat, heat_map
from preppal.assessment.loop.moving import Trajectory, trajectory
from preppal.assessment.loop.readiness import (
    CLEAR_FROM,
    MUST_LOW,
    MUST_MET,
    Readiness,
    Weighed,
    by_weight,
    in_time,
    weigh,
)
from preppal.assessment.loop.settling import Exercise, NextInterview, exercise, next_interview
from preppal.assessment.report import Certainty, Vote

VERSION = 1
MOST_STANDING_OUT = 2
MustState = Literal["untested", "low", "middling", "met"]


@dataclass(frozen=True, slots=True)
class StageVote:
    """An interview and its vote as it stood. ``vote`` None: too little evidence for one.

    ``average`` is of its scored competencies; ``held_by`` the must-have that held the vote at "no", or "".
    ``answers`` counts those with a score.
    """

    key: str
    title: str
    stage: str
    who: str
    held_at: datetime
    vote: Vote | None
    certainty: Certainty | None
    average: Place | None
    held_by: str
    answers: int
    assessor: str


@dataclass(frozen=True, slots=True)
class MustHave:
    """What the job insists on. ``is_clear``: enough answers for a word on it alone."""

    competency: str
    state: MustState
    is_clear: bool
    place: Place | None = None
    said: Said | None = None


@dataclass(frozen=True, slots=True)
class Standout:
    """One of the strongest or weakest, with words from the interview (``said.stage``) that shows it most;
    ``place`` is that interview's score."""

    competency: str
    place: Place
    said: Said | None


@dataclass(frozen=True, slots=True)
class PanelDebrief:
    """All that a Panel Summary shows, without its sentences. Stages are referred to by their keys.

    Numbers in it are whole, or have one decimal. ``untested``: competencies that an interview planned or the
    job insists on, and that nobody scored.
    """

    version: int
    made_at: datetime
    level: Level
    stages: tuple[StageVote, ...]
    readiness: Readiness
    outcome: Outcome
    why: Why
    vetoes: tuple[Veto, ...]
    disagreements: tuple[Disagreement, ...]
    agreements: tuple[Agreement, ...]
    must_haves: tuple[MustHave, ...]
    untested: tuple[str, ...]
    trajectory: Trajectory
    strongest: tuple[Standout, ...]
    weakest: tuple[Standout, ...]
    exercise: Exercise | None
    next: NextInterview | None
    heat: Heat

    def stage(self, key: str) -> StageVote:
        """Raises KeyError for a key that is not of this loop."""
        for one in self.stages:
            if one.key == key:
                return one
        raise KeyError(key)

    def to_json(self) -> dict[str, Any]:
        """Plain dicts, lists, strings and numbers, for a JSON column; times as ISO 8601."""
        plain: dict[str, Any] = msgspec.json.decode(msgspec.json.encode(self))
        return plain

    @classmethod
    def from_json(cls, stored: Mapping[str, Any]) -> Self:
        """Inverse of `to_json`.

        Raises:
            ValueError: it was stored by another version, or has a wrong shape.
        """
        if stored.get("version") != VERSION:
            raise ValueError(f"a panel debrief of version {stored.get('version')!r}")
        try:
            return msgspec.convert(stored, cls)
        except msgspec.ValidationError as wrong:
            raise ValueError(str(wrong)) from wrong


def debrief(
    stages: Sequence[StageHeld],
    *,
    now: datetime,
    level: Level | None = None,
    ahead: Sequence[StageAhead] = (),
) -> PanelDebrief:
    """The debrief of the interviews that were held, at least one; a part of a loop will do.

    ``now`` (with a time zone) ages the evidence. ``level`` is what the panel aims at; without it, the level
    that most interviews were planned for. ``ahead`` are the interviews still to come, in the loop's order.

    Raises:
        ValueError: nothing was held.
    """
    if not stages:
        raise ValueError("no interview was held")
    stages = in_time(stages)
    level = level or level_of(stages)
    weighed = weigh(stages, now=now, ahead=ahead)
    standing = vetoes(stages, weighed.must_haves)
    decision = decide(stages, weighed, level, standing)
    apart = disagreements(stages)
    strongest, weakest = _standing_out(stages, weighed)
    return PanelDebrief(
        version=VERSION,
        made_at=now,
        level=level,
        stages=tuple(_vote(stage) for stage in stages),
        readiness=decision.readiness,
        outcome=decision.outcome,
        why=decision.why,
        vetoes=standing,
        disagreements=apart,
        agreements=agreements(stages),
        must_haves=_must_haves(stages, weighed),
        untested=_untested(stages, weighed),
        trajectory=trajectory(stages, now),
        strongest=strongest,
        weakest=weakest,
        exercise=exercise(weighed),
        next=next_interview(decision, weighed, apart, stages, ahead),
        heat=heat_map(
            stages, weighed, {one.competency for one in apart if one.kind == "competency"}
        ),
    )


def level_of(stages: Sequence[StageHeld]) -> Level:
    """That most were planned for; of two as many, the lower."""
    counted = Counter(stage.level for stage in stages)
    return max(LEVELS, key=lambda level: (counted[level], -LEVELS.index(level)))


def _vote(stage: StageHeld) -> StageVote:
    vote = stage.vote
    return StageVote(
        key=stage.key,
        title=stage.title,
        stage=stage.stage,
        who=stage.who,
        held_at=stage.held_at,
        vote=vote.vote if vote else None,
        certainty=vote.certainty if vote and vote.vote else None,
        average=place(vote.mean) if vote and vote.mean is not None else None,
        held_by=vote.held_by if vote else "",
        answers=len(stage.answers),
        assessor=stage.assessor,
    )


def _must_haves(stages: Sequence[StageHeld], weighed: Weighed) -> tuple[MustHave, ...]:
    """What counts most first."""
    found = []
    for name in by_weight(weighed.must_haves, weighed.weights):
        of = weighed.estimates[name]
        if not of.answers:
            found.append(MustHave(name, "untested", is_clear=False))
            continue
        met = of.mean >= MUST_MET
        state: MustState = "met" if met else "low" if of.mean < MUST_LOW else "middling"
        shown = _shown(stages, name, highest=met)
        found.append(
            MustHave(
                name,
                state,
                of.answers >= CLEAR_FROM,
                place(of.mean),
                shown.said if shown else None,
            )
        )
    return tuple(found)


def _untested(stages: Sequence[StageHeld], weighed: Weighed) -> tuple[str, ...]:
    named = {name for stage in stages for name in stage.planned} | weighed.must_haves
    return by_weight(
        {
            name
            for name in named
            if name not in weighed.estimates or not weighed.estimates[name].answers
        },
        weighed.weights,
    )


def _standing_out(
    stages: Sequence[StageHeld], weighed: Weighed
) -> tuple[tuple[Standout, ...], tuple[Standout, ...]]:
    """The two with the highest and the two with the lowest mean over the loop; nothing is both."""
    tested = sorted(
        (name for name, one in weighed.estimates.items() if one.answers),
        key=lambda name: (-weighed.estimates[name].mean, name),
    )
    strongest = tested[: min(MOST_STANDING_OUT, (len(tested) + 1) // 2)]
    weakest = tested[len(strongest) :][-MOST_STANDING_OUT:][::-1]
    return _standouts(stages, strongest, highest=True), _standouts(stages, weakest, highest=False)


def _standouts(
    stages: Sequence[StageHeld], names: Sequence[str], *, highest: bool
) -> tuple[Standout, ...]:
    return tuple(found for name in names if (found := _shown(stages, name, highest=highest)))


def _shown(stages: Sequence[StageHeld], competency: str, *, highest: bool) -> Standout | None:
    """What the interview with the highest (or lowest) score of it heard."""
    scored = [
        (heard.score, heard)
        for stage in stages
        if (heard := stage.of(competency)) is not None and heard.score is not None
    ]
    if not scored:
        return None
    pick = max if highest else min
    score, heard = pick(scored, key=lambda pair: pair[0])
    return Standout(competency, place(score), quote_of(heard))
