"""Delivery as the feedback page shows it: each value beside the range that is usual.

Values, words, usual ranges and what is worth a remark are the judgement's (`assessment.delivery`,
`assessment.codes`); here they only get a place on an axis.
"""

from collections.abc import Mapping

from preppal.assessment.codes import DELIVERY, Metric
from preppal.assessment.delivery import USUAL, place
from preppal.assessment.report import Delivery
from preppal.interviews.pages import DeliveryRow
from preppal.web.charts import strip

AXES: Mapping[Metric, tuple[float, float]] = {
    "words_per_minute": (60, 240),
    "fillers_per_100": (0, 12),
    "longest_answer_ms": (0, 300_000),
    "first_word_delay_ms": (0, 15_000),
    "long_pauses_per_minute": (0, 6),
    "own_we": (0, 1),
}
"""What is shown, in this order; each axis leaves about as much room again beside its range."""


def delivery_rows(delivery: Delivery) -> tuple[DeliveryRow, ...]:
    """What was measured; nothing for a typed interview."""
    if not delivery.spoken:
        return ()
    return tuple(
        _row(metric, value, delivery)
        for metric in AXES
        if (value := _value(metric, delivery)) is not None
    )


def _value(metric: Metric, delivery: Delivery) -> float | None:
    if metric == "own_we":
        own, we = delivery.own_we
        return own / (own + we) if own + we else None
    measured: float | None = getattr(delivery, metric)
    return measured


def _row(metric: Metric, value: float, delivery: Delivery) -> DeliveryRow:
    usual, axis, wording = USUAL[metric], AXES[metric], DELIVERY[metric]
    low = axis[0] if usual.low is None else usual.low
    high = axis[1] if usual.high is None else usual.high
    return DeliveryRow(
        metric=metric,
        name=wording.name,
        value=wording.value,
        usual=wording.usual_range,
        remark={"below": wording.below, "above": wording.above}.get(place(metric, value), ""),
        params=_shown(metric, value, delivery),
        strip=strip(value, (low, high), axis),
    )


def _shown(metric: Metric, value: float, delivery: Delivery) -> dict[str, str | int | float]:
    if metric == "own_we":
        return {"own": delivery.own_we[0], "we": delivery.own_we[1]}
    if metric == "longest_answer_ms":
        minutes, seconds = divmod(round(value / 1000), 60)
        return {"minutes": minutes, "seconds": seconds}
    if metric == "first_word_delay_ms":
        return {"value": round(value / 1000, 1)}
    return {"value": round(value) if metric == "words_per_minute" else round(value, 1)}
