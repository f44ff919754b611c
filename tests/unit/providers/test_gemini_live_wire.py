"""What comes from the provider is a message, or is said to be none; nothing else happens."""

import base64
import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.providers.gemini_live import wire
from preppal.providers.gemini_live.floor import Floor
from preppal.providers.gemini_live.wire import NotUnderstood, decode
from preppal.providers.protocols import ConversationSetup, InterviewerSound, SaidBefore
from tests.gemini_live import listening
from tests.gemini_live.script import Script

NAMES = [
    "serverContent", "server_content", "modelTurn", "model_turn", "parts", "inlineData",
    "inline_data", "data", "mimeType", "mime_type", "inputTranscription", "outputTranscription",
    "text", "interrupted", "generationComplete", "turnComplete", "usageMetadata",
    "promptTokensDetails", "modality", "tokenCount", "goAway", "timeLeft", "setupComplete",
    "sessionResumptionUpdate", "newHandle", "resumable", "error", "code", "message", "new_thing",
]  # fmt: skip
leaves = (
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats(allow_nan=False)
    | st.text(max_size=12)
    | st.sampled_from(["AUDIO", "59.5s", "AAAA", "AA_-", "audio/pcm;rate=24000"])
)
anything = st.recursive(
    leaves,
    lambda below: (
        st.lists(below, max_size=4) | st.dictionaries(st.sampled_from(NAMES), below, max_size=5)
    ),
    max_leaves=25,
)


def read(frame: bytes) -> None:
    """As a connection reads: a message and its events, or `NotUnderstood`."""
    try:
        message = decode(frame)
    except NotUnderstood:
        return
    for event in Floor().take(message):
        if isinstance(event, InterviewerSound):
            assert len(event.pcm24k) % 2 == 0


@given(st.binary(max_size=300))
def test_any_bytes(frame: bytes) -> None:
    read(frame)


@given(anything)
def test_any_json_of_known_names(value: Any) -> None:
    read(json.dumps(value).encode())


WHOLE = json.dumps(
    {
        "serverContent": {
            "modelTurn": {"parts": [{"inlineData": {"mimeType": "audio/pcm", "data": "AAECAw=="}}]},
            "inputTranscription": {"text": "I led it — truly."},
            "outputTranscription": {"text": "And then?"},
            "interrupted": True,
            "turnComplete": True,
        },
        "usageMetadata": {"promptTokenCount": 5, "responseTokensDetails": [{"tokenCount": 1}]},
        "goAway": {"timeLeft": "50s"},
        "sessionResumptionUpdate": {"newHandle": "h_1", "resumable": True},
    },
    ensure_ascii=False,
).encode()


@given(st.data())
def test_a_garbled_message(data: st.DataObject) -> None:
    frame = bytearray(WHOLE)
    for _ in range(data.draw(st.integers(1, 6))):
        place = data.draw(st.integers(0, len(frame) - 1))
        match data.draw(st.sampled_from(["change", "cut", "double"])):
            case "change":
                frame[place] = data.draw(st.integers(0, 255))
            case "cut":
                del frame[place : place + data.draw(st.integers(1, 40))]
                frame = frame or bytearray(b" ")
            case "double":
                frame[place:place] = frame[place : place + 30]
    read(bytes(frame))


@pytest.mark.parametrize("depth", [2_000, 200_000])
def test_a_deep_message(depth: int) -> None:
    with pytest.raises(NotUnderstood):
        decode(b'{"goAway":' * depth)
    nested = b'{"a_b":' + b"[" * depth + b"]" * depth + b"}"
    read(nested)


@given(st.binary(min_size=1, max_size=60))
def test_sound_in_any_spelling(pcm: bytes) -> None:
    for encode in (base64.b64encode, base64.urlsafe_b64encode):
        for text in (encode(pcm).decode(), encode(pcm).decode().rstrip("=")):
            for content, turn, blob in (
                ("serverContent", "modelTurn", "inlineData"),
                ("server_content", "model_turn", "inline_data"),
                ("serverContent", "model_turn", "inlineData"),
            ):
                frame = json.dumps({content: {turn: {"parts": [{blob: {"data": text}}]}}}).encode()
                message = decode(frame)
                assert message.server_content is not None
                assert message.server_content.model_turn is not None
                [part] = message.server_content.model_turn.parts or []
                assert part.inline_data is not None
                assert part.inline_data.data == pcm


@given(st.binary(max_size=2000))
def test_sound_that_is_sent(pcm: bytes) -> None:
    name, content = listening.read(wire.audio_message(pcm))
    assert name == "realtimeInput"
    assert content["audio"]["mimeType"] == "audio/pcm;rate=16000"
    assert listening.sound_of(content["audio"]) == pcm


@given(
    st.text(),
    st.text(min_size=1),
    st.sampled_from(["en-US", "zh", ""]),
    st.text(max_size=5),
    st.booleans(),
)
def test_any_setup_is_one(
    instruction: str, said: str, language: str, handle: str, history: bool
) -> None:
    asked = ConversationSetup(instruction, "Kore", language, 700, lambda: ())
    frame = wire.setup_message(
        asked, model="gemini-3.8-live", language=language, handle=handle, history=history
    )
    name, content = listening.read(frame)
    setup = listening.check_setup(content, Script())
    assert (name, setup.silence_ms, setup.handle) == ("setup", 700, handle)
    assert setup.history == history
    assert content["systemInstruction"]["parts"] == [{"text": instruction}]
    turns = [SaidBefore("interviewer", said), SaidBefore("candidate", said)]
    name, content = listening.read(wire.content_message(turns, complete=history))
    assert listening.words_of(content["turns"]) == [("model", said), ("user", said)]
    assert content["turnComplete"] == history


@pytest.mark.parametrize(
    ("tag", "code"),
    [
        ("en-US", "en-US"),
        ("en", "en-US"),
        ("es", "es-US"),
        ("es-ES", "es-ES"),
        ("zh", "cmn-CN"),
        ("zh-CN", "cmn-CN"),
        ("de-DE", "de-DE"),
        ("", ""),
    ],
)
def test_languages(tag: str, code: str) -> None:
    assert wire.language_code(tag) == code


@pytest.mark.parametrize(
    ("said", "seconds"), [("59.5s", 59.5), ("3s", 3.0), ("0s", 0.0), ("soon", None), (None, None)]
)
def test_durations(said: str | None, seconds: float | None) -> None:
    assert wire.seconds(said) == seconds
