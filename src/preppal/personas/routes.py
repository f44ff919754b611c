"""/personas, /personas/new, /personas/{id}/edit, /personas/{id}/try, and what the form asks meanwhile.

Included, like `voice_routes`, before whatever answers /personas/{key}: "new" is no key.
"""

from uuid import UUID

from fastapi import APIRouter, Request
from starlette.responses import JSONResponse, RedirectResponse, Response

from preppal.accounts.identity import Account
from preppal.foundation.database import uuid7
from preppal.foundation.errors import Invalid
from preppal.foundation.i18n import N_, words
from preppal.personas.own_pages import (
    BLANK,
    builder_page,
    fields_of,
    mine_page,
    read_version,
    try_page,
    voice_settings_in,
)
from preppal.personas.previewing import interviewer_from, preview_of
from preppal.personas.publishing import NotReady
from preppal.personas.queries import own_persona
from preppal.personas.trying import earlier_answers, read_answers
from preppal.personas.voice_routes import Engine
from preppal.personas.voices import heard_as
from preppal.personas.writing import (
    EditedElsewhere,
    TooManyPersonas,
    edit_persona,
    form_of,
    read_persona,
    write_persona,
)
from preppal.web.errors import status_of
from preppal.web.pages import locale_of, render
from preppal.web.requests import Fields, Now, Transaction

router = APIRouter(prefix="/personas")

LAST_PAGE = 1000

EDITED_MEANWHILE = N_(
    "This interviewer was edited in another tab meanwhile. What you wrote is still here: saving now"
    " replaces what was saved there."
)
READ_THE_REMARKS = N_("Everybody reads this one. Look at the remarks, then save again.")


@router.get("")
async def mine(
    request: Request,
    account: Account,
    db: Transaction,
    page: int = 1,
    did: str = "",
    about: str = "",
) -> Response:
    number = min(max(page, 1), LAST_PAGE)
    shown = await mine_page(db, account.id, number=number, did=did, subject=about)
    return render(request, "personas/mine.html", shown)


@router.get("/new")
async def blank(request: Request, account: Account, engine: Engine) -> Response:
    return render(request, "personas/builder.html", await builder_page(BLANK, engine))


@router.post("/new")
async def write(
    request: Request, account: Account, db: Transaction, fields: Fields, now: Now, engine: Engine
) -> Response:
    key = _key(fields.get("persona_id", ""))
    if fields.get("act") == "preview":
        page = await builder_page(fields, engine, persona_id=key)
        return render(request, "personas/builder.html", page)
    draft = fields.get("act") == "draft"
    try:
        persona = await write_persona(
            db, account.id, read_persona(fields), persona_id=key, draft=draft, now=now
        )
    except EditedElsewhere:
        # One went back to the form of a persona that was written and edited since.
        written = await own_persona(db, account.id, key)
        page = await builder_page(fields, engine, persona=written, problem=EDITED_MEANWHILE)
        return render(request, "personas/builder.html", page, status=409)
    except (Invalid, TooManyPersonas) as refusal:
        errors = refusal.fields if isinstance(refusal, Invalid) else {}
        problem = "" if errors else refusal.text
        page = await builder_page(fields, engine, persona_id=key, errors=errors, problem=problem)
        return render(request, "personas/builder.html", page, status=status_of(refusal))
    return _to_mine("draft" if persona.state == "DRAFT" else "saved", persona.id)


@router.get("/{persona_id}/edit")
async def show_edit(
    request: Request, persona_id: UUID, account: Account, db: Transaction, engine: Engine
) -> Response:
    persona = await own_persona(db, account.id, persona_id)
    page = await builder_page(fields_of(form_of(persona)), engine, persona=persona)
    return render(request, "personas/builder.html", page)


@router.post("/{persona_id}/edit")
async def edit(
    request: Request,
    persona_id: UUID,
    account: Account,
    db: Transaction,
    fields: Fields,
    now: Now,
    engine: Engine,
) -> Response:
    persona = await own_persona(db, account.id, persona_id)
    if fields.get("act") == "preview":
        page = await builder_page(fields, engine, persona=persona)
        return render(request, "personas/builder.html", page)
    try:
        persona = await edit_persona(
            db,
            account.id,
            persona_id,
            read_persona(fields),
            version=read_version(fields),
            draft=fields.get("act") == "draft",
            read_cautions=bool(fields.get("read_cautions")),
            now=now,
        )
    except EditedElsewhere as refusal:
        page = await builder_page(fields, engine, persona=persona, problem=EDITED_MEANWHILE)
        return render(request, "personas/builder.html", page, status=status_of(refusal))
    except Invalid as refusal:
        is_public = isinstance(refusal, NotReady)
        page = await builder_page(
            fields,
            engine,
            persona=persona,
            errors=refusal.fields,
            problem=READ_THE_REMARKS if is_public else "",
            asks_reading=is_public,
        )
        return render(request, "personas/builder.html", page, status=status_of(refusal))
    return _to_mine("draft" if persona.state == "DRAFT" else "saved", persona.id)


@router.post("/preview")
async def preview(request: Request, account: Account, fields: Fields, engine: Engine) -> Response:
    """What the form would come to, for the form itself while one writes."""
    speak = words(locale_of(request))
    shown = await preview_of(interviewer_from(fields))
    notes = heard_as(voice_settings_in(fields), engine).notes
    return JSONResponse(
        {
            "opening": shown.opening,
            "question": shown.question,
            "follow_up": shown.follow_up,
            "told": shown.told,
            "notes": [
                speak(note.text, **{name: speak(str(value)) for name, value in note.params.items()})
                for note in notes
            ],
        }
    )


@router.get("/{persona_id}/try")
async def begin_trial(
    request: Request, persona_id: UUID, account: Account, db: Transaction
) -> Response:
    page = await try_page(await own_persona(db, account.id, persona_id), ())
    return render(request, "personas/try.html", page)


@router.post("/{persona_id}/try")
async def go_on_with_trial(
    request: Request, persona_id: UUID, account: Account, db: Transaction, fields: Fields
) -> Response:
    persona = await own_persona(db, account.id, persona_id)
    try:
        page = await try_page(persona, read_answers(fields))
    except Invalid as refusal:
        page = await try_page(
            persona,
            earlier_answers(fields),
            answer=fields.get("answer", ""),
            error=refusal.fields["answer"],
        )
        return render(request, "personas/try.html", page, status=422)
    return render(request, "personas/try.html", page)


def _to_mine(did: str, persona_id: UUID) -> Response:
    return RedirectResponse(f"/personas?did={did}&about={persona_id}", 303)


def _key(value: str) -> UUID:
    """The id that the page gave its persona; another where it is none."""
    try:
        return UUID(value)
    except ValueError:
        return uuid7()
