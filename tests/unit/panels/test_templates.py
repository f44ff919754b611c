"""The loops that come along: whole, with people who exist, and asking about what they say they ask about."""

import re

import pytest

from preppal.foundation.i18n import LOCALES, words
from preppal.interviewer.coverage import Staged, cover, most_in_focus
from preppal.interviewer.questions import COMPETENCIES
from preppal.interviewer.weights import STAGE_WEIGHTS
from preppal.panels.model import MOST_FOCUS, MOST_STAGES, NAME_LIMIT, TITLE_LIMIT
from preppal.panels.templates import Template, templates
from preppal.personas.built_in import built_in_personas

PERSONAS = {entry["slug"]: entry for entry in built_in_personas()}
NEEDED = {
    "standard_tech": "Standard Tech Loop",
    "faang_senior": "FAANG Senior Engineer Loop",
    "product_manager": "Product Manager",
    "sales": "Sales",
    "nursing_ward_manager": "Nursing ward manager",
    "teacher": "Teacher",
    "graduate_assessment": "Graduate assessment",
    "executive": "Executive",
}
WORTH_A_QUESTION = 0.15
"""Of a stage's weights; what counts less may give way to the focus."""

every_template = pytest.mark.parametrize("template", templates().values(), ids=templates())


def staged(template: Template) -> list[Staged]:
    return [Staged(stage.stage, stage.minutes, stage.focus) for stage in template.stages]


def test_the_usual_loops_are_there_in_their_order() -> None:
    assert {key: one.name for key, one in templates().items()} == NEEDED
    assert list(templates()) == list(NEEDED)


@every_template
def test_it_is_a_loop_that_a_panel_can_be(template: Template) -> None:
    assert template.version >= 1
    assert re.fullmatch(r"[a-z_]+/\d+", template.named)
    assert len(template.name) <= NAME_LIMIT
    assert 3 <= len(template.stages) <= MOST_STAGES
    titles = [stage.title for stage in template.stages]
    assert len(set(titles)) == len(titles)
    for stage in template.stages:
        assert len(stage.title) <= TITLE_LIMIT
        assert set(stage.focus) <= set(COMPETENCIES)
        assert len(set(stage.focus)) == len(stage.focus)
        assert 1 <= len(stage.focus) <= most_in_focus(stage.minutes, most=MOST_FOCUS)
        assert stage.why.endswith(".")


@every_template
def test_who_holds_a_stage_exists_and_holds_such(template: Template) -> None:
    for stage in template.stages:
        persona = PERSONAS[stage.persona]
        assert stage.stage in persona["stages"], stage.title
    slugs = [stage.persona for stage in template.stages]
    assert len(set(slugs)) == len(slugs), "Nobody is met twice in one loop."


@every_template
def test_it_asks_about_what_its_stages_weigh(template: Template) -> None:
    rows = {row.competency: row for row in cover(staged(template)).rows}
    for stage in template.stages:
        for competency, weight in STAGE_WEIGHTS[stage.stage].items():
            if weight >= WORTH_A_QUESTION:
                assert rows[competency].stages, f"{stage.title}: nobody asks about {competency}"
    for number, stage in enumerate(template.stages):
        for competency in stage.focus:
            assert rows[competency].cells[number].asked, f"{stage.title}: {competency}"


@every_template
def test_little_is_left_out(template: Template) -> None:
    assert len(cover(staged(template)).missing) <= 2


@pytest.mark.parametrize("locale", [locale for locale in LOCALES if locale != "en"])
@every_template
def test_all_of_it_is_translated_and_fits(template: Template, locale: str) -> None:
    speak = words(locale)
    for text in (template.about, *(stage.why for stage in template.stages)):
        assert speak(text) != text
    assert speak(template.name)
    for stage in template.stages:
        assert speak(stage.title) != stage.title
        assert len(speak(stage.title)) <= TITLE_LIMIT
