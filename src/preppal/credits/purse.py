"""What an account has, as plain values, and the moves it allows. Pure.

Granted credits are spent first. Paid credits that come in pay what is owed first, so nobody both owes and
has paid credits left; gifts pay no debt.
"""

from dataclasses import dataclass, replace

from preppal.credits.model import NoCredit, NotSoMany


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

    def keep(self) -> "Purse":
        """Nothing changes."""
        return self

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
