"""/personas/voice, /personas/{key}/voice: *hear this voice*; and what speaks on this server, for every
page that says so.

None of them takes a `Transaction`: nothing is spoken inside one.
"""

import uuid
from typing import Annotated

from fastapi import APIRouter, Depends, Request
from starlette.requests import HTTPConnection
from starlette.responses import JSONResponse, Response

from preppal.accounts.identity import account_of
from preppal.accounts.requesting_code import network_of
from preppal.foundation.errors import SignInNeeded
from preppal.foundation.i18n import words
from preppal.personas.queries import readable_persona
from preppal.personas.sampling import VoiceIsLoading, VoiceSamples, read_speed
from preppal.personas.voices import VoiceEngine, engine_of
from preppal.web.pages import locale_of
from preppal.web.requests import Now

router = APIRouter(prefix="/personas")

SAMPLE_SECONDS = 3600
"""How long a browser may keep a sample."""


def voice_engine(connection: HTTPConnection) -> VoiceEngine:
    """What would speak on this server; `conversations` is there where a provider speaks itself."""
    state = connection.app.state
    return engine_of(state.settings.voice, state.speech, getattr(state, "conversations", None))


Engine = Annotated[VoiceEngine, Depends(voice_engine)]


@router.get("/voice")
async def hear(
    request: Request, now: Now, engine: Engine, voice: str = "", speed: str = ""
) -> Response:
    """A sentence in this voice, for whoever writes a persona."""
    async with request.app.state.database.transaction() as db:
        person = await account_of(request, db, now=now)
    if person is None:
        raise SignInNeeded
    return await _said(request, person.id, engine, voice, read_speed(speed))


@router.get("/{key}/voice")
async def hear_persona(request: Request, key: str, now: Now, engine: Engine) -> Response:
    """A sentence in the voice of this persona, for everybody who may read it."""
    async with request.app.state.database.transaction() as db:
        person = await account_of(request, db, now=now)
        persona = await readable_persona(db, person.id if person else None, key)
        wanted = dict(persona.voice_settings)
    listener = person.id if person else network_of(request)
    voice, speed = str(wanted.get("voice", "")), float(wanted.get("speed", 1.0))
    return await _said(request, listener, engine, voice, speed)


async def _said(
    request: Request, listener: uuid.UUID | str, engine: VoiceEngine, voice: str, speed: float
) -> Response:
    """The sound, or how far the voice has been loaded for a script that waits for it."""
    samples: VoiceSamples = request.app.state.voice_samples
    try:
        wav = await samples.sample(listener, engine, voice=voice, speed=speed)
    except VoiceIsLoading as wait:
        if "application/json" not in request.headers.get("accept", ""):
            raise
        step = words(locale_of(request))(wait.progress.step)
        return JSONResponse({"fraction": round(wait.progress.fraction, 2), "text": step}, 202)
    headers = {
        "cache-control": f"private, max-age={SAMPLE_SECONDS}",
        "content-encoding": "identity",  # sound hardly gets smaller, and packing it takes 20 ms
        "x-robots-tag": "noindex",
    }
    return Response(wav, media_type="audio/wav", headers=headers)
