"""What a job description asks for: lines with the weight of their section, level, named skills.

Everything here is found by words and layout; nothing is guessed. A text in a language without
cues yields lines and nothing else, and the plan falls back on what the stage usually asks.
"""

import re
from dataclasses import dataclass

from preppal.interviewer.briefing import Seniority

# INTERVIEWING §4: how much a line counts, by the headline it stands under.
REQUIREMENTS, DUTIES, PLAIN, NICE_TO_HAVE, ABOUT_US = 1.5, 1.2, 1.0, 0.5, 0.2
BY_HAND = 3.0
"""Of a line that the candidate added: they know what this job insists on, and it is what they came for."""

_HEADLINES: tuple[tuple[float, re.Pattern[str]], ...] = tuple(
    (factor, re.compile(pattern, re.IGNORECASE))
    for factor, pattern in (
        (
            NICE_TO_HAVE,
            r"nice[ -]to[ -]have|bonus|desirable|preferred|advantage|would be (?:a plus|nice|good)"
            r"|^\W*(?:se valora|valorable|deseable)|^\W*(?:加分项?|优先条件|优先考虑)\W*$",
        ),
        (
            ABOUT_US,
            r"about (us|the (company|school|team|hospital|firm|practice))|who we are|benefits"
            r"|we offer|what you get|perks|our offer|equal opportunit|how to apply|salary|pay\b"
            r"|^\W*(?:sobre nosotros|quiénes somos|qué ofrecemos|ofrecemos|se ofrece|beneficios)"
            r"|^\W*(?:关于我们|公司(?:介绍|简介)|福利(?:待遇)?|我们提供)\W*$",
        ),
        (
            REQUIREMENTS,
            r"requirement|must[ -]have|essential|qualification|you (have|bring|need|are)\b"
            r"|what you('ll)? (bring|need)|what we (expect|look for|need|ask|want)|about you\b|ideal (candidate|person)"
            r"|^you must\W*$|person specification|skills|profile|who you are|looking for|criteria|your background"
            r"|^\W*(?:requisitos|perfil|qué buscamos|qué pedimos)"
            r"|^\W*(?:任职|岗位|职位|招聘|应聘|通常)(?:要求|资格|条件)\W*$",
        ),
        (
            DUTIES,
            r"responsibilit|duties|what you('ll| will| do\b)|you('ll| will)|the (role|job|work|post)\b"
            r"|your (role|tasks|job|day)|tasks|day[ -]to[ -]day|purpose"
            r"|^\W*(?:funciones|tareas|responsabilidades|qué harás|tu día a día)"
            r"|^\W*(?:(?:岗位|工作|主要)职责|工作内容|职位描述|日常工作)\W*$",
        ),
    )
)
_MUST = re.compile(
    r"\b(must|required|requires|essential|licen[cs]e|at least (\d+|one|two|three|five|ten) years?)\b",
    re.IGNORECASE,
)
_BULLET = re.compile(r"^[\s\-*•·–—▪◦●o‣⁃>]{1,4}(?=\S)|^\s*\d{1,2}[.)]\s+")
_SENTENCE_END = re.compile(r"(?<=[.!?;])\s+(?=[A-Z0-9])")
_NUMBER_WORDS = ("one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")
_NUMBER = rf"(?:\d{{1,2}}|{'|'.join(_NUMBER_WORDS)})"
_YEARS = re.compile(
    rf"\b({_NUMBER})(?:\s*(?:-|–|to)\s*({_NUMBER}))?\s*(?:\+|plus)?\s*(?:or more\s+)?years?\b", re.I
)
# Sentences about the employer's side wherever they stand.
_OFFERS = re.compile(
    r"^(?:we (?:offer|pay|provide)|you(?:'ll| will)? get|benefits|perks|(?:the )?salary|hours are|working pattern"
    r"|learning budget|holidays?|our process|to apply|interviews? (?:will|are))\b",
    re.I,
)
LONGEST_LINE = 240
"""Characters of a line that may be quoted."""
_LONGEST_TEXT = 40_000


@dataclass(frozen=True, slots=True)
class JobLine:
    """One line or sentence, verbatim (a substring of the job text, at most 240 characters)."""

    text: str
    factor: float
    must: bool
    by_hand: bool = False
    """Not in the text: the candidate says that this is asked for."""


def read_lines(job_text: str) -> tuple[JobLine, ...]:
    """Split a job description into its lines, each with the factor of its section.

    Only the first 40,000 characters are read.
    """
    lines: list[JobLine] = []
    factor = PLAIN
    for raw in job_text[:_LONGEST_TEXT].splitlines():
        stripped = _without_bullet(raw)
        if not stripped:
            continue
        headline = _headline_factor(raw, stripped)
        if headline is not None:
            factor = headline
            continue
        for sentence in _SENTENCE_END.split(stripped):
            text = _clipped(sentence.strip())
            if text:
                counts = ABOUT_US if _OFFERS.search(text) else factor
                lines.append(JobLine(text=text, factor=counts, must=bool(_MUST.search(text))))
    return tuple(lines)


def corrected_lines(
    lines: tuple[JobLine, ...], *, added: tuple[str, ...], gone: tuple[str, ...]
) -> tuple[JobLine, ...]:
    """The lines without those that are ``gone``, and with what the candidate ``added`` to what is asked for."""
    by_hand = tuple(JobLine(_clipped(text), BY_HAND, must=True, by_hand=True) for text in added)
    return by_hand + tuple(line for line in lines if line.text not in gone)


def _without_bullet(raw: str) -> str:
    return _BULLET.sub("", raw).strip()


def _headline_factor(raw: str, stripped: str) -> float | None:
    """The factor a headline sets, or None when the line is no headline."""
    if _BULLET.match(raw) and not stripped.endswith(":"):
        return None
    if len(stripped.split()) > 7 or stripped.endswith((".", ";", ",", "!")):
        return None
    if any(sign.isdigit() for sign in stripped) or ": " in stripped:
        return None  # "Salary: 30,000 a year" says something itself
    for factor, pattern in _HEADLINES:
        if pattern.search(stripped):
            return factor
    return PLAIN if stripped.endswith(":") else None


def _clipped(sentence: str) -> str:
    if len(sentence) <= LONGEST_LINE:
        return sentence
    head = sentence[:LONGEST_LINE]
    return head[: head.rindex(" ")] if " " in head else head


_SENIOR_TITLE = re.compile(
    r"\b(senior|sr|lead|principal|staff|head|director|chief|vp|vice president|manager|matron|partner"
    r"|sénior|jefe|jefa|directora|gerente|encargad[oa])\b|高级|资深|首席|主管|总监|主任|[店厂组]长|护士长",
    re.I,
)
_JUNIOR_TITLE = re.compile(
    r"\b(junior|jr|graduate|trainee|apprentice|intern|internship|entry[ -]level|assistant|newly qualified|student"
    r"|becari[oa]|aprendiz|prácticas|principiante)\b|初级|实习|应届|学徒|见习",
    re.I,
)
_MID_TITLE = re.compile(r"\b(leader|supervisor|coordinator|foreman|sister)\b", re.I)
JUNIOR_UP_TO_YEARS = 2
MID_UP_TO_YEARS = 6


@dataclass(frozen=True, slots=True)
class Level:
    """``said`` is what says so: words of the title, or a line of the text. "" when nothing does."""

    seniority: Seniority
    said: str = ""


def read_seniority(job_title: str, job_text: str) -> Seniority:
    """Level from the words of the title, else from the years asked for (0-2, 3-6, 7 and more)."""
    return read_level(job_title, job_text).seniority


def read_level(job_title: str, job_text: str) -> Level:
    """As `read_seniority`, with the words that say so; "mid" by no words when nothing does."""
    if junior := _JUNIOR_TITLE.search(job_title):
        return Level("junior", junior[0])
    if senior := _SENIOR_TITLE.search(job_title):
        return Level("senior", senior[0])
    asked = [
        (_middle(found), line.text)
        for line in read_lines(job_text)
        if line.factor >= PLAIN and _EXPERIENCE.search(line.text)
        for found in _YEARS.finditer(line.text)
    ]
    if not asked:
        return Level("mid")
    years, said = max(asked, key=lambda one: one[0])
    if years <= JUNIOR_UP_TO_YEARS:
        return Level("mid" if _MID_TITLE.search(job_title) else "junior", said)
    return Level("mid" if years <= MID_UP_TO_YEARS else "senior", said)


_EXPERIENCE = re.compile(r"experience|practice|\b(?:in|as|of|with)\b", re.I)


def _middle(years: re.Match[str]) -> float:
    """The middle of a range, or the one number asked for."""
    numbers = [
        int(word) if word.isdigit() else _NUMBER_WORDS.index(word.lower()) + 1
        for word in years.groups()
        if word
    ]
    return sum(numbers) / len(numbers)


_SKILL_CUE = re.compile(
    r"\b(?:experience (?:with|using)|knowledge of|proficien(?:t|cy) (?:in|with)|expertise in"
    r"|skilled in|familiar(?:ity)? with|command of|trained in|confident with|competent (?:in|with)"
    r"|fluent in|hands-on with)\s+([^.;:()\n]{2,160})",
    re.IGNORECASE,
)
_SKILL_SPLIT = re.compile(
    r"\s*(?:,|/|\band\b|\bor\b|\bas well as\b|\bplus\b|\bsuch as\b|\blike\b|\bincluding\b)\s*"
)
_NO_SKILL_WORDS = (
    "the a an our your their this that these those is are be been being will would can could should"
    " we you they it in on at for with from to of by as who which what how other similar relevant"
    " related various both either least years year strong good excellent solid proven preferred"
    " desirable essential required plus advantage any all more environment environments people"
    " something anything everything setting settings industry field role roles working having using tools systems software"
    " equivalent modern seven eight nine eleven twelve level etc best practices"
)
_NOT_IN_A_SKILL = frozenset(_NO_SKILL_WORDS.split())
_SKILL_PREFIX = re.compile(r"^(?:the use of|use of|using|working with|the|modern|one of)\s+", re.I)


def read_skills(job_text: str) -> tuple[str, ...]:
    """Skills the text names after words such as "experience with", in order, one to three words.

    Doubtful phrases are left out: a skill is spoken inside a question, so a wrong one is heard.
    """
    skills: list[str] = []
    for line in sorted(read_lines(job_text), key=lambda line: -line.factor):
        if line.factor < NICE_TO_HAVE:
            continue
        for cue in _SKILL_CUE.finditer(line.text):
            items = [_SKILL_PREFIX.sub("", s.strip(" -–—\"'")) for s in _SKILL_SPLIT.split(cue[1])]
            for item, following in zip(items, [*items[1:], ""], strict=True):
                known = item.lower() in {skill.lower() for skill in skills}
                half = (
                    " " in following and f"{item} or {following}" in cue[1]
                )  # "acute or emergency care"
                if not known and not half and _is_skill(item):
                    skills.append(item)
    return tuple(skills)


def _is_skill(phrase: str) -> bool:
    words = phrase.split()
    if words and words[0].lower() in ("a", "an"):
        words = words[1:]
    if not 1 <= len(words) <= 3 or not 2 <= len(phrase) <= 40:
        return False
    if not re.fullmatch(r"[\w+#.&' -]+", phrase):
        return False
    return not any(word.lower() in _NOT_IN_A_SKILL for word in words)
