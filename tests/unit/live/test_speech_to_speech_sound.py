"""What goes up, what is a voice, and which words of a line were heard: the pure parts."""

from __future__ import annotations

import numpy as np
import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.interviews.live.delivery import SpeechTimes
from preppal.interviews.live.engine import Used
from preppal.interviews.live.segmenting import VoiceOff, VoiceOn
from preppal.interviews.live.speech_to_speech.spoken_answer import SpokenAnswer
from preppal.interviews.live.speech_to_speech.streamed_line import LONGEST_MS, StreamedLine
from preppal.interviews.live.speech_to_speech.uplink import BEFORE_MS, MOST_MS, PASSED_MS, Uplink
from preppal.interviews.live.speech_to_speech.voice_gate import VoiceGate, loudness
from preppal.interviews.live.speech_to_speech.voices import voice_for
from preppal.interviews.usage import added
from preppal.personas.voices import VoiceEngine, heard_as
from preppal.providers.gemini_live.voices import NAMES, VOICES
from preppal.providers.local_synthesis import TONES
from preppal.providers.protocols import Voice
from tests import voices
from tests.voices.scripted import LOUD

FRAME = 40
QUIET = bytes(1_280)
A_MS = bytes(48)


class Microphone:
    """A gate and an uplink, fed frame by frame."""

    def __init__(self) -> None:
        self.gate = VoiceGate()
        self.uplink = Uplink(self.gate)
        self.now = 0
        self.signals: list[VoiceOn | VoiceOff] = []
        self.up: list[bytes] = []

    def hear(self, pcm: bytes) -> Microphone:
        for start in range(0, len(pcm), 1_280):
            frame = pcm[start : start + 1_280]
            self.now += FRAME
            signal = self.gate.feed(loudness(frame), len(frame) // 32, self.now)
            if signal is not None:
                self.signals.append(signal)
            self.up += self.uplink.passed(frame)
        return self

    def quiet(self, ms: int) -> Microphone:
        return self.hear(QUIET * (ms // FRAME))


@pytest.mark.parametrize(
    "recording", ["answer_1", "answer_2", "answer_3", "long_answer", "barge_in"]
)
@pytest.mark.parametrize("noise", [0, 10, 60])
def test_the_gate_hears_recorded_voices_over_noise(recording: str, noise: int) -> None:
    pcm = np.frombuffer(voices.pcm(recording), "<i2").astype(np.float32)
    chance = np.random.default_rng(7)
    noisy = (pcm + chance.normal(0, noise, len(pcm))).clip(-32_768, 32_767).astype("<i2")
    microphone = Microphone().hear(noisy.tobytes()).quiet(400)
    spoken = microphone.gate.voice_ms / (len(pcm) / 16)
    assert 0.6 < spoken < 1.0
    assert isinstance(microphone.signals[0], VoiceOn)
    assert microphone.signals[0].at < 700
    assert isinstance(microphone.signals[-1], VoiceOff)


@pytest.mark.parametrize("recording", ["answer_1", "long_answer", "barge_in"])
def test_every_fifth_sample_is_as_loud_as_all_of_them(recording: str) -> None:
    pcm = voices.pcm(recording)
    frames = [pcm[start : start + 1_280] for start in range(0, len(pcm) - 1_279, 1_280)]
    samples = np.frombuffer(b"".join(frames), "<i2").astype(np.float64).reshape(len(frames), -1)
    all_of_them = (samples**2).mean(axis=1)
    loud = all_of_them > 100**2
    told = np.array([loudness(frame) for frame in frames])
    decibels = 10 * np.log10(told[loud] / all_of_them[loud])
    assert np.quantile(np.abs(decibels), 0.99) < 1.5
    assert abs(decibels.mean()) < 0.1


@pytest.mark.parametrize(
    ("samples", "told"),
    [((), 0), ((7,), 49), ((7, 9, 9, 9, 9), 49), ((7, 9, 9, 9, 9, -7), 49), ((-32_768,), 2**30)],
)
@pytest.mark.parametrize("torn", [b"", b"x"])
def test_the_loudness_of_the_shortest_frames(
    samples: tuple[int, ...], told: float, torn: bytes
) -> None:
    frame = np.array(samples, "<i2").tobytes() + torn
    assert loudness(frame) == pytest.approx(told)


def test_a_quiet_room_is_no_voice_and_neither_is_a_knock() -> None:
    microphone = Microphone().hear(voices.pcm("quiet_room")).hear(LOUD).quiet(400)
    assert microphone.signals == []


def test_a_fan_that_starts_is_a_voice_only_for_a_while() -> None:
    fan = np.random.default_rng(3).normal(0, 300, 16_000 * 30).astype("<i2").tobytes()
    microphone = Microphone().hear(voices.pcm("quiet_room")).hear(fan)
    assert not microphone.gate.voiced
    assert microphone.signals[-1].at < 5_000 + 20_000
    microphone.hear(voices.pcm("answer_1"))  # and is talked over
    assert microphone.signals[-2:] and isinstance(microphone.signals[-1], VoiceOn | VoiceOff)
    assert microphone.gate.voice_ms > 20_000


def test_the_gate_counts_samples_and_follows_the_clock_over_a_gap() -> None:
    gate = VoiceGate()
    for arrived in (40, 80, 500, 510, 520):
        gate.feed(0.0, 40, arrived)
    assert gate.at == 520
    gate.feed(0.0, 40, 5_000)
    assert gate.at == 5_000
    gate.feed(0.0, 40, 5_250)  # late, but not lost
    assert gate.at == 5_040


def test_silence_after_speech_is_withheld_and_speech_goes_on_from_its_first_sound() -> None:
    microphone = Microphone()
    microphone.uplink.open()
    microphone.quiet(1_000)
    assert len(microphone.up) == 25  # before the first word everything goes up
    microphone.hear(LOUD * 25).quiet(5_000)
    assert len(microphone.up) == pytest.approx(50 + PASSED_MS // FRAME, abs=1)
    before = len(microphone.up)
    microphone.hear(LOUD * 10)
    assert len(microphone.up) == pytest.approx(before + BEFORE_MS // FRAME + 9, abs=2)
    assert microphone.up[-10:] == [LOUD] * 10


def test_nothing_goes_up_while_it_is_shut_and_all_of_a_barge_in_when_it_opens() -> None:
    microphone = Microphone()
    microphone.uplink.shut()
    microphone.quiet(3_000).hear(LOUD * 20)
    assert microphone.up == []
    microphone.uplink.open()
    microphone.hear(LOUD)
    assert microphone.up.count(LOUD) == 21
    assert len(microphone.up) <= 21 + BEFORE_MS // FRAME


def test_what_is_kept_back_is_bounded() -> None:
    microphone = Microphone()
    microphone.uplink.shut()
    microphone.hear(LOUD * 200)
    microphone.uplink.open()
    microphone.hear(LOUD)
    assert len(microphone.up) <= MOST_MS // FRAME + 1


def spoken_line(*pieces: tuple[str, int], whole: bool = True) -> StreamedLine:
    """Words and ms of sound, in the order in which they come."""
    line = StreamedLine()
    for words, ms in pieces:
        if words:
            line.add_words(words)
        if ms:
            line.add_sound(A_MS * ms)
    if whole:
        line.close()
    return line


def play(line: StreamedLine, ms: int) -> None:
    """The ear is at `ms`, says the browser."""
    while line.wait_ms(10_000_000) == 0:
        line.take(0)
    line.acknowledge(ms, 0)


TEXT = "Thank you. Tell me about a time that you failed. What did you do then?"


def test_heard_words_are_spread_over_the_sound() -> None:
    line = spoken_line((TEXT, 7_000))
    play(line, 3_500)
    assert line.heard_text(0) == "Thank you. Tell me about a time"
    play(line, 7_000)
    assert line.heard_text(0) == TEXT


def test_words_that_come_long_before_their_sound_were_not_heard() -> None:
    line = spoken_line((TEXT, 400), whole=False)
    play(line, 400)
    assert line.heard_text(0) in ("Thank", "")
    broken = spoken_line((TEXT, 400), whole=False)
    broken.close(broken=True)
    play(broken, 400)
    assert broken.is_heard(0)
    assert broken.heard_text(0) in ("Thank", "")


@given(
    st.lists(st.tuples(st.text("ab. ?\n", max_size=12), st.integers(0, 900)), max_size=12),
    st.integers(0, 9_000),
)
def test_what_was_heard_is_always_the_beginning(pieces: list[tuple[str, int]], at: int) -> None:
    for whole in (True, False):
        line = spoken_line(*pieces, whole=whole)
        play(line, at)
        heard = line.heard_text(0)
        assert line.words.startswith(heard)
        captions = []
        while caption := line.next_caption():
            captions.append(caption)
        assert all(line.words.startswith(caption) for caption in captions)


def test_a_line_is_bounded() -> None:
    line = StreamedLine()
    for _ in range(400):
        line.add_sound(A_MS * 1_000)
        line.add_words(" word")
    assert line.total_ms == LONGEST_MS
    huge = StreamedLine()
    huge.add_sound(A_MS * 10 * LONGEST_MS)
    assert huge.total_ms == LONGEST_MS
    assert len(line.words.split()) <= LONGEST_MS // 1_000 + 1


def test_a_line_goes_on_at_the_sentence_that_was_cut() -> None:
    line = spoken_line((TEXT, 7_000))
    play(line, 3_500)
    line.rewind(0)
    assert 700 < line.sent_ms < 1_200  # after "Thank you."
    assert line.next_caption().startswith("Thank you.")


def test_usage_adds_up() -> None:
    used = Used("gemini-live", "m", {"audio_in": 5, "text_in": 1}, up_ms=1_500, down_ms=200)
    once = added({}, [used])
    assert once == {
        "engine": "gemini-live",
        "model": "m",
        "tokens": {"audio_in": 5, "text_in": 1},
        "sound_up_s": 1.5,
        "sound_down_s": 0.2,
    }
    more = added(once, [used, Used("gemini-live", "n", {"audio_out": 2}, up_ms=0, down_ms=0)])
    assert more["tokens"] == {"audio_in": 10, "text_in": 2, "audio_out": 2}
    assert (more["sound_up_s"], more["model"]) == (3.0, "n")
    assert once["tokens"] == {"audio_in": 5, "text_in": 1}


def test_a_persona_keeps_its_voice() -> None:
    there = [Voice(name, name, "mul") for name in ("Kore", "Puck", "Charon")]
    assert voice_for(there, "puck", "Ada") == "Puck"
    assert voice_for(there, "deep", "Ada") == "Charon"
    assert len({voice_for(there, "", name) for name in ("Ada", "Ruth", "Hiro", "Dev", "Noor")}) > 1
    assert voice_for([], "", "Ada") == ""


@pytest.mark.parametrize("asked", [*TONES, "heart", *NAMES, "puck", "Nobody’s", "x" * 40])
def test_the_voice_that_a_page_names_is_the_one_that_speaks(asked: str) -> None:
    heard = heard_as({"voice": asked}, VoiceEngine("gemini-live", VOICES))
    assert voice_for(VOICES, asked, "Ada") == heard.voice
    assert voice_for(VOICES, asked, "Ruth") == heard.voice


def test_voices_of_this_server_have_one_like_them_elsewhere() -> None:
    like = {voice_for(VOICES, tone, "Ada") for tone in (*TONES, "heart")}
    assert len(like) == len(TONES) + 1
    assert not [
        note.text
        for tone in TONES
        for note in heard_as({"voice": tone}, VoiceEngine("gemini-live", VOICES)).notes
    ]


def test_what_goes_up_again_after_a_cut_is_heard_once() -> None:
    answer = SpokenAnswer(SpeechTimes())
    answer.hear(" I looked at the logs and I decided", late=False)
    answer.sent_again()
    answer.hear(" and I decided", late=False)
    answer.hear(" to replace it, to replace it all.", late=False)
    assert answer.heard == "I looked at the logs and I decided to replace it, to replace it all."
    answer.begin_anew()
    assert answer.heard == ""
    assert answer.repeats(" to replace it, ")
    assert not answer.repeats(" something else")
    answer.hear(" very", late=False)
    answer.sent_again()
    answer.hear(" very late", late=False)
    assert answer.heard == "very very late"
