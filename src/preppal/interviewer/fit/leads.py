"""What a resume has to do with the choice of a lead (INTERVIEWING §4): bonuses, and the words of its slots.

A plan without a resume is the same as before there were any.
"""

import re
from collections.abc import Iterator, Mapping, Sequence

from preppal.foundation.stems import stems
from preppal.interviewer.fit.fit import Fit, Matched, Missing
from preppal.interviewer.fit.resume import Resume, Role
from preppal.interviewer.orders import gives_orders
from preppal.interviewer.questions import Competency, Question

FROM_A_BULLET, OF_A_GAP, OF_A_NUMBER = 0.3, 0.2, 0.15
OF_RESULTS = "execution_results"
"""The competency that numbers are about, whatever else a line shows."""
SAYABLE_WORDS, SAYABLE = 6, 48
"""Words and characters of an employer's name that can be spoken in a question."""
_ODD = re.compile(r"[^\w\s&'’.,/+-]|https?:|www\.|\d{4}")


def resume_bonus(
    question: Question, competency: Competency, resume: Resume, fit: Fit, *, line: str
) -> float:
    """``line`` is the job's line that calls for the competency, or ""."""
    bonus = 0.0
    if "employer" in question.slots and _of(competency, resume) is not None:
        bonus += FROM_A_BULLET
    if line and line in [one.demand for one in _gaps(fit)]:
        bonus += OF_A_GAP
    if any(not claim.has_method and _hits(competency, claim.line) for claim in fit.claims):
        bonus += OF_A_NUMBER
    return bonus


def gaps_first(skills: Sequence[str], fit: Fit) -> tuple[str, ...]:
    """The skills that are asked for and not in the resume, or long ago in it, before the others."""
    gaps = [one.what.casefold() for one in _gaps(fit)]
    return tuple(sorted(skills, key=lambda skill: not any(skill.casefold() in gap for gap in gaps)))


def resume_slots(competency: Competency, resume: Resume) -> Mapping[str, str]:
    """Words for a lead's slots: the employer where a line shows this competency. {} where none does: a question
    that speaks of results there would speak of nothing."""
    role = _of(competency, resume)
    return {"employer": role.employer} if role is not None else {}


def filled(text: str, slots: Mapping[str, str]) -> str:
    """The text with its slots filled, each once and none inside what was filled in."""
    return re.sub(r"\{(\w+)\}", lambda slot: slots.get(slot[1], slot[0]), text)


def _of(competency: Competency, resume: Resume) -> Role | None:
    """The role, the resume's order kept, with a line that shows the competency."""
    for role in _sayable_roles(resume):
        if any(_hits(competency, line) for line in role.lines):
            return role
    return None


def _sayable_roles(resume: Resume) -> Iterator[Role]:
    """Roles whose employer can be named in a question: a short name, and no order in the place of one."""
    for role in resume.roles:
        name = role.employer.strip()
        short = 0 < len(name) <= SAYABLE and len(name.split()) <= SAYABLE_WORDS
        if short and not _ODD.search(name) and not gives_orders(name):
            yield role


def _hits(competency: Competency, line: str) -> bool:
    """Whether a line of a resume shows the competency, by the words that call for it in a job's."""
    if competency.id == OF_RESULTS and re.search(r"\d", line):
        return True
    words = stems(line)
    return any(_holds(words, stems(cue.term)) for cue in competency.jd_cues)


def _holds(words: Sequence[str], run: Sequence[str]) -> bool:
    many = len(run)
    return bool(many) and any(words[at : at + many] == run for at in range(len(words) - many + 1))


def _gaps(fit: Fit) -> list[Matched | Missing]:
    """What the job insists on and the resume does not say, or says of long ago."""
    found: list[Matched | Missing] = [*fit.missing, *fit.stale]
    return [one for one in found if one.is_must]
