"""/interviews/{id}/reports, and asking for a new one."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Query, Request
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Account
from preppal.interviews.corrections.queries import turns_and_corrections
from preppal.interviews.model import Feedback
from preppal.interviews.queries import own_interview
from preppal.interviews.reports.making_again import make_again
from preppal.interviews.reports.pages import reports_page
from preppal.interviews.reports.queries import beside, earlier_reports
from preppal.web.pages import render
from preppal.web.requests import Now, Transaction

router = APIRouter(prefix="/interviews/{interview_id}")


@router.get("/reports")
async def reports(
    request: Request,
    interview_id: UUID,
    account: Account,
    db: Transaction,
    before: Annotated[str, Query()] = "",
) -> Response:
    interview = await own_interview(db, account.id, interview_id)
    if not interview.ended:
        return RedirectResponse(f"/interviews/{interview_id}/lobby", 303)
    turns, corrections = await turns_and_corrections(db, interview)
    feedback = await db.get(Feedback, interview_id)
    earlier = await earlier_reports(db, interview_id)
    chosen = beside(earlier, before)
    page = reports_page(
        interview,
        turns,
        feedback,
        earlier,
        corrections,
        beside=chosen,
        reviewer=request.app.state.reviewer,
    )
    return render(request, "interviews/reports.html", page)


@router.post("/feedback/again")
async def again(
    request: Request, interview_id: UUID, account: Account, db: Transaction, now: Now
) -> Response:
    reviewer = request.app.state.reviewer
    await make_again(db, account.id, interview_id, now=now, reviewer=reviewer)
    return RedirectResponse(f"/interviews/{interview_id}/feedback", 303)
