"""A form with a file, work for as long as somebody waits for it, and how much is too much for one person."""

import asyncio

import pytest
from starlette.requests import Request
from starlette.types import Message

from preppal.web.limits import Gauges
from preppal.web.uploads import Gone, Upload, read_upload, while_connected

FORM = (
    b'--b\r\ncontent-disposition: form-data; name="text"\r\n\r\none\r\ntwo\x00\r\n'
    b'--b\r\ncontent-disposition: form-data; name="file"; filename="%s"\r\n\r\n%s\r\n--b--\r\n'
)


def request(body: bytes = b"", *later: Message) -> Request:
    """A form's request; what the browser does afterwards is `later`, and then it waits."""
    messages = [{"type": "http.request", "body": body, "more_body": False}, *later]

    async def receive() -> Message:
        if not messages:
            return await asyncio.Future()
        return messages.pop(0)

    headers = [(b"content-type", b"multipart/form-data; boundary=b")]
    scope = {"type": "http", "method": "POST", "path": "/", "query_string": b"", "headers": headers}
    return Request(scope, receive)


@pytest.mark.parametrize(
    ("name", "data", "expected"),
    [
        (b"a.txt", b"words", Upload({"text": "one\ntwo"}, b"words", file_name="a.txt")),
        (b"a.txt", b"", Upload({"text": "one\ntwo"}, b"", file_name="a.txt")),
        (b"", b"", Upload({"text": "one\ntwo"})),
        (b"a.txt", b"w" * 11, Upload({"text": "one\ntwo"}, is_too_large=True, file_name="a.txt")),
    ],
)
async def test_fields_and_a_file(name: bytes, data: bytes, expected: Upload) -> None:
    assert await read_upload(request(FORM % (name, data)), "file", most=10) == expected


async def test_a_field_of_that_name_is_no_file() -> None:
    assert await read_upload(request(FORM % (b"a", b"x")), "text", most=10) == Upload(
        {"text": "one\ntwo"}
    )


async def test_work_for_as_long_as_somebody_waits() -> None:
    asked = request()
    await asked.body()

    async def work() -> int:
        return 5

    assert await while_connected(asked, work()) == 5


async def test_work_ends_when_the_browser_hangs_up() -> None:
    asked = request(b"", {"type": "http.disconnect"})
    await asked.body()
    ended = asyncio.Event()

    async def work() -> None:
        try:
            await asyncio.Future()
        finally:
            ended.set()

    with pytest.raises(Gone):
        await while_connected(asked, work())
    assert ended.is_set()


async def test_work_ends_when_the_server_stops() -> None:
    asked = request()
    await asked.body()
    begun, ended = asyncio.Event(), asyncio.Event()

    async def work() -> None:
        begun.set()
        try:
            await asyncio.Future()
        finally:
            ended.set()

    waiting = asyncio.create_task(while_connected(asked, work()))
    await begun.wait()
    waiting.cancel()
    with pytest.raises(asyncio.CancelledError):
        await waiting
    assert ended.is_set()


async def test_what_goes_wrong_is_passed_on() -> None:
    asked = request()
    await asked.body()

    async def work() -> None:
        raise ValueError("as it happens")

    with pytest.raises(ValueError, match="as it happens"):
        await while_connected(asked, work())


def test_everybody_has_a_gauge_of_their_own() -> None:
    now = 0.0
    gauges = Gauges(most=2, drain=0.1, clock=lambda: now)
    assert [gauges.takes("ana") for _ in range(4)] == [True, True, False, False]
    assert gauges.takes("bo")
    now = 10.0
    assert [gauges.takes("ana") for _ in range(2)] == [True, False]
