"""The figures of this process, and who may read them."""

import asyncio
import secrets
from typing import Any
from urllib.parse import urlsplit

from sqlalchemy import text
from sqlalchemy.exc import SQLAlchemyError
from starlette.requests import Request

from preppal.foundation.database import Database
from preppal.foundation.metrics import Exposition
from preppal.foundation.outage import DatabaseAway
from preppal.foundation.settings import LOOPBACK, Settings
from preppal.foundation.tasks import NAMES
from preppal.home.health import PATIENCE
from preppal.interviews.live.figures import LiveFigures
from preppal.providers.protocols import SpeechModels

FORWARDED = ("forwarded", "x-forwarded-for", "x-real-ip", "via")
"""What proxies add: a request with one of these comes from further away than it seems."""


def may_read(request: Request, settings: Settings) -> bool:
    """The right token; where none is set, a program on this machine that talks to this process itself."""
    if settings.metrics_token:
        given = request.headers.get("authorization", "")
        expected = f"Bearer {settings.metrics_token}"
        return secrets.compare_digest(given.encode(), expected.encode())
    here = request.client is not None and request.client.host in LOOPBACK
    name = urlsplit(f"//{request.headers.get('host', '')}").hostname
    return here and name in LOOPBACK and not any(name in request.headers for name in FORWARDED)


async def figures_of(state: Any) -> str:
    """All of them, in the text format of Prometheus; ``state`` is the application's."""
    told = Exposition()
    _tell_rooms(told, state)
    _tell_places(told, state)
    _tell_live(told, state.live_figures)
    waiting = await _tasks(state.database)
    told.gauge("preppal_database_up", "Whether the database answers.", waiting is not None)
    if waiting is not None:
        told.gauges(
            "preppal_tasks", "Background tasks, by what becomes of them.", "status", waiting
        )
    return told.text()


def _tell_rooms(told: Exposition, state: Any) -> None:
    told.gauge("preppal_live_rooms", "Interviews that are held here now.", len(state.rooms))
    lines = state.lines
    told.gauges(
        "preppal_live_lines",
        "Open sockets, by how far they are.",
        "stage",
        {"before_hello": lines.before_hello, "known": len(lines)},
    )


def _tell_places(told: Exposition, state: Any) -> None:
    speech: SpeechModels = state.speech
    capacity, in_use = {"here": speech.capacity}, {"here": speech.in_use}
    if state.conversations is not None:
        capacity["elsewhere"] = state.voice_places.capacity
        in_use["elsewhere"] = state.voice_places.in_use
    told.gauges("preppal_voice_places", "Voice sessions there may be at once.", "voice", capacity)
    told.gauges("preppal_voice_places_in_use", "Voice sessions there are.", "voice", in_use)
    told.gauge("preppal_voice_waiting", "People who wait for a place.", speech.waiting)


def _tell_live(told: Exposition, seen: LiveFigures) -> None:
    told.histogram(
        "preppal_answer_to_first_sound_seconds",
        "From the end of what a candidate said to the first sound of the next line.",
        seen.answered,
    )
    told.counter(
        "preppal_live_visits_total",
        "Visits to a room that are over; too_slow are readers who were too slow.",
        "outcome",
        seen.visits,
    )
    told.counter(
        "preppal_live_notices_total",
        "What engines had to tell; speech_failed is a voice that was lost.",
        "code",
        seen.notices,
    )
    told.counter(
        "preppal_voice_unreachable_total",
        "Interviews that did not get the provider's voice, by why.",
        "reason",
        seen.unreachable,
    )
    told.total(
        "preppal_live_frames_dropped_total",
        "Frames of microphones that came far too early and were left out.",
        seen.dropped,
    )


async def _tasks(database: Database) -> dict[str, float] | None:
    counted = text(f"select status::text, count(*) from {NAMES.queue_table} group by status")
    try:
        async with asyncio.timeout(PATIENCE), database.transaction() as db:
            found = (await db.execute(counted)).tuples()
            return {"queued": 0.0} | {str(status): float(count) for status, count in found}
    except (DatabaseAway, TimeoutError, SQLAlchemyError):
        return None
