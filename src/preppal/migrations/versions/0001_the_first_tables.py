"""The first tables."""

from importlib.resources import files
from typing import Any

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects import postgresql

revision = "0001"
down_revision = None


def upgrade() -> None:
    queue = (files("preppal.migrations") / "pgqueuer.sql").read_text()
    # Many statements at once: only the driver itself takes that.
    adapted: Any = op.get_bind().connection.dbapi_connection
    adapted.run_async(lambda driver: driver.execute(queue))
    op.create_table(
        "sign_in_codes",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("network", sa.Text(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("code_hash", sa.LargeBinary(), nullable=False),
        sa.Column("attempts", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("used_at", sa.DateTime(timezone=True), nullable=True),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_sign_in_codes")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_sign_in_codes_token_hash")),
    )
    op.create_index(
        op.f("ix_sign_in_codes_created_at"), "sign_in_codes", ["created_at"], unique=False
    )
    op.create_index(
        op.f("ix_sign_in_codes_email_created_at"),
        "sign_in_codes",
        ["email", "created_at"],
        unique=False,
    )
    op.create_index(
        op.f("ix_sign_in_codes_network_created_at"),
        "sign_in_codes",
        ["network", "created_at"],
        unique=False,
    )
    op.create_table(
        "users",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("email", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), server_default="", nullable=False),
        sa.Column("locale", sa.Text(), nullable=True),
        sa.Column("theme", sa.Text(), nullable=True),
        sa.Column("is_staff", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("locale in ('en', 'es', 'zh')", name=op.f("ck_users_locale")),
        sa.CheckConstraint("theme in ('auto', 'light', 'dark')", name=op.f("ck_users_theme")),
        sa.CheckConstraint("email = lower(email)", name=op.f("ck_users_email_folded")),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_users")),
        sa.UniqueConstraint("email", name=op.f("uq_users_email")),
    )
    op.create_table(
        "devices",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("token_hash", sa.LargeBinary(), nullable=False),
        sa.Column("label", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("expires_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_devices_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_devices")),
        sa.UniqueConstraint("token_hash", name=op.f("uq_devices_token_hash")),
    )
    op.create_index(op.f("ix_devices_expires_at"), "devices", ["expires_at"], unique=False)
    op.create_index(op.f("ix_devices_user_id"), "devices", ["user_id"], unique=False)
    op.create_table(
        "job_descriptions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("company", sa.Text(), nullable=False),
        sa.Column("content", sa.Text(), nullable=False),
        sa.Column("content_hash", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_used_at", sa.DateTime(timezone=True), nullable=False),
        sa.CheckConstraint("char_length(company) <= 200", name=op.f("ck_job_descriptions_company")),
        sa.CheckConstraint(
            "char_length(content) between 1 and 20000", name=op.f("ck_job_descriptions_content")
        ),
        sa.CheckConstraint("char_length(title) <= 200", name=op.f("ck_job_descriptions_title")),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_job_descriptions_user_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_job_descriptions")),
        sa.UniqueConstraint(
            "user_id", "content_hash", name=op.f("uq_job_descriptions_user_id_content_hash")
        ),
    )
    op.create_index(
        "ix_job_descriptions_user_id_last_used_at",
        "job_descriptions",
        ["user_id", "last_used_at", "id"],
        unique=False,
    )
    op.create_table(
        "personas",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("slug", sa.Text(), nullable=True),
        sa.Column("owner_id", sa.Uuid(), nullable=True),
        sa.Column("position", sa.Integer(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("headline", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=False),
        sa.Column("line", sa.Text(), nullable=False),
        sa.Column("stage", sa.Text(), nullable=False),
        sa.Column("trade", sa.Text(), nullable=False),
        sa.Column("manner", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("system_instruction", sa.Text(), nullable=False),
        sa.Column("voice_settings", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("visibility", sa.Text(), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("retired_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "coalesce((manner ->> 'pace') in ('1','2','3','4','5'), false)",
            name=op.f("ck_personas_pace"),
        ),
        sa.CheckConstraint(
            "coalesce((manner ->> 'probing') in ('1','2','3','4','5'), false)",
            name=op.f("ck_personas_probing"),
        ),
        sa.CheckConstraint(
            "coalesce((manner ->> 'silence') in ('1','2','3','4','5'), false)",
            name=op.f("ck_personas_silence"),
        ),
        sa.CheckConstraint(
            "coalesce((manner ->> 'warmth') in ('1','2','3','4','5'), false)",
            name=op.f("ck_personas_warmth"),
        ),
        sa.CheckConstraint(
            "owner_id is not null or visibility = 'PUBLIC'",
            name=op.f("ck_personas_built_in_public"),
        ),
        sa.CheckConstraint(
            "stage in ('recruiter','technical','design','hiring_manager','cross_functional','senior')",
            name=op.f("ck_personas_stage"),
        ),
        sa.CheckConstraint(
            "visibility in ('PRIVATE','PUBLIC')", name=op.f("ck_personas_visibility")
        ),
        sa.CheckConstraint(
            "(slug is null) = (owner_id is not null)", name=op.f("ck_personas_built_in_or_owned")
        ),
        sa.CheckConstraint(
            "char_length(btrim(headline)) between 1 and 120", name=op.f("ck_personas_headline")
        ),
        sa.CheckConstraint(
            "char_length(btrim(name)) between 1 and 60", name=op.f("ck_personas_name")
        ),
        sa.CheckConstraint(
            "char_length(system_instruction) <= 4000", name=op.f("ck_personas_system_instruction")
        ),
        sa.ForeignKeyConstraint(
            ["owner_id"], ["users.id"], name=op.f("fk_personas_owner_id"), ondelete="CASCADE"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_personas")),
        sa.UniqueConstraint("slug", name=op.f("uq_personas_slug")),
    )
    op.create_index(
        "ix_personas_owner_id",
        "personas",
        ["owner_id"],
        unique=False,
        postgresql_where="owner_id is not null",
    )
    op.create_table(
        "interview_sessions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("mode", sa.Text(), nullable=False),
        sa.Column("minutes", sa.Integer(), nullable=False),
        sa.Column("language", sa.Text(), nullable=False),
        sa.Column("topic", sa.Text(), nullable=False),
        sa.Column("persona_id", sa.Uuid(), nullable=True),
        sa.Column("job_description_id", sa.Uuid(), nullable=True),
        sa.Column("persona", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("job", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("plan", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("started_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("ended_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("end_reason", sa.Text(), nullable=True),
        sa.Column("elapsed_ms", sa.Integer(), nullable=False),
        sa.Column("last_seen_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_by", sa.Uuid(), nullable=True),
        sa.Column("held_until", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint("mode in ('voice','text')", name=op.f("ck_interview_sessions_mode")),
        sa.CheckConstraint(
            "status in ('READY','LIVE','COMPLETED','ABANDONED','FAILED')",
            name=op.f("ck_interview_sessions_status"),
        ),
        sa.CheckConstraint("minutes in (10, 30, 60)", name=op.f("ck_interview_sessions_minutes")),
        sa.ForeignKeyConstraint(
            ["job_description_id"],
            ["job_descriptions.id"],
            name=op.f("fk_interview_sessions_job_description_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["persona_id"],
            ["personas.id"],
            name=op.f("fk_interview_sessions_persona_id"),
            ondelete="SET NULL",
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_interview_sessions_user_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_interview_sessions")),
        sa.UniqueConstraint(
            "user_id", "idempotency_key", name=op.f("uq_interview_sessions_user_id_idempotency_key")
        ),
    )
    op.create_index(
        op.f("ix_interview_sessions_job_description_id"),
        "interview_sessions",
        ["job_description_id"],
        unique=False,
    )
    op.create_index(
        "ix_interview_sessions_live",
        "interview_sessions",
        ["last_seen_at"],
        unique=False,
        postgresql_where="status = 'LIVE'",
    )
    op.create_index(
        op.f("ix_interview_sessions_persona_id"), "interview_sessions", ["persona_id"], unique=False
    )
    op.create_index(
        "ix_interview_sessions_user_id_id", "interview_sessions", ["user_id", "id"], unique=False
    )
    op.create_table(
        "feedback",
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("status", sa.Text(), nullable=False),
        sa.Column("requested_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("assessment", postgresql.JSONB(astext_type=sa.Text()), nullable=True),
        sa.CheckConstraint(
            "status in ('WAITING','READY','FAILED')", name=op.f("ck_feedback_status")
        ),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["interview_sessions.id"],
            name=op.f("fk_feedback_interview_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("interview_id", name=op.f("pk_feedback")),
    )
    op.create_table(
        "turns",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("speaker", sa.Text(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("started_ms", sa.Integer(), nullable=False),
        sa.Column("ended_ms", sa.Integer(), nullable=False),
        sa.Column("interrupted", sa.Boolean(), nullable=False),
        sa.Column("intent", sa.Text(), nullable=True),
        sa.Column("lead_id", sa.Text(), nullable=True),
        sa.Column("phrasing", sa.Text(), nullable=True),
        sa.Column("delivery", postgresql.JSONB(astext_type=sa.Text()), nullable=False),
        sa.CheckConstraint("speaker in ('interviewer','candidate')", name=op.f("ck_turns_speaker")),
        sa.CheckConstraint("started_ms <= ended_ms", name=op.f("ck_turns_times")),
        sa.ForeignKeyConstraint(
            ["interview_id"],
            ["interview_sessions.id"],
            name=op.f("fk_turns_interview_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_turns")),
        sa.UniqueConstraint("interview_id", "seq", name=op.f("uq_turns_interview_id_seq")),
    )


def downgrade() -> None:
    raise NotImplementedError("There is nothing before the first tables.")
