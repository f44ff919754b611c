"""The decision table of follow-ups (INTERVIEWING §5): an answer in, one move out.

Rows are tested from the top; the first that holds, is not used up and has words left wins. The
numbers are those of the published table. Where the code departs from it:

1   Silence is an occasion of its own: `asking.after_silence`.
3   A question back is answered from the job's text or kept for later, also behind a short sentence of
    the answer (one own act), because people ask at the end of "I moved it. Is that what you do?".
7   An answer in a language that the cues do not know is asked on for its length only (row 11).
8   See `relevance`: the published gate turned good answers away.
12  See `fit.clashes`; without a resume there is none.
13  Both answers need twelve rare terms: shorter ones overlap by chance. What was told to a colleague of the same
    loop counts too.
19  Two big words and more, over 5 % of all, or three, and little to hold on to.
21  Where the bank names no points (open tasks, situations): one neutral nudge.
22  Not by interviewers who probe lightly; 23 only by those of ordinary probing and more.
"""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from typing import Literal

from preppal.interviewer.answers import Heard, Request, listen
from preppal.interviewer.fit.clashes import Clash, clashes
from preppal.interviewer.fit.resume import NO_RESUME, Resume
from preppal.interviewer.hand_over import NOTHING, HandOver
from preppal.interviewer.points import missing_points
from preppal.interviewer.questions import load_bank
from preppal.interviewer.relevance import is_off_topic
from preppal.interviewer.requests import read_request
from preppal.interviewer.spoken_text import overlap, rare_terms, sentences_of, spoken
from preppal.interviewer.standing import AskedLead, Standing
from preppal.interviewer.star import Star, star_of
from preppal.interviewer.unfit import unfit

Move = Literal["repair", "probe", "next", "leave"]

STORIES = frozenset({"behavioural"})
ANSWERS = frozenset({"behavioural", "situational", "knowledge", "case", "motivation"})
ANY = ANSWERS | {"warmup"}

REPAIRS_OF_A_KIND = 2
REPAIRS_OF_A_LEAD = 4
FOLLOW_UPS_PER_LEAD = 2
FOLLOW_UPS_PER_CASE = 3
TOO_SHORT = 40  # words, INTERVIEWING §5 row 11
TOO_SHORT_WARM_UP = 12
SAME_STORY = 0.5
FEWEST_TERMS = 12
MEASURED = ("execution_results", "customer_focus", "problem_solving")


@dataclass(frozen=True, slots=True)
class Moment:
    """All that a row may look at.

    ``heard`` is of all answers to the lead together, ``newest`` of the last one. ``rows`` are
    those used on this lead, ``tired`` the gaps probed on both leads before it.
    """

    kind: str
    competency: str
    reflect: bool
    request: Request
    newest: Heard
    heard: Heard
    star: Star  # the parts of the story heard on this lead so far
    rows: tuple[str, ...]
    told_before: bool
    off_topic: bool
    clash: (
        str  # what the resume says instead, fit behind "your resume says"; "" when nothing clashes
    )
    points_missing: bool
    unheard: bool
    probing: int
    probes_left: int
    tired: frozenset[str]
    told_elsewhere: bool = False  # to a colleague of the same loop

    def tried(self, *rows: str) -> bool:
        return any(row in self.rows for row in rows)

    @property
    def complete(self) -> bool:
        """A whole story: scene, own acts, reasons and a result."""
        return not self.star.missing and self.heard.own >= 2 and self.heard.reasons > 0

    @property
    def wordy(self) -> bool:
        """Three big words, or two and over 5 % of all, with little to hold on to."""
        many = self.heard.buzz >= 3 or (self.heard.buzz == 2 and self.heard.words < 40)
        return many and self.heard.specifics < 0.5


@dataclass(frozen=True, slots=True)
class Row:
    """One line of the table. ``name`` is also the row of speech/*.toml that words it."""

    number: int
    name: str
    move: Move
    kinds: frozenset[str]
    test: Callable[[Moment], bool]


# fmt: off
ROWS: tuple[Row, ...] = (
    # The question did not arrive, or is not understood.
    Row(2, "unheard", "repair", ANY, lambda m: m.unheard and m.newest.words < 12),
    Row(2, "narrow", "repair", ANSWERS, lambda m: m.request == "clarify" and not m.tried("narrow")),
    Row(2, "repeat", "repair", ANY, lambda m: m.request in ("repeat", "clarify")),
    # The candidate asks, orders, needs a rest, or wants to stop.
    Row(3, "park", "repair", ANY, lambda m: m.request == "asks_back"),
    Row(4, "back_to_question", "repair", ANY, lambda m: m.request == "instructs"),
    Row(5, "stop_or_go", "repair", ANY, lambda m: m.request == "stop"),
    Row(5, "pause", "repair", ANY, lambda m: m.request == "pause"),
    Row(1, "reassure", "repair", ANY, lambda m: m.request in ("thinking", "nothing")),
    # No answer to be had: one offer, then on.
    Row(6, "", "leave", ANY, lambda m: m.request == "skip"),
    Row(6, "", "leave", ANY, lambda m: m.request in ("declines", "no_example") and m.tried("declines", "no_example")),
    Row(6, "declines", "probe", ANSWERS, lambda m: m.request == "declines"),
    Row(7, "no_example", "probe", ANSWERS, lambda m: m.request == "no_example"),
    Row(7, "", "leave", ANY, lambda m: m.request != ""),  # any request asked too often
    Row(8, "", "leave", ANSWERS, lambda m: m.off_topic and m.tried("off_topic")),
    Row(8, "off_topic", "probe", ANSWERS, lambda m: m.off_topic and not m.tried("no_example", "declines")),
    Row(8, "", "leave", ANSWERS, lambda m: m.off_topic and not m.tried("no_example", "declines")),
    # What was said in a language the cues do not know: only its length can be heard.
    Row(11, "say_more", "probe", ANSWERS, lambda m: not m.heard.readable and m.heard.words < TOO_SHORT),
    Row(24, "", "next", ANY, lambda m: not m.heard.readable),
    # No story yet.
    Row(9, "one_occasion", "probe", STORIES, lambda m: m.heard.general * 2 > m.heard.sentences and m.heard.scene == 0 and m.heard.own == 0),
    Row(10, "real_case", "probe", STORIES, lambda m: m.heard.hypothetical >= 2 and m.heard.own == 0),
    Row(11, "say_more", "probe", ANSWERS, lambda m: m.heard.words < TOO_SHORT),
    Row(11, "say_more", "probe", frozenset({"warmup"}), lambda m: m.heard.words < TOO_SHORT_WARM_UP),
    Row(12, "clash", "probe", ANSWERS, lambda m: m.clash != ""),
    Row(13, "other_story", "probe", STORIES, lambda m: m.told_before or m.told_elsewhere),
    # A story with a piece missing.
    Row(14, "own_part", "probe", STORIES, lambda m: not m.star.action),
    Row(15, "scene", "probe", STORIES, lambda m: not m.star.placed),
    Row(16, "outcome", "probe", STORIES, lambda m: not m.star.result),
    Row(17, "reasons", "probe", ANSWERS, lambda m: m.heard.decided and m.heard.reasons == 0),
    Row(18, "measure", "probe", STORIES, lambda m: m.competency in MEASURED and m.heard.result > 0 and not m.heard.measured),
    # Words instead of things.
    Row(19, "plain_words", "probe", ANSWERS, lambda m: m.wordy),
    Row(20, "detail", "probe", ANSWERS - {"knowledge"}, lambda m: m.heard.vague > 0 and m.heard.specifics < 0.25),
    Row(21, "limits", "probe", frozenset({"knowledge", "case", "situational"}), lambda m: m.points_missing),
    Row(22, "learning", "probe", STORIES, lambda m: m.reflect and not m.heard.learned and m.probing >= 2),
    # Nothing missing: a harder look, or on.
    Row(23, "deepen", "probe", STORIES, lambda m: m.complete and m.probing >= 3),
    Row(24, "", "next", ANY, lambda m: True),
)
# fmt: on
REPAIRS = frozenset(row.name for row in ROWS if row.move == "repair") | {"fact_then_back"}
_REPAIR_OF = {row.name: row.number for row in ROWS if row.move == "repair"} | {"fact_then_back": 3}
PROBES = frozenset(row.name for row in ROWS if row.move == "probe")
# Rows about a gap in the story, which is not probed on three leads running.
GAPS = ("own_part", "scene", "outcome", "reasons", "measure", "detail", "learning", "plain_words")


def choose(moment: Moment, can_say: Callable[[str], bool]) -> Row:
    """The first row that holds. ``can_say`` tells whether a row has words left."""
    for row in ROWS:
        if moment.kind in row.kinds and row.test(moment) and _allowed(row, moment, can_say):
            return row
    raise AssertionError("the last row always holds")


def _allowed(row: Row, moment: Moment, can_say: Callable[[str], bool]) -> bool:
    if row.move in ("next", "leave"):
        return True
    if not can_say(row.name):
        return False
    if row.move == "repair":
        of_all = sum(name in REPAIRS for name in moment.rows)
        of_kind = sum(_REPAIR_OF.get(name) == row.number for name in moment.rows)
        return of_kind < REPAIRS_OF_A_KIND and of_all < REPAIRS_OF_A_LEAD
    return moment.probes_left > 0 and row.name not in moment.rows and row.name not in moment.tired


def moment_of(
    standing: Standing,
    asked: AskedLead,
    *,
    reflect: bool,
    result_cues: Sequence[str],
    probing: int,
    probes_left: int,
    resume: Resume = NO_RESUME,
    hand_over: HandOver = NOTHING,
) -> Moment:
    """What the table looks at, for the newest answer to ``asked``."""
    question = load_bank().by_id.get(asked.lead.lead_id)
    points = question.points if question else ()
    lexicon = question.lexicon if question else ()
    clash = _clash(standing, resume) if resume.roles else None
    newest = listen([standing.answer], result_cues)
    heard = newest if len(asked.answers) <= 1 else listen(asked.answers, result_cues)
    return Moment(
        kind=asked.lead.kind,
        competency=asked.lead.competency,
        reflect=reflect,
        request=read_request(standing.answer, newest),
        newest=newest,
        heard=heard,
        star=star_of(heard, *(listen([one], result_cues) for one in asked.answers[:-1])),
        rows=tuple(asked.rows),
        told_before=_told_before(standing, asked),
        told_elsewhere=_told_elsewhere(asked, hand_over),
        off_topic=is_off_topic(
            standing.answer,
            newest,
            question=asked.lead.text,
            competency=asked.lead.competency,
            lexicon=lexicon,
        ),
        clash=clash.fact if clash and _can_be_said(clash.fact) else "",
        points_missing=not points or missing_points(points, asked.answers) != (),
        unheard=standing.unheard,
        probing=probing,
        probes_left=probes_left,
        tired=_tired(standing),
    )


def _can_be_said(fact: str) -> bool:
    """Behind "your resume says", and as part of one question: no link, no markup, nothing that asks or is unfit."""
    return not (unfit(fact) or "://" in fact or set(fact) & set("?!？！<>{}[]|\\@#*_"))


def _clash(standing: Standing, resume: Resume) -> Clash | None:
    """What clashes with the resume and was not asked about yet: what a person stands by, they say again."""
    raised: set[str] = set()
    for asked in standing.asked:
        for answer in asked.answers if "clash" in asked.rows else ():
            before = clashes(resume, _in_sentences(answer), raised)
            raised |= {before.fact} if before else set()
    return clashes(resume, _in_sentences(standing.answer), raised)


def _in_sentences(answer: str) -> str:
    """Speech without punctuation, cut into the sentences it is heard in: who did what stands in each."""
    return " ".join(f"{sentence.rstrip(' .')}." for sentence in sentences_of(spoken(answer)))


def _told_before(standing: Standing, asked: AskedLead) -> bool:
    now = rare_terms(asked.answers)
    return len(now) >= FEWEST_TERMS and any(
        overlap(now, rare_terms(earlier.answers)) > SAME_STORY
        for earlier in standing.leads_asked
        if earlier is not asked
    )


def _told_elsewhere(asked: AskedLead, hand_over: HandOver) -> bool:
    """As `_told_before`, of what was told to colleagues; in the first answer to a lead only, since what comes
    after was asked for here."""
    now = rare_terms(asked.answers)
    if len(now) < FEWEST_TERMS or len(asked.answers) > 1:
        return False
    return any(overlap(now, frozenset(story.terms)) > SAME_STORY for story in hand_over.stories)


def _tired(standing: Standing) -> frozenset[str]:
    before = standing.leads_asked[-3:-1]
    if len(before) < 2:
        return frozenset()
    return frozenset(gap for gap in GAPS if all(gap in asked.rows for asked in before))
