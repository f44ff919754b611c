"""Shared postings."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0006"
down_revision = "0005"


def upgrade() -> None:
    op.create_table(
        "posting_decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("other_id", sa.Uuid(), nullable=True),
        sa.Column("moved", postgresql.ARRAY(sa.Uuid()), server_default="{}", nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "act in ('merge','unmerge','split','hide','restore')",
            name=op.f("ck_posting_decisions_act"),
        ),
        sa.CheckConstraint("char_length(reason) <= 500", name=op.f("ck_posting_decisions_reason")),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["users.id"],
            name=op.f("fk_posting_decisions_decided_by"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["posting_id"],
            ["job_postings.id"],
            name=op.f("fk_posting_decisions_posting_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting_decisions")),
    )
    op.create_index(
        "ix_posting_decisions_decided_by", "posting_decisions", ["decided_by"], unique=False
    )
    op.create_index(
        "ix_posting_decisions_posting_id", "posting_decisions", ["posting_id", "id"], unique=False
    )
    op.create_table(
        "posting_candidates",
        sa.Column("version_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_posting_candidates_user_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["version_id"],
            ["posting_versions.id"],
            name=op.f("fk_posting_candidates_version_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("version_id", "user_id", name=op.f("pk_posting_candidates")),
    )
    op.create_index(
        "ix_posting_candidates_user_id", "posting_candidates", ["user_id"], unique=False
    )
    op.create_table(
        "shared_texts",
        sa.Column("job_description_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("quality", sa.SmallInteger(), nullable=False),
        sa.Column("shared_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "char_length(content) between 1 and 20000", name=op.f("ck_shared_texts_content")
        ),
        sa.ForeignKeyConstraint(
            ["job_description_id"],
            ["job_descriptions.id"],
            name=op.f("fk_shared_texts_job_description_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("job_description_id", name=op.f("pk_shared_texts")),
    )
    op.add_column(
        "job_descriptions",
        sa.Column("is_outline", sa.Boolean(), server_default="false", nullable=False),
    )
    op.add_column(
        "job_descriptions",
        sa.Column(
            "corrections",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default="{}",
            nullable=False,
        ),
    )
    op.add_column("job_postings", sa.Column("best_text_id", sa.Uuid(), nullable=True))
    op.add_column("job_postings", sa.Column("shared_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "job_postings",
        sa.Column("practised_count", sa.Integer(), server_default="0", nullable=False),
    )
    op.add_column("job_postings", sa.Column("search", postgresql.TSVECTOR(), nullable=True))
    op.add_column("job_postings", sa.Column("hidden_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "job_postings", sa.Column("hidden_reason", sa.Text(), server_default="", nullable=False)
    )
    op.create_index("ix_job_postings_best_text_id", "job_postings", ["best_text_id"], unique=False)
    op.create_index(
        "ix_job_postings_new",
        "job_postings",
        [sa.literal_column("shared_at desc"), sa.literal_column("id desc")],
        unique=False,
        postgresql_where=sa.text("best_text_id is not null and hidden_at is null"),
    )
    op.create_index(
        "ix_job_postings_practised",
        "job_postings",
        [sa.literal_column("practised_count desc"), sa.literal_column("id desc")],
        unique=False,
        postgresql_where=sa.text("best_text_id is not null and hidden_at is null"),
    )
    op.create_index(
        "ix_job_postings_search", "job_postings", ["search"], unique=False, postgresql_using="gin"
    )
    op.create_foreign_key(
        op.f("fk_job_postings_best_text_id"),
        "job_postings",
        "shared_texts",
        ["best_text_id"],
        ["job_description_id"],
        ondelete="SET NULL",
    )


def downgrade() -> None:
    op.drop_constraint(op.f("fk_job_postings_best_text_id"), "job_postings", type_="foreignkey")
    op.drop_index("ix_job_postings_search", table_name="job_postings", postgresql_using="gin")
    op.drop_index(
        "ix_job_postings_practised",
        table_name="job_postings",
        postgresql_where=sa.text("best_text_id is not null and hidden_at is null"),
    )
    op.drop_index(
        "ix_job_postings_new",
        table_name="job_postings",
        postgresql_where=sa.text("best_text_id is not null and hidden_at is null"),
    )
    op.drop_index("ix_job_postings_best_text_id", table_name="job_postings")
    op.drop_column("job_postings", "hidden_reason")
    op.drop_column("job_postings", "hidden_at")
    op.drop_column("job_postings", "search")
    op.drop_column("job_postings", "practised_count")
    op.drop_column("job_postings", "shared_at")
    op.drop_column("job_postings", "best_text_id")
    op.drop_column("job_descriptions", "corrections")
    op.drop_column("job_descriptions", "is_outline")
    op.drop_table("shared_texts")
    op.drop_index("ix_posting_candidates_user_id", table_name="posting_candidates")
    op.drop_table("posting_candidates")
    op.drop_index("ix_posting_decisions_posting_id", table_name="posting_decisions")
    op.drop_index("ix_posting_decisions_decided_by", table_name="posting_decisions")
    op.drop_table("posting_decisions")
