"""Languages by their tags, as BCP 47 writes them ("es-MX") and some systems do ("es_MX")."""

from __future__ import annotations


def primary(tag: str) -> str:
    """ "es" of "es-MX"."""
    return tag.replace("_", "-").partition("-")[0].lower()
