"""What a paid voice, and models that word lines and score answers, used in an interview, added up over its visits."""

import uuid
from collections.abc import Mapping, Sequence
from dataclasses import replace
from typing import Any

from sqlalchemy import bindparam, select, update
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import Database
from preppal.interviews.lease_writes import INTERVIEWS
from preppal.interviews.live.engine import WORDS, Used, words_used
from preppal.interviews.model import InterviewSession
from preppal.providers.protocols import WordsUsed

JUDGING = "judging"
"""Where the use of a model that scores answers is added up."""

SET_USAGE = (
    update(INTERVIEWS)
    .where(INTERVIEWS.c.id == bindparam("interview"))
    .values(usage=bindparam("total"))
)


def added(kept: Mapping[str, Any], used: Sequence[Used]) -> dict[str, Any]:
    """``kept`` with more: the engine's and the model's name, tokens by kind, seconds of sound; under "words" and
    "judging" what models that word lines and score answers used."""
    total: dict[str, Any] = {"tokens": {}, "sound_up_s": 0.0, "sound_down_s": 0.0, **kept}
    tokens = dict(total["tokens"])
    for more in used:
        if more.engine in (WORDS, JUDGING):
            total[more.engine] = _words_added(total.get(more.engine, {}), more)
            continue
        total["engine"], total["model"] = more.engine, more.model
        for kind, count in more.tokens.items():
            tokens[kind] = tokens.get(kind, 0) + count
        total["sound_up_s"] = round(total["sound_up_s"] + more.up_ms / 1000, 3)
        total["sound_down_s"] = round(total["sound_down_s"] + more.down_ms / 1000, 3)
    return total | {"tokens": tokens}


def _words_added(kept: Mapping[str, Any], more: Used) -> dict[str, Any]:
    """``cost_usd`` is None from the first request on whose price is not known: a part of it would mislead."""
    tokens = dict(kept.get("tokens", {}))
    for kind, count in more.tokens.items():
        tokens[kind] = tokens.get(kind, 0) + count
    before = kept.get("cost_usd", 0.0)
    known = before is not None and more.cost_usd is not None
    return {
        "model": more.model,
        "requests": kept.get("requests", 0) + 1,
        "tokens": tokens,
        "cost_usd": round(before + more.cost_usd, 6) if known else None,
    }


async def add_usage(
    db: AsyncSession, interview_id: uuid.UUID, used: Sequence[Used]
) -> dict[str, Any] | None:
    """Write it to the interview's row, which this transaction has locked before; gives what the row says now,
    None when nothing was asked of it. Whoever holds the room now: it was used."""
    if not used:
        return None
    kept = await db.scalar(select(INTERVIEWS.c.usage).where(INTERVIEWS.c.id == interview_id))
    if kept is None:
        return None
    total = added(kept, used)
    await db.execute(SET_USAGE, {"interview": interview_id, "total": total})
    return total


async def add_judging(
    database: Database, interview_id: uuid.UUID, used: Sequence[WordsUsed]
) -> None:
    """What scoring it took, in a transaction of its own: it was used, whatever becomes of the report."""
    if not used:
        return
    async with database.transaction() as db:
        await db.get(InterviewSession, interview_id, with_for_update=True)
        await add_usage(
            db, interview_id, [replace(words_used(one), engine=JUDGING) for one in used]
        )
