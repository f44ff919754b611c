"""Mail on one's own machine: written to the terminal that runs Preppal. Local mode only."""

import sys
from typing import TextIO


class TerminalMailer:
    def __init__(self, stream: TextIO | None = None) -> None:
        self.stream = stream

    async def send(self, *, to: str, subject: str, text: str) -> None:
        """Never fails. Only the subject is written: it says what the message is about."""
        stream = self.stream or sys.stdout
        stream.write(f"\n  To {to}: {subject}\n\n")
        stream.flush()
