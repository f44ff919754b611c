"""The provider as `main` chooses it."""

from __future__ import annotations

import ssl
from dataclasses import replace

from preppal.foundation.log import log
from preppal.foundation.settings import Settings
from preppal.providers.gemini_live import wire
from preppal.providers.gemini_live.connection import Address, Connection
from preppal.providers.gemini_live.conversation import GeminiConversation, Pace
from preppal.providers.gemini_live.refusals import Gone
from preppal.providers.gemini_live.voices import VOICES, voice_name
from preppal.providers.protocols import (
    ConversationSetup,
    SaidBefore,
    Voice,
)


class GeminiLive:
    """`Conversations` with Gemini Live at the address of `settings`.

    `tls` is the trust to check the provider's certificate with; by default the system's.
    """

    def __init__(
        self,
        settings: Settings,
        *,
        tls: ssl.SSLContext | None = None,
        pace: Pace = Pace(),
        answer_seconds: float = 10.0,
    ) -> None:
        secure = settings.gemini_live_url.startswith("wss:")
        self._model = settings.gemini_live_model
        # One context for all: making it reads every certificate of the system.
        trust = (tls or ssl.create_default_context()) if secure else None
        self._address = Address(
            settings.gemini_live_url, settings.gemini_api_key, trust, answer_seconds
        )
        self._pace = pace
        self._names_language = True
        self.one_at_a_time = False

    @property
    def model(self) -> str:
        return self._model

    def voices(self) -> tuple[Voice, ...]:
        return VOICES

    async def open(self, setup: ConversationSetup) -> GeminiConversation:
        """Raises `ConversationLost`."""
        setup = replace(setup, voice=voice_name(setup.voice))
        conversation = GeminiConversation(setup, self, self._pace)
        await conversation.begin()
        return conversation

    async def connect(
        self, setup: ConversationSetup, *, handle: str, history: tuple[SaidBefore, ...]
    ) -> Connection:
        """A connection that resumes with `handle`, or knows the `history`. Raises `Gone`."""
        language = wire.language_code(setup.language) if self._names_language else ""
        message = wire.setup_message(
            setup, model=self._model, language=language, handle=handle, history=bool(history)
        )
        try:
            connection = await Connection.open(self._address, message)
        except Gone as gone:
            # Some models choose the language themselves and refuse to be told which.
            if not language or "language" not in gone.text.lower():
                raise
            log(__name__).warning("the model takes no language", model=self._model)
            self._names_language = False
            return await self.connect(setup, handle=handle, history=history)
        if history:
            connection.send(wire.content_message(history, complete=True))
        return connection
