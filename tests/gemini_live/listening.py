"""Read what a client sends, as leniently about spelling and as strictly about content as the real one.

Names may be in camelCase or snake_case and base64 in either alphabet (google-genai mixes them); a field
that is not known, a model that is not there, a setting that the model does not take closes with 1007.
The field lists are those of ai.google.dev/api/live.
"""

from __future__ import annotations

import base64
import binascii
import json
from dataclasses import dataclass, field
from typing import Any

from preppal.providers.gemini_live.voices import NAMES
from tests.gemini_live.script import Script


class Refused(Exception):
    def __init__(self, reason: str, code: int = 1007) -> None:
        self.code, self.reason = code, reason
        super().__init__(reason)


TEXT: dict[str, Any] = {}
CONTENT = {"role": TEXT, "parts": [{"text": TEXT}]}
BLOB = {"data": TEXT, "mimeType": TEXT}
SETUP: dict[str, Any] = {
    "model": TEXT,
    "generationConfig": {
        "candidateCount": TEXT,
        "maxOutputTokens": TEXT,
        "temperature": TEXT,
        "topP": TEXT,
        "topK": TEXT,
        "responseModalities": TEXT,
        "mediaResolution": TEXT,
        "speechConfig": {
            "languageCode": TEXT,
            "voiceConfig": {"prebuiltVoiceConfig": {"voiceName": TEXT}},
        },
        "thinkingConfig": {"thinkingLevel": TEXT, "thinkingBudget": TEXT, "includeThoughts": TEXT},
    },
    "systemInstruction": CONTENT,
    "tools": TEXT,
    "realtimeInputConfig": {
        "automaticActivityDetection": {
            "disabled": TEXT,
            "startOfSpeechSensitivity": TEXT,
            "endOfSpeechSensitivity": TEXT,
            "prefixPaddingMs": TEXT,
            "silenceDurationMs": TEXT,
        },
        "activityHandling": TEXT,
        "turnCoverage": TEXT,
    },
    "sessionResumption": {"handle": TEXT},
    "contextWindowCompression": {
        "slidingWindow": {"targetTokens": TEXT},
        "triggerTokens": TEXT,
    },
    "inputAudioTranscription": {"languageCodes": TEXT, "customVocabulary": TEXT},
    "outputAudioTranscription": {"languageCodes": TEXT},
    "proactivity": {"proactiveAudio": TEXT},
    "historyConfig": {"initialHistoryInClientContent": TEXT},
}
MESSAGE: dict[str, Any] = {
    "setup": SETUP,
    "clientContent": {"turns": [CONTENT], "turnComplete": TEXT},
    "realtimeInput": {
        "audio": BLOB,
        "video": BLOB,
        "text": TEXT,
        "audioStreamEnd": TEXT,
        "activityStart": TEXT,
        "activityEnd": TEXT,
    },
    "toolResponse": TEXT,
}


@dataclass(frozen=True)
class Setup:
    """What of a setup the double goes by. `asked` is all of it."""

    asked: dict[str, Any] = field(repr=False)
    handle: str
    silence_ms: int
    history: bool
    transcribes: tuple[bool, bool]
    """What comes in, what goes out."""
    resumption: bool


def read(frame: bytes | str) -> tuple[str, Any]:
    """The one thing that a client's message brings: its name and its content, in camelCase.

    Raises `Refused`.
    """
    try:
        message = json.loads(frame)
    except ValueError:
        raise Refused("Invalid JSON payload received.") from None
    if not isinstance(message, dict):
        raise Refused("Invalid JSON payload received.")
    known = _known(message, MESSAGE, "")
    if len(known) != 1:
        raise Refused("Request contains an invalid argument.")
    [(name, content)] = known.items()
    return name, content


def _known(value: Any, shape: Any, where: str) -> Any:
    if isinstance(shape, list):
        if not isinstance(value, list):
            raise Refused(f"Invalid value at '{where}'.")
        return [_known(item, shape[0], where) for item in value]
    if not shape:
        return value
    if not isinstance(value, dict):
        raise Refused(f"Invalid value at '{where}'.")
    found = {}
    for name, below in value.items():
        first, *others = name.split("_")
        camel = first + "".join(word.capitalize() for word in others)
        if camel not in shape:
            raise Refused(
                f"Invalid JSON payload received. Unknown name \"{name}\" at '{where}': "
                "Cannot find field."
            )
        found[camel] = _known(below, shape[camel], camel)
    return found


def check_setup(asked: dict[str, Any], script: Script) -> Setup:
    """Raises `Refused`."""
    model = asked.get("model", "")
    if model not in script.models:
        raise Refused(
            f"{model} is not found for API version v1, or is not supported for bidiGenerateContent."
            " Call ListModels to see the list of available models and their supported methods.",
            1008,
        )
    generation = asked.get("generationConfig", {})
    if generation.get("responseModalities") != ["AUDIO"]:
        raise Refused("The requested combination of response modalities is not supported.")
    if "thinkingConfig" in generation:
        raise Refused("Thinking level is not supported for this model.")
    if asked.get("proactivity", {}).get("proactiveAudio") is False:
        raise Refused("Proactive audio cannot be disabled for this model.")
    speech = generation.get("speechConfig", {})
    voice = speech.get("voiceConfig", {}).get("prebuiltVoiceConfig", {}).get("voiceName", NAMES[0])
    if voice not in NAMES:
        raise Refused(f"Voice {voice} is not available.")
    language = speech.get("languageCode")
    if script.refuses_language and language:
        raise Refused(f"Unsupported language code '{language}' for model {model}")
    detection = asked.get("realtimeInputConfig", {}).get("automaticActivityDetection", {})
    silence = detection.get("silenceDurationMs", 500)
    if not isinstance(silence, int) or silence < 0:
        raise Refused("Request contains an invalid argument.")
    handle = asked.get("sessionResumption", {}).get("handle") or ""
    return Setup(
        asked=asked,
        handle=handle,
        silence_ms=silence,
        history=bool(asked.get("historyConfig", {}).get("initialHistoryInClientContent")),
        transcribes=("inputAudioTranscription" in asked, "outputAudioTranscription" in asked),
        resumption="sessionResumption" in asked,
    )


def sound_of(blob: dict[str, Any]) -> bytes:
    """Raises `Refused`."""
    if not str(blob.get("mimeType", "")).startswith("audio/pcm"):
        raise Refused("Unsupported audio mime type.")
    try:
        standard = str(blob.get("data", "")).replace("-", "+").replace("_", "/")
        return base64.b64decode(standard + "=" * (-len(standard) % 4), validate=True)
    except (ValueError, binascii.Error):
        raise Refused(
            "Invalid value at 'realtimeInput.audio.data': Base64 decoding failed."
        ) from None


def words_of(turns: list[dict[str, Any]]) -> list[tuple[str, str]]:
    """Role and text of written turns."""
    return [
        (turn.get("role", "user"), "".join(part.get("text", "") for part in turn.get("parts", [])))
        for turn in turns
    ]
