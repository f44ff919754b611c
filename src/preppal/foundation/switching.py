"""The mapper's plain functions run from coroutines, in greenlets that are used again.

SQLAlchemy runs them in a new greenlet each time. A new one has its memory mapped for it and unmapped when it ends:
a sixth of the processor time of a short transaction, and more the busier the machine is.

    db = SwitchingSession(engine, switches=Switches())
    await db.run_sync(work, 7)        # work(session, 7), which may wait for the database
"""

import sys
import threading
from collections.abc import Awaitable, Callable
from functools import partial
from typing import Any, Concatenate, ParamSpec, TypeVar

from greenlet import GreenletExit, getcurrent, greenlet
from sqlalchemy import Executable, Result
from sqlalchemy.ext.asyncio import AsyncSession
from sqlalchemy.orm import Session
from sqlalchemy.util import immutabledict

P = ParamSpec("P")
Given = TypeVar("Given")

BUFFERED = immutabledict({"prebuffer_rows": True})
"""All rows are there when a result is, as `AsyncSession` has it: nobody could wait for more."""
KEPT = 32
"""How many are kept, idle: more than an engine has connections by default."""


class _Worker(greenlet):  # type: ignore[misc]
    """Does one work after the other. Switches to its parent with what is to be awaited, and with itself when done."""

    __sqlalchemy_greenlet_provider__ = (
        True  # SQLAlchemy's sign that its `await_` may be called here
    )

    work: Callable[[], Any] | None = None
    result: Any = None
    problem: BaseException | None = None

    def run(self) -> None:
        while self.work is not None:
            try:
                self.result = self.work()
            except GreenletExit:  # nobody waits for it any more
                raise
            except BaseException as problem:
                self.problem = problem
            self.work = None
            self.parent.switch(self)

    def taken(self) -> Any:
        """What the work gave, or raised; keeps neither."""
        result, problem = self.result, self.problem
        self.result = self.problem = None
        if problem is None:
            return result
        try:
            raise problem
        finally:
            del problem  # with its frames, of which this is one


class Switches(threading.local):
    """Idle greenlets. They belong to their thread."""

    def __init__(self) -> None:
        self._idle: list[_Worker] = []

    async def run(self, work: Callable[P, Given], /, *values: P.args, **named: P.kwargs) -> Given:
        """What ``work`` gives. It sees the context of who asks; what it awaits is awaited here."""
        driver = getcurrent()
        worker = self._idle.pop() if self._idle else _Worker()
        worker.parent = driver
        worker.gr_context = driver.gr_context
        worker.work = partial(work, *values, **named)
        asked: Any = worker.switch()
        while asked is not worker:
            asked = await self._answered(worker, asked)
        worker.gr_context = None
        if len(self._idle) < KEPT:
            self._idle.append(worker)
        return worker.taken()  # type: ignore[no-any-return]

    async def _answered(self, worker: _Worker, asked: Awaitable[Any]) -> Any:
        try:
            answer = await asked
        except BaseException:
            return worker.throw(*sys.exc_info())
        return worker.switch(answer)


class SwitchingSession(AsyncSession):
    """A session whose statements, and `run_sync`, take a greenlet that is there already."""

    def __init__(self, *arguments: Any, switches: Switches, **named: Any) -> None:
        super().__init__(*arguments, **named)
        self._switches = switches

    async def run_sync(
        self, fn: Callable[Concatenate[Session, P], Given], *arg: P.args, **kw: P.kwargs
    ) -> Given:
        return await self._switches.run(fn, self.sync_session, *arg, **kw)

    async def execute(
        self, statement: Executable, params: Any = None, *, execution_options: Any = None, **kw: Any
    ) -> Result[Any]:
        """As `AsyncSession.execute`; `scalars` goes through here too. Rows of a server-side cursor come by `stream`."""
        options = BUFFERED.union(execution_options) if execution_options else BUFFERED
        execute: Callable[..., Result[Any]] = self.sync_session.execute
        return await self._switches.run(execute, statement, params, execution_options=options, **kw)

    async def scalar(self, statement: Executable, params: Any = None, **kw: Any) -> Any:
        scalar: Callable[..., Any] = self.sync_session.scalar
        return await self._switches.run(scalar, statement, params, **kw)
