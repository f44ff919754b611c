"""/interviews/{id}/transcript, and the acts on one turn."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from sqlalchemy.ext.asyncio import AsyncSession
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Account
from preppal.assessment.report import Stamps
from preppal.interviews.corrections.bounds import TooMuchMore
from preppal.interviews.corrections.correcting import correct_turn, revert_turn
from preppal.interviews.corrections.pages import TranscriptPage, transcript_page
from preppal.interviews.corrections.queries import turns_and_corrections
from preppal.interviews.model import Feedback
from preppal.interviews.queries import own_interview
from preppal.web.pages import render
from preppal.web.requests import Fields, Now, Transaction

router = APIRouter(prefix="/interviews/{interview_id}")

MOST_TURNS = 100_000
"""No interview has as many."""
Seq = Annotated[int, Path(ge=1, le=MOST_TURNS)]
Opened = Annotated[str, Query()]
DID = {"saved": "saved", "reverted": "reverted"}


@router.get("/transcript")
async def transcript(
    request: Request,
    interview_id: UUID,
    account: Account,
    db: Transaction,
    turn: Opened = "",
    did: str = "",
) -> Response:
    interview = await own_interview(db, account.id, interview_id)
    if not interview.ended:
        return RedirectResponse(f"/interviews/{interview_id}/lobby", 303)
    reviewer = request.app.state.reviewer
    page = await _page(
        db, account.id, interview_id, reviewer, opened=_number(turn), did=DID.get(did, "")
    )
    return render(request, "interviews/transcript.html", page)


@router.post("/turns/{seq}/correct")
async def correct(
    request: Request,
    interview_id: UUID,
    seq: Seq,
    account: Account,
    db: Transaction,
    fields: Fields,
    now: Now,
) -> Response:
    written = fields.get("text", "")
    try:
        await correct_turn(db, account.id, interview_id, seq, written, now=now)
    except TooMuchMore as refusal:
        reviewer = request.app.state.reviewer
        page = await _page(
            db, account.id, interview_id, reviewer, opened=seq, written=written, refusal=refusal
        )
        return render(request, "interviews/transcript.html", page, status=422)
    return RedirectResponse(f"/interviews/{interview_id}/transcript?did=saved#turn-{seq}", 303)


@router.post("/turns/{seq}/revert")
async def revert(interview_id: UUID, seq: Seq, account: Account, db: Transaction) -> Response:
    await revert_turn(db, account.id, interview_id, seq)
    return RedirectResponse(f"/interviews/{interview_id}/transcript?did=reverted#turn-{seq}", 303)


def _number(turn: str) -> int | None:
    return int(turn) if turn.isascii() and turn.isdecimal() and len(turn) < 7 else None


async def _page(
    db: AsyncSession, user_id: UUID, interview_id: UUID, reviewer: Stamps, **about: object
) -> TranscriptPage:
    interview = await own_interview(db, user_id, interview_id)
    turns, corrections = await turns_and_corrections(db, interview)
    feedback = await db.get(Feedback, interview_id)
    return transcript_page(
        interview,
        turns,
        feedback,
        corrections,
        reviewer=reviewer,
        **about,  # type: ignore[arg-type]
    )
