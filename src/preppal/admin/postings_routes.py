"""/admin/postings: merging, splitting and hiding what is shared."""

import re
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Staff
from preppal.admin.postings_page import posting_page, postings_page
from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_
from preppal.job_descriptions.shared.browsing import read_wish
from preppal.job_descriptions.shared.moderating import (
    Moderator,
    hide,
    merge,
    restore,
    split,
    unmerge,
)
from preppal.web.pages import render
from preppal.web.requests import Fields, Now, Transaction

router = APIRouter(prefix="/admin/postings")

_ID = re.compile(r"[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}", re.IGNORECASE)
NO_ADDRESS = N_("Paste the address of the other posting's page.")


@router.get("")
async def postings(request: Request, account: Staff, db: Transaction) -> Response:
    page = await postings_page(db, read_wish({"order": "new"} | dict(request.query_params)))
    return render(request, "admin/postings.html", page)


@router.get("/{posting_id}")
async def posting(request: Request, posting_id: UUID, account: Staff, db: Transaction) -> Response:
    return render(request, "admin/posting.html", await posting_page(db, posting_id))


@router.post("/{posting_id}/merge")
async def merge_another(
    request: Request, posting_id: UUID, account: Staff, db: Transaction, fields: Fields, now: Now
) -> Response:
    found = _ID.findall(fields.get("other", ""))
    if not found:
        return await _again(request, db, posting_id, NO_ADDRESS, "other")
    await merge(db, UUID(found[-1]), posting_id, Moderator(account.id, now))
    return _to_it(posting_id)


@router.post("/{posting_id}/undo")
async def undo(
    posting_id: UUID, account: Staff, db: Transaction, fields: Fields, now: Now
) -> Response:
    await unmerge(db, _read_id(fields.get("decision", "")), Moderator(account.id, now))
    return _to_it(posting_id)


@router.post("/{posting_id}/split")
async def split_off(
    posting_id: UUID, account: Staff, db: Transaction, fields: Fields, now: Now
) -> Response:
    apart = await split(
        db, posting_id, _read_id(fields.get("text", "")), Moderator(account.id, now)
    )
    return _to_it(apart)


@router.post("/{posting_id}/hide")
async def hide_it(
    request: Request, posting_id: UUID, account: Staff, db: Transaction, fields: Fields, now: Now
) -> Response:
    try:
        await hide(db, posting_id, fields.get("reason", ""), Moderator(account.id, now))
    except Invalid as refusal:
        return await _again(request, db, posting_id, refusal.fields["reason"], "reason")
    return _to_it(posting_id)


@router.post("/{posting_id}/restore")
async def restore_it(posting_id: UUID, account: Staff, db: Transaction, now: Now) -> Response:
    await restore(db, posting_id, Moderator(account.id, now))
    return _to_it(posting_id)


def _read_id(text: str) -> UUID:
    """An id of a form; nothing has the one that is all noughts."""
    try:
        return UUID(text)
    except ValueError:
        return UUID(int=0)


async def _again(
    request: Request, db: Transaction, posting_id: UUID, error: str, at: str
) -> Response:
    page = await posting_page(db, posting_id, error=error, error_at=at)
    return render(request, "admin/posting.html", page, status=422)


def _to_it(posting_id: UUID) -> Response:
    return RedirectResponse(f"/admin/postings/{posting_id}", 303)
