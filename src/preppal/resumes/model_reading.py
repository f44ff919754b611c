"""Reading a resume with a model, where a person lets us: bounded, outside any transaction, and checked.

The built-in reader has read it before. Whatever goes wrong with the model, that is what counts.
"""

import asyncio
import dataclasses
from dataclasses import dataclass

from preppal.documents.model import Kind
from preppal.documents.reading import Readers
from preppal.documents.unreadable import Unreadable
from preppal.foundation.log import log
from preppal.providers.protocols import DocumentModel, ModelFailed, Picture
from preppal.resumes.model_profile import INSTRUCTIONS, MadeUp, SaidProfile, checked_profile
from preppal.resumes.understanding import Understood

SECONDS, WAITING = 60.0, 10.0
"""For an answer, and for one's turn."""
MOST_PICTURES = 6
"""Pages that are sent as pictures; those after them are sent as words."""
LONGEST_TEXT = 60_000
"""Characters."""


@dataclass
class ModelReader:
    """A model, and how many resumes it reads at once."""

    model: DocumentModel
    at_once: int = 2
    seconds: float = SECONDS
    waiting: float = WAITING

    def __post_init__(self) -> None:
        self._places = asyncio.Semaphore(self.at_once)

    async def read(
        self, readers: Readers, data: bytes, understood: Understood
    ) -> tuple[Understood, str]:
        """The resume as the model reads it, and ""; or as it was, and why: ``busy``, ``late``, ``failed``, ``made_up``.

        Hidden and private words are not among those sent: ``understood`` is without them. Its pages are, as
        anybody sees them.
        """
        try:
            async with asyncio.timeout(self.waiting):
                await self._places.acquire()
        except TimeoutError:
            return understood, "busy"
        try:
            async with asyncio.timeout(self.seconds):
                pictures = await _pictures(readers, data, understood)
                said = await self.model.read(
                    INSTRUCTIONS, understood.document.text[:LONGEST_TEXT], pictures, SaidProfile
                )
            profile = checked_profile(said, understood.document)
        except TimeoutError:
            return self._instead(understood, "late")
        except MadeUp:
            return self._instead(understood, "made_up")
        except (ModelFailed, Unreadable) as problem:
            return self._instead(understood, "failed", str(problem))
        finally:
            self._places.release()
        return Understood(dataclasses.replace(understood.document), profile), ""

    def _instead(self, understood: Understood, why: str, more: str = "") -> tuple[Understood, str]:
        log(__name__).warning(
            "resume_read_here_instead", model=self.model.name, why=why, problem=more
        )
        return understood, why


async def _pictures(readers: Readers, data: bytes, understood: Understood) -> list[Picture]:
    document = understood.document
    if document.kind in (Kind.PNG, Kind.JPEG):
        return [Picture(f"image/{document.kind}", data)]
    if document.kind is not Kind.PDF:
        return []
    pages = range(min(document.page_count, MOST_PICTURES))
    return [Picture("image/png", await readers.picture(data, page)) for page in pages]
