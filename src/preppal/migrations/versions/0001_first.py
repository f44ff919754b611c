"""The first tables."""

from importlib.resources import files
from typing import Any

from alembic import op

from preppal.foundation.database import Base

revision = "0001"
down_revision = None


def upgrade() -> None:
    queue = (files("preppal.migrations") / "pgqueuer.sql").read_text()
    # Many statements at once: only the driver itself takes that.
    adapted: Any = op.get_bind().connection.dbapi_connection
    adapted.run_async(lambda driver: driver.execute(queue))
    Base.metadata.create_all(op.get_bind())


def downgrade() -> None:
    raise NotImplementedError("There is nothing before the first tables.")
