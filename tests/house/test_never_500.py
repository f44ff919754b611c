"""Whatever is sent, nothing fails unforeseen: never a 500, never a room that breaks.

Odd values go into every path, query and form field of every route in `access.TABLE`, and into the
frames of the socket. The mixtures at the end are drawn from a fixed seed, so that a failure can be
seen again.
"""

import random
import re
from collections.abc import Iterator
from urllib.parse import quote, urlencode

import httpx
import pytest

from preppal.foundation.database import NestedDatabase
from tests.house.access import TABLE, Row
from tests.house.routes import routes_with_queries
from tests.house.world import World
from tests.interviews import an_interview, keep
from tests.people import Browser, TestClock
from tests.sockets import Closed

# As bytes, percent-encoded into addresses and forms: not all of it is UTF-8.
ODD = [
    b"",
    b" ",
    b"\x00",
    b"a\x00b",
    b"\xed\xa0\x80",  # a lone surrogate
    b"\xff\xfe",
    b"\xc3",  # half a character
    b"-1",
    b"1e309",
    b"NaN",
    b"99999999999999999999999",
    "١٢٣".encode(),
    "Zoë ✨ 中文 \u202e\u2028".encode(),
    b"00000000-0000-0000-0000-000000000000",
    b"{00000000-0000-0000-0000-000000000007}",
    b"urn:uuid:00000000-0000-0000-0000-000000000007",
    b"' or 1=1; --",
    b"{{ 7 * 7 }}",
    b"%(name)s %s %",
    b"<script>alert(1)</script>",
    b"../../etc/passwd",
    b"\r\nset-cookie: a=b",
    b"x" * 20_000,
]
QUERIES = ("next", "job", "persona", "before", "saved", "take_over", "mode", "back", "did", "about",
           "page", "voice", "speed", "template", "form", "at", "way", "archived", "odd")  # fmt: skip
FIELDS = ("email", "next", "code", "name", "locale", "theme", "back", "topic", "persona_id",
          "job_id", "job_text", "minutes", "mode", "idempotency_key", "take_over", "headline", "warmth",
          "speed", "version", "act", "answer", "answer_1", "read_cautions", "resume_text",
          "panel_id", "stage_id", "title", "stage", "note", "to", "way", "template", "level",
          "interview_on", "focus_ownership", "resume_file", "role_0_title", "role_0_end", "pack", "once", "credits", "odd")  # fmt: skip
HTTP = [row for row in TABLE if row.method != "WS"]
FORMS = [row for row in HTTP if row.method == "POST"]
TYPES = (
    "application/x-www-form-urlencoded",
    "application/x-www-form-urlencoded; charset=utf-16",
    "application/x-www-form-urlencoded; charset=nonsense",
    "multipart/form-data",
    "multipart/form-data; boundary=b",
    "multipart/form-data; boundary=" + "b" * 500,
    "application/json",
    "text/plain",
    "",
    "nonsense",
)


def keep_within(answer: httpx.Response, what: object) -> None:
    assert answer.status_code < 500, what
    location = answer.headers.get("location", "/")
    assert location.startswith("/") and not location.startswith(("//", "/\\")), what


def path_of(row: Row, world: World) -> str:
    if row.path.startswith("/static/"):
        return "/static/x/css/layers.css"
    return world.fill(row.path, row.about)


async def test_odd_addresses(world: World, owner: Browser, visitor: Browser) -> None:
    for row in HTTP:
        for odd in ODD:
            path = re.sub(r"\{\w+\}", quote(odd[:2000], safe="").replace("%", "%%"), row.path)
            path = path.replace("%%", "%")
            if path == row.path and odd != b"\x00":
                continue  # no parameter: once is enough
            for browser in (owner, visitor):
                keep_within(await browser.request(row.method, path), (row.name, odd))


async def test_odd_queries(world: World, owner: Browser, visitor: Browser) -> None:
    reading = routes_with_queries(owner.app)
    assert {("GET", "/hub"), ("GET", "/job-descriptions"), ("GET", "/interviews")} <= reading
    assert ("GET", "/privacy") not in reading
    for row in HTTP:
        if row.method == "GET":
            # A page that reads no query gets two all the same.
            for odd in ODD if row.key in reading else ODD[-2:]:
                query = urlencode(dict.fromkeys(QUERIES, odd[:2000]))
                for browser in (owner, visitor)[: 2 if row.visitor == 200 else 1]:
                    answer = await browser.get(f"{path_of(row, world)}?{query}")
                    keep_within(answer, (row.name, odd))


@pytest.mark.parametrize("row", FORMS, ids=lambda row: row.name)
async def test_odd_forms(row: Row, world: World, owner: Browser) -> None:
    for odd in ODD:
        for field in [*row.form, "odd"]:
            body = urlencode({**row.form, field: odd})
            answer = await owner.post(
                path_of(row, world), content=body, headers={"content-type": TYPES[0]}
            )
            keep_within(answer, (row.name, field, odd))
            if row.path.startswith("/sign-out"):
                await owner.sign_in(owner.me)


async def test_odd_bodies(world: World, owner: Browser) -> None:
    """All forms are read by one reader: one of them gets everything, the others a little."""
    part = b'--b\r\ncontent-disposition: form-data; name="name"'
    bodies = [
        b"",
        b"=",
        b"&&&;;;===",
        b"a" * 5000 + b"=1",
        b"&".join(b"a%d=1" % number for number in range(200)),
        b'{"name": ["a"]}',
        b"--b--",
        part,
        part + b"\r\n\r\nvalue\r\n--b--\r\n",
        part + b'; filename="a.txt"\r\n\r\nvalue\r\n--b--\r\n',
        part + b"\r\ncontent-type: text/plain; charset=nonsense\r\n\r\n\xff\r\n--b--\r\n",
    ]
    for row in FORMS:
        for kind in TYPES if row.path == "/settings" else ("multipart/form-data; boundary=b",):
            for body in bodies if row.path == "/settings" else bodies[-3:]:
                answer = await owner.post(
                    path_of(row, world), content=body, headers={"content-type": kind}
                )
                keep_within(answer, (row.name, kind, body[:40]))
                if row.path.startswith("/sign-out"):
                    await owner.sign_in(owner.me)


@pytest.mark.parametrize(
    "headers",
    [
        {"accept-language": "é;q=x,,;;-,*,en-US-x-y-z,zh-Hant-HK" + ",a" * 500},
        {"accept-language": "\x7f" * 50},
        {"accept": "\xff"},
        {"cookie": "preppal=\xff; preppal_locale=\x01; preppal_theme=<; ;=;a"},
        {"cookie": "preppal_code=:::; preppal=" + "x" * 5000},
        {"host": ""},
        {"host": "["},
        {"host": "127.0.0.1:99999999"},
        {"origin": "http://["},
        {"sec-fetch-site": "\xff"},
        {"referer": "\xff"},
        {"content-length": "-1"},
        {"content-length": "many"},
        {"range": "bytes=9-1,-,x"},
        {"if-none-match": "\xff"},
        {"if-modified-since": "yesterday"},
        {"accept-encoding": "gzip;q=x"},
        {"user-agent": "\xff" * 300},
    ],
    ids=lambda headers: ",".join(headers),
)
async def test_odd_headers(headers: dict[str, str], world: World, owner: Browser) -> None:
    raw = [(name.encode(), value.encode("latin-1")) for name, value in headers.items()]
    for row in HTTP:
        kept = [(name, value) for name, value in owner.headers.raw if name.lower() not in dict(raw)]
        request = httpx.Request(
            row.method, owner.base_url.join(path_of(row, world)), headers=[*kept, *raw]
        )
        if row.path.startswith("/sign-out"):
            continue
        keep_within(await owner.send(request), row.name)


async def test_mixtures(world: World, owner: Browser, visitor: Browser) -> None:
    chance = random.Random(20270301)
    for number in range(300):
        row = chance.choice(HTTP)
        path = re.sub(r"\{\w+\}", lambda _: quote(chance.choice(ODD)[:200]) or "0", row.path)
        if chance.random() < 0.7:
            path = path_of(row, world)
        query = urlencode({chance.choice(QUERIES): chance.choice(ODD)[:500] for _ in range(2)})
        form = dict(row.form) | {chance.choice(FIELDS): chance.choice(ODD) for _ in range(4)}
        body = urlencode(form)
        kind = chance.choice(TYPES) if chance.random() < 0.2 else TYPES[0]
        browser = chance.choice((owner, owner, visitor))
        answer = await browser.request(
            chance.choice((row.method, row.method, "PUT", "HEAD", "OPTIONS")),
            f"{path}?{query}",
            content=body,
            headers={"content-type": kind},
        )
        keep_within(answer, (number, row.name, path, query, body[:200]))


def odd_frames() -> Iterator[str | bytes]:
    yield ""
    yield "null"
    yield "[]"
    yield "{}"
    yield "{" * 5000
    yield "[" * 30_000
    yield '{"type": 1}'
    yield '{"type": "say"}'
    yield '{"type": "say", "text": 5}'
    yield '{"type": "say", "text": "' + "x" * 30_000 + '"}'
    yield '{"type": "say", "text": "a\\u0000b \\ud800"}'
    yield '{"type": "hold", "on": "perhaps"}'
    yield '{"type": "playback", "turn": 1e400, "ms": -1}'
    yield '{"type": "playback", "turn": -5, "ms": 99999999999999999999}'
    yield '{"type": "hello", "mode": "dance", "last_seq": 0}'
    yield '{"type": "hello", "mode": "text", "last_seq": -99999999999999999999}'
    yield '{"type": "nonsense"}'
    yield '{"type": "say", "text": "again", "type": "end"}'
    yield b""
    yield b"\x00"
    yield b"\xff" * 1281
    yield b"\x00" * 60_000


@pytest.mark.parametrize("after_hello", [True, False])
async def test_odd_frames(
    after_hello: bool, database: NestedDatabase, owner: Browser, clock: TestClock
) -> None:
    """The socket answers or closes with one of its own codes; it never breaks (1011, 1006)."""
    for frame in odd_frames():
        interview = an_interview(owner.me, clock())
        async with database.transaction() as db:
            await keep(db, interview)
        try:
            async with owner.socket(f"/interviews/{interview.id}/live") as socket:
                if after_hello:
                    await socket.send(type="hello", mode="text", last_seq=0)
                    await socket.receive_type("ready")
                if isinstance(frame, str):
                    await socket.send_text(frame)
                else:
                    await socket.send_bytes(frame)
                await socket.send(type="end")
                while True:
                    await socket.receive()
        except Closed as closed:
            assert closed.code in (1000, 4000, 4013), frame[:60]
