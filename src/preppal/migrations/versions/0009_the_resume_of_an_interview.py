"""The resume an interview is held with, as it was when the interview was set up."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0009"
down_revision = "0008"


def upgrade() -> None:
    op.add_column("interview_sessions", sa.Column("resume_id", sa.Uuid(), nullable=True))
    for name in ("resume", "fit"):
        op.add_column(
            "interview_sessions",
            sa.Column(
                name,
                postgresql.JSONB(astext_type=sa.Text()),
                server_default="{}",
                nullable=False,
            ),
        )
    op.create_foreign_key(
        op.f("fk_interview_sessions_resume_id"),
        "interview_sessions",
        "resumes",
        ["resume_id"],
        ["id"],
        ondelete="SET NULL",
    )
    op.create_index(
        op.f("ix_interview_sessions_resume_id"), "interview_sessions", ["resume_id"], unique=False
    )


def downgrade() -> None:
    op.drop_index(op.f("ix_interview_sessions_resume_id"), table_name="interview_sessions")
    op.drop_constraint(
        op.f("fk_interview_sessions_resume_id"), "interview_sessions", type_="foreignkey"
    )
    for name in ("fit", "resume", "resume_id"):
        op.drop_column("interview_sessions", name)
