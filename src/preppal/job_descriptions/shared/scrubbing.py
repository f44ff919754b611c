"""What is taken out of a posting before others read it: contact details, people, somebody's own notes.

Rules by hand for English, German, Spanish, Chinese and French, fewer for Italian, Portuguese and Dutch. They err on the side of taking out; its owner sees
what is left before it is shared, and may leave out more. Pure.
"""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import Literal

from preppal.foundation.giveaways import EMAIL, LINK, SECRET, phones, plain

Kind = Literal["contact", "link", "secret", "person", "note"]

GAP = "[…]"
"""Stands where something was taken out: needs no translation."""


@dataclass(frozen=True, slots=True)
class Scrubbed:
    """A line of a posting, and what others would read of it ("" for nothing)."""

    original: str
    text: str
    taken: tuple[Kind, ...] = ()


_HONORIFIC = (
    r"(?:(?:Mr|Mrs|Ms|Miss|Mx|Dr|Prof|Frau|Herrn?|Señora?|Srta|Sra|Sr|Doña|Don|Mme|Mlle|Monsieur|Madame"
    r"|Sig(?:\.?(?:ra|na))?|Dott(?:\.?ssa)?|Dona|Dhr|Mevr|Mw)\.?|M\.(?! ?(?:Sc|A|Ed|Eng|Phil)\b))"
)
_NAME = r"[A-ZÀ-ÖØ-Þ][\w'’-]+(?:[ -][A-ZÀ-ÖØ-Þ][\w'’.-]*){0,3}"
_PERSON = re.compile(
    rf"(?<!\w){_HONORIFIC} (?P<one>{_NAME})"
    r"|(?i:\b(?:contact|call|phone|ring|e-?mail|write to|speak (?:to|with)|talk to|ask for|reach out to|get in touch with|questions\?? to|cv to"
    r"|kontaktieren sie|wenden sie sich an|rufen sie|contacta(?:r)? (?:con|a)|escribe a|llama a|pregunta por"
    r"|posted by|(?<!vous )(?:contactez|appelez|écrivez à|adressez-vous à|envoyez [^.\n]{1,30} à)|contatta(?:re)?|chiama(?:re)?|scrivi a|chiedi di"
    r"|contacte|contate|ligue para|fale com|escreva para|bel met|mail naar|neem contact op met|vraag naar) )"
    rf"(?:{_HONORIFIC} )?(?P<two>{_NAME})"
    r"|(?:联系|致电|咨询|找)\s*(?P<three>[\u4e00-\u9fff]{1,3}?)(?=女士|先生|小姐|老师|经理|主管)"
)
_LABEL = re.compile(
    r"^(?P<label>\W{0,4}(?:(?:your |main |hr )?contact(?: person| name)?|hiring manager|recruiter|recruiting (?:manager|partner)|talent partner|posted by|poster"
    r"|line manager|manager['’]s name|reports? to|reference person|ansprechpartner(?:in|/in|:in)?|ihr(?:e)? (?:kontakt|ansprechpartner(?:in)?)|personalreferent(?:in)?"
    r"|persona de contacto|contacto|reclutador(?:a)?|responsable de selección"
    r"|personne à contacter|votre contact|interlocut(?:eur|rice)|recruteu(?:r|se)|responsable (?:du )?recrutement|référente?"
    r"|referente|persona di riferimento|contatto|selezionat(?:ore|rice)|pessoa de contac?to|contato|recrutador(?:a)?|contactpersoon|联系人|招聘者|发布者|hr)\s*[:：]\s*)(?P<name>\S.*)$",
    re.IGNORECASE,
)
_A_TITLE = re.compile(
    r"\b(?:head|manager|director|lead|chief|officer|vp|president|leiter|leitung|jefe|jefa|the|our|owner|partner)\b|经理|总监|主管",
    re.IGNORECASE,
)
_DAY = (
    r"(?:mon|tues|wednes|thurs|fri|satur|sun)day|(?:mon|di|mitt|donners|frei|sams|sonn)tag|lunes|martes|miércoles|jueves|viernes|tomorrow|today|next week"
    r"|\d{1,2}[./-]\d{1,2}|\d{1,2}(?:st|nd|rd|th)?\.? (?:jan|feb|mar|mär|apr|may|mai|jun|jul|aug|sep|oct|okt|nov|dec|dez)"
)
_NOTE = re.compile(
    r"^\W{0,4}(?:note to self|notes? for me|my (?:own )?notes?|personal notes?|n\.?b\.? for me|todo|to do|reminder|remember to|follow[- ]up(?: on)?\b(?=.*\d)"
    r"|notiz(?:en)? (?:an|für) mich|meine notiz(?:en)?|mis? notas?|nota (?:personal|para m[ií])|recordatorio"
    r"|note perso(?:nnelle)?|note pour moi|mes notes|rappel\s*:|nota personale|note mie|promemoria|lembrete|nota pessoal|minhas notas|notitie voor mezelf|mijn notities"
    r"|个人备注|我的备注|备忘)"
    rf"|^\W{{0,4}}(?:(?:status|stage)\s*:\s*)?(?:applied|application sent|cv sent|phone screen(?:ing)?|interview(?: (?:with|at|on))?|call(?: with)?|spoke (?:to|with)|rejected|beworben|gespräch|entrevista|llamada|已投递|面试)\b"
    rf"[^.\n]{{0,50}}\b(?:{_DAY})"
    r"|^\W{0,4}(?:referred by|referral from|recommended by|(?:i )?found (?:it |this )?(?:on|via|through)|saved from|empfohlen von|referid[oa] por|内推人)\b"
    r"|\bsalary (?:i|we) (?:asked|want|expect)|\bmy (?:salary|expectations?|current pay)\b",
    re.IGNORECASE,
)
_QUOTED = re.compile(r"[\"“”„«»‘’][^\"“”„«»]{3,400}[\"“”«»]")
_FIRST_PERSON = re.compile(
    r"\bI (?:am|was|have|had|will|would|must|should|need|want|think|applied|spoke|called|asked|know|can|could|like|sent|got|met|heard|found|hope|saw|talked|prefer|guess)\b"
    r"|\bI['’](?:m|ve|ll|d)\b|\b[Mm]y (?:cv|c\.v\.|resume|résumé|notes?|friend|recruiter|interview|application|contact|old|former|name|wife|husband|partner|call|cover letter|portfolio|"
    r"questions?|answers?|story|pitch|boss|manager|colleague|team lead)\b"
    r"|\b(?i:ich|mich|mir|mein(?:e[nmrs]?)?)\b|\b(?:yo|he hablado|me llamaron|me han|mi amig[oa]|mi currículum|mi entrevista)\b"
    r"|\b(?i:j['’](?:ai|avais|étais|attends|espère)|je (?:suis|vais|dois|veux|pense|connais|crois|lui|leur)|(?:ma candidature|mon (?:cv|entretien|amie?)))\b"
    r"|\b(?i:ho (?:parlato|sentito|chiamato|mandato|inviato|fatto|visto)|mi hanno|(?:mia candidatura|mio (?:colloquio|amico)|mia amica))\b"
    r"|\b(?i:falei|enviei|liguei|me disseram|minha (?:entrevista|candidatura|amiga)|meu (?:currículo|amigo))\b"
    r"|\b(?i:ik (?:heb|ben|moet|wil|sprak|belde|denk)|mijn (?:cv|sollicitatie|gesprek|vriend(?:in)?))\b"
    r"|我(?!们|司|院|校|公|行|国|市|省|县|区|局|部|所|店|厂)"
)


_SHORT_LINK = re.compile(
    r"(?<![\w@./])(?:[a-z0-9-]+\.)+(?:com|org|ly|gl|de|es|fr|nl|pt|cn|eu)/[\w-][^\s,;)]*",
    re.IGNORECASE,
)
"""An address without its beginning. Not `.net` and `.io`, which are also written of what is to be known."""
_PART_OF_LABEL = re.compile(r"\s*[,(|/]|\s[–-]\s")


def scrub(content: str, *, names: Iterable[str] = (), company: str = "") -> tuple[Scrubbed, ...]:
    """A cleaned posting line by line, each with what others would read of it.

    ``names`` are its owner's: wherever they stand they go. What is called as the ``company`` stays.
    """
    owner = _owner(names)
    return tuple(_scrubbed(line, owner, company) for line in content.split("\n"))


def _owner(names: Iterable[str]) -> re.Pattern[str] | None:
    """Whole names however they are written; a family name, or a name of one word, only as a name.

    Names may be words ("Will", "Mark", "Baker"): those are looked for with their capital, and not where
    a line begins.
    """
    patterns: list[str] = []
    for name in names:
        words = name.split()
        if len(words) > 1:
            patterns.append("(?i:" + r"\s+".join(map(re.escape, words)) + ")")
        if words and len(words[-1]) > 2:
            patterns.append(rf"(?<=\S ){re.escape(words[-1])}")
    return re.compile(rf"(?<!\w)(?:{'|'.join(patterns)})(?!\w)") if patterns else None


def _scrubbed(line: str, owner: re.Pattern[str] | None, company: str) -> Scrubbed:
    if not line.strip():
        return Scrubbed(line, line)
    if _NOTE.search(line) or _FIRST_PERSON.search(_QUOTED.sub(" ", line)):
        return Scrubbed(line, "", ("note",))
    found = _merged(_places(plain(line), owner, company))
    text, end = "", 0
    for start, stop, _ in found:
        text += line[end:start] + GAP
        end = stop
    return Scrubbed(line, text + line[end:], tuple(dict.fromkeys(kind for *_, kind in found)))


def _places(
    line: str, owner: re.Pattern[str] | None, company: str
) -> Iterator[tuple[int, int, Kind]]:
    patterns: tuple[tuple[Kind, re.Pattern[str]], ...] = (
        ("secret", SECRET),
        ("contact", EMAIL),
        ("link", LINK),
        ("link", _SHORT_LINK),
    )
    for kind, pattern in patterns:
        for hit in pattern.finditer(line):
            yield *hit.span(), kind
    for start, end in phones(line):
        yield start, end, "contact"
    if owner:
        for hit in owner.finditer(line):
            yield *hit.span(), "person"
    if label := _LABEL.match(line):
        start, end = label.span("name")
        if _A_TITLE.search(
            label["name"]
        ):  # "Jane Doe, Head of Sales": the name alone, if there is one
            part = _PART_OF_LABEL.search(label["name"])
            end = start + part.start() if part else start
        if start < end and not _A_TITLE.search(line[start:end]):
            yield start, end, "person"
    for hit in _PERSON.finditer(line):
        name = hit.lastgroup or "one"
        if not (company and hit[name] and company.startswith(hit[name])):
            yield *hit.span(name), "person"


def _merged(places: Iterable[tuple[int, int, Kind]]) -> Sequence[tuple[int, int, Kind]]:
    """In order, what overlaps as one."""
    merged: list[tuple[int, int, Kind]] = []
    for start, end, kind in sorted(places):
        if merged and start < merged[-1][1]:
            before = merged[-1]
            merged[-1] = (before[0], max(before[1], end), before[2])
        else:
            merged.append((start, end, kind))
    return merged
