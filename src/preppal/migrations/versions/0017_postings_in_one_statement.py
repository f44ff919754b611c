"""A posting is one statement: it locks the account, checks, writes the row and the balance, all in the server.

What a move does to a purse is said in Python too (`credits/purse.py`), by which the audit plays every row again.

And when to look again at what was paid: refunds and disputes of which no notice came.
"""

import sqlalchemy as sa
from alembic import op

revision = "0017"
down_revision = "0016"

# `outcome`: posted; known (the key was posted before: what it did then); refused (not enough); and of what never
# came to a posting: no_account, not_needed. The arrays are granted, paid, owed.
POSTING = """
create type credit_posting as (outcome text, id uuid, change integer[], after integer[])
"""

# Every statement in a function sees what was committed before that statement began: those after the first one see
# all that was there when the lock was had.
POST_CREDITS = """
create function post_credits(
    its_user uuid, move text, count integer, granted_part integer, its_id uuid, its_kind text, its_key text,
    its_interview uuid, its_hold uuid, its_purchase uuid, its_event text, its_maker text, its_reason text,
    its_time timestamptz
) returns credit_posting language plpgsql as $$
declare
    ledger uuid;
    had_granted integer; had_paid integer; had_owed integer;
    has_granted integer; has_paid integer; has_owed integer;
    part integer;
begin
    select ledger_id, credits_granted, credits - credits_granted, credits_owed
        into ledger, had_granted, had_paid, had_owed
        from users where id = its_user for no key update;
    if not found then
        return ('no_account', null, null, null)::credit_posting;
    end if;
    has_granted := had_granted; has_paid := had_paid; has_owed := had_owed;
    case move
    when 'spend' then
        part := least(had_granted, count);
        has_granted := had_granted - part; has_paid := had_paid - (count - part);
    when 'come' then
        part := least(had_owed, count - granted_part);
        has_granted := had_granted + granted_part;
        has_paid := had_paid + (count - granted_part - part); has_owed := had_owed - part;
    when 'take_back' then
        part := least(had_paid, count);
        has_paid := had_paid - part; has_owed := had_owed + (count - part);
    when 'correct_up' then
        part := least(had_owed, count);
        has_granted := had_granted + (count - part); has_owed := had_owed - part;
    end case;
    if has_paid >= 0 then
        insert into credit_transactions (
            id, ledger_id, seq, kind, amount, granted, paid, owed, balance_after, granted_after, owed_after,
            idempotency_key, interview_id, hold_id, purchase_id, event_id, made_by, reason, created_at
        ) values (
            its_id, ledger,
            (select coalesce(max(seq), 0) + 1 from credit_transactions where ledger_id = ledger),
            its_kind, has_granted + has_paid - had_granted - had_paid,
            has_granted - had_granted, has_paid - had_paid, has_owed - had_owed,
            has_granted + has_paid, has_granted, has_owed,
            its_key, its_interview, its_hold, its_purchase, its_event, its_maker, its_reason, its_time
        ) on conflict (idempotency_key) do nothing;
        if found then
            if its_kind <> 'capture' then
                update users set credits = has_granted + has_paid, credits_granted = has_granted,
                    credits_owed = has_owed where id = its_user;
            end if;
            if its_kind = 'hold' then
                insert into credit_open_holds (interview_id, hold_id, user_id, held_at)
                    values (its_interview, its_id, its_user, its_time);
            end if;
            return ('posted', its_id,
                array[has_granted - had_granted, has_paid - had_paid, has_owed - had_owed],
                array[has_granted, has_paid, has_owed])::credit_posting;
        end if;
    end if;
    return coalesce((
        select ('known', id, array[granted, paid, owed],
            array[granted_after, balance_after - granted_after, owed_after])::credit_posting
        from credit_transactions
        where idempotency_key = its_key and ledger_id = ledger and kind = its_kind
    ), (case when has_paid < 0 then 'refused' else 'key_reused' end, null, null, null)::credit_posting);
end $$
"""

# Of the interview nothing changes while its own row is locked, which the caller has done: all of this is
# asked before the account is locked.
HOLD_CREDIT = """
create function hold_credit(
    its_user uuid, its_interview uuid, price integer, again boolean, its_id uuid, its_time timestamptz
) returns credit_posting language plpgsql as $$
declare
    is_free boolean;
    holds integer;
begin
    select (select coalesce(credits_setting = 'unlimited', credits_switched_off) from installation)
            or exists (select from credit_open_holds where interview_id = its_interview)
            or coalesce(bool_or(kind = 'capture'), false),
            count(*) filter (where kind = 'hold')
        into is_free, holds
        from credit_transactions where interview_id = its_interview;
    if is_free or (again and holds = 0) then
        return ('not_needed', null, null, null)::credit_posting;
    end if;
    return post_credits(its_user, 'spend', price, 0, its_id, 'hold',
        'hold:' || its_interview || ':' || holds + 1, its_interview, null, null, null, '', '', its_time);
end $$
"""

# Who deletes the open hold ends it; whoever comes second finds none.
END_CREDIT_HOLD = """
create function end_credit_hold(
    its_interview uuid, its_kind text, cause text, its_id uuid, its_time timestamptz
) returns credit_posting language plpgsql as $$
declare
    hold uuid;
    holder uuid;
    held integer := 0;
    held_granted integer := 0;
begin
    delete from credit_open_holds where interview_id = its_interview returning hold_id, user_id into hold, holder;
    if not found then
        return ('not_needed', null, null, null)::credit_posting;
    end if;
    if its_kind = 'release' then
        select -amount, -granted into held, held_granted from credit_transactions where id = hold;
    end if;
    return post_credits(holder, 'come', held, held_granted, its_id, its_kind, its_kind || ':' || hold,
        its_interview, hold, null, null, '', cause, its_time);
end $$
"""

INDICES = (("credit_purchases", "look_at"), ("payment_events", "handled_at"))

FOLLOW = """
create or replace function credits_follow_the_ledger() returns trigger language plpgsql as $$
{}
"""
# As it was, in one look instead of two.
ONE_LOOK = """
begin
    perform from users left join lateral (
        select balance_after, granted_after, owed_after from credit_transactions
        where ledger_id = users.ledger_id order by seq desc limit 1
    ) said on true
    where users.ledger_id = new.ledger_id and (credits, credits_granted, credits_owed) is distinct from
        (coalesce(balance_after, 0), coalesce(granted_after, 0), coalesce(owed_after, 0));
    if found then
        raise exception 'credits change with a row of the ledger, and never without'
            using errcode = 'integrity_constraint_violation';
    end if;
    return null;
end $$
"""
TWO_LOOKS = """
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
"""


def upgrade() -> None:
    for statement in (POSTING, POST_CREDITS, HOLD_CREDIT, END_CREDIT_HOLD, FOLLOW.format(ONE_LOOK)):
        op.execute(statement)
    op.add_column(
        "installation", sa.Column("refunds_known_to", sa.DateTime(timezone=True), nullable=True)
    )
    op.add_column(
        "credit_purchases", sa.Column("look_at", sa.DateTime(timezone=True), nullable=True)
    )
    op.execute(
        "update credit_purchases set look_at = now() where status = 'paid' and provider <> 'test'"
    )
    for table, column in INDICES:
        op.create_index(
            f"ix_{table}_{column}",
            table,
            [column],
            postgresql_where=sa.text(f"{column} is not null"),
        )


def downgrade() -> None:
    for table, column in INDICES:
        op.drop_index(f"ix_{table}_{column}", table_name=table)
    op.drop_column("credit_purchases", "look_at")
    op.drop_column("installation", "refunds_known_to")
    op.execute(FOLLOW.format(TWO_LOOKS))
    for function in ("end_credit_hold", "hold_credit", "post_credits"):
        op.execute(f"drop function {function}")
    op.execute("drop type credit_posting")
