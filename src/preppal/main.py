"""The web process: settings, database, vendors, application, every router by hand."""

import contextlib
from dataclasses import dataclass
from pathlib import Path

from fastapi import Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from preppal.accounts import routes as accounts
from preppal.foundation.clock import Clock, utc_now
from preppal.foundation.connecting import open_database
from preppal.foundation.database import Database
from preppal.foundation.log import configure_logging
from preppal.foundation.settings import Settings
from preppal.foundation.tasks import Tasks
from preppal.home import routes as home
from preppal.interviewer.conversation import BuiltInMind, Mind
from preppal.interviews import feedback_routes, room_routes, setup_routes
from preppal.interviews.background import register_tasks
from preppal.interviews.live import socket as live
from preppal.interviews.live.rooms import Rooms
from preppal.personas.built_in import publish_built_in
from preppal.providers.local_speech import LocalSpeech
from preppal.providers.protocols import Mailer, SpeechModels
from preppal.providers.smtp_mail import SmtpMailer
from preppal.providers.terminal_mail import TerminalMailer
from preppal.web.assets import PREFIX, Assets
from preppal.web.errors import UnexpectedErrors, install_errors
from preppal.web.listening import GreetingServer, open_port, server_config
from preppal.web.pages import build_pages
from preppal.web.security import BodyLimit, Envelope, guard_origin

HERE = Path(__file__).parent


@dataclass(frozen=True, slots=True)
class Vendors:
    """The outside world as this process uses it."""

    mailer: Mailer
    speech: SpeechModels
    mind: Mind


def create_app(
    settings: Settings, database: Database, vendors: Vendors, *, clock: Clock = utc_now
) -> FastAPI:
    """The application over an open database."""
    app = FastAPI(
        title="Preppal",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        dependencies=[Depends(guard_origin)],
    )
    assets = Assets(HERE / "static")
    app.state.settings = settings
    app.state.database = database
    app.state.mailer = vendors.mailer
    app.state.speech = vendors.speech
    app.state.mind = vendors.mind
    app.state.clock = clock
    app.state.rooms = Rooms()
    app.state.pages = build_pages(
        HERE / "templates", static=assets.url, facts={"local_mode": settings.local_mode}
    )
    install_errors(app)
    # Added last is outermost: the envelope also dresses answers of the layers below it.
    app.add_middleware(UnexpectedErrors)
    app.add_middleware(BodyLimit)
    app.add_middleware(GZipMiddleware, minimum_size=600)
    app.add_middleware(Envelope, https=settings.secure_cookies)
    app.mount(PREFIX, assets, name="static")
    app.include_router(home.router)
    app.include_router(accounts.router)
    app.include_router(setup_routes.router)
    app.include_router(room_routes.router)
    app.include_router(feedback_routes.router)
    app.include_router(live.router)
    return app


def choose_vendors(settings: Settings) -> Vendors:
    """The outside world that the settings name."""
    mailer: Mailer = SmtpMailer(settings) if settings.smtp_host else TerminalMailer()
    return Vendors(
        mailer=mailer, speech=LocalSpeech(capacity=settings.voice_sessions), mind=BuiltInMind()
    )


async def serve(settings: Settings) -> None:
    """Run the web process until it is told to stop.

    Raises:
        DatabaseBehind: the database was not migrated.
        ServerFailed: the embedded database did not start.
        SettingsError: the port cannot be had.
    """
    configure_logging(json=settings.json_logs)
    vendors = choose_vendors(settings)
    async with contextlib.AsyncExitStack() as stack:
        listener = stack.enter_context(open_port(settings))
        database = await stack.enter_async_context(open_database(settings))
        async with database.transaction() as db:
            await publish_built_in(db, now=utc_now())
        if settings.tasks_here:
            tasks = Tasks()
            register_tasks(tasks, clock=utc_now)
            await stack.enter_async_context(tasks.running(database))
        stack.push_async_callback(vendors.speech.close)
        app = create_app(settings, database, vendors)
        await GreetingServer(server_config(app, settings), settings).serve([listener])
