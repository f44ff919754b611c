"""The candidate's own questions: answered with a line of the job description, or not at all.

The text is the one that the room gives: where the candidate put the posting right, it says so
(`job_descriptions.correcting.text_told`).
"""

import re
from collections.abc import Mapping

from preppal.interviewer.job_reading import read_lines
from preppal.interviewer.orders import gives_orders
from preppal.interviewer.spoken_text import spoken, words_of
from preppal.interviewer.unfit import unfit

_LONGEST_FACT = 28  # words; longer is tiring to hear read out

# Words of a question -> words that answer it in a posting.
_SUBJECTS: Mapping[str, tuple[str, str]] = {
    "pay": (
        r"pay|paid|salary|wage|compensation|money|earn|bonus",
        r"salary|wage|we pay|pay(?: is| from|:)|[€$£] ?\d|bonus|\d (?:per|an) hour|compensation|overtime by",
    ),
    "remote": (
        r"remote\w*|home ?office|from home|hybrid|on[- ]?site|office days",
        r"remote|hybrid|home ?office|from home|on[- ]?site",
    ),
    "place": (
        r"where|location|based|located|office|commute|city",
        r"based in|located|location|(?:office|site|building|laboratory|studio) (?:is )?(?:in|by)\b",
    ),
    "hours": (
        r"hours|shifts?|part[- ]?time|full[- ]?time|overtime|weekends?|nights?|schedule",
        r"\d[\d.,:]* ?(?:hours|a\.m\.|p\.m\.)|hours (?:are|a week)|full[- ]time|part[- ]time"
        r"|overtime|(?:early|late|two|three) shifts|weekends?\b|days out of|work starts",
    ),
    "team_size": (
        r"(?:how (?:big|large|many)|size).{0,30}(?:team|people|colleagues|department|staff)",
        r"team of|(?:\d+|two|three|four|five|six|seven|eight|nine|ten|twelve) (?:\w+ ){0,2}"
        r"(?:people|staff|colleagues|nurses|teachers|engineers|members)|(?:are|is) \w+ of us",
    ),
    "boss": (
        r"report(?:ing)? to|manager|boss|supervis\w+",
        r"report(?:s|ing)? to (?:the|a|an|our)",
    ),
    "colleagues": (
        r"(?:who|whom) .{0,20}work|work with|colleagues",
        r"work(?:ing)? (?:closely )?with|team of|alongside|are \w+ of us",
    ),
    "tools": (
        r"tools?|stack|technolog\w+|software|programs?",
        r"experience with|proficien\w+|tools?|stack|software|confident with",
    ),
    "growth": (
        r"train\w*|learn\w*|grow\w*|development|career|promotion|courses?|mentor\w*",
        r"training (?:days?|plan|budget|course)|(?:paid|product) training|professional development"
        r"|learning budget|a mentor|study support|career|progression",
    ),
    "travel": (r"travel\w*|trips?", r"travel"),
    "start": (r"start date|when .*start|begin|join", r"start(?:ing)? (?:date|in|on|from)|from \w+ we need|available from"),
    "contract": (r"contract|permanent|temporary|fixed[- ]term|employment", r"permanent|temporary|fixed[- ]term|employment is"),
    "probation": (r"probation|trial", r"probation|trial"),
    "holiday": (
        r"holidays?|vacation|leave|days off|time off",
        r"days of (?:annual )?(?:leave|holiday|vacation)|annual leave|weeks off",
    ),
    "duties": (
        r"(?:day|week) (?:look|to day)|typical|tasks|duties|responsib\w+|what would i (?:do|be doing)"
        r"|main (?:part|task)|first (?:weeks?|months?|90)",
        r"you will (?!get)|you would|you'll|main (?:tasks?|duty)",
    ),
    "benefits": (r"benefits?|perks?|pension|insurance", r"benefit|pension|insurance|perk|discount"),
}  # fmt: skip
_QUESTION_CUES = {key: re.compile(rf"\b(?:{asks})\b", re.I) for key, (asks, _) in _SUBJECTS.items()}
_LINE_CUES = {
    key: re.compile(rf"(?:\b|(?<=\s))(?:{says})", re.I) for key, (_, says) in _SUBJECTS.items()
}
_PAY_WORDS = re.compile(r"\b(?:salary|wage|pay|paid|compensation|bonus|an hour|per hour)\b", re.I)
_OTHER_MONEY = re.compile(
    r"\b(?:turnover|revenue|budgets?|funding|raised|sales of|customers|donat\w+|assets|invested)\b",
    re.I,
)
_ABOUT_RESULT = re.compile(
    r"\b(?:how (?:did|have) i (?:do|done|perform)|how am i doing|did i (?:pass|do|get)|am i doing (?:well|okay|ok|good|fine|alright|all right)|(?:was|is) (?:that|this|it) (?:a )?(?:good|bad|okay|ok|fine|right|correct|enough)(?: answer| enough| one)?(?=\W*$)|how was (?:i|my answer)|do you like my answer|my (?:score|chances|result|performance)|what (?:do|did) you think of (?:me|my)|feedback|will i get the job|am i (?:hired|through))\b",
    re.I,
)
_EMPTY = frozenset(
    [
        *(
            "what",
            "when",
            "where",
            "which",
            "does",
            "would",
            "could",
            "have",
            "like",
            "there",
            "about",
        ),
        *(
            "know",
            "tell",
            "your",
            "this",
            "that",
            "they",
            "with",
            "from",
            "much",
            "many",
            "look",
            "role",
        ),
        *(
            "company",
            "position",
            "question",
            "want",
            "work",
            "working",
            "will",
            "more",
            "interview",
        ),
    ]
)


def asks_about_result(question: str) -> bool:
    """ "How did I do": nothing is judged during an interview, and the mind says so."""
    return bool(_ABOUT_RESULT.search(spoken(question)))


def _can_be_read_out(line: str) -> bool:
    plain = line.rstrip(" .!;:,")
    least = 2 if ":" in plain else 3  # "Location: Leeds" is an answer
    short = least <= len(plain.split()) <= _LONGEST_FACT
    if not short or any(sign in plain for sign in "?!{}<>"):
        return False
    return not gives_orders(plain) and not unfit(plain)


_PAY_AS_A_DUTY = re.compile(
    r"^(?:you will (?!be paid|earn|get|receive)|experience\b|knowledge\b|(?:process|prepar|negotiat|handl|manag|calculat|run|review|"
    r"administ|explain|oversee|updat|approv|reconcil)\w*\b)",
    re.I,
)

_AN_AMOUNT = re.compile(
    r"[€$£] ?\d|\d[\d.,]* ?(?:€|eur|usd|gbp|dollars|euros|pounds)\b|\ban hour\b", re.I
)


def _speaks_of(subject: str, line: str) -> bool:
    """Whether a line is about a subject; a firm's turnover is nobody's pay, nor is the payroll one works on."""
    if subject == "pay" and _PAY_AS_A_DUTY.search(line) and not _AN_AMOUNT.search(line):
        return False
    if subject == "pay" and _OTHER_MONEY.search(line) and not _PAY_WORDS.search(line):
        return False
    return bool(_LINE_CUES[subject].search(line))


def _things(text: str) -> set[str]:
    """What is spoken of, singular or plural: "on Sundays" is answered by "Sunday pay"."""
    words = (word for word in words_of(text) if len(word) > 3 and word not in _EMPTY)
    return {word[:-1] if word.endswith("s") else word for word in words}


def find_fact(question: str, job_text: str) -> str | None:
    """The job's own line that answers the question, verbatim without its full stop, or None.

    A line must speak of the subject asked about or, for a question on no known subject, share
    two content words with it. Lines that ask something themselves, or run over 28 words, are not read out.
    """
    asked = spoken(question)
    subjects = [key for key, cue in _QUESTION_CUES.items() if cue.search(asked)]
    content = _things(asked)
    best, best_score = None, 0.0
    for line in read_lines(job_text):
        if not _can_be_read_out(line.text):
            continue
        shared = len(content & _things(line.text))
        spoken_of = sum(_speaks_of(key, line.text) for key in subjects)
        if (spoken_of == 0) if subjects else (shared < 2):
            continue
        score = 2.0 * spoken_of + shared
        if score > best_score:
            best, best_score = line.text, score
    return best.rstrip(" .!;:,") if best else None
