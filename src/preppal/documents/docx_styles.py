"""How a DOCX says that words look: styles, what they are based on, and what a run says on top."""

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace

from preppal.documents.archive import Archive
from preppal.documents.elements import walk

_HEADING = re.compile(r"(?:heading ?[1-9]|title)", re.IGNORECASE)
_WHITE = re.compile(r"(?:f[a-f0-9]){3}", re.IGNORECASE)
"""As good as white on paper: every part is 240 of 255 or more."""
_PAPER = ("auto", "clear", "ffffff", "")
SMALLEST = 2.0
"""Points. Nobody reads less; 6 is the smallest print."""
_DEEPEST = 16
"""Styles based on one another."""


@dataclass(frozen=True, slots=True)
class Look:
    """None where nothing is said. ``size`` in points."""

    size: float | None = None
    is_bold: bool | None = None
    is_vanished: bool | None = None
    is_white: bool | None = None
    is_shaded: bool | None = None
    """It has a ground of its own, on which white is a colour like any other."""
    is_heading: bool | None = None
    is_item: bool | None = None

    def over(self, below: "Look") -> "Look":
        """What this says, and what ``below`` says where this is silent."""
        said = {name: value for name in _NAMES if (value := getattr(self, name)) is not None}
        return replace(below, **said) if said else below


_NAMES = tuple(Look.__dataclass_fields__)
PLAIN = Look()


def is_on(attributes: Mapping[str, str]) -> bool:
    """Whether `<w:b/>` or `<w:b w:val="…"/>` switches on."""
    return attributes.get("w:val", "1").lower() not in ("0", "false", "off", "none")


def said_by(name: str, attributes: Mapping[str, str]) -> Look:
    """What one element of `w:rPr`, `w:pPr` or `w:tcPr` says."""
    value = attributes.get("w:val", "")
    if name == "w:b":
        return Look(is_bold=is_on(attributes))
    if name in ("w:vanish", "w:specVanish"):
        return Look(is_vanished=is_on(attributes))
    if name == "w:color":
        return Look(is_white=bool(_WHITE.fullmatch(value)))
    if name == "w:sz" and value.isdecimal() and len(value) < 6:
        return Look(size=int(value) / 2)
    if name == "w:shd":
        return Look(is_shaded=attributes.get("w:fill", "auto").lower() not in _PAPER)
    if name in ("w:highlight", "w:background"):
        return Look(is_shaded=True)
    if name == "w:outlineLvl" and value.isdecimal():
        return Look(is_heading=len(value) == 1 and value != "9")
    if name == "w:numId":
        return Look(is_item=value != "0")
    return PLAIN


@dataclass(slots=True)
class Styles:
    """Looks by the style's id, what it is based on already counted in."""

    looks: dict[str, Look]
    defaults: Look

    def look(self, style: str) -> Look:
        found = self.looks.get(style)
        if found is None:
            is_heading = _HEADING.fullmatch(style)
            return Look(is_heading=True) if is_heading else PLAIN
        return found


class _Reader:
    """Hears styles.xml."""

    def __init__(self) -> None:
        self.own: dict[str, Look] = {}
        self.based_on: dict[str, str] = {}
        self.usual = ""
        """The id of the style of paragraphs that name none."""
        self.defaults = PLAIN
        self._style: str | None = None
        self._in_defaults = False

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name == "w:style":
            self._style = style = attributes.get("w:styleId", "")
            self.own[style] = PLAIN
            if attributes.get("w:type") == "paragraph" and attributes.get("w:default") == "1":
                self.usual = style
        elif name == "w:docDefaults":
            self._in_defaults = True
        elif self._in_defaults:
            self.defaults = said_by(name, attributes).over(self.defaults)
        elif self._style is None:
            return
        elif name == "w:basedOn":
            self.based_on[self._style] = attributes.get("w:val", "")
        elif name == "w:name":
            if _HEADING.fullmatch(attributes.get("w:val", "")):
                self.own[self._style] = Look(is_heading=True).over(self.own[self._style])
        else:
            self.own[self._style] = said_by(name, attributes).over(self.own[self._style])

    def end(self, name: str) -> None:
        if name == "w:style":
            self._style = None
        elif name == "w:docDefaults":
            self._in_defaults = False

    def words(self, text: str) -> None:
        """Styles have none."""


def read_styles(archive: Archive, part: str | None) -> Styles:
    """The styles of a document; without such a part, none. Raises `Unreadable`."""
    reader = _Reader()
    if part is not None and part in archive:
        walk(archive.chunks(part), reader)
    looks = {}
    for style, own in reader.own.items():
        look, below, steps = own, reader.based_on.get(style), 0
        while below in reader.own and steps < _DEEPEST:
            look, below, steps = look.over(reader.own[below]), reader.based_on.get(below), steps + 1
        looks[style] = look
    defaults = looks.get(reader.usual, PLAIN).over(reader.defaults)
    return Styles(looks, replace(defaults, is_heading=None, is_item=None))
