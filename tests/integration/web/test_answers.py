"""What every answer carries, good or bad, and how refusals are told."""

import io
import logging
import re
from collections.abc import AsyncIterator, Iterator
from contextlib import contextmanager
from typing import Any

import httpx
import pytest
from starlette.types import Message

from preppal.foundation.database import NestedDatabase
from preppal.foundation.log import configure_logging
from preppal.web.security import BODY_LIMIT
from tests.people import Browser, Browsers, Postbox, TestClock, an_app, mail_settings

POLICY = (
    "default-src 'none'; script-src 'nonce-{nonce}' 'strict-dynamic'; style-src 'self'; "
    "img-src 'self'; media-src 'self' blob:; connect-src 'self'; font-src 'self'; "
    "manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'; "
    "require-trusted-types-for 'script'; trusted-types 'none'"
)


def check(answer: httpx.Response) -> str:
    """The headers that every answer has; returns the nonce."""
    policy = answer.headers["content-security-policy"]
    found = re.search(r"'nonce-([\w-]+)'", policy)
    assert found
    assert policy == POLICY.format(nonce=found[1])
    assert answer.headers["x-content-type-options"] == "nosniff"
    assert answer.headers["referrer-policy"] == "same-origin"
    assert "microphone=(self)" in answer.headers["permissions-policy"]
    assert re.fullmatch(r"[0-9a-f]{8}", answer.headers["x-request-id"])
    for nonce in re.findall(r'nonce="([^"]*)"', answer.text):
        assert nonce == found[1]
    return found[1]


async def test_every_kind_of_answer_is_dressed(visitor: Browser, owner: Browser) -> None:
    big = "x" * (BODY_LIMIT + 1)
    answers = {
        200: await owner.get("/settings"),
        303: await visitor.get("/settings"),
        403: await owner.post("/sign-out", headers={"sec-fetch-site": "cross-site"}),
        404: await visitor.get("/nowhere"),
        405: await visitor.get("/sign-out"),
        413: await owner.post("/settings", data={"name": big}),
        422: await owner.post("/settings", data={"name": "x" * 81}),
    }
    assert {status: answer.status_code for status, answer in answers.items()} == {
        status: status for status in answers
    }
    others = [await visitor.get(path) for path in ("/healthz", "/robots.txt", "/static/x")]
    nonces = [check(answer) for answer in [*answers.values(), *others]]
    assert len(set(nonces)) == len(nonces)


async def test_a_static_file_carries_only_what_a_file_needs(visitor: Browser) -> None:
    file = await visitor.get(visitor.app.url_path_for("static", path="x/css/layers.css"))
    assert file.status_code == 200
    assert file.headers["x-content-type-options"] == "nosniff"
    assert "content-security-policy" not in file.headers


async def test_an_unforeseen_failure_is_dressed_and_says_only_its_reference(
    visitor: Browser, owner: Browser
) -> None:
    good = owner.app.state.database
    owner.app.state.database = None  # whatever nobody foresaw
    try:
        answer = await owner.get("/settings")
    finally:
        owner.app.state.database = good
    assert answer.status_code == 500
    check(answer)
    assert answer.headers["x-request-id"] in answer.text
    for leak in ("Traceback", "NoneType", "transaction", "site-packages"):
        assert leak not in answer.text


@pytest.mark.parametrize(
    "content_type", ["application/x-www-form-urlencoded", "multipart/form-data; boundary=b"]
)
async def test_a_body_without_an_end_is_cut_off(owner: Browser, content_type: str) -> None:
    sent = 0

    async def chunks() -> AsyncIterator[bytes]:
        nonlocal sent
        yield b'--b\r\ncontent-disposition: form-data; name="name"\r\n\r\n'
        while sent < 40 * BODY_LIMIT:
            sent += 65536
            yield b"x" * 65536

    answer = await owner.post("/settings", content=chunks(), headers={"content-type": content_type})
    assert answer.status_code == 413
    check(answer)
    assert answer.headers["x-request-id"] in answer.text
    assert sent < 3 * BODY_LIMIT


async def test_a_refusal_is_a_page_with_a_sentence_and_a_reference(owner: Browser) -> None:
    for path, sentence in (("/nowhere", "There is nothing at this address"),):
        answer = await owner.get(path)
        assert answer.headers["content-type"].startswith("text/html")
        assert sentence in answer.text
        assert answer.headers["x-request-id"] in answer.text


async def test_programs_get_refusals_as_json(owner: Browser) -> None:
    answer = await owner.get("/nowhere", headers={"accept": "application/json"})
    assert answer.status_code == 404
    assert answer.json()["reference"] == answer.headers["x-request-id"]
    assert "nothing at this address" in answer.json()["message"]


async def test_pages_of_the_signed_in_are_not_kept_by_caches(
    visitor: Browser, owner: Browser
) -> None:
    for path in ("/dashboard", "/settings", "/interviews/new"):
        assert (await owner.get(path)).headers["cache-control"] == "no-store"
    assert "public" not in (await visitor.get("/")).headers["cache-control"]
    # The code of local mode is on this page although nobody is signed in yet.
    await visitor.post("/sign-in", data={"email": "ana@example.org"})
    code = await visitor.get("/sign-in/code")
    assert code.headers["cache-control"] in ("no-store", "private, no-cache")


async def test_https_is_kept_to(
    database: NestedDatabase, browsers: Browsers, postbox: Postbox, clock: TestClock
) -> None:
    secure = await browsers(app=an_app(mail_settings(), database, postbox, clock))
    assert "max-age=31536000" in (await secure.get("/")).headers["strict-transport-security"]
    plain = await browsers()
    assert "strict-transport-security" not in (await plain.get("/")).headers


@contextmanager
def commits_fail(database: NestedDatabase) -> Iterator[None]:
    """The line to the database breaks at every commit."""
    real = database.transaction

    class Failing:
        def __init__(self) -> None:
            self.inner = real()

        async def __aenter__(self) -> Any:
            return await self.inner.__aenter__()

        async def __aexit__(self, *problem: Any) -> None:
            await self.inner.__aexit__(*problem)
            if problem[0] is None:
                raise OSError("the line broke")

    database.transaction = Failing  # type: ignore[method-assign, assignment]
    try:
        yield
    finally:
        del database.transaction  # type: ignore[method-assign]


async def test_an_answer_only_leaves_after_the_commit(
    owner: Browser, database: NestedDatabase
) -> None:
    """A commit that fails becomes an error page, never a redirect that promises too much."""
    form = {"name": "Ana", "locale": "en", "theme": "auto"}
    with commits_fail(database):
        answer = await owner.post("/settings", data=form)
    assert answer.status_code == 500
    assert "location" not in answer.headers


@pytest.mark.parametrize("json", [True, False])
async def test_the_log_says_whom_and_where_and_nothing_that_was_written(
    json: bool, owner: Browser, database: NestedDatabase
) -> None:
    configure_logging(json=json)
    written = io.StringIO()
    (handler,) = (h for h in logging.getLogger().handlers if type(h) is logging.StreamHandler)
    handler.setStream(written)
    form = {"name": "Words of my own", "locale": "en", "theme": "auto"}
    try:
        with commits_fail(database):
            answer = await owner.post("/settings?odd=asked", data=form)
    finally:
        configure_logging(json=True)
    text = written.getvalue()
    for known in ("unexpected error", answer.headers["x-request-id"], str(owner.me.id), "OSError"):
        assert known in text
    for content in ("Words of my own", owner.me.email, owner.token, "asked"):
        assert content not in text


async def test_head_is_answered_like_get(visitor: Browser, owner: Browser) -> None:
    for path in ("/healthz", "/readyz", "/", "/sign-in"):
        assert (await visitor.head(path)).status_code == 200, path
    assert (await visitor.head("/dashboard")).status_code == 303
    assert (await owner.head("/nowhere")).status_code == 404


@pytest.mark.parametrize("path", ["/settings", "/job-descriptions/new", "/job-descriptions/file"])
async def test_a_form_whose_connection_is_cut_is_nobody_s_failure(
    path: str, owner: Browser
) -> None:
    """The sender has gone: there is nothing to look into, and no failure is written down."""
    head = b'--b\r\ncontent-disposition: form-data; name="name"\r\n\r\nAn'
    arriving: list[Message] = [
        {"type": "http.request", "body": head, "more_body": True},
        {"type": "http.disconnect"},
    ]
    answers: list[Message] = []

    async def receive() -> Message:
        return arriving.pop(0) if len(arriving) > 1 else arriving[0]

    async def send(message: Message) -> None:
        answers.append(message)

    request = owner.build_request(
        "POST", path, headers={"content-type": "multipart/form-data; boundary=b"}
    )
    scope = {
        "type": "http",
        "http_version": "1.1",
        "method": "POST",
        "scheme": request.url.scheme,
        "path": path,
        "raw_path": path.encode(),
        "root_path": "",
        "query_string": b"",
        "headers": [(name.lower(), value) for name, value in request.headers.raw],
        "client": ("203.0.113.7", 40000),
        "server": (request.url.host, request.url.port),
    }
    await owner.app(scope, receive, send)
    assert answers[0]["status"] == 400
