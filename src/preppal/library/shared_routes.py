"""/job-descriptions/shared: what others share; and sharing one's own, or taking it back."""

import asyncio
from collections.abc import Sequence
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Account, Person, account_of
from preppal.foundation.errors import Invalid, SignInNeeded
from preppal.job_descriptions.keeping import keep_job_description
from preppal.job_descriptions.pasting import Pasted, read_pasted
from preppal.job_descriptions.shared.browsing import read_wish, shared_posting
from preppal.job_descriptions.shared.sharing import share, take_back
from preppal.library.shared_pages import share_page, shared_list_page, shared_page
from preppal.web.pages import render
from preppal.web.requests import Fields, Now, Transaction

router = APIRouter(prefix="/job-descriptions")


@router.get("/shared")
async def shared(request: Request, account: Account, db: Transaction) -> Response:
    page = await shared_list_page(db, read_wish(request.query_params))
    return render(request, "library/shared.html", page)


@router.get("/shared/{posting_id}")
async def one(request: Request, posting_id: UUID, account: Account, db: Transaction) -> Response:
    page = await shared_page(db, account.id, posting_id)
    if page.id != str(posting_id):
        return RedirectResponse(f"/job-descriptions/shared/{page.id}", 303)  # merged since
    return render(request, "library/shared_one.html", page)


async def shared_text(request: Request, posting_id: UUID, now: Now) -> Pasted:
    """The best text of a posting, read as a pasted one, before the request's transaction begins."""
    async with request.app.state.database.transaction() as db:
        if await account_of(request, db, now=now) is None:
            raise SignInNeeded
        _, texts = await shared_posting(db, posting_id)
        title, company, content = texts[0].title, texts[0].company, texts[0].content
    return await asyncio.to_thread(read_pasted, content, title=title, company=company)


@router.post("/shared/{posting_id}/keep")
async def keep(
    posting: Annotated[Pasted, Depends(shared_text)], account: Account, db: Transaction, now: Now
) -> Response:
    job = await keep_job_description(db, account.id, posting, now=now)
    return RedirectResponse(f"/interviews/new?job={job.id}", 303)


@router.get("/{job_id}/share")
async def look_before(
    request: Request, job_id: UUID, account: Account, db: Transaction
) -> Response:
    page = await share_page(db, account.id, job_id, names=_names(account))
    return render(request, "library/share.html", page)


@router.post("/{job_id}/share")
async def share_it(
    request: Request, job_id: UUID, account: Account, db: Transaction, fields: Fields, now: Now
) -> Response:
    names, out = _names(account), _left_out(fields)
    try:
        await share(db, account.id, job_id, names=names, left_out=out, now=now)
    except Invalid as refusal:
        error = refusal.fields.get("out", "")
        page = await share_page(db, account.id, job_id, names=names, left_out=out, error=error)
        return render(request, "library/share.html", page, status=422)
    return RedirectResponse(f"/job-descriptions/{job_id}?did=shared", 303)


@router.post("/{job_id}/take-back")
async def take_it_back(job_id: UUID, account: Account, db: Transaction) -> Response:
    await take_back(db, account.id, job_id)
    return RedirectResponse(f"/job-descriptions/{job_id}?did=taken-back", 303)


def _names(account: Person) -> Sequence[str]:
    return [account.name] if account.name else []


def _left_out(fields: Fields) -> set[int]:
    """The lines whose boxes were ticked: each has a field of its own, "out-3"."""
    named = (name.removeprefix("out-") for name in fields if name.startswith("out-"))
    return {int(place) for place in named if place.isdecimal() and len(place) < 5}
