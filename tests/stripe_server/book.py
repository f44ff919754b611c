"""What this Stripe knows: checkouts, payments, charges, disputes, and the events that it tells of."""

import secrets
from dataclasses import dataclass, field
from typing import Any

Thing = dict[str, Any]


def new_id(kind: str) -> str:
    return f"{kind}_{secrets.token_hex(12)}"


@dataclass
class Book:
    """Things by their ids, oldest first. `now` is seconds since 1970; it is moved from outside."""

    now: int
    url: str = ""
    things: dict[str, Thing] = field(default_factory=dict)
    events: list[Thing] = field(default_factory=list)

    def of_kind(self, kind: str) -> list[Thing]:
        """Newest first, as Stripe lists."""
        return [thing for thing in reversed(self.things.values()) if thing["object"] == kind]

    def new_checkout(self, form: Thing) -> Thing:
        (line,) = form["line_items"]
        price = line["price_data"]
        session = self._keep(
            {
                "id": new_id("cs_test"),
                "object": "checkout.session",
                "amount_total": int(price["unit_amount"]) * int(line["quantity"]),
                "cancel_url": form.get("cancel_url"),
                "client_reference_id": form.get("client_reference_id"),
                "created": self.now,
                "currency": price["currency"],
                "customer_email": form.get("customer_email"),
                "expires_at": self.now + 86_400,
                "livemode": False,
                "locale": form.get("locale"),
                "metadata": form.get("metadata", {}),
                "mode": form["mode"],
                "payment_intent": None,
                "payment_status": "unpaid",
                "status": "open",
                "success_url": form["success_url"],
                "_intent": form.get("payment_intent_data", {}),
                "_name": price["product_data"]["name"],
            }
        )
        session["url"] = f"{self.url}/c/pay/{session['id']}"
        return session

    def pay(self, checkout_id: str) -> None:
        """By card: the money is there at once."""
        self._complete(checkout_id, paid=True)
        self._tell("checkout.session.completed", self.things[checkout_id])

    def pay_by_bank(self, checkout_id: str) -> None:
        """By direct debit: complete, and the money comes within days or not at all."""
        self._complete(checkout_id, paid=False)
        self._tell("checkout.session.completed", self.things[checkout_id])

    def money_comes(self, checkout_id: str) -> None:
        session = self.things[checkout_id]
        self._charge(session)
        session["payment_status"] = "paid"
        self._tell("checkout.session.async_payment_succeeded", session)

    def money_fails(self, checkout_id: str) -> None:
        session = self.things[checkout_id]
        self.things[session["payment_intent"]]["status"] = "requires_payment_method"
        self._tell("checkout.session.async_payment_failed", session)

    def expire(self, checkout_id: str) -> None:
        session = self.things[checkout_id]
        session |= {"status": "expired", "url": None}
        self._tell("checkout.session.expired", session)

    def refund(self, checkout_id: str, amount: int | None = None) -> None:
        """`amount` more; all that is left without one."""
        charge = self.charge_of(checkout_id)
        left = charge["amount"] - charge["amount_refunded"]
        charge["amount_refunded"] += min(left, left if amount is None else amount)
        charge["refunded"] = charge["amount_refunded"] == charge["amount"]
        self._keep(
            {
                "id": new_id("re"),
                "object": "refund",
                "amount": left if amount is None else min(left, amount),
                "charge": charge["id"],
                "created": self.now,
                "currency": charge["currency"],
                "metadata": {},
                "payment_intent": charge["payment_intent"],
                "reason": "requested_by_customer",
                "status": "succeeded",
            }
        )
        self._tell("charge.refunded", charge)

    def dispute(self, checkout_id: str, amount: int | None = None) -> str:
        """The person's bank takes the money back; gives the dispute's id."""
        charge = self.charge_of(checkout_id)
        charge["disputed"] = True
        dispute = self._keep(
            {
                "id": new_id("du"),
                "object": "dispute",
                "amount": charge["amount"] if amount is None else amount,
                "charge": charge["id"],
                "created": self.now,
                "currency": charge["currency"],
                "livemode": False,
                "metadata": {},
                "payment_intent": charge["payment_intent"],
                "reason": "fraudulent",
                "status": "needs_response",
            }
        )
        self._tell("charge.dispute.created", dispute)
        self._tell("charge.dispute.funds_withdrawn", dispute)
        return str(dispute["id"])

    def decide(self, dispute_id: str, status: str) -> None:
        """`won`: the money comes back; `lost`: it does not."""
        dispute = self.things[dispute_id]
        dispute["status"] = status
        if status == "won":
            self._tell("charge.dispute.funds_reinstated", dispute)
        self._tell("charge.dispute.closed", dispute)

    def tell(self, kind: str, about: Thing) -> Thing:
        """An event of any kind about any object."""
        return self._tell(kind, about)

    def charge_of(self, checkout_id: str) -> Thing:
        intent = self.things[self.things[checkout_id]["payment_intent"]]
        return self.things[intent["latest_charge"]]

    def _keep(self, thing: Thing) -> Thing:
        self.things[thing["id"]] = thing
        return thing

    def _complete(self, checkout_id: str, *, paid: bool) -> None:
        session = self.things[checkout_id]
        assert session["status"] == "open", "It was paid already, or is over."
        intent = self._keep(
            {
                "id": new_id("pi"),
                "object": "payment_intent",
                "amount": session["amount_total"],
                "created": self.now,
                "currency": session["currency"],
                "latest_charge": None,
                "livemode": False,
                "metadata": session["_intent"].get("metadata", {}),
                "receipt_email": session["_intent"].get("receipt_email"),
                "status": "processing",
            }
        )
        session |= {"payment_intent": intent["id"], "status": "complete", "url": None}
        if paid:
            self._charge(session)
            session["payment_status"] = "paid"

    def _charge(self, session: Thing) -> None:
        intent = self.things[session["payment_intent"]]
        charge = self._keep(
            {
                "id": new_id("ch"),
                "object": "charge",
                "amount": intent["amount"],
                "amount_refunded": 0,
                "billing_details": {"email": session["customer_email"], "name": "Ana Ito"},
                "created": self.now,
                "currency": intent["currency"],
                "disputed": False,
                "livemode": False,
                "metadata": dict(intent["metadata"]),
                "paid": True,
                "payment_intent": intent["id"],
                "refunded": False,
                "status": "succeeded",
            }
        )
        charge["receipt_url"] = f"{self.url}/receipts/{charge['id']}"
        intent |= {"latest_charge": charge["id"], "status": "succeeded"}

    def _tell(self, kind: str, about: Thing) -> Thing:
        event = {
            "id": new_id("evt"),
            "object": "event",
            "api_version": "2026-10-28.endive",
            "created": self.now,
            "data": {"object": shown(about)},
            "livemode": False,
            "pending_webhooks": 1,
            "request": {"id": None, "idempotency_key": None},
            "type": kind,
        }
        self.events.append(event)
        return event


def shown(thing: Thing) -> Thing:
    """A copy as it goes out: a snapshot, without what is ours."""
    return {name: value for name, value in thing.items() if not name.startswith("_")}
