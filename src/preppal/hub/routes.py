"""/hub, the page of a persona, rating and reporting it."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Account, MaybeAccount
from preppal.foundation.errors import Invalid
from preppal.hub.browse_page import hub_page
from preppal.hub.browsing import read_wish
from preppal.hub.pages import ReportPage
from preppal.hub.persona_page import persona_page
from preppal.hub.rating import rate_persona, read_rating
from preppal.hub.reporting import REASON_WORDS, read_report, report_persona
from preppal.personas.model import Persona
from preppal.personas.queries import readable_persona
from preppal.personas.voice_routes import Engine
from preppal.web.pages import render
from preppal.web.requests import Fields, Now, Transaction

router = APIRouter()


@router.get("/hub")
async def browse_hub(
    request: Request, account: MaybeAccount, db: Transaction, engine: Engine
) -> Response:
    wish = read_wish(request.query_params)
    page = await hub_page(db, wish, can_be_heard=engine.can_be_heard)
    return render(request, "hub/browse.html", page)


@router.get("/personas/{key}")
async def show_persona(
    request: Request, key: str, account: MaybeAccount, db: Transaction, engine: Engine
) -> Response:
    page = await persona_page(
        db,
        account.id if account else None,
        key,
        engine,
        thanked=request.query_params.get("thanks", ""),
    )
    return render(request, "hub/persona.html", page)


@router.post("/personas/{persona_id}/rate")
async def rate(
    persona_id: UUID, account: Account, db: Transaction, fields: Fields, now: Now
) -> Response:
    await rate_persona(db, account.id, persona_id, helpful=read_rating(fields), now=now)
    return RedirectResponse(f"/personas/{persona_id}?thanks=rating", 303)


@router.get("/personas/{persona_id}/report")
async def ask_for_report(
    request: Request, persona_id: UUID, account: Account, db: Transaction
) -> Response:
    persona = await readable_persona(db, account.id, str(persona_id))
    return render(request, "hub/report.html", _report_page(persona))


@router.post("/personas/{persona_id}/report")
async def report(
    request: Request,
    persona_id: UUID,
    account: Account,
    db: Transaction,
    fields: Fields,
    now: Now,
) -> Response:
    persona = await readable_persona(db, account.id, str(persona_id))
    try:
        await report_persona(db, account.id, persona_id, read_report(fields), now=now)
    except Invalid as refusal:
        page = _report_page(persona, fields, refusal.fields)
        return render(request, "hub/report.html", page, status=422)
    return RedirectResponse(f"/personas/{persona_id}?thanks=report", 303)


def _report_page(
    persona: Persona, fields: dict[str, str] | None = None, errors: dict[str, str] | None = None
) -> ReportPage:
    typed = fields or {}
    return ReportPage(
        key=str(persona.id),
        name=persona.name,
        reasons=tuple(REASON_WORDS.items()),
        reason=typed.get("reason", ""),
        note=typed.get("note", ""),
        errors=errors or {},
    )
