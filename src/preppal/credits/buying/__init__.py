"""Buying credits: packs, purchases, and what a company that takes payments says of them.

model        CreditPurchase, PaymentEvent (the inbox); states, refusals
ordering     begin_purchase, order_checkout: a pack is chosen, and there is a page to pay on
settling     settle_purchase: ask what is true of a payment, post what changed; apply_payment: the second half
inbox        keep_notice: what a webhook stores; handle_event: what a task makes of it
reconciling  reconcile: payments that nobody told of; events that nobody handled
looking_again  look_again: refunds and disputes that nobody told of
pretending   the test checkout of local mode: the whole flow, without money
background   the tasks
selling      who takes the money here: Stripe, the test checkout, nobody
queries, company_receipt: a purchase of one's own, and Stripe's receipt of it

A notice is a hint. It names a payment, and `settle_purchase` asks the company what is true of it now; the
credits that follow from that are compared with those that were posted, and the difference is posted. So the same
notice twice, twenty at once, or all in the wrong order end at the same place.

Whoever asks first takes a ticket from the purchase. What was asked earlier is never written over what was asked
later, however long its answer took.
"""
