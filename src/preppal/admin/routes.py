"""/admin: the queue of reports, hiding and restoring."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Staff
from preppal.admin.queue import queue_page
from preppal.foundation.errors import Invalid
from preppal.hub.reporting import dismiss_report, uphold_report
from preppal.personas.moderation import hide_persona, restore_persona
from preppal.web.pages import render
from preppal.web.requests import Fields, Now, Transaction

router = APIRouter(prefix="/admin")


@router.get("")
async def queue(request: Request, account: Staff, db: Transaction) -> Response:
    return render(request, "admin/queue.html", await queue_page(db))


@router.post("/reports/{report_id}/uphold")
async def uphold(
    request: Request, report_id: UUID, account: Staff, db: Transaction, fields: Fields, now: Now
) -> Response:
    reason = fields.get("reason", "")
    try:
        await uphold_report(db, report_id, staff_id=account.id, reason=reason, now=now)
    except Invalid as refusal:
        return await _again(request, db, refusal, report_id)
    return RedirectResponse("/admin", 303)


@router.post("/reports/{report_id}/dismiss")
async def dismiss(report_id: UUID, account: Staff, db: Transaction, now: Now) -> Response:
    await dismiss_report(db, report_id, staff_id=account.id, now=now)
    return RedirectResponse("/admin", 303)


@router.post("/personas/{persona_id}/hide")
async def hide(
    request: Request, persona_id: UUID, account: Staff, db: Transaction, fields: Fields, now: Now
) -> Response:
    await hide_persona(
        db, persona_id, staff_id=account.id, reason=fields.get("reason", ""), now=now
    )
    return RedirectResponse("/admin", 303)


@router.post("/personas/{persona_id}/restore")
async def restore(
    request: Request, persona_id: UUID, account: Staff, db: Transaction, fields: Fields, now: Now
) -> Response:
    reason = fields.get("reason", "")
    try:
        await restore_persona(db, persona_id, staff_id=account.id, reason=reason, now=now)
    except Invalid as refusal:
        return await _again(request, db, refusal, persona_id)
    return RedirectResponse("/admin", 303)


async def _again(request: Request, db: Transaction, refusal: Invalid, about: UUID) -> Response:
    page = await queue_page(db, error=refusal.fields.get("reason", ""), error_id=str(about))
    return render(request, "admin/queue.html", page, status=422)
