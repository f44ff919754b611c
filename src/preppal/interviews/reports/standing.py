"""Where an interview's report stands, and why it would be made again. Pure."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Literal

from preppal.assessment.rating import BUILTIN, stamps
from preppal.assessment.report import VERSION
from preppal.interviews.corrections.marking import Share, share_of
from preppal.interviews.model import Feedback, Turn
from preppal.interviews.reports.model import MOST_REPORTS, FeedbackReport

Why = Literal["corrections", "version"]


STAMPS = ("rubric", "assessor", "weights", "prompt")


def reviewer_of(assessment: Mapping[str, Any]) -> tuple[str, ...]:
    """What made a stored assessment: two that differ in this may judge the same words differently."""
    kept = assessment.get("stamps", {})
    return (str(assessment["version"]), *(str(kept.get(name, "")) for name in STAMPS))


def is_outdated(assessment: Mapping[str, Any]) -> bool:
    """It has another shape, or was made by another rubric or by other weights than there are now. Which
    model was asked, and in which words, is not looked at: whoever hosts it may change that at any hour."""
    now, kept = stamps(), assessment.get("stamps", {})
    if assessment["version"] != VERSION or kept.get("rubric") != now.rubric:
        return True
    return bool(kept.get("assessor") == BUILTIN and kept.get("weights") != now.weights)


def as_kept(corrections: Mapping[int, str]) -> dict[str, Any]:
    """As `Feedback.corrected` holds them."""
    return {str(seq): text for seq, text in sorted(corrections.items())}


def as_read(corrected: Mapping[str, Any]) -> dict[int, str]:
    """Inverse of `as_kept`."""
    return {int(seq): text for seq, text in corrected.items()}


def why_again(feedback: Feedback, corrections: Mapping[int, str]) -> tuple[Why, ...]:
    """What a new report would read or weigh differently; nothing while there is no report."""
    if feedback.assessment is None:
        return ()
    found: list[Why] = []
    if feedback.corrected != as_kept(corrections):
        found.append("corrections")
    if is_outdated(feedback.assessment):
        found.append("version")
    return tuple(found)


def why_newer(
    before: FeedbackReport | Feedback, after: FeedbackReport | Feedback
) -> tuple[Why, ...]:
    """What set a report apart from one before. Both are made."""
    assert before.assessment is not None
    assert after.assessment is not None
    found: list[Why] = []
    if before.corrected != after.corrected:
        found.append("corrections")
    if reviewer_of(before.assessment) != reviewer_of(after.assessment):
        found.append("version")
    return tuple(found)


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
    feedback: Feedback | None, turns: Iterable[Turn], corrections: Mapping[int, str]
) -> Standing:
    if feedback is None:
        return NO_REPORT
    spoken = [turn for turn in turns if turn.speaker == "candidate" and turn.delivery]
    is_made = feedback.assessment is not None
    return Standing(
        is_made=is_made,
        is_waiting=feedback.status == "WAITING",
        number=feedback.number,
        why=why_again(feedback, corrections),
        has_failed=is_made and feedback.status == "FAILED",
        share=share_of(spoken, as_read(feedback.corrected)),
    )
