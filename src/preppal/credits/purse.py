"""What an account has, as plain values, and the moves it allows. Pure.

Granted credits are spent first. Paid credits that come in pay what is owed first, so nobody both owes and
has paid credits left; gifts pay no debt.

A `Move` is what a posting asks for; the database makes it, under its lock (`post_credits`, migration 0017). `Purse`
says the same in Python: the audit plays every row again by it, and a test compares the two.
"""

from dataclasses import dataclass, replace
from typing import Literal

from preppal.credits.model import NoCredit, NotSoMany
from preppal.foundation.errors import Refusal


@dataclass(frozen=True, slots=True)
class Move:
    """``count`` credits come or go, ``granted`` of those that come as granted ones."""

    verb: Literal["spend", "come", "take_back", "correct_up"]
    count: int
    granted: int = 0
    refusal: type[Refusal] = NoCredit
    """What it means that there is not enough."""

    @classmethod
    def give(cls, count: int) -> "Move":
        """Granted credits come in."""
        return cls("come", _some(count), count)

    @classmethod
    def buy(cls, count: int) -> "Move":
        """Paid credits come in."""
        return cls("come", _some(count))

    @classmethod
    def take_back(cls, count: int) -> "Move":
        """Paid credits whose price went back go, as far as they are left."""
        return cls("take_back", _some(count))

    @classmethod
    def correct(cls, count: int) -> "Move":
        """An operator's correction, up or down."""
        if count < 0:
            return cls("spend", -count, refusal=NotSoMany)
        return cls("correct_up", _some(count))


@dataclass(frozen=True, slots=True)
class Purse:
    granted: int = 0
    paid: int = 0
    owed: int = 0

    @property
    def balance(self) -> int:
        """What can be spent."""
        return self.granted + self.paid

    def give(self, count: int) -> "Purse":
        """Granted credits come in."""
        return replace(self, granted=self.granted + _some(count))

    def buy(self, count: int) -> "Purse":
        """Paid credits come in, and pay what is owed first."""
        settled = min(self.owed, _some(count))
        return replace(self, paid=self.paid + count - settled, owed=self.owed - settled)

    def spend(self, count: int) -> "Purse":
        """Raises `NoCredit`."""
        if self.balance < _some(count):
            raise NoCredit()
        gifts = min(self.granted, count)
        return replace(self, granted=self.granted - gifts, paid=self.paid - (count - gifts))

    def take_back(self, count: int) -> "Purse":
        """Paid credits whose price went back to the payer: those that are left go, the rest is owed."""
        taken = min(self.paid, _some(count))
        return replace(self, paid=self.paid - taken, owed=self.owed + count - taken)

    def correct(self, count: int) -> "Purse":
        """An operator's correction. Up: what is owed is forgiven first, the rest is granted. Down: as
        spending.

        Raises:
            NotSoMany: more would go than there is.
        """
        if count < 0:
            if self.balance < -count:
                raise NotSoMany()
            return self.spend(-count)
        forgiven = min(self.owed, _some(count))
        return replace(self, granted=self.granted + count - forgiven, owed=self.owed - forgiven)


def _some(count: int) -> int:
    if count <= 0:
        raise ValueError("A move takes at least one credit.")
    return count
