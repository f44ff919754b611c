"""/webhooks/stripe: what Stripe tells of. Stored and answered at once; a task handles it."""

import re

from fastapi import APIRouter, Request
from starlette.responses import PlainTextResponse, Response

from preppal.credits.buying.inbox import keep_notice
from preppal.credits.buying.selling import CurrentPayments
from preppal.foundation.errors import NotFound
from preppal.foundation.log import log
from preppal.providers.payments import ForgedNotice
from preppal.web.requests import Now

router = APIRouter(prefix="/webhooks")

CLAIMED = re.compile(rb'"id"\s*:\s*"(evt_[A-Za-z0-9]{1,64})"')


@router.post("/stripe")
async def stripe(request: Request, now: Now, payments: CurrentPayments) -> Response:
    """400 for what Stripe did not sign, or signed too long ago; nothing of it is kept but the id it claims.

    Without `Transaction`: the body is read and judged before one is opened.
    """
    if payments is None:
        raise NotFound()
    body = await request.body()
    try:
        signature = request.headers.get("stripe-signature", "")
        notice = payments.read_notice(body, signature, now=now)
    except ForgedNotice as problem:
        claimed = CLAIMED.search(body)
        event_id = claimed[1].decode() if claimed else ""
        log(__name__).warning("payment_notice_refused", event_id=event_id, why=str(problem))
        said = f"Not signed by Stripe, or too old. Reference {request.state.reference}.\n"
        return PlainTextResponse(said, 400)
    async with request.app.state.database.transaction() as db:
        await keep_notice(db, notice, clock=request.app.state.clock)
    return PlainTextResponse("stored\n")
