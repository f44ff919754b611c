"""A form with one file: read into memory in pieces, and no further than a limit."""

import asyncio
from collections.abc import Coroutine
from dataclasses import dataclass
from typing import Any, TypeVar

from fastapi import Request
from starlette.datastructures import UploadFile

from preppal.foundation.errors import Refusal
from preppal.web.requests import clean_text

Answer = TypeVar("Answer")


@dataclass(frozen=True, slots=True)
class Upload:
    """``data`` is None when no file was chosen, and when it was larger than allowed (`is_too_large`)."""

    fields: dict[str, str]
    data: bytes | None = None
    is_too_large: bool = False
    file_name: str = ""
    """As the browser says it: anything at all."""


async def read_upload(request: Request, name: str, *, most: int) -> Upload:
    """The form's text fields and the bytes of its file ``name``, ``most`` of them at the utmost.

    The body is bounded by `BodyLimit`; what arrives goes to a nameless temporary file that is gone with this
    call.
    """
    async with request.form(max_files=1, max_fields=60) as form:
        fields = {
            key: clean_text(value)
            for key, value in form.items()
            if not isinstance(value, UploadFile)
        }
        file = form.get(name)
        if not isinstance(file, UploadFile) or not (file.filename or file.size):
            return Upload(fields)
        name_said = clean_text(file.filename or "")
        if file.size is None or file.size > most:
            return Upload(fields, is_too_large=True, file_name=name_said)
        return Upload(fields, await file.read(), file_name=name_said)


class Gone(Refusal):
    """The browser has hung up: nobody is there to be answered."""


async def while_connected(request: Request, work: Coroutine[Any, Any, Answer]) -> Answer:
    """What ``work`` gives; cancelled as soon as the browser hangs up, which pressing *stop* does.

    The request's body must have been read.

    Raises:
        Gone: the browser has hung up.
    """
    working = asyncio.ensure_future(work)
    leaving = asyncio.ensure_future(_hung_up(request))
    try:
        await asyncio.wait((working, leaving), return_when=asyncio.FIRST_COMPLETED)
        if not working.done():
            raise Gone
        return await working
    finally:
        for task in (working, leaving):
            task.cancel()
        await asyncio.gather(working, leaving, return_exceptions=True)


async def _hung_up(request: Request) -> None:
    while (await request.receive())["type"] != "http.disconnect":
        pass
