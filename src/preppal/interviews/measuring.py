"""Delivery as the feedback page shows it: each value beside the range that is usual.

Words are the judgement's (`assessment.codes`). Ranges and axes follow INTERVIEWING.md §7 and the
sentences of `codes.DELIVERY`; an axis leaves about as much room again on either side of its range.
"""

from collections.abc import Mapping

from preppal.assessment.codes import DELIVERY, Metric
from preppal.assessment.report import Delivery
from preppal.interviews.pages import DeliveryRow
from preppal.web.charts import strip

Range = tuple[float, float]

USUAL_AND_AXIS: Mapping[Metric, tuple[Range, Range]] = {
    "words_per_minute": ((110, 180), (60, 240)),
    "fillers_per_100": ((0, 4), (0, 12)),
    "longest_answer_ms": ((60_000, 150_000), (0, 300_000)),
    "first_word_delay_ms": ((300, 5_000), (0, 12_000)),
    "long_pauses_per_minute": ((0, 2), (0, 6)),
}


def delivery_rows(delivery: Delivery) -> tuple[DeliveryRow, ...]:
    """What was measured, in a fixed order; nothing for a typed interview."""
    if not delivery.spoken:
        return ()
    rows = [
        _row(metric, value)
        for metric in USUAL_AND_AXIS
        if (value := getattr(delivery, metric)) is not None
    ]
    own, we = delivery.own_we
    if own + we:
        wording = DELIVERY["own_we"]
        remark = wording.below if we > 2 * own else ""
        params = {"own": own, "we": we}
        rows.append(
            DeliveryRow(
                metric="own_we",
                name=wording.name,
                value=wording.value,
                usual=wording.usual_range,
                remark=remark,
                params=params,
                strip=strip(own / (own + we), (0.4, 1), (0, 1)),
            )
        )
    return tuple(rows)


def _row(metric: Metric, value: float) -> DeliveryRow:
    (low, high), axis = USUAL_AND_AXIS[metric]
    wording = DELIVERY[metric]
    remark = wording.above if value > high else wording.below if value < low else ""
    return DeliveryRow(
        metric=metric,
        name=wording.name,
        value=wording.value,
        usual=wording.usual_range,
        remark=remark,
        params=_shown(metric, value),
        strip=strip(value, (low, high), axis),
    )


def _shown(metric: Metric, value: float) -> dict[str, str | int | float]:
    if metric == "longest_answer_ms":
        minutes, seconds = divmod(round(value / 1000), 60)
        return {"minutes": minutes, "seconds": seconds}
    if metric == "first_word_delay_ms":
        return {"value": f"{value / 1000:.1f}"}
    return {"value": f"{value:.0f}" if metric == "words_per_minute" else f"{value:.1f}"}
