"""What the judgement reads: turns and leads as plain values, and how turns fold into answers.

Times are milliseconds on the interview's own clock. `seq` is 1-based and rising.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal

Speaker = Literal["interviewer", "candidate"]

# Interviewer turns with these intents end the current lead: what follows answers no lead.
OUTSIDE_LEADS = frozenset(
    {"opening", "warmup", "wrap_up", "invite_questions", "answer_question", "closing"}
)
# Kinds of lead that are conversation, not evidence.
UNJUDGED_KINDS = frozenset({"warmup", "closing"})


@dataclass(frozen=True, slots=True)
class AssessedTurn:
    """One committed turn. `intent` and `lead_id` are set on interviewer turns only.

    Not `timed` is a turn that was typed: its times say nothing about how it was spoken.
    `sure` is how sure recognition was of a spoken turn's words, 0..1; None where nobody said,
    and where the candidate has corrected them.
    """

    seq: int
    speaker: Speaker
    text: str
    started_ms: int
    ended_ms: int
    interrupted: bool = False
    intent: str | None = None
    lead_id: str | None = None
    timed: bool = True
    sure: float | None = None


@dataclass(frozen=True, slots=True)
class Lead:
    """A planned main question. `kind` is the bank's: behavioural, situational, knowledge, …"""

    lead_id: str
    competency: str
    text: str
    short: str
    kind: str


@dataclass(frozen=True, slots=True)
class AnswerTurn:
    """A candidate turn that belongs to a lead; `prompted` once a follow-up has been asked."""

    turn: AssessedTurn
    prompted: bool


@dataclass(frozen=True, slots=True)
class Folded:
    """Turns sorted into what they answer.

    `answers` maps a lead's id to its candidate turns (an asked, unanswered lead maps to an
    empty tuple; a lead nobody asked is absent). `own_questions` are the candidate's turns after
    they were invited to ask.
    """

    answers: Mapping[str, tuple[AnswerTurn, ...]]
    own_questions: tuple[AssessedTurn, ...]


def fold(turns: Sequence[AssessedTurn], *, judged: Collection[str]) -> Folded:
    """Walk the interview once and give each candidate turn its lead, if it has one.

    `judged` are the ids of leads whose answers count: answers to others belong to none.

    An interviewer turn without intent and without lead (another engine's aside) keeps the
    current lead open. Candidate turns before the first lead are warm-up and belong to none.
    """
    answers: dict[str, list[AnswerTurn]] = {}
    questions: list[AssessedTurn] = []
    current: str | None = None
    prompted: dict[str, bool] = {}
    inviting = False
    for turn in turns:
        if turn.speaker == "interviewer":
            if turn.intent in OUTSIDE_LEADS:
                current = None
                inviting = turn.intent in {"invite_questions", "answer_question"}
            elif turn.lead_id is not None and turn.lead_id not in judged:
                current, inviting = None, False
            elif turn.lead_id is not None:
                inviting = False
                current = turn.lead_id
                answers.setdefault(current, [])
                if turn.intent == "follow_up":
                    prompted[current] = True
        elif current is not None:
            answers[current].append(AnswerTurn(turn, prompted.get(current, False)))
        elif inviting:
            questions.append(turn)
    return Folded({lead: tuple(found) for lead, found in answers.items()}, tuple(questions))
