"""What stands on pages for the pages' sake: running heads and feet, page numbers."""

import re
from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace

from preppal.documents.model import Line

EDGE = 0.11  # of the page's height, at its top and bottom
NUMBER = re.compile(
    r"^\W*(?:(?:page|seite|página|pagina|page no\.?|p\.|第|strana|sida|side)?\s*\d{1,3}\s*"
    r"(?:(?:of|von|de|di|sur|van|/|\||共|页，?共|头)\s*\d{1,3})?\s*页?)\W*$",
    re.I,
)


def without_furniture(lines: Sequence[Line], heights: Sequence[float]) -> list[Line]:
    """The lines without page numbers, and without what repeats at the pages' edges after its first time."""
    seen: dict[tuple[str, bool], set[int]] = defaultdict(set)
    for line in lines:
        place = edge_of(line, heights)
        if place is not None:
            seen[key(line.text), place].add(line.page)
    kept: list[Line] = []
    for line in lines:
        place = edge_of(line, heights)
        if place is not None:
            pages = seen[key(line.text), place]
            if NUMBER.match(line.text) or (len(pages) > 1 and line.page != min(pages)):
                continue
            cells = [cell for cell in line.text.split("\t") if not is_number_cell(cell)]
            if len(cells) < line.text.count("\t") + 1:
                if not cells:
                    continue
                line = replace(line, text="\t".join(cells))
        kept.append(line)
    return kept


def is_number_cell(cell: str) -> bool:
    """Only a numbered page in words: a bare number in a cell may be a phone's part or a year's."""
    return bool(NUMBER.match(cell)) and not cell.strip().isdigit()


def edge_of(line: Line, heights: Sequence[float]) -> bool | None:
    """Whether the line stands at its page's top (True) or bottom (False); None is neither."""
    if line.box is None or line.page >= len(heights):
        return None
    height = heights[line.page]
    if line.box.bottom < EDGE * height:
        return True
    return False if line.box.top > (1 - EDGE) * height else None


def key(text: str) -> str:
    return re.sub(r"\d+", "0", text).casefold().strip()
