"""Forty postings with planted contact details, people, links, keys and notes: what is found, and what else goes.

`[[kind|text]]` is planted; every other character is innocent. `tuning` was written looking at the rules,
`held_out` was measured before they were mended by it (figures in decision 19).
"""

import re
from dataclasses import dataclass
from pathlib import Path

import pytest

from preppal.job_descriptions.shared.scrubbing import GAP, scrub

FOLDER = Path(__file__).parents[2] / "data" / "scrubbing"
PLANT = re.compile(r"\[\[(?P<kind>\w+)\|(?P<text>[^\]]+)\]\]")


@dataclass(frozen=True)
class Line:
    """A line, what was planted in it, and what is left of it."""

    language: str
    text: str
    plants: tuple[tuple[str, str], ...]
    left: str

    @property
    def missed(self) -> list[tuple[str, str]]:
        """What others would still read: any word of a name, any part of the rest."""
        return [(kind, text) for kind, text in self.plants if _reads(kind, text, self.left)]

    @property
    def innocent(self) -> list[str]:
        return [part.strip() for part in PLANT.sub("\0", self.text).split("\0") if part.strip()]

    @property
    def eaten(self) -> list[str]:
        """Innocent words that went."""
        return [
            word
            for part in self.innocent
            for word in part.split()
            if len(word) > 1 and word.strip(".,:;()") not in self.left
        ]


ADDRESSED = frozenset(("Herr", "Herrn", "Frau", "Señora", "Dona", "Dott"))
"""How somebody is addressed may stay."""


def _reads(kind: str, text: str, left: str) -> bool:
    if kind == "person":
        words = re.findall(r"[^\W\u4e00-\u9fff]{4,}|[\u4e00-\u9fff]{2,}", text)
        return any(word in left for word in words if word not in ADDRESSED)
    return text in left


def lines_of(name: str) -> list[Line]:
    found: list[Line] = []
    for posting in re.split(r"^# ", (FOLDER / f"{name}.txt").read_text(), flags=re.MULTILINE)[1:]:
        language, _, marked = posting.strip().partition("\n")
        plain = PLANT.sub(lambda plant: plant["text"], marked)
        for source, line in zip(marked.split("\n"), scrub(plain), strict=True):
            plants = tuple((plant["kind"], plant["text"]) for plant in PLANT.finditer(source))
            found.append(Line(language, source, plants, line.text.replace(GAP, " ")))
    return found


def figures(name: str) -> tuple[float, float]:
    """Recall of what was planted, and the share of innocent words that stay."""
    lines = lines_of(name)
    planted = sum(len(line.plants) for line in lines)
    missed = sum(len(line.missed) for line in lines)
    words = sum(len(part.split()) for line in lines for part in line.innocent)
    return 1 - missed / planted, 1 - sum(len(line.eaten) for line in lines) / words


@pytest.mark.parametrize(
    ("name", "recall", "kept"),
    [pytest.param("tuning", 1.0, 0.99, id="tuning"), pytest.param("held_out", 0.98, 0.99, id="held out")],
)  # fmt: skip
def test_what_was_planted_goes_and_little_else(name: str, recall: float, kept: float) -> None:
    found = figures(name)
    wrong = [(line.missed, line.eaten) for line in lines_of(name) if line.missed or line.eaten]
    assert found[0] >= recall, wrong
    assert found[1] >= kept, wrong


@pytest.mark.parametrize(
    "line",
    [
        "You hold an M. Sc. in chemistry and know ASP.NET/MVC, socket.io/Redis and CI/CD.",
        "Je rijdt je eigen route en werkt in een bel- en mailteam.",
        "月薪 9000-12000 元,年底双薪。",
        "Gehalt 42.000 - 48.000 € im Jahr, je nach Erfahrung.",
        "Salaire : 42 000 - 48 000 € ; vous appelez Paris et Lyon chaque semaine.",
        "Reports to: the Head of Kitchen",
        "Rappels de consignes de sécurité chaque lundi.",
        "我们公司有三百名员工,我国二十个城市设有分公司。",
        "Revenue grew from 1,200,000 to 2,400,000 $ in a year.",
    ],
)
def test_innocent_text_stays(line: str) -> None:
    (scrubbed,) = scrub(line)
    assert scrubbed.text == line, scrubbed.taken


def test_a_name_goes_and_the_office_stays() -> None:
    (scrubbed,) = scrub("Hiring manager: Desmond Achebe, Head of Logistics")
    assert scrubbed.text == f"Hiring manager: {GAP}, Head of Logistics"
