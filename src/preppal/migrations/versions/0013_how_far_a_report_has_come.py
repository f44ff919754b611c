"""How far a report's making has come, and why the last try failed."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0013"
down_revision = "0010"


def upgrade() -> None:
    op.add_column(
        "feedback",
        sa.Column("progress", postgresql.JSONB(), server_default="{}", nullable=False),
    )
    op.add_column("feedback", sa.Column("failure", sa.Text(), nullable=True))
    op.create_index(
        "ix_feedback_waiting",
        "feedback",
        ["requested_at"],
        postgresql_where=sa.text("status = 'WAITING'"),
    )


def downgrade() -> None:
    op.drop_index("ix_feedback_waiting", table_name="feedback")
    op.drop_column("feedback", "failure")
    op.drop_column("feedback", "progress")
