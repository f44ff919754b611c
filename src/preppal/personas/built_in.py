"""The personas that come along, written in built_in.toml, published into the table at the start."""

import datetime
import tomllib
from functools import cache
from importlib import resources
from typing import Any

from sqlalchemy import case, exists, or_, select, update
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.ext.asyncio import AsyncSession

from preppal.foundation.database import uuid7
from preppal.personas.listing import facets_of, search_vector
from preppal.personas.model import Persona, PersonaVersion, State, Visibility, snapshot


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
            "stages": entry["stages"],
            "languages": entry["languages"],
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
    fresh = insert(Persona).values([_row(entry, now) for entry in entries])
    written = {name: fresh.excluded[name] for name in entries[0] if name != "slug"}
    changed = [getattr(Persona, name).is_distinct_from(value) for name, value in written.items()]
    returning = Persona.state == State.RETIRED
    await db.execute(
        fresh.on_conflict_do_update(
            index_elements=[Persona.slug],
            set_={
                **written,
                "search": fresh.excluded.search,
                "facets": fresh.excluded.facets,
                "version": Persona.version + 1,
                "edited_at": now,
                # what a moderator hid stays hidden
                "state": case((returning, State.LIVE), else_=Persona.state),
            },
            where=or_(*changed, returning),
        )
    )
    await db.execute(
        update(Persona)
        .where(
            Persona.slug.is_not(None),
            Persona.slug.not_in([entry["slug"] for entry in entries]),
            Persona.state != State.RETIRED,
        )
        .values(state=State.RETIRED)
    )
    await _keep_versions(db, now)


def _row(entry: dict[str, Any], now: datetime.datetime) -> dict[str, Any]:
    persona = Persona(**entry)
    return {
        "id": uuid7(),
        "created_at": now,
        "published_at": now,
        "visibility": Visibility.PUBLIC,
        "state": State.LIVE,
        "search": search_vector(persona),
        "facets": facets_of(persona),
        **entry,
    }


async def _keep_versions(db: AsyncSession, now: datetime.datetime) -> None:
    """A version for each built-in persona whose present one is not kept yet."""
    kept = exists().where(
        PersonaVersion.persona_id == Persona.id, PersonaVersion.number == Persona.version
    )
    missing = list(await db.scalars(select(Persona).where(Persona.slug.is_not(None), ~kept)))
    if missing:
        rows = [
            {
                "id": uuid7(),
                "persona_id": persona.id,
                "number": persona.version,
                "content": snapshot(persona),
                "created_at": now,
            }
            for persona in missing
        ]
        await db.execute(insert(PersonaVersion).values(rows).on_conflict_do_nothing())
