"""/interviews/new/{interview_id}: the plan of an interview that was set up; /interviews/practise: by a line."""

import asyncio
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Depends, Request
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Account, signed_in_person
from preppal.foundation.errors import Invalid
from preppal.interviews.plan_page import plan_page
from preppal.interviews.planning import change_plan, read_wishes
from preppal.interviews.practising import PracticeForm, practise_line, read_practice_form
from preppal.interviews.queries import own_interview
from preppal.interviews.setup_pages import PractisePage
from preppal.web.pages import render
from preppal.web.requests import Fields, Now, Transaction

router = APIRouter(prefix="/interviews")


@router.get("/new/{interview_id}")
async def plan(
    request: Request, interview_id: UUID, account: Account, db: Transaction, saved: str = ""
) -> Response:
    interview = await own_interview(db, account.id, interview_id)
    if interview.ended:
        return RedirectResponse(f"/interviews/{interview_id}/feedback", 303)
    return render(request, "interviews/plan.html", plan_page(interview, saved=bool(saved)))


@router.post("/new/{interview_id}")
async def replan(
    request: Request, interview_id: UUID, account: Account, db: Transaction, fields: Fields
) -> Response:
    wishes = read_wishes(fields)
    try:
        await change_plan(db, account.id, interview_id, wishes)
    except Invalid as refusal:
        interview = await own_interview(db, account.id, interview_id)
        page = plan_page(
            interview, wishes=wishes, error=refusal.fields["wishes"], params=refusal.params
        )
        return render(request, "interviews/plan.html", page, status=422)
    return RedirectResponse(f"/interviews/new/{interview_id}?saved=1", 303)


@router.get("/practise")
async def practise(request: Request, account: Account) -> Response:
    return render(request, "interviews/practise.html", PractisePage())


async def read_before(request: Request, fields: Fields, now: Now) -> PracticeForm | Invalid:
    """What was written, read beside the event loop and before the request's transaction begins."""
    await signed_in_person(request, now=now)
    try:
        return await asyncio.to_thread(read_practice_form, fields)
    except Invalid as refusal:
        return refusal


@router.post("/practise")
async def practise_this(
    request: Request,
    form: Annotated[PracticeForm | Invalid, Depends(read_before)],
    account: Account,
    db: Transaction,
    fields: Fields,
    now: Now,
) -> Response:
    if isinstance(form, Invalid):
        page = PractisePage(line=fields.get("line", ""), error=form.fields["line"])
        return render(request, "interviews/practise.html", page, status=422)
    interview_id = await practise_line(db, account.id, form, now=now)
    return RedirectResponse(f"/interviews/{interview_id}/lobby", 303)
