"""Credits: what interviews cost, and where every credit came from and went.

model      CreditTransaction (the ledger), OpenHold, WelcomedAddress; kinds, causes, refusals
purse      what an account has, and the moves it allows; pure
ledger     post: the one place where credits change; purse_of: what somebody has
paying     post_payment: bought, refunded, disputed, won back
holding    hold_credit, end_hold: an interview takes a credit, once
welcome    the credit that comes with an address, once
addresses  one mail box, however it is spelt; pure
granting   grant_credits, correct_credits: by hand, with a reason
receipts   receipt_of: what a row says to its owner; pure
queries    ledger_of: somebody's rows with their receipts, newest first
history    history_of, history_csv: the same as their owner reads them
audit      every row played again, and compared with what stands there
switch     is_unlimited, can_switch, switch_credits: whether interviews cost anything here
buying/    packs, purchases, Stripe's notices, the test checkout
pages, routes, purchase_routes, webhook_routes: /credits and what is below it, /webhooks/stripe

A payment is posted like this, in the transaction that marks its event handled:

    await post_payment(db, user_id, Paid.BOUGHT, 5, key=f"purchase:{purchase.id}", purchase_id=purchase.id,
                       event_id=event.id, now=now)

It answers with a `Posted`: the row's id, `is_new` (False: the key was posted before and nothing changed), what it
changed and what there is now. `key` names what happened, so each refund of a purchase has its own
(`refund:{purchase.id}:{credits refunded so far}`). `NoSuchAccount` says that the account was deleted. Lock a purchase's or an
event's row before the call: the user's row is locked last. `User.credits` is what can be spent, `User.credits_granted` the part of it
that nobody paid for, `User.credits_owed` what is owed after a refund of spent credits. Nothing else writes these
columns: a deferred trigger refuses the commit.
"""
