"""${message}."""

% if down_revision is None:
from importlib.resources import files
from typing import Any

% endif
import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision = ${repr(up_revision)}
down_revision = ${repr(down_revision)}


def upgrade() -> None:
% if down_revision is None:
    queue = (files("preppal.migrations") / "pgqueuer.sql").read_text()
    # Many statements at once: only the driver itself takes that.
    adapted: Any = op.get_bind().connection.dbapi_connection
    adapted.run_async(lambda driver: driver.execute(queue))
% endif
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
% if down_revision is None:
    raise NotImplementedError("There is nothing before the first tables.")
% else:
    ${downgrades if downgrades else "pass"}
% endif
