"""Which voice is heard: what a persona asks for, and the nearest that the engine at hand can do."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Literal, Protocol

from preppal.foundation.i18n import N_
from preppal.foundation.language_tags import primary
from preppal.personas.wording import LANGUAGES
from preppal.providers.protocols import Voice

EngineKind = Literal["local", "gemini-live", "text"]

SPEEDS = (0.7, 1.4)
"""What still sounds like a person, in every engine there is."""
ANY_LANGUAGE = "mul"
"""The tag of a voice that speaks every language (BCP 47)."""

VOICE_NAMES: Mapping[str, str] = {
    "heart": N_("Even voice"),
    "clear": N_("Clear voice"),
    "warm": N_("Warm voice"),
    "low": N_("Low voice"),
    "deep": N_("Deep voice"),
}
"""Names of the local voices. Other voices go by the names that their vendors gave them."""

_BY_PITCH = (
    "deep Algenib Charon Orus Algieba Alnilam Sadaltager",
    "low Schedar Puck Fenrir Enceladus Iapetus Umbriel Rasalgethi Achird Zubenelgenubi Sadachbia",
    "warm Sulafat Gacrux Vindemiatrix",
    "heart Aoede Kore Callirrhoe Despina Erinome Achernar Pulcherrima",
    "clear Zephyr Leda Autonoe Laomedeia",
)
PITCH: Mapping[str, int] = {
    key: pitch for pitch, keys in enumerate(_BY_PITCH, 1) for key in keys.split()
}
"""How high a voice lies, 1 deep to 5 clear; of vendors' voices after the vendor's words for them. Of
those that lie alike the likest to a local voice stands first."""

_LIKENESS = {key.casefold(): (pitch, place) for place, (key, pitch) in enumerate(PITCH.items())}

ANOTHER_VOICE = N_(
    "This server has no voice “%(wanted)s”. The nearest is “%(voice)s”, which speaks."
)
NO_STYLE = N_("The voices of this server have no styles: “%(style)s” changes nothing here.")
ONLY_TOLD = N_(
    "This server’s voice is told pace and style in words. How closely it follows varies."
)
CLAMPED = N_("The pace is brought to %(speed)s times ordinary, which still sounds like a person.")
FOREIGN = N_("No voice of this server speaks %(language)s: an English one is heard.")
SILENT = N_("This server holds interviews in writing, so nobody hears a voice.")


OF_THE_SOUND = frozenset({ANOTHER_VOICE, FOREIGN})
"""What somebody who will listen is told; the rest is for whoever writes the persona."""


class Speaking(Protocol):
    """Whoever knows what voices there are."""

    def voices(self) -> tuple[Voice, ...]: ...


@dataclass(frozen=True, slots=True)
class VoiceEngine:
    """What would speak on this server, and the voices it has (in writing: those it would have)."""

    kind: EngineKind
    voices: tuple[Voice, ...]

    @property
    def can_be_heard(self) -> bool:
        """Outside an interview, free of charge."""
        return self.kind == "local" and bool(self.voices)


@dataclass(frozen=True, slots=True)
class Note:
    """A sentence about a voice: ``text`` is a msgid, ``params`` fill it (values may be msgids)."""

    text: str
    params: Mapping[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Heard:
    """What is really heard. ``voice`` is one of the engine's, or "" when it has none."""

    voice: str
    speed: float
    notes: tuple[Note, ...]


def engine_of(setting: str, local: Speaking, live: Speaking | None = None) -> VoiceEngine:
    """The engine that ``PREPPAL_VOICE`` names; ``live`` is the speech-to-speech provider."""
    if setting == "gemini-live" and live is not None:
        return VoiceEngine("gemini-live", live.voices())
    return VoiceEngine("text" if setting == "text" else "local", local.voices())


def nearest_voice(wanted: str, voices: Sequence[Voice]) -> str:
    """The key of ``wanted``, whatever its case, or of the voice that lies nearest to it.

    The first for "" or a stranger, "" where there is no voice. What pages say, what is rendered ahead
    and what speaks all ask here.
    """
    known = {voice.key.casefold(): voice.key for voice in voices}
    if not known:
        return ""
    if wanted.casefold() in known:
        return known[wanted.casefold()]
    likeness = _LIKENESS.get(wanted.casefold())
    if likeness is None:
        return voices[0].key
    pitch, _ = likeness

    def distance(voice: Voice) -> tuple[int, int, int]:
        lies, place = _LIKENESS.get(voice.key.casefold(), (3, len(PITCH)))
        return abs(lies - pitch), -lies, place

    return min(voices, key=distance).key


def heard_as(wanted: Mapping[str, Any], engine: VoiceEngine) -> Heard:
    """What a persona's ``voice_settings`` come to with this engine, and what differs, in sentences."""
    asked, style = str(wanted.get("voice", "")), str(wanted.get("style", "")).strip()
    voice = nearest_voice(asked, engine.voices)
    asked_speed = float(wanted.get("speed", 1.0))
    speed = min(max(asked_speed, SPEEDS[0]), SPEEDS[1])
    if engine.kind == "text" or not voice:
        return Heard(voice, speed, (Note(SILENT),))
    notes = []
    if asked and asked.casefold() != voice.casefold() and not _is_such(voice, asked):
        notes.append(Note(ANOTHER_VOICE, {"wanted": name_of(asked), "voice": name_of(voice)}))
    language = primary(str(wanted.get("language", "en")))
    if not any(
        v.language == ANY_LANGUAGE or primary(v.language) == language for v in engine.voices
    ):
        notes.append(Note(FOREIGN, {"language": LANGUAGES.get(language, language)}))
    if speed != asked_speed:
        notes.append(Note(CLAMPED, {"speed": f"{speed:g}"}))
    if engine.kind == "gemini-live" and (style or speed != 1.0):
        notes.append(Note(ONLY_TOLD))
    elif engine.kind == "local" and style:
        notes.append(Note(NO_STYLE, {"style": style}))
    return Heard(voice, speed, tuple(notes))


def name_of(key: str) -> str:
    """A voice's name, a msgid where it is a word."""
    return VOICE_NAMES.get(key, key)


def voice_words(wanted: Mapping[str, Any]) -> str:
    """Pace and style as a model is told them, in English: "calm, a little slower than usual"."""
    speed = float(wanted.get("speed", 1.0))
    pace = (
        "much slower than usual" if speed < 0.85
        else "a little slower than usual" if speed < 0.98
        else "" if speed <= 1.02
        else "a little quicker than usual" if speed <= 1.15
        else "much quicker than usual"
    )  # fmt: skip
    return ", ".join(filter(None, (str(wanted.get("style", "")).strip(), pace)))


def _is_such(voice: str, wanted: str) -> bool:
    """Whether it is what was asked for under another name: "a deep voice" names no voice of a vendor."""
    return wanted in VOICE_NAMES and PITCH.get(voice) == PITCH[wanted]
