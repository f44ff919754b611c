"""What a dead worker had taken up goes back to the queue, at once where that can be told.

PgQueuer by itself waits until a task's heartbeat is late, and looks no more often than every half
minute: whoever waits for the task would wait a minute. So each worker holds a lock of the server's,
named after it, on the connection with which it takes tasks. The server releases it when that
connection is gone, however the worker ended, and what was taken up under a name whose lock nobody
holds is nobody's. A machine that vanishes without a goodbye keeps its lock until the network gives
up; for it the late heartbeat counts.

A task may be what kills its workers. Each loss is counted in the task's headers, the next try waits
longer each time, and after `MOST` losses it is given up (`tasks.py`).
"""

import datetime
import uuid
from collections.abc import Mapping

from sqlalchemy import text
from sqlalchemy.ext.asyncio import AsyncSession

EVERY_SECONDS = 5.0
"""How often a worker looks for what others lost; it looks once when it starts, too."""
MOST = 6
"""Losses after which a task is given up: three minutes of them, with the delays below."""
LOST = "lost"
"""The header that counts them."""
HOLD = "select pg_advisory_lock_shared($1, $2)"
WORKERS = int.from_bytes(b"task")
"""The first half of the locks' names; the second is `lock_name`."""

WAKE = """
    select pg_notify('ch_pgqueuer', cast(json_build_object(
        'channel', 'ch_pgqueuer', 'operation', 'update', 'sent_at', now(), 'table', 'pgqueuer',
        'type', 'table_changed_event') as text))
"""
"""Tells the workers to look. PgQueuer's own trigger tells of new tasks and of finished ones, not of one that
waits again: it compares rows, and as a trigger of the statement it has none."""

_PUT_BACK = text(
    """
    with alive as materialized (
        select objid::bigint as name from pg_locks
        where locktype = 'advisory' and classid = :workers and objsubid = 2 and granted
          and database = (select oid from pg_database where datname = current_database())
    ), lost as (
        select id, coalesce((headers ->> 'lost')::int, 0) as times from pgqueuer
        where status = 'picked' and entrypoint = any(:names)
          and (heartbeat < now() - cast(:late as interval)
               or ('x0' || left(queue_manager_id::text, 7))::bit(32)::bigint not in (select name from alive))
        for update skip locked
    )
    update pgqueuer as task
    set status = 'queued', queue_manager_id = null, updated = now(),
        execute_after = now() + case when times = 0 or times + 1 >= :most then interval '0'
            else interval '2 s' * power(4, times - 1) end,
        headers = coalesce(headers, '{}') || jsonb_build_object('lost', times + 1)
    from lost where task.id = lost.id
    returning task.id
    """
)


def lock_name(worker: uuid.UUID) -> int:
    """28 bits of a worker's id, as the statement above cuts them out of its text."""
    return int(worker.hex[:7], 16)


async def put_back_lost(
    db: AsyncSession, names: list[str], *, late: datetime.timedelta
) -> list[int]:
    """Put back what workers that are gone had taken up; gives the tasks' numbers.

    `names` are the tasks that this process runs, `late` is how old a heartbeat may be.
    """
    values = {"workers": WORKERS, "names": names, "late": late, "most": MOST}
    found = list(await db.scalars(_PUT_BACK, values))
    if found:
        await db.execute(text(WAKE))
    return found


def times_lost(headers: Mapping[str, object] | None) -> int:
    """How often a task's worker has died with it."""
    count = (headers or {}).get(LOST, 0)
    return count if isinstance(count, int) else 0
