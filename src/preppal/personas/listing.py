"""How the Hub finds a persona: the search vector and the facets that are kept with its row.

Words are folded and looked for as `foundation.full_text` does it.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import ColumnElement

from preppal.foundation.full_text import weighted
from preppal.personas.model import Persona
from preppal.personas.wording import LANGUAGES, TRADES


def search_vector(persona: Persona) -> ColumnElement[Any]:
    """Name before trade and headline before the rest, as SQL."""
    trade = TRADES.get(persona.trade, "")
    spoken = [LANGUAGES.get(code, "") for code in persona.languages]
    parts = {
        "A": [persona.name],
        "B": [persona.headline, trade, *spoken],
        "C": [persona.description, persona.line],
    }
    vectors = [weighted(letter, texts) for letter, texts in parts.items()]
    return vectors[0].op("||")(vectors[1]).op("||")(vectors[2])


def facets_of(persona: Persona) -> list[str]:
    """What a filter may ask for: "trade.care", "language.es", "stage.technical", "manner.patient"."""
    manner = persona.manner
    traits = {
        "warm": int(manner["warmth"]) >= 4,
        "dry": int(manner["warmth"]) <= 2,
        "patient": int(manner["pace"]) <= 2,
        "brisk": int(manner["pace"]) >= 4,
        "probing": int(manner["probing"]) >= 4,
        "gentle": int(manner["probing"]) <= 2 and int(manner["warmth"]) >= 4,
    }
    return [
        f"trade.{persona.trade}",
        *(f"language.{code}" for code in persona.languages),
        *(f"stage.{stage}" for stage in dict.fromkeys([persona.stage, *persona.stages])),
        *(f"manner.{trait}" for trait, holds in traits.items() if holds),
    ]
