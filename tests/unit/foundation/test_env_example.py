"""Every setting stands in .env.example, and nothing else does."""

import re
from pathlib import Path

from preppal.foundation.settings import Settings

EXAMPLE = Path(__file__).parents[3] / ".env.example"


def named_in_example() -> dict[str, str]:
    lines = re.findall(r"^# ([A-Z_]+)=(.*)$", EXAMPLE.read_text(), re.MULTILINE)
    assert len(lines) == len(dict(lines)), "a setting stands there twice"
    return dict(lines)


def test_every_setting_is_explained() -> None:
    wanted = {
        str(field.validation_alias or f"PREPPAL_{name.upper()}")
        for name, field in Settings.model_fields.items()
    }
    assert set(named_in_example()) == wanted


def test_values_shown_are_the_defaults() -> None:
    shown = named_in_example()
    for name, field in Settings.model_fields.items():
        if field.validation_alias:
            continue  # addresses: an example says more than an empty default
        default = str(field.default)
        assert shown[f"PREPPAL_{name.upper()}"] == default.replace("True", "true").replace(
            "False", "false"
        )
