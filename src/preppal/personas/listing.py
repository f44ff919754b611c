"""How the Hub finds a persona: the search vector and the facets that are kept with its row.

Search is PostgreSQL full text over folded words ("simple": personas are written in many languages),
so that the beginning of a word finds it whatever its accents. Chinese, Japanese and Korean are
written without spaces: their text goes in, and is asked for, as overlapping pairs of characters.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from sqlalchemy import ColumnElement, func, literal, literal_column
from sqlalchemy.dialects.postgresql import REGCONFIG
from sqlalchemy.sql.functions import Function

from preppal.personas.model import Persona
from preppal.personas.wording import LANGUAGES, TRADES

WORD = re.compile(r"[^\W_]+")
UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]+")
MOST_WORDS = 8
"""Words of a search that are looked at."""
SIMPLE = literal("simple", REGCONFIG)


def folded(text: str) -> str:
    """Lower case, without accents, vowel signs and compatibility forms."""
    apart = unicodedata.normalize("NFKD", text.casefold())
    return "".join(sign for sign in apart if unicodedata.category(sign)[0] != "M")


def search_words(text: str) -> list[str]:
    """The words of a text as they are stored and asked for, in order."""
    words: list[str] = []
    # composed again: decomposed Korean would be a row of single letters
    for word in WORD.findall(unicodedata.normalize("NFC", folded(text))):
        for run in UNSPACED.findall(word):
            words += [run[n : n + 2] for n in range(max(1, len(run) - 1))]
        words += UNSPACED.sub(" ", word).split()
    return words


def search_vector(persona: Persona) -> ColumnElement[Any]:
    """Name before trade and headline before the rest, as SQL."""
    trade = TRADES.get(persona.trade, "")
    spoken = [LANGUAGES.get(code, "") for code in persona.languages]
    parts = {
        "A": [persona.name],
        "B": [persona.headline, trade, *spoken],
        "C": [persona.description, persona.line],
    }
    vectors = [_weighted(letter, texts) for letter, texts in parts.items()]
    return vectors[0].op("||")(vectors[1]).op("||")(vectors[2])


def _weighted(letter: str, texts: Iterable[str]) -> Function[Any]:
    words = " ".join(search_words(" ".join(texts)))
    return func.setweight(func.to_tsvector(SIMPLE, words), literal_column(f"'{letter}'::\"char\""))


def search_query(typed: str) -> str:
    """What somebody typed as a tsquery: every word begins a word that is there; "" matches nothing.

    Only letters and digits pass, so that no operator of the query language can be typed.
    """
    return " & ".join(f"{word}:*" for word in search_words(typed)[:MOST_WORDS])


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
