"""Purchases of credits and what is said of them."""

import sqlalchemy as sa
from alembic import op

revision = "0012"
down_revision = "0011"


def upgrade() -> None:
    op.create_table(
        "payment_events",
        sa.Column("id", sa.Text(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("is_test", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("purchase_id", sa.Uuid(), nullable=True),
        sa.Column("checkout_id", sa.Text(), server_default="", nullable=False),
        sa.Column("payment_id", sa.Text(), server_default="", nullable=False),
        sa.Column("handled_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("outcome", sa.Text(), server_default="", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_payment_events")),
    )
    op.create_index(
        op.f("ix_payment_events_purchase_id"), "payment_events", ["purchase_id"], unique=False
    )
    op.create_index(
        "ix_payment_events_waiting",
        "payment_events",
        ["received_at"],
        unique=False,
        postgresql_where=sa.text("handled_at is null"),
    )
    op.create_table(
        "credit_purchases",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=True),
        sa.Column("idempotency_key", sa.Text(), nullable=False),
        sa.Column("provider", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("credits", sa.Integer(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        sa.Column("currency", sa.Text(), nullable=False),
        sa.Column("status", sa.Text(), server_default="open", nullable=False),
        sa.Column("checkout_id", sa.Text(), nullable=True),
        sa.Column("checkout_url", sa.Text(), server_default="", nullable=False),
        sa.Column("payment_id", sa.Text(), nullable=True),
        sa.Column("refunded", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("disputed", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("refunded_credits", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("disputed_credits", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("postings", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("asked", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("answered", sa.Integer(), server_default=sa.text("0"), nullable=False),
        sa.Column("back", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("paid_at", sa.DateTime(timezone=True), nullable=True),
        sa.CheckConstraint(
            "(status = 'paid') = (paid_at is not null)", name=op.f("ck_credit_purchases_paid_at")
        ),
        sa.CheckConstraint(
            "provider in ('stripe', 'test')", name=op.f("ck_credit_purchases_provider")
        ),
        sa.CheckConstraint(
            "status in ('open', 'pending', 'paid', 'failed', 'expired')",
            name=op.f("ck_credit_purchases_status"),
        ),
        sa.CheckConstraint("amount > 0", name=op.f("ck_credit_purchases_amount")),
        sa.CheckConstraint("credits > 0", name=op.f("ck_credit_purchases_credits")),
        sa.CheckConstraint(
            "refunded_credits >= 0 and disputed_credits >= 0 and refunded_credits + disputed_credits <= credits",
            name=op.f("ck_credit_purchases_taken_back"),
        ),
        sa.ForeignKeyConstraint(
            ["user_id"], ["users.id"], name=op.f("fk_credit_purchases_user_id"), ondelete="SET NULL"
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_purchases")),
        sa.UniqueConstraint("checkout_id", name=op.f("uq_credit_purchases_checkout_id")),
        sa.UniqueConstraint("payment_id", name=op.f("uq_credit_purchases_payment_id")),
        sa.UniqueConstraint(
            "user_id", "idempotency_key", name=op.f("uq_credit_purchases_user_id_idempotency_key")
        ),
    )
    op.create_index(
        "ix_credit_purchases_unsettled",
        "credit_purchases",
        ["created_at"],
        unique=False,
        postgresql_where=sa.text("status in ('open', 'pending')"),
    )
    op.create_index(
        "ix_credit_purchases_user_id_created_at",
        "credit_purchases",
        ["user_id", "created_at"],
        unique=False,
    )


def downgrade() -> None:
    op.drop_index("ix_credit_purchases_user_id_created_at", table_name="credit_purchases")
    op.drop_index(
        "ix_credit_purchases_unsettled",
        table_name="credit_purchases",
        postgresql_where=sa.text("status in ('open', 'pending')"),
    )
    op.drop_table("credit_purchases")
    op.drop_index(
        "ix_payment_events_waiting",
        table_name="payment_events",
        postgresql_where=sa.text("handled_at is null"),
    )
    op.drop_index(op.f("ix_payment_events_purchase_id"), table_name="payment_events")
    op.drop_table("payment_events")
