"""Every refusal becomes an answer, in one place: a page, or JSON for who asks for it."""

from dataclasses import dataclass
from urllib.parse import urlencode

from fastapi import FastAPI, Request
from fastapi.exceptions import RequestValidationError
from starlette.exceptions import HTTPException
from starlette.requests import ClientDisconnect
from starlette.responses import JSONResponse, RedirectResponse, Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from preppal.foundation import errors
from preppal.foundation.i18n import N_, words
from preppal.foundation.log import log
from preppal.web.pages import locale_of, render

STATUSES: dict[type[errors.Refusal], int] = {
    errors.PaymentNeeded: 402,
    errors.NotFound: 404,
    errors.NotAllowed: 403,
    errors.Conflict: 409,
    errors.Invalid: 422,
    errors.TooMany: 429,
    errors.TooLarge: 413,
    errors.Unavailable: 503,
}
LONGEST_QUERY = 500
"""Characters of an address's query that are carried through the sign-in."""
SENTENCES = {
    400: N_("The request could not be read. Go back and send it again."),
    403: errors.NotAllowed.message,
    404: errors.NotFound.message,
    405: N_("That address does not take this kind of request."),
    408: N_("What you sent did not arrive in time, so nothing was done. Send it again."),
    413: errors.TooLarge.message,
    422: N_("Something in the request could not be read. Go back and check it."),
    429: errors.TooMany.message,
    500: N_(
        "That failed on our side, and nothing was half done. Quote the reference if it happens again."
    ),
    503: errors.Unavailable.message,
}
RETRY_AFTER = "5"
"""Seconds; a database that restarts is back sooner."""


@dataclass(frozen=True, slots=True)
class ErrorPage:
    """What errors/error.html shows."""

    status: int
    sentence: str
    params: dict[str, object]


def status_of(refusal: errors.Refusal) -> int:
    for kind in type(refusal).__mro__:
        if kind in STATUSES:
            return STATUSES[kind]
    return 400


def answer(
    request: Request, status: int, sentence: str, params: dict[str, object] | None = None
) -> Response:
    """The refusal as the caller can read it, with the request's reference."""
    params = params or {}
    accept = request.headers.get("accept", "")
    if "application/json" in accept and "text/html" not in accept:
        text = words(locale_of(request))(sentence, **params)
        return JSONResponse({"message": text, "reference": request.state.reference}, status)
    return render(request, "errors/error.html", ErrorPage(status, sentence, params), status=status)


async def on_refusal(request: Request, refusal: Exception) -> Response:
    assert isinstance(refusal, errors.Refusal)
    if isinstance(refusal, errors.SignInNeeded):
        return RedirectResponse("/sign-in?" + urlencode({"next": _wanted(request)}), 303)
    status = status_of(refusal)
    response = answer(request, status, refusal.text, refusal.params)
    if status == 503:
        why = repr(refusal.__cause__ or refusal)
        log(__name__).warning("unavailable", path=request.url.path, why=why)
        response.headers["Retry-After"] = RETRY_AFTER
    return response


def _wanted(request: Request) -> str:
    """Where somebody was going, to lead them on once they are signed in; a form is sent anew."""
    if request.method != "GET":
        return "/dashboard"
    query = request.url.query
    return request.url.path + (f"?{query}" if 0 < len(query) <= LONGEST_QUERY else "")


async def on_http_exception(request: Request, problem: Exception) -> Response:
    assert isinstance(problem, HTTPException)
    status = problem.status_code
    response = answer(request, status, SENTENCES.get(status, SENTENCES[400]))
    response.headers.update(problem.headers or {})
    return response


async def on_invalid_request(request: Request, problem: Exception) -> Response:
    """A path that is no id leads nowhere; anything else could not be read."""
    assert isinstance(problem, RequestValidationError)
    status = 404 if any(error["loc"][0] == "path" for error in problem.errors()) else 422
    return answer(request, status, SENTENCES[status])


async def on_hang_up(request: Request, problem: Exception) -> Response:
    """The browser left in the middle of what it sent: nothing was begun, and nobody reads the answer."""
    return Response(status_code=400)


class UnexpectedErrors:
    """The last resort: logs what nobody foresaw under the request's reference and says so."""

    def __init__(self, app: ASGIApp) -> None:
        self.app = app

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        if scope["type"] != "http":
            await self.app(scope, receive, send)
            return
        started = False

        async def send_noting(message: Message) -> None:
            nonlocal started
            started = started or message["type"] == "http.response.start"
            await send(message)

        try:
            await self.app(scope, receive, send_noting)
        except Exception:
            log(__name__).exception("unexpected error", path=scope["path"])
            if started:
                raise
            response = answer(Request(scope), 500, SENTENCES[500])
            await response(scope, receive, send)


def install_errors(app: FastAPI) -> None:
    app.add_exception_handler(errors.Refusal, on_refusal)
    app.add_exception_handler(HTTPException, on_http_exception)
    app.add_exception_handler(RequestValidationError, on_invalid_request)
    app.add_exception_handler(ClientDisconnect, on_hang_up)
