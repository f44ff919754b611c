"""Pictures of a resume's pages, for its owner to look at beside what was read."""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from preppal.documents.model import Kind
from preppal.documents.reading import Readers
from preppal.documents.unreadable import Unreadable
from preppal.foundation.errors import NotFound, TooMany, Unavailable
from preppal.foundation.i18n import N_
from preppal.foundation.log import log
from preppal.providers.protocols import FileGone, FilesAway, FileStore
from preppal.resumes.model import FilesNotReached
from preppal.web.limits import Turns

PICTURE_TYPES = {Kind.PDF: "image/png", Kind.PNG: "image/png", Kind.JPEG: "image/jpeg"}
AT_ONCE = 15
"""The pages of one resume."""
IN_A_ROW, EVERY_SECONDS = 120, 1


class NoSuchPage(NotFound):
    message = N_("There is no picture of this page.")


class TooManyPictures(TooMany):
    message = N_("Too many pages are being drawn. Wait a moment, then load the page again.")


class NotDrawnNow(Unavailable):
    message = N_("Other pages are being drawn just now. Load the page again in a moment.")


@dataclass
class PagePictures:
    """Drawn when they are asked for and kept nowhere but in the browser that asked."""

    readers: Readers
    """Apart from those that read uploads, which nobody's pictures hold up."""
    files: FileStore
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        self._turns = Turns(
            at_once=AT_ONCE, in_a_row=IN_A_ROW, every_seconds=EVERY_SECONDS, clock=self.clock
        )

    async def picture(self, who: uuid.UUID, key: str, kind: Kind, page: int) -> bytes:
        """A page, from 0. A file that is a picture is itself.

        Raises:
            NoSuchPage: the file is gone, or cannot be drawn.
            FilesNotReached, NotDrawnNow, TooManyPictures: too much is asked for.
        """
        with self._turns.of(who, TooManyPictures):
            try:
                data = await self.files.read(key)
                return data if kind is not Kind.PDF else await self.readers.picture(data, page)
            except FileGone as problem:
                raise NoSuchPage() from problem
            except FilesAway as problem:
                log(__name__).error("file_not_read", problem=str(problem))
                raise FilesNotReached() from problem
            except Unreadable as problem:
                raise (NotDrawnNow() if problem.reason == "busy" else NoSuchPage()) from problem
