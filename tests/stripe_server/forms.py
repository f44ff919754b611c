"""Form bodies as Stripe takes them: ``line_items[0][price_data][currency]=eur``."""

import re
from typing import Any
from urllib.parse import parse_qsl

STEP = re.compile(r"\[([^\]]*)\]")


class Malformed(Exception):
    """The parameter that cannot be read."""


def read_form(encoded: str) -> dict[str, Any]:
    """Nested dictionaries and lists; all values are strings."""
    nested: dict[str, Any] = {}
    for name, value in parse_qsl(encoded, keep_blank_values=True):
        first = name.partition("[")[0]
        steps = [first, *STEP.findall(name[len(first) :])]
        here: Any = nested
        for step in steps[:-1]:
            here = here.setdefault(step, {})
            if not isinstance(here, dict):
                raise Malformed(name)
        here[steps[-1] or str(len(here))] = value
    return {name: _lists(value) for name, value in nested.items()}


def _lists(value: Any) -> Any:
    """A dictionary whose keys count from nought is a list."""
    if not isinstance(value, dict):
        return value
    inner = {name: _lists(one) for name, one in value.items()}
    if inner and list(inner) == [str(number) for number in range(len(inner))]:
        return list(inner.values())
    return inner
