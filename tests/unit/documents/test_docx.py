"""DOCX: everything a reader sees, once and in order; nothing that nobody sees; and no trap shut on us."""

import io
import zipfile

import docx as python_docx
import pytest

from preppal.documents.archive import MOST_INFLATED, MOST_PARTS
from preppal.documents.docx import read_docx
from preppal.documents.elements import DEEPEST
from preppal.documents.model import Document
from preppal.documents.unreadable import Unreadable
from tests.documents import docx, p, table, text_box, zipped

ITEM = '<w:numPr><w:ilvl w:val="0"/><w:numId w:val="3"/></w:numPr>'
WHITE = '<w:color w:val="FFFFFF"/>'
DARK = '<w:shd w:val="clear" w:fill="1F3864"/>'


def read(data: bytes, *, pages: int = 15, characters: int = 100_000) -> Document:
    return read_docx(data, most_pages=pages, most_characters=characters)


def body(*content: str) -> Document:
    return read(docx("".join(content)))


def texts(document: Document) -> list[str]:
    return [line.text for line in document.lines]


def why(data: bytes) -> str:
    with pytest.raises(Unreadable) as refused:
        read(data)
    return refused.value.reason


def test_what_python_docx_writes() -> None:
    made = python_docx.Document()
    made.add_heading("Ward Nurse", 1)
    made.add_paragraph("You look after twelve beds.")
    made.add_paragraph("Night shifts", style="List Bullet")
    made.add_paragraph("Handover", style="List Number")
    grid = made.add_table(2, 3)
    for number, cell in enumerate(grid._cells):
        cell.text = f"cell {number}"
    grid.cell(0, 0).merge(grid.cell(0, 1)).text = "wide"
    grid.cell(0, 2).merge(grid.cell(1, 2)).text = "tall"
    made.sections[0].header.paragraphs[0].text = "Ana Ito, +44 20 7946 0000"
    file = io.BytesIO()
    made.save(file)
    document = read(file.getvalue())
    assert texts(document) == [
        "Ana Ito, +44 20 7946 0000", "Ward Nurse", "You look after twelve beds.", "Night shifts",
        "Handover", "wide", "tall", "cell 3", "cell 4",
    ]  # fmt: skip
    by_text = {line.text: line for line in document.lines}
    assert [line.text for line in document.lines if line.is_heading] == ["Ward Nurse"]
    assert [line.text for line in document.lines if line.is_item] == ["Night shifts", "Handover"]
    assert by_text["cell 3"].block != by_text["cell 4"].block
    assert by_text["Night shifts"].block == by_text["Handover"].block
    assert by_text["Ward Nurse"].is_bold
    assert document.page_count == 1


def test_breaks_and_tabs_within_a_paragraph() -> None:
    document = body(
        p("Fernhill Clinic\tLeeds\n2021\t2023", '<w:tabs><w:tab w:pos="9000"/></w:tabs>')
    )
    assert texts(document) == ["Fernhill Clinic\tLeeds", "2021\t2023"]
    assert len({line.block for line in document.lines}) == 1


def test_a_box_is_read_once_after_what_it_is_fastened_to() -> None:
    anchored = f"<w:p><w:r><w:t>Anchor</w:t></w:r>{text_box(p('In the box'), p('And below'))}</w:p>"
    document = body(p("Before"), anchored, p("After"))
    assert texts(document) == ["Before", "Anchor", "In the box", "And below", "After"]
    blocks = [line.block for line in document.lines]
    assert blocks[2] == blocks[3] not in (blocks[1], blocks[4])


def test_only_a_fallback_is_read_too() -> None:
    old = f"<w:pict><v:textbox><w:txbxContent>{p('Old box')}</w:txbxContent></v:textbox></w:pict>"
    assert texts(body(f"<w:p><w:r>{old}</w:r></w:p>")) == ["Old box"]


def test_cells_in_order_and_tables_in_cells() -> None:
    inner = table([p("inner left"), p("inner right")])
    document = body(
        table([p("Left"), p("Right") + inner + p("below")], [p("Next"), p("Row")]), p("After")
    )
    assert texts(document) == [
        "Left",
        "Right",
        "inner left",
        "inner right",
        "below",
        "Next",
        "Row",
        "After",
    ]
    assert len({line.block for line in document.lines}) == 8


def test_a_cell_below_a_tall_one_is_not_read_again() -> None:
    first = '<w:tcPr><w:vMerge w:val="restart"/></w:tcPr>' + p("Tall")
    below = "<w:tcPr><w:vMerge/></w:tcPr>" + p("covered")
    document = body(table([first, p("a")], [below, p("b")]))
    assert texts(document) == ["Tall", "a", "b"]
    assert document.hidden == ("covered",)


def test_headers_and_footers_once_each() -> None:
    data = docx(
        p("Body"),
        headers=[p("ana@example.org"), p("ana@example.org")],
        footers=[
            '<w:p><w:r><w:t>Page </w:t></w:r><w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r>'
            "</w:fldSimple></w:p>",
            p("Registered nurse 12A3456E"),
        ],
    )
    assert texts(read(data)) == ["ana@example.org", "Body", "Registered nurse 12A3456E"]


def test_footnotes_but_not_their_rules() -> None:
    notes = f'<w:footnote w:type="separator">{p("-----")}</w:footnote><w:footnote w:id="2">{p("With a bonus.")}</w:footnote>'
    assert texts(read(docx(p("Pay"), footnotes=notes))) == ["Pay", "With a bonus."]


def test_headings_by_name_whatever_their_id() -> None:
    styles = (
        '<w:style w:type="paragraph" w:styleId="berschrift1"><w:name w:val="heading 1"/></w:style>'
        '<w:style w:type="paragraph" w:styleId="Own"><w:name w:val="Own"/><w:basedOn w:val="berschrift1"/>'
        '<w:rPr><w:sz w:val="32"/></w:rPr></w:style>'
        '<w:style w:type="paragraph" w:styleId="Loop"><w:basedOn w:val="Loop"/></w:style>'
    )
    content = (
        p("Erfahrung", '<w:pStyle w:val="berschrift1"/>')
        + p("Eigene", '<w:pStyle w:val="Own"/>')
        + p("By level", '<w:outlineLvl w:val="2"/>')
        + p("Body", '<w:pStyle w:val="Loop"/><w:outlineLvl w:val="9"/>')
    )
    document = read(docx(content, styles=styles))
    assert [line.is_heading for line in document.lines] == [True, True, True, False]
    assert document.lines[1].size == 16.0


def test_bold_and_size_of_a_line() -> None:
    document = body(
        p("Bold", run='<w:b/><w:sz w:val="28"/>'),
        p("Not", run='<w:b w:val="0"/>'),
        "<w:p><w:r><w:rPr><w:b/></w:rPr><w:t>Half </w:t></w:r><w:r><w:t>bold</w:t></w:r></w:p>",
    )
    assert [line.is_bold for line in document.lines] == [True, False, False]
    assert [line.size for line in document.lines] == [14.0, None, None]


def test_items_and_their_marks() -> None:
    document = body(
        p("numbered", ITEM), p("• typed"), p("\uf0b7\tsymbol font"), p("o\tthird level"), p("- dash"),
        p("-5 degrees"), p("off", '<w:numPr><w:numId w:val="0"/></w:numPr>'),
    )  # fmt: skip
    assert [(line.text, line.is_item) for line in document.lines] == [
        ("numbered", True), ("typed", True), ("symbol font", True), ("third level", True), ("dash", True),
        ("-5 degrees", False), ("off", False),
    ]  # fmt: skip


def test_links_behind_words_and_in_fields() -> None:
    field = (
        '<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r>'
        '<w:r><w:instrText> HYPERLINK "https://ana.example.org/work" </w:instrText></w:r>'
        '<w:r><w:fldChar w:fldCharType="separate"/></w:r><w:r><w:t>my work</w:t></w:r>'
        '<w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    )
    link = '<w:p><w:hyperlink r:id="rId900"><w:r><w:t>Write</w:t></w:r></w:hyperlink></w:p>'
    odd = '<w:p><w:hyperlink r:id="rId901"><w:r><w:t>Run</w:t></w:r></w:hyperlink></w:p>'
    data = docx(link + field + link + odd, links=["mailto:ana@example.org", "file:///etc/passwd"])
    document = read(data)
    assert document.links == ("mailto:ana@example.org", "https://ana.example.org/work")
    assert texts(document) == ["Write", "my work", "Write", "Run"]


@pytest.mark.parametrize(
    ("content", "is_hidden"),
    [
        pytest.param(p("Secret", run="<w:vanish/>"), True, id="vanished"),
        pytest.param(p("Secret", run='<w:vanish w:val="0"/>'), False, id="not vanished"),
        pytest.param(p("Secret", run=WHITE), True, id="white"),
        pytest.param(p("Secret", run='<w:color w:val="FEFDFE"/>'), True, id="nearly white"),
        pytest.param(p("Secret", run='<w:sz w:val="2"/>'), True, id="tiny"),
        pytest.param(p("Secret", run=WHITE + DARK), False, id="white on dark"),
        pytest.param(p("Secret", DARK, WHITE), False, id="white on a dark paragraph"),
        pytest.param(table([f"<w:tcPr>{DARK}</w:tcPr>" + p("Secret", run=WHITE)]), False, id="dark cell"),
        pytest.param(table([p("Secret", run=WHITE)]), True, id="plain cell"),
        pytest.param(
            table([p("Secret", run=WHITE)], properties='<w:tblStyle w:val="Dark5"/>'), False, id="painted table"
        ),
        pytest.param(f"<w:p>{text_box(p('Secret', run=WHITE))}</w:p>", False, id="box"),
    ],
)  # fmt: skip
def test_what_nobody_sees_is_reported(content: str, is_hidden: bool) -> None:
    document = body(p("Seen"), content)
    assert texts(document) == (["Seen"] if is_hidden else ["Seen", "Secret"])
    assert document.hidden == (("Secret",) if is_hidden else ())


def test_tracked_changes_as_if_accepted() -> None:
    changed = (
        "<w:p><w:del><w:r><w:delText>old</w:delText></w:r></w:del><w:moveFrom><w:r><w:t>moved</w:t></w:r>"
        "</w:moveFrom><w:ins><w:r><w:t>new</w:t></w:r></w:ins></w:p>"
    )
    assert texts(body(changed)) == ["new"]


def test_what_a_form_asks_for_is_no_answer() -> None:
    asked = f"<w:sdt><w:sdtPr><w:showingPlcHdr/></w:sdtPr><w:sdtContent>{p('Click to enter')}</w:sdtContent></w:sdt>"
    given = f"<w:sdt><w:sdtPr/><w:sdtContent>{p('Ana Ito')}</w:sdtContent></w:sdt>"
    assert texts(body(asked, given)) == ["Ana Ito"]


def test_empty_paragraphs_and_headings_part_blocks() -> None:
    document = body(p("One"), p("Two"), p(""), p("Three"))
    assert document.text == "One\nTwo\n\nThree"


def test_the_main_part_may_have_another_name() -> None:
    assert texts(read(docx(p("Online"), body_name="word/document2.xml"))) == ["Online"]


def test_strict_files_use_other_names_of_the_same() -> None:
    data = docx(p("Strict"))
    inside = zipfile.ZipFile(io.BytesIO(data))
    parts = {name: inside.read(name) for name in inside.namelist()}
    transitional = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
    strict = b"http://purl.oclc.org/ooxml/wordprocessingml/main"
    parts["word/document.xml"] = parts["word/document.xml"].replace(transitional, strict)
    assert texts(read(zipped(parts))) == ["Strict"]


def test_pages_as_word_counted_them() -> None:
    turned = "<w:p><w:r><w:lastRenderedPageBreak/><w:t>On</w:t></w:r></w:p>"
    assert body(p("First"), turned).page_count == 2
    assert body('<w:p><w:r><w:br w:type="page"/><w:t>On</w:t></w:r></w:p>').page_count == 2
    by_hand = '<w:p><w:r><w:br w:type="page"/></w:r></w:p>'
    assert body((by_hand + turned) * 14).page_count == 15, "counted twice"
    assert why(docx(turned * 15)) == "too_many_pages"


def test_words_beyond_the_limit_are_refused() -> None:
    with pytest.raises(Unreadable, match="too_long"):
        read(docx(p("word " * 100)), characters=400)


def test_a_bomb_is_stopped_while_it_inflates() -> None:
    bomb = docx("<w:p>" + " " * (MOST_INFLATED + 1) + "</w:p>")
    assert len(bomb) < 200_000
    assert why(bomb) == "too_large_inside"


def test_a_size_that_is_a_lie_is_not_believed() -> None:
    data = bytearray(docx("<w:p>" + " " * (MOST_INFLATED + 1) + "</w:p>"))
    entry = data.find(b"PK\x01\x02")
    data[entry + 24 : entry + 28] = (100).to_bytes(4, "little")
    assert why(bytes(data)) in ("too_large_inside", "damaged")


def test_too_many_parts() -> None:
    file = io.BytesIO(docx(p("Body")))
    with zipfile.ZipFile(file, "a", zipfile.ZIP_STORED) as archive:
        for number in range(MOST_PARTS):
            archive.writestr(f"x/{number}", b"")
    assert why(file.getvalue()) == "too_large_inside"


@pytest.mark.parametrize(
    "declared",
    [
        '<!DOCTYPE w:document [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>',
        '<!DOCTYPE w:document [<!ENTITY a SYSTEM "file:///etc/passwd">]>',
        '<!DOCTYPE w:document SYSTEM "http://127.0.0.1:9/x.dtd">',
    ],
)
def test_no_entities(declared: str) -> None:
    content = (
        f"<?xml version='1.0'?>{declared}<w:document xmlns:w='x'><w:body>&a;</w:body></w:document>"
    )
    assert why(docx("", more={"word/document.xml": content.encode()})) == "damaged"


def test_nesting_ends_somewhere() -> None:
    assert why(docx("<w:p>" * (DEEPEST + 1) + "</w:p>" * (DEEPEST + 1))) == "damaged"


@pytest.mark.parametrize("kept", [0, 1, 30, 200, 400, 700])
def test_a_file_that_was_cut_off(kept: int) -> None:
    assert why(docx(p("Body"), styles="<w:style/>")[:kept]) == "damaged"


def test_a_zip_without_a_body() -> None:
    assert why(zipped({"word/other.xml": b"<a/>"})) == "damaged"


def test_ways_of_packing_that_word_does_not_use() -> None:
    inside = zipfile.ZipFile(io.BytesIO(docx(p("Body"))))
    parts = {name: inside.read(name) for name in inside.namelist()}
    assert why(zipped(parts, way=zipfile.ZIP_LZMA)) == "damaged"


def test_a_protected_part() -> None:
    data = bytearray(docx(p("Body")))
    at = -1
    while (at := data.find(b"PK\x01\x02", at + 1)) >= 0:
        data[at + 8] |= 1
    assert why(bytes(data)) == "encrypted"
