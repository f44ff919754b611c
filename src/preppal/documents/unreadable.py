"""A file that cannot be read, and why."""


class Unreadable(ValueError):
    """``reason`` is one word for the program (`encrypted`, `damaged`, `empty`); people get a sentence elsewhere."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason
