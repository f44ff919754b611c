"""Stripe's HTTP interface, as much of it as Preppal uses: what is asked otherwise is refused as Stripe would."""

import re
from dataclasses import dataclass
from typing import Any

from tests.stripe_server.book import Book, Thing, new_id, shown
from tests.stripe_server.forms import Malformed, read_form

SESSIONS = "/v1/checkout/sessions"
ONE_SESSION = re.compile(rf"{SESSIONS}/(cs_[a-z0-9_]+)")
LISTS = {SESSIONS: "checkout.session", "/v1/refunds": "refund", "/v1/disputes": "dispute"}
CHECKOUT = frozenset(
    {
        "cancel_url", "client_reference_id", "customer_email", "expand", "line_items", "locale", "metadata",
        "mode", "payment_intent_data", "success_url",
    }
)  # fmt: skip
LOCALES = frozenset({"auto", "en", "es", "zh"})


@dataclass(frozen=True)
class Answer:
    status: int
    body: Thing
    replayed: bool = False


class Refused(Exception):
    """With the error object that says why."""

    def __init__(self, status: int, message: str, *, param: str = "", code: str = "") -> None:
        self.status = status
        self.error = {"type": "invalid_request_error", "message": message}
        self.error |= {"param": param} if param else {}
        self.error |= {"code": code} if code else {}
        super().__init__(message)


class Api:
    """Answers requests about a book. ``asked`` lists them, without their keys."""

    def __init__(self, book: Book, key: str) -> None:
        self.book = book
        self.key = key
        self.asked: list[str] = []
        self._answers: dict[str, tuple[str, Answer]] = {}

    def answer(
        self, method: str, path: str, query: str, headers: dict[str, str], body: str
    ) -> Answer:
        self.asked.append(f"{method} {path}")
        try:
            if headers.get("authorization") != f"Bearer {self.key}":
                raise Refused(401, "Invalid API Key provided: sk_****")
            if method == "POST":
                return self._once(path, headers, body)
            return Answer(200, self._read(path, read_form(query)))
        except Refused as refusal:
            return Answer(refusal.status, {"error": refusal.error})
        except Malformed as problem:
            return Answer(400, {"error": Refused(400, "Invalid", param=str(problem)).error})

    def _once(self, path: str, headers: dict[str, str], body: str) -> Answer:
        """The same key gives the same answer; with other words it is an error."""
        if headers.get("content-type") != "application/x-www-form-urlencoded":
            raise Refused(400, "Send a form.")
        key = headers.get("idempotency-key", "")
        if key in self._answers:
            asked, answer = self._answers[key]
            if asked != f"{path} {body}":
                refusal = Refused(400, "Keys for idempotent requests can only be used with the same "
                                  "parameters they were first used with.")  # fmt: skip
                refusal.error["type"] = "idempotency_error"
                raise refusal
            return Answer(answer.status, answer.body, replayed=True)
        if path != SESSIONS:
            raise Refused(404, f"Unrecognized request URL (POST: {path}).")
        answer = Answer(200, shown(self.book.new_checkout(_checked(read_form(body)))))
        if key:
            self._answers[key] = (f"{path} {body}", answer)
        return answer

    def _read(self, path: str, asked: Thing) -> Thing:
        if found := ONE_SESSION.fullmatch(path):
            return self._session(found[1], asked.get("expand", []))
        if path in LISTS:
            return self._page(path, self._chosen(LISTS[path], asked), asked)
        raise Refused(404, f"Unrecognized request URL (GET: {path}).")

    def _session(self, checkout_id: str, expand: list[str]) -> Thing:
        session = self.book.things.get(checkout_id)
        if session is None:
            raise Refused(404, "No such checkout.session", param="session", code="resource_missing")
        answer = shown(session)
        if "payment_intent.latest_charge" in expand and session["payment_intent"]:
            intent = shown(self.book.things[session["payment_intent"]])
            charge = intent["latest_charge"]
            intent["latest_charge"] = shown(self.book.things[charge]) if charge else None
            answer["payment_intent"] = intent
        return answer

    def _chosen(self, kind: str, asked: Thing) -> list[Thing]:
        unknown = set(asked) - {"limit", "starting_after", "payment_intent", "created", "status"}
        if unknown:
            raise Refused(
                400, "Received unknown parameter", param=min(unknown), code="parameter_unknown"
            )
        things = self.book.of_kind(kind)
        for name in ("payment_intent", "status"):
            if name in asked:
                things = [thing for thing in things if thing[name] == asked[name]]
        since = asked.get("created", {}).get("gte")
        return [thing for thing in things if since is None or thing["created"] >= int(since)]

    def _page(self, path: str, things: list[Thing], asked: Thing) -> Thing:
        limit = int(asked.get("limit", 10))
        if not 1 <= limit <= 100:
            raise Refused(400, "Invalid limit", param="limit")
        after = asked.get("starting_after")
        if after is not None:
            ids = [thing["id"] for thing in things]
            if after not in ids:
                raise Refused(
                    400, "No such object", param="starting_after", code="resource_missing"
                )
            things = things[ids.index(after) + 1 :]
        page = [shown(thing) for thing in things[:limit]]
        return {"object": "list", "url": path, "has_more": len(things) > limit, "data": page}


def _checked(form: Thing) -> Thing:
    """Raises `Refused`, as Stripe does for what it does not know or cannot charge."""
    for name in form:
        if name not in CHECKOUT:
            raise Refused(400, f"Received unknown parameter: {name}", param=name,
                          code="parameter_unknown")  # fmt: skip
    for name in ("line_items", "mode", "success_url"):
        if name not in form:
            raise Refused(400, f"Missing required param: {name}.", param=name,
                          code="parameter_missing")  # fmt: skip
    price: Any = form["line_items"][0].get("price_data", {})
    if not re.fullmatch(r"[a-z]{3}", price.get("currency", "")):
        raise Refused(400, "Invalid currency", param="line_items[0][price_data][currency]")
    if int(price.get("unit_amount", 0)) < 50:
        raise Refused(400, "The Checkout Session's total amount due must add up to at least €0.50",
                      code="amount_too_small")  # fmt: skip
    if form.get("locale", "auto") not in LOCALES:
        raise Refused(400, "Invalid locale", param="locale")
    if len(form.get("client_reference_id", "")) > 200:
        raise Refused(400, "Invalid client_reference_id", param="client_reference_id")
    return form


def failed() -> Answer:
    """As Stripe answers when it is at fault itself."""
    message = f"An unknown error occurred. (Request-Id: {new_id('req')})"
    return Answer(500, {"error": {"type": "api_error", "message": message}})
