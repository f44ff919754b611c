"""/, /dashboard, /privacy, /terms, and what machines ask: health, readiness, robots, icon."""

from importlib.resources import files

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, RedirectResponse, Response

from preppal.accounts.identity import Account, MaybeAccount
from preppal.foundation.errors import NotFound
from preppal.foundation.metrics import CONTENT_TYPE
from preppal.foundation.receivers import receiver_of
from preppal.home.dashboard import dashboard_page
from preppal.home.health import readiness
from preppal.home.metrics import figures_of, may_read
from preppal.home.pages import LandingPage, notices_page
from preppal.interviews.pages import Person
from preppal.personas.built_in import built_in_personas
from preppal.personas.model import manner_of
from preppal.web.pages import render
from preppal.web.requests import CurrentSettings, Now, Transaction

router = APIRouter()

SHOWN_ON_LANDING = ("ruth-adeyemi", "hiro-tanabe", "claire-dufour", "samira-haddad")

ROBOTS = """User-agent: *
Disallow: /dashboard
Disallow: /interviews
Disallow: /credits
Disallow: /settings
Disallow: /sign-in/code
Disallow: /admin
Disallow: /personas/*/voice
Allow: /
"""
ICON = files("preppal").joinpath("static", "favicon.svg").read_bytes()


@router.get("/")
async def landing(request: Request, account: MaybeAccount, settings: CurrentSettings) -> Response:
    if account is not None:
        return RedirectResponse("/dashboard", 303)
    entries = {entry["slug"]: entry for entry in built_in_personas()}
    chosen = [entries[slug] for slug in SHOWN_ON_LANDING]
    people = (Person(entry["name"], entry["headline"], manner_of(entry)) for entry in chosen)
    page = LandingPage(
        people=tuple(people),
        voice_elsewhere=settings.voice_elsewhere,
        words_elsewhere=receiver_of(settings.interviewer, settings),
        answers_elsewhere=receiver_of(settings.assessor, settings),
    )
    return render(request, "home/landing.html", page)


@router.get("/dashboard")
async def dashboard(request: Request, account: Account, db: Transaction, now: Now) -> Response:
    return render(request, "home/dashboard.html", await dashboard_page(db, account.id, now=now))


@router.get("/privacy")
async def privacy(request: Request, account: MaybeAccount, settings: CurrentSettings) -> Response:
    return render(request, "home/privacy.html", notices_page(settings))


@router.get("/terms")
async def terms(request: Request, account: MaybeAccount, settings: CurrentSettings) -> Response:
    return render(request, "home/terms.html", notices_page(settings))


@router.get("/healthz")
async def healthz() -> Response:
    """The process answers."""
    return PlainTextResponse("ok\n", headers={"cache-control": "no-store"})


@router.get("/readyz")
async def readyz(request: Request) -> Response:
    """The process can do its work; 503 with the reason while it cannot."""
    problem = await readiness(request.app.state.database)
    return PlainTextResponse(
        f"{problem or 'ready'}\n", 503 if problem else 200, headers={"cache-control": "no-store"}
    )


@router.get("/metrics")
async def metrics(request: Request, settings: CurrentSettings) -> Response:
    """Figures of this process for Prometheus; for everybody else there is nothing here."""
    if not may_read(request, settings):
        raise NotFound()
    text = await figures_of(request.app.state)
    return Response(text, media_type=CONTENT_TYPE, headers={"cache-control": "no-store"})


@router.get("/robots.txt")
async def robots() -> Response:
    return PlainTextResponse(ROBOTS, headers={"cache-control": "public, max-age=86400"})


@router.get("/favicon.ico")
async def favicon() -> Response:
    """For who asks without reading the page's own link."""
    headers = {"cache-control": "public, max-age=86400"}
    return Response(ICON, media_type="image/svg+xml", headers=headers)
