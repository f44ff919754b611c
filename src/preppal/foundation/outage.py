"""A database that has gone away for a moment: telling that from a refusal, and waiting it out.

Servers restart, fail over and are suspended; a connection that was good a second ago is closed. The
pool replaces its connections by itself; what was under way has to be done again by whoever knows
that it may be done twice.
"""

import asyncio
from collections.abc import Awaitable, Callable
from typing import TypeVar

from sqlalchemy import exc

from preppal.foundation.errors import Conflict, Unavailable
from preppal.foundation.i18n import N_

Result = TypeVar("Result")

ATTEMPT_SECONDS = 10.0
"""A short transaction that takes longer than this waits for a server that is gone."""
FIRST_PAUSE = 0.05
LONGEST_PAUSE = 0.5
"""Seconds between attempts, doubling from the first to the longest."""

AWAY = ("08", "57P")
"""Beginnings of SQLSTATE: connection exceptions, and a server that stops or is starting."""
OUT_OF_STEP = ("cannot switch to state", "not connected")
DEADLOCK = "40P01"


class DatabaseAway(Unavailable):
    message = N_("The server cannot reach its database just now. Try again in a moment.")


class GaveWay(Conflict):
    """Two transactions waited for each other, and this one was chosen to end: it has written nothing."""


def is_outage(problem: BaseException) -> bool:
    """Whether the database did not answer, as opposed to having refused what it was asked."""
    if isinstance(problem, exc.DBAPIError):
        return problem.connection_invalidated or _is_away(problem.orig)
    return _is_away(problem) or isinstance(
        problem, OSError | TimeoutError | exc.TimeoutError | DatabaseAway
    )


def is_deadlock(problem: BaseException) -> bool:
    """Whether the database has ended this transaction so that another one, which waited for it, could go on."""
    return isinstance(problem, exc.DBAPIError) and _state_of(problem.orig) == DEADLOCK


def _state_of(problem: BaseException | None) -> str:
    return str(getattr(problem, "sqlstate", None) or "")


def _is_away(problem: BaseException | None) -> bool:
    """What the driver says: a state of the server, or that it has no connection any more."""
    if _state_of(problem).startswith(AWAY):
        return True
    # The driver has no classes of its own for these, and the mapper's bear the same names.
    match type(problem).__name__:
        case "InterfaceError":
            return "closed" in str(problem)
        case "InternalClientError":
            # The server's goodbye has been read, the end of its connection has not: until then the driver
            # takes the goodbye for an operation that is in progress. Ours would be an InterfaceError.
            return any(words in str(problem) for words in OUT_OF_STEP)
        case _:
            return False


async def wait_out(
    work: Callable[[], Awaitable[Result]],
    *,
    seconds: float,
    away: Callable[[], Awaitable[None]] | None = None,
) -> Result:
    """Do ``work``, again while the database is away, for about ``seconds``; gives its result.

    An attempt that raised may have been committed all the same, its answer lost: ``work`` must be
    safe to do twice. ``away`` is called once, after the first attempt that failed.

    Raises:
        DatabaseAway: it did not come back in time.
    """
    now = asyncio.get_running_loop().time
    until = now() + seconds
    pause = FIRST_PAUSE
    while True:
        try:
            async with asyncio.timeout(ATTEMPT_SECONDS):
                return await work()
        except Exception as problem:
            if not is_outage(problem):
                raise
            if now() + pause > until:
                raise DatabaseAway() from problem
        if away is not None:
            told, away = away, None
            await told()
        await asyncio.sleep(pause)
        pause = min(2 * pause, LONGEST_PAUSE)
