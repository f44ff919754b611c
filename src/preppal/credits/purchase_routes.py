"""/credits/buy and /credits/purchases/…: a pack is chosen, paid for, waited for; its receipt."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from preppal.accounts.identity import Account, Person, signed_in_person
from preppal.credits.buying.background import ask_about
from preppal.credits.buying.company_receipt import receipt_of
from preppal.credits.buying.model import NoSuchPurchase, NothingSold
from preppal.credits.buying.ordering import Buyer, begin_purchase, chosen_pack, order_checkout
from preppal.credits.buying.pretending import pretend
from preppal.credits.buying.queries import debt_paid_by, own_purchase
from preppal.credits.buying.selling import CurrentPayments, CurrentSeller, OpenSeller
from preppal.credits.ledger import purse_of
from preppal.credits.pages import purchase_page
from preppal.credits.switch import is_unlimited
from preppal.foundation.i18n import words
from preppal.foundation.packs import Pack
from preppal.web.pages import locale_of, render
from preppal.web.requests import CurrentSettings, Fields, Now, Transaction, local_path

router = APIRouter(prefix="/credits")

LONGEST_BACK = 300


def buyer_of(request: Request, person: Person, pack: Pack) -> Buyer:
    locale = locale_of(request)
    name = pack.name or words(locale).plural(
        "%(num)s interview", "%(num)s interviews", pack.credits
    )
    return Buyer(person.email, locale, name)


@router.post("/buy")
async def buy(
    request: Request,
    form: Fields,
    now: Now,
    settings: CurrentSettings,
    seller: OpenSeller,
    payments: CurrentPayments,
) -> Response:
    """Without `Transaction`: the purchase is committed before the company is asked for a page."""
    database = request.app.state.database
    person = await signed_in_person(request, now=now)
    pack = chosen_pack(settings.packs, form.get("pack", ""))
    async with database.transaction() as db:
        if await is_unlimited(db):
            raise NothingSold()
        purchase = await begin_purchase(
            db,
            person.id,
            pack,
            provider=seller,
            key=form.get("once", ""),
            back=local_path(form.get("back", "")[:LONGEST_BACK], ""),
            now=now,
        )
    if payments is not None:
        buyer = buyer_of(request, person, pack)
        await order_checkout(database, payments, purchase, buyer, public_url=settings.public_url)
    return RedirectResponse(f"/credits/purchases/{purchase.id}?go=1", 303)


@router.get("/purchases/{purchase_id}")
async def show(request: Request, purchase_id: UUID, account: Account, db: Transaction) -> Response:
    purchase = await own_purchase(db, account.id, purchase_id)
    purse = await purse_of(db, account.id)
    settled = await debt_paid_by(db, purchase.id)
    page = purchase_page(purchase, purse, settled, request.query_params)
    return render(request, "credits/purchase.html", page)


@router.get("/purchases/{purchase_id}/status")
async def status(
    request: Request, purchase_id: UUID, account: Account, db: Transaction
) -> Response:
    """For a page that waits."""
    purchase = await own_purchase(db, account.id, purchase_id)
    return JSONResponse({"status": purchase.status}, headers={"cache-control": "no-store"})


@router.post("/purchases/{purchase_id}/check")
async def check(
    purchase_id: UUID, account: Account, db: Transaction, payments: CurrentPayments
) -> Response:
    """Ask the company now instead of waiting for its notice."""
    purchase = await own_purchase(db, account.id, purchase_id)
    if payments is not None and not purchase.is_test:
        await ask_about(db, purchase.id)
    return RedirectResponse(f"/credits/purchases/{purchase_id}?paid=1", 303)


@router.get("/purchases/{purchase_id}/receipt")
async def receipt(
    request: Request, purchase_id: UUID, now: Now, payments: CurrentPayments
) -> Response:
    """The company's receipt. Its address is asked for anew each time: they grow old."""
    person = await signed_in_person(request, now=now)
    async with request.app.state.database.transaction() as db:
        purchase = await own_purchase(db, person.id, purchase_id)
    if payments is None:
        raise NoSuchPurchase()
    return RedirectResponse(await receipt_of(payments, purchase), 303)


@router.post("/purchases/{purchase_id}/test")
async def test(
    purchase_id: UUID,
    account: Account,
    db: Transaction,
    form: Fields,
    now: Now,
    seller: CurrentSeller,
) -> Response:
    """The test checkout's buttons. Where a company takes the money, there is no such thing."""
    if seller != "test":
        raise NoSuchPurchase()
    await pretend(db, account.id, purchase_id, form.get("act", ""), now=now)
    return RedirectResponse(f"/credits/purchases/{purchase_id}", 303)
