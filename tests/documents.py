"""Files made by code: what people upload, and what nobody should."""

import io
import re
import zipfile
import zlib
from collections.abc import Iterable, Sequence

from PIL import Image
from reportlab.lib.pdfencrypt import StandardEncryption
from reportlab.lib.utils import ImageReader
from reportlab.pdfgen.canvas import Canvas

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
SPACES = (
    f'xmlns:w="{WORD}" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships" '
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml"'
)
RELATED = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"

POSTING = """\
Ward Nurse
Fernhill Clinic

You look after twelve beds at night, and you know who sleeps badly.
What you do

• You give medicine on time and write down what you gave.
• You call the doctor early rather than late.
• You hand over in the morning, so that nobody is forgotten.

What you bring

• A nurse's licence and two years on a ward.
• A calm voice."""


def p(text: str, properties: str = "", run: str = "") -> str:
    """A paragraph of one run; tabs and line ends become the elements that Word uses."""
    words = re.sub("[^\t\n]+", lambda found: f'<w:t xml:space="preserve">{found[0]}</w:t>', text)
    words = words.replace("\t", "<w:tab/>").replace("\n", "<w:br/>")
    return (
        f"<w:p>{f'<w:pPr>{properties}</w:pPr>' if properties else ''}"
        f"<w:r>{f'<w:rPr>{run}</w:rPr>' if run else ''}{words}</w:r></w:p>"
    )


def table(*rows: Sequence[str], properties: str = "") -> str:
    """A table of cells; a cell is XML."""
    whole = "".join(
        f"<w:tr>{''.join(f'<w:tc>{cell}</w:tc>' for cell in row)}</w:tr>" for row in rows
    )
    return f"<w:tbl><w:tblPr>{properties}</w:tblPr>{whole}</w:tbl>"


def text_box(*content: str) -> str:
    """A run with a box, twice as Word writes it: for itself and for older programs."""
    inner = f"<w:txbxContent>{''.join(content)}</w:txbxContent>"
    return (
        "<w:r><mc:AlternateContent>"
        f'<mc:Choice Requires="wps"><w:drawing><wps:txbx>{inner}</wps:txbx></w:drawing></mc:Choice>'
        f"<mc:Fallback><w:pict><v:textbox>{inner}</v:textbox></w:pict></mc:Fallback>"
        "</mc:AlternateContent></w:r>"
    )


def docx(
    body: str,
    *,
    styles: str = "",
    headers: Iterable[str] = (),
    footers: Iterable[str] = (),
    links: Iterable[str] = (),
    footnotes: str = "",
    more: dict[str, bytes] | None = None,
    body_name: str = "word/document.xml",
) -> bytes:
    """A DOCX around a body's XML. Links are `rId900`, `rId901` …"""
    head = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    parts = {body_name: f"<w:document {SPACES}><w:body>{body}</w:body></w:document>"}
    related: list[tuple[str, str, str]] = []
    for kind, contents in (("header", headers), ("footer", footers)):
        root = {"header": "hdr", "footer": "ftr"}[kind]
        for number, content in enumerate(contents):
            name = f"{kind}{number}.xml"
            parts[f"word/{name}"] = f"<w:{root} {SPACES}>{content}</w:{root}>"
            related.append((kind, name, ""))
    if styles:
        parts["word/styles.xml"] = f"<w:styles {SPACES}>{styles}</w:styles>"
        related.append(("styles", "styles.xml", ""))
    if footnotes:
        parts["word/footnotes.xml"] = f"<w:footnotes {SPACES}>{footnotes}</w:footnotes>"
        related.append(("footnotes", "footnotes.xml", ""))
    lines = [
        f'<Relationship Id="rId{number}" Type="{RELATED}/{kind}" Target="{target}"/>'
        for number, (kind, target, _) in enumerate(related)
    ]
    lines += [
        f'<Relationship Id="rId{900 + number}" Type="{RELATED}/hyperlink" Target="{link}" '
        'TargetMode="External"/>'
        for number, link in enumerate(links)
    ]
    folder, _, name = body_name.rpartition("/")
    parts[f"{folder}/_rels/{name}.rels"] = (
        f'<Relationships xmlns="{PACKAGE}">{"".join(lines)}</Relationships>'
    )
    parts["_rels/.rels"] = (
        f'<Relationships xmlns="{PACKAGE}"><Relationship Id="rId1" '
        f'Type="{RELATED}/officeDocument" Target="{body_name}"/></Relationships>'
    )
    return zipped({name: (head + part).encode() for name, part in parts.items()} | (more or {}))


def zipped(parts: dict[str, bytes], *, way: int = zipfile.ZIP_DEFLATED) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", way) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return file.getvalue()


def docx_of(text: str) -> bytes:
    """A posting as somebody writes it in Word: its lines as paragraphs, its items as list items."""
    item = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="1"/></w:numPr>'
    return docx(
        "".join(
            p(line.removeprefix("• "), item if line.startswith("• ") else "")
            for line in text.split("\n")
        )
    )


def pdf_of(*pages: str, password: str | None = None, size: int = 11) -> bytes:
    """A PDF with these pages, line by line. With a password, nobody opens it without."""
    file = io.BytesIO()
    lock = StandardEncryption(password, strength=128) if password is not None else None
    canvas = Canvas(file, encrypt=lock, invariant=1)
    for page in pages:
        text = canvas.beginText(72, 770)
        text.setFont("Helvetica", size, leading=size * 1.4)
        text.textLines(page, trim=0)
        canvas.drawText(text)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def raw_pdf(content: bytes, *, catalog: bytes = b"", more: Sequence[bytes] = ()) -> bytes:
    """A PDF of one page with this content stream, inflated or not as it comes; `more` are objects from 5 on."""
    packed = zlib.compress(content, 9)
    objects = [
        b"<</Type/Catalog/Pages 2 0 R" + catalog + b">>",
        b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</Font<</F1"
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>>>>>>>",
        b"<</Length %d/Filter/FlateDecode>>stream\n%s\nendstream" % (len(packed), packed),
        *more,
    ]
    made, places = bytearray(b"%PDF-1.7\n"), []
    for number, content_of in enumerate(objects, 1):
        places.append(len(made))
        made += b"%d 0 obj\n%s\nendobj\n" % (number, content_of)
    table_at = len(made)
    made += b"xref\n0 %d\n0000000000 65535 f \n" % (len(objects) + 1)
    made += b"".join(b"%010d 00000 n \n" % place for place in places)
    made += b"trailer<</Size %d/Root 1 0 R>>\nstartxref\n%d\n%%%%EOF\n" % (
        len(objects) + 1,
        table_at,
    )
    return bytes(made)


def scanned_pdf(pages: int = 1) -> bytes:
    """A PDF whose pages are pictures."""
    file = io.BytesIO()
    canvas = Canvas(file, invariant=1)
    picture = ImageReader(io.BytesIO(png()))
    for _ in range(pages):
        canvas.drawImage(picture, 0, 0, width=595, height=842)
        canvas.showPage()
    canvas.save()
    return file.getvalue()


def png() -> bytes:
    """A grey picture."""
    file = io.BytesIO()
    Image.new("L", (8, 8), 128).save(file, "PNG")
    return file.getvalue()


def jpeg() -> bytes:
    file = io.BytesIO()
    Image.new("L", (8, 8), 128).save(file, "JPEG")
    return file.getvalue()


def compound_file(*streams: str) -> bytes:
    """What Word before 2007 wrote, as far as telling kinds apart goes: its magic and names of streams."""
    names = b"".join(name.encode("utf-16-le").ljust(128, b"\x00") for name in streams)
    return b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\x00" * 504 + names
