"""What a person is told of a file that could not be read: what it is, and what to do."""

from collections.abc import Mapping

from preppal.documents.unreadable import Unreadable
from preppal.foundation.i18n import N_

SENTENCES: Mapping[str, str] = {
    "empty": N_("That file is empty. Choose another one."),
    "too_large": N_("That file is larger than 10 MB. Save it without pictures, or paste its words."),
    "too_many_pages": N_("That file has more than 15 pages. Paste the part that matters."),
    "too_long": N_("That file holds more text than we read. Paste the part that matters."),
    "too_large_inside": N_(
        "That file unpacks to far more than a document holds, so we stopped. Paste its words instead."
    ),
    "too_many_pixels": N_(
        "That picture is larger than we unpack. Save it smaller: 300 dots an inch are enough."
    ),
    "too_slow": N_(
        "Reading that file took too long, so we stopped. Save it as a plain PDF, or paste its words."
    ),
    "too_much_memory": N_(
        "Reading that file took too much memory, so we stopped. Save it as a plain PDF, or paste its "
        "words."
    ),
    "busy": N_("Other files are being read just now. Try again in a moment."),
    "unknown_kind": N_(
        "Whatever its name says, that is no PDF, Word, HTML or text file. Choose another one, or paste "
        "its words."
    ),
    "legacy_doc": N_(
        "That is the old Word format (.doc). Open it, save it as PDF or DOCX, and choose that one."
    ),
    "legacy_odt": N_(
        "That is an OpenDocument file (.odt). Open it, save it as PDF or DOCX, and choose that one."
    ),
    "legacy_rtf": N_(
        "That is a rich text file (.rtf). Open it, save it as PDF or DOCX, and choose that one."
    ),
    "legacy_pages": N_(
        "That is a Pages file. Open it, export it as PDF or Word, and choose that one."
    ),
    "web_archive": N_(
        "That is a web page packed into one file (.mht). Save the page as PDF, and choose that one."
    ),
    "another_picture": N_("That is a picture, and we find no words in it. Paste them instead."),
    "no_ocr": N_(
        "Its pages are pictures, and this server has nothing that reads those. Install it: "
        "pip install 'preppal[ocr]'."
    ),
    "needs_ocr": N_(
        "Its pages are pictures, as a scanner makes them, so there are no words to take. Paste them "
        "instead."
    ),
    "no_words": N_("There are no words in that file. Choose another one, or paste them."),
    "encrypted": N_(
        "That file is protected by a password. Save it without one, and choose it again."
    ),
    "damaged": N_(
        "That file is damaged, or a part of it is missing. Open it, save it as a new PDF, and choose "
        "that one."
    ),
}  # fmt: skip
"""By `Unreadable.reason`. The figures are those of `limits.LIMITS`."""


def sentence_of(problem: Unreadable) -> str:
    """The msgid for a reason; one that nobody foresaw is a damaged file."""
    return SENTENCES.get(problem.reason, SENTENCES["damaged"])
