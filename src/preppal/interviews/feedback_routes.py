"""The report's addresses."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from preppal.accounts.identity import Account
from preppal.foundation.i18n import words
from preppal.interviews.baselines import own_baseline
from preppal.interviews.corrections.queries import turns_and_corrections
from preppal.interviews.feedback import retry_feedback
from preppal.interviews.feedback_page import feedback_page
from preppal.interviews.measuring import NO_BASELINE
from preppal.interviews.model import Feedback
from preppal.interviews.queries import feedback_seen, own_interview
from preppal.interviews.stages.place import stage_place
from preppal.interviews.waiting_page import progress_events
from preppal.personas.counting import may_rate
from preppal.web.events import EventStream
from preppal.web.pages import locale_of, render
from preppal.web.requests import Now, Transaction

router = APIRouter(prefix="/interviews/{interview_id}/feedback")


@router.get("")
async def feedback(
    request: Request, interview_id: UUID, account: Account, db: Transaction, now: Now
) -> Response:
    interview = await own_interview(db, account.id, interview_id)
    if not interview.ended:
        return RedirectResponse(f"/interviews/{interview_id}/lobby", 303)
    turns, corrections = await turns_and_corrections(db, interview)
    feedback = await db.get(Feedback, interview_id)
    rateable = await may_rate(db, account.id, interview.persona_id)
    page = feedback_page(
        interview,
        turns,
        feedback,
        now=now,
        speak=words(locale_of(request)),
        reviewer=request.app.state.reviewer,
        may_rate=rateable,
        corrections=corrections,
        is_measured=account.delivery == "measured",
        own=await own_baseline(db, interview)
        if any(turn.delivery for turn in turns)
        else NO_BASELINE,
        place=await stage_place(db, interview),
    )
    return render(request, "interviews/feedback.html", page)


@router.get("/status")
async def status(interview_id: UUID, account: Account, db: Transaction) -> Response:
    """For the waiting page: ``waiting``, ``ready`` or ``failed``."""
    return JSONResponse({"state": (await feedback_seen(db, account.id, interview_id)).status})


@router.get("/events")
async def events(
    request: Request, interview_id: UUID, account: Account, db: Transaction
) -> Response:
    """How the report comes along, as it does: `progress` with the steps, at last `over`."""
    first = await feedback_seen(db, account.id, interview_id)
    states = request.app.state.watch.states(account.id, interview_id, first)
    return EventStream(progress_events(states, words(locale_of(request))))


@router.post("/retry")
async def retry(interview_id: UUID, account: Account, db: Transaction, now: Now) -> Response:
    await retry_feedback(db, account.id, interview_id, now=now)
    return RedirectResponse(f"/interviews/{interview_id}/feedback", 303)
