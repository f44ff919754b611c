"""/panels and a panel's page: how far one is."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import Response

from preppal.accounts.identity import Account
from preppal.debriefs.progress_page import panel_page, panels_page
from preppal.foundation.i18n import words
from preppal.web.pages import locale_of, render
from preppal.web.requests import Now, Transaction

router = APIRouter(prefix="/panels")


@router.get("")
async def mine(
    request: Request,
    account: Account,
    db: Transaction,
    now: Now,
    page: int = 1,
    archived: str = "",
    did: str = "",
) -> Response:
    shown = await panels_page(
        db,
        account.id,
        number=page,
        archived=archived == "1",
        did=did,
        now=now,
        speak=words(locale_of(request)),
    )
    return render(request, "panels/list.html", shown)


@router.get("/{panel_id}")
async def one(
    request: Request,
    panel_id: UUID,
    account: Account,
    db: Transaction,
    now: Now,
    did: str = "",
    at: str = "",
) -> Response:
    page = await panel_page(db, account.id, panel_id, now=now, did=did, at=at)
    return render(request, "panels/one.html", page)
