"""Packs of credits as an operator writes them: ``Starter: 5 for 15.00 EUR; 20 for 48.00 EUR``."""

import re
from dataclasses import dataclass
from decimal import Decimal

PACK = re.compile(
    r"(?:(?P<name>[^:;]{1,60}):)?\s*(?P<credits>\d{1,4})\s+for\s+(?P<price>\d{1,8}(?:\.\d{1,2})?)\s+(?P<currency>[A-Z]{3})"
)
MOST = 6
WHOLE = frozenset(
    "BIF CLP DJF GNF JPY KMF KRW MGA PYG RWF VND VUV XAF XOF XPF".split()  # noqa: SIM905
)
"""Currencies without a smaller unit (Stripe, "Zero-decimal currencies")."""
MOST_AMOUNT = 2**31 - 1
"""Smallest units of one price: what a purchase can note, and more than Stripe takes (eight digits in most
currencies)."""
THOUSANDTHS = frozenset({"BHD", "IQD", "JOD", "KWD", "LYD", "OMR", "TND"})
"""Currencies of three decimals, which are not taken."""


@dataclass(frozen=True, slots=True)
class Pack:
    """So many credits for so much. ``amount`` counts the currency's smallest unit; ``name`` may be ""."""

    name: str
    credits: int
    amount: int
    currency: str

    @property
    def key(self) -> str:
        """What a form calls it by: another price is another pack."""
        return f"{self.credits}-{self.amount}-{self.currency}"


def read_packs(written: str) -> tuple[Pack, ...]:
    """The packs in the order they are written.

    Raises:
        ValueError: with the sentence that says what to write.
    """
    packs = tuple(_read(part) for part in written.split(";") if part.strip())
    if not packs:
        raise ValueError(
            "PREPPAL_CREDIT_PACKS is empty: leave it out to have the packs it comes with."
        )
    if len(packs) > MOST or len({pack.key for pack in packs}) < len(packs):
        raise ValueError(f"PREPPAL_CREDIT_PACKS must name at most {MOST} packs, no two the same.")
    return packs


def price_of(amount: int, currency: str) -> Decimal:
    """The smallest units as an amount of the currency."""
    return Decimal(amount) if currency in WHOLE else Decimal(amount) / 100


def _read(part: str) -> Pack:
    found = PACK.fullmatch(part.strip())
    if found is None:
        raise ValueError(
            "PREPPAL_CREDIT_PACKS must look like: 5 for 15.00 EUR; Many: 20 for 48.00 EUR."
        )
    currency, price = found["currency"], Decimal(found["price"])
    if currency in THOUSANDTHS:
        raise ValueError(f"PREPPAL_CREDIT_PACKS: {currency} is not taken; choose another currency.")
    amount = price if currency in WHOLE else price * 100
    if amount != amount.to_integral_value() or amount < 1 or int(found["credits"]) < 1:
        raise ValueError(
            f"PREPPAL_CREDIT_PACKS: {part.strip()} is no price; write a whole number of credits, and more than nothing."
        )
    if amount > MOST_AMOUNT:
        raise ValueError(f"PREPPAL_CREDIT_PACKS: {part.strip()} costs more than one payment can.")
    name = " ".join((found["name"] or "").split())
    return Pack(name, int(found["credits"]), int(amount), currency)
