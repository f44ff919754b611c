"""Run by Alembic: `foundation.migrating` has opened the connection and the transaction."""

from typing import Literal

from alembic import context

from preppal.foundation.database import Base, Moment
from preppal.foundation.migrating import ours
from preppal.migrations import tables

assert tables.MODELS is not None


def plain_types(kind: str, thing: object, _context: object) -> str | Literal[False]:
    """Write the SQL type into a migration, not our class, which may change or go."""
    return "sa.DateTime(timezone=True)" if kind == "type" and isinstance(thing, Moment) else False


context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=Base.metadata,
    include_name=ours,
    render_item=plain_types,
    compare_type=True,
    compare_server_default=True,
)
with context.begin_transaction():
    context.run_migrations()
