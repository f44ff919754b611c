"""How each measure of delivery is called, shown and remarked on: English sentences that pages translate.

As in `codes`: looked up by a page, passed through gettext with their params, no bare percent sign.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, get_args

from preppal.foundation.i18n import N_

Metric = Literal[
    "words_per_minute",
    "fillers_per_100",
    "hedges_per_100",
    "longest_answer_ms",
    "median_answer_ms",
    "long_pauses_per_minute",
    "first_word_delay_ms",
    "talk_ratio",
    "own_we",
]
METRICS: tuple[Metric, ...] = get_args(Metric)


@dataclass(frozen=True, slots=True)
class MetricWording:
    """How a delivery metric is called, shown, and remarked on by where it lies.

    `value` takes "value", or "minutes" and "seconds", or "own" and "we". An empty remark says
    nothing.
    """

    name: str
    value: str
    usual_range: str
    below: str = ""
    above: str = ""


DELIVERY: Mapping[Metric, MetricWording] = {
    "words_per_minute": MetricWording(
        N_("Pace"),
        N_("%(value)s words a minute"),
        N_("usual 110 to 180"),
        N_("Slower than most interviews."),
        N_("Faster than most people follow with ease."),
    ),
    "fillers_per_100": MetricWording(
        N_("Fillers"),
        N_("%(value)s in 100 words"),
        N_("usual up to 4"),
        above=N_("More than usual. A pause does the same work."),
    ),
    "hedges_per_100": MetricWording(
        N_("Hedging"),
        N_("%(value)s in 100 words"),
        N_("usual up to 2"),
        above=N_(
            "“I think”, “maybe” and the like take back what you say. Keep them for estimates."
        ),
    ),
    "longest_answer_ms": MetricWording(
        N_("Longest answer"),
        N_("%(minutes)s min %(seconds)s s"),
        N_("usual up to 2½ min"),
        above=N_("Longer than most listeners stay with."),
    ),
    "median_answer_ms": MetricWording(
        N_("Typical answer"),
        N_("%(minutes)s min %(seconds)s s"),
        N_("usual 1 to 2½ min"),
        N_("Short. There is room for how it ended."),
        N_("Long. Two sentences of scene are enough."),
    ),
    "long_pauses_per_minute": MetricWording(
        N_("Long pauses"),
        N_("%(value)s a minute"),
        N_("usual up to 2"),
        above=N_("Many pauses of two seconds or more."),
    ),
    "first_word_delay_ms": MetricWording(
        N_("Time to first word"),
        N_("%(value)s s"),
        N_("usual up to 5 s"),
        above=N_("Long, and fine when it finds the better story."),
    ),
    "talk_ratio": MetricWording(
        N_("Your share of the talking"),
        N_("%(value)s of 100 seconds"),
        N_("usual 65 to 85"),
        N_("The interviewer spoke more than usual."),
        N_("Little room was left for questions."),
    ),
    "own_we": MetricWording(
        N_("“I” against “we”"),
        N_("%(own)s to %(we)s"),
        N_("in answers on your work"),
        N_("Mostly “we”. It is worth saying which part was yours."),
    ),
}

# Of today's value, beside those of somebody's last %(count)s spoken interviews; as usual says nothing.
AGAINST_OWN: Mapping[str, str] = {
    "less": N_("Today less than in any of your last %(count)s interviews."),
    "as_usual": "",
    "more": N_("Today more than in any of your last %(count)s interviews."),
}
DELIVERY_OWN = N_("Dashed and first: what is usual for you, from your last interviews by voice.")

DELIVERY_NOTE = N_("Measured, never scored.")
DELIVERY_TYPED = N_("You typed, so there is nothing to measure here.")
DELIVERY_LEFT_OUT = N_("Left out, as you chose in the settings.")
DELIVERY_UNSURE = N_(
    "Left out: recognition was not sure enough of your words. Correct the transcript, and a new report"
    " measures what it can."
)
DELIVERY_TOO_LITTLE = N_("Too little was said to measure this.")
