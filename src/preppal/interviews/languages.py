"""In which language an interview is held: one of its interviewer's, where whoever speaks can speak it.

A model that hears and speaks by itself speaks all of them. Everybody else asks from the bank of questions, which is
in English, and follows what is answered by cues that are English too: in writing, and by this server's own voice.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.personas.wording import LANGUAGES

OF_THE_BANK = "en"


class NotSpoken(Invalid):
    message = N_("Choose one of the languages that this interviewer speaks.")


@dataclass(frozen=True, slots=True)
class Tongue:
    code: str
    name: str
    """In itself."""


def languages_offered(persona: Mapping[str, Any], *, elsewhere: bool) -> tuple[str, ...]:
    """Those that an interview by voice can be held in, the interviewer's own first; never empty. ``persona`` is
    the snapshot; ``elsewhere``: a model that hears and speaks is asked."""
    spoken = tuple(persona.get("languages") or ())
    return spoken if elsewhere and spoken else (OF_THE_BANK,)


def language_for(persona: Mapping[str, Any], wanted: str, *, mode: str, elsewhere: bool) -> str:
    """The one that was chosen; the interviewer's own where none was. Raises `NotSpoken`."""
    if mode == "text":
        return OF_THE_BANK
    offered = languages_offered(persona, elsewhere=elsewhere)
    if wanted and wanted not in offered:
        raise NotSpoken()
    return wanted or offered[0]


def tongues(persona: Mapping[str, Any], *, elsewhere: bool) -> tuple[Tongue, ...]:
    """Those to choose from."""
    return tuple(_tongue(code) for code in languages_offered(persona, elsewhere=elsewhere))


def missed(persona: Mapping[str, Any], *, elsewhere: bool) -> Tongue | None:
    """The language an interviewer would speak and cannot here; None where it is the one that is heard."""
    spoken = tuple(persona.get("languages") or (OF_THE_BANK,))
    heard = languages_offered(persona, elsewhere=elsewhere)
    return None if spoken[0] in heard else _tongue(spoken[0])


def _tongue(code: str) -> Tongue:
    return Tongue(code, LANGUAGES.get(code, code))
