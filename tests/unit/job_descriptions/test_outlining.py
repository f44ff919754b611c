"""The usual of a job where only its title is known: chosen by the title, in its language, marked as an outline."""

import re
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import LOCALES
from preppal.interviewer.briefing import STAGES
from preppal.interviewer.job_reading import read_lines
from preppal.interviewer.plan import build_plan
from preppal.interviewer.weights import read_demands
from preppal.job_descriptions.facts import read_facts
from preppal.job_descriptions.intake import clean
from preppal.job_descriptions.outlining import (
    FALLBACK,
    LEVELS,
    is_outline,
    load_outlines,
    outline,
)
from preppal.job_descriptions.pasting import read_pasted
from tests.unit.interviewer.candidates import ALL_JOBS, briefing, job

OUTLINES = load_outlines()


@pytest.mark.parametrize(
    ("title", "family", "language", "level"),
    [
        ("Night Nurse", "nurse", "en", ""),
        ("Director of Nursing", "nurse", "en", "lead"),
        ("Nursery Nurse", "early_years", "en", ""),
        ("Healthcare Assistant", "carer", "en", ""),
        ("Senior Data Engineer", "data", "en", "senior"),
        ("Sales Engineer", "sales", "en", ""),
        ("Customer Service Agent", "customer", "en", ""),
        ("Project Manager", "project", "en", ""),
        ("Shop Manager", "shop", "en", "lead"),
        ("Head Chef", "kitchen", "en", "lead"),
        ("Graduate Civil Engineer", "engineering", "en", "junior"),
        ("Staff Nurse", "nurse", "en", ""),
        ("Art Director", "design", "en", ""),
        ("Electrician's Mate", "building", "en", ""),
        ("HR Specialist", "hr", "en", ""),
        ("Enfermera de urgencias", "nurse", "es", ""),
        ("TECNICO DE LABORATORIO", "science", "es", ""),
        ("Jefa de cocina", "kitchen", "es", "lead"),
        ("Jefe de proyecto", "project", "es", ""),
        ("Becaria de marketing", "marketing", "es", "junior"),
        ("Desarrolladora sénior", "software", "es", "senior"),
        ("护士长", "nurse", "zh", "lead"),
        ("高级数据工程师", "data", "zh", "senior"),
        ("前端开发工程师", "software", "zh", ""),
        ("产品经理", "product", "zh", ""),
        ("总经理助理", "office", "zh", "junior"),
        ("Lion tamer", FALLBACK, "en", ""),
        ("Head of Lions", FALLBACK, "en", "lead"),
        ("驯兽师", FALLBACK, "zh", ""),
    ],
)
def test_chosen_by_the_title(title: str, family: str, language: str, level: str) -> None:
    written = outline(title, "", locale="en")
    assert (written.family, written.language, written.level) == (family, language, level)


def test_in_the_readers_language_where_the_title_has_none() -> None:
    for locale in ("en", "es"):
        assert outline("Barista", "", locale=locale).language == locale
    for locale in LOCALES:
        assert outline("Zzyzx", "", locale=locale).language == locale


TITLES = {"en": "Zzyzx", "es": "Zzyzx", "zh": "某某"}


@pytest.mark.parametrize("locale", LOCALES)
def test_it_says_so_and_names_what_was_given(locale: str) -> None:
    for company in ("", "Linden Hospital"):
        written = outline(TITLES[locale], company, locale=locale)
        words = OUTLINES.words[locale]
        lines = written.text.split("\n")
        assert lines[:2] == [words["mark"], words["unknown"]]
        pasted = read_pasted(written.text)
        assert pasted.is_outline
        assert (pasted.posting.title, pasted.posting.company) == (TITLES[locale], company)
        assert pasted.posting.content == written.text.strip()


@pytest.mark.parametrize("family", [*OUTLINES.families, *LEVELS])
def test_every_family_is_whole(family: str) -> None:
    by_language = OUTLINES.families.get(family) or OUTLINES.levels[family]
    assert set(by_language) == set(LOCALES)
    counts = {(len(x.duties), len(x.asked), len(x.nice)) for x in by_language.values()}
    assert len(counts) == 1, "a language says more than another"
    for language, lines in by_language.items():
        everything = (*lines.duties, *lines.asked, *lines.nice)
        assert lines.names
        assert len(set(everything)) == len(everything)
        for line in everything:
            assert line == line.strip()
            assert not line.endswith((".", "。"))
            assert len(line) <= 120
            assert not re.search(r"\d", line), "nobody said a number"
            assert (language == "zh") == bool(re.search("[\u4e00-\u9fff]", line)), line


def test_there_are_families_for_every_trade() -> None:
    assert len(OUTLINES.families) >= 30
    assert all("unknown" in OUTLINES.words[locale] for locale in LOCALES)


def test_levels_add_their_lines() -> None:
    usual, senior = (
        outline(title, "", locale="en").text for title in ("Plumber", "Senior Plumber")
    )
    added = {line for line in senior.split("\n") if line not in usual.split("\n")}
    extra = OUTLINES.levels["senior"]["en"]
    lines = {f"- {line}" for line in (*extra.duties, *extra.asked)}
    assert added == lines | {"Job title: Senior Plumber"}


@pytest.mark.parametrize("family", OUTLINES.families)
def test_an_interview_can_be_held_for_it(family: str) -> None:
    """What is asked for is read from it in every language; its first line is no reason for a question."""
    for language, lines in OUTLINES.families[family].items():
        title = next((name.wide for name in lines.names if name.wide), "") or family
        text = outline(title if language == "zh" else family, "", locale=language).text
        facts = read_facts(title, clean(text))
        assert facts.must_haves
        assert facts.nice_to_haves
        assert (facts.salary, facts.employment) == (None, None)
    for stage in STAGES:
        text = outline(family.replace("_", " "), "", locale="en").text
        given_title = briefing(None, stage=stage, minutes=30)
        plan = build_plan(replace(given_title, job_title=family, job_text=text))
        reasons = {lead.reason for lead in (*plan.leads, *plan.spare)}
        assert not reasons & {word for words in OUTLINES.words.values() for word in words.values()}


def test_its_own_words_call_for_nothing() -> None:
    for words in OUTLINES.words.values():
        demands = read_demands(read_lines(f"{words['mark']}\n{words['unknown']}"))
        assert {demand.line for demand in demands.values()} == {""}


def test_an_edited_outline_is_an_outline() -> None:
    text = clean(outline("Night Nurse", "Linden Hospital", locale="en").text)
    mark, _, rest = text.partition("\n")
    assert is_outline(text.upper())
    assert is_outline(f"{mark}\n\nAll the rest is what I was told on the phone.")
    assert is_outline(rest)
    lines = rest.split("\n")
    mine = [line.replace(" ", " my ", 1) if n % 4 else line for n, line in enumerate(lines)]
    assert not is_outline("\n".join(mine))


@pytest.mark.parametrize("key", ALL_JOBS)
def test_a_posting_is_none(key: str) -> None:
    assert not is_outline(clean(job(key).text))
    assert not read_pasted(job(key).text).is_outline


@pytest.mark.parametrize(
    ("title", "company", "field"),
    [
        ("", "", "outline_title"),
        (" - ", "", "outline_title"),
        ("word " * 13, "", "outline_title"),
        ("x" * 201, "", "outline_title"),
        ("Nurse", "x" * 201, "outline_company"),
    ],
)
def test_what_is_refused(title: str, company: str, field: str) -> None:
    with pytest.raises(Invalid) as refused:
        outline(title, company, locale="en")
    assert list(refused.value.fields) == [field]


@given(st.text(max_size=80), st.text(max_size=80), st.sampled_from(LOCALES))
def test_any_title_has_an_outline(title: str, company: str, locale: str) -> None:
    try:
        written = outline(title, company, locale=locale)
    except Invalid:
        return
    assert is_outline(clean(written.text))
