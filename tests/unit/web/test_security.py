"""The content policy, the guard against other sites, and the limit on bodies."""

import asyncio
from collections.abc import Iterable
from typing import Any

import pytest
from starlette.applications import Starlette
from starlette.exceptions import HTTPException
from starlette.requests import Request
from starlette.types import Message, Receive, Scope, Send

from preppal.foundation.errors import NotAllowed, TooLarge
from preppal.foundation.settings import Settings
from preppal.web.security import BodyLimit, Envelope, content_policy, guard_origin, same_origin

SETTINGS = Settings(  # type: ignore[call-arg]
    _env_file=None,
    base_url="https://practice.example.org",
    smtp_host="mail.example.org",
    mail_from="codes@example.org",
)


def request(
    method: str = "POST", *, kind: str = "http", settings: Settings = SETTINGS, **headers: str
) -> Request:
    app = Starlette()
    app.state.settings = settings
    named = {"host": "127.0.0.1:8000"} | {k.replace("_", "-"): v for k, v in headers.items()}
    scope: dict[str, Any] = {
        "type": kind,
        "app": app,
        "path": "/",
        "headers": [(name.encode(), value.encode()) for name, value in named.items()],
    }
    if kind == "http":
        scope["method"] = method
        return Request(scope)
    scope["type"] = "http"
    found = Request(scope)
    found.scope["type"] = kind
    return found


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"sec_fetch_site": "same-origin"}, True),
        ({"sec_fetch_site": "none"}, True),
        ({"sec_fetch_site": "same-site"}, False),
        ({"sec_fetch_site": "cross-site"}, False),
        ({"sec_fetch_site": "cross-site", "origin": "http://127.0.0.1:8000"}, False),
        ({"origin": "http://127.0.0.1:8000"}, True),
        ({"origin": "https://practice.example.org"}, True),
        ({"origin": "http://127.0.0.1:9000"}, False),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "https://practice.example.org.evil.example"}, False),
        ({"origin": "null"}, False),
        ({"origin": ""}, False),
        ({"origin": "http://["}, False),
        ({"origin": "null", "host": ""}, False),
        ({}, True),  # no browser
    ],
)
def test_only_this_site_may_post(headers: dict[str, str], ours: bool) -> None:
    assert same_origin(request(**headers)) is ours


@pytest.mark.parametrize(
    ("headers", "ours"),
    [
        ({"origin": "http://127.0.0.1:8000"}, True),
        ({"origin": "https://evil.example"}, False),
        ({"origin": "null"}, False),
        # Browsers send Sec-Fetch-Site with the handshake, but same-site is not same-origin.
        ({"origin": "https://evil.example", "sec_fetch_site": "same-origin"}, False),
    ],
)
def test_a_socket_is_judged_by_its_origin(headers: dict[str, str], ours: bool) -> None:
    assert same_origin(request(kind="websocket", **headers)) is ours


def test_another_site_may_link_to_us_but_change_nothing() -> None:
    guard_origin(request("GET", sec_fetch_site="cross-site"))
    for method in ("POST", "PUT", "PATCH", "DELETE"):
        with pytest.raises(NotAllowed):
            guard_origin(request(method, sec_fetch_site="cross-site"))


def test_the_policy_allows_scripts_by_nonce_and_nothing_inline() -> None:
    policy = dict(directive.strip().split(" ", 1) for directive in content_policy("abc").split(";"))
    assert policy["default-src"] == "'none'"
    assert policy["script-src"] == "'nonce-abc' 'strict-dynamic'"
    assert policy["frame-ancestors"] == "'none'"
    assert policy["require-trusted-types-for"] == "'script'"
    assert "unsafe" not in content_policy("abc")


async def run(app: Any, bodies: Iterable[bytes], **headers: str) -> list[Message]:
    """Send one POST whose body comes in `bodies`; what the application sent back."""
    parts = list(bodies)
    waiting = [
        {"type": "http.request", "body": part, "more_body": number < len(parts) - 1}
        for number, part in enumerate(parts)
    ]
    sent: list[Message] = []

    async def receive() -> Message:
        return waiting.pop(0) if waiting else {"type": "http.disconnect"}

    async def send(message: Message) -> None:
        sent.append(message)

    scope = {
        "type": "http",
        "method": "POST",
        "path": "/",
        "headers": [(k.replace("_", "-").encode(), v.encode()) for k, v in headers.items()],
    }
    await app(scope, receive, send)
    return sent


async def reads_everything(scope: Scope, receive: Receive, send: Send) -> None:
    size, more = 0, True
    while more:
        message = await receive()
        size += len(message.get("body", b""))
        more = message.get("more_body", False)
    await send({"type": "http.response.start", "status": 200, "headers": []})
    await send({"type": "http.response.body", "body": str(size).encode()})


async def half_sent(app: Any, *parts: bytes, method: str = "POST") -> list[Message]:
    """A request whose end never comes; what the application sent back."""
    waiting = [{"type": "http.request", "body": part, "more_body": True} for part in parts]
    sent: list[Message] = []

    async def receive() -> Message:
        return waiting.pop(0) if waiting else await asyncio.Future()

    async def send(message: Message) -> None:
        sent.append(message)

    await app({"type": "http", "method": method, "path": "/", "headers": []}, receive, send)
    return sent


@pytest.mark.parametrize("larger", [{}, {"/": (20, "Too much of it.")}])
async def test_a_body_that_never_arrives_is_given_up(larger: dict[str, tuple[int, str]]) -> None:
    limited = BodyLimit(reads_everything, limit=10, larger=larger, seconds=0.01)
    with pytest.raises(HTTPException) as refused:
        await half_sent(limited, b"123")
    assert refused.value.status_code == 408
    assert refused.value.headers == {"Connection": "close"}


async def test_a_page_that_is_under_way_hears_that_its_reader_has_gone() -> None:
    heard: list[str] = []

    async def answers_first(scope: Scope, receive: Receive, send: Send) -> None:
        await send({"type": "http.response.start", "status": 200, "headers": []})
        heard.append((await receive())["type"])

    await half_sent(BodyLimit(answers_first, seconds=0.01), method="GET")
    assert heard == ["http.disconnect"]


async def test_the_application_begins_when_a_form_is_there() -> None:
    """So that no connection to the database waits for somebody else's line."""
    arrived: list[bool] = []
    parts = [(b"12", True), (b"3", False)]

    async def receive() -> Message:
        body, more = parts.pop(0)
        return {"type": "http.request", "body": body, "more_body": more}

    async def begins(scope: Scope, receive: Receive, send: Send) -> None:
        arrived.append(not parts)
        await reads_everything(scope, receive, send)

    async def send(message: Message) -> None:
        pass

    scope = {"type": "http", "method": "POST", "path": "/", "headers": []}
    await BodyLimit(begins, limit=10)(scope, receive, send)
    assert arrived == [True]


async def test_a_body_within_the_limit_passes_whole() -> None:
    sent = await run(BodyLimit(reads_everything, limit=10), [b"12345", b"67890"])
    assert sent[1]["body"] == b"10"


@pytest.mark.parametrize(
    ("bodies", "headers"),
    [
        ([b"x" * 11], {}),  # one piece
        ([b"xxxxx", b"xxxxx", b"x"], {}),  # chunked, no length announced
        ([b"x"], {"content_length": "11"}),  # announced and never sent
        ([b"x" * 11], {"content_length": "3"}),  # announced wrongly
        ([b"x" * 11], {"content_length": "many"}),
    ],
)
async def test_a_body_over_the_limit_is_refused(
    bodies: list[bytes], headers: dict[str, str]
) -> None:
    with pytest.raises(Exception, match="413"):
        await run(BodyLimit(reads_everything, limit=10), bodies, **headers)


async def test_uploads_have_a_limit_and_a_sentence_of_their_own() -> None:
    larger = BodyLimit(reads_everything, limit=10, larger={"/": (20, "Too much of it.")})
    assert (await run(larger, [b"x" * 20]))[1]["body"] == b"20"
    with pytest.raises(TooLarge, match="Too much of it"):
        await run(larger, [b"x" * 20, b"x"])
    elsewhere = BodyLimit(reads_everything, limit=10, larger={"/file": (20, "Too much of it.")})
    with pytest.raises(Exception, match="413"):
        await run(elsewhere, [b"x" * 11])


async def test_every_answer_is_dressed_and_every_request_gets_its_own_nonce() -> None:
    seen = []
    for _ in range(2):
        sent = await run(Envelope(reads_everything, https=True), [b""])
        headers = {name.decode(): value.decode() for name, value in sent[0]["headers"]}
        seen.append(headers["content-security-policy"])
        assert headers["x-content-type-options"] == "nosniff"
        assert headers["strict-transport-security"].startswith("max-age=")
        assert len(headers["x-request-id"]) == 8
    assert seen[0] != seen[1]


async def test_without_https_nobody_is_told_to_come_back_with_it() -> None:
    sent = await run(Envelope(reads_everything, https=False), [b""])
    assert b"strict-transport-security" not in dict(sent[0]["headers"])


@pytest.mark.parametrize(
    ("host", "allowed"),
    [
        ("127.0.0.1:8000", True),
        ("localhost", True),
        ("[::1]:8000", True),
        ("evil.example:8000", False),
        ("localhost.evil.example", False),
        ("[", False),
        ("", False),
    ],
)
def test_in_local_mode_only_our_own_name_is_answered(host: str, allowed: bool) -> None:
    local = Settings(_env_file=None)  # type: ignore[call-arg]
    if allowed:
        guard_origin(request("GET", settings=local, host=host))
    else:
        with pytest.raises(NotAllowed):
            guard_origin(request("GET", settings=local, host=host))
    guard_origin(request("GET", settings=SETTINGS, host=host))  # a proxy's business
