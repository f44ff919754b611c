"""What the feedback page shows while there is no report to read: the steps, a failure, too little said."""

import contextlib
import datetime
import math
from collections.abc import AsyncGenerator, Sequence
from dataclasses import dataclass

from preppal.foundation.i18n import Words
from preppal.interviews.continuing import was_cut_short
from preppal.interviews.model import CONTINUED_WITHIN, Feedback, InterviewSession, Turn
from preppal.interviews.progress import Progress, Step, remark_on, steps_of
from preppal.interviews.watching import Seen
from preppal.interviews.wording import FAILURES
from preppal.web.events import BEAT, event


@dataclass(frozen=True, slots=True)
class Waiting:
    """The steps of a report that is on its way, and what there is to say of this try or ""; both in the
    reader's language."""

    steps: tuple[Step, ...]
    remark: str


@dataclass(frozen=True, slots=True)
class Again:
    """Another go after one with too little to judge.

    ``minutes_left``: it can be continued, with so many whole minutes on its clock, for ``hours_left``
    more (rounded up); else both are 0. ``topic`` is the topic of a quick practice to hold once more;
    else ``set_up`` is where one like it is set up.
    """

    minutes_left: int
    hours_left: int
    topic: str
    set_up: str


def waiting_of(feedback: Feedback | None, speak: Words) -> Waiting:
    """Of a report that is on its way."""
    kept = feedback.progress if feedback is not None else {}
    progress = Progress.from_json(kept)
    return Waiting(
        steps_of(progress, speak),
        remark_on(feedback.failure if feedback is not None else None, progress, speak),
    )


def failure_of(feedback: Feedback) -> str:
    """Why it was not made: a msgid."""
    return FAILURES.get(feedback.failure or "", FAILURES["judging"])


def again_of(
    interview: InterviewSession,
    feedback: Feedback | None,
    turns: Sequence[Turn],
    now: datetime.datetime,
) -> Again:
    """What can be done about an interview in which too little was said."""
    cut_short = was_cut_short(interview, feedback, (turn.intent for turn in turns))
    minutes = hours = 0
    if cut_short and interview.has_time_left(now) and interview.ended_at is not None:
        minutes = interview.remaining_ms // 60_000
        left = interview.ended_at + CONTINUED_WITHIN - now
        hours = math.ceil(left.total_seconds() / 3600)
    chosen = {"job": interview.job_description_id, "persona": interview.persona_id}
    query = "&".join(f"{name}={value}" for name, value in chosen.items() if value)
    is_topic = bool(interview.topic) and not interview.job.get("title")
    return Again(
        minutes,
        hours,
        topic=interview.topic if is_topic else "",
        set_up=f"/interviews/new?{query}" if query else "/interviews/new",
    )


async def progress_events(
    states: AsyncGenerator[Seen | None, None], speak: Words
) -> AsyncGenerator[str, None]:
    """The states as events: ``progress`` with ``steps`` and ``remark`` as the page shows them, and ``over``
    when there is something else to look at."""
    async with contextlib.aclosing(states):
        async for state in states:
            if state is None:
                yield BEAT
            elif state.over:
                yield event("over", {"state": state.status})
            else:
                remark = remark_on(state.failure, state.progress, speak)
                yield event("progress", Waiting(steps_of(state.progress, speak), remark))
