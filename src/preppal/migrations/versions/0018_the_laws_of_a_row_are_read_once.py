"""What a row of the ledger may say, by its kind, stands in one function, which the server reads once a connection.

A CHECK is read anew from its text with each statement that writes a row. The four that named kinds took half of
what the rest of an insert takes; the others are short and stay. And a row is followed by one look at its account,
unless that says something else.
"""

from alembic import op

revision = "0018"
down_revision = "0017"

FITS = """
create function ledger_row_fits_its_kind(
    kind text, amount integer, owed integer, hold_id uuid, made_by text, reason text
) returns boolean language plpgsql immutable as $$
begin
    return case
        when kind = 'hold' then hold_id is null and amount < 0 and owed = 0
        when kind = 'capture' then hold_id is not null and amount = 0 and owed = 0
        when kind = 'release' then hold_id is not null and amount - owed > 0
        when kind in ('grant', 'correction') then hold_id is null and made_by <> '' and reason <> ''
        else hold_id is null and kind in ('welcome', 'purchase', 'refund', 'dispute')
    end;
end $$
"""
FITTING = "ledger_row_fits_its_kind(kind, amount, owed, hold_id, made_by, reason)"
KINDS = ("welcome", "purchase", "grant", "hold", "capture", "release", "refund", "dispute", "correction")  # fmt: skip
ONE_BY_ONE = {
    "kind": "kind in ({})".format(", ".join(f"'{kind}'" for kind in KINDS)),
    "hold_id": "(kind in ('capture','release')) = (hold_id is not null)",
    "signs": "case kind when 'hold' then amount < 0 and owed = 0 when 'capture' then amount = 0"
    " and owed = 0 when 'release' then amount - owed > 0 else true end",
    "manual": "kind not in ('grant','correction') or (made_by <> '' and reason <> '')",
}

# Where another row comes after this one in its ledger, that one has its own look. Where the account says something
# else, or a row was put in between, the long look decides, which compares the last row, as it does when an account changes.
FOLLOWED = """
create function ledger_row_is_followed() returns trigger language plpgsql as $$
begin
    perform from users where ledger_id = new.ledger_id and (credits, credits_granted, credits_owed)
        is distinct from (new.balance_after, new.granted_after, new.owed_after);
    if found then
        perform from users left join lateral (
            select balance_after, granted_after, owed_after from credit_transactions
            where ledger_id = users.ledger_id order by seq desc limit 1
        ) said on true
        where users.ledger_id = new.ledger_id and (credits, credits_granted, credits_owed)
            is distinct from (balance_after, granted_after, owed_after);
        if found then
            raise exception 'credits change with a row of the ledger, and never without'
                using errcode = 'integrity_constraint_violation';
        end if;
    end if;
    return null;
end $$
"""
FOLLOWS = """
create constraint trigger credit_transactions_are_followed
    after insert on credit_transactions
    deferrable initially deferred for each row execute function {}()
"""
NO_LONGER = "drop trigger credit_transactions_are_followed on credit_transactions"


def upgrade() -> None:
    for statement in (FITS, FOLLOWED, NO_LONGER, FOLLOWS.format("ledger_row_is_followed")):
        op.execute(statement)
    for name in ONE_BY_ONE:
        op.drop_constraint(op.f(f"ck_credit_transactions_{name}"), "credit_transactions")
    op.create_check_constraint(op.f("ck_credit_transactions_kind"), "credit_transactions", FITTING)


def downgrade() -> None:
    op.drop_constraint(op.f("ck_credit_transactions_kind"), "credit_transactions")
    for name, rule in ONE_BY_ONE.items():
        op.create_check_constraint(
            op.f(f"ck_credit_transactions_{name}"), "credit_transactions", rule
        )
    op.execute(NO_LONGER)
    op.execute(FOLLOWS.format("credits_follow_the_ledger"))
    op.execute("drop function ledger_row_is_followed")
    op.execute("drop function ledger_row_fits_its_kind")
