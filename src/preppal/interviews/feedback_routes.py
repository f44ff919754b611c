"""The report's addresses."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from preppal.accounts.identity import Account
from preppal.interviews.corrections.correcting import corrections_of
from preppal.interviews.feedback import retry_feedback
from preppal.interviews.feedback_page import feedback_page
from preppal.interviews.queries import feedback_status, own_interview, turns_and_feedback
from preppal.personas.counting import may_rate
from preppal.web.pages import render
from preppal.web.requests import Now, Transaction

router = APIRouter(prefix="/interviews/{interview_id}/feedback")


@router.get("")
async def feedback(
    request: Request, interview_id: UUID, account: Account, db: Transaction, now: Now
) -> Response:
    interview = await own_interview(db, account.id, interview_id)
    if not interview.ended:
        return RedirectResponse(f"/interviews/{interview_id}/lobby", 303)
    turns, feedback = await turns_and_feedback(db, interview)
    rateable = await may_rate(db, account.id, interview.persona_id)
    corrections = await corrections_of(db, interview_id)
    page = feedback_page(
        interview, turns, feedback, now=now, may_rate=rateable, corrections=corrections
    )
    return render(request, "interviews/feedback.html", page)


@router.get("/status")
async def status(interview_id: UUID, account: Account, db: Transaction) -> Response:
    """For the waiting page: ``waiting``, ``ready`` or ``failed``."""
    return JSONResponse({"state": await feedback_status(db, account.id, interview_id)})


@router.post("/retry")
async def retry(interview_id: UUID, account: Account, db: Transaction, now: Now) -> Response:
    await retry_feedback(db, account.id, interview_id, now=now)
    return RedirectResponse(f"/interviews/{interview_id}/feedback", 303)
