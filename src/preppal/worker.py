"""The background process: runs what the web processes have enqueued."""

import asyncio
import signal

import click

from preppal.admin import telling
from preppal.credits.buying import background as payment_tasks
from preppal.credits.switch import note_setting
from preppal.debriefs import background as debrief_tasks
from preppal.debriefs.prose import prose_by
from preppal.foundation.clock import utc_now
from preppal.foundation.connecting import open_database
from preppal.foundation.log import configure_logging
from preppal.foundation.settings import Settings
from preppal.foundation.tasks import Tasks
from preppal.interviews import background as interview_tasks
from preppal.interviews.judging import model_assessor
from preppal.job_descriptions import background as job_tasks
from preppal.providers.files import file_store
from preppal.providers.language_models import form_model
from preppal.providers.payment_companies import payment_company
from preppal.providers.smtp_mail import SmtpMailer
from preppal.providers.terminal_mail import TerminalMailer
from preppal.resumes import background as resume_tasks

STOP_SIGNALS = (signal.SIGINT, signal.SIGTERM)


async def work(settings: Settings) -> None:
    """Run background tasks until told to stop; running ones are let finish.

    Raises:
        DatabaseBehind: the database was not migrated.
        ServerFailed: the embedded database did not start.
        SettingsError: a model is named that cannot be used.
    """
    configure_logging(json=settings.json_logs)
    stopped = asyncio.Event()
    loop = asyncio.get_running_loop()
    for number in STOP_SIGNALS:
        loop.add_signal_handler(number, stopped.set)
    tasks = Tasks()
    assessor = model_assessor(form_model(settings.assessor, settings), settings.assessor_samples)
    interview_tasks.register_tasks(tasks, clock=utc_now, assessor=assessor)
    words = prose_by(assessor.model if assessor else None)
    debrief_tasks.register_tasks(tasks, clock=utc_now, prose=words)
    job_tasks.register_tasks(tasks, clock=utc_now)
    files = file_store(settings)
    resume_tasks.register_tasks(tasks, clock=utc_now, files=files)
    mailer = SmtpMailer(settings) if settings.smtp_host else TerminalMailer()
    telling.register_tasks(tasks, mailer=mailer, public_url=settings.public_url)
    payments = payment_company(settings)
    payment_tasks.register_tasks(tasks, payments, clock=utc_now)
    try:
        async with open_database(settings) as database, tasks.running(database):
            async with database.transaction() as db:
                await note_setting(db, settings.credits)
            click.echo(f"Preppal's worker is ready: {', '.join(sorted(tasks.registered))}.")
            await stopped.wait()
    finally:
        if assessor is not None:
            await assessor.close()
        if payments is not None:
            await payments.close()
