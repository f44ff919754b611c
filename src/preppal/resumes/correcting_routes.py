"""/resumes/{id}/correct, /confirm and /pages/{number}: what was read, beside its page, put right and confirmed."""

from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Path, Request
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Account, signed_in_person
from preppal.documents.model import Kind
from preppal.foundation.errors import Invalid
from preppal.resumes.confirming import confirm
from preppal.resumes.correcting import act_on, written
from preppal.resumes.drawing import PICTURE_TYPES, NoSuchPage, PagePictures
from preppal.resumes.pages import correct_page, pictures_of
from preppal.resumes.queries import resume_of
from preppal.web.pages import render
from preppal.web.requests import LongFields, Now, Transaction

router = APIRouter(prefix="/resumes/{resume_id}")

SAVE = "save"


@router.post("/confirm")
async def confirm_as_read(
    request: Request, resume_id: UUID, account: Account, db: Transaction, now: Now
) -> Response:
    try:
        has_filled = await confirm(db, account.id, resume_id, None, now=now)
    except Invalid as refusal:
        page = await correct_page(db, account.id, resume_id, errors=refusal.fields)
        return render(request, "resumes/correct.html", page, status=422)
    return _confirmed(resume_id, has_filled)


@router.get("/correct")
async def correct(request: Request, resume_id: UUID, account: Account, db: Transaction) -> Response:
    page = await correct_page(db, account.id, resume_id)
    return render(request, "resumes/correct.html", page)


@router.post("/correct")
async def confirm_corrected(
    request: Request,
    resume_id: UUID,
    account: Account,
    db: Transaction,
    fields: LongFields,
    now: Now,
) -> Response:
    form, act, errors = written(fields), fields.get("act", SAVE), {}
    try:
        if act == SAVE:
            has_filled = await confirm(db, account.id, resume_id, form, now=now)
            return _confirmed(resume_id, has_filled)
        form = act_on(form, act)
    except Invalid as refusal:
        errors = refusal.fields
    page = await correct_page(db, account.id, resume_id, form=form, errors=errors)
    return render(request, "resumes/correct.html", page, status=422 if errors else 200)


@router.get("/pages/{number}")
async def picture(
    request: Request, resume_id: UUID, number: Annotated[int, Path(ge=1, le=99)], now: Now
) -> Response:
    """Drawn when the transaction that found the resume is over; kept by nobody but this browser."""
    person = await signed_in_person(request, now=now)
    async with request.app.state.database.transaction() as db:
        resume = await resume_of(db, person.id, resume_id)
    if resume.file_key is None or number > pictures_of(resume):
        raise NoSuchPage()
    pictures: PagePictures = request.app.state.page_pictures
    kind = Kind(resume.kind)
    drawn = await pictures.picture(person.id, resume.file_key, kind, number - 1)
    headers = {"cache-control": "private, max-age=600"}
    return Response(drawn, media_type=PICTURE_TYPES[kind], headers=headers)


def _confirmed(resume_id: UUID, has_filled: bool) -> Response:
    return RedirectResponse(
        f"/resumes/{resume_id}?did={'filled' if has_filled else 'confirmed'}", 303
    )
