"""What a part of an Office file points at: other parts, and addresses on the web."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from preppal.documents.archive import Archive, beside
from preppal.documents.elements import walk


@dataclass(slots=True)
class Relationships:
    """``parts``: id → (kind, name of the part), as in ``rId1`` → ("styles", "word/styles.xml").
    ``addresses``: id → an address outside the file.
    """

    source: str
    parts: dict[str, tuple[str, str]] = field(default_factory=dict)
    addresses: dict[str, str] = field(default_factory=dict)

    def start(self, name: str, attributes: Mapping[str, str]) -> None:
        if name != "Relationship":
            return
        key, target = attributes.get("Id", ""), attributes.get("Target", "")
        if attributes.get("TargetMode") == "External":
            self.addresses[key] = target
        else:
            kind = attributes.get("Type", "").rpartition("/")[2]
            self.parts[key] = (kind, beside(self.source, target))

    def end(self, name: str) -> None:
        """Nothing is written between elements."""

    def words(self, text: str) -> None:
        """Nothing is written between elements."""

    def of_kind(self, kind: str) -> list[str]:
        return [name for found, name in self.parts.values() if found == kind]


def relationships(archive: Archive, part: str) -> Relationships:
    """Those of ``part``; of the file itself for "". A part without any has none. Raises `Unreadable`."""
    folder, _, name = part.rpartition("/")
    file = f"{folder}/_rels/{name}.rels" if folder else f"_rels/{name}.rels"
    found = Relationships(part)
    if file in archive:
        walk(archive.chunks(file), found)
    return found
