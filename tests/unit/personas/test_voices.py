"""What a persona asks of a voice, and what an engine makes of it."""

from typing import Any

import hypothesis.strategies as st
import pytest
from hypothesis import given

from preppal.personas.voices import (
    ANOTHER_VOICE,
    CLAMPED,
    FOREIGN,
    NO_STYLE,
    ONLY_TOLD,
    PITCH,
    SILENT,
    SPEEDS,
    VoiceEngine,
    engine_of,
    heard_as,
    nearest_voice,
    voice_words,
)
from preppal.providers.local_synthesis import SPEEDS as LOCAL_SPEEDS
from preppal.providers.local_synthesis import voices_here
from preppal.providers.protocols import Voice
from tests.speaking import VOICES, LiveVoices, ToneSpeech

LOCAL = VoiceEngine("local", VOICES)
LIVE = VoiceEngine("gemini-live", LiveVoices().voices())
WRITING = VoiceEngine("text", VOICES)


def wanted(**changes: Any) -> dict[str, Any]:
    return {"voice": "deep", "speed": 1.0, "language": "en-US", "style": ""} | changes


def notes(engine: VoiceEngine, **changes: Any) -> list[str]:
    return [note.text for note in heard_as(wanted(**changes), engine).notes]


@pytest.mark.parametrize(
    ("asked", "nearest"),
    [
        ("deep", "deep"),
        ("Charon", "deep"),
        ("low", "deep"),
        ("warm", "heart"),
        ("Kore", "heart"),
        ("Zephyr", "clear"),
        ("", "heart"),
        ("nobody", "heart"),
        ("{}", "heart"),
    ],
)
def test_the_nearest_by_how_high_it_lies(asked: str, nearest: str) -> None:
    assert nearest_voice(asked, VOICES) == nearest


def test_back_and_forth_between_engines() -> None:
    assert nearest_voice("deep", LIVE.voices) == "Charon"
    assert nearest_voice("clear", LIVE.voices) == "Zephyr"
    assert nearest_voice("anything", ()) == ""


def test_every_local_voice_has_its_place() -> None:
    assert {voice.key for voice in voices_here()} <= set(PITCH)
    assert set(PITCH.values()) == {1, 2, 3, 4, 5}


def test_nothing_is_said_where_nothing_differs() -> None:
    assert notes(LOCAL) == []
    assert notes(LIVE, voice="Kore") == []
    assert notes(LOCAL, voice="") == []
    assert notes(LIVE, voice="", language="zh-CN") == []
    # Another deep voice is a deep voice.
    assert notes(LIVE, voice="deep") == []


def test_what_differs_is_said() -> None:
    assert notes(LOCAL, voice="Puck") == [ANOTHER_VOICE]
    assert notes(LIVE, voice="warm") == [ANOTHER_VOICE]
    assert notes(LOCAL, style="calm") == [NO_STYLE]
    assert notes(LOCAL, language="es-ES") == [FOREIGN]
    assert notes(LOCAL, speed=2.0) == [CLAMPED]
    assert notes(LIVE, voice="Kore", style="calm") == [ONLY_TOLD]
    assert notes(LIVE, voice="Kore", speed=1.1) == [ONLY_TOLD]
    assert notes(WRITING, voice="Puck", style="calm", language="es-ES") == [SILENT]
    assert notes(VoiceEngine("local", ())) == [SILENT]


def test_a_sentence_names_what_it_is_about() -> None:
    [note] = heard_as(wanted(voice="Puck"), LOCAL).notes
    assert note.text % note.params == (
        "This server has no voice “Puck”. The nearest is “Deep voice”, which speaks."
    )


def test_an_old_snapshot_without_settings_is_heard_too() -> None:
    heard = heard_as({}, LOCAL)
    assert (heard.voice, heard.speed, heard.notes) == ("heart", 1.0, ())


@given(
    st.text(max_size=20),
    st.floats(allow_nan=False, allow_infinity=False),
    st.sampled_from(["en-US", "es-ES", "zh-CN", "", "x"]),
    st.text(max_size=20),
    st.sampled_from([LOCAL, LIVE, WRITING]),
)
def test_whatever_is_asked_for_something_can_speak_it(
    voice: str, speed: float, language: str, style: str, engine: VoiceEngine
) -> None:
    heard = heard_as(wanted(voice=voice, speed=speed, language=language, style=style), engine)
    assert heard.voice in {known.key for known in engine.voices}
    assert SPEEDS[0] <= heard.speed <= SPEEDS[1]
    for note in heard.notes:
        assert note.text % note.params


def test_the_bounds_are_those_of_the_synthesiser() -> None:
    assert SPEEDS == LOCAL_SPEEDS


def test_the_engine_is_what_the_setting_names() -> None:
    local, live = ToneSpeech(), LiveVoices()
    assert engine_of("auto", local, live) == LOCAL
    assert engine_of("local", local) == LOCAL
    assert engine_of("text", local, live) == WRITING
    assert engine_of("gemini-live", local, live) == LIVE
    # Without a provider local speech is what would speak.
    assert engine_of("gemini-live", local) == LOCAL


@pytest.mark.parametrize(
    ("settings", "words"),
    [
        ({}, ""),
        ({"speed": 1.0, "style": ""}, ""),
        ({"speed": 1.02, "style": " calm "}, "calm"),
        ({"speed": 0.96, "style": "calm"}, "calm, a little slower than usual"),
        ({"speed": 0.7}, "much slower than usual"),
        ({"speed": 1.1}, "a little quicker than usual"),
        ({"speed": 1.4}, "much quicker than usual"),
    ],
)
def test_pace_and_style_in_words(settings: dict[str, Any], words: str) -> None:
    assert voice_words(settings) == words


def test_voices_of_several_languages_speak_all() -> None:
    engine = VoiceEngine("local", (Voice("deep", "Deep", "es-MX"),))
    assert notes(engine, language="es-ES") == []
    assert notes(engine, language="en-US") == [FOREIGN]
