"""The lines of a document as the reader weighs them: cells, space above, whether a line ran out of room."""

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from statistics import median

from preppal.documents.model import Document, Line

MARKS = re.compile(r"^[\s•◦▪●○■□·*➢➤►▶✓✔❖◆◇★☆>»§]+(?=\S)")
HAN = re.compile(r"[\u4e00-\u9fff]")
LABEL_ALONE = re.compile(
    r"^(?:name|vorname|nachname|vor- und nachname|nombre|nombre y apellidos|apellidos|nom|prénom|nome|cognome|naam|姓名|anschrift|adresse|address|dirección|indirizzo|morada|adres|"
    r"地址|现居地|tel\.?|telefon|telephone|phone|mobile|mobil|handy|teléfono|téléphone|telefono|telefone|telefoon|电话|手机|联系电话|e-?mail|correo|邮箱|电子邮箱|web|website|linkedin|wohnort|ort|"
    r"residence|location|employer|company|position|title|arbeitgeber|zeitraum|tätigkeit|abschluss|empresa|puesto|cargo|fechas|titulación|centro|employeur|poste|dates?|diplôme|établissement|"
    r"公司|职位|时间|学校|学历|专业|geburtsdatum|geboren am|geburtsort|familienstand|staatsangehörigkeit|nationality|date of birth|出生年月|性别|民族|籍贯|政治面貌|婚姻状况)\s*[:：]?$",
    re.I,
)
SENTENCE_END = re.compile(r"[.;。；!?！]\s*$")
ABBREVIATED = re.compile(
    r"\b(?:Inc|Ltd|Co|Corp|Jr|Sr|e\.V|S\.A|S\.L|S\.p\.A|Lda|Ltda|B\.V|N\.V|Dr|St|Univ|a\.D|Hons?|Ph\.D|Ing|Dipl|nat|[A-Z])\.\s*$",
    re.I,
)
HAN_NAME = re.compile(
    r"(?:公司|集团|大学|学院|医院|学校|中心|研究院|研究所|银行|局|厂|院|部|师|经理|总监|主管|专员|助理|实习生)\s*$"
)
LONGEST_HEADING_WORDS = 13

Style = tuple[int, bool, bool, bool]


@dataclass(frozen=True, slots=True)
class Row:
    """A line, or a part of one. ``index`` is the document's line."""

    index: int
    text: str
    line: Line
    gap: float | None = None
    """Free space above in lines of its own size; None where a column begins or nothing is known."""
    is_full: bool = False
    """It reaches its column's right edge: the next line may go on with it."""
    room: float | None = None
    """Points left to its column's right edge."""
    style: Style = (0, False, False, False)
    """Half points, whether bold, italic, and in capitals."""

    @property
    def cells(self) -> list[str]:
        return [cell.strip() for cell in self.text.split("\t") if cell.strip()]

    @property
    def flat(self) -> str:
        return " ".join(self.text.split())

    @property
    def is_item(self) -> bool:
        return self.line.is_item

    def had_room_for(self, following: "Row") -> bool:
        """Whether the next line's first word would have stood on this one: then it is no going on."""
        box = self.line.box
        if box is None or self.room is None:
            return False
        word = following.flat.split()[0] if not HAN.match(following.flat) else following.flat[:1]
        letter = (box.right - box.left) / max(len(self.line.text), 1)
        return (len(word) + 1) * letter < self.room - 2

    def saying(self, text: str) -> "Row":
        return replace(self, text=text)


def rows_of(document: Document) -> list[Row]:
    """The rows of a document, without empty ones."""
    labelled = _labelled(document.lines)
    edges = _edges(line for _, line in labelled)
    rows: list[Row] = []
    before: Line | None = None
    for index, line in labelled:
        for part in line.text.split("\n"):
            text = MARKS.sub("", part).strip() if not line.is_item else part.strip()
            text = re.sub(r"[●○★☆■□▪◦•]{2,}\s*$", "", text).strip()
            if not any(c.isalnum() for c in text):
                continue
            fullness = _fullness(line, edges)
            rows.append(Row(index, text, line, _gap(before, line), *fullness, style_of(line, text)))
            before = line
    return rows


def style_of(line: Line, text: str) -> Style:
    first = text.split("\t", 1)[0]
    letters = sum(c.lower() != c.upper() for c in first)
    return (
        round((line.size or 0) * 2),
        line.is_bold,
        line.is_italic,
        letters > 3 and first.isupper(),
    )


def _labelled(lines: Sequence[Line]) -> list[tuple[int, Line]]:
    """Lines with their place in the document; cells of a table without pages, of which one is a label and the
    next its value, on one line, at the value's place."""
    sizes = Counter(line.block for line in lines)
    result: list[tuple[int, Line]] = []
    for index, line in enumerate(lines):
        before = result[-1][1] if result else None
        if (
            before is not None
            and line.box is None
            and before.block != line.block
            and sizes[before.block] == 1
            and "\t" not in before.text
            and LABEL_ALONE.match(before.text)
        ):
            result[-1] = index, replace(line, text=f"{before.text.rstrip(':： ')}\t{line.text}")
        else:
            result.append((index, line))
    return result


def _gap(before: Line | None, line: Line) -> float | None:
    if before is None or before.box is None or line.box is None or not line.size:
        return None
    if (before.page, before.block) != (line.page, line.block):
        return None
    return max(line.box.top - before.box.bottom, -1.0) / line.size


def _edges(lines: Iterable[Line]) -> dict[tuple[int, int], tuple[float, float]]:
    edges: dict[tuple[int, int], list[Line]] = defaultdict(list)
    for line in lines:
        if line.box is not None:
            edges[line.page, line.block].append(line)
    return {
        key: (
            min(line.box.left for line in group if line.box),
            max(line.box.right for line in group if line.box),
        )
        for key, group in edges.items()
    }


def _fullness(
    line: Line, edges: dict[tuple[int, int], tuple[float, float]]
) -> tuple[bool, float | None]:
    if line.box is None:
        return False, None
    left, right = edges[line.page, line.block]
    room = right - line.box.right
    return room < 0.16 * (right - left) and right - left > 60, room


def body_size(rows: list[Row]) -> float:
    """The size of most letters, or 0."""
    sizes: dict[float, int] = defaultdict(int)
    for row in rows:
        if row.line.size:
            sizes[round(row.line.size * 2) / 2] += len(row.text)
    return max(sizes, key=lambda size: sizes[size]) if sizes else 0.0


def usual_gap(rows: list[Row]) -> float:
    gaps = [row.gap for row in rows if row.gap is not None]
    return median(gaps) if gaps else 0.0


def is_sentence(text: str) -> bool:
    """Whether a text is told rather than headed: long, or ended like a sentence."""
    if HAN.search(text):
        han = len(HAN.findall(text))
        if SENTENCE_END.search(text) or han > 30:
            return True
        clauses = [clause for clause in re.split("[,，]", text) if clause.strip()]
        return len(clauses) > 1 and han > 12 and not HAN_NAME.search(clauses[0])
    words = text.split()
    if len(words) > LONGEST_HEADING_WORDS and not is_of_names(words):
        return True
    if SENTENCE_END.search(text) and not ABBREVIATED.search(text) and len(words) >= 3:
        return True
    return bool(words) and words[0][:1].islower() and len(words) > 4


def is_of_names(words: Sequence[str]) -> bool:
    """Nearly all of its longer words begin with a capital, as those of names do."""
    if len(words) > 2 * LONGEST_HEADING_WORDS:
        return False
    long = [word for word in words if len(word) > 3 and word[0].isalpha()]
    return sum(word[0].isupper() for word in long) >= 0.9 * len(long)


def joined(rows: list[Row]) -> list[str]:
    """Rows put together to the items or paragraphs they are parts of."""
    return [text for text, _ in paragraphs(rows)]


def paragraphs(rows: list[Row]) -> list[tuple[str, list[Row]]]:
    """As `joined`, each with its rows."""
    parts: list[tuple[str, list[Row]]] = []
    before: Row | None = None
    for row in rows:
        goes_on = (
            before is not None
            and not row.is_item
            and (
                before.is_full
                or before.is_item
                or row.flat[:1].islower()
                or before.flat.endswith((",", "-"))
            )
            and (row.gap is None or row.gap < 0.9)
            and not (before.is_item and not before.is_full and SENTENCE_END.search(before.flat))
        )
        if goes_on and parts:
            text, of = parts[-1]
            parts[-1] = glue(text, row.flat), [*of, row]
        else:
            parts.append((row.flat, [row]))
        before = row
    return parts


def lines_of(rows: Sequence[Row]) -> tuple[int, ...]:
    """The document's lines that rows stand on, each once."""
    return tuple(dict.fromkeys(row.index for row in rows))


def glue(first: str, rest: str) -> str:
    """Two parts of a text that a line's end parted."""
    if first.endswith("-") and rest[:1].islower() and len(first) > 1 and first[-2].isalpha():
        return first[:-1] + rest
    if HAN.search(first[-1:]) and HAN.search(rest[:1]):
        return first + rest
    return f"{first} {rest}"
