"""Lines of a resume whose numbers an interviewer asks about: "cut costs by 30 %" - how was that measured?"""

import re

from preppal.foundation.amounts import COUNT, MONEY, PERCENT, TIMES, Amount, amounts
from preppal.interviewer.fit.fit import Claim
from preppal.interviewer.fit.resume import Resume, Role
from preppal.interviewer.orders import gives_orders

MOST = 20
_CHANGED = re.compile(
    r"\b(?:cut|reduc\w+|lower\w+|decreas\w+|sav(?:ed|ing|es?)|increas\w+|rais(?:ed|ing)|gr(?:ew|own|owing|owth)|improv\w+|boost\w+|doubl\w+|tripl\w+|halv\w+"
    r"|achiev\w+|exceed\w+|deliver\w+|generat\w+|won|closed|brought|rose|fell|dropp\w+|shorten\w+|speed\w*|sped|faster|fewer|less|more|higher|lower|record"
    r"|beat|met|reach\w+|hit|secur\w+|attract\w+|eliminat\w+|accelerat\w+|expand\w+|outperform\w+"
    r"|redu[cj]\w+|aument\w+|mejor\w+|increment\w+|ahorr\w+|logr\w+|super[éo]\w*|duplic\w+|consegu\w+|disminu\w+"
    r"|senkt\w*|gesenkt|reduzier\w+|gesteiger\w+|steiger\w+|erhöh\w+|verbesser\w+|eingespart|verkürz\w+|verdoppel\w+|gewonnen)\b"
    r"|降低|减少|提高|提升|增加|增长|节省|缩短|翻",
    re.IGNORECASE,
)
_METHOD = re.compile(
    r"\b(?:by|through|via|after|from|thanks to|with|using) (?:\w+ly )?(?:\w+(?:ing|ation|ment)\b)|\bby means of\b|\bmeasured\b|\bas measured\b|\baccording to\b|\baudit(?:ed)?\b"
    r"|\busing\b|\bthrough\b|\bthanks to\b|\bwith the help of\b|\bafter (?:introduc|chang|mov|replac|switch|redesign)\w+|\bfrom \d[\d.,]*\s?\S* to \d"
    r"|\bwhich (?:I|we) (?:measured|tracked|counted)|\bcompared (?:with|to)\b|\bversus\b|\bsurvey(?:ed)?\b"
    r"|\bmediante\b|\bgracias a\b|\ba través de\b|\bdurch\b|\bmithilfe\b|\bmittels\b|\bindem\b|\bde \d[\d.,]*\s?\S* a \d|\bvon \d[\d.,]*\s?\S* auf \d|通过|采用|利用",
    re.IGNORECASE,
)


def claims_of(resume: Resume) -> tuple[Claim, ...]:
    """The numbers of what was achieved, those without a method first; within that, in the resume's order.

    A number that only says how much there was (a ward of 28 beds, nine pupils) is no claim.
    """
    found = [
        claim
        for role in resume.roles
        for line in role.lines
        if (claim := _claim(line, role)) is not None
    ]
    return tuple(sorted(found, key=lambda claim: claim.has_method)[:MOST])


def _claim(line: str, role: Role) -> Claim | None:
    if not _CHANGED.search(line) or gives_orders(line):
        return None
    told = [amount for amount in amounts(line) if _weighs(amount)]
    if not told:
        return None
    best = min(told, key=lambda amount: amount.unit not in (PERCENT, TIMES, MONEY))
    return Claim(
        line=line,
        start=best.start,
        end=best.end,
        has_method=bool(_METHOD.search(line)),
        title=role.title,
        employer=role.employer,
    )


def _weighs(amount: Amount) -> bool:
    if amount.unit in (PERCENT, TIMES, MONEY):
        return True
    return amount.unit == COUNT and amount.value >= 2 and bool(amount.of)
