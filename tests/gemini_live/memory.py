"""What outlives a connection: sessions by handle, and everything the double was sent."""

from __future__ import annotations

import asyncio
import copy
import itertools
from dataclasses import dataclass, field
from typing import Any


@dataclass
class Session:
    """One conversation as the model remembers it."""

    number: int
    turns: list[tuple[str, str]] = field(default_factory=list)
    lines: int = 0
    """How many of the script's were begun."""
    tokens: int = 100


@dataclass
class Memory:
    """Of one double, over all its connections."""

    heard: list[tuple[int, bytes]] = field(default_factory=list)
    """Connection and sound, in the order in which it came."""
    news: asyncio.Event = field(default_factory=asyncio.Event)
    """Set by every frame that is heard."""
    setups: list[dict[str, Any]] = field(default_factory=list)
    told: list[tuple[int, str, str, bool]] = field(default_factory=list)
    """Connection, role, text, and whether an answer was asked for."""
    ends_of_sound: int = 0
    spoken: int = 0
    """Frames of the interviewer's voice that were sent."""
    sessions: list[Session] = field(default_factory=list)
    open_in: dict[int, int] = field(default_factory=dict)
    """How many connections each session has open now."""
    leaving: int = 0
    """Connections that have announced their end and not come to it."""
    most_open: int = 0
    """The most connections that were open at once."""
    _handles: dict[str, Session] = field(default_factory=dict)
    _numbers: itertools.count[int] = field(default_factory=itertools.count)

    def begin(self) -> Session:
        session = Session(number=len(self.sessions))
        self.sessions.append(session)
        return session

    def opened(self, session: Session) -> None:
        count = self.open_in.get(session.number, 0) + 1
        self.open_in[session.number] = count
        self.most_open = max(self.most_open, sum(self.open_in.values()))

    def closed(self, session: Session, *, lingers: float) -> None:
        def forget() -> None:
            self.open_in[session.number] -= 1

        if lingers:
            asyncio.get_running_loop().call_later(lingers, forget)
        else:
            forget()

    def keep(self, session: Session) -> str:
        """A handle to the session as it is now."""
        handle = f"Cih_{session.number}-{next(self._numbers)}_aGFuZGxl"
        self._handles[handle] = copy.deepcopy(session)
        return handle

    def resume(self, handle: str) -> Session | None:
        kept = self._handles.get(handle)
        if kept is None:
            return None
        session = copy.deepcopy(kept)
        self.sessions.append(session)
        return session

    @property
    def sound(self) -> bytes:
        return b"".join(pcm for _, pcm in self.heard)
