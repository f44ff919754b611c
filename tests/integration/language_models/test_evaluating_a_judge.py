"""preppal evaluate answers|interviews --assessor MODEL: the command itself, at a scripted provider."""

import asyncio
import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest

from tests.language_models.judging import (
    KEYS,
    KEYS_ANSWER,
    OVEN,
    OVEN_ANSWER,
    extracts,
    honest,
    quotes,
    sentences_in,
    ticks,
)
from tests.language_models.script import Asked, Reply, Script
from tests.language_models.server import running

MODEL = "openai:some-model"
ANSWERS: list[dict[str, Any]] = [
    {
        "id": "a",
        "question": OVEN.text,
        "competency": "working with ovens",
        "answer": OVEN_ANSWER,
        "content_score": 4.5,
        "label": "strong",
    },
    {
        "id": "b",
        "question": OVEN.text,
        "answer": KEYS_ANSWER,
        "content_score": 1.0,
        "trap": "other question",
    },
    {
        "id": "c",
        "question": KEYS.text,
        "competency": "ownership",
        "answer": KEYS_ANSWER,
        "content_score": 4.0,
    },
    {"id": "d", "question": KEYS.text, "answer": "I pass on this one."},
]


def knows(asked: Asked) -> Reply:
    """Keys are off the topic of ovens."""
    oven = "hardest problem" in asked.text
    if extracts(asked):
        if oven and "storeroom" in asked.text:
            return quotes(sentences_in(asked)[0], status="off_topic")
        return quotes(*sentences_in(asked))
    return ticks(asked, 5, rating=5)


async def evaluate(
    tmp_path: Path, what: str, lines: list[dict[str, Any]], script: Script, *more: str
) -> tuple[int, list[dict[str, Any]], str, list[Asked]]:
    """Exit code, the JSON lines of stdout, stderr, and what the provider was asked."""
    file = tmp_path / "lines.jsonl"
    file.write_text("".join(f"{json.dumps(line)}\n" for line in lines))
    async with running(script) as provider:
        values = {"OPENAI_API_KEY": "key-1", "PREPPAL_OPENAI_URL": provider.openai_url}
        process = await asyncio.create_subprocess_exec(
            sys.executable,
            *("-m", "preppal.cli", "evaluate", what, str(file), "--assessor", MODEL, *more),
            cwd=tmp_path,
            env={**os.environ, **values},
            stdout=asyncio.subprocess.PIPE,
            stderr=asyncio.subprocess.PIPE,
        )
        out, err = await process.communicate()
        asked = provider.asked
    printed = [json.loads(line) for line in out.decode().splitlines()]
    assert process.returncode is not None
    return process.returncode, printed, err.decode(), asked


@pytest.mark.parametrize("samples", ["1", "3"])
async def test_answers_are_scored_by_the_model_in_the_order_of_the_file(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, samples: str
) -> None:
    monkeypatch.setenv("PREPPAL_ASSESSOR_SAMPLES", samples)
    code, lines, err, asked = await evaluate(
        tmp_path, "answers", ANSWERS, Script(answering=knows), "--report"
    )
    assert code == 0, err
    assert [line["id"] for line in lines] == ["a", "b", "c", "d"]
    assert [line["score"] for line in lines] == [5.0, 1.0, 5.0, None]
    assert [line["assessor"] for line in lines] == [MODEL, MODEL, MODEL, "builtin"]
    assert lines[1]["rules"] == ["off topic"]
    assert lines[3]["not_observed"] is True
    for line, given in zip(lines[:3], ANSWERS, strict=False):
        assert line["evidence"]
        for span in line["evidence"]:
            assert given["answer"][span["start"] : span["end"]] == span["quote"]
    assert set(lines[0]["features"]) == {"bh1", "bh2", "bh3", "bh4", "bh5"}  # by its kind
    assert set(lines[2]["features"]) == {"ow1", "ow2", "ow3", "ow4", "ow5"}
    assert f"{MODEL}: {len(asked)} requests" in err
    assert "order" in err
    assert not any("strong" in one.text or "4.5" in one.text for one in asked)


async def test_a_model_that_is_gone_ends_the_command(tmp_path: Path) -> None:
    code, _, err, _ = await evaluate(
        tmp_path, "answers", ANSWERS * 3, Script(Reply(status=401), key="key-1")
    )
    assert code == 1
    assert "scored none of the last 3 answers (key)" in err
    assert "Traceback" not in err


async def test_one_answer_that_the_model_spoils_is_the_builtins_and_says_so(tmp_path: Path) -> None:
    def lies(asked: Asked) -> Reply:
        if extracts(asked) and "blade" in asked.text:
            return quotes("I have won a Nobel prize for my ovens.")
        return knows(asked)

    _, lines, _, _ = await evaluate(tmp_path, "answers", ANSWERS, Script(answering=lies))
    assert lines[0]["assessor"] == "builtin"
    assert lines[0]["rules"][-1] == "builtin instead of the model: invented"
    assert lines[2]["assessor"] == MODEL


async def test_interviews_are_judged_and_each_competency_says_by_whom(tmp_path: Path) -> None:
    line = {
        "id": "one",
        "role": "Baker",
        "job_description": "You must solve problems and own your shift.",
        "turns": [
            {"speaker": "interviewer", "text": OVEN.text},
            {"speaker": "candidate", "text": OVEN_ANSWER},
            {"speaker": "interviewer", "text": KEYS.text},
            {"speaker": "candidate", "text": KEYS_ANSWER},
        ],
    }
    code, lines, err, asked = await evaluate(
        tmp_path, "interviews", [line], Script(answering=honest)
    )
    assert code == 0, err
    assert len(lines) == 1
    scored = [one for one in lines[0]["competencies"].values() if not one["not_observed"]]
    assert len(scored) == 2
    assert {one["assessor"] for one in scored} == {MODEL}
    assert {one["score"] for one in scored} == {4.0}
    assert lines[0]["fell_back"] == {}
    assert lines[0]["recommendation"] == "yes"
    assert f"{MODEL}: {len(asked)} requests" in err
