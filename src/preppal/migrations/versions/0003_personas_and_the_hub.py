"""Persona versions, Hub, favourites, ratings and reports."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0003"
down_revision = "0002"

CHECKS = {
    "state": "state in ('DRAFT','LIVE','HIDDEN','RETIRED')",
    "draft_private": "state <> 'DRAFT' or visibility = 'PRIVATE'",
    "description": "char_length(description) <= 400",
    "line": "char_length(line) <= 160",
}

NEVER_CHANGED = (
    """
    create function persona_versions_never_change() returns trigger language plpgsql as $$
    begin
        raise exception 'a version of a persona is never changed';
    end $$
    """,
    """
    create trigger persona_versions_never_change before update on persona_versions
        for each row execute function persona_versions_never_change()
    """,
)


def upgrade() -> None:
    op.create_table(
        "persona_candidates",
        sa.Column("persona_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("finished", sa.Integer(), nullable=False),
        sa.ForeignKeyConstraint(
            ["persona_id"],
            ["personas.id"],
            name=op.f("fk_persona_candidates_persona_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_persona_candidates_user_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("persona_id", "user_id", name=op.f("pk_persona_candidates")),
    )
    op.create_index(
        "ix_persona_candidates_user_id", "persona_candidates", ["user_id"], unique=False
    )
    op.create_table(
        "persona_decisions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("persona_id", sa.Uuid(), nullable=False),
        sa.Column("decided_by", sa.Uuid(), nullable=True),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("act in ('hide','restore')", name=op.f("ck_persona_decisions_act")),
        sa.CheckConstraint(
            "char_length(btrim(reason)) between 1 and 500", name=op.f("ck_persona_decisions_reason")
        ),
        sa.ForeignKeyConstraint(
            ["decided_by"],
            ["users.id"],
            name=op.f("fk_persona_decisions_decided_by"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["persona_id"],
            ["personas.id"],
            name=op.f("fk_persona_decisions_persona_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persona_decisions")),
    )
    op.create_index(
        op.f("ix_persona_decisions_decided_by"), "persona_decisions", ["decided_by"], unique=False
    )
    op.create_index(
        "ix_persona_decisions_persona_id", "persona_decisions", ["persona_id", "id"], unique=False
    )
    op.create_table(
        "persona_favourites",
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("persona_id", sa.Uuid(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["persona_id"],
            ["personas.id"],
            name=op.f("fk_persona_favourites_persona_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_persona_favourites_user_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("user_id", "persona_id", name=op.f("pk_persona_favourites")),
    )
    op.create_index(
        "ix_persona_favourites_persona_id", "persona_favourites", ["persona_id"], unique=False
    )
    op.create_table(
        "persona_ratings",
        sa.Column("persona_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("is_helpful", sa.Boolean(), nullable=False),
        sa.Column("rated_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["persona_id"],
            ["personas.id"],
            name=op.f("fk_persona_ratings_persona_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_persona_ratings_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("persona_id", "user_id", name=op.f("pk_persona_ratings")),
    )
    op.create_index("ix_persona_ratings_user_id", "persona_ratings", ["user_id"], unique=False)
    op.create_table(
        "persona_reports",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("persona_id", sa.Uuid(), nullable=False),
        sa.Column("persona_version", sa.Integer(), nullable=False),
        sa.Column("reported_by", sa.Uuid(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("note", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("settled_by", sa.Uuid(), nullable=True),
        sa.Column("settled_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "reason in ('abusive','discriminates','private_data','misleading','other')",
            name=op.f("ck_persona_reports_reason"),
        ),
        sa.CheckConstraint(
            "state in ('OPEN','UPHELD','DISMISSED')", name=op.f("ck_persona_reports_state")
        ),
        sa.CheckConstraint("char_length(note) <= 500", name=op.f("ck_persona_reports_note")),
        sa.ForeignKeyConstraint(
            ["persona_id"],
            ["personas.id"],
            name=op.f("fk_persona_reports_persona_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["reported_by"],
            ["users.id"],
            name=op.f("fk_persona_reports_reported_by"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["settled_by"],
            ["users.id"],
            name=op.f("fk_persona_reports_settled_by"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persona_reports")),
    )
    op.create_index(
        "ix_persona_reports_once",
        "persona_reports",
        ["persona_id", "reported_by"],
        unique=True,
        postgresql_where="state = 'OPEN'",
    )
    op.create_index(
        "ix_persona_reports_open",
        "persona_reports",
        ["id"],
        unique=False,
        postgresql_where="state = 'OPEN'",
    )
    op.create_index(
        "ix_persona_reports_reported_by", "persona_reports", ["reported_by"], unique=False
    )
    op.create_index(
        op.f("ix_persona_reports_settled_by"), "persona_reports", ["settled_by"], unique=False
    )
    op.create_table(
        "persona_versions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("persona_id", sa.Uuid(), nullable=False),
        sa.Column("number", sa.Integer(), nullable=False),
        sa.Column("content", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["persona_id"],
            ["personas.id"],
            name=op.f("fk_persona_versions_persona_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_persona_versions")),
        sa.UniqueConstraint(
            "persona_id", "number", name=op.f("uq_persona_versions_persona_id_number")
        ),
    )
    op.add_column(
        "personas",
        sa.Column(
            "stages", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False
        ),
    )
    op.add_column(
        "personas",
        sa.Column(
            "languages",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default='["en"]',
            nullable=False,
        ),
    )
    op.add_column("personas", sa.Column("state", sa.Text(), server_default="LIVE", nullable=False))
    op.add_column(
        "personas", sa.Column("version", sa.Integer(), server_default="1", nullable=False)
    )
    op.add_column(
        "personas", sa.Column("hidden_reason", sa.Text(), server_default="", nullable=False)
    )
    op.add_column("personas", sa.Column("edited_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column("personas", sa.Column("published_at", sa.DateTime(timezone=True), nullable=True))
    op.add_column(
        "personas", sa.Column("finished_count", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "personas", sa.Column("candidate_count", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "personas", sa.Column("rating_count", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "personas", sa.Column("helpful_count", sa.Integer(), server_default="0", nullable=False)
    )
    op.add_column(
        "personas", sa.Column("helpful_score", sa.Float(), server_default="0", nullable=False)
    )
    op.add_column("personas", sa.Column("search", postgresql.TSVECTOR(), nullable=True))
    op.add_column(
        "personas",
        sa.Column("facets", postgresql.ARRAY(sa.Text()), server_default="{}", nullable=False),
    )
    op.create_index(
        "ix_personas_facets", "personas", ["facets"], unique=False, postgresql_using="gin"
    )
    op.create_index(
        "ix_personas_helpful",
        "personas",
        [sa.literal_column("helpful_score desc"), sa.literal_column("id desc")],
        unique=False,
        postgresql_where="visibility = 'PUBLIC' and state = 'LIVE'",
    )
    op.create_index(
        "ix_personas_new",
        "personas",
        [sa.literal_column("published_at desc"), sa.literal_column("id desc")],
        unique=False,
        postgresql_where="visibility = 'PUBLIC' and state = 'LIVE'",
    )
    op.create_index(
        "ix_personas_search", "personas", ["search"], unique=False, postgresql_using="gin"
    )
    op.create_index(
        "ix_personas_trade",
        "personas",
        ["trade"],
        unique=False,
        postgresql_where="visibility = 'PUBLIC' and state = 'LIVE'",
    )
    op.create_index(
        "ix_personas_used",
        "personas",
        [sa.literal_column("finished_count desc"), sa.literal_column("id desc")],
        unique=False,
        postgresql_where="visibility = 'PUBLIC' and state = 'LIVE'",
    )
    op.execute("update personas set state = 'RETIRED' where retired_at is not null")
    op.execute("update personas set published_at = created_at where visibility = 'PUBLIC'")
    op.execute("update personas set stages = jsonb_build_array(stage)")
    op.drop_column("personas", "retired_at")
    for name, condition in CHECKS.items():
        op.create_check_constraint(op.f(f"ck_personas_{name}"), "personas", condition)
    for statement in NEVER_CHANGED:
        op.execute(statement)


def downgrade() -> None:
    for name in CHECKS:
        op.drop_constraint(op.f(f"ck_personas_{name}"), "personas")
    op.add_column(
        "personas",
        sa.Column(
            "retired_at", postgresql.TIMESTAMP(timezone=True), autoincrement=False, nullable=True
        ),
    )
    op.execute("update personas set retired_at = now() where state = 'RETIRED'")
    op.drop_index(
        "ix_personas_used",
        table_name="personas",
        postgresql_where="visibility = 'PUBLIC' and state = 'LIVE'",
    )
    op.drop_index(
        "ix_personas_trade",
        table_name="personas",
        postgresql_where="visibility = 'PUBLIC' and state = 'LIVE'",
    )
    op.drop_index("ix_personas_search", table_name="personas", postgresql_using="gin")
    op.drop_index(
        "ix_personas_new",
        table_name="personas",
        postgresql_where="visibility = 'PUBLIC' and state = 'LIVE'",
    )
    op.drop_index(
        "ix_personas_helpful",
        table_name="personas",
        postgresql_where="visibility = 'PUBLIC' and state = 'LIVE'",
    )
    op.drop_index("ix_personas_facets", table_name="personas", postgresql_using="gin")
    op.drop_column("personas", "facets")
    op.drop_column("personas", "search")
    op.drop_column("personas", "helpful_score")
    op.drop_column("personas", "helpful_count")
    op.drop_column("personas", "rating_count")
    op.drop_column("personas", "candidate_count")
    op.drop_column("personas", "finished_count")
    op.drop_column("personas", "published_at")
    op.drop_column("personas", "edited_at")
    op.drop_column("personas", "hidden_reason")
    op.drop_column("personas", "version")
    op.drop_column("personas", "state")
    op.drop_column("personas", "languages")
    op.drop_column("personas", "stages")
    op.drop_table("persona_versions")
    op.execute("drop function persona_versions_never_change()")
    op.drop_index(op.f("ix_persona_reports_settled_by"), table_name="persona_reports")
    op.drop_index("ix_persona_reports_reported_by", table_name="persona_reports")
    op.drop_index(
        "ix_persona_reports_open", table_name="persona_reports", postgresql_where="state = 'OPEN'"
    )
    op.drop_index(
        "ix_persona_reports_once", table_name="persona_reports", postgresql_where="state = 'OPEN'"
    )
    op.drop_table("persona_reports")
    op.drop_index("ix_persona_ratings_user_id", table_name="persona_ratings")
    op.drop_table("persona_ratings")
    op.drop_index("ix_persona_favourites_persona_id", table_name="persona_favourites")
    op.drop_table("persona_favourites")
    op.drop_index("ix_persona_decisions_persona_id", table_name="persona_decisions")
    op.drop_index(op.f("ix_persona_decisions_decided_by"), table_name="persona_decisions")
    op.drop_table("persona_decisions")
    op.drop_index("ix_persona_candidates_user_id", table_name="persona_candidates")
    op.drop_table("persona_candidates")
