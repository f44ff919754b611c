"""How much a file may be, and how much reading it may take."""

from dataclasses import dataclass

MB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """For one file."""

    size: int = 10 * MB
    """Bytes of the file."""
    pages: int = 15
    characters: int = 500_000
    """Of its text: some 200 pages. What is longer was not written for a reader."""
    seconds: float = 10.0
    """From the first byte to the last word."""
    starting: float = 20.0
    """Seconds for its process to start: a machine that has other things to do is not the file's fault."""
    memory: int = 300 * MB
    """Address space of the process. See `benchmarks/reading_documents.py` for what files need."""
    waiting: float = 20.0
    """Seconds that a file waits for those before it."""


LIMITS = Limits()
PICTURED = Limits(seconds=180.0, memory=1024 * MB, waiting=60.0, starting=60.0)
"""For a file whose pages are pictures, and whose words are recognised: see `benchmarks/recognising_pages.py`."""
