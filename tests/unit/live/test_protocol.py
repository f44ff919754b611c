"""Frames as text: what is read from them, what is refused, and that the page knows every close code."""

import json
import re
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

import preppal
from preppal.interviews.live import protocol
from preppal.interviews.live.limits import AHEAD_SECONDS, FAR_AHEAD_SECONDS, TooFast, Uplink
from preppal.interviews.live.protocol import BadFrame, Say, checked_answer, decode
from preppal.interviews.live.socket import CLOSING
from preppal.web.limits import Gauge

PACKAGE = Path(preppal.__file__).parent
CONNECTION = PACKAGE / "static/js/interviews/connection.js"
SESSION = PACKAGE / "templates/interviews/session.html"
TRIED_AGAIN = {"no_hello", "too_slow", "busy", "away"}
PANELS = {"taken_over": "taken", "held_elsewhere": "elsewhere"}


def test_the_page_knows_every_code_and_has_a_word_for_it() -> None:
    known = {
        int(code): name
        for code, name in re.findall(r"\[(\d{4}), '(\w+)'\]", CONNECTION.read_text())
    }
    for name, (code, _) in CLOSING.items():
        assert known.get(code) == (None if name in TRIED_AGAIN else name)
    assert known[protocol.NO_INTERVIEW] == "not_found"
    assert known[protocol.SIGNED_OUT] == "signed_out"
    page = SESSION.read_text()
    for name in known.values():
        panel = PANELS.get(name)
        assert f'data-panel="{panel}"' in page if panel else f'data-word="{name}"' in page, name


@pytest.mark.parametrize(
    ("escaped", "read"),
    [
        (r"a\ud800b", "a\ufffdb"),
        (r"\udc00\ud800", "\ufffd\ufffd"),
        (r"\ud83d\ude00\ud83d", "\U0001f600\ufffd"),
        (r"\\ud800\ud800", "\\ud800\ufffd"),
        (r"\\\ud800", "\\\ufffd"),
    ],
)
def test_half_a_character_is_no_broken_message(escaped: str, read: str) -> None:
    assert decode(f'{{"type":"say","text":"{escaped}"}}') == Say(read)


@given(st.text(st.characters(), max_size=50))
def test_whatever_javascript_can_write_is_read(text: str) -> None:
    said = decode(json.dumps({"type": "say", "text": text}))
    assert isinstance(said, Say)
    kept = checked_answer(said.text)
    assert kept == checked_answer(text) == checked_answer(kept)
    kept.encode()
    assert not re.search(r"[\x00-\x08\x0b-\x1f\x7f-\x9f]", kept)


@given(st.text(max_size=60) | st.binary(max_size=60).map(lambda data: data.decode("latin-1")))
def test_anything_else_is_refused_and_nothing_worse(text: str) -> None:
    with pytest.raises(BadFrame):
        decode(text)


def test_what_can_be_kept_is_what_the_page_sends() -> None:
    """The same example is in tests/js/a_bad_line.test.mjs."""
    assert (
        checked_answer(" a\x00b\r\nc\rd\x85\x1f\ud800 \U0001f600\t") == "ab\nc\nd\ufffd \U0001f600"
    )
    assert checked_answer("\x01 \x07") == ""


class Standing:
    now = 5.0

    def __call__(self) -> float:
        return self.now


def test_a_gauge_drains_with_time_and_never_below_nothing() -> None:
    clock = Standing()
    gauge = Gauge(2.0, clock)
    assert gauge.add(5.0) == 5.0
    clock.now += 1.5
    assert gauge.add(1.0) == 3.0
    clock.now += 100
    assert gauge.add(1.0) == 1.0


@pytest.mark.parametrize("pace", [1.0, 1.9])
def test_a_microphone_may_go_on_for_ever(pace: float) -> None:
    clock = Standing()
    uplink = Uplink(clock)
    for _ in range(90_000):
        clock.now += 0.04 / pace
        assert uplink.takes(bytes(1280))


def test_faster_than_twice_its_time_sound_is_left_out_and_later_refused() -> None:
    clock = Standing()
    uplink = Uplink(clock)
    taken = []
    with pytest.raises(TooFast):
        while clock.now < 1_000:
            clock.now += 0.1  # ten seconds in one
            taken.append(uplink.takes(bytes(32_000)))
    ahead = 0.8  # seconds that come and do not drain, a frame
    assert taken.count(True) == pytest.approx(AHEAD_SECONDS / ahead, abs=2)
    assert len(taken) == pytest.approx(FAR_AHEAD_SECONDS / ahead, abs=2)
