"""The minds that can be evaluated: the one place to add one."""

from preppal.interviewer.conversation import BuiltInMind
from preppal.interviewer.transcript import Mind

BUILT_IN = "builtin"


def mind_for(model: str) -> Mind:
    """The mind of a name as in PREPPAL_INTERVIEWER. Raises ValueError when there is none of that name yet."""
    if model == BUILT_IN:
        return BuiltInMind()
    raise ValueError(f"{model!r}: only MODEL={BUILT_IN} can be evaluated so far.")
