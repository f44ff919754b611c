"""/interviews, /interviews/new, /interviews/quick, and deleting one."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Account
from preppal.foundation.errors import Invalid
from preppal.interviews.booking import book_interview, quick_practice, read_booking
from preppal.interviews.deleting import delete_interview
from preppal.interviews.pages import InterviewsPage
from preppal.interviews.queries import interviews_of
from preppal.interviews.setup_page import setup_page
from preppal.web.pages import render
from preppal.web.requests import Fields, Now, Transaction

router = APIRouter(prefix="/interviews")

PAGE = 20


@router.get("")
async def interviews(
    request: Request, account: Account, db: Transaction, before: UUID | None = None
) -> Response:
    history, older = await interviews_of(db, account.id, before=before, limit=PAGE)
    page = InterviewsPage(
        history=history,
        earlier=f"/interviews?before={older}" if older else "",
        is_first_page=before is None,
    )
    return render(request, "interviews/list.html", page)


@router.get("/new")
async def new_interview(
    request: Request, account: Account, db: Transaction, job: str = "", persona: str = ""
) -> Response:
    chosen = {"persona_id": persona} | ({"job_id": job} if job else {})
    page = await setup_page(db, account.id, chosen=chosen)
    return render(request, "interviews/new.html", page)


@router.post("/new")
async def book(
    request: Request, account: Account, db: Transaction, fields: Fields, now: Now
) -> Response:
    try:
        interview_id = await book_interview(db, account.id, read_booking(fields), now=now)
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
