"""An answer that comes in steps, for work that takes a while: a line of JSON for each, and the answer as the last.

Only for a script that asks for it (`wants_steps`). The status is 200 whatever comes of it: a refusal is a last line
``{"message": …}``, in the reader's words. What is left undone when the browser hangs up is cancelled.
"""

import asyncio
import json
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping

from fastapi import Request
from starlette.responses import StreamingResponse

from preppal.foundation.errors import Refusal
from preppal.foundation.i18n import words
from preppal.web.pages import locale_of

LINES = "application/x-ndjson"

Work = Callable[[Callable[[str], None]], Awaitable[Mapping[str, str]]]
"""It tells its steps as they are done, by name, and gives the answer; or raises a `Refusal`."""


def wants_steps(request: Request) -> bool:
    return LINES in request.headers.get("accept", "")


def in_steps(request: Request, work: Work, *, first: str) -> StreamingResponse:
    """The answer of ``work``, and before it each step once; ``first`` is done already."""
    headers = {"X-Accel-Buffering": "no"}  # a proxy that collects it would show no step
    return StreamingResponse(_lines(request, work, first), media_type=LINES, headers=headers)


async def _lines(request: Request, work: Work, first: str) -> AsyncIterator[bytes]:
    steps: asyncio.Queue[str | None] = asyncio.Queue()
    working = asyncio.ensure_future(work(steps.put_nowait))
    working.add_done_callback(lambda _: steps.put_nowait(None))
    try:
        yield _line({"step": first})
        told = {first}
        while (step := await steps.get()) is not None:
            if step not in told:
                told.add(step)
                yield _line({"step": step})
        yield _line(await working)
    except Refusal as refusal:
        speak = words(locale_of(request))
        yield _line({"message": speak(refusal.text, **refusal.params)})
    finally:
        working.cancel()
        await asyncio.gather(working, return_exceptions=True)


def _line(said: Mapping[str, str]) -> bytes:
    return json.dumps(said, ensure_ascii=False).encode() + b"\n"
