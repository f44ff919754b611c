"""A model that reads pictures of pages."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Protocol

from preppal.providers.protocols.models import Answer


@dataclass(frozen=True, slots=True)
class Picture:
    """A page as one sees it. ``media_type`` is `image/png` or `image/jpeg`."""

    media_type: str
    data: bytes


class ModelFailed(Exception):
    """A model gave no answer that can be used: unreachable, refused, of another shape."""


class DocumentModel(Protocol):
    """Looks at a document's pages and words. ``receiver`` is who gets them: a company, a host, "" for nobody else."""

    name: str
    receiver: str

    async def read(
        self, instructions: str, text: str, pictures: Sequence[Picture], answer: type[Answer]
    ) -> Answer:
        """An ``answer`` (a dataclass). Cancelled when nobody waits any more. Raises `ModelFailed`."""
        ...

    async def close(self) -> None: ...
