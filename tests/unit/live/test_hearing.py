"""Words of a turn, piece by piece; the recogniser answers when the test lets it."""

from __future__ import annotations

import asyncio
from collections.abc import Callable

import numpy as np
import pytest

from preppal.interviews.live.delivery import SpeechTimes
from preppal.interviews.live.hearing import Hearing, join_pieces
from preppal.interviews.live.segmenting import Piece
from preppal.interviews.live.vocabulary import expected_words, terms
from preppal.providers.protocols import Heard, Samples, SpeechUnavailable


class SlowRecognizer:
    """Answers in the order the test wants."""

    def __init__(self) -> None:
        self.asked: dict[int, asyncio.Future[Heard]] = {}

    async def transcribe(
        self, pcm16k: Samples, *, prompt: str, language: str, urgent: Callable[[], bool] = bool
    ) -> Heard:
        answer = self.asked[len(pcm16k)] = asyncio.get_running_loop().create_future()
        return await answer


def piece(number: int, length: int, upto: int, voiced_ms: int | None = None) -> Piece:
    """The longer, the more voice is in it."""
    voiced = 90 * length if voiced_ms is None else voiced_ms
    return Piece(number, np.zeros(length, np.float32), upto, voiced)


class Bench:
    def __init__(self) -> None:
        self.recognizer = SlowRecognizer()
        self.told: list[tuple[str, int]] = []
        self.problems: list[SpeechUnavailable] = []
        self.hearing = Hearing(
            self.recognizer,
            prompt="",
            language="en",
            urgent=lambda: True,
            changed=lambda text, upto: self.told.append((text, upto)),
            failed=self.problems.append,
        )

    async def take(self, *pieces: Piece) -> None:
        for one in pieces:
            self.hearing.take(one)
            await asyncio.sleep(0)

    async def answer(self, length: int, text: str) -> None:
        self.recognizer.asked[length].set_result(Heard(text, 0.9))
        for _ in range(3):
            await asyncio.sleep(0)


async def test_words_stay_in_order_and_cover_only_what_is_known() -> None:
    bench = Bench()
    await bench.take(piece(0, 10, 1_000), piece(1, 20, 2_000))
    await bench.answer(20, "Second.")
    assert bench.told == [("Second.", 0)]
    await bench.answer(10, "First.")
    assert bench.told[-1] == ("First. Second.", 2_000)
    assert not bench.hearing.working


async def test_a_longer_version_replaces_the_earlier_one() -> None:
    bench = Bench()
    await bench.take(piece(0, 10, 1_000))
    await bench.answer(10, "I decided to.")
    await bench.take(piece(0, 20, 3_000))
    assert bench.hearing.text == "I decided to."
    await bench.answer(20, "I decided to replace it.")
    assert bench.told[-1] == ("I decided to replace it.", 3_000)


async def test_a_version_that_was_overtaken_is_not_waited_for() -> None:
    bench = Bench()
    await bench.take(piece(0, 10, 1_000), piece(0, 20, 3_000))
    assert bench.recognizer.asked[10].cancelled()
    await bench.answer(20, "Both.")
    assert bench.told == [("Both.", 3_000)]


async def test_more_silence_is_not_recognised_again() -> None:
    bench = Bench()
    await bench.take(piece(0, 10, 1_000), piece(0, 12, 1_200, voiced_ms=900))
    assert list(bench.recognizer.asked) == [10]
    await bench.answer(10, "We shipped it.")
    assert bench.told == [("We shipped it.", 1_200)]
    await bench.take(piece(0, 14, 1_500, voiced_ms=900))
    assert list(bench.recognizer.asked) == [10]
    assert bench.told[-1] == ("We shipped it.", 1_500)


async def test_a_click_costs_no_recognition() -> None:
    bench = Bench()
    await bench.take(piece(0, 10, 1_000, voiced_ms=64))
    assert bench.recognizer.asked == {}
    assert bench.told == [("", 1_000)]


async def test_forgetting_drops_what_is_still_being_recognised() -> None:
    bench = Bench()
    await bench.take(piece(0, 10, 1_000))
    bench.hearing.forget()
    await asyncio.sleep(0)
    assert bench.recognizer.asked[10].cancelled()
    assert bench.hearing.text == ""
    await bench.hearing.settle()


async def test_a_failure_is_told() -> None:
    bench = Bench()
    await bench.take(piece(0, 10, 1_000))
    bench.recognizer.asked[10].set_exception(SpeechUnavailable("broken"))
    await bench.hearing.settle()
    assert [str(problem) for problem in bench.problems] == ["broken"]


@pytest.mark.parametrize(
    ("pieces", "text"),
    [
        (["I decided to.", "Replace the batch."], "I decided to replace the batch."),
        (["I decided to.", "I'm sure."], "I decided to I'm sure."),
        (["We used the.", "API of the bank."], "We used the API of the bank."),
        (["It worked.", "", "We shipped."], "It worked. We shipped."),
        (["And then,", "we left."], "And then, we left."),
        ([], ""),
    ],
)
def test_joining_mends_what_a_thinking_pause_broke(pieces: list[str], text: str) -> None:
    assert join_pieces(pieces) == text


def test_delivery_facts_of_a_turn() -> None:
    times = SpeechTimes()
    for on, off in ((1_500, 3_000), (3_200, 5_000), (6_200, 8_000)):
        times.on(on)
        times.off(off)
    assert times.span(1_000, 9_000) == (1_500, 8_000)
    assert times.facts(1_000) == {
        "speech_ms": 1_500 + 1_800 + 1_800,
        "first_word_delay_ms": 500,
        "pauses": [[5_000, 6_200]],
    }
    times.forget()
    assert times.facts(1_000) == {}
    assert times.span(1_000, 9_000) == (1_000, 9_000)


JOB = """Senior Backend Engineer at Northwind.
We build payment systems in Python and PostgreSQL on Kubernetes. You will own CI/CD pipelines.
Python is what you know best; experience with gRPC or C++ is a plus. Join the Payments team."""


def test_terms_are_names_and_technical_words_by_frequency() -> None:
    found = terms(f"{JOB} And C++ again.")
    assert found[0] == "C++"
    assert {"Python", "PostgreSQL", "Kubernetes", "CI/CD", "gRPC"} <= set(found)
    assert not {"We", "You", "Join", "The"} & set(found)


def test_the_prompt_is_short_and_ends_like_sentences() -> None:
    prompt = expected_words(
        job_title="Backend engineer",
        company="Northwind",
        job_text=JOB * 50,
        competencies=["problem_solving", "ownership"],
    )
    assert len(prompt) < 360
    assert prompt.startswith("Interview about Backend engineer, Northwind, Python, PostgreSQL")
    assert prompt.endswith(".")
    assert expected_words(job_title="", company="", job_text="", competencies=[]).endswith(".")


def test_names_of_the_resume_are_expected_beside_those_of_the_job() -> None:
    prompt = expected_words(
        job_title="Engineer",
        company="",
        job_text="- We use Kafka and PostgreSQL at scale.",
        resume="Role: Engineer, Parcelo (2021 to present)\n- Moved Terraform modules to the Nordbyte cluster.",
        competencies=["ownership"],
    )
    for name in ("Kafka", "PostgreSQL", "Parcelo", "Terraform", "Nordbyte", "ownership"):
        assert name in prompt


def test_a_long_resume_makes_no_long_prompt() -> None:
    names = " ".join(f"to Company{n}X" for n in range(500))
    prompt = expected_words(
        job_title="Engineer", company="Linden", job_text="", resume=names, competencies=[]
    )
    assert len(prompt) < 400 and prompt.startswith("Interview about Engineer, Linden")
