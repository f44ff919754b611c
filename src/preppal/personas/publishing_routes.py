"""/personas/{id}/publish, and the acts on a persona: private, retire, bring back, favourite."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Account
from preppal.foundation.i18n import N_
from preppal.personas.favourites import drop_favourite, keep_favourite
from preppal.personas.model import PersonaMovedOn, State
from preppal.personas.own_pages import publish_page, read_version
from preppal.personas.publishing import (
    NotReady,
    PublishingTooFast,
    bring_back_persona,
    keep_persona_private,
    publish_persona,
    retire_persona,
)
from preppal.personas.queries import own_persona
from preppal.web.errors import status_of
from preppal.web.pages import render
from preppal.web.requests import Fields, Now, Transaction, local_path

router = APIRouter(prefix="/personas/{persona_id}")

LOOK_AGAIN = N_("The text was edited since you looked. This is what everybody would see now.")


@router.get("/publish")
async def look_before_publishing(
    request: Request, persona_id: UUID, account: Account, db: Transaction
) -> Response:
    persona = await own_persona(db, account.id, persona_id)
    if persona.in_hub or persona.state not in (State.DRAFT, State.LIVE):
        return RedirectResponse("/personas", 303)
    return render(request, "personas/publish.html", publish_page(persona, account.name))


@router.post("/publish")
async def publish(
    request: Request, persona_id: UUID, account: Account, db: Transaction, fields: Fields, now: Now
) -> Response:
    read = bool(fields.get("read_cautions"))
    try:
        await publish_persona(
            db,
            account.id,
            persona_id,
            version=read_version(fields),
            read_cautions=read,
            now=now,
        )
    except (NotReady, PublishingTooFast, PersonaMovedOn) as refusal:
        persona = await own_persona(db, account.id, persona_id)
        if persona.state not in (State.DRAFT, State.LIVE):
            raise
        page = publish_page(
            persona,
            account.name,
            problem=LOOK_AGAIN if isinstance(refusal, PersonaMovedOn) else refusal.text,
            asks_reading=isinstance(refusal, NotReady) and not read,
        )
        return render(request, "personas/publish.html", page, status=status_of(refusal))
    return _done("published", persona_id)


@router.post("/private")
async def keep_private(persona_id: UUID, account: Account, db: Transaction) -> Response:
    await keep_persona_private(db, account.id, persona_id)
    return _done("private", persona_id)


@router.post("/retire")
async def retire(persona_id: UUID, account: Account, db: Transaction) -> Response:
    await retire_persona(db, account.id, persona_id)
    return _done("retired", persona_id)


@router.post("/bring-back")
async def bring_back(persona_id: UUID, account: Account, db: Transaction) -> Response:
    await bring_back_persona(db, account.id, persona_id)
    return _done("back", persona_id)


@router.post("/favourite")
async def favour(
    persona_id: UUID, account: Account, db: Transaction, fields: Fields, now: Now
) -> Response:
    await keep_favourite(db, account.id, persona_id, now=now)
    return RedirectResponse(local_path(fields.get("back", ""), f"/personas/{persona_id}"), 303)


@router.post("/unfavourite")
async def let_go(persona_id: UUID, account: Account, db: Transaction, fields: Fields) -> Response:
    await drop_favourite(db, account.id, persona_id)
    return RedirectResponse(local_path(fields.get("back", ""), f"/personas/{persona_id}"), 303)


def _done(did: str, persona_id: UUID) -> Response:
    return RedirectResponse(f"/personas?did={did}&about={persona_id}", 303)
