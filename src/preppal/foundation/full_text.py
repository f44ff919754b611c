"""Full text search of PostgreSQL over folded words.

Configured as "simple", because texts are written in many languages, so that the beginning of a word finds
it whatever its accents. Chinese, Japanese and Korean are written without spaces: their text goes in,
and is asked for, as overlapping pairs of characters.
"""

import re
import unicodedata
from collections.abc import Iterable
from typing import Any

from sqlalchemy import func, literal, literal_column
from sqlalchemy.dialects.postgresql import REGCONFIG
from sqlalchemy.sql.functions import Function

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


def weighted(letter: str, texts: Iterable[str]) -> Function[Any]:
    """A search vector of these texts, in which every word has the weight "A" to "D"."""
    words = " ".join(search_words(" ".join(texts)))
    return func.setweight(func.to_tsvector(SIMPLE, words), literal_column(f"'{letter}'::\"char\""))


def search_query(typed: str) -> str:
    """What somebody typed as a tsquery: every word begins a word that is there; "" matches nothing.

    Only letters and digits pass, so that no operator of the query language can be typed.
    """
    return " & ".join(f"{word}:*" for word in search_words(typed)[:MOST_WORDS])
