"""One candidate's answers: a story for each lead, and the piece of it that a follow-up asks for."""

import random
import re
from dataclasses import dataclass, field
from typing import Any

from preppal.interviewer.plan import PlannedLead
from preppal.interviewer.questions import load_bank
from preppal.interviewer.simulation.repertoire import ANY, Story, load_words, stories_for

STORIES = ("behavioural",)
TURNS = ("brief", "requirement", "scale", "failure", "cost")
"""Of an open task, in the order of its parts."""
_A_PIECE = {
    "scene": "scene",
    "reasons": "reason",
    "measure": "measure",
    "learning": "learning",
    "deepen": "doubt",
}


@dataclass
class Teller:
    """Remembers what was told: no story twice while there are others."""

    trade: str
    seed: int
    told: list[str] = field(default_factory=list)
    current: Story | None = None
    said: int = 0

    def pick(self, key: str) -> Any:
        """One entry of a list of words.toml, another at each turn."""
        return self.choose(load_words()[key])

    def choose(self, options: list[Any]) -> Any:
        """One of ``options``; none comes twice before all had their turn."""
        order = sorted(options, key=lambda one: random.Random(f"{self.seed}:{one}").random())
        self.said += 1
        return order[(self.said + self.seed) % len(order)]

    def next_story(self, lead: PlannedLead | None, *, shared: bool = False) -> Story:
        """A story that fits the lead and was not told yet."""
        stories = stories_for(self.trade, lead.competency if lead else "", self.seed)
        usable = [one for one in stories if one.is_shared] if shared else stories
        fresh = [one for one in usable if one.key not in self.told]
        self.current = (fresh or usable)[0]
        self.told.append(self.current.key)
        return self.current

    def answer(self, lead: PlannedLead, sought: str) -> str:
        """A whole answer to a lead (``sought`` is ""), or what a follow-up asks for."""
        if lead.kind == "warmup":
            warmups = load_words()["warmup"]
            return str(warmups.get(self.trade, warmups[ANY]))
        if lead.kind in STORIES:
            return self._of_a_story(lead, sought)
        if sought in ("", "say_more", "off_topic"):
            return self._of_no_story(lead)
        return str(load_words()["knowledge"]["more"])

    def _of_a_story(self, lead: PlannedLead, sought: str) -> str:
        if self.current is None or sought in ("", "other_story", "real_case", "one_occasion"):
            return whole(self.next_story(lead))
        story = self.current
        if sought in _A_PIECE:
            return str(getattr(story, _A_PIECE[sought]))
        if sought == "outcome":
            return f"{story.result} {story.measure}"
        if sought in ("own_part", "detail", "plain_words"):
            return f"My own part was this: {acts('I', story)} {story.reason}"
        return whole(story)

    def _of_no_story(self, lead: PlannedLead) -> str:
        words = load_words()
        if lead.kind == "motivation":
            return str(self.choose(words["motivation"]["any"]))
        if lead.kind in ("case", "situational"):
            return str(words["case"][_turn_of(lead.lead_id)])
        return self._knowledge(lead)

    def _knowledge(self, lead: PlannedLead) -> str:
        known, question = load_words()["knowledge"], load_bank().by_id.get(lead.lead_id)
        if question is None or not question.points:
            return str(known["generic"])
        points = [
            join.format(point=point.text)
            for join, point in zip(known["joins"], question.points, strict=False)
        ]
        return " ".join([self.choose(known["opens"]), *points, self.choose(known["seen"])])


def _turn_of(lead_id: str) -> str:
    for case in load_bank().cases:
        for turn, part in zip(TURNS, case.parts, strict=False):
            if part.id == lead_id:
                return turn
    return ANY


def acts(who: str, story: Story) -> str:
    """ "I checked the drain, called the doctor and took the pressure again." """
    *first, last = story.acts
    return f"{who} {', '.join(first)} and {last}."


def whole(story: Story) -> str:
    """The story with everything in it but what was learned from it."""
    return " ".join((story.scene, acts("I", story), story.reason, story.result, story.measure))


def as_we(story: Story) -> str:
    """The story without anybody's own part."""
    everybody = " and ".join(f"we {act}" for act in story.acts)
    return (
        f"{story.scene} So {everybody}. We talked it over with everybody first, and they agreed with it,"
        " because nobody wanted to be left out. In the end they were happy with how we did it, and it"
        " was a good result for the whole team."
    )


def rambling(story: Story, digressions: list[str], seed: int) -> str:
    """The story in one breath, most of it beside the point: some four minutes of speech."""
    order = random.Random(seed).sample(digressions, len(digressions))
    pieces = [story.scene, acts("so I", story), story.reason, story.result]
    told: list[str] = []
    for number, piece in enumerate(pieces):
        told += [piece.rstrip("."), *order[number * 2 : number * 2 + 2], *order[:3]]
    return f"Well, where do I begin, {' '.join(told)}, and I could go on like that."


def as_recognised(text: str) -> str:
    """As a recogniser writes it: lower case, no punctuation."""
    return " ".join(re.sub(r"[^\w\s']", " ", text.replace("’", "'")).lower().split())


_KEPT = re.compile(r"\b(?:in the end|at the end|as a result)\b", re.IGNORECASE)
_BROKEN = (
    (r"\bpeople\b", "persons"),
    (r"\bSince then\b", "Since this time"),
    (r"\bI learned\b", "I have learned"),
    (r"\bbecause\b", "because"),
    (r"\binstead of\b", "in place of"),
    (r"\bwould have been\b", "was"),
    (r"\bdid not wait\b", "have not waited"),
    (r"\bwhich\b", "what"),
)


def as_second_language(text: str, seed: int) -> str:
    """With articles lost and tenses of another language; what is told stays the same."""
    chance = random.Random(f"{seed}:{text}")
    kept = _KEPT.sub(lambda found: found.group(0).replace(" ", "\0"), text)
    words = [
        word for word in kept.split(" ") if word not in ("the", "a", "an") or chance.random() > 0.5
    ]
    broken = " ".join(words).replace("\0", " ")
    for pattern, instead in _BROKEN:
        broken = re.sub(pattern, instead, broken)
    return broken
