"""Patience of a person, gaps and usage of an interview."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0002"
down_revision = "0001"


def upgrade() -> None:
    op.add_column(
        "interview_sessions",
        sa.Column(
            "gaps", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False
        ),
    )
    op.add_column(
        "interview_sessions",
        sa.Column(
            "usage", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False
        ),
    )
    op.add_column("users", sa.Column("patience", sa.Text(), server_default="usual", nullable=False))
    op.create_check_constraint(
        op.f("ck_users_patience"), "users", "patience in ('usual', 'longer', 'longest')"
    )


def downgrade() -> None:
    op.drop_constraint(op.f("ck_users_patience"), "users")
    op.drop_column("users", "patience")
    op.drop_column("interview_sessions", "usage")
    op.drop_column("interview_sessions", "gaps")
