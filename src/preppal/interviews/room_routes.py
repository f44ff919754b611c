"""The lobby and the room's page; the room itself is a socket (`live/socket.py`)."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Account
from preppal.interviews.ending import end_interview
from preppal.interviews.entering import start_interview
from preppal.interviews.model import Status
from preppal.interviews.queries import own_interview
from preppal.interviews.room_pages import lobby_page, session_page
from preppal.web.pages import render
from preppal.web.requests import CurrentSettings, Fields, Now, Transaction

router = APIRouter(prefix="/interviews/{interview_id}")


@router.get("/lobby")
async def lobby(
    request: Request,
    interview_id: UUID,
    account: Account,
    db: Transaction,
    now: Now,
    settings: CurrentSettings,
) -> Response:
    interview = await own_interview(db, account.id, interview_id)
    if interview.ended:
        return RedirectResponse(f"/interviews/{interview_id}/feedback", 303)
    page = lobby_page(interview, settings=settings, now=now)
    if page.voice_available:
        request.app.state.speech.start()  # it loads while the microphone is being checked
    return render(request, "interviews/lobby.html", page)


@router.post("/start")
async def start(interview_id: UUID, account: Account, db: Transaction, fields: Fields) -> Response:
    await start_interview(db, account.id, interview_id, mode=fields.get("mode", "voice"))
    take_over = "?take_over=1" if fields.get("take_over") else ""
    return RedirectResponse(f"/interviews/{interview_id}/session{take_over}", 303)


@router.get("/session")
async def session(
    request: Request,
    interview_id: UUID,
    account: Account,
    db: Transaction,
    settings: CurrentSettings,
) -> Response:
    interview = await own_interview(db, account.id, interview_id)
    if interview.ended:
        return RedirectResponse(f"/interviews/{interview_id}/feedback", 303)
    page = session_page(interview, settings=settings)
    return render(request, "interviews/session.html", page)


@router.post("/end")
async def end(interview_id: UUID, account: Account, db: Transaction, now: Now) -> Response:
    """End an interview from outside its room; one that never began has nothing to end."""
    interview = await own_interview(db, account.id, interview_id)
    if interview.status == Status.READY:
        return RedirectResponse(f"/interviews/{interview_id}/lobby", 303)
    if not interview.ended:
        await end_interview(
            db, interview_id, user_id=account.id, reason="ended_from_lobby", now=now
        )
    return RedirectResponse(f"/interviews/{interview_id}/feedback", 303)
