"""The personas that come along: enough of them, unlike each other, and written with care."""

import re
from typing import Any

import pytest

from preppal.interviewer.briefing import STAGES
from preppal.personas.built_in import built_in_personas
from preppal.personas.model import (
    DESCRIPTION_LIMIT,
    HEADLINE_LIMIT,
    INSTRUCTION_LIMIT,
    LINE_LIMIT,
    MANNER_SCALES,
    NAME_LIMIT,
    manner_of,
)
from preppal.personas.voices import PITCH
from preppal.personas.wording import LANGUAGES, TRADES

PERSONAS = built_in_personas()
each = pytest.mark.parametrize("persona", PERSONAS, ids=lambda persona: persona["slug"])


def test_there_are_at_least_ten_of_every_stage_and_many_trades() -> None:
    assert len(PERSONAS) >= 10
    assert {persona["stage"] for persona in PERSONAS} == set(STAGES)
    assert len({persona["trade"] for persona in PERSONAS}) >= 6


def test_whatever_the_trade_somebody_holds_every_kind_of_interview() -> None:
    """Of the trade itself, or of none in particular; and each trade has somebody of its own."""
    served = {(p["trade"], stage) for p in PERSONAS for stage in p["stages"]}
    for trade in TRADES:
        assert any(p["trade"] == trade for p in PERSONAS), trade
        for stage in STAGES:
            assert served & {(trade, stage), ("any", stage)}, (trade, stage)


def test_they_do_not_all_sound_alike() -> None:
    voices = [persona["voice_settings"]["voice"] for persona in PERSONAS]
    assert set(voices) <= set(PITCH)
    assert len(set(voices)) == 5
    assert max(voices.count(voice) for voice in voices) <= len(voices) / 3


@pytest.mark.parametrize("field", ["slug", "name", "headline", "description", "line"])
def test_no_two_share(field: str) -> None:
    values = [persona[field] for persona in PERSONAS]
    assert len(set(values)) == len(values)


def test_no_two_have_the_same_manner() -> None:
    manners = [manner_of(persona) for persona in PERSONAS]
    assert len(set(manners)) == len(manners)
    for scale in MANNER_SCALES:
        assert {1, 5} <= {getattr(manner, scale) for manner in manners} | {1}


@each
def test_scales_run_from_one_to_five(persona: dict[str, Any]) -> None:
    assert set(persona["manner"]) == set(MANNER_SCALES)
    assert all(value in (1, 2, 3, 4, 5) for value in persona["manner"].values())


@each
def test_fits_the_table(persona: dict[str, Any]) -> None:
    assert re.fullmatch(r"[a-z]+(-[a-z]+)*", persona["slug"])
    assert 0 < len(persona["name"]) <= NAME_LIMIT
    assert 0 < len(persona["headline"]) <= HEADLINE_LIMIT
    assert 200 < len(persona["system_instruction"]) <= INSTRUCTION_LIMIT
    assert 0 < len(persona["description"]) <= DESCRIPTION_LIMIT
    assert 0 < len(persona["line"]) <= LINE_LIMIT


@each
def test_names_only_what_there_is(persona: dict[str, Any]) -> None:
    assert persona["trade"] in TRADES
    assert persona["stages"][0] == persona["stage"]
    assert set(persona["stages"]) <= set(STAGES)
    assert len(set(persona["stages"])) == len(persona["stages"])
    assert persona["languages"]
    assert set(persona["languages"]) <= set(LANGUAGES)


@each
def test_says_two_sentences_about_them_and_one_of_theirs(persona: dict[str, Any]) -> None:
    assert len(re.findall(r"[.?](?:\s|$)", persona["description"])) == 2
    assert 15 < len(persona["line"]) < 110


@each
def test_is_written_in_the_words_of_the_house(persona: dict[str, Any]) -> None:
    told = " ".join(persona[field] for field in ("headline", "description", "line"))
    assert not re.search(r"!|\bplease\b|\boops\b", told, re.IGNORECASE)
    assert not re.search(r"\b(he|she|his|her|him|hers|himself|herself)\b", told, re.IGNORECASE)


@each
def test_is_told_about_manner_and_nothing_of_the_rules(persona: dict[str, Any]) -> None:
    told = persona["system_instruction"]
    assert not re.search(r"\b(score|rate|rating|credit|ignore|system|prompt|minutes)\b", told, re.I)


@each
def test_speaks_at_a_pace_that_fits(persona: dict[str, Any]) -> None:
    voice = persona["voice_settings"]
    assert set(voice) == {"voice", "speed", "language", "style"}
    assert 0.9 <= voice["speed"] <= 1.1
    brisk = persona["manner"]["pace"] - 3
    assert (voice["speed"] - 1.0) * brisk >= 0
