"""The mind whose interviews are evaluated, by a name as in PREPPAL_INTERVIEWER."""

from preppal.foundation.settings import SettingsError, read_settings
from preppal.interviewer.transcript import Mind
from preppal.main import choose_mind

BUILT_IN = "builtin"


def mind_for(model: str) -> Mind:
    """The built-in mind, or a model's with the keys and addresses of the environment.

    Raises:
        ValueError: there is no such model, or a key of its is missing; the message says what to set.
    """
    try:
        return choose_mind(read_settings(interviewer=model))
    except SettingsError as problem:
        raise ValueError(str(problem)) from problem
