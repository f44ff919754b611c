"""The acts on a panel's stages. After each one is back in the editor, where one was."""

from collections.abc import Mapping
from typing import Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Account
from preppal.foundation.database import uuid7
from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import words
from preppal.panels.arranging import (
    Way,
    add_stage,
    change_stage,
    move_stage,
    remove_stage,
    replace_persona,
    skip_stage,
)
from preppal.panels.editor_page import NEW, edit_page
from preppal.panels.filling_in import StageForm, read_stage
from preppal.panels.model import MOST_STAGES
from preppal.panels.new_page import add_page
from preppal.panels.queries import use_panel
from preppal.personas.queries import persona_by_key
from preppal.web.pages import locale_of, render
from preppal.web.requests import Fields, Now, Transaction

router = APIRouter(prefix="/panels")


@router.post("/add")
async def add_to_one(
    request: Request, account: Account, db: Transaction, fields: Fields, now: Now
) -> Response:
    """Somebody, from their page, into one of one's panels or into a new one."""
    key = fields.get("persona_id", "")
    if not fields.get("panel_id"):
        return RedirectResponse(f"/panels/new?{urlencode({'persona': key[:100]})}", 303)
    guest = await persona_by_key(db, account.id, key)
    panel_id, stage_id = _id(fields.get("panel_id", "")), _id(fields.get("stage_id", ""))
    form = StageForm(minutes=30, persona_id=str(guest.id))
    speak = words(locale_of(request))
    try:
        await add_stage(db, account.id, panel_id, form, stage_id=stage_id, speak=speak, now=now)
    except Invalid as refusal:
        page = await add_page(db, account.id, guest, error=refusal.fields["persona_id"])
        return render(request, "panels/add.html", page, status=422)
    return _back(panel_id, "added", stage_id)


@router.post("/{panel_id}/stages")
async def add(
    request: Request, panel_id: UUID, account: Account, db: Transaction, fields: Fields, now: Now
) -> Response:
    await use_panel(db, account.id, panel_id)
    stage_id = _id(fields.get("stage_id", ""))
    try:
        form = read_stage(fields)
        speak = words(locale_of(request))
        await add_stage(db, account.id, panel_id, form, stage_id=stage_id, speak=speak, now=now)
    except Invalid as refusal:
        page = await edit_page(
            db, account.id, panel_id, opened=NEW, typed=fields, errors=refusal.fields
        )
        return render(request, "panels/edit.html", page, status=422)
    return _back(panel_id, "added", stage_id)


@router.post("/{panel_id}/stages/{stage_id}")
async def change(
    request: Request,
    panel_id: UUID,
    stage_id: UUID,
    account: Account,
    db: Transaction,
    fields: Fields,
    now: Now,
) -> Response:
    await use_panel(db, account.id, panel_id)
    try:
        form = read_stage(fields)
        speak = words(locale_of(request))
        await change_stage(db, account.id, panel_id, stage_id, form, speak=speak, now=now)
    except Invalid as refusal:
        page = await edit_page(
            db, account.id, panel_id, opened=str(stage_id), typed=fields, errors=refusal.fields
        )
        return render(request, "panels/edit.html", page, status=422)
    return _back(panel_id, "saved", stage_id)


@router.post("/{panel_id}/stages/{stage_id}/persona")
async def replace(
    panel_id: UUID, stage_id: UUID, account: Account, db: Transaction, fields: Fields, now: Now
) -> Response:
    key = fields.get("persona_id", "")
    await replace_persona(db, account.id, panel_id, stage_id, key, now=now)
    return _back(panel_id, "replaced", stage_id)


@router.post("/{panel_id}/stages/{stage_id}/move")
async def move(
    panel_id: UUID, stage_id: UUID, account: Account, db: Transaction, fields: Fields, now: Now
) -> Response:
    to = _place(fields)
    await move_stage(db, account.id, panel_id, stage_id, to, now=now)
    return _back(panel_id, "moved", stage_id, way=to if isinstance(to, str) else "")


@router.post("/{panel_id}/stages/{stage_id}/remove")
async def remove(
    panel_id: UUID, stage_id: UUID, account: Account, db: Transaction, now: Now
) -> Response:
    await remove_stage(db, account.id, panel_id, stage_id, now=now)
    return _back(panel_id, "removed")


@router.post("/{panel_id}/stages/{stage_id}/skip")
async def skip(
    panel_id: UUID, stage_id: UUID, account: Account, db: Transaction, fields: Fields, now: Now
) -> Response:
    await skip_stage(db, account.id, panel_id, stage_id, skipped=True, now=now)
    return _from(fields, panel_id, "skipped", stage_id)


@router.post("/{panel_id}/stages/{stage_id}/take-up")
async def take_up(
    panel_id: UUID, stage_id: UUID, account: Account, db: Transaction, fields: Fields, now: Now
) -> Response:
    await skip_stage(db, account.id, panel_id, stage_id, skipped=False, now=now)
    return _from(fields, panel_id, "taken-up", stage_id)


def _from(fields: Mapping[str, str], panel_id: UUID, did: str, stage_id: UUID) -> Response:
    """To where the button stood: the editor, or the panel's page."""
    if fields.get("back") == "panel":
        return RedirectResponse(f"/panels/{panel_id}?did={did}&at={stage_id}#stage-{stage_id}", 303)
    return _back(panel_id, did, stage_id, way="skip")


def _back(panel_id: UUID, did: str, stage_id: UUID | None = None, *, way: str = "") -> Response:
    told = (
        {"did": did} | ({"at": str(stage_id)} if stage_id else {}) | ({"way": way} if way else {})
    )
    return RedirectResponse(f"/panels/{panel_id}/edit?{urlencode(told)}", 303)


def _place(fields: Mapping[str, str]) -> Way | int:
    """Where to: ``way`` is "up" or "down", or ``to`` counts from 0; down where nothing can be read."""
    way: Literal["up", "down"] = "up" if fields.get("way") == "up" else "down"
    to = fields.get("to", "")
    if to.isascii() and to.isdecimal():
        return min(int(to[:4]), MOST_STAGES)
    return way


def _id(value: str) -> UUID:
    """The id that the page gave its stage; another where it is none."""
    try:
        return UUID(value)
    except ValueError:
        return uuid7()
