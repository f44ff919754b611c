"""The web process: settings, database, vendors, application, every router by hand."""

import contextlib
import time
from dataclasses import dataclass
from functools import partial
from pathlib import Path

from fastapi import Depends, FastAPI
from starlette.middleware.gzip import GZipMiddleware

from preppal.accounts import routes as accounts
from preppal.admin import credits_routes as admin_credits
from preppal.admin import postings_routes as admin_postings
from preppal.admin import routes as admin
from preppal.admin import telling
from preppal.assessment.model_assessor.assessor import ModelAssessor
from preppal.credits import purchase_routes, webhook_routes
from preppal.credits import routes as own_credits
from preppal.credits.buying import background as payment_tasks
from preppal.credits.switch import note_setting
from preppal.credits.welcome import welcome
from preppal.debriefs import background as debrief_tasks
from preppal.debriefs import progress_routes as panel_progress
from preppal.debriefs import summary_routes as panel_summaries
from preppal.debriefs.prose import prose_by
from preppal.documents.reading import Readers
from preppal.foundation.clock import Clock, utc_now
from preppal.foundation.connecting import open_database
from preppal.foundation.database import Database
from preppal.foundation.lasting_objects import keep_for_good
from preppal.foundation.log import configure_logging
from preppal.foundation.settings import BUILT_IN, Settings
from preppal.foundation.tasks import Tasks
from preppal.home import routes as home
from preppal.hub import routes as hub
from preppal.interviewer.conversation import BuiltInMind, Mind
from preppal.interviewer.model_mind import ModelMind
from preppal.interviews import background as interview_tasks
from preppal.interviews import (
    feedback_routes,
    plan_routes,
    resume_routes,
    room_routes,
    setup_routes,
)
from preppal.interviews.corrections import routes as transcript_corrections
from preppal.interviews.judging import model_assessor, stamps_now
from preppal.interviews.live import socket as live
from preppal.interviews.live.figures import LiveFigures
from preppal.interviews.live.hosting import Places
from preppal.interviews.live.limits import Lines
from preppal.interviews.live.rooms import Rooms
from preppal.interviews.queries import names_of
from preppal.interviews.reports import routes as earlier_reports
from preppal.interviews.stages import routes as stages
from preppal.interviews.watching import Watch
from preppal.job_descriptions import background as job_tasks
from preppal.library import routes as library
from preppal.library import shared_routes as shared_library
from preppal.library import upload_routes as uploads
from preppal.library.upload_routes import UPLOADS
from preppal.library.uploading import PostingFiles
from preppal.panels import routes as panels
from preppal.panels import stage_routes as panel_stages
from preppal.personas import publishing_routes as publishing
from preppal.personas import routes as personas
from preppal.personas import voice_routes as voices
from preppal.personas.built_in import publish_built_in
from preppal.personas.sampling import VoiceSamples
from preppal.providers.document_models import document_model
from preppal.providers.files import file_store
from preppal.providers.gemini_live.provider import GeminiLive
from preppal.providers.language_models import form_model, line_writer
from preppal.providers.local_speech import LocalSpeech
from preppal.providers.payment_companies import payment_company
from preppal.providers.payments import Payments
from preppal.providers.protocols import (
    Conversations,
    DocumentModel,
    FileStore,
    Mailer,
    SpeechModels,
)
from preppal.providers.smtp_mail import SmtpMailer
from preppal.providers.terminal_mail import TerminalMailer
from preppal.resumes import background as resume_tasks
from preppal.resumes import correcting_routes as correcting
from preppal.resumes import profile_routes as profiles
from preppal.resumes import routes as resumes
from preppal.resumes.drawing import PagePictures
from preppal.resumes.model_reading import ModelReader
from preppal.resumes.uploading import ResumeReaders
from preppal.web.assets import PREFIX, Assets
from preppal.web.errors import UnexpectedErrors, install_errors
from preppal.web.listening import GreetingServer, open_port, server_config
from preppal.web.pages import build_pages
from preppal.web.security import BodyLimit, Envelope, guard_origin

HERE = Path(__file__).parent

PLACES_ELSEWHERE = 60
"""Conversations at once on another company's model, where the operator has not said how many: half of
what one processor relays (LIVE §1)."""


ROUTERS = (
    home.router,
    accounts.router,
    setup_routes.router,
    room_routes.router,
    feedback_routes.router,
    transcript_corrections.router,
    earlier_reports.router,
    live.router,
    stages.router,
    shared_library.router,  # "/shared" before "/{job_id}"
    uploads.router,
    plan_routes.router,  # after all "/interviews/new/…" with a word of their own
    library.router,
    panels.router,  # "/new" before "/{panel_id}"
    panel_stages.router,
    panel_progress.router,
    resumes.router,
    resume_routes.router,
    correcting.router,
    profiles.router,
    personas.router,
    voices.router,
    publishing.router,
    hub.router,
    panel_summaries.router,
    own_credits.router,
    purchase_routes.router,
    webhook_routes.router,
    admin.router,
    admin_credits.router,
    admin_postings.router,
)
"""In their order: of two that fit an address the first answers."""


@dataclass(frozen=True, slots=True)
class Vendors:
    """The outside world as this process uses it."""

    mailer: Mailer
    speech: SpeechModels
    mind: Mind
    files: FileStore
    conversations: Conversations | None = None
    """A speech-to-speech provider, where one is set."""
    documents: DocumentModel | None = None
    """A model that reads resumes, where one is set."""
    assessor: ModelAssessor | None = None
    """A model that scores answers, where one is set and this process makes reports."""
    payments: Payments | None = None
    """A company that takes payments, where its keys are set."""


def create_app(
    settings: Settings,
    database: Database,
    vendors: Vendors,
    *,
    clock: Clock = utc_now,
    assets: Assets | None = None,
) -> FastAPI:
    """The application over an open database. ``assets`` are what another one has read already."""
    app = FastAPI(
        title="Preppal",
        openapi_url=None,
        docs_url=None,
        redoc_url=None,
        redirect_slashes=False,
        dependencies=[Depends(guard_origin)],
    )
    assets = assets or Assets(HERE / "static")
    app.state.settings = settings
    app.state.database = database
    app.state.mailer = vendors.mailer
    app.state.speech = vendors.speech
    app.state.mind = vendors.mind
    app.state.conversations = vendors.conversations
    app.state.payments = vendors.payments
    app.state.voice_places = Places(settings.voice_places or PLACES_ELSEWHERE)
    app.state.clock = clock
    app.state.welcome = welcome
    app.state.name_interviews = names_of
    app.state.rooms = Rooms()
    app.state.live_figures = LiveFigures()
    app.state.lines = Lines()
    app.state.watch = Watch(database)
    app.state.reviewer = stamps_now(vendors.assessor)
    app.state.voice_samples = VoiceSamples(vendors.speech)
    app.state.readers = Readers()
    app.state.posting_files = PostingFiles(app.state.readers)
    documents = ModelReader(vendors.documents) if vendors.documents else None
    app.state.resume_readers = ResumeReaders(app.state.readers, model=documents)
    app.state.page_pictures = PagePictures(Readers(at_once=1), vendors.files)
    app.state.files = vendors.files
    app.state.pages = build_pages(
        HERE / "templates", static=assets.url, facts=_facts(settings, vendors)
    )
    install_errors(app)
    # Added last is outermost: the envelope also dresses answers of the layers below it.
    app.add_middleware(UnexpectedErrors)
    app.add_middleware(BodyLimit, larger=UPLOADS | resumes.UPLOADS)
    app.add_middleware(GZipMiddleware, minimum_size=600)
    app.add_middleware(Envelope, https=settings.secure_cookies)
    app.mount(PREFIX, assets, name="static")
    for router in ROUTERS:
        app.include_router(router)
    return app


def _facts(settings: Settings, vendors: Vendors) -> dict[str, object]:
    """What every template may know."""
    model = vendors.documents
    return {
        "local_mode": settings.local_mode,
        "resume_model": model.name if model else "",
        "resume_receiver": model.receiver if model else "",
    }


def choose_vendors(settings: Settings) -> Vendors:
    """The outside world that the settings name."""
    mailer: Mailer = SmtpMailer(settings) if settings.smtp_host else TerminalMailer()
    speech = LocalSpeech(
        capacity=settings.voice_places,
        folder=settings.data_dir / "speech",
        whisper=settings.whisper_folder,
    )
    return Vendors(
        mailer=mailer,
        speech=speech,
        mind=choose_mind(settings),
        files=file_store(settings),
        documents=document_model(settings.resume_reader, settings),
        assessor=model_assessor(form_model(settings.assessor, settings), settings.assessor_samples)
        if settings.tasks_here
        else None,
        conversations=GeminiLive(settings) if settings.voice_elsewhere else None,
        payments=payment_company(settings),
    )


def choose_mind(settings: Settings) -> Mind:
    """Whoever words the interviewer's lines.

    Raises:
        SettingsError: a model is named that cannot be used.
    """
    if settings.interviewer == BUILT_IN:
        return BuiltInMind()
    return ModelMind(line_writer(settings.interviewer, settings), clock=time.monotonic)


async def end_reading(app: FastAPI) -> None:
    """Files that are being read, and pages that are being drawn, for people who wait for them; pages that
    wait for a report come again, to whichever process is there then."""
    await app.state.watch.close()
    await app.state.readers.close()
    await app.state.page_pictures.readers.close()
    if app.state.resume_readers.model is not None:
        await app.state.resume_readers.model.model.close()


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
            await note_setting(db, settings.credits)
        if settings.tasks_here:
            tasks = Tasks()
            interview_tasks.register_tasks(tasks, clock=utc_now, assessor=vendors.assessor)
            words = prose_by(vendors.assessor.model if vendors.assessor else None)
            debrief_tasks.register_tasks(tasks, clock=utc_now, prose=words)
            job_tasks.register_tasks(tasks, clock=utc_now)
            resume_tasks.register_tasks(tasks, clock=utc_now, files=vendors.files)
            telling.register_tasks(tasks, mailer=vendors.mailer, public_url=settings.public_url)
            payment_tasks.register_tasks(tasks, vendors.payments, clock=utc_now)
            await stack.enter_async_context(tasks.running(database))
        stack.push_async_callback(vendors.speech.close)
        if vendors.assessor is not None:
            stack.push_async_callback(vendors.assessor.close)
        if vendors.payments is not None:
            stack.push_async_callback(vendors.payments.close)
        if isinstance(vendors.mind, ModelMind):
            stack.push_async_callback(vendors.mind.close)
        app = create_app(settings, database, vendors)
        config = server_config(app, settings)
        server = GreetingServer(config, settings, stopping=partial(end_reading, app))
        keep_for_good()
        await server.serve([listener])
