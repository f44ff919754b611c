"""Templates of hiring loops, one file each in template_files/. Whoever begins from one has a panel of their own."""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from preppal.interviewer.briefing import Minutes, Seniority, Stage


@dataclass(frozen=True, slots=True)
class TemplateStage:
    """``title`` and ``why`` are msgids, ``persona`` is the slug of a built-in one."""

    title: str
    stage: Stage
    persona: str
    minutes: Minutes
    focus: tuple[str, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Template:
    """``name`` and ``about`` are msgids. ``version`` rises whenever the stages change."""

    key: str
    version: int
    name: str
    about: str
    level: Seniority
    in_order: bool
    stages: tuple[TemplateStage, ...]

    @property
    def named(self) -> str:
        """As `InterviewPanel.template` keeps it."""
        return f"{self.key}/{self.version}"

    @property
    def minutes(self) -> int:
        return sum(stage.minutes for stage in self.stages)


@cache
def templates() -> Mapping[str, Template]:
    """All of them by key, in the order in which they are shown."""
    folder = resources.files("preppal.panels").joinpath("template_files")
    files = [file for file in folder.iterdir() if file.name.endswith(".toml")]
    found = sorted((_read(file) for file in files), key=lambda one: one[0])
    return {template.key: template for _, template in found}


def _read(file: Traversable) -> tuple[int, Template]:
    """Its place among the others, and the template."""
    entry: dict[str, Any] = tomllib.loads(file.read_text("utf-8"))
    template = Template(
        key=file.name.removesuffix(".toml"),
        version=entry["version"],
        name=entry["name"],
        about=entry["about"],
        level=entry["level"],
        in_order=entry["in_order"],
        stages=tuple(
            TemplateStage(
                title=stage["title"],
                stage=stage["stage"],
                persona=stage["persona"],
                minutes=stage["minutes"],
                focus=tuple(stage["focus"]),
                why=stage["why"],
            )
            for stage in entry["stage"]
        ),
    )
    return entry["position"], template
