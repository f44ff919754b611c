"""Where an answer and the resume do not go together: a number, a date, a title or an employer.

For a neutral question and never for an accusation (INTERVIEWING §5, row 12): people misspeak, recognisers
mishear, and resumes are out of date. So only what can hardly be meant otherwise is a clash; hypotheses, other
people's doings and rounded numbers are none. The resume's words are quoted as they stand; a line of it that
orders the interviewer about is never quoted.
"""

import re
from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from preppal.foundation.amounts import COUNT, MONEY, PERCENT, TIMES, Amount, amounts
from preppal.foundation.stems import listed, plain, stem, stems
from preppal.interviewer.fit.resume import PRESENT, Resume, Role, year_of
from preppal.interviewer.orders import gives_orders

ClashKind = Literal["date", "title", "number", "org"]
CLOSE = 0.12
"""Numbers that differ by no more of the larger one are one number, rounded."""
FACT_WORDS = 14
_SHARED = 2
"""Stems that a line and what was said have in common, at least, when they tell of one thing."""


@dataclass(frozen=True, slots=True)
class Clash:
    """``answer[start:end] == said``. ``fact`` fits behind "your resume says", ``line`` is the resume's own line
    or date, ``employer`` may be ""."""

    kind: ClashKind
    fact: str
    line: str
    said: str
    start: int
    end: int
    employer: str = ""


@dataclass(frozen=True, slots=True)
class _Sentence:
    text: str
    start: int


_SENTENCE = re.compile(r"[^.!?。！？\n]+(?:\.(?=\w)[^.!?。！？\n]+|[.!?。！？])*")
_NOT_A_FACT = re.compile(
    r"\bif\b|\bwould\b|\bcould have\b|\bimagine\b|\bsuppose\b|\bplan(?:ned)? to\b|\bwant(?:ed)? to\b|\bgoing to\b|\bnot\b"
    r"|n't\b|\bnever\b|\bgoal\b|\btarget\b|\bwe hoped\b",
    re.I,
)
_ANOTHER = re.compile(
    r"\b(?:he|she|they|my (?:colleague|manager|boss|friend|brother|sister|wife|husband|predecessor|mentor))\b",
    re.I,
)
_BEGAN = r"(?:joined|started|began|came to|was hired|got hired|hired)"
_LEFT = r"(?:left|quit|resigned from|stopped working|finished)"
_YEAR = r"((?:19[5-9]|20[0-4])\d)"
_TITLE = re.compile(
    r"\b(?:[Aa]s|[Ii] was|[Ii]'ve been|[Ii] have been|[Ii] worked as|my (?:role|job|title|position) was)\s+(?:an?|the|their|our)?\s*"
    r"((?:[A-Za-z/&-]+\s+){0,4}?[A-Za-z/-]+)\s+(?:at|for|with|of)\s+$"
)
_OCCUPATIONS = frozenset(
    stem(word)
    for word in listed(
        "accountant administrator analyst architect assistant auditor bookkeeper builder buyer carer carpenter cashier"
        " chef chief cleaner clerk consultant controller cook coordinator designer developer director driver economist"
        " editor electrician engineer estimator executive fitter founder head headteacher inspector installer intern"
        " journalist lawyer lecturer librarian machinist manager mechanic midwife nurse officer operative operator"
        " paralegal paramedic partner pharmacist physiotherapist planner plumber porter president principal programmer"
        " receptionist recruiter researcher salesperson scientist secretary solicitor supervisor surveyor teacher"
        " technician tester therapist trainee trainer tutor underwriter waiter welder writer lead leader"
    )
)
_ALIKE: tuple[frozenset[str], ...] = tuple(
    frozenset(stem(word) for word in group.split())
    for group in (
        "developer engineer programmer architect",
        "manager supervisor leader lead head coordinator foreman director principal chief executive partner founder",
        "teacher tutor lecturer trainer headteacher instructor educator",
        "nurse midwife rn carer sister matron",
        "accountant bookkeeper controller auditor",
        "assistant clerk secretary administrator officer receptionist coordinator",
        "cook chef",
        "analyst consultant scientist researcher economist planner",
        "technician mechanic fitter electrician installer engineer operator operative machinist",
        "intern trainee apprentice assistant student",
    )
)
_LEGAL = frozenset(
    listed(
        "ltd limited inc llc plc gmbh ag kg sa sl slu spa srl co corp corporation company group holding holdings the"
    )
)
_EVERYDAY = frozenset(
    listed(
        "city general national first royal north south east west university hospital school college bank county state new"
        " united american european global world central public saint st primary academy care health home house"
    )
)


def clashes(facts: Resume, answer_text: str, besides: Collection[str] = ()) -> Clash | None:
    """The first thing of an answer that does not go with the resume; None when nothing is certain enough.

    ``besides``: facts that were asked about before, and are not asked about twice.
    """
    said = [s for s in _sentences(answer_text) if not _ANOTHER.search(s.text)]
    for find in (_dates, _titles, _numbers, _employers):
        for clash in find(facts, said):
            if clash.fact in besides or gives_orders(clash.fact) or gives_orders(clash.line):
                continue
            return clash
    return None


def _sentences(text: str) -> list[_Sentence]:
    return [_Sentence(found[0], found.start()) for found in _SENTENCE.finditer(text)]


def _dates(facts: Resume, said: Sequence[_Sentence]) -> Iterator[Clash]:
    for name, roles in _by_employer(facts).items():
        pattern = _named(name, facts)
        for sentence in said:
            if pattern.search(sentence.text) is None or _NOT_A_FACT.search(sentence.text):
                continue
            yield from _began_or_left(name, roles, pattern, sentence)


def _began_or_left(
    name: str, roles: Sequence[Role], pattern: re.Pattern[str], sentence: _Sentence
) -> Iterator[Clash]:
    here = pattern.pattern
    for verb, at, end_of in ((_BEGAN, "start", "your start"), (_LEFT, "end", "your leaving")):
        dates = [getattr(role, at) for role in roles]
        years = {year_of(date) for date in dates if date and date != PRESENT}
        if not years or None in years or not all(dates):
            continue
        gap = r"[^.,;]{0,30}?"
        found = re.search(rf"(?i:{verb}){gap}(?:{here}){gap}\bin\s+(?:\w+\s+)?{_YEAR}", sentence.text) or re.search(
            rf"(?i:\bin)\s+(?:[A-Za-z]+\s+)?{_YEAR},?\s+[Ii]\s+(?:\w+\s+)?(?i:{verb}){gap}(?:{here})", sentence.text
        )  # fmt: skip
        if found is None:
            continue
        year = next(int(group) for group in found.groups() if group and group.isdigit())
        if any(abs(year - known) <= (at == "end") for known in years if known is not None):
            continue
        if at == "end" and PRESENT in dates:
            continue
        date = dates[0]
        start = sentence.start + found.start()
        yield Clash(
            "date",
            f"{date[:4]} for {end_of} at {name}",
            date,
            found[0],
            start,
            start + len(found[0]),
            name,
        )


def _titles(facts: Resume, said: Sequence[_Sentence]) -> Iterator[Clash]:
    for name, roles in _by_employer(facts).items():
        if not all(role.title for role in roles):
            continue
        held = {word for role in roles for word in stems(role.title)}
        for sentence in said:
            for at in _named(name, facts).finditer(sentence.text):
                found = _TITLE.search(sentence.text[: at.start()])
                if found is None or _NOT_A_FACT.search(sentence.text):
                    continue
                called = stems(found[1])
                if not called or (called[-1] not in _OCCUPATIONS and called[0] not in _OCCUPATIONS):
                    continue
                if _alike(set(called), held):
                    continue
                start, end = sentence.start + found.start(1), sentence.start + at.end()
                words = sentence.text[found.start(1) : at.end()]
                role = roles[0]
                yield Clash("title", f"{role.title} at {name}", role.title, words, start, end, name)


def _alike(called: set[str], held: set[str]) -> bool:
    return bool(called & held) or any(called & group and held & group for group in _ALIKE)


def _numbers(facts: Resume, said: Sequence[_Sentence]) -> Iterator[Clash]:
    written = [
        (role, line, amount)
        for role in facts.roles
        for line in role.lines
        for amount in amounts(line)
        if amount.unit in (PERCENT, MONEY, TIMES, COUNT)
    ]
    for place, sentence in enumerate(said):
        heard = [a for a in amounts(sentence.text) if a.unit in (PERCENT, MONEY, TIMES, COUNT)]
        if not heard or _NOT_A_FACT.search(sentence.text):
            continue
        near = said[max(0, place - 1) : place + 2]
        about = {word for one in near for word in _things_of(one.text)}
        around = [a for one in near for a in amounts(one.text)]
        for role, line, amount in written:
            shared = about & set(_things_of(line))
            if len(shared) < _SHARED or not shared & set(_things_of(sentence.text)):
                continue
            other = next((a for a in heard if a.same_kind(amount)), None)
            if other is None or _goes_with(amount, around, line):
                continue
            if amount.unit == COUNT and len(shared - set(amount.of)) < 1:
                continue
            start, end = sentence.start + other.start, sentence.start + other.end
            words = sentence.text[other.start : other.end]
            yield Clash("number", _around(line, amount), line, words, start, end, role.employer)


def _things_of(text: str) -> set[str]:
    return {word for word in stems(text) if not word[0].isdigit() and len(word) > 2}


def _goes_with(amount: Amount, around: Sequence[Amount], line: str) -> bool:
    """Whether one of the numbers said is this one, another of the same line, or what two of them come to."""
    known = [one for one in amounts(line) if one.unit == amount.unit]
    if any(_close(a.value, one.value) for a in around for one in known if a.unit == one.unit):
        return True
    if amount.unit == TIMES and any(a.unit == PERCENT for a in around):
        return True
    plain_values = [a.value for a in around if a.unit not in (PERCENT, TIMES) and a.value]
    for first in plain_values:
        for second in plain_values:
            if amount.unit == PERCENT and _close(abs(first - second) / first * 100, amount.value):
                return True
            if amount.unit == TIMES and first and _close(second / first, amount.value):
                return True
    return False


def _close(left: float, right: float) -> bool:
    return abs(left - right) <= CLOSE * max(abs(left), abs(right))


def _around(line: str, amount: Amount) -> str:
    """The number with a few words on both sides, verbatim."""
    words = [(found.start(), found.end()) for found in re.finditer(r"\S+", line)]
    at = next(n for n, (_, end) in enumerate(words) if end > amount.start)
    first = max(0, min(at - FACT_WORDS // 2, len(words) - FACT_WORDS))
    last = min(len(words), first + FACT_WORDS)
    return line[words[first][0] : words[last - 1][1]].rstrip(".;,")


def _employers(facts: Resume, said: Sequence[_Sentence]) -> Iterator[Clash]:
    """What a line of one employer tells, told of another one of the resume."""
    names = list(_by_employer(facts))
    for sentence in said:
        if _NOT_A_FACT.search(sentence.text):
            continue
        named = [name for name in names if _named(name, facts).search(sentence.text)]
        if len(named) != 1:
            continue
        told = _things_of(sentence.text) - set(stems(named[0]))
        lines = [
            (len(told & _rare(line, facts)), role, line)
            for role in facts.roles
            for line in role.lines
        ]
        best = max(lines, key=lambda one: one[0], default=None)
        if best is None or best[0] < 4 or plain(best[1].employer) == plain(named[0]):
            continue
        if any(
            score >= best[0] - 1 and plain(role.employer) == plain(named[0])
            for score, role, _ in lines
        ):
            continue
        if not best[1].employer:
            continue
        found = _named(named[0], facts).search(sentence.text)
        assert found is not None
        start = sentence.start + found.start()
        fact = f"{best[1].employer} for that"
        yield Clash("org", fact, best[2], found[0], start, start + len(found[0]), best[1].employer)


def _rare(line: str, facts: Resume) -> set[str]:
    """What this line speaks of and no line of another employer does."""
    own = next(plain(role.employer) for role in facts.roles if line in role.lines)
    others = {
        word
        for role in facts.roles
        if plain(role.employer) != own
        for other in role.lines
        for word in _things_of(other)
    }
    return _things_of(line) - others


def _by_employer(facts: Resume) -> dict[str, list[Role]]:
    found: dict[str, list[Role]] = {}
    for role in facts.roles:
        if role.employer.strip():
            found.setdefault(role.employer.strip(), []).append(role)
    return found


def _named(name: str, facts: Resume) -> re.Pattern[str]:
    """How an employer is called in speech: its whole name without the legal form, or its first word alone where
    that is a name by itself and no other employer's."""
    words = [
        word for word in re.findall(r"[\w'’&.-]+", name) if plain(word).strip(".") not in _LEGAL
    ]
    if not words:
        words = re.findall(r"\S+", name)
    joined = r"\W+".join(map(re.escape, words))
    whole = rf"(?i:(?<!\w){joined}(?!\w))" if words else r"(?!)"
    first = words[0] if words else ""
    alone = len(first) >= 4 and plain(first) not in _EVERYDAY and first[:1].isupper()
    rivals = [role.employer for role in facts.roles if role.employer.strip() != name]
    if len(words) > 1 and alone and not any(first in re.findall(r"\w+", rival) for rival in rivals):
        return re.compile(rf"{whole}|(?<!\w){re.escape(first)}(?!\w)")
    return re.compile(whole)
