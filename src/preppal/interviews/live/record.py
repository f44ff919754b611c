"""What a visit writes: its turns, its heartbeat, its end. One short transaction each.

Each is done again while the database is away, for `OUTAGE_SECONDS`; each may be done twice.
"""

import uuid
from collections.abc import Awaitable, Callable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from typing import Any

from preppal.foundation.clock import Clock, Naps
from preppal.foundation.database import Database, uuid7
from preppal.foundation.log import log
from preppal.foundation.outage import DatabaseAway, is_outage, wait_out
from preppal.interviewer.conversation import SpokenTurn
from preppal.interviews.ending import end_interview
from preppal.interviews.gaps import LEAST_SECONDS
from preppal.interviews.lease import LEASE, LEAVING, beat, keep_turn, leave_room
from preppal.interviews.lease_writes import Sign, heartbeat, turn_at_once
from preppal.interviews.live.engine import Delivery, MonotonicClock, Used
from preppal.interviews.model import NotLive, Turn
from preppal.interviews.usage import add_usage, added

OUTAGE_SECONDS = 20.0
"""How long a visit outlives its database; an engine bears a room that takes no event for as long."""


@dataclass(slots=True)
class Record:
    """Of one visit. ``away`` tells the candidate that what was said cannot be written just now."""

    interview_id: uuid.UUID
    user_id: uuid.UUID
    visit: uuid.UUID
    device_id: uuid.UUID
    database: Database
    clock: Clock
    monotonic: MonotonicClock
    away: Callable[[], Awaitable[None]]
    missing_since: float | None = None
    leaving: bool = False
    """The line is gone: only last words are written, and whoever comes back waits for them."""
    used: list[Used] = field(default_factory=list)
    """What a paid voice used and no transaction has kept yet."""
    usage: dict[str, Any] = field(default_factory=dict)
    """What the interview's row says was used, as far as this visit knows."""
    naps: Naps = field(init=False)
    slept: bool = False

    def __post_init__(self) -> None:
        self.naps = Naps(self.clock, self.monotonic)

    @property
    def _lease(self) -> timedelta:
        return LEAVING if self.leaving else LEASE

    def _look_for_sleep(self) -> None:
        """The lid was closed: it is noted with whatever is written first."""
        self.slept = self.naps.slept() >= LEAST_SECONDS or self.slept

    async def keep(self, turn: SpokenTurn, delivery: Delivery, silence: float) -> int:
        """Write a finished turn; gives its number.

        Raises:
            NotLive, TakenOver: it was not written, and never will be.
            DatabaseAway: it may have been written.
        """
        turn_id, used, tried = uuid7(), tuple(self.used), False
        self._look_for_sleep()

        async def write() -> int:
            nonlocal tried
            again, tried = tried, True
            if not again:
                seq = await self._keep_at_once(turn, delivery, silence, turn_id, used)
                if seq is not None:
                    return seq
            async with self.database.transaction() as db:
                # the first attempt may have gone through, and its answer got lost
                there = again and await db.get(Turn, turn_id) is not None
                seq = await keep_turn(
                    db,
                    self.interview_id,
                    self.visit,
                    turn,
                    delivery,
                    turn_id=turn_id,
                    now=self.clock(),
                    silence=timedelta(seconds=silence),
                    lease=self._lease,
                    slept=self.slept,
                )
                total = await add_usage(db, self.interview_id, () if there else used)
            self.usage = self.usage if total is None else total
            return seq

        seq = await wait_out(write, seconds=OUTAGE_SECONDS, away=self.away)
        del self.used[: len(used)]
        self.slept = False
        return seq

    async def _keep_at_once(
        self,
        turn: SpokenTurn,
        delivery: Delivery,
        silence: float,
        turn_id: uuid.UUID,
        used: Sequence[Used],
    ) -> int | None:
        """The turn's number, where nothing about it is unusual; None: nothing was written."""
        if self.slept:
            return None
        total = added(self.usage, used) if used else self.usage
        sign = self._sign(turn.ended_ms, silence)
        usage = (self.usage, total) if used else None
        seq: int | None = await self.database.put(
            *turn_at_once(sign, turn, delivery, turn_id, usage)
        )
        if seq is not None:
            self.usage = total
        return seq

    def _sign(self, elapsed_ms: int, silence: float) -> Sign:
        return Sign(
            self.interview_id,
            self.visit,
            elapsed_ms,
            self.clock(),
            timedelta(seconds=silence),
            self._lease,
        )

    async def beat(self, elapsed_ms: int, silence: float) -> None:
        """Say that the visit is alive; one heartbeat more or less is no matter.

        Raises:
            NotLive, TakenOver, SignedOut: the visit is over.
            DatabaseAway: the database has been away for too long.
        """

        self._look_for_sleep()

        async def write() -> None:
            device_id = None if self.leaving else self.device_id
            sign = self._sign(elapsed_ms, silence)
            if not self.slept and await self.database.put(*heartbeat(sign, device_id)):
                return
            async with self.database.transaction() as db:
                await beat(
                    db,
                    self.interview_id,
                    self.visit,
                    elapsed_ms=elapsed_ms,
                    now=sign.now,
                    silence=sign.silence,
                    lease=sign.lease,
                    slept=self.slept,
                    device_id=device_id,
                )

        try:
            await wait_out(write, seconds=0)
        except DatabaseAway:
            now = self.monotonic()
            if self.missing_since is None:
                self.missing_since = now
                log(__name__).warning("a heartbeat could not be written")
            elif now - self.missing_since > OUTAGE_SECONDS:
                raise
        else:
            self.missing_since = None
            self.slept = False

    async def end(self, reason: str, elapsed_ms: int) -> None:
        """Close the interview and ask for its report.

        Raises:
            NotLive, TakenOver: the visit is over.
            DatabaseAway: it may have been closed.
        """
        used, tried = tuple(self.used), False

        async def write() -> None:
            nonlocal tried
            again, tried = tried, True
            try:
                async with self.database.transaction() as db:
                    await end_interview(
                        db,
                        self.interview_id,
                        user_id=self.user_id,
                        reason=reason,
                        now=self.clock(),
                        visit=self.visit,
                        elapsed_ms=elapsed_ms,
                    )
                    await add_usage(db, self.interview_id, used)
            except NotLive:
                if not again:  # else the first attempt went through, and its answer got lost
                    raise

        await wait_out(write, seconds=OUTAGE_SECONDS, away=self.away)
        del self.used[: len(used)]

    async def leave(self, elapsed_ms: int, silence: float) -> None:
        """Give the lease back; if that cannot be, it runs out by itself."""
        await let_go(
            self.database,
            self.interview_id,
            self.visit,
            elapsed_ms=elapsed_ms,
            silence=silence,
            clock=self.clock,
            used=self.used,
        )


async def let_go(
    database: Database,
    interview_id: uuid.UUID,
    visit: uuid.UUID,
    *,
    elapsed_ms: int,
    clock: Clock,
    silence: float = 0.0,
    used: Sequence[Used] = (),
) -> None:
    """Give a visit's lease back. Never raises: the visit's own outcome matters more."""

    async def write() -> None:
        async with database.transaction() as db:
            await leave_room(
                db,
                interview_id,
                visit,
                elapsed_ms=elapsed_ms,
                now=clock(),
                silence=timedelta(seconds=silence),
            )
            await add_usage(db, interview_id, used)

    try:
        await wait_out(write, seconds=0)
    except Exception as problem:
        if is_outage(problem):
            log(__name__).warning("the lease could not be given back")
        else:
            log(__name__).exception("the lease could not be given back")
