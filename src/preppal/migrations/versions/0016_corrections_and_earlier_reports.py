"""What a turn says beside what was heard, reports that newer ones took the place of, and who is not measured.

A report that is there already is the first of its interview, and read nothing that was corrected.
"""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0014"

JSON = postgresql.JSONB(astext_type=sa.Text())


def upgrade() -> None:
    op.add_column(
        "users", sa.Column("delivery", sa.Text(), server_default="measured", nullable=False)
    )
    op.create_check_constraint(
        op.f("ck_users_delivery"), "users", "delivery in ('measured', 'left_out')"
    )
    op.add_column("feedback", sa.Column("number", sa.Integer(), server_default="1", nullable=False))
    op.add_column("feedback", sa.Column("corrected", JSON, server_default="{}", nullable=False))
    op.create_table(
        "feedback_reports",
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("assessment", JSON, nullable=False),
        sa.Column("corrected", JSON, nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["feedback.interview_id"],
            name=op.f("fk_feedback_reports_interview_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("interview_id", "number", name=op.f("pk_feedback_reports")),
    )
    op.create_table(
        "turn_corrections",
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("corrected_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["interview_id", "seq"],
            ["turns.interview_id", "turns.seq"],
            name=op.f("fk_turn_corrections_interview_id_seq"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("interview_id", "seq", name=op.f("pk_turn_corrections")),
    )


def downgrade() -> None:
    op.drop_table("turn_corrections")
    op.drop_table("feedback_reports")
    for name in ("corrected", "number"):
        op.drop_column("feedback", name)
    op.drop_constraint(op.f("ck_users_delivery"), "users", type_="check")
    op.drop_column("users", "delivery")
