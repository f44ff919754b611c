"""/interviews, /interviews/new and its parts, /interviews/quick, and deleting one."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Account, signed_in_person
from preppal.foundation.errors import Invalid
from preppal.interviews.booking import BookingForm, book_interview, quick_practice, read_booking
from preppal.interviews.deleting import delete_interview
from preppal.interviews.pages import InterviewsPage
from preppal.interviews.queries import interviews_of
from preppal.interviews.setup_page import job_choices, outlined, setup_page
from preppal.web.pages import locale_of, render
from preppal.web.requests import Fields, Now, Transaction

router = APIRouter(prefix="/interviews")

PAGE = 20


@router.get("")
async def interviews(
    request: Request, account: Account, db: Transaction, now: Now, before: UUID | None = None
) -> Response:
    history, older = await interviews_of(db, account.id, now=now, before=before, limit=PAGE)
    page = InterviewsPage(
        history=history,
        earlier=f"/interviews?before={older}" if older else "",
        is_first_page=before is None,
    )
    return render(request, "interviews/list.html", page)


@router.get("/new")
async def new_interview(
    request: Request,
    account: Account,
    db: Transaction,
    job: str = "",
    persona: str = "",
    q: str = "",
) -> Response:
    chosen = {"persona_id": persona, "q": q} | ({"job_id": job} if job else {})
    page = await setup_page(db, account.id, chosen=chosen)
    return render(request, "interviews/new.html", page)


@router.get("/new/jobs")
async def jobs(
    request: Request, account: Account, db: Transaction, job: str = "", q: str = ""
) -> Response:
    choices = await job_choices(db, account.id, search=q, job_id=job)
    return render(request, "interviews/jobs.html", choices)


@router.post("/new/search")
async def search(request: Request, account: Account, db: Transaction, fields: Fields) -> Response:
    page = await setup_page(db, account.id, chosen={"job_id": "", **fields})
    return render(request, "interviews/new.html", page)


@router.post("/new/outline")
async def write_outline(
    request: Request, account: Account, db: Transaction, fields: Fields
) -> Response:
    try:
        chosen = outlined(fields, locale=locale_of(request))
    except Invalid as refusal:
        page = await setup_page(
            db, account.id, chosen={**fields, "job_id": ""}, errors=refusal.fields
        )
        return render(request, "interviews/new.html", page, status=422)
    return render(request, "interviews/new.html", await setup_page(db, account.id, chosen=chosen))


async def read_before(request: Request, fields: Fields, now: Now) -> BookingForm | Invalid:
    """What was pasted, read beside the event loop and before the request's transaction begins."""
    await signed_in_person(request, now=now)
    try:
        return await asyncio.to_thread(read_booking, fields)
    except Invalid as refusal:
        return refusal


@router.post("/new")
async def book(
    request: Request,
    form: Annotated[BookingForm | Invalid, Depends(read_before)],
    account: Account,
    db: Transaction,
    fields: Fields,
    now: Now,
) -> Response:
    try:
        if isinstance(form, Invalid):
            raise form
        interview_id = await book_interview(db, account.id, form, now=now)
    except Invalid as refusal:
        page = await setup_page(
            db, account.id, chosen={"job_id": "", **fields}, errors=refusal.fields
        )
        return render(request, "interviews/new.html", page, status=422)
    return RedirectResponse(f"/interviews/{interview_id}/lobby", 303)


@router.post("/quick")
async def quick(account: Account, db: Transaction, fields: Fields, now: Now) -> Response:
    interview_id = await quick_practice(db, account.id, fields.get("topic", ""), now=now)
    return RedirectResponse(f"/interviews/{interview_id}/lobby", 303)


@router.post("/{interview_id}/delete")
async def delete(interview_id: UUID, account: Account, db: Transaction) -> Response:
    await delete_interview(db, account.id, interview_id)
    return RedirectResponse("/interviews", 303)
