"""Deleting a resume: interviews hold what they were held with, so it is said here what becomes of that."""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import signed_in_person
from preppal.interviews.resume_taking_out import take_out
from preppal.resumes.deleting import delete_resume, forget_file
from preppal.web.requests import Fields, Now

router = APIRouter(prefix="/resumes")


@router.post("/{resume_id}/delete")
async def delete(request: Request, resume_id: UUID, fields: Fields, now: Now) -> Response:
    """The file goes when the transaction that deleted its row is over."""
    state, person = request.app.state, await signed_in_person(request, now=now)
    async with state.database.transaction() as db:
        if fields.get("from_interviews"):
            await take_out(db, person.id, resume_id)
        key = await delete_resume(db, person.id, resume_id)
    if key is not None:
        await forget_file(state.database, state.files, key)
    return RedirectResponse("/resumes?did=deleted", 303)
