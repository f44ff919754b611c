"""Payments through Stripe Checkout.

Stripe's own page takes the card; Preppal sees ids and amounts. The library would send the maker of the library
figures about this machine with each request; that is switched off.
"""

import asyncio
import hashlib
import re
from collections.abc import AsyncIterator, Awaitable, Callable
from datetime import UTC, datetime, timedelta
from typing import Annotated, Any, TypeVar
from uuid import UUID

import msgspec
import stripe

from preppal.providers.payments import (
    Checkout,
    ForgedNotice,
    Listed,
    NoSuchCheckout,
    Notice,
    Order,
    Payment,
    PaymentsAway,
    PaymentsRefused,
    PaymentStatus,
)

stripe.enable_telemetry = False

SECONDS = 15.0
"""How long one call may take with all that it tries: somebody waits for the page."""
RETRIES = 1
PAGE = 100
NOTICE_LIFE = timedelta(minutes=5)
"""How old a signature may be: whoever recorded a notice cannot send it again later."""
KEY = "preppal_purchase"
"""Our id in Stripe's metadata, of the checkout and of the payment beneath it."""
LOCALES = {"en": "en", "es": "es", "zh": "zh"}
UNDONE = frozenset({"requires_payment_method", "canceled"})
"""States of a payment that did not come about, once its checkout is complete."""
GIVEN_BACK = frozenset({"won", "warning_closed", "warning_needs_response", "warning_under_review", "prevented"})  # fmt: skip
"""States of a dispute in which the money is ours: it was won, or only asked about."""

Answer = TypeVar("Answer")
NAME = r"^[A-Za-z0-9_.]{1,255}$"
Name = Annotated[str, msgspec.Meta(pattern=NAME)]
Second = Annotated[int, msgspec.Meta(ge=0, lt=1 << 33)]
"""Since 1970, until the year 2242."""
Written = Annotated[datetime, msgspec.Meta(tz=True)]


class _About(msgspec.Struct):
    """Of whatever kind: an account may choose the ids of its products itself, and no event of theirs is to be refused."""

    object: Any = None
    id: Any = None
    payment_intent: Any = None
    metadata: Any = None
    client_reference_id: Any = None


class _Data(msgspec.Struct):
    object: _About = msgspec.field(default_factory=_About)


class _Event(msgspec.Struct):
    """What is read of an event. More may stand in it; without these it is none. Some have their time in words and no data."""

    id: Name
    type: Name
    created: Second | Written
    data: _Data = msgspec.field(default_factory=_Data)
    livemode: bool = False


class StripePayments:
    """One Stripe account. ``url`` is another address of its interface, for a proxy."""

    name = "Stripe"

    def __init__(
        self, *, key: str, webhook_secret: str, url: str = "", seconds: float = SECONDS
    ) -> None:
        self._secret = webhook_secret
        self._seconds = seconds
        self._http = stripe.HTTPXClient(timeout=seconds)
        self._client = stripe.StripeClient(
            key,
            base_addresses={"api": url} if url else None,
            max_network_retries=RETRIES,
            http_client=self._http,
        )

    async def order(self, order: Order) -> Checkout:
        """A new page to pay on; the one there is, where the same was ordered before. Said otherwise, in another
        language perhaps, it is another page: the first one's answer was lost, and nobody has seen it."""
        ours = {KEY: str(order.purchase_id)}
        said = (order.name, order.email, order.locale, order.paid_url, order.cancelled_url)
        words = hashlib.sha256(repr(said).encode()).hexdigest()[:16]
        session = await self._answer(
            self._client.v1.checkout.sessions.create_async(
                {
                    "mode": "payment",
                    "client_reference_id": str(order.purchase_id),
                    "customer_email": order.email,
                    "locale": LOCALES.get(order.locale, "auto"),
                    "line_items": [
                        {
                            "quantity": 1,
                            "price_data": {
                                "currency": order.currency.lower(),
                                "unit_amount": order.amount,
                                "product_data": {"name": order.name},
                            },
                        }
                    ],
                    "metadata": ours,
                    "payment_intent_data": {"metadata": ours, "receipt_email": order.email},
                    "success_url": order.paid_url,
                    "cancel_url": order.cancelled_url,
                },
                {"idempotency_key": f"preppal-{order.purchase_id}-{words}"},
            )
        )
        return Checkout(session.id, session.url or "")

    async def look(self, checkout_id: str) -> Payment:
        session = await self._retrieve(checkout_id)
        intent: Any = session.payment_intent
        charge: Any = intent.latest_charge if intent else None
        return Payment(
            checkout_id=session.id,
            purchase_id=_ours(session),
            status=_status(session, intent),
            amount=session.amount_total or 0,
            currency=(session.currency or "").upper(),
            payment_id=intent.id if intent else "",
            refunded=charge.amount_refunded if charge else 0,
            disputed=await self._disputed(intent.id) if charge and charge.disputed else 0,
        )

    async def checkout_of(self, payment_id: str) -> str:
        found = await self._answer(
            self._client.v1.checkout.sessions.list_async({"payment_intent": payment_id, "limit": 1})
        )
        if not found.data:
            raise NoSuchCheckout()
        return found.data[0].id

    async def checkouts_since(self, moment: datetime) -> AsyncIterator[Listed]:
        since = int(moment.timestamp())
        async for session in self._listed(self._client.v1.checkout.sessions.list_async, since):
            purchase_id = _ours(session)
            if purchase_id is not None:
                yield Listed(session.id, purchase_id, is_open=session.status == "open")

    async def taken_back_since(self, moment: datetime) -> AsyncIterator[str]:
        since = int(moment.timestamp())
        async for refund in self._listed(self._client.v1.refunds.list_async, since):
            yield str(refund.payment_intent or "")
        async for dispute in self._listed(self._client.v1.disputes.list_async, since):
            yield str(dispute.payment_intent or "")

    async def receipt(self, checkout_id: str) -> str:
        session = await self._retrieve(checkout_id)
        intent: Any = session.payment_intent
        charge: Any = intent.latest_charge if intent else None
        return (charge.receipt_url or "") if charge else ""

    def read_notice(self, body: bytes, signature: str, *, now: datetime) -> Notice:
        """The signature is checked over the body as it came. Its age is checked here: the library asks the
        machine's clock."""
        try:
            stripe.WebhookSignature.verify_header(body, signature, self._secret)
            # The first time in it, as the library: a later one is not what was signed.
            at = next(part[2:] for part in signature.split(",") if part.startswith("t="))
            made = datetime.fromtimestamp(int(at), UTC)
        except (stripe.SignatureVerificationError, ValueError, TypeError, OverflowError) as problem:
            raise ForgedNotice("The signature is wrong or missing.") from problem
        if abs(now - made) > NOTICE_LIFE:
            raise ForgedNotice("The signature is too old.")
        try:
            return _notice(body)
        except (msgspec.MsgspecError, RecursionError) as problem:
            raise ForgedNotice("The body is no event.") from problem

    async def close(self) -> None:
        await self._http.close_async()  # type: ignore[no-untyped-call]

    async def _retrieve(self, checkout_id: str) -> stripe.checkout.Session:
        return await self._answer(
            self._client.v1.checkout.sessions.retrieve_async(
                checkout_id, {"expand": ["payment_intent.latest_charge"]}
            )
        )

    async def _listed(
        self, pages: Callable[[Any], Awaitable[Any]], since: int
    ) -> AsyncIterator[Any]:
        """What one of Stripe's lists has of that second and later, a page at a time."""
        wanted: dict[str, Any] = {"created": {"gte": since}, "limit": PAGE}
        while True:
            page = await self._answer(pages(wanted))
            for thing in page.data:
                yield thing
            if not page.has_more or not page.data:
                return
            wanted["starting_after"] = page.data[-1].id

    async def _disputed(self, payment_id: str) -> int:
        found = await self._answer(
            self._client.v1.disputes.list_async({"payment_intent": payment_id, "limit": PAGE})
        )
        return sum(dispute.amount for dispute in found.data if dispute.status not in GIVEN_BACK)

    async def _answer(self, call: Awaitable[Answer]) -> Answer:
        """Stripe's answer in time, or what its refusal means."""
        try:
            async with asyncio.timeout(self._seconds):
                return await call
        except TimeoutError as problem:
            raise PaymentsAway(f"Stripe did not answer in {self._seconds:g} seconds.") from problem
        except (stripe.APIConnectionError, stripe.RateLimitError) as problem:
            raise PaymentsAway("Stripe cannot be reached.") from problem
        except (stripe.AuthenticationError, stripe.PermissionError) as problem:
            raise PaymentsRefused(
                "Stripe refuses the key: correct PREPPAL_STRIPE_KEY, and what the key may do."
            ) from problem
        except stripe.InvalidRequestError as problem:
            if problem.code == "resource_missing":
                raise NoSuchCheckout() from problem
            raise PaymentsRefused(f"Stripe refuses the request: {problem.code}.") from problem
        except stripe.APIError as problem:
            raise PaymentsAway("Stripe is at fault itself.") from problem
        except stripe.StripeError as problem:
            raise PaymentsRefused(
                f"Stripe refuses the request: {type(problem).__name__}."
            ) from problem


def _status(session: stripe.checkout.Session, intent: Any) -> PaymentStatus:
    if session.payment_status != "unpaid":
        return "paid"
    if session.status == "expired":
        return "expired"
    if session.status == "open":
        return "open"
    return "failed" if intent and intent.status in UNDONE else "pending"


def _ours(session: stripe.checkout.Session) -> UUID | None:
    """The purchase it was begun for, if that was here."""
    metadata: Any = session.metadata
    return _uuid(metadata[KEY]) if metadata and KEY in metadata else None


def _notice(body: bytes) -> Notice:
    """Which payment it is about. Names and addresses in it are left where they are. Raises `msgspec.MsgspecError`."""
    event = msgspec.json.decode(body, type=_Event)
    about = event.data.object
    payment = about.id if about.object == "payment_intent" else about.payment_intent
    ours = about.metadata.get(KEY) if isinstance(about.metadata, dict) else None
    made_at = event.created
    return Notice(
        id=event.id,
        kind=event.type,
        made_at=datetime.fromtimestamp(made_at, UTC) if isinstance(made_at, int) else made_at,
        is_test=not event.livemode,
        purchase_id=_uuid(ours or about.client_reference_id),
        checkout_id=_name(about.id) if about.object == "checkout.session" else "",
        payment_id=_name(payment),
    )


def _name(written: object) -> str:
    return written if isinstance(written, str) and re.fullmatch(NAME, written) else ""


def _uuid(written: object) -> UUID | None:
    try:
        return UUID(str(written)) if written else None
    except ValueError:
        return None
