"""/sign-in, /sign-in/code, /sign-out, /sign-out-everywhere, /settings, /patience, /locale, /theme."""

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Depends, Request
from starlette.requests import HTTPConnection
from starlette.responses import RedirectResponse, Response

from preppal.accounts.changing import (
    change_locale,
    change_patience,
    change_settings,
    change_theme,
    read_locale,
    read_theme,
)
from preppal.accounts.identity import (
    COOKIE_SECONDS,
    Account,
    MaybeAccount,
    cookie_name,
    drop_cookie,
    keep_cookie,
)
from preppal.accounts.mailing_code import mail_code
from preppal.accounts.model import CODE_LIFE, read_email
from preppal.accounts.pages import CodePage, SettingsPage, SignInPage, device_rows
from preppal.accounts.queries import devices_of
from preppal.accounts.requesting_code import network_of, request_code
from preppal.accounts.signing_in import (
    SignedIn,
    WrongCode,
    device_label,
    pending_code,
    try_code,
)
from preppal.accounts.signing_out import sign_out, sign_out_everywhere
from preppal.foundation.errors import Invalid, TooMany, Unavailable
from preppal.foundation.settings import Settings
from preppal.providers.protocols import Mailer
from preppal.web.errors import status_of
from preppal.web.pages import LOCALE_COOKIE, THEME_COOKIE, locale_of, render, theme_of
from preppal.web.requests import CurrentSettings, Fields, Now, Transaction, local_path

router = APIRouter()

HOME = "/dashboard"


def current_mailer(connection: HTTPConnection) -> Mailer:
    mailer: Mailer = connection.app.state.mailer
    return mailer


CurrentMailer = Annotated[Mailer, Depends(current_mailer)]


def pending_name(settings: Settings) -> str:
    """The cookie of a browser that waits for its code."""
    return cookie_name(settings) + "_code"


def pending_token(request: Request, settings: Settings) -> tuple[str, str]:
    """The token of the browser that waits, and in local mode the code too, which it may show."""
    token, _, code = request.cookies.get(pending_name(settings), "").partition(":")
    return token, code if settings.local_mode else ""


@router.get("/sign-in")
async def show_sign_in(request: Request, account: MaybeAccount) -> Response:
    onwards = local_path(request.query_params.get("next", ""), HOME)
    if account is not None:
        return RedirectResponse(onwards, 303)
    return render(request, "accounts/sign_in.html", SignInPage(onwards))


@router.post("/sign-in")
async def ask_for_code(
    request: Request, form: Fields, now: Now, settings: CurrentSettings, mailer: CurrentMailer
) -> Response:
    """Without `Transaction`: the code is committed before the mail leaves (see `mail_code`)."""
    typed, onwards = form.get("email", ""), local_path(form.get("next", ""), HOME)
    try:
        email = read_email(typed)
        async with request.app.state.database.transaction() as db:
            asked = await request_code(db, email=email, network=network_of(request), now=now)
        await mail_code(mailer, request.app.state.pages.get(locale_of(request)), asked)
    except (Invalid, TooMany, Unavailable) as refusal:
        fields = refusal.fields if isinstance(refusal, Invalid) else {}
        page = SignInPage(onwards, typed, fields, "" if fields else refusal.text)
        return render(request, "accounts/sign_in.html", page, status=status_of(refusal))
    response = RedirectResponse("/sign-in/code?" + urlencode({"next": onwards}), 303)
    waiting = f"{asked.token}:{asked.code}" if settings.local_mode else asked.token
    seconds = int(CODE_LIFE.total_seconds())
    keep_cookie(response, pending_name(settings), waiting, settings, seconds=seconds)
    return response


@router.get("/sign-in/code")
async def show_code(
    request: Request, db: Transaction, now: Now, settings: CurrentSettings, account: MaybeAccount
) -> Response:
    onwards = local_path(request.query_params.get("next", ""), HOME)
    token, shown = pending_token(request, settings)
    pending = await pending_code(db, token=token, now=now)
    if account is not None or pending is None:
        return RedirectResponse("/sign-in?" + urlencode({"next": onwards}), 303)
    return render(request, "accounts/code.html", CodePage(pending.email, onwards, shown))


@router.post("/sign-in/code")
async def enter_code(
    request: Request, form: Fields, db: Transaction, now: Now, settings: CurrentSettings
) -> Response:
    onwards = local_path(form.get("next", ""), HOME)
    token, shown = pending_token(request, settings)
    outcome = await try_code(
        db,
        token=token,
        typed=form.get("code", ""),
        now=now,
        label=device_label(request.headers.get("user-agent", "")),
        first_is_staff=settings.local_mode,
    )
    if not isinstance(outcome, SignedIn):
        pending = await pending_code(db, token=token, now=now)
        left = outcome.tries_left if isinstance(outcome, WrongCode) else None
        email = pending.email if pending else ""
        page = CodePage(email, onwards, shown if left else "", left, is_over=left is None)
        return render(request, "accounts/code.html", page, status=422)
    await request.app.state.welcome(db, outcome.user_id, now=now)
    response = RedirectResponse(onwards, 303)
    keep_cookie(response, cookie_name(settings), outcome.token, settings, seconds=COOKIE_SECONDS)
    drop_cookie(response, pending_name(settings), settings)
    return response


@router.post("/sign-out")
async def leave(db: Transaction, account: MaybeAccount, settings: CurrentSettings) -> Response:
    if account is not None:
        await sign_out(db, account)
    response = RedirectResponse("/", 303)
    drop_cookie(response, cookie_name(settings), settings)
    return response


@router.post("/sign-out-everywhere")
async def leave_everywhere(
    db: Transaction, account: Account, settings: CurrentSettings
) -> Response:
    await sign_out_everywhere(db, account.id)
    response = RedirectResponse("/", 303)
    drop_cookie(response, cookie_name(settings), settings)
    return response


@router.get("/settings")
async def show_settings(request: Request, db: Transaction, account: Account, now: Now) -> Response:
    page = SettingsPage(
        email=account.email,
        name=account.name,
        locale=locale_of(request),
        theme=theme_of(request),
        patience=account.patience,
        delivery=account.delivery,
        devices=device_rows(await devices_of(db, account, now=now), account),
        is_saved="saved" in request.query_params,
    )
    return render(request, "accounts/settings.html", page)


@router.post("/settings")
async def save_settings(
    request: Request,
    form: Fields,
    db: Transaction,
    account: Account,
    now: Now,
    settings: CurrentSettings,
) -> Response:
    name, locale, theme = (form.get(field, "") for field in ("name", "locale", "theme"))
    patience = form.get("patience", account.patience)
    delivery = form.get("delivery", account.delivery)
    try:
        await change_settings(
            db,
            account.id,
            name=name,
            locale=locale,
            theme=theme,
            patience=patience,
            delivery=delivery,
        )
    except Invalid as refusal:
        rows = device_rows(await devices_of(db, account, now=now), account)
        page = SettingsPage(
            account.email, name, locale, theme, patience, delivery, rows, refusal.fields
        )
        return render(request, "accounts/settings.html", page, status=422)
    response = RedirectResponse("/settings?saved=1", 303)
    for cookie, value in ((LOCALE_COOKIE, locale), (THEME_COOKIE, theme)):
        keep_cookie(response, cookie, value, settings, seconds=COOKIE_SECONDS)
    return response


@router.post("/patience")
async def choose_patience(form: Fields, db: Transaction, account: Account) -> Response:
    await change_patience(db, account.id, form.get("patience", ""))
    return RedirectResponse(local_path(form.get("back", ""), "/settings"), 303)


@router.post("/locale")
async def choose_locale(
    form: Fields, db: Transaction, account: MaybeAccount, settings: CurrentSettings
) -> Response:
    locale = read_locale(form.get("locale", ""))
    if account is not None:
        await change_locale(db, account.id, locale)
    response = RedirectResponse(local_path(form.get("back", ""), "/"), 303)
    keep_cookie(response, LOCALE_COOKIE, locale, settings, seconds=COOKIE_SECONDS)
    return response


@router.post("/theme")
async def choose_theme(
    form: Fields, db: Transaction, account: MaybeAccount, settings: CurrentSettings
) -> Response:
    theme = read_theme(form.get("theme", ""))
    if account is not None:
        await change_theme(db, account.id, theme)
    response = RedirectResponse(local_path(form.get("back", ""), "/"), 303)
    keep_cookie(response, THEME_COOKIE, theme, settings, seconds=COOKIE_SECONDS)
    return response
