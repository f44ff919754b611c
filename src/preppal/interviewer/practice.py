"""A line such as "Kafka internals" or "night shift triage", read as something to practise.

Found by words: a topic, a stage, a level, a field of knowledge, an employer. Titles of jobs are not known
here; the caller says what is one (`Titles`). What says nothing known may still be a skill to be asked
about by name; what is no language at all is refused by saying nothing (`understood`).
"""

import re
from collections.abc import Callable
from dataclasses import dataclass, replace

from preppal.foundation.visible import visible_text
from preppal.interviewer.briefing import Seniority, Stage
from preppal.interviewer.fields import terms_in
from preppal.interviewer.orders import gives_orders, without_orders
from preppal.interviewer.practice_cues import (
    EMPLOYERS,
    FIELD_CUES,
    LEVEL_CUES,
    LOST_FOR_A_NAME,
    SHORT_FOR,
    SMALL_TALK,
    STAGE_CUES,
    TOPIC_CUES,
)
from preppal.interviewer.questions import load_bank
from preppal.interviewer.unfit import unfit

LINE_LIMIT = 160
"""Characters of a line. More is a text, and belongs under "Set up an interview"."""
SKILL_WORDS = 4
Titles = Callable[[str], str]
"""The part of a line that names an occupation, or ""."""


@dataclass(frozen=True, slots=True)
class Practice:
    """What a line asks for. ``line`` is as it was written, without orders to the interviewer.

    ``topic`` is a key of ``TOPICS`` or ""; ``field`` the key of a ladder or ""; ``title`` and ``company``
    are of a job; ``skills`` can be asked about by name. Not ``understood``: nothing was found, nor is it
    a phrase to ask about.
    """

    line: str
    topic: str = ""
    stage: Stage | None = None
    seniority: Seniority | None = None
    field: str = ""
    title: str = ""
    company: str = ""
    skills: tuple[str, ...] = ()
    understood: bool = True


def clean_line(text: str) -> str:
    """One line, without what nobody sees and without sentences that order the interviewer about."""
    line = " ".join(visible_text(text).split())
    if gives_orders(line):
        line = without_orders(line)
    line = line.strip(" ,;:-–—\"'“”").rstrip(" .,;:-–—\"'“”")
    return line if re.match(r"\.[A-Za-z]", line) else line.lstrip(" .,;:-–—\"'“”")


def read_practice(text: str, titles: Titles) -> Practice:
    """What to practise. Takes a few milliseconds."""
    line = clean_line(text)[:LINE_LIMIT]
    long_form = _written_out(line)
    topic, rest = _cue(TOPIC_CUES, long_form)
    stage, rest = _cue(STAGE_CUES, rest)
    level, _ = _cue(LEVEL_CUES, rest)
    company, rest = _company(rest)
    title = titles(rest)
    found = Practice(
        line=line,
        topic=topic,
        stage=stage or None,  # type: ignore[arg-type]
        seniority=level or None,  # type: ignore[arg-type]
        field=_field(long_form),
        title=title,
        company=company,
    )
    if unfit(line):
        return replace(found, understood=False)
    if title or topic:
        return found
    skill = _skill(rest)
    if found.field:
        return replace(found, topic="your_craft", skills=(skill,) if skill else ())
    if stage or (company and not skill):
        return found
    if level and not skill:
        return found
    if skill:
        return replace(found, topic="your_craft", skills=(skill,))
    return replace(found, understood=False)


def _written_out(line: str) -> str:
    """Short forms as what they stand for: "PM" as "product manager"."""

    def whole(word: re.Match[str]) -> str:
        return SHORT_FOR.get(word[0]) or SHORT_FOR.get(word[0].upper(), word[0])

    return re.sub(r"[A-Za-z][A-Za-z0-9]*", whole, line)


def _cue(cues: tuple[tuple[str, re.Pattern[str]], ...], line: str) -> tuple[str, str]:
    """The key whose cue is longest, and the line without that cue; "" and the line when none is there."""
    found = [(match, key) for key, pattern in cues for match in pattern.finditer(line)]
    if not found:
        return "", line
    match, key = max(found, key=lambda one: len(one[0][0]))
    return key, f"{line[: match.start()]} {line[match.end() :]}"


def _field(line: str) -> str:
    """The field most of whose words are there."""
    scores = {
        key: len(terms_in(key, line)) + len(FIELD_CUES[key].findall(line))
        for key in load_bank().ladders
    }
    best = max(scores, key=lambda key: scores[key])
    return best if scores[best] else ""


_AT = re.compile(r"(?:\bat|@|\bwith|\bfor)\s+((?:[A-Z][\w&'’.-]*\s?){1,4})")


def _company(line: str) -> tuple[str, str]:
    """An employer that is well known or stands behind "at", and the line without it."""
    match = EMPLOYERS.search(line) or _AT.search(line)
    if match is None:
        return "", line
    name = match[1].strip()
    if name.islower():
        name = name.upper() if len(name) <= 3 else name.title()
    return name, f"{line[: match.start()]} {line[match.end() :]}"


def _skill(line: str) -> str:
    """What is left of a line as a phrase that can be spoken inside a question, or ""."""
    words = [word for word in re.findall(r"[\w+#.&'’/-]+", line) if word.lower() not in SMALL_TALK]
    if not 1 <= len(words) <= SKILL_WORDS:
        return ""
    phrase = " ".join(words).strip(".-/'’&")
    if not 2 <= len(phrase) <= 40 or any(map(_is_noise, words)) or LOST_FOR_A_NAME.search(phrase):
        return ""
    return phrase


_LETTERS_IN_A_ROW = re.compile(r"(.)\1\1|asdf|qwer|zxcv|hjkl|wxyz|[bcdfghjklmnpqrstvwxz]{5}", re.I)


def _is_noise(word: str) -> bool:
    """No word of a language in Latin letters: without vowels, with the same letter thrice, from one row of keys."""
    letters = [sign for sign in word if sign.isalpha()]
    if not letters:
        return True
    if not all(sign.isascii() for sign in letters):
        return False
    if word.isupper() and len(word) <= 5:
        return False  # a name of letters: SQL, HACCP
    bare = not any(sign in "aeiouyAEIOUY" for sign in letters)
    return (bare and len(letters) > 2) or _LETTERS_IN_A_ROW.search(word) is not None
