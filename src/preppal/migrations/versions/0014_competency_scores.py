"""The scores of an interview, one row a competency."""

import sqlalchemy as sa
from alembic import op

revision = "0014"
down_revision = "0013"


def upgrade() -> None:
    op.create_table(
        "competency_scores",
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("competency", sa.Text(), nullable=False),
        sa.Column("score", sa.Double(), nullable=True),
        sa.Column("confidence", sa.Double(), nullable=False),
        sa.Column("answers", sa.Integer(), nullable=False),
        sa.Column("version", sa.Text(), nullable=False),
        sa.CheckConstraint("score between 1 and 5", name=op.f("ck_competency_scores_score")),
        sa.CheckConstraint(
            "confidence between 0 and 1", name=op.f("ck_competency_scores_confidence")
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["feedback.interview_id"],
            name=op.f("fk_competency_scores_interview_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("interview_id", "competency", name=op.f("pk_competency_scores")),
    )


def downgrade() -> None:
    op.drop_table("competency_scores")
