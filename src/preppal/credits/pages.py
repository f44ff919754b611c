"""What the templates in credits/ receive."""

import datetime
import uuid
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from sqlalchemy import or_, select
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.accounts.model import UNLIMITED, Installation, User
from preppal.credits.buying.model import UNSETTLED, CreditPurchase, Status
from preppal.credits.history import HistoryRow, NameInterviews, history_of
from preppal.credits.purse import Purse
from preppal.foundation.database import uuid7
from preppal.foundation.packs import Pack, price_of

Seller = Literal["stripe", "test", ""]
"""Who takes the money: the company, the test checkout, nobody."""

OPEN_SHOWN = 3


@dataclass(frozen=True, slots=True)
class PackChoice:
    """A row to choose. ``each`` is the price of one interview."""

    key: str
    name: str
    credits: int
    price: Decimal
    each: Decimal
    currency: str
    is_chosen: bool


@dataclass(frozen=True, slots=True)
class Shop:
    """credits/_packs.html: what can be bought, and where to come back to.

    ``seller`` is "" where nothing is sold; ``once`` makes a form pressed twice one purchase.
    """

    seller: Seller
    packs: tuple[PackChoice, ...] = ()
    back: str = ""
    once: str = ""


@dataclass(frozen=True, slots=True)
class OpenPurchase:
    """One that is not settled."""

    id: str
    credits: int
    is_pending: bool
    is_test: bool


@dataclass(frozen=True, slots=True)
class CreditsPage:
    """credits/credits.html. ``before`` is the number that the older rows of the history begin below."""

    purse: Purse
    unlimited: bool
    shop: Shop
    history: tuple[HistoryRow, ...]
    older: int | None
    is_first_page: bool
    open: tuple[OpenPurchase, ...] = ()
    can_switch: bool = False
    """The reader may say whether interviews cost anything here."""
    by_setting: bool = False
    """A setting says it."""
    did: str = ""


PurchaseState = Literal[
    "to_pay", "cancelled", "confirming", "pending", "paid", "refunded", "failed", "expired"
]


@dataclass(frozen=True, slots=True)
class PurchasePage:
    """credits/purchase.html. ``leads_on``: the browser goes to the company's page by itself."""

    id: str
    state: PurchaseState
    is_test: bool
    name: str
    credits: int
    price: Decimal
    currency: str
    at: datetime.datetime
    balance: int
    owed: int
    back: str
    settled: int = 0
    """Of its credits, those that paid what was owed."""
    pay_url: str = ""
    leads_on: bool = False
    refunded: Decimal = Decimal(0)
    disputed: Decimal = Decimal(0)
    taken_back: int = 0

    @property
    def waits(self) -> bool:
        """Whether it resolves by itself."""
        return self.state in ("confirming", "pending")


def shop_of(packs: Iterable[Pack], seller: Seller, *, back: str = "", chosen: str = "") -> Shop:
    """The packs as rows; the one in the middle is chosen unless another was."""
    if not seller:
        return Shop("")
    sold = list(packs)
    keys = [pack.key for pack in sold]
    first = chosen if chosen in keys else keys[len(keys) // 2]
    rows = tuple(
        PackChoice(
            key=pack.key,
            name=pack.name,
            credits=pack.credits,
            price=price_of(pack.amount, pack.currency),
            each=price_of(pack.amount, pack.currency) / pack.credits,
            currency=pack.currency,
            is_chosen=pack.key == first,
        )
        for pack in sold
    )
    return Shop(seller, rows, back, uuid7().hex)


async def credits_page(
    db: AsyncSession,
    user_id: uuid.UUID,
    shop: Shop,
    name_interviews: NameInterviews,
    *,
    before: int | None,
    is_operator: bool,
    did: str,
) -> CreditsPage:
    """Four statements, however long the history is."""
    row = (
        await db.execute(
            select(
                User.credits_granted,
                User.credits - User.credits_granted,
                User.credits_owed,
                UNLIMITED,
                select(Installation.credits_setting).scalar_subquery(),
            ).where(User.id == user_id)
        )
    ).one()
    history, older = await history_of(db, user_id, name_interviews, before=before)
    return CreditsPage(
        purse=Purse(*row[:3]),
        unlimited=bool(row[3]),
        shop=Shop("") if row[3] else shop,
        history=history,
        older=older,
        is_first_page=before is None,
        open=await _open(db, user_id, shop.seller),
        can_switch=is_operator and row[4] is None,
        by_setting=row[4] is not None,
        did=did,
    )


async def _open(db: AsyncSession, user_id: uuid.UUID, seller: Seller) -> tuple[OpenPurchase, ...]:
    """Those that can still be finished, with who takes the money now, and money on its way."""
    found = await db.scalars(
        select(CreditPurchase)
        .where(
            CreditPurchase.user_id == user_id,
            CreditPurchase.status.in_(UNSETTLED),
            or_(CreditPurchase.provider == seller, CreditPurchase.status == Status.PENDING.value),
        )
        .order_by(CreditPurchase.created_at.desc())
        .limit(OPEN_SHOWN)
    )
    return tuple(
        OpenPurchase(str(one.id), one.credits, one.status == Status.PENDING, one.is_test)
        for one in found
    )


def purchase_page(
    purchase: CreditPurchase, purse: Purse, settled: int, query: Mapping[str, str]
) -> PurchasePage:
    """``query`` tells where the person comes from: the company's page, by paying or by going back."""
    state = _state(purchase, query)
    return PurchasePage(
        id=str(purchase.id),
        state=state,
        is_test=purchase.is_test,
        name=purchase.name,
        credits=purchase.credits,
        price=price_of(purchase.amount, purchase.currency),
        currency=purchase.currency,
        at=purchase.paid_at or purchase.created_at,
        balance=purse.balance,
        owed=purse.owed,
        back=purchase.back,
        settled=settled,
        pay_url=purchase.checkout_url,
        leads_on=state == "to_pay" and "go" in query and bool(purchase.checkout_url),
        refunded=price_of(purchase.refunded, purchase.currency),
        disputed=price_of(purchase.disputed, purchase.currency),
        taken_back=purchase.taken_back,
    )


def _state(purchase: CreditPurchase, query: Mapping[str, str]) -> PurchaseState:
    match purchase.status:
        case Status.PAID:
            return "refunded" if purchase.refunded or purchase.disputed else "paid"
        case Status.PENDING:
            return "pending"
        case Status.FAILED:
            return "failed"
        case Status.EXPIRED:
            return "expired"
    if "paid" in query and not purchase.is_test:
        return "confirming"
    return "cancelled" if "cancelled" in query else "to_pay"
