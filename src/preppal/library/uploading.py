"""A file with a posting in it: sent, read elsewhere, its words given back. The file is not kept.

Nothing here is inside a transaction: a file may take ten seconds to arrive and as many to be read.
"""

import time
import uuid
from collections.abc import Callable
from dataclasses import dataclass

from fastapi import Request

from preppal.accounts.identity import Person, signed_in_person
from preppal.documents.limits import LIMITS
from preppal.documents.reading import Readers
from preppal.documents.sentences import sentence_of
from preppal.documents.unreadable import Unreadable
from preppal.foundation.errors import Invalid, Refusal, TooLarge, TooMany, Unavailable
from preppal.foundation.i18n import N_
from preppal.job_descriptions.from_file import FAR_TOO_LONG, FileWords, words_of
from preppal.resumes.taking import recognises, understand
from preppal.web.limits import Turns
from preppal.web.requests import Now
from preppal.web.uploads import Gone, Upload, read_upload, while_connected

FIELD = "job_file"
CHOOSE_A_FILE = N_("Choose a file first.")
NO_POSTING_THAT_LONG = N_("That file has more than 15 pages. Paste the part about the job.")
BODY_LIMIT = 24 * 1024 * 1024
"""Bytes of a form with a file: enough above `LIMITS.size` that the form comes back with its sentence."""

AT_ONCE = 2
"""Files of one person that are read at the same time: two tabs."""
IN_A_ROW, EVERY_SECONDS = 20, 30
"""Files of one person at a stretch, and how soon one more is theirs again."""


class TooManyFiles(TooMany):
    message = N_("That is a lot of files. Wait a minute, or paste the words.")


@dataclass
class PostingFiles:
    """The files of postings that are read in this process."""

    readers: Readers
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        self._turns = Turns(
            at_once=AT_ONCE, in_a_row=IN_A_ROW, every_seconds=EVERY_SECONDS, clock=self.clock
        )

    async def words(self, who: uuid.UUID, data: bytes) -> FileWords:
        """The words of a person's file; pages that are pictures are recognised as a resume's are.

        Raises:
            TooManyFiles: they have sent enough for now.
            Unavailable: others' files are being read, and too many wait.
            Invalid: it cannot be read, or holds no words; the sentence is on `FIELD`.
        """
        with self._turns.of(who, TooManyFiles):
            try:
                document = await self.readers.read(data, limits=LIMITS)
                if document.scanned_pages and recognises():
                    document = (await understand(self.readers, data)).document
                return words_of(document)
            except Unreadable as problem:
                raise _refusal(problem) from None


def _refusal(problem: Unreadable) -> Refusal:
    sentences = {"far_too_long": FAR_TOO_LONG, "too_long": FAR_TOO_LONG,
                 "too_many_pages": NO_POSTING_THAT_LONG}  # fmt: skip
    sentence = sentences.get(problem.reason) or sentence_of(problem)
    if problem.reason == "busy":
        return Unavailable(sentence)
    if problem.reason == "too_large":
        return TooLarge(sentence)
    return Invalid({FIELD: sentence}, sentence)


@dataclass(frozen=True, slots=True)
class Sent:
    """A form with a file that a person sent, and what became of it: words, or why there are none."""

    person: Person
    fields: dict[str, str]
    words: FileWords | None = None
    refusal: Refusal | None = None

    @property
    def filled(self) -> dict[str, str]:
        """The form with the file's words in the field for the posting; as it was when there are none."""
        return self.fields | ({"job_text": self.words.text} if self.words else {})

    @property
    def errors(self) -> dict[str, str]:
        return {FIELD: self.refusal.text} if self.refusal else {}


async def sent_file(request: Request, now: Now) -> Sent:
    """Take the form of a person who is signed in, and read its file, for as long as they stay."""
    person = await signed_in_person(request, now=now)
    upload = await read_upload(request, FIELD, most=LIMITS.size)
    files: PostingFiles = request.app.state.posting_files
    try:
        words = await while_connected(request, files.words(person.id, _data(upload)))
    except Gone:
        raise
    except Refusal as refusal:
        return Sent(person, upload.fields, refusal=refusal)
    return Sent(person, upload.fields, words)


def _data(upload: Upload) -> bytes:
    if upload.is_too_large:
        raise _refusal(Unreadable("too_large"))
    if upload.data is None:
        raise Invalid({FIELD: CHOOSE_A_FILE}, CHOOSE_A_FILE)
    return upload.data
