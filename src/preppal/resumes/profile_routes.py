"""/profile, its correcting and deleting, and /resumes/{id}/merge: a resume compared with it."""

from collections.abc import Mapping
from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import RedirectResponse, Response

from preppal.accounts.identity import Account
from preppal.foundation.errors import Invalid
from preppal.resumes.correcting import act_on, written
from preppal.resumes.correcting_routes import SAVE
from preppal.resumes.merging import Choice
from preppal.resumes.model import ProfileMovedOn
from preppal.resumes.profile_pages import merge_page, profile_form, profile_page
from preppal.resumes.profiles import correct_profile, delete_profile, take_into_profile
from preppal.web.pages import render
from preppal.web.requests import LongFields, Now, Transaction

router = APIRouter()

CHOICE = "choice_"
"""In front of `Difference.key`, the name of a field of the form."""


@router.get("/profile")
async def profile(request: Request, account: Account, db: Transaction, did: str = "") -> Response:
    return render(request, "profile/one.html", await profile_page(db, account.id, did=did))


@router.get("/profile/correct")
async def correct(request: Request, account: Account, db: Transaction) -> Response:
    return render(request, "profile/correct.html", await profile_form(db, account.id))


@router.post("/profile/correct")
async def save_corrected(
    request: Request, account: Account, db: Transaction, fields: LongFields, now: Now
) -> Response:
    form, act, version = written(fields), fields.get("act", SAVE), version_in(fields)
    try:
        if act == SAVE:
            await correct_profile(db, account.id, form, version=version, now=now)
            return RedirectResponse("/profile?did=corrected", 303)
        form = act_on(form, act)
    except Invalid as refusal:
        page = await profile_form(db, account.id, form=form, version=version, errors=refusal.fields)
        return render(request, "profile/correct.html", page, status=422)
    except ProfileMovedOn:
        # Sent once more it fits the version of now: its owner was told, and could look.
        page = await profile_form(db, account.id, form=form, is_stale=True)
        return render(request, "profile/correct.html", page, status=409)
    page = await profile_form(db, account.id, form=form, version=version)
    return render(request, "profile/correct.html", page)


@router.post("/profile/delete")
async def delete(account: Account, db: Transaction) -> Response:
    await delete_profile(db, account.id)
    return RedirectResponse("/profile?did=deleted", 303)


@router.get("/resumes/{resume_id}/merge")
async def compared(
    request: Request, resume_id: UUID, account: Account, db: Transaction
) -> Response:
    return render(request, "profile/merge.html", await merge_page(db, account.id, resume_id))


@router.post("/resumes/{resume_id}/merge")
async def merge(
    request: Request,
    resume_id: UUID,
    account: Account,
    db: Transaction,
    fields: LongFields,
    now: Now,
) -> Response:
    try:
        await take_into_profile(
            db, account.id, resume_id, choices_in(fields), version=version_in(fields), now=now
        )
    except Invalid as refusal:
        problem = next(iter(refusal.fields.values()), refusal.text)
        page = await merge_page(db, account.id, resume_id, problem=problem)
        return render(request, "profile/merge.html", page, status=422)
    except ProfileMovedOn:
        page = await merge_page(db, account.id, resume_id, is_stale=True)
        return render(request, "profile/merge.html", page, status=409)
    return RedirectResponse("/profile?did=merged", 303)


def version_in(fields: Mapping[str, str]) -> int:
    """What the form says that it was made from; -1, which is never any, for what is no number."""
    said = fields.get("version", "")
    return int(said) if said.isascii() and said.isdecimal() and len(said) < 16 else -1


def choices_in(fields: Mapping[str, str]) -> dict[str, Choice]:
    return {
        name.removeprefix(CHOICE): Choice(value)
        for name, value in fields.items()
        if name.startswith(CHOICE) and value in tuple(Choice)
    }
