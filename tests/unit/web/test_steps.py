"""An answer in steps: each told once, a refusal in the reader's words, and nothing left running behind it."""

import asyncio
import json
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

import pytest
from fastapi import Request

from preppal.foundation.errors import TooMany
from preppal.web.steps import in_steps, wants_steps

Tell = Callable[[str], None]


def asked(accept: str = "application/x-ndjson, application/json", language: str = "en") -> Request:
    headers = [(b"accept", accept.encode()), (b"accept-language", language.encode())]
    return Request({"type": "http", "headers": headers, "state": {}})


async def lines(
    work: Callable[[Tell], Awaitable[Mapping[str, str]]], language: str = "en"
) -> list[dict[str, Any]]:
    answer = in_steps(asked(language=language), work, first="received")
    return [json.loads(bytes(line)) async for line in answer.body_iterator]  # type: ignore[arg-type]


async def test_each_step_once_and_then_the_answer() -> None:
    async def work(tell: Tell) -> Mapping[str, str]:
        tell("read")
        await asyncio.sleep(0)
        tell("read")
        tell("understood")
        return {"address": "/there"}

    assert await lines(work) == [
        {"step": "received"}, {"step": "read"}, {"step": "understood"}, {"address": "/there"},
    ]  # fmt: skip


async def test_a_refusal_is_the_last_line_in_the_readers_words() -> None:
    async def work(tell: Tell) -> Mapping[str, str]:
        tell("read")
        raise TooMany()

    assert (await lines(work))[1:] == [{"step": "read"}, {"message": TooMany.message}]
    *_, last = await lines(work, language="es")
    assert last["message"] not in ("", TooMany.message)


async def test_what_nobody_foresaw_breaks_the_answer_off() -> None:
    async def work(tell: Tell) -> Mapping[str, str]:
        raise LookupError("a fault of ours")

    with pytest.raises(LookupError):
        await lines(work)


async def test_who_leaves_ends_the_work() -> None:
    ended = asyncio.Event()

    async def work(tell: Tell) -> Mapping[str, str]:
        try:
            await asyncio.Event().wait()
        finally:
            ended.set()
        return {}

    body = in_steps(asked(), work, first="received").body_iterator
    assert json.loads(bytes(await anext(body))) == {"step": "received"}  # type: ignore[arg-type]
    reading = asyncio.ensure_future(anext(body))  # type: ignore[arg-type]
    await asyncio.sleep(0)
    reading.cancel()
    with pytest.raises(asyncio.CancelledError):
        await reading
    assert ended.is_set()


def test_only_a_script_that_asks_gets_steps() -> None:
    assert wants_steps(asked())
    assert not wants_steps(asked("application/json"))
    assert not wants_steps(asked("text/html,*/*"))
