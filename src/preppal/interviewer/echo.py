"""A few of the candidate's own words, given back before a follow-up.

Only a noun phrase that stands in the answer is echoed ("the night shift"), at most four words,
with "my" and "our" turned to "your". When in doubt there is no echo.
"""

import re
from collections.abc import Iterator, Sequence

from preppal.interviewer.answers import IRREGULAR
from preppal.interviewer.orders import without_orders
from preppal.interviewer.spoken_text import spoken

_ENDS = (
    "and|but|so|because|which|that|was|were|is|are|had|has|in|on|at|to|for|with|from|by|when|where|who|after"
    "|before|until|while|as|or|did|could|would|then|without|during|about|into|if"
)
_NUMBER = (
    "two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|twenty|thirty|forty|fifty|sixty|ninety|"
    r"a hundred|\d{1,4}"
)
_PHRASE = re.compile(
    rf"\b(the|our|my|an?)\s+((?:[A-Za-z][a-z'-]{{2,}}\s+){{1,2}}[A-Za-z][a-z-]{{2,}})(?=[,.;:!]|\s+(?:{_ENDS})\b|$)"
)
_NAMED = re.compile(
    rf"\b(the|our|my)\s+((?:[a-z][a-z'-]{{2,}}\s+){{1,2}}?[a-z][a-z-]{{2,}})"
    rf"(?=[,.;:!]|\s+(?:{_ENDS}|an?|the|I|we|he|she|they|our|my|took|began|broke|went|came|[a-z]{{2,}}ed)\b|$)"
)
_COUNTED = re.compile(
    rf"\b({_NUMBER})\s+((?:[a-z][a-z-]{{2,}}\s+)?[a-z][a-z-]{{2,}}s)(?=[,.;:!]|\s+(?:{_ENDS})\b|$)"
)
_NOUN = re.compile(rf"\b(the|our|my)\s+([a-z][a-z-]{{3,}})(?=[,.;:!]|\s+(?:{_ENDS})\b|$)")
# Words that make a phrase empty or not a thing: it is then not worth giving back.
_EMPTY_WORDS = (
    "thing things way time same other others first last next lot kind sort bit day end "
    "beginning whole most more best rest point fact one ones really very only people person "
    "everyone problem situation question questions interview interviewer you your them they "
    "that which and but the was were had have has not who what then just when answer answers "
    "instructions prompt score system could would also like because with from for did does are "
    "been being some all until greatest biggest strength strengths weakness mother father wife "
    "husband son daughter child children family church god doctor illness disease death died "
    "pregnancy pregnant baby divorce idiot stupid fucking damn shit hell crap bloody moment "
    "second year month months week weeks days hours minutes times euros "
    "pounds dollars percent years after than back our my his her its their monday tuesday "
    "wednesday thursday friday saturday sunday morning afternoon evening early late two three "
    "four five six cannot can must should may might will points rubric anchors rating marks mark stars "
    "instruction rule rules religion age mode "
    "each woman man men women boy girl lady guy persons others people job work place case cases reason reasons "
    "dead died dying suicide suicidal rape raped rapist abuse abused abuser assault cancer tumour tumor stroke hiv aids chemo chemotherapy "
    "surgery operation therapy therapist depression anxiety panic burnout breakdown bipolar adhd autism autistic disorder disability "
    "disabled wheelchair medication addiction alcohol drinking drug drugs rehab miscarriage abortion ivf maternity paternity funeral "
    "gay lesbian straight trans transgender queer bisexual homosexual gender sex sexual muslim islamic jewish christian catholic hindu "
    "mosque temple synagogue prayer faith immigrant refugee asylum visa black white asian african arab latino gypsy foreigner foreigners "
    "brother sister parents parent uncle aunt grandmother grandfather partner girlfriend boyfriend fiance marriage wedding "
    "prison jail conviction arrest police password passwords salary debt debts bankruptcy union party vote "
    "result results idea ideas truth over up down off out back away along through together apart"
)
_EMPTY = frozenset(_EMPTY_WORDS.split())
# Not worth giving back alone, for they are no thing or anybody's.
_NOT_ALONE_WORDS = (
    "wrong right left old new good bad big small young own best worst main real front bottom top middle only very"
    " company boss manager colleague colleagues customer customers patient patients guest guests team floor"
)
_NOT_ALONE = frozenset(_NOT_ALONE_WORDS.split())
_MAX_CHARACTERS = 40
_VERB = re.compile(rf"\b(?:\w+(?:ed|ly|th)|{IRREGULAR}|\w*'\w*)", re.I)


def echo_of(answer: str, spoken_before: Sequence[str] = ()) -> str:
    """A phrase such as "your night shift", or "" when the answer offers none that was not given back yet.

    Two or three words first, then a number of things ("forty pallets"), then one noun ("the drain").
    """
    text = spoken(without_orders(answer))
    for pattern in (_PHRASE, _COUNTED, _NOUN):
        for found in pattern.finditer(text):
            phrase = _given_back(found)
            if phrase and not any(phrase in before.lower() for before in spoken_before):
                return phrase
    return ""


def things_named(text: str) -> Iterator[str]:
    """Phrases such as "the night shift" or "our drug cupboard" as they stand in ``text``, in their order: two or
    three words behind "the", "our" or "my" that are fit to be given back."""
    yield from (found[0] for found in _NAMED.finditer(text) if _given_back(found))


def _given_back(found: re.Match[str]) -> str:
    first, rest = found.groups()
    if len(found.group(0)) > _MAX_CHARACTERS or not _is_noun_phrase(rest.split()):
        return ""
    if rest in _NOT_ALONE:
        return ""
    if first.lower() in ("our", "my"):
        return f"your {rest}"
    return f"{first.lower()} {rest}"


def _is_noun_phrase(words: list[str]) -> bool:
    """Two or three words without a verb in sight: "the cows drink" is refused for its plural."""
    if any(word.lower().strip("'-") in _EMPTY or _VERB.fullmatch(word) for word in words):
        return False
    if words[-1].lower().endswith("ing"):
        return False
    return not any(word.endswith("s") and not word.endswith("ss") for word in words[:-1])
