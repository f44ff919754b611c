"""/panels/{id}/summary: the Panel Summary, and asking for one."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from preppal.accounts.identity import Account
from preppal.debriefs.summarising import ask_for_summary
from preppal.debriefs.summary_queries import summary_page, summary_state
from preppal.foundation.i18n import words
from preppal.web.pages import locale_of, render
from preppal.web.requests import Now, Transaction

router = APIRouter(prefix="/panels/{panel_id}/summary")


@router.get("")
async def summary(request: Request, panel_id: UUID, account: Account, db: Transaction) -> Response:
    page = await summary_page(db, account.id, panel_id, words(locale_of(request)))
    return render(request, "debriefs/summary.html", page)


@router.post("")
async def make(panel_id: UUID, account: Account, db: Transaction, now: Now) -> Response:
    await ask_for_summary(db, account.id, panel_id, now=now)
    return RedirectResponse(f"/panels/{panel_id}/summary", 303)


@router.get("/status")
async def status(panel_id: UUID, account: Account, db: Transaction) -> Response:
    """For the waiting page: ``waiting``, ``ready``, ``failed`` or ``none``."""
    return JSONResponse({"status": await summary_state(db, account.id, panel_id)})
