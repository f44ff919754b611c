"""/resumes: what one keeps and how one more comes; one of them, and its file. Deleting: `interviews.resume_routes`."""

from collections.abc import Callable, Mapping
from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from preppal.accounts.identity import Account, signed_in_person
from preppal.documents.sentences import SENTENCES
from preppal.foundation.errors import Invalid, Refusal
from preppal.foundation.log import log
from preppal.providers.protocols import FileGone, FilesAway
from preppal.resumes.keeping import keep_resume, keep_with_file
from preppal.resumes.model import FilesNotReached, NoSuchFile
from preppal.resumes.naming import clean_name
from preppal.resumes.pages import resume_page, resumes_page
from preppal.resumes.queries import resume_of
from preppal.resumes.uploading import (
    BODY_LIMIT,
    Received,
    Sent,
    read_file,
    received_file,
    sent_words,
)
from preppal.web.downloads import attachment
from preppal.web.errors import status_of
from preppal.web.pages import render
from preppal.web.requests import Fields, Now, Transaction
from preppal.web.steps import in_steps, wants_steps

router = APIRouter(prefix="/resumes")

UPLOADS = {"/resumes": (BODY_LIMIT, SENTENCES["too_large"])}
"""How much these paths take, and what is said when it is more."""


@router.get("")
async def mine(request: Request, account: Account, db: Transaction, did: str = "") -> Response:
    return render(request, "resumes/list.html", await resumes_page(db, account.id, did=did))


@router.post("")
async def upload(
    request: Request, received: Annotated[Received, Depends(received_file)], now: Now
) -> Response:
    """With a script its steps are told as they are done: ``received``, ``read``, ``understood``, then the address."""

    async def work(tell: Callable[[str], None]) -> Mapping[str, str]:
        sent = await read_file(request, received, tell)
        return {"address": address_of(await keep(request, sent, now))}

    if wants_steps(request):
        return in_steps(request, work, first="received")
    sent = await read_file(request, received)
    try:
        return _to_it(request, await keep(request, sent, now))
    except Refusal as refusal:
        return await refused(request, sent, refusal)


async def keep(request: Request, sent: Sent, now: datetime) -> UUID:
    """Keep the file that was sent. Raises a `Refusal`: why there is nothing to keep, or why it is not kept."""
    if sent.fresh is None:
        raise sent.refusal or Invalid()
    state = request.app.state
    return await keep_with_file(state.database, state.files, sent.person.id, sent.fresh, now=now)


@router.post("/pasted")
async def paste(request: Request, sent: Annotated[Sent, Depends(sent_words)], now: Now) -> Response:
    try:
        if sent.fresh is None:
            raise sent.refusal or Invalid()
        async with request.app.state.database.transaction() as db:
            resume = await keep_resume(db, sent.person.id, sent.fresh, now=now)
    except Refusal as refusal:
        return await refused(request, sent, refusal)
    return _to_it(request, resume.id)


async def refused(request: Request, sent: Sent, refusal: Refusal) -> Response:
    """The list again with the sentence beside its field; a script shows the sentence itself."""
    if _wants_json(request):
        raise refusal
    errors = {sent.field: refusal.text}
    async with request.app.state.database.transaction() as db:
        page = await resumes_page(db, sent.person.id, words=sent.words, errors=errors)
    return render(request, "resumes/list.html", page, status=status_of(refusal))


@router.get("/{resume_id}")
async def one(
    request: Request, resume_id: UUID, account: Account, db: Transaction, did: str = ""
) -> Response:
    page = await resume_page(db, account.id, resume_id, did=did)
    return render(request, "resumes/one.html", page)


@router.get("/{resume_id}/file")
async def file(request: Request, resume_id: UUID, now: Now) -> Response:
    """Read from the store when the transaction that found it is over."""
    person = await signed_in_person(request, now=now)
    async with request.app.state.database.transaction() as db:
        resume = await resume_of(db, person.id, resume_id)
    if resume.file_key is None:
        raise NoSuchFile()
    try:
        return attachment(await request.app.state.files.read(resume.file_key), resume.file_name)
    except FileGone as problem:
        raise NoSuchFile() from problem
    except FilesAway as problem:
        log(__name__).error("file_not_read", problem=str(problem))
        raise FilesNotReached() from problem


@router.post("/{resume_id}/name")
async def name(
    request: Request, resume_id: UUID, account: Account, db: Transaction, fields: Fields
) -> Response:
    try:
        resume = await resume_of(db, account.id, resume_id, locked=True)
        resume.name = clean_name(fields.get("name", ""))
    except Invalid as refusal:
        page = await resume_page(db, account.id, resume_id, written=fields, errors=refusal.fields)
        return render(request, "resumes/one.html", page, status=422)
    return RedirectResponse(f"/resumes/{resume_id}?did=named", 303)


def _wants_json(request: Request) -> bool:
    accept = request.headers.get("accept", "")
    return "application/json" in accept and "text/html" not in accept


def address_of(resume_id: UUID) -> str:
    return f"/resumes/{resume_id}?did=kept"


def _to_it(request: Request, resume_id: UUID) -> Response:
    address = address_of(resume_id)
    return (
        JSONResponse({"address": address})
        if _wants_json(request)
        else RedirectResponse(address, 303)
    )
