"""Hiring loops: panels, their stages, the interviews that hold them, and what they come to together."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0016"
down_revision = "0015"

# Words of an interview that is deleted go at once, also where a summary quotes them; the next one is made
# without them.
FORGETTING = (
    """
    create function panel_summaries_forget() returns trigger language plpgsql as $$
    begin
        delete from panel_summaries
            using interview_panels
            where interview_panels.id = panel_summaries.panel_id
                and interview_panels.user_id = old.user_id
                and exists (
                    select 1 from jsonb_array_elements(made_of) as read
                        where read ->> 1 = old.id::text
                );
        return null;
    end $$
    """,
    """
    create trigger panel_summaries_forget after delete on interview_sessions
        for each row execute function panel_summaries_forget()
    """,
)


def upgrade() -> None:
    op.create_table(
        "interview_panels",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("state", sa.Text(), nullable=False),
        sa.Column("template", sa.Text(), nullable=False),
        sa.Column("job_description_id", sa.Uuid(), nullable=True),
        sa.Column("resume_id", sa.Uuid(), nullable=True),
        sa.Column("level", sa.Text(), nullable=False),
        sa.Column("interview_on", sa.Date(), nullable=True),
        sa.Column("in_order", sa.Boolean(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("changed_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint(
            "level in ('junior','mid','senior')", name=op.f("ck_interview_panels_level")
        ),
        sa.CheckConstraint("state in ('OPEN','ARCHIVED')", name=op.f("ck_interview_panels_state")),
        sa.CheckConstraint(
            "char_length(btrim(name)) between 1 and 80", name=op.f("ck_interview_panels_name")
        ),
        sa.ForeignKeyConstraint(
            ["job_description_id"],
            ["job_descriptions.id"],
            name=op.f("fk_interview_panels_job_description_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["resume_id"],
            ["resumes.id"],
            name=op.f("fk_interview_panels_resume_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_interview_panels_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_panels")),
        sa.UniqueConstraint(
            "user_id", "idempotency_key", name=op.f("uq_interview_panels_user_id_idempotency_key")
        ),
    )
    op.create_index(
        op.f("ix_interview_panels_job_description_id"),
        "interview_panels",
        ["job_description_id"],
        unique=False,
    )
    op.create_index(
        op.f("ix_interview_panels_resume_id"), "interview_panels", ["resume_id"], unique=False
    )
    op.create_index(
        "ix_interview_panels_user_id_id", "interview_panels", ["user_id", "id"], unique=False
    )
    op.create_table(
        "interview_panel_stages",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column(
            "focus", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False
        ),
        sa.Column("note", sa.Text(), server_default="", nullable=False),
        sa.Column("persona_id", sa.Uuid(), nullable=True),
        sa.Column("persona", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("skipped_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "stage in ('recruiter','technical','design','hiring_manager','cross_functional','senior')",
            name=op.f("ck_interview_panel_stages_stage"),
        ),
        sa.CheckConstraint(
            "char_length(btrim(title)) between 1 and 60",
            name=op.f("ck_interview_panel_stages_title"),
        ),
        sa.CheckConstraint(
            "minutes in (10, 30, 60)", name=op.f("ck_interview_panel_stages_minutes")
        ),
        sa.CheckConstraint("position >= 0", name=op.f("ck_interview_panel_stages_position")),
        sa.ForeignKeyConstraint(
            ["panel_id"],
            ["interview_panels.id"],
            name=op.f("fk_interview_panel_stages_panel_id"),
            ondelete="CASCADE",
        ),
        sa.ForeignKeyConstraint(
            ["persona_id"],
            ["personas.id"],
            name=op.f("fk_interview_panel_stages_persona_id"),
            ondelete="SET NULL",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_panel_stages")),
        sa.UniqueConstraint(
            "panel_id",
            "position",
            deferrable=True,
            initially="DEFERRED",
            name=op.f("uq_interview_panel_stages_panel_id_position"),
        ),
    )
    op.create_index(
        op.f("ix_interview_panel_stages_persona_id"),
        "interview_panel_stages",
        ["persona_id"],
        unique=False,
    )
    op.create_table(
        "panel_summaries",
        sa.Column("panel_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("number", sa.Integer(), server_default="0", nullable=False),
        sa.Column(
            "made_of", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False
        ),
        sa.Column("debrief", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.Column(
            "musts", postgresql.JSONB(astext_type=sa.Text()), server_default="[]", nullable=False
        ),
        sa.Column(
            "prose", postgresql.JSONB(astext_type=sa.Text()), server_default="{}", nullable=False
        ),
        sa.Column("failure", sa.Text(), nullable=True),
        sa.CheckConstraint(
            "status in ('WAITING','READY','FAILED')", name=op.f("ck_panel_summaries_status")
        ),
        sa.ForeignKeyConstraint(
            ["panel_id"],
            ["interview_panels.id"],
            name=op.f("fk_panel_summaries_panel_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("panel_id", name=op.f("pk_panel_summaries")),
    )
    op.create_index(
        "ix_panel_summaries_waiting",
        "panel_summaries",
        ["requested_at"],
        unique=False,
        postgresql_where="status = 'WAITING'",
    )
    op.add_column("interview_sessions", sa.Column("panel_stage_id", sa.Uuid(), nullable=True))
    op.add_column(
        "interview_sessions",
        sa.Column(
            "hand_over",
            postgresql.JSONB(astext_type=sa.Text()),
            server_default="{}",
            nullable=False,
        ),
    )
    op.create_index(
        "ix_interview_sessions_panel_stage_id",
        "interview_sessions",
        ["panel_stage_id"],
        unique=False,
    )
    op.create_index(
        "uq_interview_sessions_open_stage",
        "interview_sessions",
        ["panel_stage_id"],
        unique=True,
        postgresql_where="status in ('READY','LIVE')",
    )
    op.create_foreign_key(
        op.f("fk_interview_sessions_panel_stage_id"),
        "interview_sessions",
        "interview_panel_stages",
        ["panel_stage_id"],
        ["id"],
        ondelete="SET NULL",
    )

    for statement in FORGETTING:
        op.execute(statement)


def downgrade() -> None:
    op.execute("drop trigger panel_summaries_forget on interview_sessions")
    op.execute("drop function panel_summaries_forget()")
    op.drop_constraint(
        op.f("fk_interview_sessions_panel_stage_id"), "interview_sessions", type_="foreignkey"
    )
    op.drop_index(
        "uq_interview_sessions_open_stage",
        table_name="interview_sessions",
        postgresql_where="status in ('READY','LIVE')",
    )
    op.drop_index("ix_interview_sessions_panel_stage_id", table_name="interview_sessions")
    op.drop_column("interview_sessions", "hand_over")
    op.drop_column("interview_sessions", "panel_stage_id")
    op.drop_index(
        "ix_panel_summaries_waiting",
        table_name="panel_summaries",
        postgresql_where="status = 'WAITING'",
    )
    op.drop_table("panel_summaries")
    op.drop_index(op.f("ix_interview_panel_stages_persona_id"), table_name="interview_panel_stages")
    op.drop_table("interview_panel_stages")
    op.drop_index("ix_interview_panels_user_id_id", table_name="interview_panels")
    op.drop_index(op.f("ix_interview_panels_resume_id"), table_name="interview_panels")
    op.drop_index(op.f("ix_interview_panels_job_description_id"), table_name="interview_panels")
    op.drop_table("interview_panels")
