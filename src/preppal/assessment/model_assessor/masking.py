"""Names of people, firms and schools in an answer: a scorer does not read them (INTERVIEWING.md §1.6, §8.1, §8.9).

What the candidate's resume and account say is known for certain; the rest is told from how a name is used.
Tools and methods keep their names: they are what is judged.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

PERSON, FIRM = "NAME", "ORG"
LEAST_LETTERS = 3

_CAP = r"[A-ZÀ-ÖØ-Þ][\w'’-]+"
_CAPS = rf"{_CAP}(?: {_CAP}){{0,2}}"
_KIN = (
    r"(?:colleague|co-worker|manager|boss|supervisor|friend|mentor|mentee|teammate|director|"
    r"partner|sister|brother|trainee|intern|assistant|apprentice|named|called|told|asked|helped|coached|mentored|"
    r"trained|phoned|emailed|thanked|convinced|persuaded|interviewed|hired)"
)
_PEOPLE = (
    re.compile(rf"\b[Mm]y name(?: is|'s|’s) ({_CAPS})"),
    re.compile(rf"\b(?:I am|I'm|I’m|[Cc]all me|[Tt]his is) ({_CAP} {_CAP})"),
    re.compile(rf"\b(?:Mr|Mrs|Ms|Miss|Dr|Prof|Professor|Sister|Father|Madam)\.? ({_CAPS})"),
    re.compile(rf"\b{_KIN},? ({_CAP}(?: {_CAP})?)"),
    re.compile(
        rf"(?<=[a-z,;] )({_CAP}) (?:said|told|asked|wanted|agreed|thought|refused|explained|replied|insisted|and I)\b"
    ),
)
_FIRMS = (
    re.compile(
        rf"\b((?:University|College|Institute|School|Academy) of (?:the )?{_CAP}(?: (?:and )?{_CAP})*)"
    ),
    re.compile(
        rf"\b((?:{_CAP} ){{1,3}}(?:University|College|Academy|Polytechnic|(?:High|Business|Grammar|Medical|Law) School))\b"
    ),
    re.compile(
        rf"\b((?:{_CAP},? ){{1,3}}(?:Ltd|Limited|Inc|LLC|GmbH|AG|Corp|Corporation|PLC|plc|Group|Holdings)\b\.?)"
    ),
)
_NO_NAMES = frozenset(
    [
        "Monday",
        "Tuesday",
        "Wednesday",
        "Thursday",
        "Friday",
        "Saturday",
        "Sunday",
        "January",
        "February",
        "March",
        "April",
        "May",
        "June",
        "July",
        "August",
        "September",
        "October",
        "November",
        "December",
        "English",
        "Spanish",
        "French",
        "German",
        "Chinese",
        "I",
        "I'm",
        "I'd",
        "I'll",
        "I've",
        "The",
        "This",
        "That",
        "Python",
        "Java",
        "Excel",
        "Linux",
        "Docker",
        "Kubernetes",
        "Salesforce",
        "Outlook",
        "Word",
        "Teams",
        "Slack",
        "Jira",
        "Git",
        "Google",
        "Windows",
        "Mac",
        "Christmas",
        "Easter",
        "Ramadan",
    ]
)


@dataclass(frozen=True, slots=True)
class Hidden:
    """Names known beforehand: the candidate's, and the firms and schools of the resume."""

    people: tuple[str, ...] = ()
    firms: tuple[str, ...] = ()


NOBODY = Hidden()


@dataclass(slots=True)
class Mask:
    """Masks of one answer: the same name has the same mask in all of its turns, numbered as they come."""

    people: frozenset[str]
    firms: frozenset[str]
    given: dict[str, str]

    def over(self, text: str) -> list[tuple[int, int, str]]:
        """(start, end, mask) of each name in ``text``, from left to right, none within another."""
        found = sorted(
            [
                *((low, high, FIRM) for low, high in _firm_places(self.firms, text)),
                *((low, high, PERSON) for low, high in _places(self.people, text)),
            ],
            key=lambda place: (place[0], -place[1]),
        )
        masks: list[tuple[int, int, str]] = []
        for low, high, kind in found:
            if not masks or low >= masks[-1][1]:
                masks.append((low, high, self._mask(text[low:high], kind)))
        return masks

    def _mask(self, name: str, kind: str) -> str:
        key = f"{kind} {name.casefold()}"
        if key not in self.given:
            number = sum(mask.startswith(kind) for mask in self.given.values()) + 1
            self.given[key] = f"{kind}{number}"
        return self.given[key]


def mask_of(texts: list[str], hidden: Hidden) -> Mask:
    """What is masked in an answer with these turns."""
    people = {part for name in hidden.people for part in _parts(name)}
    firms = {name.strip() for name in hidden.firms if len(name.strip()) >= LEAST_LETTERS}
    for text in texts:
        people.update(_told(_PEOPLE, text))
        firms.update(found[1].strip() for pattern in _FIRMS for found in pattern.finditer(text))
    in_firms = {word for firm in firms for word in firm.split()}
    return Mask(frozenset(people - in_firms), frozenset(firms), {})


def _told(patterns: tuple[re.Pattern[str], ...], text: str) -> Iterator[str]:
    for pattern in patterns:
        for found in pattern.finditer(text):
            yield from (part for part in _parts(found[1]) if not _is_term(part))


def _parts(name: str) -> Iterator[str]:
    for part in name.split():
        bare = part.strip(".,'’").removesuffix("'s").removesuffix("’s")
        if len(bare) >= LEAST_LETTERS and bare[0].isupper():
            yield bare


def _is_term(word: str) -> bool:
    """A day, a language, a tool, or something written like one: SAP, GitHub, S3; but not McKay or O'Brien."""
    if word in _NO_NAMES:
        return True
    parts = (re.sub(r"^Ma?c(?=[A-Z])", "", part) for part in re.split(r"['’-]", word))
    return any(sign.isupper() or sign.isdigit() for part in parts for sign in part[1:])


def _firm_places(names: frozenset[str], text: str) -> Iterator[tuple[int, int]]:
    """A name of several words is known in small letters too, as recognised speech may write it."""
    yield from _places(names, text)
    long = frozenset(name.lower() for name in names if " " in name)
    if len(text) == len(text.lower()):
        yield from _places(long, text.lower())


def _places(names: frozenset[str], text: str) -> Iterator[tuple[int, int]]:
    """Where one of these stands as it is written, with its capitals."""
    if not names:
        return
    listed = "|".join(re.escape(name) for name in sorted(names, key=lambda n: (-len(n), n)))
    for found in re.finditer(rf"(?<!\w)(?:{listed})(?!\w)", text):
        yield found.span()
