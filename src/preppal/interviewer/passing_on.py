"""What an interviewer passes on of an interview they held: read from its plan and its turns, and nothing else.

Only what can be said to anybody is passed on: no order, no private matter, no link, and no sentence that weighs
something, be it the candidate's own.
"""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from preppal.interviewer.answers import Heard, listen
from preppal.interviewer.echo import things_named
from preppal.interviewer.fit.resume import NO_RESUME, Resume
from preppal.interviewer.hand_over import (
    CONFIDENCES,
    QUESTIONS,
    Confidence,
    Covered,
    Doubt,
    Fact,
    Gap,
    MustHave,
    Note,
    Story,
)
from preppal.interviewer.line_cues import JUDGES, LINK, PRIVATE, WEIGHS
from preppal.interviewer.orders import gives_orders
from preppal.interviewer.plan import InterviewPlan
from preppal.interviewer.questions import load_bank
from preppal.interviewer.requests import read_request
from preppal.interviewer.spoken_text import rare_terms, words_of
from preppal.interviewer.standing import AskedLead, stand
from preppal.interviewer.star import Star, star_of
from preppal.interviewer.transcript import SpokenTurn
from preppal.interviewer.unfit import unfit

MOST_FACTS, MOST_STORIES, MOST_DOUBTS, MOST_LOGISTICS = 4, 6, 3, 3
SHORTEST, LONGEST = 5, 160
"""Words and characters of a quote."""
A_STORY = 40
"""Words from which an answer is one (INTERVIEWING §5, row 11)."""
MOST_TERMS = 60
MEASURED = ("execution_results", "customer_focus", "problem_solving")
NO_ANSWER = ("declines", "skip", "no_example", "stop")

_ENDS = re.compile(r"(?<=[.!?])\s+|(?<=[。！？])|\n+")
_GOES_ON = re.compile(r"\s+(?=(?:and then|and so|so I|but|because|after that|in the end)\b)")
_NUMBER = re.compile(
    r"\d|\b(?:two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|ninety"
    r"|hundred|thousand|half|third)\b",
    re.I,
)
_DATES = re.compile(
    r"\b(?:notice period|(?:weeks?|months?)['’]? notice|start date|available from|relocat\w+|part[- ]time|full[- ]time"
    r"|I (?:could|can|would|will|am able to) (?:start|begin|move|commute|work (?:remotely|from home|on site|nights|weekends)))\b",
    re.I,
)
_OWN = re.compile(r"\b(?:I|my|me|we|our|us)\b")
_NO_NAME = re.compile(
    r"\b(?:part|parts|way|ways|side|number|before|after|again|still|already|whenever|though|even|also|together|later|soon|ever"
    r"|always|never|often|almost|quite|rather|smaller|bigger|larger|whole|own|few|several|many)\b",
    re.I,
)
"""No thing to name, or the word behind it."""
_NOT_SAID_ON = re.compile(
    r"[<>{}\[\]|\\@#*_]|://"
    r"|\b(?:excellent|brilliant|outstanding|impressive|amazing|fantastic|perfect|terrible|awful|incompetent|stupid|best|worst"
    r"|strengths?|weakness(?:es)?|weak|strong|talented|gifted|score|scores|rating|grade|hired?|failed|passed)\b",
    re.I,
)


@dataclass(frozen=True, slots=True)
class _Heard:
    """A lead that was asked, what was answered to it, and the parts of the story in that."""

    asked: AskedLead
    heard: Heard
    star: Star
    answered: bool

    @property
    def competency(self) -> str:
        return self.asked.lead.competency

    @property
    def is_story(self) -> bool:
        return self.asked.lead.kind == "behavioural" and self.answered

    @property
    def is_whole(self) -> bool:
        """A story with all its parts, or an answer of some length to what is no story."""
        if self.is_story:
            return not self.star.missing
        return self.answered and self.heard.words >= A_STORY


def note_of(
    interview: str,
    plan: InterviewPlan,
    said: Sequence[SpokenTurn],
    *,
    colleague: str,
    title: str,
    resume_id: str = "",
    resume: Resume = NO_RESUME,
) -> Note:
    """What is passed on. ``said`` are all turns of the interview in their order. Some hundredths of a second for
    an hour's talk: for a thread."""
    leads = [_heard(asked) for asked in stand(plan, said).leads_asked]
    turns = [
        (number, turn.text) for number, turn in enumerate(said, 1) if turn.speaker == "candidate"
    ]
    firms = tuple(role.employer for role in resume.roles if role.employer)
    stories = tuple(_stories(interview, leads))[:MOST_STORIES]
    told = {story.one_line for story in stories}
    return Note(
        interview=interview,
        colleague=colleague,
        title=title,
        resume=resume_id if resume.roles else "",
        facts=tuple(_facts([one for one in _sentences(turns) if one[1] not in told], firms)),
        covered=tuple(_covered(leads)),
        stories_used=stories,
        open_doubts=tuple(_doubts(leads))[:MOST_DOUBTS],
        logistics=tuple(_logistics(_sentences(turns))),
    )


def must_haves_of(plans: Iterable[InterviewPlan]) -> tuple[MustHave, ...]:
    """What the job insists on, as any of these plans read it."""
    found: dict[str, MustHave] = {}
    for focus in (focus for plan in plans for focus in plan.focus if focus.must):
        found.setdefault(focus.competency, MustHave(focus.competency, focus.reason))
    return tuple(found.values())


def may_be_passed_on(text: str) -> bool:
    """Whether a sentence of the candidate's is one to repeat to somebody else."""
    if not (len(words_of(text)) >= SHORTEST and len(text) <= LONGEST):
        return False
    if gives_orders(text) or unfit(text) or text.rstrip().endswith(("?", "？")):
        return False
    return not any(cue.search(text) for cue in (PRIVATE, JUDGES, WEIGHS, LINK, _NOT_SAID_ON))


def sentences_in(text: str) -> Iterator[str]:
    """Pieces of ``text`` as they stand in it; long unpunctuated speech is cut where a thought begins."""
    for sentence in _ENDS.split(text):
        pieces = _GOES_ON.split(sentence) if len(sentence) > LONGEST else [sentence]
        yield from (piece.strip() for piece in pieces if piece.strip())


def _heard(asked: AskedLead) -> _Heard:
    competency = load_bank().competencies.get(asked.lead.competency)
    cues = competency.result_cues if competency else ()
    each = [listen([answer], cues) for answer in asked.answers]
    heard = each[0] if len(each) == 1 else listen(asked.answers, cues)
    refused = all(
        read_request(answer, one) in NO_ANSWER
        for answer, one in zip(asked.answers, each, strict=True)
    )
    return _Heard(
        asked=asked,
        heard=heard,
        star=star_of(heard, *each[:-1]) if each else Star(),
        answered=not refused and heard.words >= SHORTEST,
    )


def _covered(leads: Sequence[_Heard]) -> Iterator[Covered]:
    asked = Counter(one.competency for one in leads)
    whole = Counter(one.competency for one in leads if one.is_whole)
    for key, count in asked.items():
        confidence: Confidence = CONFIDENCES[min(whole[key], len(CONFIDENCES) - 1)]
        yield Covered(key, count, confidence)


def _facts(said: Iterable[tuple[int, str]], firms: Sequence[str]) -> Iterator[Fact]:
    """Sentences with an employer of the resume, then those with a number; in the order they were said."""
    found: list[Fact] = []
    for turn, sentence in said:
        named = any(firm in sentence for firm in firms)
        counted = _NUMBER.search(sentence) and _OWN.search(sentence)
        if (named or counted) and not _DATES.search(sentence):
            found.append(Fact(sentence, turn, of_resume=named))
    kept = sorted(found, key=lambda fact: not fact.of_resume)[:MOST_FACTS]
    return (fact for fact in found if fact in kept)


def _logistics(said: Iterable[tuple[int, str]]) -> list[Fact]:
    """When and where they could work, as they said it."""
    found = [Fact(text, turn) for turn, text in said if _DATES.search(text)]
    return found[:MOST_LOGISTICS]


def _sentences(turns: Sequence[tuple[int, str]]) -> Iterator[tuple[int, str]]:
    """Those that may be passed on, each once."""
    seen: set[str] = set()
    for turn, text in turns:
        for sentence in sentences_in(text):
            if sentence not in seen and may_be_passed_on(sentence):
                seen.add(sentence)
                yield turn, sentence


def _stories(interview: str, leads: Iterable[_Heard]) -> Iterator[Story]:
    """Each once, however often it was told."""
    told: set[str] = set()
    for one in leads:
        if not one.is_story or one.heard.words < A_STORY:
            continue
        answer = max(one.asked.answers, key=len)
        line = next((s for s in sentences_in(answer) if _tells(s)), "")
        if line and line not in told:
            told.add(line)
            yield Story(
                id=f"{interview}:{one.asked.lead.lead_id}",
                one_line=line,
                subject=subject_of(answer),
                terms=tuple(sorted(rare_terms(one.asked.answers), key=lambda t: (-len(t), t)))[
                    :MOST_TERMS
                ],
            )


def _tells(sentence: str) -> bool:
    """Whether a sentence stands for its story: it may be passed on, and says where it was or who did what."""
    if not may_be_passed_on(sentence):
        return False
    heard = listen([sentence])
    return heard.scene > 0 or heard.own > 0


def subject_of(answer: str) -> str:
    """A thing in the answer that one could name to speak of it: one that comes back in it, or that its first
    sentence is about. "" where none is sure to read well."""
    sentences = list(sentences_in(answer))
    opening = sentences[0] if sentences else ""
    first = set(things_named(opening)) if may_be_passed_on(opening) else set()
    for phrase in things_named(answer):
        noun = phrase.split()[-1].lower()
        if _NO_NAME.search(phrase) or _NOT_SAID_ON.search(phrase) or PRIVATE.search(phrase):
            continue
        if phrase in first or words_of(answer).count(noun) > 1:
            return phrase
    return ""


def _doubts(leads: Sequence[_Heard]) -> Iterator[Doubt]:
    """What was asked for and not heard, one a competency, where no other lead of it was answered whole."""
    by_competency: dict[str, list[_Heard]] = defaultdict(list)
    for one in leads:
        by_competency[one.competency].append(one)
    for key, several in by_competency.items():
        if any(one.is_whole and not _unmeasured(one) for one in several):
            continue
        told = next((one for one in reversed(several) if one.is_story), None)
        gap = _gap(told) if told else "untested"
        if gap and not (gap == "untested" and any(one.is_whole for one in several)):
            yield Doubt(key, gap, QUESTIONS[gap], _quote_of(told) if told else "")


def _gap(one: _Heard) -> Gap | None:
    if one.heard.words < A_STORY:
        return "untested"
    if not one.star.action:
        return "own_part"
    if not one.star.result:
        return "outcome"
    if one.heard.decided and one.heard.reasons == 0:
        return "reasons"
    return "measure" if _unmeasured(one) else None


def _unmeasured(one: _Heard) -> bool:
    return (
        one.is_story
        and one.competency in MEASURED
        and one.heard.result > 0
        and not one.heard.measured
    )


def _quote_of(one: _Heard) -> str:
    said = (sentence for answer in one.asked.answers for sentence in sentences_in(answer))
    return next((sentence for sentence in said if may_be_passed_on(sentence)), "")
