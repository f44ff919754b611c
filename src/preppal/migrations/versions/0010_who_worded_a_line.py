"""Which model found the words of an interviewer's turn."""

import sqlalchemy as sa
from alembic import op

revision = "0010"
down_revision = "0009"


def upgrade() -> None:
    op.add_column("turns", sa.Column("worded_by", sa.Text(), nullable=True))


def downgrade() -> None:
    op.drop_column("turns", "worded_by")
