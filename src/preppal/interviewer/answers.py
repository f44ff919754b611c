"""What can be heard in an answer: a scene, own acts, reasons, a result, or a request.

Cues are words and word order only; they follow INTERVIEWING §6.2 with wider lists, because a
missed cue here makes the interviewer ask for something that was already said. Nothing is scored.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from functools import lru_cache
from typing import Literal

from preppal.interviewer.orders import without_orders
from preppal.interviewer.spoken_text import COMMON, sentences_of, spoken, words_of

Request = Literal[
    "",
    "nothing",
    "repeat",
    "clarify",
    "asks_back",
    "instructs",
    "stop",
    "pause",
    "thinking",
    "declines",
    "skip",
    "no_example",
]

# All but names are looked for in lower case: a pattern that need not fold case is four times as fast.
_ADVERB = r"(?:(?:then|also|just|really|actually|finally|first|immediately|quickly|personally|\w+ly)\s+){0,2}"
IRREGULAR = (
    "began|brought|built|bought|broke|came|caught|chose|cut|dealt|did|drew|drove|fed|fell|fought|found|gave"
    "|got|grew|held|hid|kept|laid|led|left|lent|let|lost|made|met|paid|put|quit|ran|read|rewrote|rode|rang"
    "|said|sat|saw|sent|set|showed|shut|sold|spent|split|spoke|spread|stood|stuck|swapped|taught|threw|told"
    "|took|tore|went|won|wrote|undid|undertook|withdrew|bent|blew|dug|hung|lit|shook|struck|swept|wound"
    "|overcame|oversaw|rebuilt|redid|reran|reset|rethought|ate"
)
# What happens to people rather than is done by them: heard of others, no act of one's own.
_HAPPENED = "slept|knew|thought|was|were|stayed|drank|woke|became|felt|understood|forgot|rose|sank|froze|wore"
_PAST = rf"(?:\w{{2,}}ed|{IRREGULAR})"
_WEAK_VERBS = (
    "need feed speed exceed proceed succeed needed wanted liked loved hoped wished seemed "
    "looked worked used tried enjoyed believed supposed happened existed remembered cared "
    "learned realised realized noticed got interested excited scared worried tired hundred "
    "indeed bored stressed surprised pleased"
)
_WEAK = frozenset(_WEAK_VERBS.split())
_OWN = re.compile(rf"\bi(?:'ve|'d| have| had)?\s+{_ADVERB}({_PAST})\b(?=\W+\w)")
_OWN_CHAIN = re.compile(rf"\band\s+(?:then\s+)?({_PAST})\b(?=\W+\w)")
_OWN_NOW = re.compile(
    r"\b(?:so|then|and|first|next)\s+i\s+(go|call|tell|ask|check|make|take|say|write|show|explain|decide|find"
    r"|give|bring|put|start|send|open|stop|change|sit|speak|talk)\b",
)
_WE = re.compile(
    rf"\b(?:we|they|the team|everyone|everybody)(?:'ve|'d| have| had)?\s+{_ADVERB}({_PAST})\b"
)
_SCENE = re.compile(
    r"\b(last (?:year|month|week|weekend|spring|summer|autumn|fall|winter|night|term|semester|season|christmas|easter|january|february|march|april|may|june|july|august|september|october|november|december)"
    r"|(?:two|three|four|five|six|several|a few|some|\d+) (?:years|months|weeks|days) ago|in 20\d\d|in 19\d\d"
    r"|when i (?:was|worked|started|joined)|while i was|there was|there were|one (?:day|night|morning|evening|time|(?:mon|tues|wednes|thurs|fri|satur|sun)day|of (?:our|my|the))|i was (?:on|in|at|working|doing) (?:the|a|my|our|an)"
    r"|at (?:my|the|our) (?:last|previous|first|old|current|former)|in my (?:first|second|third|last|previous|final)"
    r"|we had|i had|it was|during (?:my|the|our|a)|once|back (?:then|when)|on (?:monday|tuesday|wednesday|thursday"
    r"|friday|saturday|sunday)|in (?:january|february|march|april|may|june|july|august|september|october|november|december))\b",
)
_TASK = re.compile(
    r"\b(my (?:job|task|role|part) was|i was (?:asked|told|responsible|supposed|in charge|meant)|(?:i|we|'d) (?:\w+ )?(?:had|needed|must) to|i must\b"
    r"|deadline|was due|my responsibility|they asked me|was given)\b",
)
_RESULT = re.compile(
    r"\b(as a result|in the end|at the end|eventually|finally|ended up|turned out|the (?:result|outcome|effect)"
    r"|led to|which meant|since then|from then on|after that (?:we|it|there|they)|no (?:more|longer)|never (?:again|happened)"
    r"|reduced|increased|dropped|rose|fell|went (?:up|down)|cut .{0,30}\bby|saved|doubled|halved|solved|fixed|resolved"
    r"|accepted|approved|agreed|passed|signed|won|thanked|came back|recovered|delivered|shipped|launched|finished"
    r"|completed|on time|(?:is|are) still (?:in use|used|running|there)|works? (?:now|well|better|fine)|worked (?:well|out|fine)"
    r"|(?:was|were|is|are) (?:happy|satisfied|relieved|better|faster|gone)|from .{1,40}\bto (?:\d|one|two|three|four|five|ten|zero|nothing))\b",
)
# What somebody or something did at the end, after own acts: "he slept till six".
_AFTERWARDS = re.compile(
    rf"\b(?:(?:it|he|she|they|nobody|no one|everyone|everybody|both|all|none)\s+|(?:the|my|our|his|her|their|a|an|two|three|no|most)"
    rf"\s+(?:[\w'-]+\s+){{1,4}}?)(?:has |have |had )?(?:never |only |then |now |still |even |just |all )*"
    rf"(?:{_PAST}|{_HAPPENED}|has|is|are|works?|uses?|stays?|comes?|goes)\b",
)
_OPENS_A_CASE = re.compile(
    rf"^(?:(?:so|well|yes|yeah|okay|ok|um|right),?\s+)*(?:an?|one|our|my|the|some|two|three|his|her|their)\s.*\b(?:{_PAST}|was|were|had)\b",
)
_CLAUSE = re.compile(r"[.!?;]\s+|,?\s+(?:and|but|so)\s+(?!then\b)")
_MEASURE = re.compile(
    r"\d+(?:[.,]\d+)?\s?(?:%|percent|per cent|hours?|minutes?|days?|weeks?|months?|euros?|pounds?|dollars?|people"
    r"|customers?|patients?|pupils?|students?|orders?|cases?|errors?|complaints?|units?|tickets?|calls?|times)"
    r"|\b(?:half|twice|double|doubled|halved|a third|a quarter|percent|per cent|every (?:day|week|month))\b"
    r"|\bfrom (?:about |around |roughly )?[\w.,]+ (?:\w+ )?(?:down |up )?to [\w.,]+",
)
_CAUSE = re.compile(
    r"\b(because|since (?:it|we|i|they|the|there)|so that|the reason|that's why|that is why|in order to|as (?:it|we|i|they) (?:was|were|had))\b",
)
_ALTERNATIVE = re.compile(
    r"\b(instead of|rather than|could have|the other (?:option|way|choice)|two (?:options|ways)|alternative|either .{1,60} or|downside|compared|weighed|versus)\b",
)
_CONSTRAINT = re.compile(
    r"\b(although|even though|despite|risk|only had|without|limited|not enough|no (?:money|budget|time)|short of|couldn't|could not|under pressure)\b",
)
_HYPOTHETICAL = re.compile(
    r"\b(i would|i'd (?!had)|i could|i might|if i (?:were|was|had)|you should|one should)\b",
)
_HABIT = re.compile(
    r"\bi(?:'ve|'m| have| am)?\s+(?:always|usually|normally|generally|typically|never|often|tend to|every)\b|\bi make sure\b|\bis (?:key|important|everything)\b|\bmost important\b|\bi (?:think|believe|feel) (?:that )?(?:\w+ ){1,3}is\b",
)
_SELF_PRAISE = re.compile(
    r"\b(i am an?\b|i'm an?\b|i am (?:very|really|always|good|great|quite)|i'm (?:very|really|always|good|great|quite)|people (?:say|tell me)|(?:colleagues|friends|people|others|boss(?:es)?|managers?|patients|customers) (?:\w+ )?(?:would |always )?(?:describe|call|say|tell|know) |my (?:greatest |biggest |main )?strengths?"
    r"|i (?:pride myself|consider myself|see myself|believe in|love|enjoy|like to)|i have (?:strong|excellent|good|great))",
)
_DECISION = re.compile(
    r"\b(i|we) (?:\w+ )?(decided|chose|picked|opted|went with|went for|settled on|switched|selected|used (?:a|an|the|our|my))\b",
)
_LEARNED = re.compile(
    r"\b(i (?:\w+ )?learn(?:ed|t)|looking back|in hindsight|next time|i should have|taught me|since then i|these days i|nowadays i|now i (?:always|make|ask|check)|i (?:now|no longer))\b",
)
_VAGUE = re.compile(
    r"\b(improved|helped|handled|optimi[sz]ed|managed|supported|dealt with|enhanced|streamlined|facilitated|contributed|ensured)\b",
)
_BUZZ = re.compile(
    r"\b(synerg\w*|leverag\w*|stakeholders?|alignment|aligned|holistic\w*|pro-?active\w*|dynamic|innovati\w*|strategic\w*"
    r"|paradigm|best[- ]practices?|value[- ]add\w*|results?[- ](?:driven|oriented)|team player|passionate|hard[- ]?working"
    r"|out of the box|think outside|go the extra mile|deliverables?|empower\w*|seamless\w*|world[- ]class|cutting[- ]edge"
    r"|game[- ]chang\w*|transformati\w*|ecosystem|low[- ]hanging|deep dive|move the needle|agile mindset|growth mindset|customer[- ]centric)\b",
)
_NAME = re.compile(r"(?<=[a-z,;] )[A-Z][\w+#.]+")
_NUMBER = re.compile(r"\b\d+(?:[.,]\d+)*%?")
_ROLE = re.compile(
    r"\b(?:my|our|the|a) (?:boss|manager|colleague|teacher|foreman|nurse|doctor|head|director|supervisor|customer|client|patient|mother|father|driver|tutor|supplier|engineer|accountant|principal|chef|trainee)\b",
)


@dataclass(frozen=True, slots=True)
class Heard:
    """Counts and facts of an answer, or of all answers to one lead together."""

    words: int = 0
    sentences: int = 0
    scene: int = 0
    task: int = 0
    own: int = 0
    we: int = 0
    result: int = 0
    measured: bool = False
    reasons: int = 0  # kinds of reason given: cause, alternative, constraint
    hypothetical: int = 0
    general: int = 0  # sentences about oneself or one's habits, not about a case
    decided: bool = False
    learned: bool = False
    vague: int = 0
    buzz: int = 0
    specifics: float = 0.0  # 0 to 1
    readable: bool = True  # False when the cues do not fit the language spoken

    @property
    def own_share(self) -> float:
        """Own acts among own and shared acts, 0 to 1."""
        return self.own / (self.own + self.we) if self.own + self.we else 0.0


def listen(texts: Iterable[str], result_cues: Iterable[str] = ()) -> Heard:
    """What is heard in these answers taken together. ``result_cues`` are the competency's own.

    Each answer is read once and remembered for a while: every line of an interview asks again about
    those before it.
    """
    parts = [_read(text) for text in texts]
    text = " ".join(part.text for part in parts)
    own = frozenset[str]().union(*(part.own for part in parts))
    words, common = sum(part.words for part in parts), sum(part.common for part in parts)
    results = sum(part.result for part in parts)
    results += sum(f" {cue} " in f" {text} " for cue in result_cues)
    specifics = (
        min(2, sum(part.measures for part in parts))
        + 0.25 * min(2, sum(part.numbers for part in parts))
        + 0.7 * min(3, len(frozenset[str]().union(*(part.names for part in parts))))
        + 0.3 * min(2, sum(part.scenes for part in parts))
        + 0.5 * min(2, sum(part.roles for part in parts))
    )
    return Heard(
        words=words,
        sentences=sum(part.sentences for part in parts),
        scene=sum(part.scenes for part in parts) + int(any(part.opens for part in parts[:1])),
        task=sum(part.task for part in parts),
        own=len(own),
        we=len(frozenset[str]().union(*(part.we for part in parts))),
        result=results + int(bool(own) and _something_followed(text)),
        measured=any(part.measures for part in parts),
        reasons=sum(any(part.reasons[kind] for part in parts) for kind in range(3)),
        hypothetical=sum(part.hypothetical for part in parts),
        general=sum(part.general for part in parts),
        decided=any(part.decided for part in parts),
        learned=any(part.learned for part in parts),
        vague=sum(part.vague for part in parts),
        buzz=sum(part.buzz for part in parts),
        specifics=min(1.0, specifics / 3.5),
        # English function words make up a third of English speech; under a tenth it is not English.
        # In six to nineteen words there is one at least.
        readable=words < 6 or common >= max(1, 0.1 * words),
    )


@dataclass(frozen=True, slots=True)
class _Read:
    """One answer: ``text`` is in lower case and without orders, the rest what was found in it."""

    text: str
    words: int
    common: int
    sentences: int
    scenes: int
    opens: bool
    task: int
    own: frozenset[str]
    we: frozenset[str]
    result: int
    measures: int
    numbers: int
    names: frozenset[str]
    roles: int
    reasons: tuple[bool, bool, bool]
    hypothetical: int
    general: int
    decided: bool
    learned: bool
    vague: int
    buzz: int


@lru_cache(maxsize=256)
def _read(answer: str) -> _Read:
    said = spoken(without_orders(answer))
    text = said.lower()
    words, sentences = words_of(text), sentences_of(text)
    return _Read(
        text=text,
        words=len(words),
        common=sum(word in COMMON for word in words),
        sentences=len(sentences),
        scenes=len(_SCENE.findall(text)),
        opens=_opens_a_case(sentences),
        task=len(_TASK.findall(text)),
        own=frozenset[str]().union(*(_own_acts(sentence) for sentence in sentences)),
        we=frozenset(_WE.findall(text)),
        result=len(_RESULT.findall(text)),
        measures=len(_MEASURE.findall(text)),
        numbers=len(_NUMBER.findall(text)),
        names=frozenset(_NAME.findall(said)),
        roles=len(_ROLE.findall(text)),
        reasons=(
            bool(_CAUSE.search(text)),
            bool(_ALTERNATIVE.search(text)),
            bool(_CONSTRAINT.search(text)),
        ),
        hypothetical=sum(bool(_HYPOTHETICAL.search(sentence)) for sentence in sentences),
        general=sum(_is_general(sentence) for sentence in sentences),
        decided=bool(_DECISION.search(text)),
        learned=bool(_LEARNED.search(text)),
        vague=len(_VAGUE.findall(text)),
        buzz=len(_BUZZ.findall(text)),
    )


def _is_general(sentence: str) -> bool:
    return bool(_SELF_PRAISE.search(sentence) or _HABIT.search(sentence))


def _opens_a_case(sentences: list[str]) -> bool:
    """Whether the answer begins with what others or things did or were."""
    return any(
        len(sentence.split()) >= 5 and _OPENS_A_CASE.search(sentence) and not _is_general(sentence)
        for sentence in sentences[:2]
    )


def _something_followed(text: str) -> bool:
    """Whether one of the last clauses tells what others or things did, once the story is told."""
    clauses = [clause for clause in _CLAUSE.split(text) if len(clause.split()) >= 3]
    last = clauses[-3:] if len(clauses) >= 6 else clauses[-1:]
    return len(clauses) >= 4 and any(
        _AFTERWARDS.search(clause)
        and not re.match(r"i\b", clause)
        and not _HYPOTHETICAL.search(clause)
        for clause in last
    )


def _own_acts(sentence: str) -> set[str]:
    if _HABIT.search(sentence):
        return set()
    own = {*_OWN.findall(sentence), *_OWN_NOW.findall(sentence)}
    if own:
        own |= set(_OWN_CHAIN.findall(sentence))
    return own - _WEAK
