"""How a persona would begin, before it is saved: lines of the built-in interviewer in its manner.

Nothing is stored and nothing is charged. The questions come from the bank as in any interview: the
manner changes how they are put and followed up.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache

from preppal.foundation.visible import visible_text
from preppal.interviewer.briefing import STAGES, Briefing, Interviewer, Manner, Minutes, Stage
from preppal.interviewer.conversation import BuiltInMind, Line, SpokenTurn
from preppal.interviewer.persona_text import persona_text
from preppal.interviewer.plan import InterviewPlan, build_plan
from preppal.personas.model import (
    HEADLINE_LIMIT,
    INSTRUCTION_LIMIT,
    MANNER_SCALES,
    NAME_LIMIT,
)
from preppal.personas.sampling import read_speed
from preppal.personas.voices import voice_words

MINUTE = 60_000
SAMPLE_MINUTES: Minutes = 30
SEED = 20
READY = "Yes, I am ready."
ABOUT_ME = (
    "I look after the planning in a small team, mostly with two colleagues, and I have done that for"
    " about three years now."
)
THIN = "We had a problem with a supplier, and then the team sorted it out."
"""An answer that asks for a follow-up; how hard it is followed up shows the manner."""

MIND = BuiltInMind()


@dataclass(frozen=True, slots=True)
class Preview:
    """What they would say: to begin, as a first question, and after ``answer``, which says little."""

    opening: str
    question: str
    answer: str
    follow_up: str
    told: str
    """What a model would be told about them."""


def interviewer_from(fields: Mapping[str, str]) -> Interviewer:
    """Whoever the form describes so far: what is missing or cannot be is taken as ordinary."""
    manner = {scale: fields.get(scale, "3") for scale in MANNER_SCALES}
    whole = {
        scale: int(value) if value in ("1", "2", "3", "4", "5") else 3
        for scale, value in manner.items()
    }
    stages: list[Stage] = [stage for stage in STAGES if fields.get(f"stage_{stage}")]
    voice = {"speed": read_speed(fields.get("speed", "")), "style": _short(fields, "style", 40)}
    return Interviewer(
        name=_short(fields, "name", NAME_LIMIT),
        headline=_short(fields, "headline", HEADLINE_LIMIT),
        stage=stages[0] if stages else "hiring_manager",
        manner=Manner(**whole),
        system_instruction=visible_text(fields.get("system_instruction", "")).strip()[
            :INSTRUCTION_LIMIT
        ],
        voice=voice_words(voice),
    )


async def preview_of(interviewer: Interviewer) -> Preview:
    """The opening, the first question that counts, and what follows a thin answer to it."""
    talk = Talk(interviewer)
    opening = await talk.next_line()
    talk.answer(READY)
    await talk.next_line()
    talk.answer(ABOUT_ME)
    question = await talk.next_line()
    talk.answer(THIN)
    follow_up = await talk.next_line()
    told = persona_text(interviewer, seed=talk.plan.seed)
    return Preview(opening.text, question.text, THIN, follow_up.text, told)


class Talk:
    """A conversation with somebody, held in memory: the same answers always give the same lines."""

    def __init__(self, interviewer: Interviewer, *, seed: int = SEED) -> None:
        self.interviewer = interviewer
        self.plan = sample_plan(interviewer.stage, seed)
        self.turns: list[SpokenTurn] = []

    async def next_line(self) -> Line:
        line = await MIND.next_line(
            self.plan,
            self.interviewer,
            self.turns,
            job_text="",
            company="",
            job_title="",
            remaining_ms=SAMPLE_MINUTES * MINUTE - self._at,
            occasion="answered" if self.turns else "start",
        )
        said = SpokenTurn(
            "interviewer",
            line.text,
            self._at,
            self._at,
            intent=line.intent,
            lead_id=line.lead_id,
            phrasing=line.phrasing,
        )
        self.turns.append(said)
        return line

    def answer(self, text: str) -> None:
        self.turns.append(SpokenTurn("candidate", text, self._at, self._at))

    @property
    def _at(self) -> int:
        """Half a minute for each turn: nobody is in a hurry."""
        return len(self.turns) * MINUTE // 2


@lru_cache(maxsize=256)
def sample_plan(stage: Stage, seed: int) -> InterviewPlan:
    """The plan of an interview without a job: what this kind of interview asks everybody.

    Nothing of the persona but its stage goes into a plan.
    """
    nobody = Interviewer(name="", headline="", stage=stage, manner=Manner())
    return build_plan(
        Briefing(
            interviewer=nobody,
            job_title="",
            company="",
            job_text="",
            topic="",
            minutes=SAMPLE_MINUTES,
            seed=seed,
        )
    )


def _short(fields: Mapping[str, str], name: str, limit: int) -> str:
    return " ".join(visible_text(fields.get(name, "")).split())[:limit]
