"""A posting from a file, on the set-up page and in the library; and a posting added to the library.

With scripts the words go into the field (`/job-descriptions/file`, JSON); without, the form comes back with the
field filled and everything else as it was.
"""

from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from preppal.accounts.identity import Account, signed_in_person
from preppal.documents.sentences import SENTENCES
from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import words
from preppal.interviews.setup_page import setup_page
from preppal.job_descriptions.pasting import Pasted
from preppal.library.adding import AddPage, add_posting, read_posting_beside
from preppal.library.uploading import BODY_LIMIT, Sent, sent_file
from preppal.web.errors import status_of
from preppal.web.pages import locale_of, render
from preppal.web.requests import Fields, Now, Transaction

router = APIRouter()

UPLOADS = dict.fromkeys(
    ("/job-descriptions/file", "/job-descriptions/new/file", "/interviews/new/file"),
    (BODY_LIMIT, SENTENCES["too_large"]),
)
"""How much these paths take, and what is said when it is more."""

File = Annotated[Sent, Depends(sent_file)]


@router.post("/job-descriptions/file")
async def words_of_file(request: Request, sent: File) -> Response:
    if sent.refusal is not None:
        raise sent.refusal
    assert sent.words is not None
    speak = words(locale_of(request))
    said = " ".join(speak(sentence) for sentence in sent.words.said)
    return JSONResponse({"text": sent.words.text, "said": said})


@router.post("/interviews/new/file")
async def fill_set_up(request: Request, sent: File, db: Transaction) -> Response:
    # Whoever takes the words of a file pastes a new posting.
    chosen = {**sent.filled, "job_id": "" if sent.words else sent.fields.get("job_id", "")}
    said = sent.words.said if sent.words else ()
    page = await setup_page(db, sent.person.id, chosen=chosen, errors=sent.errors, file_said=said)
    return render(request, "interviews/new.html", page, status=_status(sent))


@router.get("/job-descriptions/new")
async def new_posting(request: Request, account: Account) -> Response:
    return render(request, "library/new.html", AddPage())


@router.post("/job-descriptions/new/file")
async def fill_new_posting(request: Request, sent: File) -> Response:
    said = sent.words.said if sent.words else ()
    page = AddPage(sent.filled.get("job_text", ""), said, sent.errors)
    return render(request, "library/new.html", page, status=_status(sent))


async def posting_before(request: Request, fields: Fields, now: Now) -> Pasted | Invalid:
    """What was pasted, read before the request's transaction begins."""
    await signed_in_person(request, now=now)
    return await read_posting_beside(fields.get("job_text", ""))


@router.post("/job-descriptions/new")
async def add(
    request: Request,
    pasted: Annotated[Pasted | Invalid, Depends(posting_before)],
    account: Account,
    db: Transaction,
    fields: Fields,
    now: Now,
) -> Response:
    try:
        job_id = await add_posting(db, account.id, pasted, now=now)
    except Invalid as refusal:
        page = AddPage(fields.get("job_text", ""), errors=refusal.fields)
        return render(request, "library/new.html", page, status=422)
    return RedirectResponse(f"/job-descriptions/{job_id}?did=added", 303)


def _status(sent: Sent) -> int:
    return status_of(sent.refusal) if sent.refusal else 200
