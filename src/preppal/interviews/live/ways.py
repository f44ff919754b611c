"""In which ways an interview in some language is spoken and heard on this server."""

from __future__ import annotations

from dataclasses import dataclass

from preppal.foundation.i18n import N_
from preppal.providers.protocols import SpeechModels

READ_ALOUD = N_(
    "This server has no voice for the language of this interview. Your browser’s own voice speaks; "
    "to cut in, press the button."
)
READ_ALOUD_AND_WRITTEN = N_(
    "This server neither speaks nor hears the language of this interview. Your browser’s own voice "
    "speaks, and you write your answers."
)
WRITTEN = N_(
    "This server cannot hear the language of this interview. The interviewer speaks, and you write "
    "your answers."
)


@dataclass(frozen=True, slots=True)
class Ways:
    """`hears`: the candidate's words are recognised here, else they write. `read_aloud`: the browser's
    own voice speaks, else this server's."""

    hears: bool = True
    read_aloud: bool = False

    @property
    def needs_models(self) -> bool:
        """Whether such an interview takes a voice place here."""
        return self.hears or not self.read_aloud

    @property
    def reason(self) -> str:
        """A msgid for the candidate: what is unusual about it; "" when nothing is."""
        if self.read_aloud:
            return READ_ALOUD if self.hears else READ_ALOUD_AND_WRITTEN
        return "" if self.hears else WRITTEN


def ways_of(speech: SpeechModels, language: str) -> Ways:
    return Ways(hears=speech.hears(language), read_aloud=not speech.speaks(language))
