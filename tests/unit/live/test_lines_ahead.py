"""What is rendered ahead, and whose words never reach the disk."""

from __future__ import annotations

from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from preppal.interviewer.briefing import Manner
from preppal.interviewer.conversation import BuiltInMind
from preppal.interviewer.transcript import SpokenTurn
from preppal.interviews.live.lines_ahead import bank_sentences, lines_ahead
from preppal.interviews.live.playing import sentences
from preppal.interviews.live.speaking import LineMaker, NextLine
from tests.speaking import VOICES, ToneSpeech
from tests.voices.driving import opening

ANSWER = (
    "At Brightpay the Zanzibar ledger lost four hundred entries in one night. I moved the writes"
    " behind a queue, because nobody else would, and my friend Tabitha checked each of them."
)


async def spoken(*answers: str) -> list[str]:
    """Everything that the built-in mind says to these answers."""
    start = opening()
    said: list[SpokenTurn] = []
    lines: list[str] = []
    for answer in ("", *answers):
        if answer:
            said.append(SpokenTurn("candidate", answer, 0, 1_000))
        line = await BuiltInMind().next_line(
            start.plan,
            start.interviewer,
            said,
            job_text=start.job_text,
            company=start.company,
            job_title=start.job_title,
            remaining_ms=400_000,
            occasion="answered" if answer else "start",
        )
        lines.append(line.text)
        said.append(
            SpokenTurn(
                "interviewer",
                line.text,
                0,
                1_000,
                intent=line.intent,
                lead_id=line.lead_id,
                phrasing=line.phrasing,
            )
        )
    return lines


def kept(lines: Sequence[str]) -> list[str]:
    return [part for line in lines for part in sentences(line) if part in bank_sentences()]


async def test_an_interview_finds_most_of_what_it_says_ready() -> None:
    ready = {line.text for line in lines_ahead(opening(), VOICES)}
    said = await spoken("Yes, let us begin.", ANSWER, ANSWER, ANSWER, ANSWER)
    parts = [part for line in said for part in sentences(line)]
    assert sum(part in ready for part in parts) >= 0.7 * len(parts), set(parts) - ready


async def test_the_greeting_and_the_first_questions_come_first() -> None:
    greeting, *_ = await spoken()
    first = lines_ahead(opening(), VOICES)
    assert [line.text for line in first[: len(sentences(greeting))]] == sentences(greeting)
    texts = [line.text for line in first]
    leads = [sentences(lead.text)[0] for lead in opening().plan.leads]
    places = [texts.index(lead) for lead in leads]
    assert places == sorted(places)
    assert len(texts) == len(set(texts))


def test_names_and_the_jobs_words_are_forgotten() -> None:
    for line in lines_ahead(opening(company="Zanzibar Ltd", job_title="Quant developer"), VOICES):
        private = any(word in line.text for word in ("Ada", "Zanzibar", "Quant"))
        assert not (private and line.keep), line


def test_a_resumed_interview_is_not_greeted() -> None:
    before = (SpokenTurn("interviewer", "Hello.", 0, 1_000, intent="opening"),)
    texts = [line.text for line in lines_ahead(opening(transcript=before, resumed=True), VOICES)]
    assert not any("Ada" in text for text in texts)


@given(
    st.lists(
        st.sampled_from([ANSWER, f"Zanzibar. {ANSWER}", "Tabitha did it. I watched."]), max_size=6
    )
)
async def test_nothing_that_a_candidate_said_is_kept(answers: list[str]) -> None:
    for part in kept(await spoken("Yes.", *answers)):
        assert not any(word in part for word in ("Zanzibar", "Brightpay", "Tabitha", "ledger"))


def test_the_bank_speaks_of_nobody() -> None:
    assert len(bank_sentences()) > 500
    assert not [part for part in bank_sentences() if "{" in part or "}" in part]


async def test_manners_differ_in_what_comes_first() -> None:
    def texts(manner: Manner) -> list[str]:
        start = opening()
        interviewer = type(start.interviewer)("Ada", "Lead", "technical", manner)
        return [line.text for line in lines_ahead(opening(interviewer=interviewer), VOICES)]

    assert texts(Manner(warmth=5)) != texts(Manner(warmth=1, pace=5))


@pytest.mark.parametrize("asked", ["deep", "Charon", "DEEP", "", "nobody's"])
async def test_what_is_ready_is_what_will_be_spoken(asked: str) -> None:
    """A persona may ask for a voice of another server."""
    start, speech = opening(voice=asked), ToneSpeech()
    maker = LineMaker(
        BuiltInMind(),
        speech,
        start,
        now=lambda: 0,
        ready=lambda making: None,
        failed=lambda making: None,
        voice_failed=lambda problem: None,
    )
    await maker.make(NextLine(), "start", (), works=True)
    ready = {(line.text, line.voice, line.speed) for line in lines_ahead(start, speech.voices())}
    assert speech.spoken
    assert set(speech.spoken) <= ready
