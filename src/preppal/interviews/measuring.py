"""Delivery as the feedback page shows it: each value beside what is usual for this person, then beside the
range that is usual.

Values, words, usual ranges and what is worth a remark are the judgement's (`assessment.delivery`,
`assessment.baseline`, `assessment.codes`); here they only get a place on an axis.
"""

from collections.abc import Mapping

from preppal.assessment.baseline import Own
from preppal.assessment.delivery import USUAL, place
from preppal.assessment.delivery_words import AGAINST_OWN, DELIVERY, Metric
from preppal.assessment.report import Delivery
from preppal.foundation.language_tags import primary
from preppal.interviews.pages import DeliveryRow, OwnUsual
from preppal.web.charts import strip

AXES: Mapping[Metric, tuple[float, float]] = {
    "words_per_minute": (60, 240),
    "fillers_per_100": (0, 12),
    "hedges_per_100": (0, 8),
    "median_answer_ms": (0, 300_000),
    "longest_answer_ms": (0, 300_000),
    "first_word_delay_ms": (0, 15_000),
    "long_pauses_per_minute": (0, 6),
    "talk_ratio": (0.3, 1),
    "own_we": (0, 1),
}
"""What is shown, in this order; each axis leaves about as much room again beside its range."""
RANGED_IN_ENGLISH: frozenset[Metric] = frozenset(
    {"words_per_minute", "fillers_per_100", "hedges_per_100", "own_we"}
)
"""Their usual ranges count words, and were found in English: words of other languages are longer or shorter."""
MOST_REMARKS = 2
"""INTERVIEWING.md §7."""
NO_BASELINE: Mapping[Metric, Own] = {}


def delivery_rows(
    delivery: Delivery, own: Mapping[Metric, Own] = NO_BASELINE, *, language: str = "en"
) -> tuple[DeliveryRow, ...]:
    """What was measured, beside the person's own baseline where there is one; nothing for a typed interview,
    or where recognition was unsure."""
    if not delivery.spoken or delivery.unsure:
        return ()
    in_english = primary(language) == "en"
    rows: list[DeliveryRow] = []
    remarks = 0
    for metric in AXES:
        value = _value(metric, delivery)
        has_range = in_english or metric not in RANGED_IN_ENGLISH
        if value is None or (metric == "own_we" and not has_range):
            continue
        wording = DELIVERY[metric]
        remark = {"below": wording.below, "above": wording.above}.get(place(metric, value), "")
        if not has_range or remarks == MOST_REMARKS:
            remark = ""
        remarks += bool(remark)
        rows.append(_row(metric, value, delivery, own.get(metric), remark, has_range=has_range))
    return tuple(rows)


def _value(metric: Metric, delivery: Delivery) -> float | None:
    if metric == "own_we":
        own, we = delivery.own_we
        return own / (own + we) if own + we else None
    measured: float | None = getattr(delivery, metric)
    return measured


def _row(
    metric: Metric,
    value: float,
    delivery: Delivery,
    own: Own | None,
    remark: str,
    *,
    has_range: bool,
) -> DeliveryRow:
    usual, axis, wording = USUAL[metric], AXES[metric], DELIVERY[metric]
    low = axis[0] if usual.low is None else usual.low
    high = axis[1] if usual.high is None else usual.high
    return DeliveryRow(
        metric=metric,
        name=wording.name,
        value=wording.value,
        usual=wording.usual_range if has_range else "",
        remark=remark,
        params={"own": delivery.own_we[0], "we": delivery.own_we[1]}
        if metric == "own_we"
        else _shown(metric, value),
        strip=strip(value, (low, high), axis) if has_range else None,
        own=OwnUsual(
            params=_shown(metric, own.middle),
            at=strip(own.middle, (low, high), axis).at,
            against=AGAINST_OWN[own.against(value)],
            count=own.count,
        )
        if own
        else None,
    )


def _shown(metric: Metric, value: float) -> dict[str, str | int | float]:
    if metric in ("longest_answer_ms", "median_answer_ms"):
        minutes, seconds = divmod(round(value / 1000), 60)
        return {"minutes": minutes, "seconds": seconds}
    if metric == "first_word_delay_ms":
        return {"value": round(value / 1000, 1)}
    if metric == "talk_ratio":
        return {"value": round(100 * value)}
    return {"value": round(value) if metric == "words_per_minute" else round(value, 1)}
