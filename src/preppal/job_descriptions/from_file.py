"""The words of a file as somebody would have pasted them: lines that a page broke in two are one again."""

from collections import defaultdict
from dataclasses import dataclass

from preppal.documents.model import Document, Kind, Line
from preppal.documents.unreadable import Unreadable
from preppal.foundation.i18n import N_
from preppal.job_descriptions.model import CONTENT_LIMIT

SHOWN_AT_MOST = 3 * CONTENT_LIMIT
"""Characters. What is longer is no posting with a page too many but something else."""

LOOK = N_("These are the words of the file. Look them over before you go on.")
SHORTEN = N_(
    "These are the words of the file: more than the 20,000 characters of a posting. Keep the part about "
    "the job."
)
FAR_TOO_LONG = N_(
    "That file holds far more than the 20,000 characters of a posting. Paste only the part about the job."
)
SOME_SCANNED = N_("Some of its pages are pictures. Their words are missing here.")
SOME_HIDDEN = N_("It also holds words that nobody sees on its pages. They were left out.")


@dataclass(frozen=True, slots=True)
class FileWords:
    """What goes into the field, and what is said about it (msgids)."""

    text: str
    said: tuple[str, ...]


def words_of(document: Document) -> FileWords:
    """Raises `Unreadable`: ``needs_ocr``, ``no_words`` or ``far_too_long``."""
    text = as_pasted(document)
    if not text.strip():
        is_picture = document.scanned_pages or document.kind in (Kind.PNG, Kind.JPEG)
        raise Unreadable("needs_ocr" if is_picture else "no_words")
    if len(text) > SHOWN_AT_MOST:
        raise Unreadable("far_too_long")
    said = [
        SHORTEN if len(text) > CONTENT_LIMIT else LOOK,
        *([SOME_SCANNED] if document.scanned_pages else []),
        *([SOME_HIDDEN] if document.hidden else []),
    ]
    return FileWords(text, tuple(said))


def as_pasted(document: Document) -> str:
    """Paragraphs on a line each, items behind a dash, an empty line between blocks."""
    right = _right_edges(document)
    rows: list[str] = []
    before: Line | None = None
    for line in document.lines:
        if before is not None and _goes_on(before, line, right[line.page, line.block]):
            rows[-1] = _joined(rows[-1], line.text)
        else:
            if before is not None and (before.page, before.block) != (line.page, line.block):
                rows.append("")
            rows.append(f"- {line.text}" if line.is_item else line.text)
        before = line
    return "\n".join(rows)


def _right_edges(document: Document) -> dict[tuple[int, int], float]:
    """How far to the right the lines of each block reach, in points."""
    edges: dict[tuple[int, int], float] = defaultdict(float)
    for line in document.lines:
        if line.box is not None:
            edges[line.page, line.block] = max(edges[line.page, line.block], line.box.right)
    return edges


def _goes_on(before: Line, line: Line, right: float) -> bool:
    """Whether ``line`` is the rest of ``before``: the page had no room there for its first word.

    Known only where lines have a place. Told apart from a new line also by its look, and by more room above.
    """
    if (
        before.box is None
        or line.box is None
        or line.is_item
        or line.is_heading
        or before.is_heading
    ):
        return False
    if (before.page, before.block) != (line.page, line.block) or before.is_bold != line.is_bold:
        return False
    height = before.box.bottom - before.box.top
    if line.box.top - before.box.bottom > 0.9 * height or line.box.top < before.box.top:
        return False
    if before.size and line.size and abs(before.size - line.size) > 0.6:
        return False
    width = (before.box.right - before.box.left) / max(len(before.text), 1)
    first = 1 if _is_wide(line.text[0]) else len(line.text.split()[0]) + 1
    return before.box.right + first * width > right


def _joined(before: str, text: str) -> str:
    """A word that was parted keeps its hyphen: programs that make postings part at those that are there."""
    ends_open = before.endswith("-") and before[-2:-1].isalpha() and text[0].isalpha()
    if ends_open or (_is_wide(before[-1]) and _is_wide(text[0])):
        return before + text
    return f"{before} {text}"


def _is_wide(character: str) -> bool:
    """Of a script that is written without spaces."""
    return (
        "\u3000" <= character <= "\u30ff"
        or "\u3400" <= character <= "\u9fff"
        or character >= "\uff00"
    )
