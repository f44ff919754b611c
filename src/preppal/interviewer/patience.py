"""How long an interviewer waits, in ms: thresholds of the turn machine. Pure.

Three things stretch a wait, and they multiply: the interviewer's manner, what kind of answer was asked
for, and the person's own setting, for whoever needs more time to speak.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from preppal.interviewer.answers import listen
from preppal.interviewer.briefing import Manner
from preppal.interviewer.endings import is_prelude, looks_finished, word_count
from preppal.interviewer.plan import InterviewPlan
from preppal.interviewer.transcript import Intent, Line

Stretch = Literal["usual", "longer", "longest"]
"""The person's own setting (`User.patience`)."""
STRETCHES: Mapping[Stretch, float] = {"usual": 1.0, "longer": 1.6, "longest": 2.5}

Asks = Literal["word", "facts", "story", "case"]
"""What a line asks for: a word is enough; a few facts; something that happened; a case to think through."""

A_WORD: frozenset[Intent] = frozenset(
    {"opening", "follow_up", "repair", "reassure", "wrap_up", "invite_questions", "answer_question"}
)
LAST_WORDS = 30
STORIES = ("behavioural", "situational")
THOUGHT_THROUGH = "design_tradeoffs"  # a competency whose leads are cases, whatever their kind


LONG_MS, LONG_CASE_MS = 180_000, 300_000
"""An answer that runs longer ends at the next pause (INTERVIEWING §4; §7 for cases)."""


@dataclass(frozen=True, slots=True)
class Leisure:
    """`stretch` of the waits after an answer of a kind; below `brief_words` it is a beginning. What
    `has_an_end` is not over before its outcome was told, unless it runs over `longest_ms`."""

    stretch: float
    brief_words: int
    has_an_end: bool = False
    longest_ms: int = LONG_MS


LEISURE: Mapping[Asks, Leisure] = {
    "word": Leisure(1.0, 0),
    "facts": Leisure(1.0, 12),
    "story": Leisure(
        1.15, 40, has_an_end=True
    ),  # INTERVIEWING §5, row 11: under 40 words more is asked for
    "case": Leisure(1.6, 60, has_an_end=True, longest_ms=LONG_CASE_MS),
}


@lru_cache(maxsize=256)
def is_told(text: str) -> bool:
    """Whether what was said last is an outcome: "in the end we lost none"."""
    return listen([" ".join(text.split()[-LAST_WORDS:])]).result > 0


@dataclass(frozen=True, slots=True)
class Patience:
    """Thresholds in ms. Defaults fit manner 3/3; `of` derives them from an interviewer's manner."""

    finished_ms: int = 600
    """Silence after words that look finished. Recognition itself takes most of it."""
    brief_ms: int = 1_200
    """The same after fewer words than the question asked for."""
    unfinished_ms: int = 1_750
    rhythm: float = 1.3
    """Somebody who paused within this turn may do so again: wait this many times their longest
    pause, `rhythm_ms` at most."""
    rhythm_ms: int = 1_400
    breath_ms: int = 800
    """A shorter pause is breath, not thought."""
    barge_in_ms: int = 200
    confirm_ms: int = 1_200
    """Speech this long takes the floor even before its words are known."""
    silence_ms: int = 8_000
    silence_again_ms: int = 45_000
    stalled_ms: int = 5_000
    """Stop waiting for words that recognition owes."""
    wrap_up_ms: int = 1_500
    at_length: float = 1.0
    """How many times as long as usual an answer may run: who speaks slowly needs more time for as much."""

    @classmethod
    def of(cls, manner: Manner, stretch: Stretch = "usual") -> Patience:
        """Patience of a manner (1..5 each): who is at ease with silence waits longer, who is brisk
        less. `stretch` makes every wait longer; a voice that cuts in is heard as soon as ever."""
        ease = (manner.silence - 3) / 2
        brisk = (manner.pace - 3) / 2
        extra = STRETCHES[stretch]
        return cls(
            finished_ms=round((600 + 80 * ease - 60 * brisk) * extra),
            brief_ms=round((1_200 + 200 * ease) * extra),
            rhythm_ms=round(1_400 * extra),
            unfinished_ms=round((1_750 + 250 * ease) * extra),
            silence_ms=round(max(8_000, 8_000 + 3_000 * ease) * extra),
            silence_again_ms=round(45_000 * extra),
            wrap_up_ms=round(1_500 * extra),
            at_length=extra,
        )

    def after(self, text: str, *, asks: Asks, longest_pause: int = 0, running_ms: int = 0) -> int:
        """How long a silence after `text` must be before the turn is over.

        `running_ms` is how long they have had the floor. Too long, and any pause that would end a
        finished sentence ends the turn: the interviewer asks to go on.
        """
        leisure = LEISURE[asks]
        if running_ms >= leisure.longest_ms * self.at_length:
            return self.finished_ms
        if not looks_finished(text) or is_prelude(text):
            return round(self.unfinished_ms * leisure.stretch)
        begun = word_count(text) < leisure.brief_words
        if begun or (leisure.has_an_end and not is_told(text)):
            return round(max(self.brief_ms, self.finished_ms) * leisure.stretch)
        usual = round(self.finished_ms * leisure.stretch)
        if longest_pause < self.breath_ms:
            return usual
        return max(usual, min(self.rhythm_ms, round(self.rhythm * longest_pause)))


def asks_for(line: Line, plan: InterviewPlan) -> Asks:
    """What `line` asks for. A follow-up to a case is a case in small, any other may have one word."""
    leads = {lead.lead_id: lead for lead in (plan.warmup, *plan.leads, *plan.spare)}
    lead = leads.get(line.lead_id or "")
    kind = "" if lead is None else lead.kind
    is_case = lead is not None and (kind == "case" or lead.competency == THOUGHT_THROUGH)
    if line.intent in A_WORD:
        return "story" if is_case and line.intent == "follow_up" else "word"
    if is_case:
        return "case"
    return "story" if lead is None or kind in STORIES else "facts"
