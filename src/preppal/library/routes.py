"""/job-descriptions: what one keeps, one of them, and what is done with it."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Account, account_of, signed_in_person
from preppal.foundation.errors import Invalid, SignInNeeded
from preppal.job_descriptions.changing import archive, bring_back, throw_away
from preppal.job_descriptions.correcting import (
    Read,
    correct,
    read_again,
    read_corrections,
    undo_corrections,
)
from preppal.job_descriptions.pasting import Pasted
from preppal.job_descriptions.queries import job_description_of
from preppal.library.alike_page import alike_page, read_beside
from preppal.library.pages import job_page, library_page, read_wish
from preppal.web.pages import render
from preppal.web.requests import Fields, Now, Transaction

router = APIRouter(prefix="/job-descriptions")


@router.get("")
async def mine(
    request: Request, account: Account, db: Transaction, page: int = 1, did: str = ""
) -> Response:
    wish = read_wish(request.query_params)
    shown = await library_page(db, account.id, wish, number=page, did=did)
    return render(request, "library/list.html", shown)


async def pasted_text(request: Request, fields: Fields, now: Now) -> Pasted | None:
    """What was pasted, read before the request's transaction begins."""
    await signed_in_person(request, now=now)
    return await read_beside(fields.get("job_text", ""))


@router.post("/alike")
async def alike(
    request: Request,
    pasted: Annotated[Pasted | None, Depends(pasted_text)],
    account: Account,
    db: Transaction,
) -> Response:
    return render(request, "library/alike.html", await alike_page(db, account.id, pasted))


@router.get("/{job_id}")
async def one(
    request: Request,
    job_id: UUID,
    account: Account,
    db: Transaction,
    now: Now,
    did: str = "",
    edit: str = "",
) -> Response:
    shown = await job_page(db, account.id, job_id, now=now, did=did, editing=edit == "facts")
    return render(request, "library/one.html", shown)


async def what_it_says(request: Request, job_id: UUID, now: Now) -> Read:
    """What its text says, read before the request's transaction begins."""
    async with request.app.state.database.transaction() as db:
        account = await account_of(request, db, now=now)
        if account is None:
            raise SignInNeeded
        job = await job_description_of(db, account.id, job_id)
    return await asyncio.to_thread(read_again, job.title, job.content)


WhatItSays = Annotated[Read, Depends(what_it_says)]


@router.post("/{job_id}/facts")
async def facts(
    request: Request,
    job_id: UUID,
    read: WhatItSays,
    account: Account,
    db: Transaction,
    fields: Fields,
    now: Now,
) -> Response:
    try:
        await correct(db, account.id, job_id, read_corrections(fields), read)
    except Invalid as refusal:
        page = await job_page(
            db, account.id, job_id, now=now, written=fields, errors=refusal.fields
        )
        return render(request, "library/one.html", page, status=422)
    return _to_it(job_id, "corrected")


@router.post("/{job_id}/facts/as-read")
async def facts_as_read(
    job_id: UUID, read: WhatItSays, account: Account, db: Transaction, fields: Fields
) -> Response:
    await undo_corrections(db, account.id, job_id, fields.get("name", ""), read)
    return _to_it(job_id, "as-read")


@router.post("/{job_id}/archive")
async def put_aside(job_id: UUID, account: Account, db: Transaction, now: Now) -> Response:
    await archive(db, account.id, job_id, now=now)
    return _to_it(job_id, "archived")


@router.post("/{job_id}/bring-back")
async def offer_again(job_id: UUID, account: Account, db: Transaction) -> Response:
    await bring_back(db, account.id, job_id)
    return _to_it(job_id, "back")


@router.post("/{job_id}/delete")
async def delete(job_id: UUID, account: Account, db: Transaction) -> Response:
    await throw_away(db, account.id, job_id)
    return RedirectResponse("/job-descriptions?did=deleted", 303)


def _to_it(job_id: UUID, did: str) -> Response:
    return RedirectResponse(f"/job-descriptions/{job_id}?did={did}", 303)
