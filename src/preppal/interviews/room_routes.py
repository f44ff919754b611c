"""The lobby and the room's page; the room itself is a socket (`live/socket.py`)."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from preppal.accounts.identity import Account
from preppal.credits.buying.selling import CurrentSeller
from preppal.credits.pages import shop_of
from preppal.interviews.continuing import continue_interview
from preppal.interviews.ending import end_interview
from preppal.interviews.entering import start_interview
from preppal.interviews.fit_page import fit_page
from preppal.interviews.languages import speaks_all
from preppal.interviews.live.lines_ahead import lines_ahead
from preppal.interviews.live.opening import opening_of
from preppal.interviews.model import Status
from preppal.interviews.queries import own_interview
from preppal.interviews.room_pages import lobby_page, session_page, voice_places
from preppal.interviews.stages.place import stage_place
from preppal.personas.voice_routes import Engine
from preppal.web.pages import render
from preppal.web.requests import CurrentSettings, Fields, Now, Transaction

router = APIRouter(prefix="/interviews/{interview_id}")


@router.get("/voice-places")
async def places(
    request: Request, interview_id: UUID, account: Account, db: Transaction
) -> Response:
    """How many voice places are free, for somebody who waits in the lobby."""
    await own_interview(db, account.id, interview_id)
    now = voice_places(request.app.state.speech)
    facts = {"free": now.free, "capacity": now.capacity}
    return JSONResponse(facts, headers={"cache-control": "no-store"})


@router.get("/lobby")
async def lobby(
    request: Request,
    interview_id: UUID,
    account: Account,
    db: Transaction,
    now: Now,
    settings: CurrentSettings,
    engine: Engine,
    seller: CurrentSeller,
) -> Response:
    interview = await own_interview(db, account.id, interview_id)
    if interview.ended:
        return RedirectResponse(f"/interviews/{interview_id}/feedback", 303)
    speech = request.app.state.speech
    page = lobby_page(
        interview,
        settings=settings,
        speech=speech,
        now=now,
        engine=engine,
        patience=account.patience,
        credits_left=account.credits,
        shop=shop_of(settings.packs, seller, back=request.url.path),
        place=await stage_place(db, interview),
    )
    if page.voice_available and page.ways.needs_models and not page.voice_elsewhere:
        speech.start()  # it loads while the microphone is being checked
        if page.by_voice and not page.ways.read_aloud:
            speech.prepare(lines_ahead(opening_of(interview, ()), speech.voices()))
    return render(request, "interviews/lobby.html", page)


@router.get("/fit")
async def fit(request: Request, interview_id: UUID, account: Account, db: Transaction) -> Response:
    """How the resume fits the job: before the interview, and still there after it."""
    interview = await own_interview(db, account.id, interview_id)
    return render(request, "interviews/fit.html", fit_page(interview))


@router.post("/start")
async def start(
    interview_id: UUID,
    account: Account,
    db: Transaction,
    fields: Fields,
    now: Now,
    settings: CurrentSettings,
) -> Response:
    await start_interview(
        db,
        account.id,
        interview_id,
        mode=fields.get("mode", "voice"),
        language=fields.get("language", ""),
        able=speaks_all(settings),
        now=now,
    )
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
    place = await stage_place(db, interview)
    page = session_page(interview, settings=settings, speech=request.app.state.speech, place=place)
    return render(request, "interviews/session.html", page)


@router.post("/continue")
async def go_on(interview_id: UUID, account: Account, db: Transaction, now: Now) -> Response:
    """Open an interview again whose line dropped for good; its lobby leads back in."""
    await continue_interview(db, account.id, interview_id, now=now)
    return RedirectResponse(f"/interviews/{interview_id}/lobby", 303)


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
