"""The server itself, its faults, its signatures, and the page on which one pays."""

import hashlib
import hmac
import html
import json
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from http.server import BaseHTTPRequestHandler
from urllib.parse import urlsplit

from tests.http_servers import SilenceableServer, served
from tests.stripe_server.api import Answer, Api, failed
from tests.stripe_server.book import Book, Thing, new_id

KEY = "sk_test_made_for_tests"
SECRET = "whsec_made_for_tests"
PAGE = """<!doctype html><html lang="en"><meta charset="utf-8"><title>Pay</title>
<h1>{name}</h1><p>{amount} {currency}</p><form method="post">
<button name="act" value="pay">Pay</button>
<button name="act" value="bank">Pay by bank</button>
<button name="act" value="cancel">Go back</button></form></html>"""


@dataclass(frozen=True)
class Notice:
    """What is posted to a webhook."""

    event: Thing
    body: bytes
    signature: str


def sign(body: bytes, secret: str, at: int) -> str:
    """As Stripe signs: HMAC-SHA256 over the time, a full stop and the body, keyed with the secret."""
    mac = hmac.new(secret.encode(), f"{at}.".encode() + body, hashlib.sha256).hexdigest()
    return f"t={at},v1={mac},v0={'0' * 64}"


class StripeServer(SilenceableServer):
    """One account. `send_to` is the webhook's address, where notices are to be posted at once."""

    def __init__(self, clock: Callable[[], float]) -> None:
        super().__init__(Exchange)
        self.clock = clock
        self.key, self.secret = KEY, SECRET
        self.book = Book(int(clock()), url=self.url)
        self.api = Api(self.book, KEY)
        self.send_to = ""
        self.sent = 0
        self.told: list[dict[str, str]] = []
        """The headers of each request to the interface."""
        self.down = self.fails = False
        self.lock = threading.Lock()

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.server_address[1]}"

    @property
    def slow(self) -> bool:
        return not self.goes_on.is_set()

    @slow.setter
    def slow(self, is_slow: bool) -> None:
        """It takes requests and does not answer them until this is over."""
        if is_slow:
            self.goes_on.clear()
        else:
            self.goes_on.set()

    def do(self, act: Callable[[Book], object]) -> list[Notice]:
        """Something happens at Stripe; gives the notices of it, which are posted where `send_to` says."""
        with self.lock:
            self.book.now = int(self.clock())
            before = len(self.book.events)
            act(self.book)
            notices = [self.notice(event) for event in self.book.events[before:]]
        for notice in notices if self.send_to else []:
            self.post(notice)
        return notices

    def notice(self, event: Thing, *, at: int | None = None, secret: str = "") -> Notice:
        """The event as it is sent now; each sending is signed anew."""
        body = json.dumps(event, indent=2).encode()
        when = int(self.clock()) if at is None else at
        return Notice(event, body, sign(body, secret or self.secret, when))

    def post(self, notice: Notice) -> int:
        request = urllib.request.Request(
            self.send_to,
            notice.body,
            {
                "content-type": "application/json; charset=utf-8",
                "stripe-signature": notice.signature,
            },
        )
        with urllib.request.urlopen(request, timeout=30) as answer:
            self.sent += 1
            return int(answer.status)


@contextmanager
def stripe_server(clock: Callable[[], float] = time.time) -> Iterator[StripeServer]:
    """Stripe on this machine, until the block ends. `clock` gives seconds since 1970."""
    with served(StripeServer(clock)) as server:
        yield server


class Exchange(BaseHTTPRequestHandler):
    protocol_version = "HTTP/1.1"
    server: StripeServer

    def log_message(self, *_: object) -> None:
        pass

    def do_GET(self) -> None:
        path = urlsplit(self.path).path
        if path == "/favicon.ico":
            self.send_response(204)
            self.end_headers()
        elif path.startswith("/c/pay/"):
            self._page(self.server.book.things[path.removeprefix("/c/pay/")])
        elif path.startswith("/receipts/"):
            charge = self.server.book.things[path.removeprefix("/receipts/")]
            self._html(f"<title>Receipt</title><h1>Receipt</h1><p>{charge['id']}</p>")
        else:
            self._api("")

    def do_POST(self) -> None:
        body = self.rfile.read(int(self.headers.get("content-length") or 0)).decode()
        path = urlsplit(self.path).path
        if path.startswith("/c/pay/"):
            self._pressed(path.removeprefix("/c/pay/"), body)
        else:
            self._api(body)

    def _api(self, body: str) -> None:
        server = self.server
        if server.down:
            self.close_connection = True  # no answer at all: the line is cut
            return
        server.goes_on.wait(60)
        if server.fails:
            self._json(failed())
            return
        asked = urlsplit(self.path)
        headers = {name.lower(): value for name, value in self.headers.items()}
        with server.lock:
            server.told.append(headers)
            server.book.now = int(server.clock())
            answer = server.api.answer(self.command, asked.path, asked.query, headers, body)
        self._json(answer)

    def _json(self, answer: Answer) -> None:
        body = json.dumps(answer.body).encode()
        self.send_response(answer.status)
        self.send_header("content-type", "application/json")
        self.send_header("request-id", new_id("req"))
        if answer.replayed:
            self.send_header("idempotent-replayed", "true")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)

    def _page(self, session: Thing) -> None:
        amount = f"{session['amount_total'] / 100:.2f}"
        currency = session["currency"].upper()
        name = html.escape(session["_name"])
        self._html(PAGE.format(name=name, amount=amount, currency=currency))

    def _pressed(self, checkout_id: str, body: str) -> None:
        """The person is led back; the notice of it is on its way by itself."""
        session = self.server.book.things[checkout_id]
        act = body.removeprefix("act=")
        onwards = session["cancel_url"] if act == "cancel" else session["success_url"]
        if act == "pay":
            self.server.do(lambda book: book.pay(checkout_id))
        elif act == "bank":
            self.server.do(lambda book: book.pay_by_bank(checkout_id))
        self.send_response(303)
        self.send_header("location", onwards)
        self.send_header("content-length", "0")
        self.end_headers()

    def _html(self, text: str) -> None:
        body = text.encode()
        self.send_response(200)
        self.send_header("content-type", "text/html; charset=utf-8")
        self.send_header("content-length", str(len(body)))
        self.end_headers()
        self.wfile.write(body)
