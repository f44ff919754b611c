"""Which move of the plan a model's line was: words in, a `Line` as the built-in mind would have made it.

`standing.stand` and the assessment read intent, lead and phrasing from the transcript, so a line that
nobody scripted must get them too. A planned question is known by its words; what is none is what the
model was told to say, or a follow-up.
"""

import re
from collections.abc import Iterable, Sequence

from preppal.interviewer.plan import InterviewPlan, PlannedLead
from preppal.interviewer.spoken_text import COMMON, spoken, words_of
from preppal.interviewer.standing import Standing, stand
from preppal.interviewer.transcript import Intent, Line, SpokenTurn
from preppal.interviewer.wordings import wording_id

SURE = 0.6
"""Share of a planned question's words that makes any line this question."""
TOLD = 0.34
"""The same, for the question that the model was told to ask."""
FEWEST = 3  # words that a question must be known by
STEM = 5
OWN_FOLLOW_UP = "deepen"
"""The row of follow_ups.py that a follow-up of the model's own choice counts as."""

EVERYDAY = """
describe did do ever give last like made make me most my someone something take tell thing things think
time times walk want went work worked you your
"""
_EVERYDAY = frozenset(EVERYDAY.split())
_FAREWELL = re.compile(
    r"\b(?:good-?bye|bye(?:[- ]bye)?|farewell|adi[oó]s|hasta (?:luego|pronto|la vista))\b|再见|再會",
    re.I,
)
_INVITES = re.compile(
    r"\b(?:(?:any|what|your|other|more) questions (?:for me|from you|do you have|you (?:have|would like))|(?:would|do) you (?:have|like to ask)"
    r" (?:any|me|some)\b|(?:like|want) to ask me|questions (?:for me|do you have))\b",
    re.I,
)
_ASKS = re.compile(
    r"\?|(?:^|[.,!;:]\s+|\band )(?:tell|describe|walk|take me|explain|give me|think of|help me|show me|talk me)\b",
    re.I,
)


def attribute(
    text: str,
    told: Line | None,
    plan: InterviewPlan,
    transcript: Sequence[SpokenTurn],
    *,
    language: str = "en",
) -> Line:
    """The line ``text`` was; ``transcript`` is what was said before it, ``told`` the direction for it.

    The bank is English: in other languages the direction is believed.
    """
    standing = stand(plan, transcript)
    if is_farewell(text):
        phrasing = told.phrasing if told is not None and told.intent == "closing" else None
        return Line(text, "closing", None, phrasing, ends_interview=True)
    if not language.startswith("en"):
        return _as_told(text, told, standing)
    lead = _planned(text, told, plan, standing)
    if lead is not None:
        return _asking(text, lead, told, standing)
    if told is not None and told.intent in ("lead", "warmup"):
        told = None  # it was told to ask a question, and asked none of the plan
    return _as_told(text, told, standing)


def is_farewell(text: str) -> bool:
    """Whether it says goodbye: in its last sentence or two, and asking nothing after it."""
    sentences = re.split(r"(?<=[.!?。！？])\s*", spoken(text).strip())
    last = [sentence for sentence in sentences if sentence][-2:]
    if not last or last[-1].endswith(("?", "？")):
        return False
    return any(_FAREWELL.search(part) and not part.endswith(("?", "？")) for part in last)


def _planned(
    text: str, told: Line | None, plan: InterviewPlan, standing: Standing
) -> PlannedLead | None:
    """The question of the plan that is asked here, if one is: the one most of whose words are there."""
    said = _stems(text)
    asked = {one.lead.lead_id for one in standing.asked[:-1]}
    best: PlannedLead | None = None
    most = 0.0
    for lead in (plan.warmup, *plan.leads, *plan.spare):
        if lead.lead_id in asked:
            continue
        is_told = told is not None and told.lead_id == lead.lead_id and told.intent != "follow_up"
        share = _share(lead.text, said)
        if is_told:  # the short form shares words with other questions
            share = max(share, _share(lead.short, said))
        if share >= (TOLD if is_told else SURE) and share + 0.2 * is_told > most:
            best, most = lead, share + 0.2 * is_told
    return best


def _asking(text: str, lead: PlannedLead, told: Line | None, standing: Standing) -> Line:
    if any(one.lead.lead_id == lead.lead_id for one in standing.asked):
        phrasing = told.phrasing if told is not None and told.intent == "repair" else None
        return Line(text, "repair", lead.lead_id, phrasing)
    phrasing = f"lead.{lead.lead_id}"
    if told is not None and told.lead_id == lead.lead_id and told.phrasing:
        phrasing = told.phrasing
    return Line(text, "warmup" if lead.kind == "warmup" else "lead", lead.lead_id, phrasing)


def _as_told(text: str, told: Line | None, standing: Standing) -> Line:
    if told is not None:
        # without a goodbye in it, it is none: it will be asked for again
        intent = told.intent if told.intent != "closing" else "answer_question"
        return Line(text, intent, told.lead_id, told.phrasing)
    return _unasked(text, standing)


def _unasked(text: str, standing: Standing) -> Line:
    """A line of the model's own."""
    current = standing.current
    lead_id = current.lead.lead_id if current else None
    intent: Intent
    if standing.last is None:
        return Line(text, "opening", None, None)
    if standing.phase in ("questions", "closing"):
        return Line(text, "answer_question", None, None)
    if _INVITES.search(text) and standing.leads_asked:
        return Line(text, "invite_questions", None, None)
    if current is not None and _ASKS.search(text):
        return Line(text, "follow_up", lead_id, wording_id(OWN_FOLLOW_UP, text))
    intent = "reassure" if current is not None else "repair"
    return Line(text, intent, lead_id, None)


def _share(question: str, said: frozenset[str]) -> float:
    wanted = _stems(question)
    return len(wanted & said) / len(wanted) if len(wanted) >= FEWEST else 0.0


def _stems(text: str) -> frozenset[str]:
    return frozenset(_stemmed(words_of(spoken(text))))


def _stemmed(words: Iterable[str]) -> Iterable[str]:
    for word in words:
        if word not in COMMON and word not in _EVERYDAY and len(word) > 2:
            yield word.partition("'")[0][:STEM]
