"""From a stored debrief to the rows of its page. Pure: values in, values out."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from preppal.assessment.codes import CERTAINTY_WORDS, VOTE_WORDS
from preppal.assessment.loop import codes
from preppal.assessment.loop.debrief import MustHave, PanelDebrief, StageVote, Standout
from preppal.assessment.loop.differing import Agreement, Disagreement
from preppal.assessment.loop.differing import Side as FoundSide
from preppal.assessment.loop.evidence import Place, Said
from preppal.assessment.loop.heat import Cell, Row
from preppal.assessment.loop.moving import Change as FoundChange
from preppal.assessment.loop.readiness import WORDS
from preppal.assessment.loop.summary import readiness_sentence, summary
from preppal.assessment.report import Certainty, Vote, between
from preppal.debriefs.model import PanelSummary
from preppal.debriefs.musts import MustLine
from preppal.debriefs.summary_rows import (
    Alike,
    Apart,
    Change,
    Heard,
    HeatCell,
    HeatRow,
    MustKind,
    MustRow,
    Practice,
    Side,
    StageCard,
    Standing,
    Summed,
    VetoRow,
)
from preppal.foundation.i18n import N_, Words
from preppal.interviewer.briefing import Manner
from preppal.interviews.judged_rows import Told, dot
from preppal.interviews.report_page import topic_for
from preppal.interviews.wording import COMPETENCY_NAMES

SURE: Certainty = "high"
LEVEL_WORDS: Mapping[str, str] = {
    "junior": N_("Junior"),
    "mid": N_("Mid-level"),
    "senior": N_("Senior"),
}


@dataclass(frozen=True, slots=True)
class Held:
    """The interview behind a stage of a debrief. ``spoken`` has the begin of its turns, ms by seq."""

    interview_id: str
    manner: Manner
    spoken: Mapping[int, int]


@dataclass(frozen=True, slots=True)
class Reader:
    """What all rows need: the debrief, and the interviews behind its stages by key."""

    found: PanelDebrief
    held: Mapping[str, Held]

    def heard(self, said: Said | None) -> Heard | None:
        if said is None:
            return None
        stage, held = self.found.stage(said.stage), self.held.get(said.stage)
        return Heard(
            text=said.quote,
            who=stage.who,
            held_at=stage.held_at,
            at_ms=held.spoken.get(said.turn_seq) if held else None,
            href=self.href(said.stage, said.turn_seq),
        )

    def href(self, key: str, seq: int | None = None) -> str:
        held = self.held.get(key)
        if held is None:
            return ""
        return f"/interviews/{held.interview_id}/feedback" + (f"#turn-{seq}" if seq else "")

    def title(self, key: str) -> str:
        return self.found.stage(key).title


def summed_of(
    row: PanelSummary, found: PanelDebrief, held: Mapping[str, Held], speak: Words
) -> Summed:
    """The findings of a summary that was made; ``found`` is its debrief."""
    reader = Reader(found, held)
    ready = found.readiness
    scale = [word for word in WORDS if word != "not_enough"]
    value = ready.value
    return Summed(
        words=codes.READINESS_WORDS[ready.word],
        meaning=readiness_sentence(ready, speak),
        steps=tuple((codes.READINESS_WORDS[word], word == ready.word) for word in scale),
        value="" if value is None else f"{value:.1f}",
        low="" if ready.low is None else f"{ready.low:.1f}",
        high="" if ready.high is None else f"{ready.high:.1f}",
        dot=None if value is None else dot(value, ready.low or value, ready.high or value),
        bar=f"{ready.bar:.1f}",
        level=LEVEL_WORDS[found.level],
        sentences=summary(found, speak, COMPETENCY_NAMES),
        prose=tuple(row.prose.get("paragraphs", ())),
        prose_by=row.prose.get("model", ""),
        outcome=codes.OUTCOME_WORDS[found.outcome],
        stages=tuple(_card(stage, reader) for stage in found.stages),
        heat=tuple(_heat_row(one) for one in found.heat.rows),
        apart=tuple(_apart(one, reader) for one in found.disagreements),
        alike=tuple(_alike(one, reader) for one in found.agreements),
        vetoes=tuple(
            VetoRow(
                codes.VETO_SENTENCES[one.ground],
                COMPETENCY_NAMES[one.competency],
                one.reason,
                tuple(heard for said in one.said if (heard := reader.heard(said))),
            )
            for one in found.vetoes
        ),
        must_kinds=tuple(_must(one, reader) for one in found.must_haves),
        musts=_must_rows(row.musts, reader),
        untested=tuple(COMPETENCY_NAMES[name] for name in found.untested),
        trend=codes.DIRECTION_SENTENCES[found.trajectory.overall]
        if found.trajectory.overall
        else "",
        changes=tuple(_change(one, reader) for one in found.trajectory.changes),
        strongest=tuple(_standing(one, reader) for one in found.strongest),
        weakest=tuple(_standing(one, reader) for one in found.weakest),
        practice=_practice(found),
    )


def _practice(found: PanelDebrief) -> Practice | None:
    if found.exercise is None:
        return None
    name = found.exercise.competency
    return Practice(
        name=COMPETENCY_NAMES[name],
        reason=codes.EXERCISE_REASONS[found.exercise.reason],
        task=codes.SETTLE[name],
        topic=topic_for(name),
    )


def _vote(vote: Vote | None) -> str:
    return VOTE_WORDS[vote] if vote else ""


def _card(stage: StageVote, reader: Reader) -> StageCard:
    held = reader.held.get(stage.key)
    return StageCard(
        title=stage.title,
        who=stage.who,
        manner=held.manner if held else None,
        held_at=stage.held_at,
        href=reader.href(stage.key),
        steps=tuple((word, vote == stage.vote) for vote, word in VOTE_WORDS.items()),
        vote=_vote(stage.vote),
        sure=CERTAINTY_WORDS[stage.certainty] if stage.certainty else "",
    )


def _told(place: Place, certainty: Certainty = SURE) -> Told:
    return Told(place.low, place.high, certainty)


def _heat_row(row: Row) -> HeatRow:
    whole = row.together
    return HeatRow(
        name=COMPETENCY_NAMES[row.competency],
        is_must=row.must,
        cells=tuple(_heat_cell(cell) for cell in row.cells),
        disagrees=row.disagrees,
        told=_whole(whole.value) if whole else None,
        dot=dot(whole.value, whole.low, whole.high) if whole else None,
    )


def _whole(value: float) -> Told:
    return Told(*between(value), SURE)


def _heat_cell(cell: Cell) -> HeatCell:
    return HeatCell(
        words=codes.STATE_SENTENCES[cell.state],
        told=_told(cell.place, cell.certainty or SURE) if cell.place else None,
        is_asked=cell.state != "not_asked",
    )


def _apart(one: Disagreement, reader: Reader) -> Apart:
    return Apart(
        name=COMPETENCY_NAMES[one.competency] if one.kind == "competency" else "",
        sides=(_side(one.lower, reader), _side(one.higher, reader)),
        settle=codes.SETTLE.get(one.settle, ""),
    )


def _side(side: FoundSide, reader: Reader) -> Side:
    stage = reader.found.stage(side.stage)
    return Side(
        title=stage.title,
        who=stage.who,
        told=_told(side.place, side.certainty or SURE) if side.place else None,
        vote=_vote(side.vote),
        heard=reader.heard(side.said),
    )


def _alike(one: Agreement, reader: Reader) -> Alike:
    return Alike(
        name=COMPETENCY_NAMES[one.competency],
        told=_between(one.lowest, one.highest),
        who=tuple(reader.found.stage(key).who for key in one.stages),
    )


def _between(lowest: Place, highest: Place) -> Told:
    """Scores within a point of each other, in one: "2 to 3" and "3" are "3"."""
    near = sorted((lowest.high, highest.low))
    return Told(near[0], near[1], SURE)


def _standing(one: Standout, reader: Reader) -> Standing:
    return Standing(COMPETENCY_NAMES[one.competency], _told(one.place), reader.heard(one.said))


def _must(one: MustHave, reader: Reader) -> MustKind:
    once = codes.HEARD_ONCE if one.state != "untested" and not one.is_clear else ""
    return MustKind(
        COMPETENCY_NAMES[one.competency],
        codes.MUST_SENTENCES[one.state],
        once,
        reader.href(one.said.stage, one.said.turn_seq) if one.said else "",
    )


def _must_rows(stored: list[Any], reader: Reader) -> tuple[MustRow, ...]:
    lines = [MustLine.from_json(one) for one in stored]
    return tuple(MustRow(line, tuple(reader.title(key) for key in line.asked_by)) for line in lines)


def _change(one: FoundChange, reader: Reader) -> Change:
    return Change(
        name=COMPETENCY_NAMES[one.competency],
        first=reader.title(one.first),
        last=reader.title(one.last),
        was=_told(one.was),
        became=_told(one.became),
        words=codes.DIRECTION_SENTENCES[one.direction],
        is_clear=one.direction != "unclear",
    )
