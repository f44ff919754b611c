"""What a paid voice used in an interview, added up over its visits."""

import uuid
from collections.abc import Mapping, Sequence
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.interviews.lease_writes import INTERVIEWS
from preppal.interviews.live.engine import Used

SET_USAGE = (
    update(INTERVIEWS)
    .where(INTERVIEWS.c.id == bindparam("interview"))
    .values(usage=bindparam("total"))
)


def added(kept: Mapping[str, Any], used: Sequence[Used]) -> dict[str, Any]:
    """``kept`` with more: the engine's and the model's name, tokens by kind, seconds of sound."""
    total: dict[str, Any] = {"tokens": {}, "sound_up_s": 0.0, "sound_down_s": 0.0, **kept}
    tokens = dict(total["tokens"])
    for more in used:
        total["engine"], total["model"] = more.engine, more.model
        for kind, count in more.tokens.items():
            tokens[kind] = tokens.get(kind, 0) + count
        total["sound_up_s"] = round(total["sound_up_s"] + more.up_ms / 1000, 3)
        total["sound_down_s"] = round(total["sound_down_s"] + more.down_ms / 1000, 3)
    return total | {"tokens": tokens}


async def add_usage(db: AsyncSession, interview_id: uuid.UUID, used: Sequence[Used]) -> None:
    """Write it to the interview's row, which this transaction has locked before. Whoever holds the
    room now: it was used."""
    if not used:
        return
    kept = await db.scalar(select(INTERVIEWS.c.usage).where(INTERVIEWS.c.id == interview_id))
    if kept is not None:
        values = {"interview": interview_id, "total": added(kept, used)}
        await db.execute(SET_USAGE, values)
