"""The personas that come along, written in built_in.toml, published into the table at the start."""

import datetime
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from sqlalchemy import or_, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import uuid7
from preppal.personas.model import Persona, Visibility


@cache
def built_in_personas() -> tuple[dict[str, Any], ...]:
    """Rows of the built-in personas in the file's order, without id and time."""
    text = resources.files("preppal.personas").joinpath("built_in.toml").read_text("utf-8")
    return tuple(
        {
            "slug": entry["slug"],
            "position": position,
            "name": entry["name"],
            "headline": entry["headline"],
            "description": entry["description"],
            "line": entry["line"],
            "stage": entry["stage"],
            "trade": entry["trade"],
            "manner": entry["manner"],
            "system_instruction": entry["system_instruction"].strip(),
            "voice_settings": entry["voice"],
        }
        for position, entry in enumerate(tomllib.loads(text)["persona"])
    )


async def publish_built_in(db: AsyncSession, *, now: datetime.datetime) -> None:
    """Bring the table in line with the file; a second run, or another process, changes nothing.

    Rows go in by rising slug, so that two processes starting together take their locks in one order.
    A persona that has left the file is retired: interviews held with it keep their snapshot.
    """
    entries = sorted(built_in_personas(), key=lambda entry: entry["slug"])
    fresh = insert(Persona).values(
        [
            {"id": uuid7(), "created_at": now, "visibility": Visibility.PUBLIC, **entry}
            for entry in entries
        ]
    )
    written = {name: fresh.excluded[name] for name in entries[0] if name != "slug"}
    changed = [getattr(Persona, name).is_distinct_from(value) for name, value in written.items()]
    await db.execute(
        fresh.on_conflict_do_update(
            index_elements=[Persona.slug],
            set_={**written, "retired_at": None},
            where=or_(*changed, Persona.retired_at.is_not(None)),
        )
    )
    await db.execute(
        update(Persona)
        .where(
            Persona.slug.is_not(None),
            Persona.slug.not_in([entry["slug"] for entry in entries]),
            Persona.retired_at.is_(None),
        )
        .values(retired_at=now)
    )
