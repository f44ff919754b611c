"""A resume as somebody sends it, a file or pasted words: read before any transaction begins."""

import time
import uuid
from collections.abc import Awaitable, Callable
from dataclasses import dataclass

from fastapi import Request

from preppal.accounts.identity import Person, signed_in_person
from preppal.documents.limits import LIMITS, Limits
from preppal.documents.reading import Readers
from preppal.documents.sentences import sentence_of
from preppal.documents.unreadable import Unreadable
from preppal.foundation.errors import Invalid, Refusal, TooLarge, TooMany, Unavailable
from preppal.foundation.i18n import N_
from preppal.resumes.keeping import Fresh
from preppal.resumes.model_reading import ModelReader
from preppal.resumes.taking import Taken, Tell, take_file, take_words, to_nobody
from preppal.web.limits import Turns
from preppal.web.requests import Fields, Now
from preppal.web.uploads import Gone, Upload, read_upload, while_connected

FILE, WORDS = "resume_file", "resume_text"
READER, MODEL = "resume_reader", "model"
"""The field that says who may read the file; anything but `MODEL` keeps it on this server."""
CHOOSE_A_FILE = N_("Choose a file first.")
PASTE_FIRST = N_("Paste the words of your resume first.")
PASTED_TOO_SLOW = N_(
    "Reading these words took too long, so we stopped. Paste the part that matters."
)
PASTED_TOO_LONG = N_("That is more than a resume holds. Paste the part that matters.")
BODY_LIMIT = 24 * 1024 * 1024
"""Bytes of a form with a file: enough above `LIMITS.size` that the form comes back with its sentence."""
AT_ONCE = 2
"""Of one person's at the same time: two tabs."""
IN_A_ROW, EVERY_SECONDS = 20, 30
"""Of one person's at a stretch, and how soon one more is theirs again."""


class TooManyUploads(TooMany):
    message = N_("That is a lot of resumes. Wait a minute, then go on.")


@dataclass
class ResumeReaders:
    """The resumes that are read in this process, so many for each person."""

    readers: Readers
    limits: Limits = LIMITS
    model: ModelReader | None = None
    clock: Callable[[], float] = time.monotonic

    def __post_init__(self) -> None:
        self.turns = Turns(
            at_once=AT_ONCE, in_a_row=IN_A_ROW, every_seconds=EVERY_SECONDS, clock=self.clock
        )

    async def file(
        self,
        who: uuid.UUID,
        data: bytes,
        *,
        with_model: bool = False,
        tell: Tell = to_nobody,
    ) -> Taken:
        """``with_model`` only where its owner said so. Raises a `Refusal` with a sentence for `FILE`."""
        model = self.model if with_model else None
        with self.turns.of(who, TooManyUploads):
            return await _taken(
                FILE, take_file(self.readers, data, limits=self.limits, model=model, tell=tell)
            )

    async def words(self, who: uuid.UUID, text: str) -> Taken:
        """Raises a `Refusal` with a sentence for `WORDS`."""
        with self.turns.of(who, TooManyUploads):
            return await _taken(WORDS, take_words(self.readers, text, limits=self.limits))


async def _taken(field: str, reading: Awaitable[Taken]) -> Taken:
    try:
        return await reading
    except Unreadable as problem:
        raise _refusal(field, problem.reason) from None


def _refusal(field: str, reason: str) -> Refusal:
    sentence = sentence_of(Unreadable(reason))
    if field == WORDS:
        sentence = {
            "too_long": PASTED_TOO_LONG,
            "too_large": PASTED_TOO_LONG,
            "too_slow": PASTED_TOO_SLOW,
            "too_much_memory": PASTED_TOO_SLOW,
            "no_words": PASTE_FIRST,
            "empty": PASTE_FIRST,
        }.get(reason, sentence)
    if reason == "busy":
        return Unavailable(sentence)
    if reason == "too_large":
        return TooLarge(sentence)
    return Invalid({field: sentence}, sentence)


@dataclass(frozen=True, slots=True)
class Sent:
    """What a person sent, and what became of it: a resume that was read, or why there is none."""

    person: Person
    field: str
    fresh: Fresh | None = None
    refusal: Refusal | None = None
    words: str = ""
    """What was pasted, to be kept in the form."""


@dataclass(frozen=True, slots=True)
class Received:
    """The form of a person who is signed in, with a file, as it came: nothing of it has been read."""

    person: Person
    upload: Upload


async def received_file(request: Request, now: Now) -> Received:
    """Take the form. Raises `SignInNeeded`."""
    person = await signed_in_person(request, now=now)
    return Received(person, await read_upload(request, FILE, most=LIMITS.size))


async def read_file(request: Request, received: Received, tell: Tell = to_nobody) -> Sent:
    """Read its file, for as long as they stay. Raises `Gone`."""
    person, upload = received.person, received.upload
    reading: ResumeReaders = request.app.state.resume_readers
    with_model = upload.fields.get(READER) == MODEL
    try:
        if upload.is_too_large:
            raise _refusal(FILE, "too_large")
        if upload.data is None:
            raise Invalid({FILE: CHOOSE_A_FILE}, CHOOSE_A_FILE)
        work = reading.file(person.id, upload.data, with_model=with_model, tell=tell)
        taken = await while_connected(request, work)
    except Gone:
        raise
    except Refusal as refusal:
        return Sent(person, FILE, refusal=refusal)
    return Sent(person, FILE, Fresh(taken, upload.data, upload.file_name or "resume"))


async def sent_words(request: Request, fields: Fields, now: Now) -> Sent:
    """Pasted words of a person who is signed in."""
    person = await signed_in_person(request, now=now)
    words = fields.get(WORDS, "")
    reading: ResumeReaders = request.app.state.resume_readers
    try:
        taken = await reading.words(person.id, words)
    except Refusal as refusal:
        return Sent(person, WORDS, refusal=refusal, words=words)
    return Sent(person, WORDS, Fresh(taken, words.encode()), words=words)
