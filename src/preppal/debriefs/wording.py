"""Words that pages of debriefs show for codes."""

from collections.abc import Mapping

from preppal.foundation.i18n import N_

FAILURES: Mapping[str, str] = {
    "summing": N_("Putting the reports together failed on our side, at every try."),
    "stopped": N_("The server stopped each time while it was at it."),
}
"""Why a summary was not made: `PanelSummary.failure`."""
