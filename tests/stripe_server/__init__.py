"""A scripted Stripe: a local server that speaks its HTTP interface as the real library expects it.

    with stripe_server() as stripe:
        payments = StripePayments(key=stripe.key, webhook_secret=stripe.secret, url=stripe.url)
        ...
        stripe.pay(checkout_id)            # as the person does on the page
        stripe.refund(checkout_id, 500)    # as the operator does in the dashboard
        stripe.notices[-1]                 # what it would send: body and signature

`book` holds checkouts, payments, charges and disputes; `api` answers the library; `page` is what the person
sees. With `send_to` set notices are posted there at once, as Stripe does. Faults are set from outside: `down`,
`slow`, `fails`.
"""

from tests.stripe_server.serving import StripeServer, stripe_server

__all__ = ["StripeServer", "stripe_server"]
