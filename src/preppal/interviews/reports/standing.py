"""Where an interview's report stands, and why it would be made again. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, replace
from typing import Any, Literal

import msgspec

from preppal.assessment.rating import BUILTIN, stamps
from preppal.assessment.report import VERSION, Stamps
from preppal.interviews.corrections.marking import Share, share_of
from preppal.interviews.model import Feedback, Turn
from preppal.interviews.reports.model import MOST_REPORTS, FeedbackReport

Why = Literal["corrections", "reviewer", "version"]
"""Other words were read, another reviewer read them, or the same in another version."""


def _stamps_of(assessment: Mapping[str, Any]) -> Stamps:
    """Of an assessment from before there were any: the built-in reviewer made it."""
    kept = msgspec.convert(assessment.get("stamps", {}), Stamps)
    return kept if kept.assessor else replace(kept, assessor=BUILTIN)


def why_outdated(assessment: Mapping[str, Any], now: Stamps) -> tuple[Why, ...]:
    """What a report of ``now`` would be made by that this one was not: another model or the built-in reviewer
    in its place; or another shape, rubric or prompt, or other weights where those made it."""
    kept, builtin = _stamps_of(assessment), stamps()
    found: list[Why] = []
    if (kept.asked or kept.assessor) != now.assessor:
        found.append("reviewer")
    # Where the model of now found nothing to rate, the built-in reviewer's versions count.
    like = now if kept.assessor == now.assessor else builtin
    same = kept.rubric == like.rubric and kept.prompt == like.prompt
    if kept.assessor == BUILTIN:
        same = same and kept.weights == like.weights
    if assessment["version"] != VERSION or (not found and not same):
        found.append("version")
    return tuple(found)


def _why_other(before: Mapping[str, Any], after: Mapping[str, Any]) -> tuple[Why, ...]:
    """What made one report that did not make the other."""
    old, new = _stamps_of(before), _stamps_of(after)
    found: list[Why] = []
    if old.assessor != new.assessor:
        found.append("reviewer")
    made = (old.rubric, old.weights, old.prompt) != (new.rubric, new.weights, new.prompt)
    if before["version"] != after["version"] or (not found and made):
        found.append("version")
    return tuple(found)


def as_kept(corrections: Mapping[int, str]) -> dict[str, Any]:
    """As `Feedback.corrected` holds them."""
    return {str(seq): text for seq, text in sorted(corrections.items())}


def as_read(corrected: Mapping[str, Any]) -> dict[int, str]:
    """Inverse of `as_kept`."""
    return {int(seq): text for seq, text in corrected.items()}


def why_again(
    feedback: Feedback, corrections: Mapping[int, str], reviewer: Stamps
) -> tuple[Why, ...]:
    """What a new report, made by ``reviewer``, would read or weigh differently; nothing while there is no
    report."""
    if feedback.assessment is None:
        return ()
    found: list[Why] = []
    if feedback.corrected != as_kept(corrections):
        found.append("corrections")
    return (*found, *why_outdated(feedback.assessment, reviewer))


def why_newer(
    before: FeedbackReport | Feedback, after: FeedbackReport | Feedback
) -> tuple[Why, ...]:
    """What set a report apart from one before. Both are made."""
    assert before.assessment is not None
    assert after.assessment is not None
    found: list[Why] = []
    if before.corrected != after.corrected:
        found.append("corrections")
    return (*found, *_why_other(before.assessment, after.assessment))


@dataclass(frozen=True, slots=True)
class Standing:
    """Where the newest report stands. ``why`` says what a new one would read or weigh differently,
    ``has_failed`` that one was asked for and not made. ``share`` is what it read that was corrected."""

    is_made: bool = False
    is_waiting: bool = False
    number: int = 1
    why: tuple[Why, ...] = ()
    has_failed: bool = False
    share: Share | None = None

    @property
    def may_ask(self) -> bool:
        return self.is_made and not self.is_waiting and self.number < MOST_REPORTS


NO_REPORT = Standing()


def standing_of(
    feedback: Feedback | None,
    turns: Iterable[Turn],
    corrections: Mapping[int, str],
    reviewer: Stamps,
) -> Standing:
    """``reviewer`` is who would make a report now."""
    if feedback is None:
        return NO_REPORT
    spoken = [turn for turn in turns if turn.speaker == "candidate" and turn.delivery]
    is_made = feedback.assessment is not None
    return Standing(
        is_made=is_made,
        is_waiting=feedback.status == "WAITING",
        number=feedback.number,
        why=why_again(feedback, corrections, reviewer),
        has_failed=is_made and feedback.status == "FAILED",
        share=share_of(spoken, as_read(feedback.corrected)),
    )
