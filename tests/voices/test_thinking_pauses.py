"""Recorded answers with pauses of 1.2 s in mid-sentence: none is cut, the first words are there, and what
was said can be read while it is being said. `benchmarks/patience.py` has more voices and answers."""

from __future__ import annotations

import re

import pytest

from preppal.providers.protocols import SpeechSlot
from tests import voices
from tests.voices import thinking
from tests.voices.make import THINKING

pytestmark = pytest.mark.asyncio(loop_scope="package")


@pytest.mark.parametrize("number", [number for number, _ in THINKING])
async def test_who_thinks_in_mid_sentence_is_waited_for(slot: SpeechSlot, number: int) -> None:
    words = re.sub(r"\[\d+\] ", "", thinking.texts()[number])
    answer = await thinking.answered(slot, voices.pcm(f"thinking_{number}"))
    assert answer.cuts == 0
    assert answer.delay_s < 1.7
    [heard] = answer.heard
    assert voices.word_errors(words, heard) <= 0.15
    assert voices.plain_words(heard)[:2] == voices.plain_words(words)[:2]
    assert len(set(answer.captions)) >= 2
    first = voices.plain_words(answer.captions[0])
    assert first[:2] == voices.plain_words(words)[:2]
