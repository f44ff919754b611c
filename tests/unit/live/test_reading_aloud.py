"""Lines that the browser reads: handed over in time, and what was heard of them."""

from __future__ import annotations

import asyncio

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.interviews.live.channel import Channel
from preppal.interviews.live.engine import Caption, EngineEvent, ReadAloud
from preppal.interviews.live.playing import sentences
from preppal.interviews.live.reading_aloud import SILENT_MS, LineReadAloud, read_line, spoken_ms
from tests.voices.driving import StandingClock

SPANISH = "Hola, soy Ruth. ¿Cómo empezó aquello? Cuénteme un caso. Tómese su tiempo."
CHINESE = "你好，我是Ruth。请讲一次失败的经历！你学到了什么？"


def given_all(line: LineReadAloud, now: int) -> list[str]:
    texts = []
    while (sentence := line.give(now)) is not None:
        texts.append(sentence.text)
    return texts


@pytest.mark.parametrize(
    ("text", "count"), [(SPANISH, 4), (CHINESE, 3), ("No hay punto", 1), ("¿Sí? ¡No!", 2)]
)
def test_sentences_of_other_languages(text: str, count: int) -> None:
    parts = sentences(text)
    assert len(parts) == count
    assert "".join(parts).replace(" ", "") == text.replace(" ", "")


def test_time_is_estimated_by_letters_and_signs() -> None:
    assert spoken_ms("a" * 30) == pytest.approx(2_300, abs=100)
    assert spoken_ms("我" * 10) > spoken_ms("a" * 10) * 2
    assert spoken_ms(SPANISH, rate=2.0) == pytest.approx(spoken_ms(SPANISH) / 2, abs=1)


def test_the_sentence_being_read_and_the_next_one_are_with_the_browser() -> None:
    line = LineReadAloud.of(SPANISH, 1.0)
    assert given_all(line, 0) == ["Hola, soy Ruth.", "¿Cómo empezó aquello?"]
    assert not line.all_given
    first = spoken_ms("Hola, soy Ruth.")
    line.acknowledge(first - 200, first)
    assert given_all(line, first) == []
    line.acknowledge(first + 10, first + 210)
    assert given_all(line, first + 210) == ["Cuénteme un caso."]
    assert line.text_sent == "Hola, soy Ruth. ¿Cómo empezó aquello? Cuénteme un caso."


def test_it_is_heard_when_the_browser_says_so_however_long_that_takes() -> None:
    line = LineReadAloud.of("Una frase.", 1.0)
    given_all(line, 0)
    slow = 3 * line.total_ms
    line.acknowledge(line.total_ms // 2, slow)
    assert not line.is_heard(slow + 1_000)
    line.acknowledge(line.total_ms, slow + 2_000)
    assert line.is_heard(slow + 2_000)


def test_a_browser_that_says_nothing_is_believed_in_the_end() -> None:
    line = LineReadAloud.of(SPANISH, 1.0)
    now = 0
    while not line.all_given:
        given_all(line, now)
        now += 1_000
        assert now < 200_000
    end = line.end_ms()
    assert end is not None
    assert end >= SILENT_MS
    assert not line.is_heard(end - 1)
    assert line.is_heard(end)


def test_only_words_that_were_heard_are_kept() -> None:
    line = LineReadAloud.of(SPANISH, 1.0)
    given_all(line, 0)
    line.acknowledge(spoken_ms("Hola, soy Ruth.") + 700, 2_000)
    heard = line.heard_text(2_000)
    assert heard.startswith("Hola, soy Ruth. ¿Cómo")
    assert heard != "Hola, soy Ruth. ¿Cómo empezó aquello?"
    chinese = LineReadAloud.of(CHINESE, 1.0)
    given_all(chinese, 0)
    chinese.acknowledge(800, 800)
    assert chinese.heard_text(800) == CHINESE[: len(chinese.heard_text(800))]
    assert 0 < len(chinese.heard_text(800)) < 8


def test_a_line_that_goes_on_begins_at_the_sentence_that_was_cut() -> None:
    line = LineReadAloud.of(SPANISH, 1.0)
    given_all(line, 0)
    first = spoken_ms("Hola, soy Ruth.")
    line.acknowledge(first + 500, 3_000)
    line.rewind(3_000)
    assert given_all(line, 4_000)[0] == "¿Cómo empezó aquello?"
    line.acknowledge(spoken_ms("¿Cómo empezó aquello?") + 5, 6_000)
    assert given_all(line, 6_000) == ["Tómese su tiempo."] or line.text_sent.endswith("caso.")


@given(st.lists(st.tuples(st.integers(-100, 20_000), st.integers(0, 5_000)), max_size=12))
def test_whatever_the_browser_says_nothing_is_heard_that_was_not_given(
    said: list[tuple[int, int]],
) -> None:
    line, now = LineReadAloud.of(SPANISH, 1.0), 0
    for ms, later in said:
        now += later
        given_all(line, now)
        line.acknowledge(ms, now)
        assert 0 <= line.heard_ms(now) <= line.sent_ms <= line.total_ms
        assert SPANISH.startswith(line.heard_text(now))


async def test_each_sentence_comes_with_its_words() -> None:
    clock, channel, line = StandingClock(), Channel(), LineReadAloud.of(SPANISH, 1.2)
    events: list[EngineEvent] = []

    async def read() -> None:
        async for event in channel.events():
            events.append(event)

    reader = asyncio.create_task(read())
    now = lambda: int((clock.now - 1_000) * 1000)  # noqa: E731
    reading = asyncio.create_task(read_line(line, channel, "es", now, clock.sleep))
    while not reading.done():
        for _ in range(5):
            await asyncio.sleep(0)
        line.acknowledge(now(), now())
        clock.advance(0.1)
    await channel.close()
    await reader
    aloud = [event for event in events if isinstance(event, ReadAloud)]
    assert [event.text for event in aloud] == sentences(SPANISH)
    assert {(event.language, event.rate) for event in aloud} == {("es", 1.2)}
    assert sum(event.ms for event in aloud) == line.total_ms
    captions = [event.text for event in events if isinstance(event, Caption)]
    assert captions[-1] == SPANISH
    assert events.index(Caption("interviewer", captions[0])) < events.index(aloud[0])
