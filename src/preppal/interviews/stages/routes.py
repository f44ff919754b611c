"""/panels/{panel_id}/stages/{stage_id}/start: from a panel into the lobby of a stage, or into its room."""

from uuid import UUID

from fastapi import APIRouter
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Account
from preppal.interviews.stages.starting import Mode, start_stage
from preppal.web.requests import Fields, Now, Transaction

router = APIRouter(prefix="/panels/{panel_id}/stages/{stage_id}")


@router.post("/start")
async def start(
    panel_id: UUID, stage_id: UUID, account: Account, db: Transaction, fields: Fields, now: Now
) -> Response:
    mode: Mode = "text" if fields.get("mode") == "text" else "voice"
    started = await start_stage(db, account.id, panel_id, stage_id, mode=mode, now=now)
    room = "session" if started.live else "lobby"
    return RedirectResponse(f"/interviews/{started.interview_id}/{room}", 303)
