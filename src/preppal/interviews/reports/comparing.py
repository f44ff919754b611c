"""Two reports of one interview, question by question. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from preppal.assessment.report import (
    SIGNALS,
    AnswerScore,
    Assessment,
    CompetencyScore,
    Evidence,
    QuestionFinding,
    Signal,
    certainty_of,
)
from preppal.interviews.judged_rows import Told, told


@dataclass(frozen=True, slots=True)
class Moved:
    """A signal that one of the two reports heard and the other did not, with the words it was heard in."""

    signal: Signal
    quotes: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Change:
    """One question in both reports. A finding is None where a report does not have the question."""

    before: QuestionFinding | None
    after: QuestionFinding | None
    gained: tuple[Moved, ...]
    lost: tuple[Moved, ...]
    score_before: Told | None = None
    score_after: Told | None = None

    @property
    def finding(self) -> QuestionFinding:
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def is_change(self) -> bool:
        if self.before is None or self.after is None:
            return True
        return (
            self.before.status != self.after.status
            or self.score_before != self.score_after
            or bool(self.gained or self.lost)
        )


@dataclass(frozen=True, slots=True)
class Rescored:
    """A competency that the two score differently, in words; None is not observed."""

    competency: str
    before: Told | None
    after: Told | None


def rescored(before: Assessment, after: Assessment) -> tuple[Rescored, ...]:
    """The competencies whose score, as it is told, is another."""
    old = {one.competency: _told(one) for one in before.competencies}
    new = {one.competency: _told(one) for one in after.competencies}
    return tuple(
        Rescored(name, old.get(name), new.get(name))
        for name in dict.fromkeys([*new, *old])
        if old.get(name) != new.get(name)
    )


def _told(one: AnswerScore | CompetencyScore | None) -> Told | None:
    if one is None or one.score is None:
        return None
    return told(one.score, certainty_of(one.confidence))


def compare(before: Assessment, after: Assessment) -> tuple[Change, ...]:
    """Every question of either, in the order of the later report; those of the earlier alone at the end."""
    return tuple(_changes(before, after))


def _changes(before: Assessment, after: Assessment) -> Iterator[Change]:
    earlier = {finding.lead_id: finding for finding in before.findings}
    old = {one.lead_id: _told(one) for one in before.answers}
    new = {one.lead_id: _told(one) for one in after.answers}

    def change(one: QuestionFinding | None, other: QuestionFinding | None) -> Change:
        lead = (one or other).lead_id  # type: ignore[union-attr]
        return _change(one, other, old.get(lead), new.get(lead))

    for finding in after.findings:
        yield change(earlier.pop(finding.lead_id, None), finding)
    for finding in earlier.values():
        yield change(finding, None)


def _change(
    before: QuestionFinding | None,
    after: QuestionFinding | None,
    score_before: Told | None,
    score_after: Told | None,
) -> Change:
    old, new = _heard(before), _heard(after)
    return Change(
        before,
        after,
        gained=tuple(Moved(s, _quotes(new[s])) for s in SIGNALS if s in new and s not in old),
        lost=tuple(Moved(s, _quotes(old[s])) for s in SIGNALS if s in old and s not in new),
        score_before=score_before,
        score_after=score_after,
    )


def _heard(finding: QuestionFinding | None) -> dict[Signal, list[Evidence]]:
    heard: dict[Signal, list[Evidence]] = {}
    for evidence in finding.evidence if finding else ():
        heard.setdefault(evidence.signal, []).append(evidence)
    return heard


def _quotes(evidence: list[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.quote for one in evidence))
