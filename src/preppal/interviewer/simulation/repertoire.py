"""What simulated candidates have lived through and say, read from stories.toml and words.toml."""

import random
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from preppal.interviewer.answers import listen
from preppal.interviewer.fields import read_fields
from preppal.interviewer.job_reading import read_lines

ANY = "any"
TRADES: Mapping[str, str] = {
    "nursing": "health",
    "backend": "software",
    "frontend": "software",
    "cloud_ops": "software",
    "data_sql": "software",
    "hospitality": "kitchen",
    "electrical": "hands",
    "logistics": "hands",
    "teaching": "school",
    "accounting": "office",
    "sales": "office",
    "project_management": "office",
}
"""Fields of knowledge (`fields`) -> trades of stories.toml."""


@dataclass(frozen=True, slots=True)
class Story:
    """One case. ``acts`` are said behind "I" or "we"; the rest are whole sentences."""

    key: str
    trade: str
    competencies: tuple[str, ...]
    scene: str
    acts: tuple[str, ...]
    reason: str
    result: str
    measure: str
    learning: str
    doubt: str

    @property
    def is_shared(self) -> bool:
        """Whether its scene has no act of one's own, so that it can be told as "we"."""
        return listen([self.scene]).own == 0


@cache
def load_stories() -> tuple[Story, ...]:
    """All stories, read once a process."""
    return tuple(
        Story(
            **{
                **entry,
                "competencies": tuple(entry["competencies"]),
                "acts": tuple(entry["acts"]),
            }
        )
        for entry in _read("stories")["story"]
    )


@cache
def load_words() -> Mapping[str, Any]:
    """Everything else they say, by key."""
    return _read("words")


def _read(name: str) -> Mapping[str, Any]:
    file = files("preppal.interviewer.simulation") / f"{name}.toml"
    return tomllib.loads(file.read_text(encoding="utf-8"))


def trade_of(job_title: str, job_text: str) -> str:
    """The trade whose stories fit a job, or "any"."""
    for field in read_fields(job_title, read_lines(job_text)):
        if field.key in TRADES:
            return TRADES[field.key]
    return ANY


def stories_for(trade: str, competency: str, seed: int) -> list[Story]:
    """All stories, the best fitting first: of the competency, of the trade, then in the seed's order.

    Stories of other trades come last: nobody has worked everywhere, but an hour needs many.
    """

    def place(story: Story) -> tuple[bool, int, float]:
        familiar = 0 if story.trade == trade else 1 if story.trade == ANY else 2
        fits = competency in story.competencies and familiar < 2
        return not fits, familiar, random.Random(f"{seed}:{story.key}").random()

    return sorted(load_stories(), key=place)
