"""The invented people, and the words their languages have for the parts of a resume."""

import tomllib
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

HERE = Path(__file__).parent / "people"
DEVELOPED_WITH = ("priya", "owen", "annika", "mateo", "lin", "giulia")
HELD_OUT = ("dana", "tobias", "camille", "jonas", "wang", "beatriz")

# Three ways to head each part; a layout takes one.
HEADS = {
    "en": {
        "summary": ("Summary", "Profile", "About me"),
        "experience": ("Experience", "Work History", "Professional Experience"),
        "education": ("Education", "Education and Training", "Academic Background"),
        "skills": ("Skills", "Core Competencies", "Technical Skills"),
        "languages": ("Languages", "Language Skills", "Languages"),
        "contact": ("Contact", "Contact details", "Get in touch"),
    },
    "de": {
        "summary": ("Profil", "Kurzprofil", "Über mich"),
        "experience": ("Berufserfahrung", "Beruflicher Werdegang", "Berufspraxis"),
        "education": ("Ausbildung", "Studium und Ausbildung", "Bildungsweg"),
        "skills": ("Kenntnisse", "Fähigkeiten", "IT-Kenntnisse"),
        "languages": ("Sprachen", "Sprachkenntnisse", "Sprachen"),
        "contact": ("Persönliche Daten", "Kontakt", "Kontakt"),
    },
    "es": {
        "summary": ("Perfil", "Resumen profesional", "Sobre mí"),
        "experience": ("Experiencia laboral", "Experiencia", "Experiencia profesional"),
        "education": ("Formación", "Formación académica", "Estudios"),
        "skills": ("Habilidades", "Competencias", "Conocimientos"),
        "languages": ("Idiomas", "Idiomas", "Lenguas"),
        "contact": ("Contacto", "Datos personales", "Contacto"),
    },
    "fr": {
        "summary": ("Profil", "À propos", "Résumé"),
        "experience": ("Expérience professionnelle", "Expériences", "Parcours professionnel"),
        "education": ("Formation", "Formations", "Diplômes"),
        "skills": ("Compétences", "Compétences clés", "Savoir-faire"),
        "languages": ("Langues", "Langues", "Langues"),
        "contact": ("Contact", "Coordonnées", "Contact"),
    },
    "pt": {
        "summary": ("Perfil", "Resumo", "Sobre mim"),
        "experience": ("Experiência profissional", "Experiência", "Percurso profissional"),
        "education": ("Formação académica", "Formação", "Educação"),
        "skills": ("Competências", "Habilidades", "Conhecimentos"),
        "languages": ("Idiomas", "Línguas", "Idiomas"),
        "contact": ("Contacto", "Contato", "Contactos"),
    },
    "it": {
        "summary": ("Profilo", "Chi sono", "Profilo personale"),
        "experience": ("Esperienza lavorativa", "Esperienze professionali", "Esperienza"),
        "education": ("Istruzione e formazione", "Formazione", "Istruzione"),
        "skills": ("Competenze", "Capacità e competenze", "Competenze tecniche"),
        "languages": ("Lingue", "Lingue", "Competenze linguistiche"),
        "contact": ("Contatti", "Informazioni personali", "Contatti"),
    },
    "zh": {
        "summary": ("个人简介", "自我评价", "个人概况"),
        "experience": ("工作经历", "工作经验", "职业经历"),
        "education": ("教育背景", "教育经历", "学历"),
        "skills": ("专业技能", "技能", "技能特长"),
        "languages": ("语言能力", "语言", "语言"),
        "contact": ("联系方式", "个人信息", "联系方式"),
    },
}  # fmt: skip

MONTHS = {
    "en": ("January February March April May June July August September October November December", "Jan Feb Mar Apr May Jun Jul Aug Sep Oct Nov Dec"),
    "de": ("Januar Februar März April Mai Juni Juli August September Oktober November Dezember", "Jan. Feb. März Apr. Mai Juni Juli Aug. Sep. Okt. Nov. Dez."),
    "es": ("enero febrero marzo abril mayo junio julio agosto septiembre octubre noviembre diciembre", "ene feb mar abr may jun jul ago sept oct nov dic"),
    "fr": ("janvier février mars avril mai juin juillet août septembre octobre novembre décembre", "janv. févr. mars avr. mai juin juil. août sept. oct. nov. déc."),
    "pt": ("janeiro fevereiro março abril maio junho julho agosto setembro outubro novembro dezembro", "jan fev mar abr mai jun jul ago set out nov dez"),
    "it": ("gennaio febbraio marzo aprile maggio giugno luglio agosto settembre ottobre novembre dicembre", "gen feb mar apr mag giu lug ago set ott nov dic"),
}  # fmt: skip
NOW = {"en": "Present", "de": "heute", "es": "actualidad", "fr": "aujourd’hui", "pt": "presente", "it": "oggi", "zh": "至今"}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Entry:
    what: str
    """The title, or the degree."""
    where: str
    """The company, or the institution."""
    place: str
    start: str
    end: str
    lines: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Person:
    key: str
    language: str
    name: str
    true_name: str
    headline: str
    email: str
    phone: str
    location: str
    address: str
    birth: str
    summary: str
    links: tuple[str, ...]
    skills: tuple[str, ...]
    languages: tuple[str, ...]
    experience: tuple[Entry, ...]
    education: tuple[Entry, ...]
    extra: tuple[tuple[str, ...], ...] = field(default=())

    def head(self, part: str, variant: int) -> str:
        return HEADS[self.language][part][variant]


def read_person(key: str) -> Person:
    raw: dict[str, Any] = tomllib.loads((HERE / f"{key}.toml").read_text())
    return Person(
        key=key,
        language=raw["language"],
        name=raw["name"],
        true_name=raw.get("truth_name", raw["name"]),
        headline=raw["headline"],
        email=raw["email"],
        phone=raw["phone"],
        location=raw["location"],
        address=raw.get("address", raw["location"]),
        birth=raw.get("birth", ""),
        summary=raw["summary"],
        links=tuple(raw["links"]),
        skills=tuple(raw["skills"]),
        languages=tuple(raw["languages"]),
        experience=tuple(
            Entry(e["title"], e["company"], e["place"], e["start"], e["end"], tuple(e["lines"]))
            for e in raw["experience"]
        ),
        education=tuple(
            Entry(e["degree"], e["institution"], e["place"], e["start"], e["end"])
            for e in raw["education"]
        ),
        extra=tuple(tuple(part.split("|")) for part in raw["extra"]),
    )


def dated(language: str, date: str, form: str) -> str:
    """A date of the truth as a layout writes it: `long`, `short`, `numeric`, `dotted`, `quote` or `year`."""
    if date == "present":
        return NOW[language]
    year, _, month = date.partition("-")
    if form == "year" or not month:
        return year
    if language == "zh":
        return (
            f"{year}.{month}"
            if form in ("numeric", "dotted", "short")
            else f"{year}年{int(month)}月"
        )
    if form in ("numeric", "dotted"):
        return f"{month}{'/' if form == 'numeric' else '.'}{year}"
    names = MONTHS[language][0 if form == "long" else 1].split()
    name = names[int(month) - 1]
    if form == "quote":
        return f"{name} ’{year[2:]}"
    between = " de " if language in ("es", "pt") and form == "long" else " "
    return f"{name}{between}{year}"


def span(language: str, entry: Entry, form: str, dash: str = " – ") -> str:
    return f"{dated(language, entry.start, form)}{dash}{dated(language, entry.end, form)}"


def truth(
    person: Person,
    form: str,
    school_form: str = "",
    *,
    has_location: bool = True,
    links: bool = True,
) -> dict[str, Any]:
    """What a reader should find. Where a layout prints years, only years are asked for; where it prints the ``end``
    alone, no beginning."""

    def date(text: str, form: str) -> str:
        return text[:4] if form in ("year", "end") and text != "present" else text

    def entries(
        entries: tuple[Entry, ...], where: str, what: str, form: str
    ) -> list[dict[str, str | None]]:
        return [
            {
                where: e.where,
                what: e.what,
                "start": date(e.start, form) if form != "end" else None,
                "end": date(e.end, form),
            }
            for e in entries
        ]

    return {
        "name": person.true_name,
        "email": person.email,
        "phone": person.phone,
        "location": person.location if has_location else None,
        "links": list(person.links) if links else [],
        "experience": entries(person.experience, "company", "title", form),
        "education": entries(person.education, "institution", "degree", school_form or form),
        "skills": list(person.skills),
    }
