"""Every setting is explained where people look for it. Defaults: unit/foundation/test_env_example."""

import re
from pathlib import Path

import preppal
from preppal.foundation.settings import Settings

ROOT = Path(preppal.__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
EXAMPLE = (ROOT / ".env.example").read_text(encoding="utf-8")


def names() -> dict[str, str]:
    """The environment variable of each setting."""
    return {
        field: str(facts.validation_alias or f"PREPPAL_{field.upper()}")
        for field, facts in Settings.model_fields.items()
    }


def in_readme() -> set[str]:
    """Variables named in the README's table; `PREPPAL_SMTP_HOST`, `_PORT` are short for two."""
    found: set[str] = set()
    for line in README.splitlines():
        stem = ""
        for word in re.findall(r"`([A-Z_]+)`", line):
            if word.startswith("_"):
                found |= {stem.rsplit("_", count)[0] + word for count in (1, 2)}
            else:
                stem = word
                found.add(word)
    return found


def test_the_readme_names_every_setting() -> None:
    assert set(names().values()) - in_readme() == set()


def test_the_readme_names_no_setting_that_there_is_not() -> None:
    said = set(re.findall(r"\b(?:PREPPAL_[A-Z_]*[A-Z]|[A-Z_]*DATABASE[A-Z_]*URL)\b", README))
    assert said - set(names().values()) == set()


def test_the_example_changes_nothing_as_it_is() -> None:
    assert [line for line in EXAMPLE.splitlines() if line and not line.startswith("#")] == []
