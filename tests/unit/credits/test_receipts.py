"""Every kind of row and every cause has its sentence."""

from typing import Any

import pytest

from preppal.credits.model import MANUAL, Cause, CreditTransaction, Kind
from preppal.credits.receipts import DISPUTED, HELD, OWED, SETTLED, WON, receipt_of


def a_row(kind: Kind, **changes: Any) -> CreditTransaction:
    return CreditTransaction(
        **({"kind": kind, "paid": 0, "granted": 0, "owed": 0, "reason": ""} | changes)
    )


@pytest.mark.parametrize("kind", [Kind.CAPTURE, Kind.RELEASE])
def test_each_cause_is_a_sentence_of_its_own(kind: Kind) -> None:
    said = {receipt_of(a_row(kind, reason=cause.value))[0].text for cause in Cause}
    assert len(said) == len(Cause)


@pytest.mark.parametrize(
    "kind", [kind for kind in Kind if kind not in (Kind.CAPTURE, Kind.RELEASE)]
)
def test_each_kind_is_a_sentence(kind: Kind) -> None:
    (sentence,) = receipt_of(a_row(kind, reason="Because."))
    assert sentence.text.endswith((".", "%(reason)s"))
    assert bool(sentence.params) == (kind in MANUAL)


def test_an_open_hold_says_what_will_end_it() -> None:
    assert receipt_of(a_row(Kind.HOLD), is_open=True)[0].text == HELD
    assert receipt_of(a_row(Kind.HOLD))[0].text != HELD


def test_a_dispute_goes_either_way() -> None:
    lost = receipt_of(a_row(Kind.DISPUTE, paid=-1, owed=2))
    assert [one.text for one in lost] == [DISPUTED, OWED]
    assert lost[1].params == {"count": 2}
    won = receipt_of(a_row(Kind.DISPUTE, paid=1, owed=-2))
    assert [one.text for one in won] == [WON, SETTLED]
    assert won[1].params == {"count": 2}
