"""Half an hour as the landing page draws it: an invented interview, said to be one on the page."""

from preppal.foundation.i18n import N_
from preppal.web.charts import Said, Timeline, timeline

_INTERVIEWER = (
    (5, 52), (132, 160), (342, 355), (504, 523), (707, 727), (876, 904), (1050, 1081),
    (1176, 1216), (1398, 1414), (1524, 1552), (1611, 1678), (1716, 1774),
)  # fmt: skip
_CANDIDATE = (
    (60, 118), (171, 334), (363, 484), (531, 700), (738, 778), (789, 856), (915, 1040),
    (1081, 1162), (1241, 1390), (1422, 1504), (1560, 1606), (1686, 1708),
)  # fmt: skip
_QUOTED = ((396, 419), (444, 456), (570, 594), (618, 644), (672, 690), (978, 1008), (1326, 1349))
_CHAPTERS = (
    (0, N_("Hello")),
    (132, N_("Ownership")),
    (504, N_("Problem solving")),
    (876, N_("Communication")),
    (1176, N_("Design and trade-offs")),
    (1524, N_("Your questions")),
)
_CUT = (1050, 1081)


def example_timeline() -> Timeline:
    """Thirty minutes with one barge-in and one long silence."""
    said = sorted(
        [Said("interviewer", a * 1000, b * 1000, (a, b) == _CUT) for a, b in _INTERVIEWER]
        + [Said("candidate", a * 1000, b * 1000) for a, b in _CANDIDATE],
        key=lambda turn: turn.started_ms,
    )
    return timeline(
        said,
        total_ms=1_800_000,
        quoted=[(a * 1000, b * 1000) for a, b in _QUOTED],
        chapters=[(at * 1000, name) for at, name in _CHAPTERS],
    )
