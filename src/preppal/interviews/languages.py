"""In which language an interview is held: one of its interviewer's, where whoever speaks can speak it.

A model that hears and speaks by itself speaks all of them, and a model that words lines puts those of the bank into
each. The built-in interviewer asks from the bank as it stands, in English; in writing everybody does.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.foundation.settings import BUILT_IN, Settings
from preppal.interviewer.rendering import OF_THE_BANK
from preppal.personas.wording import LANGUAGES


def speaks_all(settings: Settings) -> bool:
    """Whether somebody is there who speaks an interviewer's languages, by voice."""
    worded = settings.interviewer != BUILT_IN and settings.voice != "text"
    return settings.voice_elsewhere or worded


class NotSpoken(Invalid):
    message = N_("Choose one of the languages that this interviewer speaks.")


@dataclass(frozen=True, slots=True)
class Tongue:
    code: str
    name: str
    """In itself."""


def languages_offered(persona: Mapping[str, Any], *, able: bool) -> tuple[str, ...]:
    """Those that an interview by voice can be held in, the interviewer's own first; never empty. ``persona`` is
    the snapshot; ``able``: `speaks_all`."""
    spoken = tuple(persona.get("languages") or ())
    return spoken if able and spoken else (OF_THE_BANK,)


def language_for(persona: Mapping[str, Any], wanted: str, *, mode: str, able: bool) -> str:
    """The one that was chosen; the interviewer's own where none was. Raises `NotSpoken`."""
    if mode == "text":
        return OF_THE_BANK
    offered = languages_offered(persona, able=able)
    if wanted and wanted not in offered:
        raise NotSpoken()
    return wanted or offered[0]


def tongues(persona: Mapping[str, Any], *, able: bool) -> tuple[Tongue, ...]:
    """Those to choose from."""
    return tuple(_tongue(code) for code in languages_offered(persona, able=able))


def missed(persona: Mapping[str, Any], *, able: bool) -> Tongue | None:
    """The language an interviewer would speak and cannot here; None where it is the one that is heard."""
    spoken = tuple(persona.get("languages") or (OF_THE_BANK,))
    heard = languages_offered(persona, able=able)
    return None if spoken[0] in heard else _tongue(spoken[0])


def _tongue(code: str) -> Tongue:
    return Tongue(code, LANGUAGES.get(code, code))
