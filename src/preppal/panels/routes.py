"""/panels/new, /panels/add, a panel's editor, and what is done with a panel as a whole.

Included before whatever answers /panels/{panel_id}: "new" is no id.
"""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Account
from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import words
from preppal.panels.editing import archive_panel, delete_panel, edit_panel, reopen_panel
from preppal.panels.editor_page import ABOUT, edit_page
from preppal.panels.filling_in import read_panel
from preppal.panels.making import TooManyPanels, make_panel, read_new_panel
from preppal.panels.model import PanelState
from preppal.panels.new_page import add_page, new_panel_page
from preppal.panels.queries import use_panel
from preppal.personas.queries import persona_by_key
from preppal.web.errors import status_of
from preppal.web.pages import locale_of, render
from preppal.web.requests import Fields, Now, Transaction

router = APIRouter(prefix="/panels")


@router.get("/new")
async def choose(
    request: Request,
    account: Account,
    db: Transaction,
    template: str | None = None,
    persona: str = "",
    job: str = "",
) -> Response:
    chosen = {"persona_id": persona, "job_id": job}
    page = await new_panel_page(
        db, account.id, chosen if template is None else chosen | {"template": template}
    )
    return render(request, "panels/new.html", page)


@router.post("/new")
async def make(
    request: Request, account: Account, db: Transaction, fields: Fields, now: Now
) -> Response:
    try:
        new = read_new_panel(fields, today=now.date())
        panel_id = await make_panel(db, account.id, new, speak=words(locale_of(request)), now=now)
    except (Invalid, TooManyPanels) as refusal:
        errors = refusal.fields if isinstance(refusal, Invalid) else {"panel": refusal.text}
        page = await new_panel_page(db, account.id, fields, errors=errors)
        return render(request, "panels/new.html", page, status=status_of(refusal))
    return RedirectResponse(f"/panels/{panel_id}?did=made", 303)


@router.get("/add")
async def choose_panel(
    request: Request, account: Account, db: Transaction, persona: str = ""
) -> Response:
    guest = await persona_by_key(db, account.id, persona)
    page = await add_page(db, account.id, guest)
    if not page.panels:
        return RedirectResponse(f"/panels/new?persona={guest.slug or guest.id}", 303)
    return render(request, "panels/add.html", page)


@router.get("/{panel_id}/edit")
async def show_edit(
    request: Request,
    panel_id: UUID,
    account: Account,
    db: Transaction,
    form: str = "",
    did: str = "",
    at: str = "",
    way: str = "",
) -> Response:
    panel = await use_panel(db, account.id, panel_id)
    if panel.state != PanelState.OPEN:
        return RedirectResponse(f"/panels/{panel_id}", 303)
    page = await edit_page(db, account.id, panel_id, opened=form, did=did, at=at, way=way)
    return render(request, "panels/edit.html", page)


@router.post("/{panel_id}/edit")
async def edit(
    request: Request, panel_id: UUID, account: Account, db: Transaction, fields: Fields, now: Now
) -> Response:
    panel = await use_panel(db, account.id, panel_id)
    try:
        form = read_panel(fields, today=now.date(), day_before=panel.interview_on)
        await edit_panel(db, account.id, panel_id, form, now=now)
    except Invalid as refusal:
        page = await edit_page(
            db, account.id, panel_id, opened=ABOUT, typed=fields, errors=refusal.fields
        )
        return render(request, "panels/edit.html", page, status=422)
    return RedirectResponse(f"/panels/{panel_id}?did=saved", 303)


@router.post("/{panel_id}/archive")
async def archive(panel_id: UUID, account: Account, db: Transaction, now: Now) -> Response:
    await archive_panel(db, account.id, panel_id, now=now)
    return RedirectResponse(f"/panels/{panel_id}?did=archived", 303)


@router.post("/{panel_id}/reopen")
async def reopen(panel_id: UUID, account: Account, db: Transaction, now: Now) -> Response:
    await reopen_panel(db, account.id, panel_id, now=now)
    return RedirectResponse(f"/panels/{panel_id}?did=reopened", 303)


@router.post("/{panel_id}/delete")
async def delete(panel_id: UUID, account: Account, db: Transaction) -> Response:
    await delete_panel(db, account.id, panel_id)
    return RedirectResponse("/panels?did=deleted", 303)
