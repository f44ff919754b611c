"""What postings send, as PostgreSQL reads it: two statements each, the first of which takes the lock.

Put together anew by the mapper they cost five times what the server takes for them, with the user's row
locked meanwhile (benchmarks/credits.py). The second statement of a posting begins after the lock was had,
so its snapshot has every row of the ledger: it can count them.
"""

LOCK = """
select id, ledger_id, credits_granted, credits - credits_granted, credits_owed
from users where id = $1 for no key update
"""

UNLIMITED = """
(select coalesce(credits_setting = 'unlimited', credits_switched_off) from installation)
"""

# Of the interview nothing changes while its own row is locked, which the caller has done.
LOCK_TO_HOLD = f"""
select id, ledger_id, credits_granted, credits - credits_granted, credits_owed,
    {UNLIMITED},
    exists (select from credit_open_holds where interview_id = $2),
    (select count(*) from credit_transactions where interview_id = $2 and kind = 'hold'),
    exists (select from credit_transactions where interview_id = $2 and kind = 'capture')
from users where id = $1 for no key update
"""

# Who deletes the open hold ends it; whoever comes second finds none.
END_AND_LOCK = """
with ended as (
    delete from credit_open_holds where interview_id = $1 returning hold_id, user_id
)
select users.id, users.ledger_id, users.credits_granted, users.credits - users.credits_granted,
    users.credits_owed, hold.id, -hold.granted, -hold.paid
from ended
join credit_transactions hold on hold.id = ended.hold_id
join users on users.id = ended.user_id
for no key update of users
"""

COLUMNS = """
id, ledger_id, kind, amount, granted, paid, owed, balance_after, granted_after, owed_after,
idempotency_key, interview_id, hold_id, purchase_id, event_id, made_by, reason, created_at
"""
_PLACES = ", ".join(f"${number}" for number in range(1, 19))

WRITE = f"""
with written as (
    insert into credit_transactions ({COLUMNS}, seq)
    values ({_PLACES}, (
        select coalesce(max(seq), 0) + 1 from credit_transactions where ledger_id = $2
    ))
    on conflict (idempotency_key) do nothing
    returning id, balance_after, granted_after, owed_after
), changed as (
    update users
    set credits = balance_after, credits_granted = granted_after, credits_owed = owed_after
    from written
    where users.id = $19
        and (credits, credits_granted, credits_owed)
            is distinct from (balance_after, granted_after, owed_after)
)
"""
WRITE_ROW = WRITE + "select id from written"
WRITE_HOLD = (
    WRITE
    + """
insert into credit_open_holds (interview_id, hold_id, user_id, held_at)
select $12::uuid, id, $19::uuid, $18::timestamptz from written returning hold_id
"""
)
