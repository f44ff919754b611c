"""/credits: the balance, what can be bought, the history, and whether interviews cost anything here."""

from typing import Annotated

from fastapi import APIRouter, Depends, Query, Request
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Account, Person
from preppal.credits.buying.selling import CurrentSeller
from preppal.credits.history import NameInterviews, history_csv
from preppal.credits.pages import credits_page, shop_of
from preppal.credits.switch import switch_credits
from preppal.foundation.errors import NotFound
from preppal.foundation.i18n import words
from preppal.foundation.settings import Settings
from preppal.web.downloads import attachment
from preppal.web.pages import locale_of, render
from preppal.web.requests import CurrentSettings, Fields, Transaction, local_path

router = APIRouter(prefix="/credits")

MOST_ROWS = 2**31 - 1
Before = Annotated[int | None, Query(ge=1, le=MOST_ROWS)]


def naming(request: Request) -> NameInterviews:
    name_interviews: NameInterviews = request.app.state.name_interviews
    return name_interviews


Names = Annotated[NameInterviews, Depends(naming)]


def is_operator(person: Person, settings: Settings) -> bool:
    """Staff; on a machine of one's own whoever sits at it."""
    return person.is_staff or settings.local_mode


@router.get("")
async def show(
    request: Request,
    account: Account,
    db: Transaction,
    settings: CurrentSettings,
    seller: CurrentSeller,
    name_interviews: Names,
    before: Before = None,
) -> Response:
    back = local_path(request.query_params.get("back", ""), "")
    page = await credits_page(
        db,
        account.id,
        shop_of(settings.packs, seller, back=back),
        name_interviews,
        before=before,
        is_operator=is_operator(account, settings),
        did=request.query_params.get("did", ""),
    )
    return render(request, "credits/credits.html", page)


@router.get("/history.csv")
async def download(
    request: Request, account: Account, db: Transaction, name_interviews: Names
) -> Response:
    data = await history_csv(db, account.id, name_interviews, words(locale_of(request)))
    return attachment(data, "preppal-credits.csv")


@router.post("/switch")
async def switch(
    account: Account, db: Transaction, form: Fields, settings: CurrentSettings
) -> Response:
    """Interviews cost nothing here from now on, or a credit again. The operator's."""
    if not is_operator(account, settings):
        raise NotFound()
    unlimited = form.get("credits") == "unlimited"
    await switch_credits(db, unlimited=unlimited)
    return RedirectResponse(f"/credits?did={'unlimited' if unlimited else 'metered'}", 303)
