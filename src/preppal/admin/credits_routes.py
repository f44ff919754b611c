"""/admin/credits: somebody's credits, grants and corrections."""

from collections.abc import Awaitable, Callable
from datetime import datetime
from typing import Literal
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Request
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Person, Staff
from preppal.admin.credits_page import CreditsPage, account_credits
from preppal.credits.granting import (
    ByHand,
    account_called,
    correct_credits,
    grant_credits,
    read_count,
)
from preppal.credits.ledger import Posted
from preppal.credits.model import NoSuchAccount, NotSoMany
from preppal.foundation.errors import Invalid
from preppal.web.errors import status_of
from preppal.web.pages import render
from preppal.web.requests import Fields, Now, Transaction

router = APIRouter(prefix="/admin/credits")

Act = Literal["grant", "correct"]
VERBS: dict[Act, Callable[..., Awaitable[Posted]]] = {
    "grant": grant_credits,
    "correct": correct_credits,
}


@router.get("")
async def show(request: Request, account: Staff, db: Transaction) -> Response:
    typed = request.query_params.get("email", "")
    if not typed.strip():
        return render(request, "admin/credits.html", CreditsPage())
    try:
        user = await account_called(db, typed)
    except (Invalid, NoSuchAccount) as refusal:
        error = refusal.fields["email"] if isinstance(refusal, Invalid) else refusal.text
        page = CreditsPage(typed, error)
        return render(request, "admin/credits.html", page, status=status_of(refusal))
    page = CreditsPage(user.email, account=await account_credits(db, user.id))
    return render(request, "admin/credits.html", page)


@router.post("/{user_id}/grant")
async def grant(
    request: Request, user_id: UUID, account: Staff, db: Transaction, fields: Fields, now: Now
) -> Response:
    return await _by_hand(request, db, "grant", user_id, account, fields, now)


@router.post("/{user_id}/correct")
async def correct(
    request: Request, user_id: UUID, account: Staff, db: Transaction, fields: Fields, now: Now
) -> Response:
    return await _by_hand(request, db, "correct", user_id, account, fields, now)


async def _by_hand(
    request: Request,
    db: AsyncSession,
    act: Act,
    user_id: UUID,
    staff: Person,
    fields: dict[str, str],
    now: datetime,
) -> Response:
    count, reason = read_count(fields.get("count", "")), fields.get("reason", "")
    # Named by who sent it, too: a key from somebody else's form is another key. And by how many: who went back and
    # wrote another number means that one.
    key = f"{staff.id}:{user_id}:{fields.get('key', '')[:64]}:{count}"
    try:
        await VERBS[act](db, user_id, ByHand(count, reason, str(staff.id), key), now=now)
    except (Invalid, NotSoMany) as refusal:
        problems = refusal.fields if isinstance(refusal, Invalid) else {"count": refusal.text}
        shown = await account_credits(db, user_id)
        page = CreditsPage(shown.email, "", shown, act, problems, fields)
        return render(request, "admin/credits.html", page, status=422)
    email = (await account_credits(db, user_id)).email
    return RedirectResponse("/admin/credits?" + urlencode({"email": email}), 303)
