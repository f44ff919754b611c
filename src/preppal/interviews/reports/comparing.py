"""Two reports of one interview, question by question. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass

from preppal.assessment.report import SIGNALS, Assessment, Evidence, QuestionFinding, Signal


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

    @property
    def finding(self) -> QuestionFinding:
        found = self.after or self.before
        assert found is not None
        return found

    @property
    def is_change(self) -> bool:
        if self.before is None or self.after is None:
            return True
        return self.before.status != self.after.status or bool(self.gained or self.lost)


def compare(before: Assessment, after: Assessment) -> tuple[Change, ...]:
    """Every question of either, in the order of the later report; those of the earlier alone at the end."""
    return tuple(_changes(before, after))


def _changes(before: Assessment, after: Assessment) -> Iterator[Change]:
    earlier = {finding.lead_id: finding for finding in before.findings}
    for finding in after.findings:
        yield _change(earlier.pop(finding.lead_id, None), finding)
    for finding in earlier.values():
        yield _change(finding, None)


def _change(before: QuestionFinding | None, after: QuestionFinding | None) -> Change:
    old, new = _heard(before), _heard(after)
    return Change(
        before,
        after,
        gained=tuple(Moved(s, _quotes(new[s])) for s in SIGNALS if s in new and s not in old),
        lost=tuple(Moved(s, _quotes(old[s])) for s in SIGNALS if s in old and s not in new),
    )


def _heard(finding: QuestionFinding | None) -> dict[Signal, list[Evidence]]:
    heard: dict[Signal, list[Evidence]] = {}
    for evidence in finding.evidence if finding else ():
        heard.setdefault(evidence.signal, []).append(evidence)
    return heard


def _quotes(evidence: list[Evidence]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(one.quote for one in evidence))
