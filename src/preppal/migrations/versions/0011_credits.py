"""Credits: the ledger, what a person has, holds, and one welcome for every address."""

import uuid

import sqlalchemy as sa
from alembic import op

from preppal.credits.addresses import address_digest

revision = "0011"
down_revision = "0016"

LEDGER_CHECKS = {
    "kind": "kind in ('welcome', 'purchase', 'grant', 'hold', 'capture', 'release', 'refund',"
    " 'dispute', 'correction')",
    "amount": "amount = granted + paid",
    "balance_after": "granted_after between 0 and balance_after",
    "owed_after": "owed_after >= 0 and (owed_after = 0 or balance_after = granted_after)",
    "hold_id": "(kind in ('capture','release')) = (hold_id is not null)",
    "signs": "case kind when 'hold' then amount < 0 and owed = 0 when 'capture' then amount = 0"
    " and owed = 0 when 'release' then amount - owed > 0 else true end",
    "manual": "kind not in ('grant','correction') or (made_by <> '' and reason <> '')",
    "reason": "char_length(reason) <= 500",
}
USER_CHECKS = {
    "credits": "credits >= 0",
    "credits_granted": "credits_granted between 0 and credits",
    "credits_owed": "credits_owed >= 0 and (credits_owed = 0 or credits = credits_granted)",
}
TRIGGERS = (
    """
    create function credit_transactions_stay() returns trigger language plpgsql as $$
    begin
        raise exception 'the ledger is append-only: post another row'
            using errcode = 'restrict_violation';
    end $$
    """,
    """
    create trigger credit_transactions_stay before update or delete on credit_transactions
        for each row execute function credit_transactions_stay()
    """,
    """
    create trigger credit_transactions_stay_all before truncate on credit_transactions
        for each statement execute function credit_transactions_stay()
    """,
    # At the end of the transaction, when both have been written: the user's row says what the last row
    # of the ledger says. A user who is gone has nothing to compare.
    """
    create function credits_follow_the_ledger() returns trigger language plpgsql as $$
    declare
        has record;
        said record;
    begin
        select credits, credits_granted, credits_owed into has
            from users where ledger_id = new.ledger_id;
        if not found then
            return null;
        end if;
        select balance_after, granted_after, owed_after into said
            from credit_transactions where ledger_id = new.ledger_id order by seq desc limit 1;
        if (has.credits, has.credits_granted, has.credits_owed) is distinct from
            (coalesce(said.balance_after, 0), coalesce(said.granted_after, 0), coalesce(said.owed_after, 0))
        then
            raise exception 'credits change with a row of the ledger, and never without'
                using errcode = 'integrity_constraint_violation';
        end if;
        return null;
    end $$
    """,
    """
    create constraint trigger users_follow_the_ledger
        after insert or update of credits, credits_granted, credits_owed, ledger_id on users
        deferrable initially deferred for each row execute function credits_follow_the_ledger()
    """,
    """
    create constraint trigger credit_transactions_are_followed
        after insert on credit_transactions
        deferrable initially deferred for each row execute function credits_follow_the_ledger()
    """,
)


def upgrade() -> None:
    _installation()
    for name in ("credits", "credits_granted", "credits_owed"):
        op.add_column(
            "users",
            sa.Column(name, sa.Integer(), server_default=sa.text("0"), nullable=False),
        )
    op.add_column(
        "users",
        sa.Column(
            "ledger_id", sa.Uuid(), server_default=sa.text("gen_random_uuid()"), nullable=False
        ),
    )
    for name, rule in USER_CHECKS.items():
        op.create_check_constraint(op.f(f"ck_users_{name}"), "users", rule)
    op.create_unique_constraint(op.f("uq_users_ledger_id"), "users", ["ledger_id"])
    _ledger()
    _holds()
    op.create_table(
        "welcomed_addresses",
        sa.Column("digest", sa.LargeBinary(), nullable=False),
        sa.PrimaryKeyConstraint("digest", name=op.f("pk_welcomed_addresses")),
    )
    for statement in TRIGGERS:
        op.execute(statement)
    _welcome_everybody()


def _installation() -> None:
    op.create_table(
        "installation",
        sa.Column("id", sa.Integer(), autoincrement=False, nullable=False),
        sa.Column("credits_setting", sa.Text(), nullable=True),
        sa.Column(
            "credits_switched_off", sa.Boolean(), server_default=sa.text("false"), nullable=False
        ),
        sa.Column("address_key", sa.LargeBinary(), nullable=False),
        sa.CheckConstraint("id = 1", name=op.f("ck_installation_one")),
        sa.CheckConstraint(
            "credits_setting in ('metered', 'unlimited')",
            name=op.f("ck_installation_credits_setting"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_installation")),
    )
    # Two random UUIDs: 244 bits from the server's own strong source.
    op.execute(
        "insert into installation (id, address_key)"
        " values (1, uuid_send(gen_random_uuid()) || uuid_send(gen_random_uuid()))"
    )


def _ledger() -> None:
    numbers = ("amount", "granted", "paid", "owed", "balance_after", "granted_after", "owed_after")
    op.create_table(
        "credit_transactions",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("ledger_id", sa.Uuid(), nullable=False),
        sa.Column("seq", sa.Integer(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        *(sa.Column(name, sa.Integer(), nullable=False) for name in numbers),
        sa.Column("idempotency_key", sa.Text(), nullable=False),
        sa.Column("interview_id", sa.Uuid(), nullable=True),
        sa.Column("hold_id", sa.Uuid(), nullable=True),
        sa.Column("purchase_id", sa.Uuid(), nullable=True),
        sa.Column("event_id", sa.Text(), nullable=True),
        sa.Column("made_by", sa.Text(), server_default="", nullable=False),
        sa.Column("reason", sa.Text(), server_default="", nullable=False),
        sa.Column("created_at", sa.DateTime(timezone=True), nullable=False),
        *(
            sa.CheckConstraint(rule, name=op.f(f"ck_credit_transactions_{name}"))
            for name, rule in LEDGER_CHECKS.items()
        ),
        sa.ForeignKeyConstraint(
            ["hold_id"],
            ["credit_transactions.id"],
            name=op.f("fk_credit_transactions_hold_id"),
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("pk_credit_transactions")),
        sa.UniqueConstraint("ledger_id", "seq", name=op.f("uq_credit_transactions_ledger_id_seq")),
        sa.UniqueConstraint("idempotency_key", name=op.f("uq_credit_transactions_idempotency_key")),
    )
    op.create_index(
        "uq_credit_transactions_hold_id",
        "credit_transactions",
        ["hold_id"],
        unique=True,
        postgresql_where=sa.text("hold_id is not null"),
    )
    for name in ("interview_id", "purchase_id"):
        op.create_index(
            f"ix_credit_transactions_{name}",
            "credit_transactions",
            [name],
            postgresql_where=sa.text(f"{name} is not null"),
        )


def _holds() -> None:
    op.create_table(
        "credit_open_holds",
        sa.Column("interview_id", sa.Uuid(), nullable=False),
        sa.Column("hold_id", sa.Uuid(), nullable=False),
        sa.Column("user_id", sa.Uuid(), nullable=False),
        sa.Column("held_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["hold_id"], ["credit_transactions.id"], name=op.f("fk_credit_open_holds_hold_id")
        ),
        sa.ForeignKeyConstraint(
            ["user_id"],
            ["users.id"],
            name=op.f("fk_credit_open_holds_user_id"),
            ondelete="CASCADE",
        ),
        sa.PrimaryKeyConstraint("interview_id", name=op.f("pk_credit_open_holds")),
        sa.UniqueConstraint("hold_id", name=op.f("uq_credit_open_holds_hold_id")),
    )
    op.create_index("ix_credit_open_holds_user_id", "credit_open_holds", ["user_id"])


def _welcome_everybody() -> None:
    """Who was here before credits has had no welcome yet."""
    db = op.get_bind()
    key = db.scalar(sa.text("select address_key from installation"))
    people = db.execute(sa.text("select id, email, ledger_id from users order by created_at, id"))
    for person in people.all():
        digest = address_digest(person.email, bytes(key))
        new = db.execute(
            sa.text("insert into welcomed_addresses values (:digest) on conflict do nothing"),
            {"digest": digest},
        ).rowcount
        if not new:
            continue
        db.execute(
            sa.text(
                "insert into credit_transactions (id, ledger_id, seq, kind, amount, granted, paid,"
                " owed, balance_after, granted_after, owed_after, idempotency_key, created_at)"
                " values (:id, :ledger, 1, 'welcome', 1, 1, 0, 0, 1, 1, 0, :key, now())"
            ),
            {"id": uuid.uuid4(), "ledger": person.ledger_id, "key": f"welcome:{digest.hex()}"},
        )
        db.execute(
            sa.text("update users set credits = 1, credits_granted = 1 where id = :id"),
            {"id": person.id},
        )


def downgrade() -> None:
    op.execute("drop trigger users_follow_the_ledger on users")
    for table in ("credit_open_holds", "credit_transactions", "welcomed_addresses", "installation"):
        op.drop_table(table)
    op.execute("drop function credits_follow_the_ledger()")
    op.execute("drop function credit_transactions_stay()")
    op.drop_constraint(op.f("uq_users_ledger_id"), "users", type_="unique")
    for name in USER_CHECKS:
        op.drop_constraint(op.f(f"ck_users_{name}"), "users", type_="check")
    for name in ("ledger_id", "credits_owed", "credits_granted", "credits"):
        op.drop_column("users", name)
