"""Postings and their versions."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0004"
down_revision = "0003"


def upgrade() -> None:
    op.create_table(
        "job_postings",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("merged_into_id", sa.Uuid(), nullable=True),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "merged_into_id is null or merged_into_id <> id", name=op.f("ck_job_postings_merged")
        ),
        sa.ForeignKeyConstraint(
            ["merged_into_id"],
            ["job_postings.id"],
            name=op.f("fk_job_postings_merged_into_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_postings")),
    )
    op.create_index(
        "ix_job_postings_merged_into_id", "job_postings", ["merged_into_id"], unique=False
    )
    op.create_table(
        "posting_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("posting_id", sa.Uuid(), nullable=False),
        sa.Column("text_hash", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("company_key", sa.Text(), nullable=False),
        sa.Column("years", postgresql.ARRAY(sa.SmallInteger()), nullable=False),
        sa.Column("bands", postgresql.ARRAY(sa.Integer()), nullable=False),
        sa.Column("pieces", sa.LargeBinary(), nullable=False),
        sa.Column("words", sa.LargeBinary(), nullable=False),
        sa.Column("method", sa.SmallInteger(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["posting_id"], ["job_postings.id"], name=op.f("fk_posting_versions_posting_id")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_posting_versions")),
        sa.UniqueConstraint("text_hash", name=op.f("uq_posting_versions_text_hash")),
    )
    op.create_index(
        "ix_posting_versions_bands",
        "posting_versions",
        ["bands"],
        unique=False,
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.create_index(
        "ix_posting_versions_company",
        "posting_versions",
        ["company_key", "created_at"],
        unique=False,
    )
    op.create_index(
        "ix_posting_versions_method", "posting_versions", ["method", "id"], unique=False
    )
    op.create_index(
        "ix_posting_versions_posting_id", "posting_versions", ["posting_id"], unique=False
    )
    op.add_column("job_descriptions", sa.Column("version_id", sa.Uuid(), nullable=True))
    op.add_column(
        "job_descriptions", sa.Column("archived_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.create_index(
        "ix_job_descriptions_version_id", "job_descriptions", ["version_id"], unique=False
    )
    op.create_foreign_key(
        op.f("fk_job_descriptions_version_id"),
        "job_descriptions",
        "posting_versions",
        ["version_id"],
        ["id"],
    )


def downgrade() -> None:
    op.drop_constraint(
        op.f("fk_job_descriptions_version_id"), "job_descriptions", type_="foreignkey"
    )
    op.drop_index("ix_job_descriptions_version_id", table_name="job_descriptions")
    op.drop_column("job_descriptions", "archived_at")
    op.drop_column("job_descriptions", "version_id")
    op.drop_index("ix_posting_versions_posting_id", table_name="posting_versions")
    op.drop_index("ix_posting_versions_method", table_name="posting_versions")
    op.drop_index("ix_posting_versions_company", table_name="posting_versions")
    op.drop_index(
        "ix_posting_versions_bands",
        table_name="posting_versions",
        postgresql_using="gin",
        postgresql_with={"fastupdate": "off"},
    )
    op.drop_table("posting_versions")
    op.drop_index("ix_job_postings_merged_into_id", table_name="job_postings")
    op.drop_table("job_postings")
